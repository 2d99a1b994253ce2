"""A bookkeeper gives a line another account, tax code or cost centre: chosen among those that the books have."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.card import Form
from bot.demo.company import CHART, COMPANY
from bot.store.database import Database
from tests.stories.world import WHO, World


def form(world: World) -> Form:
    found = world.chat.form(WHO["bo"])
    assert found is not None
    return found


def to_check(database: Database) -> World:
    world = World(database, replace(COMPANY, accounts=()))
    world.submitted()
    world.press("mei", "approve")
    return world


def test_accounts_and_cost_centres_are_chosen_by_code_and_name(database: Database) -> None:
    world = to_check(database)
    world.press("bo", "recode", line=1)
    account, _, tax_code, centre = form(world).fields
    assert account.kind == "choice"
    assert ("6601.02", "6601.02 销售费用-餐费") in account.choices
    assert centre.choices == (
        ("", "无"),
        ("CC-10", "CC-10 销售部"),
        ("CC-20", "CC-20 财务部"),
        ("CC-90", "CC-90 管理层"),
    )
    assert tax_code.kind == "text"  # of these the memory ERP says nothing
    world.fill("bo", account="6601.02", cost_centre="CC-20")
    line = world.claim().lines[0]
    assert (line.account, line.cost_centre) == ("6601.02", "CC-20")
    world.press("bo", "check")
    assert [account for account, _, _ in world.erp.lines()] == ["6601.02", CHART.payable]


def test_a_code_that_the_books_do_not_have_is_asked_again(database: Database) -> None:
    world = to_check(database)
    world.press("bo", "recode", line=1, account="6601.99", tax="0", tax_code="", cost_centre="CC-11")
    assert [field.error for field in form(world).fields] == ["请从列表中选择。", "", "", "请从列表中选择。"]
    assert world.claim().lines[0].account == ""


def test_books_that_say_nothing_take_any_code(database: Database) -> None:
    world = to_check(database)
    world.erp.capabilities = replace(world.erp.capabilities, kinds=frozenset())
    world.wait(days=2)  # asked again once a day
    world.press("bo", "recode", line=1)
    assert form(world).fields[0].kind == "text"
    world.fill("bo", account="6601.77")
    assert world.claim().lines[0].account == "6601.77"
