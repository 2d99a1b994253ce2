"""One sample company and one Chromium for all browser stories; each story has windows of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.browser.windows import CHROMIUM, Window, chromium, demo

#: Makes windows: `open_window("E1001", **PHONE)`.
Opener = Callable[..., Window]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one the stories are skipped, except where everything has to be tried."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium here: the set-up installs it on Debian (apt-get install chromium)")
        pytest.skip("no Chromium on this machine (on Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        found = chromium(playwright)
        yield found
        found.close()


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """The address of a sample company that reads with the real engine."""
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
        if not asked.url.startswith((company, "blob:")):
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
