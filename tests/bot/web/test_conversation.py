"""What people see of each other's, and of what they sent: in place, once, and only their own."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from json import loads

import httpx
import pytest
from PIL import Image

from bot.chat.card import Answer, Button, Card, Crop, Fact, Form, FormField, More, Section
from bot.chat.platform import Event, Filled, Photo
from bot.demo.company import COMPANY, EMPLOYEES
from bot.store import conversations, documents
from bot.store.database import Database
from bot.web.card_json import card_of, card_written, form_of, form_written
from bot.web.chat import whose
from bot.workflow.erasing import erase
from bot.workflow.pictures import Pictures
from bot.workflow.setting_up import link, set_up
from tests.bot.web.browser import Browser, opened
from tests.contracts.platform import CARD, FORM
from tests.samples.recorded import HERE as SAMPLES

RECEIPT = (SAMPLES / "taxi_zh.jpg").read_bytes()


@pytest.fixture
def heard() -> list[Event]:
    return []


@pytest.fixture
def world(database: Database, heard: list[Event]) -> Iterator[Browser]:
    with opened(database) as browser:

        def receive(event: Event) -> bool:
            new = event.id not in {one.id for one in heard}
            heard.append(event)
            return new

        browser.start(receive)
        yield browser


def kept(database: Database, content: bytes = RECEIPT, kind: str = "image/jpeg") -> str:
    with database.writing() as connection:
        return documents.put(connection, content, "receipt.jpg", kind, datetime.now(UTC))


def about(document: str) -> Card:
    answer = Answer("餐饮", "correct", "EC26-000001:1:1", (("category", "meals"),))
    crop = Crop(document, 0, (0.1, 0.2, 0.5, 0.3), 90)
    fact = Fact("Amount", "¥36.00", "look", crop, CARD.buttons[0], (answer,))
    more = More(
        "Details", (Fact("Time", "12:05", "", crop),), ("Item", "Amount"), (("Noodles", "¥36.00"),), "All.", "sure"
    )
    return Card("Draft", "Draft", (Section("1", (fact,), document=Crop(document), more=more),), progress=(1, 2))


def test_cards_and_forms_come_back_from_the_store_as_they_were() -> None:
    for card in (CARD, about("d" * 64), Card("", "")):
        assert card_of(card_written(card)) == card
    assert form_of(form_written(FORM)) == FORM


def test_a_file_sent_twice_is_shown_once(world: Browser, heard: list[Event]) -> None:
    world.sends("lin", "noodles.jpg", b"picture", "lunch")
    world.again()
    assert len({event.id for event in heard}) == 1
    assert world.client.get("as/lin/").text.count("<li>") == 1
    world.says("lin", "hello")
    world.again()
    assert world.sees("lin").count("hello") == 1


def test_files_that_were_picked_together_stand_together(world: Browser) -> None:
    for number in (1, 2, 3):
        asked = {"id": f"file-000{number}", "pick": "pick-0001", "name": f"{number}.jpg", "text": "Hangzhou"}
        world.post("lin", "files", params=asked, content=b"%d" % number)
    page = world.client.get("as/lin/").text
    assert (page.count("said-by-me files"), page.count("<li>"), page.count("Hangzhou")) == (1, 3, 1)


def test_the_words_of_a_pick_belong_to_all_of_its_files(world: Browser, heard: list[Event]) -> None:
    for number, words in enumerate(("Visiting Penang", "")):
        asked = {"id": f"file-000{number}", "pick": "pick-0001", "name": f"{number}.jpg", "text": words}
        world.post("lin", "files", params=asked, content=b"%d" % number)
    assert [event.text for event in heard if isinstance(event, Photo)] == ["Visiting Penang"] * 2


def test_two_people_may_call_what_they_send_alike(world: Browser, heard: list[Event]) -> None:
    for person in ("lin", "mia"):
        world.post(person, "say", json={"id": "same-name", "text": person})
    assert len({event.id for event in heard}) == 2


def test_a_card_stays_where_it_is_until_its_person_sends_something(world: Browser) -> None:
    lin = world.user("lin")
    address = world.platform.show(lin, Card("Draft", "", buttons=(Button("submit", "Submit", "EC26-000001:1"),)))
    world.platform.tell(lin, "By the way")
    address = world.platform.replace(lin, address, Card("Still a draft", ""))
    assert world.sees("lin").index("Still a draft") < world.sees("lin").index("By the way")
    world.sends("lin", "noodles.jpg", b"picture", "for lunch")
    world.platform.replace(lin, address, Card("Two lines", ""))
    assert world.sees("lin").index("Two lines") > world.sees("lin").index("for lunch")


def test_a_window_is_told_only_what_is_new(world: Browser) -> None:
    lin = world.user("lin")
    address = world.platform.show(lin, CARD)
    world.platform.tell(lin, "Hello")
    first = world.client.get("as/lin/entries?after=0").json()
    assert [("asks for" in entry["html"], "Hello" in entry["html"]) for entry in first["entries"]] == [
        (True, False),
        (False, True),
    ]
    assert world.client.get(f"as/lin/entries?after={first['last']}").json()["entries"] == []
    world.platform.replace(lin, address, Card("Approved", ""))
    (changed,) = world.client.get(f"as/lin/entries?after={first['last']}").json()["entries"]
    assert (changed["number"], "Approved" in changed["html"]) == (first["entries"][0]["number"], True)


def test_what_was_before_comes_when_it_is_asked_for(world: Browser) -> None:
    lin = world.user("lin")
    for number in range(200):
        world.platform.tell(lin, f"word {number}")
    page = world.client.get("as/lin/").text
    assert ("word 120<" in page, "word 119<" in page, 'id="earlier" hidden' in page) == (True, False, False)
    found = world.client.get("as/lin/earlier?before=121").json()
    assert ([entry["number"] for entry in found["entries"]], found["more"]) == (list(range(41, 121)), True)
    found = world.client.get("as/lin/earlier?before=41").json()
    assert ([entry["number"] for entry in found["entries"]], found["more"]) == (list(range(1, 41)), False)
    assert 'id="earlier" hidden' in world.client.get("as/mia/").text


def test_a_form_closes_when_it_is_sent_or_put_away_and_another_one_has_another_number(
    world: Browser, heard: list[Event]
) -> None:
    lin = world.user("lin")
    world.platform.ask(lin, FORM)
    first = world.screen("lin").form_number
    world.platform.ask(lin, FORM)
    late = {"id": "late-0001", "form": first, "values": {"words": "late"}}
    world.post("lin", "fill", json=late)
    assert heard == []
    world.fills("lin", words="私人晚餐")
    assert world.screen("lin").form is None
    world.platform.ask(lin, FORM)
    world.post("lin", "dismiss", json={"form": world.screen("lin").form_number})
    assert world.screen("lin").form is None


def test_an_answer_beside_a_value_comes_as_if_the_form_had_been_filled_in(world: Browser, heard: list[Event]) -> None:
    world.platform.show(world.user("lin"), about("d" * 64))
    (button,) = [one for one in world.screen("lin").buttons if one["label"] == "餐饮"]
    chosen = {"action": button["data-action"], "target": button["data-target"], "values": loads(button["data-values"])}
    world.post("lin", "answer", json={"id": "answer-01", **chosen})
    (filled,) = heard
    assert isinstance(filled, Filled)
    assert (filled.action, filled.target, dict(filled.values)) == (
        "correct",
        "EC26-000001:1:1",
        {"category": "meals"},
    )


def test_what_is_wrong_with_an_answer_stands_at_its_field(world: Browser) -> None:
    fields = (
        FormField("total", "Amount", "amount", "88,50x", error="That is no amount."),
        FormField("date", "Date", "date", "2026-11-05"),
        FormField("approver", "Approver", "choice", "", tuple((str(one), f"Person {one}") for one in range(30))),
    )
    world.platform.ask(world.user("lin"), Form("correct", "EC26-000001:1:1", "Correct", "Save", fields))
    page = world.client.get("as/lin/").text
    assert 'inputmode="decimal"' in page
    assert 'type="date" value="2026-11-05"' in page
    assert 'aria-invalid="true" aria-describedby="f-1-error"' in page
    assert '<p class="error" id="f-1-error">That is no amount.</p>' in page
    assert page.count("<option") == 31


def test_a_picture_is_for_those_who_are_shown_it_and_no_longer(world: Browser, database: Database) -> None:
    document = kept(database)
    lin = world.user("lin")
    picture, crop = f"picture/{document}", f"picture/{document}?box=0.1000,0.2000,0.5000,0.3000&turned=90&small=1"
    assert world.client.get(f"as/lin/{picture}").status_code == 404
    address = world.platform.show(lin, about(document))
    for asked in (picture, f"{picture}?small=1", crop):
        answer = world.client.get(f"as/lin/{asked}")
        assert (answer.status_code, answer.content[:3]) == (200, b"\xff\xd8\xff")
        assert world.client.get(f"as/mia/{asked}").status_code == 404
    for wrong in ("box=1,2", "box=0.5,0.5,0.1,0.1", "box=nan,0.1,0.2,0.3", "turned=45", "page=-1"):
        assert world.client.get(f"as/lin/{picture}?{wrong}").status_code == 400
    world.platform.replace(lin, address, Card("Somebody else's now", ""))
    assert world.client.get(f"as/lin/{picture}").status_code == 404


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"\xff\xd8\xffbroken", "image/jpeg"), (b"%PDF-broken", "application/pdf"), (b"words", "text/plain")],
)
def test_what_cannot_be_drawn_has_a_drawing_that_says_so(
    world: Browser, database: Database, content: bytes, kind: str
) -> None:
    document = kept(database, content, kind)
    world.platform.show(world.user("lin"), about(document))
    large, small = (world.client.get(f"as/lin/picture/{document}{asked}") for asked in ("", "?small=1"))
    assert large.headers["content-type"] == small.headers["content-type"] == "image/svg+xml"
    assert large.text.count("No picture can be shown") == 2  # its title, and below the sheet
    assert small.text.count("No picture can be shown") == 1
    assert world.client.get(f"as/mia/picture/{document}").status_code == 404


def test_a_page_of_a_pdf_is_drawn(world: Browser, database: Database) -> None:
    document = kept(database, (SAMPLES / "einvoice_zh.pdf").read_bytes(), "application/pdf")
    drawn = Pictures(database).drawn(Crop(document), 320)
    assert drawn.startswith(b"\xff\xd8\xff")
    world.platform.show(world.user("lin"), about(document))
    assert world.client.get(f"as/lin/picture/{document}?page=7").headers["content-type"] == "image/svg+xml"


def test_every_page_of_a_document_stands_beside_its_values(world: Browser, database: Database) -> None:
    scan, sheets = io.BytesIO(), [Image.new("RGB", (60, 90), colour) for colour in ("white", "grey", "black")]
    sheets[0].save(scan, "PDF", save_all=True, append_images=sheets[1:])
    document = kept(database, scan.getvalue(), "application/pdf")
    card = about(document)
    world.platform.show(world.user("lin"), replace(card, sections=(replace(card.sections[0], pages=3),)))
    page = world.client.get("as/lin/").text
    for number in (1, 2, 3):
        asked = f"picture/{document}" + (f"?page={number - 1}" if number > 1 else "")
        assert f'href="{asked}"' in page
        assert f"page {number} of 3" in page or f"第 {number} 页，共 3 页" in page
        assert world.client.get(f"as/lin/{asked}").headers["content-type"] == "image/jpeg"


def test_a_conversation_that_is_forgotten_is_gone_and_goes_on_counting(world: Browser, database: Database) -> None:
    lin, mia = world.user("lin"), world.user("mia")
    for user in (lin, mia):
        world.platform.show(user, about("d" * 64))
        world.platform.ask(user, FORM)
    before = world.client.get("as/lin/entries?after=0").json()["last"]
    with database.writing() as connection:
        conversations.forget(connection, whose(lin))
    found = world.client.get("as/lin/entries?after=0").json()
    assert (found["entries"], found["form"], found["last"] > before) == ([], None, True)
    assert "Draft" in world.sees("mia")


def test_windows_hear_at_once_that_something_has_changed(world: Browser) -> None:
    lines: list[str] = []
    listening, rung = threading.Event(), threading.Event()

    def listen() -> None:
        with httpx.stream("GET", f"{world.address}as/lin/events", trust_env=False, timeout=30) as stream:
            assert stream.headers["Content-Type"].startswith("text/event-stream")
            for line in stream.iter_lines():
                lines.append(line)
                listening.set()
                if line == "data: rung":
                    rung.set()
        # The server ends, and the stream with it.

    window = threading.Thread(target=listen, daemon=True)
    window.start()
    assert listening.wait(30)
    world.platform.tell(world.user("mia"), "Not for Lin")
    world.platform.tell(world.user("lin"), "Hello")
    assert rung.wait(30)
    world.platform.stop()
    window.join(30)
    assert not window.is_alive()


def test_two_at_once_take_two_numbers(world: Browser) -> None:
    lin = world.user("lin")
    threads = [threading.Thread(target=world.platform.tell, args=(lin, f"word {number}")) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = world.client.get("as/lin/entries?after=0").json()
    assert [entry["number"] for entry in found["entries"]] == list(range(1, 13))


def test_a_person_who_is_erased_leaves_no_conversation(world: Browser, database: Database) -> None:
    lin, now = world.user("lin"), datetime.now(UTC)
    world.platform.tell(lin, "A secret meeting")
    world.platform.ask(lin, FORM)
    with database.writing() as connection:
        set_up(connection, COMPANY, EMPLOYEES, by="system", at=now)
        link(connection, lin.platform, lin.workspace, lin.id, "E1001", by="system", at=now)
        erase(connection, "E1001", ground="asked for it", by="E1007", at=now)
    assert "secret" not in world.sees("lin")
    assert world.screen("lin").form is None
