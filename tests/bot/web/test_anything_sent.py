"""Whatever a browser sends to whichever page is answered: nothing breaks, and what cannot be kept is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest

from bot.demo.company import ADA, EMPLOYEES, LIN, NORA
from bot.demo.page import Everybody
from bot.store.database import Database
from bot.web.all_pages import all_pages
from bot.web.chat import WebChat
from bot.web.door import Door
from bot.web.server import loopback, serving
from bot.workflow.setting_up import link
from tests.stories.world import MONDAY, World

#: Half of a surrogate pair and U+0000, as an address has them.
ODD = quote("6602\0\ud800", errors="surrogatepass")
VERSION = 6
MANY = "&".join(f"f{number}=1" for number in range(26_000))


@pytest.fixture
def browser(database: Database) -> Iterator[httpx.Client]:
    """A company with a claim that waits for the bookkeeper, and all its pages."""
    world = World(database)
    world.submitted("lin")
    world.press("mei", "approve")
    assert world.claim().version == VERSION
    chat = WebChat(database, lambda: MONDAY)
    chat.start(lambda _: True)
    with database.writing() as connection:
        for one in EMPLOYEES:
            link(connection, "web", "", one.number, one.number, by="system", at=MONDAY)
    pages = all_pages(database, chat, Door(Everybody(database, chat)), lambda: MONDAY)
    with (
        serving(pages, loopback(0)) as address,
        httpx.Client(base_url=address, headers={"Origin": address.rstrip("/")}) as client,
    ):
        yield client


def test_what_no_database_can_keep_and_what_is_too_much_is_answered(browser: httpx.Client) -> None:
    seen = browser.get(f"as/{NORA.number}/month-end").text.partition('name="seen" value="')[2].partition('"')[0]
    coding = "&".join(f"{name}.1={ODD}" for name in ("account", "tax", "tax_code", "cost_centre"))
    odd = "6602\0\ud800"
    sent: list[tuple[str, str, str | dict[str, object]]] = [
        (NORA.number, "desk", f"do=save&target=EC26-000001:{VERSION}&{coding}"),
        (NORA.number, "desk", f"do=post&claim={ODD}"),
        (NORA.number, "closing", f"until=2026-10-31&account={ODD}&seen={seen}"),
        (NORA.number, "closing", f"until={ODD}&seen={seen}"),
        (NORA.number, "month-end", f"as=lines&first={ODD}"),
        (NORA.number, "mark-paid", f"paid={ODD}|{ODD}"),
        (NORA.number, "cover", f"claim={ODD}"),
        (LIN.number, "claims", f"do=remind&target={ODD}"),
        (LIN.number, "say", {"id": "sent-001", "text": odd}),
        (LIN.number, "press", {"id": "sent-002", "action": odd, "target": odd}),
        (LIN.number, "answer", {"id": "sent-003", "action": odd, "target": odd, "values": {odd: odd}}),
        (LIN.number, "fill", {"id": "sent-004", "form": 1, "values": {odd: odd}}),
        (LIN.number, f"files?id=sent-005&pick=sent-005&name={ODD}&text={ODD}", "a file"),
        (ADA.number, "company-rules-look", {"values": {"name": odd, odd: odd}}),
        (ADA.number, "company-rules", {"seen": odd, "values": {"name": odd, odd: odd}}),
        *((NORA.number, page, MANY) for page in ("desk", "closing", "month-end", "mark-paid", "cover", "claims")),
    ]
    for who, page, content in sent:
        written = content if isinstance(content, str) else json.dumps(content)
        assert browser.post(f"as/{who}/{page}", content=written).status_code < 500, page
    for page in ("month-end?state=", "cover?claim=", "claims?words=", "earlier?before=", "picture/", "manual?page="):
        assert browser.get(f"as/{NORA.number}/{page}{ODD}").status_code < 500, page
    # What was entered about the books stays there with what is wrong; who was late sees how they stand now.
    closing = f"as/{NORA.number}/closing"
    wrong = browser.post(closing, content=f"until=tomorrow&account=2241.02&originals_first=yes&seen={seen}")
    assert 'value="2241.02"' in wrong.text
    assert 'name="originals_first" value="yes" checked' in wrong.text
    late = browser.post(closing, content="until=2026-10-31&account=2241.02&seen=earlier")
    assert "Somebody has changed this meanwhile" in late.text
    assert 'name="until" type="date" value=""' in late.text
