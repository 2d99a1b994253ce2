"""Coming in to a real installation: the page of a link, the pages for whoever is not in, and signing out."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.claims.signing_in import Lifetimes
from bot.demo.company import ADA, COMPANY, EMPLOYEES, LIN, SAM
from bot.store.database import Database
from bot.web.installation import Installation
from bot.web.oidc import Account
from bot.web.site import Site
from bot.workflow import signing_in
from bot.workflow.setting_up import set_up
from tests.bot.web.house import House
from tests.bot.web.provider import CLIENT, SECRET, lying_provider
from tests.browser.windows import DESK, PHONE, serious


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def house(sqlite: Database) -> Iterator[House]:
    """An installation on this machine alone, with a provider of its own."""
    with lying_provider() as provider:
        provider.person = {"sub": "4711", "email": SAM.email, "email_verified": True}
        site = Site(port=free_port())
        found = House(sqlite, address=site.base)
        with sqlite.writing() as connection:
            set_up(connection, COMPANY, EMPLOYEES, by="system", at=found.now)
        account = Account(provider.issuer, CLIENT, SECRET, "Example ID")
        place = Installation(sqlite, site, Lifetimes(), lambda: found.now, account)
        place.chat.start(lambda event: True)
        with place.serving():
            yield found


@pytest.fixture
def open_page(browser: Browser, house: House) -> Iterator[Callable[..., Page]]:
    """Opens browsers that nobody else has been in."""
    contexts = []

    def opened(**how: Any) -> Page:
        contexts.append(browser.new_context(base_url=house.address, **how))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


def picture(page: Page, file: Path) -> None:
    """What is seen by day and by night; axe finds nothing serious in either."""
    file.parent.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.screenshot(path=file.with_stem(f"{file.stem}-{scheme}"))
        assert serious(page) == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), "it sticks out"


SIZES = pytest.mark.parametrize(("where", "size"), [("phone", PHONE), ("desk", DESK)])


@SIZES
def test_an_invitation_is_opened_with_one_tap(
    house: House, open_page: Callable[..., Page], album: Path, where: str, size: dict[str, Any]
) -> None:
    page = open_page(**size, locale="zh-CN")
    page.goto(house.invitation(LIN.number))
    picture(page, album / f"invitation-{where}.png")
    page.get_by_role("button", name="打开我的报销").click()
    page.wait_for_selector("body[data-ready]")
    assert page.url == house.address
    picture(page, album / f"signed-in-{where}.png")
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="您已退出")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", name="您尚未进入")).to_be_visible()


@SIZES
def test_who_is_not_in_comes_in_with_the_company_account(
    house: House, open_page: Callable[..., Page], album: Path, where: str, size: dict[str, Any]
) -> None:
    page = open_page(**size, locale="en-GB")
    page.goto("/")
    picture(page, album / f"not-in-{where}.png")
    page.get_by_role("link", name="Sign in with Example ID").click()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator(".bar h1")).to_contain_text(SAM.name)


def test_a_button_that_is_pressed_twice_is_sent_once(house: House, open_page: Callable[..., Page]) -> None:
    page = open_page(**DESK, locale="en-GB")
    page.goto(house.invitation(SAM.number))
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
    with house.database.writing():
        # Nobody else can write, so the second press comes before the answer to the first.
        page.evaluate("""() => {
            const button = document.querySelector("button");
            button.click();
            setTimeout(() => button.click(), 300);
        }""")
        time.sleep(1)
    page.wait_for_selector("body[data-ready]")
    assert len([url for url in sent if "/sign-in/" in url]) == 1


def test_pages_that_refuse_say_what_to_do(house: House, open_page: Callable[..., Page], album: Path) -> None:
    page = open_page(**PHONE, locale="en-GB")
    link = house.invitation(LIN.number)
    house.wait(days=7)
    page.goto(link)
    expect(page.get_by_role("heading")).to_have_text("This link is too old")
    picture(page, album / "expired-phone.png")
    page.goto("/sign-in/nothing")
    expect(page.get_by_role("heading")).to_have_text("This link opens nothing")


def test_a_window_shows_nothing_more_once_its_person_is_out(house: House, open_page: Callable[..., Page]) -> None:
    page = open_page(**PHONE, locale="en-GB")
    page.goto(house.invitation(LIN.number))
    page.get_by_role("button").click()
    page.wait_for_selector("body[data-ready]")
    with house.database.writing() as connection:
        signing_in.sign_out_everywhere(connection, LIN.number, by=ADA.number, at=house.now)
    expect(page.get_by_role("heading", name=re.compile("You are not signed in"))).to_be_visible(timeout=30_000)


def test_words_that_were_not_sent_stay_when_somebody_is_out(house: House, open_page: Callable[..., Page]) -> None:
    page = open_page(**PHONE, locale="en-GB")
    page.goto(house.invitation(SAM.number))
    page.get_by_role("button").click()
    page.wait_for_selector("body[data-ready]")
    page.locator("#words").fill("a long story about a hotel")
    with house.database.writing() as connection:
        signing_in.sign_out_everywhere(connection, SAM.number, by=ADA.number, at=house.now)
    page.locator("#send").click()
    expect(page.locator("#status")).to_contain_text("You are signed out here.")
    expect(page.locator("#words")).to_have_value("a long story about a hotel")
