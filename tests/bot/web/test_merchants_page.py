"""The page of the merchants that the company knows, without a browser: whose it is, what is changed, what is taken."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from bot.claims.people import Employee
from bot.demo.company import ADA, AUDITOR, EMPLOYEES, LIN, NORA
from bot.demo.page import Everybody
from bot.store import audit, merchants
from bot.store.database import Database
from bot.web.chat import WebChat
from bot.web.door import Door
from bot.web.merchants import MerchantPages
from bot.web.server import loopback, serving
from bot.workflow.merchants import KnownMerchants
from bot.workflow.setting_up import link
from tests.stories.test_known_merchants import approved, corrected, slip
from tests.stories.world import MONDAY, World


@pytest.fixture
def world(sqlite: Database) -> World:
    """Lin's correction is approved, Sam calls the same place something else."""
    world = World(sqlite)
    corrected(world)
    approved(world)
    world.photo("sam", slip("42.00"))
    world.press("sam", "correct", line=1, merchant="Cloud Creek Diner")
    return world


@pytest.fixture
def browser(world: World) -> Iterator[httpx.Client]:
    """Somebody at the page; requests say who by their path."""
    database = world.stage.database
    chat = WebChat(database, lambda: MONDAY)
    with database.writing() as connection:
        for one in EMPLOYEES:
            link(connection, "web", "", one.number, one.number, by="system", at=MONDAY)
    pages = MerchantPages(Door(Everybody(database, chat)), KnownMerchants(database, world.stage.clock.now))
    with (
        serving(pages.routes(), loopback(0)) as address,
        httpx.Client(base_url=address, headers={"Origin": address.rstrip("/")}) as client,
    ):
        yield client


def shown(browser: httpx.Client, who: Employee, **asked: str) -> str:
    return browser.get(f"as/{who.number}/merchants", params=asked).text


def sent(browser: httpx.Client, who: Employee, do: str, **more: str) -> httpx.Response:
    """A button of the first merchant on the page is pressed."""
    page = shown(browser, NORA)
    hidden = dict(re.findall(r'name="(merchant|seen)" value="([^"]*)"', page)[:2])
    return browser.post(f"as/{who.number}/merchants", data={**hidden, "do": do, **more})


def known(world: World) -> list[tuple[str, str, str]]:
    with world.stage.database.reading() as connection:
        return [(one.name, one.category, one.shared) for one in merchants.every(connection)]


def test_it_says_what_is_known_from_where_for_whom_and_how_often(browser: httpx.Client) -> None:
    page = shown(browser, NORA)
    for said in (
        "云溪小馆",
        "Tax number 91330000MA0000042X",
        "Learnt from EC26-000001",
        "for everybody: the claim was",
    ):
        assert said in page
    assert "used once, on 23 Nov 2026" in page
    assert "Others call it Cloud Creek Diner" in page
    assert "Cloud Creek" not in shown(browser, NORA, words="云溪")[: page.index("Others call it")]
    assert "No merchant is known by “Moon”" in shown(browser, NORA, words="Moon")
    # What is done on a page of what was looked for leads back to it.
    address = re.findall(r'action="(merchants\?[^"]*)"', shown(browser, NORA, words="云溪"))
    assert parse_qs(urlsplit(unescape(address[0])).query) == {"words": ["云溪"]}


def test_it_is_there_for_those_who_keep_or_read_the_books(browser: httpx.Client) -> None:
    assert browser.get(f"as/{LIN.number}/merchants").status_code == 403
    assert 'value="forget"' not in shown(browser, AUDITOR)
    assert 'value="forget"' in shown(browser, ADA)
    assert sent(browser, AUDITOR, "forget").status_code == 403


def test_the_right_name_settles_it_for_everybody(world: World, browser: httpx.Client) -> None:
    answer = sent(browser, NORA, "save", name=" 云溪小馆（滨河路） ", category="meals")
    assert "From now on it holds for everybody" in answer.text
    assert known(world) == [("云溪小馆(滨河路)", "meals", "office")]
    world.photo("sam", slip("43.00"))
    assert world.claim("EC26-000002").line(2).merchant == "云溪小馆(滨河路)"
    with world.stage.database.reading() as connection:
        entry = list(audit.entries(connection))[-3:]
    assert "correct_merchant" in {one["action"] for one in entry}


def test_what_cannot_be_taken_is_said_and_what_was_entered_stays(world: World, browser: httpx.Client) -> None:
    nothing = sent(browser, NORA, "save", name="", category="")
    assert (nothing.status_code, "Nothing would be left" in nothing.text) == (400, True)
    assert "at most 64" in sent(browser, NORA, "save", name="x" * 65, category="meals").text
    page = shown(browser, NORA)
    hidden = dict(re.findall(r'name="(merchant|seen)" value="([^"]*)"', page)[:2])
    assert "Forgotten" in sent(browser, NORA, "forget").text
    late = browser.post(f"as/{NORA.number}/merchants", data={**hidden, "do": "save", "name": "x", "category": "meals"})
    assert "It has changed since you looked" in late.text
    assert len(known(world)) == 1


def test_they_are_taken_out_as_a_file_which_the_audit_trail_knows(world: World, browser: httpx.Client) -> None:
    file = browser.post(f"as/{AUDITOR.number}/merchants", data={"do": "csv"})
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["Cloud Creek Diner", "云溪小馆"]
    assert rows[2][2:6] == ["91330000MA0000042X", "", "", "EC26-000001"]
    assert browser.post(f"as/{NORA.number}/merchants", data={"do": "xlsx"}).content[:2] == b"PK"
    with world.stage.database.reading() as connection:
        entry = list(audit.entries(connection))[-1]
    assert (entry["actor"], entry["action"], entry["subject"]) == (NORA.number, "export", "merchants")
