"""What the bookkeeper and the product do: check, code, post, pay, and reverse with two people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.claims.claim import Claim
from bot.claims.company import coded
from bot.claims.errors import Changed, Incomplete, NotAllowed
from bot.claims.line import UNDECIDED
from bot.claims.people import Employee, Role
from bot.claims.rights import allowed
from bot.claims.route import Step
from bot.claims.states import TABLE, Action, State
from tests.bot.claims.cast import (
    ADA,
    COMPANY,
    DAY,
    KAI,
    LIN,
    MEI,
    NOW,
    STAGES,
    TANG,
    WEN,
    approved,
    cny,
    person,
    posted,
    posting,
    ready,
    submitted,
)


def test_only_a_bookkeeper_checks() -> None:
    for other in (MEI, TANG, ADA):
        with pytest.raises(NotAllowed):
            approved().check(other, NOW)
    assert approved().check(KAI, NOW).state is State.POSTING


def test_a_line_without_account_is_not_released() -> None:
    claim = approved(ready(category="gifts"))
    with pytest.raises(Incomplete, match="no-account") as caught:
        claim.check(KAI, NOW)
    assert caught.value.values == {"line": 1}
    assert claim.recode(KAI, NOW, replace(claim.line(1), account="6604")).check(KAI, NOW).state is State.POSTING


def test_an_undecided_tax_is_not_released_until_the_bookkeeper_has_said_what_it_is() -> None:
    claim = approved(ready(category="travel", kind="ferry_ticket"))
    assert claim.line(1).tax_code == UNDECIDED
    with pytest.raises(Incomplete, match="tax-undecided"):
        claim.check(KAI, NOW)
    # Leaving the tax of the form as it stands is an answer too.
    assert claim.recode(KAI, NOW, claim.line(1)).line(1).tax_code == ""
    decided = claim.recode(KAI, NOW, replace(claim.line(1), tax=Decimal("2.56"), tax_code="VAT-3")).check(KAI, NOW)
    assert (decided.state, decided.line(1).tax, decided.line(1).tax_code) == (State.POSTING, Decimal("2.56"), "VAT-3")


def test_a_tax_above_what_an_approver_left_is_not_released() -> None:
    claim = submitted(ready("41.00", category="travel", kind="train_ticket"))
    assert claim.line(1).tax == Decimal("3.39")
    claim = claim.approve(MEI, NOW, amounts={1: Decimal(2)})
    with pytest.raises(Incomplete, match="tax-above-amount"):
        claim.check(KAI, NOW)
    assert claim.recode(KAI, NOW, replace(claim.line(1), tax=Decimal("0.17"))).check(KAI, NOW).state is State.POSTING


@pytest.mark.parametrize("tax", ["-0.01", "88.01"])
def test_a_tax_lies_between_nothing_and_the_amount(tax: str) -> None:
    with pytest.raises(Incomplete, match="tax-above-amount"):
        approved().recode(KAI, NOW, replace(approved().line(1), tax=Decimal(tax)))


def test_recoding_changes_the_coding_and_nothing_else() -> None:
    claim = approved()
    wanted = replace(claim.line(1), account="6699", cost_centre="CC-X", project="P1", paid=cny("9999"), merchant="?")
    line = claim.recode(KAI, NOW, wanted, "account").line(1)
    assert (line.account, line.cost_centre, line.project) == ("6699", "CC-X", "P1")
    assert (line.paid, line.merchant) == (cny("88.00"), "Noodles")


def test_the_bookkeeper_sends_back() -> None:
    assert approved().send_back(KAI, NOW, "No fapiao").state is State.SENT_BACK


def test_the_erp_refuses_and_the_bookkeeper_fixes_and_posts_under_the_same_reference() -> None:
    failed = posting().start_posting(NOW).fail(NOW, "Account 6602 is closed")
    assert (failed.state, failed.failure) == (State.POSTING_FAILED, "Account 6602 is closed")
    fixed = failed.recode(KAI, NOW, replace(failed.line(1), account="6605")).fix_and_post(KAI, NOW)
    assert (fixed.state, fixed.failure, fixed.reference) == (State.POSTING, "", "EC26-000123")
    assert failed.send_back(KAI, NOW, "Claim it elsewhere").state is State.SENT_BACK


def test_nothing_is_fixed_without_an_account() -> None:
    failed = posting().start_posting(NOW).fail(NOW, "No")
    with pytest.raises(Incomplete, match="no-account"):
        failed.recode(KAI, NOW, replace(failed.line(1), account="")).fix_and_post(KAI, NOW)


def test_posted_and_paid() -> None:
    claim = posted()
    assert (claim.state, claim.voucher_number, claim.posted_on) == (State.POSTED, "JE-0001", DAY)
    paid = claim.pay(NOW, DAY + timedelta(days=2))
    assert (paid.state, paid.paid_on) == (State.PAID, DAY + timedelta(days=2))


def test_the_product_does_nothing_out_of_turn() -> None:
    attempts: tuple[Callable[[], Claim], ...] = (
        lambda: approved().start_posting(NOW),
        lambda: approved().book(NOW, "JE-1", DAY),
        lambda: submitted().fail(NOW, "x"),
        lambda: posting().pay(NOW, DAY),
        lambda: posted().fail_reversal(NOW, "x"),
        lambda: posting().alarm(NOW, "Twice").book(NOW, "JE-1", DAY),
        lambda: submitted().read(submitted().line(1), NOW),
    )
    for too_early in attempts:
        with pytest.raises(Changed):
            too_early()


def test_a_claim_is_booked_once() -> None:
    with pytest.raises(Changed):
        posted().book(NOW, "JE-0002", DAY)


def test_nobody_presses_the_buttons_of_the_product() -> None:
    products = {rule.action for rule in TABLE if rule.role is Role.SYSTEM}
    for claim in STAGES:
        for anybody in (LIN, MEI, KAI, ADA):
            assert allowed(claim, anybody).isdisjoint(products)


# A reversal takes two people


@pytest.mark.parametrize("second", [WEN, ADA])
def test_a_second_person_confirms_a_reversal(second: Employee) -> None:
    asked = posted().ask_reversal(KAI, NOW, "Wrong month")
    confirmed = asked.confirm_reversal(second, NOW)
    assert (confirmed.state, confirmed.reversal_confirmed_by) == (State.POSTED, second.number)
    assert confirmed.reverse(NOW).state is State.REVERSED


def test_who_asked_for_a_reversal_does_not_confirm_it_in_any_role() -> None:
    both = replace(KAI, roles=KAI.roles | ADA.roles)
    asked = posted().ask_reversal(both, NOW, "Wrong month")
    with pytest.raises(NotAllowed):
        asked.confirm_reversal(both, NOW)
    assert Action.DROP_REVERSAL in allowed(asked, both)


def test_only_a_bookkeeper_asks_for_a_reversal_and_once() -> None:
    for other in (ADA, MEI, LIN, person("x")):
        with pytest.raises(NotAllowed):
            posted().ask_reversal(other, NOW, "x")
    with pytest.raises(Changed):
        posted().ask_reversal(KAI, NOW, "x").ask_reversal(WEN, NOW, "y")


def test_a_reversal_is_dropped_and_may_be_asked_for_again() -> None:
    dropped = posted().ask_reversal(KAI, NOW, "x").drop_reversal(WEN, NOW)
    assert dropped.reversal_asked_by == ""
    with pytest.raises(Changed):
        dropped.confirm_reversal(WEN, NOW)
    assert dropped.ask_reversal(WEN, NOW, "y").reversal_asked_by == "wen"


def test_a_confirmed_reversal_ends_as_the_erp_says() -> None:
    confirmed = posted().ask_reversal(KAI, NOW, "x").confirm_reversal(WEN, NOW)
    with pytest.raises(Changed):
        confirmed.confirm_reversal(ADA, NOW)
    with pytest.raises(Changed):
        confirmed.drop_reversal(ADA, NOW)  # the ERP may have done it already
    refused = confirmed.fail_reversal(NOW, "EC26-000123 is paid")
    assert (refused.state, refused.failure) == (State.POSTED, "EC26-000123 is paid")
    assert refused.ask_reversal(WEN, NOW, "y").failure == ""


# What the ERP holds and must not


@pytest.mark.parametrize("by", [KAI, ADA])
def test_after_an_alarm_somebody_puts_it_right_in_the_erp_and_the_product_looks_again(by: Employee) -> None:
    alarm = posting().start_posting(NOW).alarm(NOW, "EC26-000123 is in the ERP 2 times")
    assert (alarm.state, alarm.with_bookkeeper) == (State.POSTING, True)
    again = alarm.look_again(by, NOW)
    assert (again.failure, again.posting_started, again.with_bookkeeper) == ("", True, False)
    assert again.book(NOW, "JE-0001", DAY).state is State.POSTED


def test_without_an_alarm_there_is_nothing_to_look_at_again() -> None:
    with pytest.raises(Changed):
        posting().start_posting(NOW).look_again(KAI, NOW)


def test_a_refusal_of_before_is_no_alarm_when_the_mended_claim_is_released_again() -> None:
    refused = approved().check(KAI, NOW).start_posting(NOW).fail(NOW, "Closed").send_back(KAI, NOW, "Wrong amount")
    again = refused.correct(LIN, NOW, ready("66.00"))
    again = again.submit(LIN, NOW, coded(again, LIN, COMPANY), (Step("manager", "mei"),))
    again = again.approve(MEI, NOW, check=False)
    assert (again.state, again.alarmed, again.posting_started) == (State.POSTING, False, False)


def test_what_was_reversed_in_the_erp_before_it_was_seen_there_is_claimed_again() -> None:
    gone = posting().start_posting(NOW).reverse(NOW)
    assert gone.reopen(LIN, NOW).reference == "EC26-000123-R2"
