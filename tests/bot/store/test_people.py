"""Employees, chat identities and the company's rules come back as they were saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from bot.claims.accounts import AccountRule, Category
from bot.claims.company import Company
from bot.claims.money import Money
from bot.claims.people import Employee, Role
from bot.claims.policy import Limit
from bot.claims.route import Level
from bot.store import companies, people, tables
from bot.store.database import Database
from tests.bot.store.people import BOOK, BOSS, EVERYBODY, LATER, LIN, NOW

DAY = date(2026, 1, 1)
COMPANY = Company(
    name="示例 GmbH",
    currency="CNY",
    tax_numbers=frozenset({"91310000B", "91310000A", "91310000C"}),
    country="CN",
    time_zone="Asia/Shanghai",
    categories=(Category("meals", "餐饮", "Meals", creditable=False),),
    accounts=(AccountRule("meals", "6602", DAY, "sales", date(2026, 12, 31)),),
    levels=(Level("manager", Money(Decimal("0.10"), "CNY"), DAY), Level("director", Money(Decimal(5000), "CNY"), DAY)),
    limits=(Limit("meals", Money(Decimal("12345678901234.5678"), "CNY"), DAY, "rule 7"),),
    check_above=Money(Decimal("1.10"), "CNY"),
)


def test_everybody_comes_back_as_they_were_saved_and_changes_replace(database: Database) -> None:
    with database.writing() as connection:
        people.save(connection, EVERYBODY)
    changed = replace(LIN, name="林小", manager=None, roles=frozenset(Role))
    with database.writing() as connection:
        people.save(connection, [changed, Employee("new", "", "")])
        people.save(connection, [])
    with database.reading() as connection:
        found = people.load(connection)
    assert [found[one.number] for one in EVERYBODY] == [changed, *EVERYBODY[1:]]
    assert found["new"] == Employee("new", "", "")


def test_a_chat_user_is_one_employee_and_an_employee_several_chat_users(database: Database) -> None:
    with database.writing() as connection:
        people.save(connection, EVERYBODY)
        people.link(connection, "slack", "T1", "U1", "lin", NOW)
        people.link(connection, "web", "", "lin", "lin", LATER)
        people.link(connection, "slack", "T2", "U1", "book", NOW)
        people.link(connection, "slack", "T1", "U9", "boss", NOW)
        people.link(connection, "slack", "T1", "U9", "lin", NOW)
    with database.reading() as connection:
        assert people.linked(connection, "slack", "T1", "U1") == LIN
        assert people.linked(connection, "slack", "T2", "U1") == BOOK  # inactive: the caller refuses
        assert people.linked(connection, "slack", "T1", "U2") is None
        assert people.linked(connection, "dingtalk", "T1", "U1") is None
        assert people.linked(connection, "slack", "T1", "U9") == LIN
        assert people.identities(connection, "lin") == [
            ("web", "", "lin"),
            ("slack", "T1", "U1"),
            ("slack", "T1", "U9"),
        ]
        assert people.identities(connection, BOSS.number) == []
    with pytest.raises(IntegrityError), database.writing() as connection:
        people.link(connection, "slack", "T1", "U3", "nobody", NOW)


def test_the_rules_of_the_company_come_back_exactly_and_old_ones_are_kept(database: Database) -> None:
    with database.reading() as connection:
        assert companies.load(connection) is None
    with database.writing() as connection:
        companies.save(connection, replace(COMPANY, name="before"), "top", NOW)
        companies.save(connection, COMPANY, "", NOW)
    with database.reading() as connection:
        found = companies.load(connection)
        assert found == COMPANY
        assert repr(found) == repr(replace(COMPANY, tax_numbers=found.tax_numbers))  # 1.10 did not become 1.1
        assert connection.execute(select(func.count()).select_from(tables.company)).scalar_one() == 2
