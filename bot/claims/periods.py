"""Closed periods: what has to be asked before a claim is posted, and on which day it is posted then. Pure.

An expense of a closed period is never re-dated in silence: a bookkeeper says whether the claim is posted in the next
open period, or against what was accrued for it (docs/decisions/0011). What the books are closed up to says the company;
for one claim also the ERP, by refusing a posting date.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.claims.claim import Claim
from bot.claims.company import Company
from bot.claims.errors import Changed, Incomplete
from bot.claims.line import Line
from bot.claims.people import Employee
from bot.claims.standing import Standing
from bot.claims.states import Action, State

#: What answers the question, and releases the claim with that.
ANSWERS = frozenset({Action.POST_NEXT, Action.ACCRUE})


@dataclass(frozen=True, slots=True)
class Question:
    """What a bookkeeper is asked: these lines lie in the period that is closed up to `until`.

    `open`: the company's own books are not closed for them, so that the claim may also be posted as it was meant.
    """

    until: date
    lines: tuple[Line, ...]
    open: bool

    @property
    def months(self) -> tuple[str, ...]:
        """The months of these lines, such as `2026-10`."""
        return months_of(self.lines)


#: Where a claim can be released from, or is released and not begun.
_ASKED_IN = frozenset({State.APPROVED, State.POSTING_FAILED, State.POSTING})


def question_of(claim: Standing, company: Company) -> Question | None:
    """What has to be asked before the claim is posted; None where nothing has to, or it was answered."""
    if claim.state not in _ASKED_IN or claim.posting_started:
        return None
    answer = claim.period_answer
    answered = answer.until if answer is not None else date.min
    days = [day for day in (company.closed_until, claim.refused_day) if day is not None and day > answered]
    lines = claim.spent_until(max(days)) if days else ()
    if all(line.spent_on is None or line.spent_on <= answered for line in lines):
        return None
    return Question(max(days), lines, not claim.spent_until(company.closed_until))


def posting_day(claim: Standing, company: Company, today: date) -> date:
    """The day the claim is posted on if it is released now, or was released as its history says."""
    refused, answer = claim.refused_day, claim.period_answer
    if refused is not None and answer is None:
        # Tried again as it was meant, in books that were opened again.
        return refused
    return next_day(claim, company, today)


def next_day(claim: Standing, company: Company, today: date) -> date:
    """Today, or where that is closed, the first day of the next open period."""
    open_ = open_day(company, today)
    return open_ if claim.refused_day is None else max(open_, first_of_next_month(claim.refused_day))


def open_day(company: Company, today: date) -> date:
    """Today, or where the company's books are closed for it, the first day that is open."""
    return today if company.closed_until is None else max(today, company.closed_until + timedelta(days=1))


def voucher_text(claim: Standing) -> str:
    """The text of the voucher: the purpose, and where it is posted in another period, the months of its expenses."""
    answer = claim.period_answer
    if answer is None or not (late := claim.spent_until(answer.until)):
        return claim.purpose
    return f"[{', '.join(months_of(late))}] {claim.purpose}"


def released_as(action: Action, question: Question | None) -> bool:
    """Whether this way of releasing the claim is offered now."""
    if action in ANSWERS:
        return question is not None
    if action in (Action.CHECK, Action.FIX_AND_POST):
        return question is None or question.open
    return True


def released(
    claim: Claim, action: Action, by: Employee, at: datetime, company: Company, awaited: Collection[int] = ()
) -> Claim:
    """The claim released to the ERP, as it is or with the answer about a closed period. Raises `ClaimError`.

    `awaited` are lines whose paper posting waits for.
    """
    claim.demand(action, by)
    if awaited:
        lines = ", ".join(map(str, sorted(awaited)))
        raise Incomplete("originals-awaited", reference=claim.reference, lines=lines)
    question = question_of(claim, company)
    if question is None and action in ANSWERS:
        raise Changed("period-not-closed", reference=claim.reference)
    if question is not None and not released_as(action, question):
        months = ", ".join(question.months)
        raise Incomplete("period-closed", reference=claim.reference, until=question.until, months=months)
    if question is not None and action is Action.POST_NEXT:
        return claim.post_next(by, at, question.until)
    if question is not None and action is Action.ACCRUE:
        if not company.accrued_account:
            raise Incomplete("no-accrued-account", reference=claim.reference)
        return claim.accrue(by, at, question.until, company.accrued_account)
    return claim.fix_and_post(by, at) if action is Action.FIX_AND_POST else claim.check(by, at)


def first_of_next_month(day: date) -> date:
    """The first day of the month after this day's."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def last_of_month(day: date) -> date:
    """The last day of this day's month."""
    return first_of_next_month(day) - timedelta(days=1)


def months_of(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """Their months in order, such as `2026-10`."""
    return tuple(sorted({f"{line.spent_on:%Y-%m}" for line in lines if line.spent_on is not None}))
