"""A claim waits, and whoever could go on with it is its claimant or has left: administrators hear of it, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.claims.money import Money
from bot.claims.people import Role
from bot.claims.states import State
from bot.demo.company import ADA, BO, COMPANY, EMPLOYEES, LIN, MEI, NORA
from bot.store import people
from bot.store.database import Database
from bot.workflow.setting_up import link
from erp.report import Employee as ErpEmployee
from erp.report import ExpenseReport, ReportLine
from tests.stories.world import MONDAY, WHO, World, receipt

NOBODY_CHECKS = "Nobody may check EC26-000001 of 薄文: there is no other bookkeeper. Please make somebody one."


@pytest.fixture
def alone(database: Database) -> World:
    """A company with one bookkeeper, Bo."""
    return World(database, employees=[one for one in EMPLOYEES if one.number != WHO["nora"]])


def heard(world: World, words: str) -> list[str]:
    return [text for text in world.chat.texts(WHO["ada"]) if words in text]


def test_the_claim_of_the_only_bookkeeper(alone: World) -> None:
    alone.submitted("bo")
    alone.press("grace", "approve")
    assert heard(alone, "EC26-000001") == [NOBODY_CHECKS]
    alone.wait(days=3)
    assert heard(alone, "Nobody may check") == [NOBODY_CHECKS]


def test_of_two_bookkeepers_the_other_checks_and_nobody_is_bothered(world: World) -> None:
    world.submitted("bo")
    world.press("grace", "approve")
    world.wait(days=1)
    assert heard(world, "Nobody may check") == []


def test_it_is_heard_again_when_it_comes_to_that_again(alone: World) -> None:
    alone.submitted("bo")
    alone.press("grace", "approve")
    alone.wait(minutes=1)
    alone.press("grace", "take_back")
    alone.press("grace", "approve")
    assert heard(alone, "Nobody may check") == [NOBODY_CHECKS] * 2


def test_the_last_bookkeeper_leaves_while_a_claim_waits(alone: World) -> None:
    alone.submitted("sam")
    alone.press("mei", "approve")
    alone.stage.leaves(WHO["bo"])
    alone.wait(days=2)
    assert len(heard(alone, "Nobody may check EC26-000001 of Sam Carter")) == 1
    with alone.stage.database.writing() as connection:
        nora = next(one for one in EMPLOYEES if one.number == WHO["nora"])
        people.save(connection, [nora])
    alone.wait(days=2)
    assert len(heard(alone, "Nobody may check")) == 1


def test_sent_back_to_somebody_who_has_left(world: World) -> None:
    world.submitted("sam")
    world.stage.leaves(WHO["sam"])
    world.press("mei", "退回", words="请把日期写对")
    assert world.claim().state is State.SENT_BACK
    world.wait(days=3)
    assert len(heard(world, "EC26-000001 was sent back to Sam Carter, who is not with the company any more")) == 1


def test_who_was_sent_back_to_leaves_before_correcting_it(world: World) -> None:
    world.submitted("sam")
    world.press("mei", "退回", words="请把日期写对")
    assert heard(world, "sent back") == []
    world.stage.leaves(WHO["sam"])
    world.wait(days=3)
    assert len(heard(world, "EC26-000001 was sent back to Sam Carter")) == 1


def test_a_claim_that_anybody_can_go_on_with_bothers_nobody(world: World) -> None:
    world.photo("sam", receipt("66.00"), "Trip")
    world.press("sam", "submit")
    world.press("mei", "退回", words="?")
    world.press("sam", "submit")
    world.press("mei", "approve")
    world.press("bo", "check")
    assert world.chat.texts(WHO["ada"]) == []


def test_an_approver_who_becomes_an_auditor_cannot_approve_and_the_administrator_hears_of_it(world: World) -> None:
    world.submitted("sam")
    with world.stage.database.writing() as connection:
        people.save(connection, [replace(MEI, roles=frozenset({Role.AUDITOR}))])
    world.wait(days=5)
    assert heard(world, "EC26-000001") == [
        "EC26-000001 of Sam Carter waits for 梅芳, who may not approve any more. Please press Reroute."
    ]
    world.press("ada", "reroute", approver=WHO["grace"])
    world.press("grace", "approve")
    assert world.claim().state is State.APPROVED


def alarmed(world: World) -> None:
    """Bo's own claim, and what the books hold under its reference is not what was approved."""
    amount = Decimal(66)
    line = ReportLine("?", date(2026, 11, 1), "meals", "6601.02", net=amount, tax=Decimal(0), gross=amount)
    strange = ExpenseReport("EC26-000001", ErpEmployee("E1001", "?"), "?", "CNY", date(2026, 11, 1), (line,))
    world.erp.post(world.erp.ensure_draft(strange))
    world.submitted("bo")
    world.press("grace", "approve")
    world.wait(minutes=10)
    assert world.claim().alarmed


#: Small claims are posted without a bookkeeper's check.
UNCHECKED = replace(COMPANY, check_above=Money(Decimal(10000), "CNY"))


def test_an_alarm_about_the_claim_of_the_only_bookkeeper_comes_to_the_administrator(database: Database) -> None:
    world = World(database, company=UNCHECKED, employees=[one for one in EMPLOYEES if one.number != WHO["nora"]])
    alarmed(world)
    world.wait(days=3)
    assert len(heard(world, "EC26-000001 of 薄文, and there is no other bookkeeper to look")) == 1
    # Looked at too early, it is the same again, and heard again.
    world.press("ada", "look_again")
    world.wait(minutes=10)
    assert len(heard(world, "there is no other bookkeeper to look")) == 2
    world.erp.reverse(world.erp.vouchers("EC26-000001")[0], "?", date(2026, 11, 24))
    world.press("ada", "look_again")
    world.wait(minutes=10)
    assert world.claim().state is State.REVERSED


def test_an_alarm_where_the_only_bookkeeper_is_the_only_administrator_too(database: Database) -> None:
    both = replace(BO, roles=frozenset({Role.BOOKKEEPER, Role.ADMINISTRATOR}))
    world = World(
        database, company=UNCHECKED, employees=[one for one in EMPLOYEES if one not in (BO, NORA, ADA)] + [both]
    )
    alarmed(world)
    world.wait(days=3)
    told = [text for text in world.chat.texts(WHO["bo"]) if "没有人可以重新核对" in text]
    assert len(told) == 1


def test_of_two_bookkeepers_the_other_looks_and_the_administrator_is_not_bothered(database: Database) -> None:
    world = World(database, company=UNCHECKED)
    alarmed(world)
    world.wait(days=3)
    assert heard(world, "EC26-000001") == []


NOBODY_CONFIRMS = "Nobody may confirm the reversal of EC26-000001"


def reversal_asked(world: World, who: str = "lin") -> None:
    world.submitted(who)
    world.press("grace" if who == "ada" else "mei", "approve")
    world.press("bo", "check")
    world.press("bo", "ask_reversal", words="记错了期间")


def test_a_reversal_that_nobody_else_may_confirm_is_told_to_administrators_once_for_each_wish(alone: World) -> None:
    reversal_asked(alone, "ada")
    assert len(heard(alone, NOBODY_CONFIRMS)) == 1
    alone.wait(days=2)
    assert len(heard(alone, NOBODY_CONFIRMS)) == 1
    alone.press("bo", "drop_reversal")
    alone.press("bo", "ask_reversal", words="记错了期间")
    assert len(heard(alone, NOBODY_CONFIRMS)) == 2


def test_whoever_could_confirm_a_reversal_leaves(world: World) -> None:
    reversal_asked(world, "ada")
    assert heard(world, NOBODY_CONFIRMS) == []
    world.stage.leaves(WHO["nora"])
    world.wait(days=2)
    assert len(heard(world, NOBODY_CONFIRMS)) == 1


def test_a_reversal_that_somebody_may_confirm_bothers_nobody(alone: World) -> None:
    reversal_asked(alone)
    alone.wait(days=2)
    assert heard(alone, NOBODY_CONFIRMS) == []
    alone.press("ada", "confirm_reversal")
    assert alone.claim().state is State.REVERSED
    assert heard(alone, NOBODY_CONFIRMS) == []


def test_an_approver_who_comes_in_later_finds_what_has_come_to_wait_for_them(world: World) -> None:
    zoe, user = replace(MEI, number="E1009", name="Zoe", email="zoe@example.com"), world.chat.user("E1009")
    with world.stage.database.writing() as connection:
        people.save(connection, [zoe, replace(LIN, manager=zoe.number)])
    world.submitted("lin")
    assert len(heard(world, "Zoe")) == 1, "the administrators hear that nobody reaches her"
    with world.stage.database.writing() as connection:
        link(connection, user.platform, user.workspace, user.id, zoe.number, by=ADA.number, at=MONDAY)
    world.stage.settle()
    assert "EC26-000001 · 林小雨 · ¥88.00" in world.chat.seen(zoe.number)
    # Somebody for whom nothing waits is left in peace.
    assert world.chat.cards("E1008") == []
    with world.stage.database.writing() as connection:
        link(connection, user.platform, user.workspace, "Sam", "E1002", by=ADA.number, at=MONDAY)
    world.stage.settle()
    assert world.chat.cards("Sam") == []
