"""What approvers do: approve, approve less, send back, reject, ask, and think again. Never on their own claim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.claims.claim import Claim
from bot.claims.company import coded
from bot.claims.errors import Changed, ClaimError, Incomplete, NotAllowed
from bot.claims.people import Employee, Role
from bot.claims.rights import allowed
from bot.claims.route import Step
from bot.claims.states import TABLE, Action, State
from tests.bot.claims.cast import (
    ADA,
    BAI,
    COMPANY,
    KAI,
    LIN,
    MEI,
    NOW,
    TANG,
    WEN,
    approved,
    cny,
    draft,
    left,
    posted,
    posting,
    ready,
    submitted,
)

BOTH = ("mei", "tang")


def test_each_level_decides_in_turn() -> None:
    claim = submitted(by_whom=BOTH)
    assert claim.waiting_for == claim.route[0]
    with pytest.raises(NotAllowed):
        claim.approve(TANG, NOW)
    claim = claim.approve(MEI, NOW)
    assert (claim.state, claim.waiting_for) == (State.IN_APPROVAL, claim.route[1])
    with pytest.raises(NotAllowed):
        claim.approve(MEI, NOW)
    claim = claim.approve(TANG, NOW)
    assert (claim.state, claim.waiting_for) == (State.APPROVED, None)


def test_without_a_check_the_last_level_releases_to_the_erp() -> None:
    claim = submitted(by_whom=BOTH).approve(MEI, NOW, check=False)
    assert claim.state is State.IN_APPROVAL
    assert claim.approve(TANG, NOW, check=False).state is State.POSTING


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (ready(category="gifts"), "no account"),
        (ready(category="travel", kind="ferry_ticket"), "nobody could work out the tax"),
    ],
)
def test_what_is_undecided_goes_past_the_bookkeeper_whatever_the_rules_say(line: object, why: str) -> None:
    claim = submitted(line).approve(MEI, NOW, check=False)  # type: ignore[arg-type]
    assert claim.state is State.APPROVED, why


def test_a_lowered_line_with_tax_goes_past_the_bookkeeper() -> None:
    train = ready("41.00", category="travel", kind="train_ticket")
    assert submitted(train).approve(MEI, NOW, check=False).state is State.POSTING
    assert submitted(train).approve(MEI, NOW, check=False, amounts={1: Decimal(20)}).state is State.APPROVED
    two = submitted(train, by_whom=BOTH).approve(MEI, NOW, check=False, amounts={1: Decimal(20)})
    assert two.approve(TANG, NOW, check=False).state is State.APPROVED


def test_a_lowered_line_without_tax_needs_no_check() -> None:
    assert submitted().approve(MEI, NOW, check=False, amounts={1: Decimal(20)}).state is State.POSTING


def test_an_approver_approves_less() -> None:
    claim = submitted(ready("88.00"), ready("12.00", 2)).approve(MEI, NOW, amounts={1: Decimal("80.00")})
    assert (claim.claimed, claim.approved) == (cny("100.00"), cny("92.00"))


def test_the_next_approver_can_only_lower_further() -> None:
    claim = submitted(by_whom=BOTH).approve(MEI, NOW, amounts={1: Decimal(50)})
    with pytest.raises(ClaimError, match="approved-above-claimed"):
        claim.approve(TANG, NOW, amounts={1: Decimal("50.01")})
    assert claim.approve(TANG, NOW, amounts={1: Decimal(40)}).approved == cny("40")
    assert claim.approve(TANG, NOW).approved == cny("50")


@pytest.mark.parametrize("amount", ["88.01", "-0.01", "1E+9"])
def test_nobody_approves_more_than_was_claimed_or_less_than_nothing(amount: str) -> None:
    with pytest.raises(ClaimError, match="approved-above-claimed"):
        submitted().approve(MEI, NOW, amounts={1: Decimal(amount)})


def test_a_line_may_be_approved_at_nothing() -> None:
    assert submitted().approve(MEI, NOW, amounts={1: Decimal(0)}).approved == cny("0")


def test_an_approved_amount_has_the_digits_of_the_currency() -> None:
    claim = submitted().approve(MEI, NOW, amounts={1: Decimal("33.335")})
    assert claim.approved.amount == Decimal("33.34")
    assert claim.approved.amount.as_tuple().exponent == -2


def test_lowering_a_line_that_is_not_there_is_refused() -> None:
    with pytest.raises(Changed, match="line-gone"):
        submitted().approve(MEI, NOW, amounts={7: Decimal(1)})


def test_a_second_press_of_the_same_button_is_refused() -> None:
    once = submitted().approve(MEI, NOW)
    with pytest.raises(Changed):
        once.approve(MEI, NOW)
    with pytest.raises(Changed):
        submitted().reject(MEI, NOW, "No").reject(MEI, NOW, "No")


def test_sent_back_means_correct_and_submit_again_past_everybody() -> None:
    back = submitted(by_whom=BOTH).approve(MEI, NOW).send_back(TANG, NOW, "Too vague")
    assert (back.state, back.waiting_for, back.history[-1].note) == (State.SENT_BACK, None, "Too vague")
    again = back.submit(LIN, NOW, coded(back, LIN, COMPANY), (Step("manager", "mei"), Step("director", "tang")))
    assert (again.reference, again.waiting_for and again.waiting_for.approver) == ("EC26-000123", "mei")


def test_a_cut_of_an_earlier_round_does_not_hold_in_the_next() -> None:
    back = submitted(by_whom=BOTH).approve(MEI, NOW, amounts={1: Decimal(1)}).send_back(TANG, NOW, "Why?")
    again = back.submit(LIN, NOW, coded(back, LIN, COMPANY), (Step("manager", "mei"),))
    assert again.approved == cny("88.00")


def test_rejected_is_the_end() -> None:
    rejected = submitted().reject(MEI, NOW, "Private")
    assert rejected.state is State.REJECTED
    assert not allowed(rejected, LIN)
    assert allowed(rejected, MEI) == {Action.TAKE_BACK}


# Thinking again


def test_a_decision_is_taken_back_while_it_is_the_latest() -> None:
    claim = submitted(by_whom=BOTH)
    for decided in (
        claim.approve(MEI, NOW, amounts={1: Decimal(1)}),
        claim.reject(MEI, NOW, "No"),
        claim.send_back(MEI, NOW, "Why?"),
    ):
        undone = decided.take_back(MEI, NOW)
        assert (undone.state, undone.route, undone.version) == (claim.state, claim.route, decided.version + 1)


def test_the_last_approval_is_taken_back_until_posting_starts() -> None:
    waiting, released = submitted().approve(MEI, NOW), submitted().approve(MEI, NOW, check=False)
    assert waiting.take_back(MEI, NOW).state is State.SUBMITTED
    assert released.take_back(MEI, NOW).state is State.SUBMITTED
    started = released.start_posting(NOW)
    assert (released.posting_started, started.posting_started) == (False, True)
    assert Action.TAKE_BACK not in allowed(started, MEI)
    with pytest.raises(NotAllowed):
        started.take_back(MEI, NOW)


def test_only_ones_own_decision_is_taken_back() -> None:
    claim = submitted(by_whom=BOTH).approve(MEI, NOW)
    for other in (TANG, KAI, ADA, BAI):
        with pytest.raises(NotAllowed):
            claim.take_back(other, NOW)


@pytest.mark.parametrize("action", [Action.APPROVE, Action.SEND_BACK, Action.REJECT])
def test_a_decision_is_final_once_somebody_else_has_acted(action: Action) -> None:
    claim = submitted(by_whom=BOTH).approve(MEI, NOW)
    decided = claim.approve(TANG, NOW) if action is Action.APPROVE else getattr(claim, action)(TANG, NOW, "Reason")
    with pytest.raises((Changed, NotAllowed)):
        decided.take_back(MEI, NOW)


def test_a_decision_is_final_once_the_bookkeeper_the_administrator_or_the_claimant_has_acted() -> None:
    claim = submitted(by_whom=BOTH).approve(MEI, NOW)
    back = submitted().send_back(MEI, NOW, "Why?")
    for later in (
        approved().recode(KAI, NOW, approved().line(1)),
        approved().check(KAI, NOW),
        claim.reroute(ADA, NOW, BAI),
        back.describe(LIN, NOW, "Lunch with two customers"),
    ):
        assert Action.TAKE_BACK not in allowed(later, MEI)


def test_a_question_to_the_claimant_does_not_make_a_decision_final() -> None:
    assert approved().ask(KAI, NOW, "Project?").take_back(MEI, NOW).state is State.SUBMITTED


def test_a_decision_is_taken_back_once() -> None:
    with pytest.raises((Changed, NotAllowed)):
        approved().take_back(MEI, NOW).take_back(MEI, NOW)


def test_the_bookkeeper_takes_back_a_check_or_a_sending_back() -> None:
    claim = approved()
    assert posting().take_back(KAI, NOW).state is State.APPROVED
    assert claim.send_back(KAI, NOW, "Why?").take_back(KAI, NOW).state is State.APPROVED
    with pytest.raises(NotAllowed):
        posting().take_back(WEN, NOW)
    with pytest.raises(NotAllowed):
        posting().take_back(replace(KAI, roles=frozenset()), NOW)


# Never on one's own claim

EVERY_ROLE = frozenset(Role)


@pytest.mark.parametrize(
    "claim", [submitted(), approved(), posting(), posted(), submitted(by_whom=BOTH).approve(MEI, NOW)]
)
def test_no_role_lets_anybody_decide_on_their_own_claim(claim: Claim) -> None:
    almighty = replace(LIN, roles=EVERY_ROLE)
    claimants = {rule.action for rule in TABLE if rule.role is Role.CLAIMANT}
    assert allowed(claim, almighty) == allowed(claim, LIN)
    assert allowed(claim, almighty) <= claimants
    attempts: tuple[Callable[[], Claim], ...] = (
        lambda: claim.approve(almighty, NOW),
        lambda: claim.reject(almighty, NOW, "x"),
        lambda: claim.check(almighty, NOW),
        lambda: claim.reroute(almighty, NOW, MEI),
        lambda: claim.recode(almighty, NOW, claim.line(1)),
        lambda: claim.ask_reversal(almighty, NOW, "x"),
    )
    for decide in attempts:
        with pytest.raises((NotAllowed, Changed)):
            decide()


def test_the_refusal_says_that_it_is_their_own_claim() -> None:
    with pytest.raises(NotAllowed, match="not-on-own-claim"):
        submitted().approve(replace(LIN, roles=EVERY_ROLE), NOW)


def test_not_even_a_route_that_names_the_claimant_makes_them_an_approver() -> None:
    # As if a row of the database had been changed by hand.
    forged = replace(submitted(), route=(Step("manager", "lin"),))
    with pytest.raises(NotAllowed, match="not-on-own-claim"):
        forged.approve(LIN, NOW)


# Somebody else is asked


def test_an_administrator_asks_somebody_else_at_the_same_level() -> None:
    claim = submitted().reroute(ADA, NOW, BAI)
    assert (claim.state, claim.route, claim.history[-1].note) == (State.SUBMITTED, (Step("manager", "bai"),), "bai")
    with pytest.raises(NotAllowed):
        claim.approve(MEI, NOW)
    assert claim.approve(BAI, NOW).state is State.APPROVED


def test_what_was_already_approved_stays_approved_when_the_next_level_is_rerouted() -> None:
    claim = submitted(by_whom=BOTH).approve(MEI, NOW, amounts={1: Decimal(50)}).reroute(ADA, NOW, BAI)
    assert claim.approve(BAI, NOW + timedelta(hours=1)).approved == cny("50")
    assert (claim.route[0].approver, claim.route[0].approved_at) == ("mei", NOW)


def test_a_claim_is_not_rerouted_to_its_claimant() -> None:
    with pytest.raises(NotAllowed, match="not-on-own-claim"):
        submitted().reroute(ADA, NOW, LIN)


def test_a_claim_is_not_rerouted_to_somebody_who_has_left() -> None:
    with pytest.raises(Incomplete, match="approver-has-left"):
        submitted().reroute(ADA, NOW, left(BAI))


@pytest.mark.parametrize("somebody", [MEI, TANG])
def test_two_levels_are_two_people_also_after_rerouting(somebody: Employee) -> None:
    claim = submitted(by_whom=BOTH).approve(MEI, NOW)
    with pytest.raises(Incomplete, match="approver-asked-already"):
        claim.reroute(ADA, NOW, somebody)


def test_only_an_administrator_reroutes_and_only_what_waits() -> None:
    for other in (MEI, TANG, KAI):
        with pytest.raises(NotAllowed):
            submitted().reroute(other, NOW, BAI)
    with pytest.raises(Changed):
        draft().reroute(ADA, NOW, BAI)


def test_an_approver_who_has_left_decides_nothing() -> None:
    with pytest.raises(NotAllowed):
        submitted().approve(left(MEI), NOW)
