"""What approvers and claimants may do with a claim on its way, and what they may not."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.claims.money import Money
from bot.claims.people import Role
from bot.claims.states import Action, State
from bot.demo.company import COMPANY, EMPLOYEES
from bot.store import people
from bot.store.database import Database
from tests.stories.world import WHO, World, receipt


def test_sent_back_with_a_reason_corrected_and_submitted_again(world: World) -> None:
    world.submitted()
    world.press("mei", "退回", words="请把日期写对")
    assert world.told("lin") == "梅芳已退回 EC26-000001：请把日期写对"
    world.press("lin", "correct", line=1, date="2026-11-19")
    world.press("lin", "submit")
    assert world.claim().lines[0].spent_on == date(2026, 11, 19)
    assert world.claim().state is State.SUBMITTED
    assert "approve" in world.buttons("mei")


def test_rejected_is_the_end_and_says_why(world: World) -> None:
    world.submitted()
    world.press("mei", "reject", words="私人消费")
    assert world.claim().state is State.REJECTED
    assert "私人消费" in world.told("lin")
    assert world.buttons("lin") == set()


@pytest.mark.parametrize(
    ("button", "why"),
    [
        ("reject", "请填写原因，以便对方了解。"),
        ("send_back", "请填写原因，以便对方了解。"),
        ("ask", "请填写您想问的问题。"),
    ],
)
def test_a_form_without_words_comes_back_with_the_reason_at_its_field(world: World, button: str, why: str) -> None:
    world.submitted()
    before, cards = world.told("mei"), len(world.chat.cards(WHO["mei"]))
    world.press("mei", button, words="  ")
    form = world.chat.form(WHO["mei"])
    assert form is not None
    assert [field.error for field in form.fields] == [why]
    assert (world.told("mei"), len(world.chat.cards(WHO["mei"]))) == (before, cards)
    world.fill("mei", words="私人消费")
    assert world.claim().history[-1].note == "私人消费"


def test_a_question_and_its_answer_stay_with_the_claim(world: World) -> None:
    world.submitted()
    world.press("mei", "ask", words="和谁一起吃的？")
    assert "和谁一起吃的？" in world.told("lin")
    world.say("lin", "和杭州的李经理")  # just written: an open question takes the answer
    assert "和杭州的李经理" in world.told("mei")
    assert [entry.note for entry in world.claim().history[-2:]] == ["和谁一起吃的？", "和杭州的李经理"]
    world.press("mei", "approve")
    assert world.claim().state is State.APPROVED


def test_withdrawn_by_the_claimant_and_taken_up_again(world: World) -> None:
    world.submitted()
    world.press("lin", "withdraw")
    assert world.claim().state is State.WITHDRAWN
    assert world.buttons("mei") == set()
    world.press("lin", "submit")
    assert world.claim().state is State.SUBMITTED


def test_a_wrong_press_is_taken_back_until_somebody_else_has_acted(world: World) -> None:
    world.submitted(total="1180.00")
    world.press("mei", "approve")
    world.press("mei", "take_back")
    assert world.claim().state is State.SUBMITTED
    world.press("mei", "approve")
    card = world.last("mei")
    world.press("grace", "approve")
    world.press_old("mei", card, "take_back")
    assert world.claim().state is State.APPROVED
    assert "EC26-000001" in world.told("mei")


def test_without_a_check_the_approval_can_be_taken_back_for_a_minute(database: Database) -> None:
    world = World(database, replace(COMPANY, check_above=Money(Decimal(500), "CNY"), take_back_seconds=60))
    world.submitted()
    world.press("mei", "approve")
    assert world.claim().state is State.POSTING
    assert world.erp.lines() == []
    world.press("mei", "take_back")
    world.wait(minutes=5)
    assert world.erp.lines() == []
    world.press("mei", "approve")
    card = world.last("mei")
    world.wait(minutes=5)
    assert world.claim().state is State.POSTED
    assert "take_back" not in world.buttons("mei")
    # On an old card, or in words: it is said why not.
    world.press_old("mei", card, "take_back")
    assert "EC26-000001 已经开始入账，不能再收回。" in world.told("mei")
    world.say("mei", "收回 EC26-000001")
    assert [text for text in world.chat.texts("E1003") if "已经开始入账" in text] == [world.told("mei")] * 2


def test_who_approves_once_more_has_the_whole_moment_again(database: Database) -> None:
    world = World(database, replace(COMPANY, check_above=Money(Decimal(500), "CNY"), take_back_seconds=60))
    world.submitted()
    world.press("mei", "approve")
    world.wait(seconds=40)
    world.press("mei", "take_back")
    world.press("mei", "approve")
    world.wait(seconds=40)  # the moment of the first approval is over, and its job has come
    assert world.erp.lines() == []
    world.press("mei", "take_back")
    assert world.claim().state is State.SUBMITTED
    world.wait(minutes=5)
    assert world.erp.lines() == []


def test_an_approver_leaves_less(world: World) -> None:
    world.submitted(total="100.00")
    world.press("mei", "approve_less", amount_1="80")
    world.press("bo", "check")
    assert world.claim().claimed == Money(Decimal("100.00"), "CNY")
    assert world.erp.lines()[-1] == ("2241", Decimal(0), Decimal(80))


def test_more_than_was_claimed_is_asked_again(world: World) -> None:
    world.submitted(total="100.00")
    world.press("mei", "approve_less", amount_1="180")
    form = world.chat.form(WHO["mei"])
    assert form is not None
    assert form.fields[0].error == "超过了申请金额。"
    assert form.fields[0].value == "180"  # nothing entered is lost
    world.fill("mei", amount_1="90")
    assert world.claim().approved == Money(Decimal(90), "CNY")


def test_a_late_press_on_an_old_card_gets_the_current_card(world: World) -> None:
    world.submitted()
    old = world.last("mei")
    world.press("lin", "withdraw")
    world.press("lin", "submit")
    world.press_old("mei", old, "approve")
    assert world.claim().state is State.SUBMITTED
    assert "EC26-000001" in world.told("mei")
    world.press("mei", "approve")
    assert world.claim().state is State.APPROVED


def test_a_double_click_decides_once(world: World) -> None:
    world.submitted()
    world.chat.press(WHO["mei"], "approve")
    world.chat.press(WHO["mei"], "approve")
    world.stage.settle()
    assert [entry.action for entry in world.claim().history].count(Action.APPROVE) == 1


def test_a_redelivered_press_decides_once_and_says_nothing_more(world: World) -> None:
    world.submitted()
    world.press("mei", "approve")
    said = len(world.chat.texts(WHO["mei"]))
    assert not world.chat.redeliver()
    world.stage.settle()
    assert len(world.chat.texts(WHO["mei"])) == said


def test_of_two_approvers_at_once_one_decides_and_the_other_sees_the_result(world: World) -> None:
    # The administrator reroutes while the manager approves: two workers take the two presses at the same moment.
    world.submitted()
    world.say("ada", "reroute EC26-000001")
    world.chat.press(WHO["mei"], "approve")
    world.chat.fill(WHO["ada"], approver=WHO["grace"])
    threads = [threading.Thread(target=world.stage.settle) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    world.stage.settle()
    decided = [entry.action for entry in world.claim().history if entry.action in ("approve", "reroute")]
    assert len(decided) == 1
    late = "ada" if decided == ["approve"] else "mei"
    assert "EC26-000001" in world.told(late)
    assert world.chain_is_unbroken()


def test_when_the_approver_has_left_the_next_superior_is_asked(database: Database) -> None:
    gone = [replace(person, active=False) if person.number == WHO["mei"] else person for person in EMPLOYEES]
    world = World(database, employees=gone)
    world.submitted()
    assert [step.approver for step in world.claim().route] == [WHO["grace"]]


def test_a_waiting_claim_of_an_approver_who_leaves_is_rerouted_by_the_administrator(world: World) -> None:
    world.submitted()
    world.stage.leaves(WHO["mei"])
    world.press("mei", "approve")
    assert world.claim().state is State.SUBMITTED  # who has left decides nothing
    world.say("ada", "reroute EC26-000001")
    world.fill("ada", approver=WHO["grace"])
    world.press("grace", "approve")
    assert world.claim().state is State.APPROVED


def test_an_auditor_is_not_made_an_approver(world: World) -> None:
    world.submitted()
    world.say("ada", f"reroute EC26-000001 {WHO['otto']}")
    world.fill("ada", approver=WHO["otto"])  # not among the choices, but a form can send anything
    assert world.told("ada") == "Otto Weiss audits, and so decides nothing. Please choose somebody else."
    assert [step.approver for step in world.claim().route] == [WHO["mei"]]


def test_an_approver_who_became_an_auditor_decides_nothing_any_more(world: World) -> None:
    world.submitted()
    mei = next(one for one in EMPLOYEES if one.number == WHO["mei"])
    with world.stage.database.writing() as connection:
        people.save(connection, [replace(mei, roles=frozenset({Role.AUDITOR}))])
    world.press("mei", "approve")
    assert world.claim().state is State.SUBMITTED
    world.say("ada", "reroute EC26-000001")
    world.fill("ada", approver=WHO["grace"])
    world.press("grace", "approve")
    assert world.claim().state is State.APPROVED


@pytest.mark.parametrize("who", ["lin", "sam", "bo", "ada", "otto"])
def test_nobody_but_the_approver_decides_whatever_they_press(world: World, who: str) -> None:
    world.submitted()
    world.press_old(who, world.last("mei"), "approve")
    assert world.claim().state is State.SUBMITTED


def test_nobody_approves_their_own_claim_not_even_as_their_own_manager(world: World) -> None:
    world.submitted("grace", total="5000.00")
    assert world.told("grace").startswith("I found nobody who could approve this claim.")
    assert world.claim().state is State.DRAFT


def test_orders_can_be_written_instead_of_pressed(world: World) -> None:
    world.submitted()
    world.say("mei", "同意 EC26-000001")
    assert world.claim().state is State.APPROVED
    world.say("bo", "复核 EC26-000001")
    assert world.claim().state is State.POSTED


def test_a_discarded_draft_has_its_own_word_and_what_was_submitted_is_withdrawn(world: World) -> None:
    world.photo("lin", receipt("12.50"), "客户拜访")
    world.press("lin", "withdraw")
    assert world.last("lin").title == "已作废 EC26-000001"
    world.submitted("sam")
    world.press("sam", "withdraw")
    assert world.last("sam").title == "Withdrawn EC26-000002"
