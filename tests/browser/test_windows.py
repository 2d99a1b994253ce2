"""What windows do: one for each person, several of one person, away from the network, any file by any way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pillow_heif import register_heif_opener
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.windows import DESK, PHONE, ROOT
from tests.samples.documents import taxi_zh

SAMPLES = ROOT / "tests/samples"
LIN, SAM, MEI, GRACE, BO, NORA, ADA, OTTO = (f"E100{number}" for number in range(1, 9))
ENGLISH = {"locale": "en-GB"}


def as_heic(sample: Path, folder: Path) -> Path:
    """The sample as a telephone of a certain make would send it."""
    register_heif_opener()
    file = folder / sample.with_suffix(".heic").name
    with Image.open(sample) as picture:
        picture.save(file)
    return file


def test_several_files_of_any_kind_by_any_way_are_one_card(open_window: Opener, tmp_path: Path, album: Path) -> None:
    sam = open_window(SAM, **PHONE, **ENGLISH)
    sam.sees("Hello Sam Carter!")
    sam.writes("Visiting the customer in Penang")
    sam.sends(as_heic(SAMPLES / "train_zh.jpg", tmp_path), SAMPLES / "einvoice_zh.pdf")
    card = sam.card(having="Visiting the customer in Penang")
    expect(card.locator("progress")).to_be_visible()
    sam.pastes(SAMPLES / "scan_en.pdf")
    expect(card.locator(".part.pictured")).to_have_count(3)
    expect(card.locator("progress")).to_have_count(0)
    expect(card).to_contain_text("柳湖文具有限公司")
    expect(card).to_contain_text("PENA BIRU STATIONERY")
    # Every one of them has a picture, and the card came down below what was pasted last.
    sam.page.wait_for_function("() => [...document.querySelectorAll('.strip img')].every(one => one.naturalWidth > 0)")
    assert sam.page.locator("#conversation > *").last.get_attribute("class") == "entry card"
    sam.picture(album / "several-english-phone.png")

    # What cannot be right comes back to where it was entered, with the reason.
    line = card.locator(".part", has_text="PENA BIRU STATIONERY")
    sam.taps_on(line.get_by_role("button", name="Amount"))
    amount = sam.page.get_by_role("dialog").get_by_label("Amount")
    expect(amount).to_be_focused()
    assert amount.get_attribute("inputmode") == "decimal"
    amount.fill("forty")
    sam.presses("Save")
    expect(sam.page.get_by_role("dialog").locator(".error").first).to_be_visible()
    sam.picture(album / "form-with-mistakes-english-phone.png")
    sam.page.keyboard.press("Escape")
    expect(sam.page.get_by_role("dialog")).to_have_count(0)

    # Whoever writes sees the answer, wherever they were reading.
    sam.page.evaluate("() => window.scrollTo(0, 0)")
    sam.writes("help")
    sam.page.keyboard.press("Enter")
    expect(sam.card(having="What would you like to know?").locator("h2")).to_be_in_viewport()


def side_by_side(folder: Path) -> Path:
    """Two slips of a taxi on one table, as they are photographed at the end of a journey."""
    table = Image.new("RGB", (1000, 900), (124, 88, 58))
    for left, number, total in ((60, "00451872", "36.00"), (540, "00451873", "21.50")):
        table.paste(taxi_zh(number, total=total), (left, 60))
    file = folder / "taxis.jpg"
    table.save(file, quality=90)
    return file


@pytest.mark.parametrize(("where", "size"), [("phone", PHONE), ("desk", DESK)])
def test_two_receipts_in_one_photo_are_two_lines_and_one_tap_says_otherwise(
    open_window: Opener, tmp_path: Path, album: Path, where: str, size: dict[str, Any]
) -> None:
    window = open_window(MEI, **size)
    window.sends(side_by_side(tmp_path))
    found = "一个文件里识别出 2 张票据：第 1和2 行。"
    card = window.card(having=found)
    expect(card.locator(".part.pictured")).to_have_count(2)
    window.page.wait_for_function("() => [...document.querySelectorAll('.strip img')].every(one => one.naturalWidth)")
    card.get_by_text(found).scroll_into_view_if_needed()
    window.picture(album / f"two-in-one-photo-{where}.png")
    if where == "phone":
        now = window.page.locator("article.card").last
        window.presses("这是一张票据")
        expect(now.locator(".part.pictured")).to_have_count(1)
        window.presses("每张一行")
        expect(now.locator(".part.pictured")).to_have_count(2)
    window.presses("作废")
    window.sees("已作废")


def test_each_person_sees_only_their_own(open_window: Opener, forgiven: list[str]) -> None:
    forgiven.append("404")
    lin, mei = open_window(LIN, **DESK), open_window(MEI, **DESK)
    before, own = (window.page.locator(".strip img").count() for window in (lin, mei))
    lin.drops(SAMPLES / "shop_sideways.jpg")
    shown = lin.page.locator(".strip img")
    expect(shown).to_have_count(before + 1)
    picture = str(shown.last.get_attribute("src"))
    fetched = "async src => (await fetch(src)).status"
    assert lin.page.evaluate(fetched, picture) == 200
    assert mei.page.evaluate(fetched, picture) == 404
    expect(mei.page.locator(".strip img")).to_have_count(own)
    card = lin.page.locator("article.card").last
    expect(card).to_contain_text("PENA BIRU")
    lin.presses("作废")


def test_a_form_opens_only_in_the_window_that_asked_for_it(open_window: Opener) -> None:
    phone, desk = open_window(LIN, **PHONE), open_window(LIN, **DESK)
    phone.writes("报销单")
    phone.page.keyboard.press("Enter")
    desk.sees("报销单")
    desk.page.wait_for_timeout(4000)  # the moment after opening, in which a form left open before would open again
    desk.drops(SAMPLES / "shop_sideways.jpg")
    for window in (phone, desk):
        expect(window.page.locator("article.card").last).to_contain_text("PENA BIRU")
    phone.taps_on(phone.button("更正", on=phone.page.locator("article.card").last))
    expect(phone.page.get_by_role("dialog")).to_be_visible()
    desk.page.wait_for_selector("dialog", state="attached")
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    phone.presses("关闭")
    desk.page.wait_for_selector("dialog", state="detached")
    phone.presses("作废")


def test_what_is_sent_while_the_network_is_away_arrives_once(open_window: Opener, forgiven: list[str]) -> None:
    forgiven.append("ERR_INTERNET_DISCONNECTED")
    nora = open_window(NORA, **PHONE, **ENGLISH)
    nora.page.context.set_offline(True)
    nora.writes("help")
    nora.page.keyboard.press("Enter")
    expect(nora.page.locator("#status")).to_contain_text("No connection")
    nora.page.context.set_offline(False)
    nora.sees("You can also write")
    expect(nora.page.locator(".said-by-me", has_text="help")).to_have_count(1)


def test_everybody_has_a_page_to_look_at(open_window: Opener, album: Path) -> None:
    for number, name in ((ADA, "administrator-english-desk"), (OTTO, "auditor-english-phone"), (BO, "help-phone")):
        window = open_window(number, **(DESK if "desk" in name else PHONE))
        window.writes("help" if number != BO else "帮助")
        window.page.keyboard.press("Enter")
        window.sees("EC26-000123")
        window.picture(album / f"{name}.png")
        window.page.goto(window.page.url + "manual")
        window.picture(album / f"{name.replace('help-', '')}-manual.png")
    mei = open_window(MEI, **PHONE)
    for words in ("列表", "待办"):
        mei.writes(words)
        mei.page.keyboard.press("Enter")
    expect(mei.page.locator("article.card").last).to_contain_text("今天的报销事项")
    mei.picture(album / "todo-phone.png")
    narrow = open_window(SAM, viewport={"width": 320, "height": 640}, **ENGLISH)
    narrow.picture(album / "narrow-english.png")
    door = open_window("", **DESK)
    door.picture(album / "start-desk.png")
