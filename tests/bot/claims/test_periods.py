"""Which expenses of a closed period are asked about, and on which day a claim is posted then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.claims.claim import Claim
from bot.claims.company import Company
from bot.claims.periods import next_day, posting_day, question_of, voucher_text
from tests.bot.claims.cast import COMPANY, KAI, NOW, approved, posting

SPENT = max(line.spent_on for line in approved().lines if line.spent_on)
BEFORE = min(line.spent_on for line in approved().lines if line.spent_on) - timedelta(days=1)
TODAY = date(2026, 11, 24)
MONTH = f"{SPENT:%Y-%m}"


def closed(until: date | None) -> Company:
    return replace(COMPANY, closed_until=until)


def refused(on: date) -> Claim:
    return posting().start_posting(NOW).ask_period(NOW, on, "Closed")


@pytest.mark.parametrize(
    ("claim", "until", "asked"),
    [
        (approved(), None, False),
        (approved(), BEFORE, False),
        (approved(), SPENT, True),
        (approved().post_next(KAI, NOW, SPENT), SPENT, False),
        # Closed further since: nothing new lies in it.
        (approved().post_next(KAI, NOW, SPENT), SPENT + timedelta(days=40), False),
        (approved().post_next(KAI, NOW, BEFORE), SPENT, True),
        (posting(), SPENT, True),
        (posting().start_posting(NOW), SPENT, False),
        (posting().start_posting(NOW).fail(NOW, "No account"), None, False),
        (refused(TODAY), None, True),
        (refused(TODAY).post_next(KAI, NOW, TODAY).start_posting(NOW).fail(NOW, "No account"), None, False),
        (refused(TODAY).post_next(KAI, NOW, TODAY).start_posting(NOW).ask_period(NOW, TODAY, "Again"), None, True),
    ],
)
def test_what_lies_in_a_closed_period_is_asked_until_it_is_answered(
    claim: Claim, until: date | None, asked: bool
) -> None:
    assert (question_of(claim, closed(until)) is not None) is asked


@pytest.mark.parametrize(
    ("until", "day"),
    [
        (None, TODAY),
        (date(2026, 10, 31), TODAY),
        (date(2026, 11, 30), date(2026, 12, 1)),
    ],
)
def test_the_next_open_period_is_today_or_begins_after_what_is_closed(until: date | None, day: date) -> None:
    assert next_day(approved(), closed(until), TODAY) == day


def test_after_the_erp_refused_a_date_the_next_period_is_the_month_after_or_the_same_date_is_tried_again() -> None:
    claim = refused(date(2026, 11, 24))
    assert posting_day(claim.fix_and_post(KAI, NOW), COMPANY, date(2026, 12, 3)) == date(2026, 11, 24)
    assert posting_day(claim.post_next(KAI, NOW, TODAY), COMPANY, TODAY) == date(2026, 12, 1)
    assert posting_day(claim.post_next(KAI, NOW, TODAY), COMPANY, date(2026, 12, 3)) == date(2026, 12, 3)


def test_the_text_of_the_voucher_names_the_months_where_they_are_others() -> None:
    claim = approved()
    assert voucher_text(claim.check(KAI, NOW)) == claim.purpose
    assert voucher_text(claim.post_next(KAI, NOW, SPENT)) == f"[{MONTH}] {claim.purpose}"


def test_only_lines_of_the_closed_period_are_booked_against_the_accrual() -> None:
    claim = approved().accrue(KAI, NOW, SPENT, "2241.02")
    assert {claim.booked_on(line) for line in claim.lines} == {"2241.02"}
    later = replace(claim.lines[0], spent_on=SPENT + timedelta(days=1))
    assert claim.booked_on(later) == later.account
    assert approved().post_next(KAI, NOW, SPENT).booked_on(claim.lines[0]) == claim.lines[0].account
