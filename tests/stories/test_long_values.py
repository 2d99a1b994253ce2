"""Everything that comes from outside in its longest form: PostgreSQL refuses what does not fit into a column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.chat.platform import Photo, Said, User
from bot.claims.accounts import AccountRule, Category
from bot.claims.line import LONGEST_CODE
from bot.claims.people import LONGEST_NUMBER, Employee
from bot.claims.states import State
from bot.demo.company import COMPANY, EMPLOYEES, SINCE
from bot.store import masters
from bot.store.database import Database
from bot.workflow.setting_up import link, set_up
from tests.stories.world import MONDAY, WHO, World, reading

CODE, OTHER_CODE = "c" * LONGEST_CODE, "d" * LONGEST_CODE
COMPANY_OF_LONG_WORDS = replace(
    COMPANY,
    name="名" * 500,
    categories=(*COMPANY.categories, Category(CODE, "长" * 500, "long " * 100)),
    accounts=(*COMPANY.accounts, AccountRule(CODE, OTHER_CODE, SINCE)),
    levels=(replace(COMPANY.levels[0], name=CODE),),
)
PERSON = Employee(
    "N" * LONGEST_NUMBER, "名" * 500, f"{'e' * 500}@example.com", "E1003", "部" * 500, "C" * LONGEST_CODE,
    "en", "America/Argentina/ComodRivadavia",
)  # fmt: skip


def test_the_longest_of_everything_is_kept_and_posted(database: Database) -> None:
    world = World(database, COMPANY_OF_LONG_WORDS, (*EMPLOYEES, PERSON))
    user = User(world.chat.name, "w" * 255, "u" * 255)
    inbox = world.stage.app.inbox
    bill = reading(
        merchant="商" * 2000, date=date(2026, 11, 20), total=Decimal("999999999999.99"), currency="CNY",
        invoice_number="1" * LONGEST_CODE, buyer_tax_number="9" * LONGEST_CODE, category=CODE,
    )  # fmt: skip
    content = b"\xff\xd8\xff long"
    world.reader.knows(content, bill)

    def picture(number: int) -> Photo:
        return Photo(f"{number}{'i' * 999}", user, f"{number}{'f' * 999}", "名" * 500, content, text="事" * 2000)

    assert inbox.receive(picture(1))  # from a stranger: the administrators hear of the longest name there is
    world.stage.settle()
    assert user.id in world.told("ada")
    with database.writing() as connection:
        link(connection, *(user.platform, user.workspace, user.id), PERSON.number, by="E1007", at=MONDAY)
    assert inbox.receive(picture(2))
    world.stage.settle()
    claim = world.claim()
    assert (claim.lines[0].invoice_number, claim.lines[0].category) == ("1" * LONGEST_CODE, CODE)
    assert inbox.receive(Said(f"3{'i' * 999}", user, "todo"))
    assert inbox.receive(Said(f"4{'i' * 999}", user, "submit EC26-000001"))
    world.stage.settle()
    assert world.claim().state is State.SUBMITTED
    world.press("mei", "ask", words="问" * 2000)
    assert inbox.receive(Said(f"5{'i' * 999}", user, "答" * 2000))
    world.stage.settle()
    world.press("mei", "approve")
    with database.writing() as connection:
        for kind in (masters.ACCOUNT, masters.COST_CENTRE):
            masters.replace(connection, kind, {CODE: "长" * 2000})
    world.press("bo", "recode", line=1, account=CODE, tax_code=OTHER_CODE, cost_centre=CODE, tax="999999999999.99")
    (line,) = world.claim().lines
    assert (line.account, line.tax_code, line.cost_centre) == (CODE, OTHER_CODE, CODE)
    world.press("bo", "check")
    assert world.claim().state in (State.POSTED, State.POSTING_FAILED)
    assert world.chain_is_unbroken()


@pytest.mark.parametrize("name", ["account", "tax_code", "cost_centre"])
def test_a_code_too_long_is_refused_in_words(world: World, name: str) -> None:
    world.submitted()
    world.press("mei", "approve")
    world.press("bo", "recode", line=1, **{"account": "6601.02", "tax": "0", name: "x" * (LONGEST_CODE + 1)})
    form = world.chat.form(WHO["bo"])
    assert form is not None
    assert {field.name: field.error for field in form.fields if field.error} == {name: "太长了，最多 64 个字符。"}


def test_a_number_longer_than_any_is_a_misreading(world: World) -> None:
    long = "1" * (LONGEST_CODE + 1)
    world.photo("lin", reading(total=Decimal("8.00"), currency="CNY", invoice_number=long, buyer_tax_number=long))
    (line,) = world.claim().lines
    assert (line.reading, line.invoice_number, line.buyer_tax_number) == ("read", "", "")


def test_rules_and_people_with_longer_codes_are_not_taken_in(database: Database) -> None:
    long = replace(COMPANY, categories=(Category("c" * (LONGEST_CODE + 1), "", ""),))
    for company, people in ((long, ()), (COMPANY, (replace(PERSON, number="N" * (LONGEST_NUMBER + 1)),))):
        with pytest.raises(ValueError, match="characters"), database.writing() as connection:
            set_up(connection, company, people, by="E1007", at=MONDAY)
