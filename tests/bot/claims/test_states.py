"""The table of states: what can happen to a claim at all."""

from __future__ import annotations

import inspect
from contextlib import suppress
from dataclasses import replace

import pytest

from bot.claims.claim import Claim
from bot.claims.errors import Changed, Incomplete, NotAllowed
from bot.claims.people import Employee, Role
from bot.claims.rights import allowed, may_see
from bot.claims.states import EDITABLE, ENDED, TABLE, WAITING, Action, State, rules_for
from tests.bot.claims.cast import (
    ADA,
    EVERYONE,
    KAI,
    LIN,
    MEI,
    NOW,
    OLA,
    PRESS,
    STAGES,
    approved,
    draft,
    left,
    posted,
    posting,
    submitted,
)


def buttons(claim: Claim, by: Employee) -> set[str]:
    return {str(action) for action in allowed(claim, by)}


def reachable(start: State, without: frozenset[Role] = frozenset()) -> frozenset[State]:
    found = {start}
    while (
        more := {s for rule in TABLE if rule.state in found and rule.role not in without for s in rule.becomes} - found
    ):
        found |= more
    return frozenset(found)


@pytest.mark.parametrize("state", State)
def test_every_state_can_end(state: State) -> None:
    assert reachable(state) & ENDED


@pytest.mark.parametrize("state", State)
def test_every_state_is_reached_from_a_draft(state: State) -> None:
    assert state in reachable(State.DRAFT)


def test_only_posting_and_payment_need_the_product_to_go_on() -> None:
    # In every other state somebody can bring the claim to an end, whatever the ERP says.
    stuck = {state for state in State if not reachable(state, frozenset({Role.SYSTEM})) & ENDED}
    assert stuck == {State.POSTED}


@pytest.mark.parametrize("action", Action)
def test_every_action_is_a_method_of_the_same_name(action: Action) -> None:
    assert inspect.isfunction(getattr(Claim, action))


@pytest.mark.parametrize("action", Action)
def test_every_action_stands_in_the_table(action: Action) -> None:
    assert any(rule.action is action for rule in TABLE)


def test_the_product_acts_in_no_persons_place() -> None:
    of_the_product = {rule.action for rule in TABLE if rule.role is Role.SYSTEM}
    assert of_the_product.isdisjoint(rule.action for rule in TABLE if rule.role is not Role.SYSTEM)


def test_an_auditor_changes_nothing() -> None:
    assert not [rule for rule in TABLE if rule.role is Role.AUDITOR]
    for claim in (draft(), submitted(), approved(), posting(), posted()):
        assert not buttons(claim, OLA)


def test_only_the_claimant_changes_what_is_claimed() -> None:
    of_lines = (Action.ADD, Action.CORRECT, Action.REMOVE, Action.RESTORE, Action.CATEGORISE, Action.CONFIRM)
    for action in (*of_lines, Action.CANCEL_READING, Action.DESCRIBE, Action.EXPLAIN, Action.SUBMIT):
        assert {rule.role for rule in TABLE if rule.action is action} == {Role.CLAIMANT}


def test_what_waits_for_a_decision_cannot_be_edited() -> None:
    assert EDITABLE.isdisjoint(WAITING)
    for state in State:
        assert bool(rules_for(state, Action.CORRECT)) == (state in EDITABLE)


def test_nothing_is_posted_but_what_was_released() -> None:
    assert {rule.state for rule in TABLE if rule.action is Action.BOOK} == {State.POSTING}
    into_posting = {(rule.action, rule.role) for rule in TABLE if State.POSTING in rule.becomes - {rule.state}}
    assert into_posting == {
        (Action.APPROVE, Role.APPROVER),
        (Action.CHECK, Role.BOOKKEEPER),
        (Action.FIX_AND_POST, Role.BOOKKEEPER),
        (Action.POST_NEXT, Role.BOOKKEEPER),
        (Action.ACCRUE, Role.BOOKKEEPER),
    }


def test_each_pair_of_state_action_and_role_stands_once() -> None:
    keys = [(rule.state, rule.action, rule.role) for rule in TABLE]
    assert len(keys) == len(set(keys))


def test_the_buttons_of_the_sample_claims_are_these() -> None:
    shown = {
        "draft, claimant": buttons(draft(), LIN),
        "submitted, claimant": buttons(submitted(), LIN),
        "submitted, approver": buttons(submitted(), MEI),
        "submitted, administrator": buttons(submitted(), ADA),
        "approved, bookkeeper": buttons(approved(), KAI),
        "approved, approver": buttons(approved(), MEI),
        "posted, bookkeeper": buttons(posted(), KAI),
    }
    assert shown == {
        "draft, claimant": {"add", "correct", "remove", "describe", "explain", "submit", "withdraw"},
        "submitted, claimant": {"remind", "withdraw"},
        "submitted, approver": {"approve", "send_back", "reject", "ask"},
        "submitted, administrator": {"reroute"},
        "approved, bookkeeper": {"check", "post_next", "accrue", "recode", "ask", "send_back"},
        "approved, approver": {"take_back"},
        "posted, bookkeeper": {"ask_reversal", "mark_paid"},
    }


def test_a_claim_never_lands_in_a_state_the_table_does_not_know() -> None:
    with pytest.raises(AssertionError, match="does not know"):
        draft()._next(Action.DESCRIBE, LIN.number, NOW, state=State.PAID)


PERSONS_IN_EVERY_ROLE = [replace(who, roles=frozenset({role})) for who in EVERYONE for role in Role] + [left(MEI)]


@pytest.mark.parametrize("claim", STAGES, ids=lambda claim: f"{claim.state}-{claim.version}")
def test_a_button_is_shown_exactly_when_the_claim_would_do_it(claim: Claim) -> None:
    for by in PERSONS_IN_EVERY_ROLE:
        for action, press in PRESS.items():
            if action in allowed(claim, by):
                with suppress(Incomplete):
                    assert press(claim, by).version == claim.version + 1
            else:
                with pytest.raises((NotAllowed, Changed)):
                    press(claim, by)


def test_the_examples_are_at_every_state() -> None:
    assert {claim.state for claim in STAGES} == set(State)
    assert {*PRESS, *(rule.action for rule in TABLE if rule.role is Role.SYSTEM)} == set(Action)


def test_a_claim_is_seen_by_those_it_concerns_and_by_the_offices() -> None:
    claim = submitted()
    seeing = {who.number for who in EVERYONE if may_see(claim, who)}
    assert seeing == {"lin", "mei", "kai", "wen", "ada", "ola"}
    assert not may_see(claim, left(MEI))
    assert not may_see(claim, left(KAI))
