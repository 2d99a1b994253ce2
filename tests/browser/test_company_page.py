"""An administrator changes people in the browser: a list is looked at first, and done after a tap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.claims.people import Role
from bot.demo.company import BO, EMPLOYEES, GRACE, MEI, SAM
from bot.founding.template import listed
from bot.wording import wording
from tests.browser.conftest import Opener
from tests.browser.windows import DESK, PHONE, demo

ADA, LIN = "E1007", "E1001"
ENGLISH = {"locale": "en-GB"}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """A company of its own: somebody leaves it. Nothing is read in it."""
    with demo(tmp_path_factory.mktemp("people") / "demo", engine="memory") as address:
        yield address


@pytest.mark.parametrize("how", [PHONE, DESK], ids=["phone", "desk"])
def test_a_list_is_looked_at_and_what_is_wrong_is_said_by_row(
    open_window: Opener, tmp_path: Path, album: Path, how: dict[str, object]
) -> None:
    ada = open_window(ADA, **how, **ENGLISH)
    ada.taps_on(ada.page.get_by_role("link", name="Company and people"))
    expect(ada.page.get_by_role("heading", name="Change people")).to_be_visible()
    expect(ada.page.locator(".staff li")).to_have_count(8)
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("Employee number,Name,Manager\nE1001,,E9\nE1002,Sam,E1002\n", "utf-8")
    ada.page.set_input_files("#file", wrong)
    alert = ada.page.get_by_role("alert")
    expect(alert).to_contain_text("Row 2, “Manager”: There is nobody with the number, name or e-mail “E9”")
    expect(alert).to_contain_text("Row 3, “Manager”: Nobody can be their own manager")
    ada.picture(album / f"people-wrong-english-{'phone' if how is PHONE else 'desk'}.png")


def test_a_leaver_goes_and_what_waits_for_them_goes_to_whom_the_administrator_chooses(
    open_window: Opener, tmp_path: Path, album: Path
) -> None:
    ada = open_window(ADA, **DESK, **ENGLISH)
    ada.page.goto(f"{ada.page.url.rstrip('/')}/company")
    people = [one for one in EMPLOYEES if one != MEI]
    people[1] = replace(SAM, manager=GRACE.number, department="finance")
    people = [replace(one, roles=one.roles | {Role.ADMINISTRATOR}) if one == BO else one for one in people]
    file = tmp_path / "people.xlsx"
    file.write_bytes(listed(file.name, people, wording("en")))
    ada.page.set_input_files("#file", file)
    plan = ada.page.locator("#plan")
    expect(plan).to_contain_text("Would come: 0, be changed: 2, leave: 1, stay as they are: 5.")
    expect(plan).to_contain_text("Sam Carter (E1002): manager E1003 → E1004; department sales → finance")
    expect(plan).to_contain_text("梅芳 (E1003)")
    ada.picture(album / "people-plan-english-desk.png")
    ada.taps_on(ada.page.get_by_role("button", name="Change it like this"))
    expect(plan).to_contain_text("Done. Came: 0, changed: 2, left: 1.")
    ada.taps_on(ada.page.get_by_role("link", name="See the people now"))
    expect(ada.page.locator(".staff li")).to_have_count(7)
    expect(ada.page.locator(".staff")).not_to_contain_text("梅芳")
    # Bo administers now as well, and reads Chinese.
    bo = open_window(BO.number, **DESK)
    bo.page.goto(f"{bo.page.url.rstrip('/')}/company")
    file.write_bytes(listed(file.name, [one for one in people if one != GRACE], wording("zh")))
    bo.page.set_input_files("#file", file)
    expect(bo.page.locator("#plan")).to_contain_text("Grace Hall (E1004)")
    bo.picture(album / "people-plan-desk.png")


@pytest.mark.parametrize("how", [PHONE, DESK], ids=["phone", "desk"])
def test_rules_are_amended_twice_in_a_row(open_window: Opener, album: Path, how: dict[str, object]) -> None:
    ada = open_window(ADA, **how, **ENGLISH)
    ada.page.goto(f"{ada.page.url.rstrip('/')}/company")
    meals = ada.page.get_by_role("group", name="Meals")
    said = ada.page.locator("#rules-said")
    for limit in ("many", "450", "460"):
        meals.get_by_label("Limit for one receipt").fill(limit)
        if limit == "many":
            # Said beside the field, as soon as it is left.
            meals.get_by_label("Account").focus()
            expect(meals).to_contain_text("“many” is no amount")
        ada.taps_on(ada.page.get_by_role("button", name="Save the rules"))
        expect(said).to_contain_text(
            "“many” is no amount" if limit == "many" else "Saved: Limit for one receipt Meals."
        )
    # As the other window finds them.
    meals.get_by_label("Limit for one receipt").fill("500")
    size = "phone" if how is PHONE else "desk"
    ada.taps_on(ada.page.get_by_text("Add a category").first)
    fuel = ada.page.get_by_role("group", name="Add a category").last
    fuel.get_by_label("Name in English").fill(f"Fuel {size}")
    fuel.get_by_label("Account").fill("9999")
    fuel.get_by_label("Name in English").focus()
    expect(fuel).to_contain_text("The books have no account 9999")
    fuel.scroll_into_view_if_needed()
    ada.picture(album / f"rules-english-{size}.png")
    fuel.get_by_label("Account").fill("6601.02")
    ada.taps_on(ada.page.get_by_role("button", name="Save the rules"))
    expect(said).to_contain_text(f"Saved: Account Fuel {size}, Limit for one receipt Meals.")
    expect(ada.page.get_by_role("group", name=f"Fuel {size}")).to_be_visible()


def test_nobody_else_has_the_page(open_window: Opener, company: str, forgiven: list[str]) -> None:
    forgiven.append("404")
    lin = open_window(LIN, **PHONE)
    assert lin.page.get_by_role("link", name="公司和人员").count() == 0
    answer = lin.page.goto(f"{company}as/{LIN}/company")
    assert answer is not None
    assert answer.status == 404
