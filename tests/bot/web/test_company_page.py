"""The administrators' page without a browser: whose it is, what is looked at, and that only what was seen is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import httpx
import pytest

from bot.claims.accounts import account_for
from bot.claims.company import Company
from bot.claims.people import Employee
from bot.claims.states import State
from bot.demo.company import ADA, AUDITOR, BO, COMPANY, EMPLOYEES, GRACE, LIN, MEI, NORA, SAM, SINCE
from bot.demo.page import Everybody
from bot.founding.template import listed
from bot.store import companies, masters, people
from bot.store.database import Database
from bot.web.chat import WebChat
from bot.web.company_page import CompanyPage
from bot.web.door import Door
from bot.web.server import loopback, serving
from bot.wording import wording
from bot.workflow.setting_up import link
from tests.stories.world import MONDAY, World

WITHOUT_MEI = [one for one in EMPLOYEES if one != MEI]


@pytest.fixture
def world(database: Database) -> World:
    """The sample company on an empty database."""
    return World(database)


@pytest.fixture
def browser(world: World) -> Iterator[httpx.Client]:
    """Somebody at the page; requests say who by their path."""
    database = world.stage.database
    chat = WebChat(database, lambda: MONDAY)
    with database.writing() as connection:
        for one in EMPLOYEES:
            link(connection, "web", "", one.number, one.number, by="system", at=MONDAY)
    page = CompanyPage(database, Door(Everybody(database, chat)), lambda: MONDAY)
    with (
        serving(page.routes(), loopback(0)) as address,
        httpx.Client(base_url=address, headers={"Origin": address.rstrip("/")}) as client,
    ):
        yield client


def sent(browser: httpx.Client, path: str, who: Employee, staff: Sequence[Employee], **asked: str) -> httpx.Response:
    content = listed("people.csv", staff, wording("en"))
    return browser.post(f"as/{who.number}/{path}", params={"name": "people.csv", **asked}, content=content)


def seen(answer: httpx.Response) -> str:
    return answer.text.partition('data-seen="')[2].partition('"')[0]


@pytest.mark.parametrize("who", [LIN, BO, GRACE, AUDITOR])
def test_for_everybody_else_the_page_is_not_there(browser: httpx.Client, who: Employee) -> None:
    for path in ("company", "people.xlsx"):
        assert browser.get(f"as/{who.number}/{path}").status_code == 404
    for path in ("company-look", "company-change"):
        assert sent(browser, path, who, WITHOUT_MEI).status_code == 404


def test_the_page_shows_company_and_people(browser: httpx.Client) -> None:
    page = browser.get(f"as/{ADA.number}/company").text
    for said in ("示例科技有限公司", "91310000MA1K00000X", 'value="1000"', "Grace Hall (E1004)", "Sam Carter"):
        assert said in page


def test_what_is_downloaded_and_handed_in_again_changes_nothing(browser: httpx.Client) -> None:
    content = browser.get(f"as/{ADA.number}/people.xlsx").content
    answer = browser.post(f"as/{ADA.number}/company-look", params={"name": "people.xlsx"}, content=content)
    assert "Would come: 0, be changed: 0, leave: 0, stay as they are: 8." in answer.text
    assert seen(answer) == ""


def test_looking_changes_nothing_and_changing_needs_what_was_seen(world: World, browser: httpx.Client) -> None:
    world.submitted("lin")
    looked = sent(browser, "company-look", ADA, WITHOUT_MEI)
    assert "EC26-000001, CN¥88.00, waits for their approval." in looked.text
    for asked in ({}, {"seen": "0" * 16}):
        assert "at the same moment" in sent(browser, "company-change", ADA, WITHOUT_MEI, **asked).text
    # Between the look and the press another claim has come to wait for her.
    world.submitted("sam", "40.00")
    assert "at the same moment" in sent(browser, "company-change", ADA, WITHOUT_MEI, seen=seen(looked)).text
    assert here(world, MEI)
    fresh = seen(sent(browser, "company-look", ADA, WITHOUT_MEI))
    wishes = {"seen": fresh, "reroute": f"EC26-000001={SAM.number}"}
    assert "Done. Came: 0, changed: 0, left: 1." in sent(browser, "company-change", ADA, WITHOUT_MEI, **wishes).text
    assert not here(world, MEI)
    approvers = [world.claim(f"EC26-00000{number}").waiting_for for number in (1, 2)]
    assert [one and one.approver for one in approvers] == [SAM.number, GRACE.number]
    assert world.claim("EC26-000001").state is State.SUBMITTED
    assert world.chain_is_unbroken()


def test_what_is_no_list_is_said_and_what_is_too_large_is_not_read(browser: httpx.Client) -> None:
    answer = browser.post(f"as/{ADA.number}/company-look", params={"name": "x.xlsx"}, content=b"\x89PNG\0\0")
    assert "neither an Excel workbook (.xlsx) nor a CSV" in answer.text
    empty = browser.post(f"as/{ADA.number}/company-look", params={"name": "x.csv"}, content=b"")
    assert "The file is empty." in empty.text
    assert browser.post(f"as/{ADA.number}/company-look", content=b"x" * 5_000_002).status_code == 413
    # What somebody calls themselves is a text, and steers nothing.
    odd = [*WITHOUT_MEI, Employee("E9", "<script>alert(1)</script>", "", LIN.number)]
    assert "<script>alert" not in sent(browser, "company-look", ADA, odd).text


def here(world: World, one: Employee) -> bool:
    with world.stage.database.reading() as connection:
        return people.load(connection)[one.number].active


def amend(browser: httpx.Client, who: Employee = ADA, digest: str = "", **values: str) -> str:
    page = browser.get(f"as/{ADA.number}/company").text
    seen = digest or page.partition('id="rules" data-seen="')[2].partition('"')[0]
    given = {name.replace("__", ":"): value for name, value in values.items()}
    return browser.post(f"as/{who.number}/company-rules", json={"seen": seen, "values": given}).text


def rules(world: World) -> Company:
    with world.stage.database.reading() as connection:
        found = companies.load(connection)
    assert found is not None
    return found


def test_rules_are_amended_from_today_on_and_what_counted_before_is_kept(world: World, browser: httpx.Client) -> None:
    said = amend(browser, limit__meals="300", account__hotel="6602.01", above__director="2,000", check_above="100")
    assert "Saved: Above Director, Account Hotel, The bookkeeper checks above, Limit for one receipt Meals." in said
    found, today = rules(world), date(2026, 11, 23)
    assert str(found.check_above and found.check_above.amount) == "100"
    meals = [(limit.amount.amount, limit.start, limit.end) for limit in found.limits if limit.category == "meals"]
    assert meals == [(Decimal(500), SINCE, date(2026, 11, 22)), (Decimal(300), today, None)]
    assert account_for("hotel", "sales", date(2026, 11, 22), found.accounts) == "6601.03"
    assert account_for("hotel", "sales", today, found.accounts) == "6602.01"
    assert [str(level.above.amount) for level in found.levels if level.end is None] == ["0", "2000"]
    # Twice on one day is once.
    amend(browser, limit__meals="", approver__director=BO.number)
    found = rules(world)
    assert [limit.end for limit in found.limits if limit.category == "meals"] == [date(2026, 11, 22)]
    assert [level.approver for level in found.levels if level.name == "director"] == [GRACE.number, BO.number]
    # And what is submitted goes by them.
    world.submitted("lin", "1500.00")
    assert [step.approver for step in world.claim().route] == [MEI.number]
    assert world.chain_is_unbroken()


def test_what_is_wrong_with_the_rules_is_said_by_field_and_nothing_is_saved(
    world: World, browser: httpx.Client
) -> None:
    before = rules(world)
    with world.stage.database.writing() as connection:
        masters.replace(connection, masters.ACCOUNT, {"6601.02": "餐费"})
    said = amend(browser, name="", limit__meals="much", account__hotel="9999", approver__director=AUDITOR.number)
    for sentence in ("Name: Has to be given.", "“much” is no amount", "The books have no account 9999.", "is auditor"):
        assert sentence in said
    assert rules(world) == before
    assert "Nothing was changed." in amend(browser, name=before.name, strange="x")


def test_rules_are_amended_by_administrators_alone_and_as_they_were_seen(world: World, browser: httpx.Client) -> None:
    before = rules(world)
    assert "There is no such page here." in amend(browser, BO, name="Mine")
    assert "at the same moment" in amend(browser, digest="0" * 64, name="Mine")
    assert rules(world) == before


def look(browser: httpx.Client, **values: str) -> str:
    given = {name.replace("__", ":"): value for name, value in values.items()}
    return browser.post(f"as/{ADA.number}/company-rules-look", json={"values": given}).text


def test_a_category_with_its_account_and_a_third_level_are_added_and_taken_out_again(
    world: World, browser: httpx.Client
) -> None:
    with world.stage.database.writing() as connection:
        masters.replace(connection, masters.ACCOUNT, {"6601.08": "销售费用-车辆费", "6601.02": "餐费"})
    fuel = {"add_category__zh": "油费", "add_category__account": "6601.08", "add_category__limit": "400"}
    third = {"add_level__name": "general_manager", "add_level__above": "20,000", "add_level__approver": NORA.number}
    said = amend(browser, ADA, "", add_category__creditable="1", **fuel, **third)
    assert "Saved: Above General manager, Account 油费, Approver General manager, Limit for one receipt 油费." in said
    # The form is drawn anew with them.
    assert 'name="limit:油费" value="400"' in said
    assert "<small>销售费用-车辆费</small>" in said
    found, today = rules(world), date(2026, 11, 23)
    assert (found.categories[-1].zh, found.categories[-1].creditable) == ("油费", True)
    assert account_for("油费", "sales", today, found.accounts) == "6601.08"
    world.submitted("lin", "20000.01")
    assert [step.approver for step in world.claim().route] == [MEI.number, GRACE.number, NORA.number]
    assert "Saved" in amend(browser, remove_level__general_manager="1", remove_category__油费="1")
    found = rules(world)
    assert found.categories == COMPANY.categories
    assert [level.name for level in found.levels if level.end is None] == ["manager", "director"]
    assert world.chain_is_unbroken()


def test_what_is_entered_is_looked_at_before_it_is_saved(world: World, browser: httpx.Client) -> None:
    before = rules(world)
    with world.stage.database.writing() as connection:
        masters.replace(connection, masters.ACCOUNT, {"6601.02": "餐费"})
    wrong = look(
        browser, limit__meals="many", tax_numbers="123", above__manager="100",
        add_category__en="Hotel", add_category__account="9999", add_level__above="x",
    )  # fmt: skip
    for field, sentence in (
        ("limit:meals", "“many” is no amount"),
        ("tax_numbers", "“123” cannot be a tax number"),
        ("add_category:account", "The books have no account 9999"),
        ("add_category:en", "There is “hotel” already"),
        ("add_level:name", "Has to be given"),
        ("add_level:above", "“x” is no amount"),
        ("add_level:approver", "Has to be given"),
    ):
        assert f'data-field="{field}" data-said="' in wrong, field
        assert sentence in wrong, wrong
    assert "Add a category: Account: The books have no account" in wrong
    # Whole, and yet somebody would have nobody.
    assert "Nobody would approve claims up to CN¥100.00" in look(browser, above__manager="100")
    everybody = {f"remove_level:{level.name}": "1" for level in before.levels}
    assert "at least one level" in look(browser, **everybody)
    assert "check digit does not fit" in look(browser, tax_numbers="91310000MA1K00000Y")
    assert look(browser, limit__meals="400").strip() == ""
    assert rules(world) == before
