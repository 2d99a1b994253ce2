"""The bookkeeper in a browser: the desk, on a telephone and at a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from openpyxl import Workbook, load_workbook
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from bot.claims.states import State
from bot.store import audit
from tests.browser.office import approved, office
from tests.browser.windows import DESK, PHONE, Window
from tests.stories.world import WHO, World, reading, receipt

Office = tuple[World, Callable[..., Window]]


@pytest.fixture
def books(browser: Browser, tmp_path: Path) -> Iterator[Office]:
    """The stage, and what opens a page of a person: `open("nora", "desk", **PHONE)`."""
    contexts, complaints = [], list[str]()
    with office(tmp_path) as (world, address):

        def opened(who: str, place: str, **how: Any) -> Window:
            context = browser.new_context(**how)
            contexts.append(context)
            page: Page = context.new_page()
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            window = Window.__new__(Window)
            window.page, window.taps = page, 0
            page.goto(f"{address}as/{WHO[who]}/{place}")
            return window

        yield world, opened
        for context in contexts:
            context.close()
    assert complaints == []


@pytest.mark.parametrize(("name", "how"), [("phone", PHONE), ("desk", DESK)])
def test_all_that_are_ticked_are_posted_and_what_was_refused_is_fixed_in_place(
    books: Office, album: Path, name: str, how: dict[str, Any]
) -> None:
    world, opened = books
    approved(world, "lin", "128.00", "云溪小馆", "请杭州客户吃饭")
    approved(world, "sam", "46.50", "Corner Café", "Coffee with a supplier")
    approved(world, "lin", "920.00", "湖畔楼", "年度答谢")  # above the limit
    nora = opened("nora", "desk", **how)
    rows = nora.page.locator(".row")
    expect(rows).to_have_count(3)
    assert [tick.is_checked() for tick in nora.page.locator(".row input[type=checkbox]").all()] == [True, True, False]
    nora.picture(album / f"books-desk-{name}.png")
    rules = world.erp.settings
    world.erp.settings = type(rules)(**{
        **{field: getattr(rules, field) for field in rules.__slots__},
        "accounts": {code: title for code, title in rules.accounts.items() if code != "6601.02"},
    })  # fmt: skip
    nora.page.get_by_label("Tick all").check()
    nora.page.get_by_role("button", name="Post all that are ticked").click()
    expect(nora.page.get_by_role("status")).to_contain_text("3 claims are on the way to the books.")
    world.stage.settle()
    assert {claim.state for claim in world.stage.claims()} == {State.POSTING_FAILED}
    nora.page.get_by_role("link", name="Desk").click()
    expect(rows.first).to_contain_text("unknown account 6601.02")
    account = rows.first.get_by_label("Account")
    account.fill("9999")
    rows.first.get_by_role("button", name="Fix and post").click()
    expect(rows.first.get_by_label("Account")).to_have_value("9999")
    expect(rows.first).to_contain_text("Please choose one of the list.")
    nora.picture(album / f"books-desk-refused-{name}.png")
    rows.first.get_by_label("Account").fill("6601.05")
    rows.first.get_by_role("button", name="Fix and post").click()
    expect(nora.page.get_by_role("status")).to_contain_text("One claim is on the way to the books.")
    world.stage.settle()
    assert [claim.state for claim in world.stage.claims()].count(State.POSTED) == 1


def test_a_claim_of_the_desk_is_opened_with_its_pictures(books: Office) -> None:
    world, opened = books
    approved(world, "lin", "128.00", "云溪小馆", "请杭州客户吃饭")
    nora = opened("nora", "desk", **DESK)
    nora.page.get_by_role("button", name="Open with pictures").click()
    world.stage.settle()
    expect(nora.page.locator("#conversation")).to_be_visible()


@pytest.mark.parametrize(("name", "how"), [("phone", PHONE), ("desk", DESK)])
def test_month_end_shows_what_is_under_way_and_takes_it_out(
    books: Office, album: Path, tmp_path: Path, name: str, how: dict[str, Any]
) -> None:
    world, opened = books
    approved(world, "lin", "128.00", "云溪小馆", "请杭州客户吃饭")
    world.photo("sam", receipt("46.50", merchant="Corner Café"), "Coffee with a supplier")
    world.press("sam", "submit")
    nora = opened("nora", "month-end", **how)
    expect(nora.page.locator("tbody tr")).to_have_count(2)
    expect(nora.page.locator("tbody tr").first).to_contain_text("梅芳")
    nora.picture(album / f"books-month-end-{name}.png")
    nora.page.get_by_role("link", name="Submitted 梅芳 1").click()
    expect(nora.page.locator("#behind")).to_contain_text("EC26-000002 · Sam Carter")
    nora.picture(album / f"books-behind-{name}.png")
    with nora.page.expect_download() as taken:
        nora.page.get_by_role("button", name="Spreadsheet (XLSX)").click()
    assert taken.value.suggested_filename == "claims-spent-2026-11-01-2026-11-30.xlsx"
    taken.value.save_as(tmp_path / "taken.xlsx")
    assert [row[0] for row in load_workbook(tmp_path / "taken.xlsx")["Claims"].iter_rows(values_only=True)] == [
        "Claim",
        "EC26-000001",
        "EC26-000002",
    ]
    nora.page.get_by_role("button", name="Open EC26-000002").click()
    expect(nora.page.locator("#conversation")).to_be_visible()


@pytest.mark.parametrize(("name", "how"), [("phone", PHONE), ("desk", DESK)])
def test_books_are_closed_and_what_lies_in_the_closed_month_is_asked_on_the_desk(
    books: Office, album: Path, name: str, how: dict[str, Any]
) -> None:
    world, opened = books
    world.photo("lin", receipt("128.00", day=date(2026, 10, 20)), "请杭州客户吃饭")
    world.press("lin", "submit")
    world.press("mei", "approve")
    nora = opened("nora", "month-end", **how)
    nora.page.get_by_label("Closed up to and including").fill("2026-10-31")
    nora.page.get_by_role("button", name="Save").click()
    expect(nora.page.get_by_text("The books are closed up to 31 Oct 2026 (Nora Quinn")).to_be_visible()
    nora.picture(album / f"books-closing-{name}.png")
    nora.page.get_by_role("link", name="Desk").click()
    row = nora.page.locator(".row")
    expect(row).to_contain_text("Line 1 is of 2026-10")
    nora.picture(album / f"books-closed-period-{name}.png")
    row.get_by_role("button", name="Post in next period").click()
    expect(nora.page.get_by_role("status")).to_contain_text("One claim is on the way to the books.")
    world.stage.settle()
    assert world.claim().posted_on == date(2026, 11, 23)


@pytest.mark.parametrize(("name", "how"), [("phone", PHONE), ("desk", DESK)])
def test_a_bank_run_is_looked_over_and_marked_once(
    books: Office, album: Path, tmp_path: Path, name: str, how: dict[str, Any]
) -> None:
    world, opened = books
    world.erp.capabilities = replace(world.erp.capabilities, pays=True)
    for total in ("128.00", "46.50", "77.00"):
        approved(world, "lin", total, f"店 {total}", "会议")
        world.press("bo", "check")
    file = tmp_path / "bank.xlsx"
    book = Workbook()
    assert book.active is not None
    for row in [
        ("日期", "用途", "金额"),
        (date(2026, 11, 23), "报销 EC26-000001 林小雨", -128),
        (date(2026, 11, 23), "JE-0002", 46.5),
        (date(2026, 11, 23), "EC26-000003", 70),
        (date(2026, 11, 23), "Office rent", 9000),
    ]:
        book.active.append(list(row))
    book.save(file)
    nora = opened("nora", "payments", **how)
    for turn in range(2):
        nora.page.get_by_label("Or a file").set_input_files(file)
        nora.page.get_by_role("button", name="Look it over").click()
        verdicts = expect(nora.page.locator(".matches .kind"))
        if turn == 0:
            verdicts.to_have_text(["matches", "matches", "the amount differs", "no such claim"])
            nora.picture(album / f"books-payments-{name}.png")
            nora.page.get_by_role("button", name="Mark what is ticked as paid").click()
            expect(nora.page.get_by_role("status")).to_contain_text("2 claims were marked as paid.")
            world.stage.settle()
        else:
            verdicts.to_have_text(["paid already", "paid already", "the amount differs", "no such claim"])
    assert [claim.state for claim in world.stage.claims()].count(State.PAID) == 2


@pytest.mark.parametrize(("name", "how"), [("phone", PHONE), ("desk", DESK)])
def test_the_barcode_finds_the_claim_and_what_arrived_is_ticked_off(
    books: Office, album: Path, name: str, how: dict[str, Any]
) -> None:
    world, opened = books
    ride = reading("taxi_receipt", category="taxi", date=date(2026, 11, 20), total=Decimal("35.00"), currency="CNY")
    world.photo("lin", receipt("128.00"), "客户拜访")
    world.photo("lin", ride)
    world.press("lin", "submit")
    world.press("mei", "approve")
    nora = opened("nora", "desk", **how)
    expect(nora.page.locator(".paper")).to_have_text("Paper still to come of line 2.")
    nora.page.get_by_label("Find a claim by its reference or barcode").fill("ec26-000001")
    nora.page.keyboard.press("Enter")
    taxi = nora.page.locator(".matches li").nth(1)
    expect(taxi).to_contain_text("paper needed")
    nora.picture(album / f"books-cover-{name}.png")
    image = Image.open(BytesIO(nora.page.locator(".barcode").screenshot()))
    assert [found.text for found in zxingcpp.read_barcodes(image)] == ["EC26-000001"]
    for here, said in ((True, "paper is here"), (False, "paper needed")):
        taxi.get_by_role("checkbox").set_checked(here)
        nora.page.get_by_role("button", name="Save what is here").click()
        expect(taxi).to_contain_text(said)
    with world.stage.database.reading() as connection:
        entries = [(one["actor"], one["action"]) for one in audit.entries(connection)][-2:]
    assert entries == [(WHO["nora"], "original"), (WHO["nora"], "original_undone")]
