"""One Chromium for all browser stories, one sample company a file; each story has windows of its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import playwright
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.browser.windows import CHROMIUM, Window, chromium, demo

#: Makes windows: `open_window("E1001", **PHONE)`.
Opener = Callable[..., Window]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one the stories are skipped, except where everything has to be tried."""
    if missing := _missing():
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as driving:
        found = chromium(driving)
        yield found
        found.close()


def _missing() -> str:
    """What has to be installed before a browser can be driven here."""
    if CHROMIUM is None:
        return "no Chromium on this machine (on Debian, set-up installs it where it may: apt-get install chromium)"
    driver = Path(playwright.__file__).parent / "driver" / "node"
    started = subprocess.run([driver, "--version"], capture_output=True, text=True, check=False)
    if started.returncode != 0:
        return f"Playwright does not start (on Debian: apt-get install libatomic1): {started.stderr.strip()}"
    return ""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """The address of a sample company that reads with the real engine.

    Each file has its own: a draft that one leaves open would take in the photos of the next.
    """
    with demo(tmp_path_factory.mktemp("browser") / "demo") as address:
        yield address


@pytest.fixture(scope="session")
def album(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pictures go: `PICTURES=DIR` keeps them."""
    kept = os.environ.get("PICTURES")
    return Path(kept) if kept else tmp_path_factory.mktemp("pictures")


@pytest.fixture
def forgiven() -> list[str]:
    """What pages may complain of in this test; a test that provokes something adds it."""
    return []


@pytest.fixture
def pages(browser: Browser, company: str, forgiven: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens pages that nobody else has been in; whatever a page complains of, or loads from elsewhere, is a failure."""
    contexts, complaints = [], list[str]()

    def hear(said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            complaints.append(said.text)

    def follow(asked: Request) -> None:
        if not asked.url.startswith(company):
            complaints.append(f"loaded from elsewhere: {asked.url}")

    def opened(**how: Any) -> Page:
        context = browser.new_context(**{"locale": "zh-CN", **how})
        contexts.append(context)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", follow)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [said for said in complaints if not any(one in said for one in forgiven)] == []


@pytest.fixture
def open_window(pages: Callable[..., Page], company: str) -> Opener:
    """Opens a window of a person of the company."""
    return lambda number, **how: Window(pages(**how), company, number)
