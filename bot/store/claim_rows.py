"""Between a claim and its rows: pure, both ways, exact. `claims.py` moves them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from bot.claims.claim import Claim
from bot.claims.line import Line, Rate, Recalled
from bot.claims.money import Money
from bot.claims.route import Step
from bot.claims.states import Action, Happened, State

#: Stands in `waiting_for` for whoever is a bookkeeper; no employee number begins like this.
BOOKKEEPER = "@bookkeeper"


def waited_for(claim: Claim) -> str:
    """Whose turn it is: an employee number, `BOOKKEEPER`, or empty when nobody has to do anything (or the ERP has)."""
    if step := claim.waiting_for:
        return step.approver
    if claim.with_bookkeeper:
        return BOOKKEEPER
    return claim.claimant if claim.state in (State.DRAFT, State.SENT_BACK) else ""


def claim_row(claim: Claim) -> dict[str, object]:
    """Everything but the key and the two moments, with the amounts that lists show."""
    return {
        "reference": claim.reference,
        "claimant": claim.claimant,
        "currency": claim.currency,
        "purpose": claim.purpose,
        "state": claim.state.value,
        "version": claim.version,
        "next_line": claim.next_line,
        "voucher_number": claim.voucher_number,
        "posted_on": claim.posted_on,
        "paid_on": claim.paid_on,
        "failure": claim.failure,
        "reversal_asked_by": claim.reversal_asked_by,
        "reversal_confirmed_by": claim.reversal_confirmed_by,
        "waiting_for": waited_for(claim),
        "claimed": claim.claimed.amount,
        "approved": claim.approved.amount,
    }


def claim_from(
    row: Row[Any],
    lines: Iterable[tuple[bool, Line]] = (),
    route: Iterable[Step] = (),
    history: Iterable[Happened] = (),
) -> Claim:
    """The claim of a `claim` row and its parts in order; with each line, whether it was removed."""
    there = list(lines)
    return Claim(
        reference=row.reference,
        claimant=row.claimant,
        currency=row.currency,
        purpose=row.purpose,
        lines=tuple(line for removed, line in there if not removed),
        removed=tuple(line for removed, line in there if removed),
        state=State(row.state),
        version=row.version,
        next_line=row.next_line,
        route=tuple(route),
        history=tuple(history),
        voucher_number=row.voucher_number,
        posted_on=row.posted_on,
        paid_on=row.paid_on,
        failure=row.failure,
        reversal_asked_by=row.reversal_asked_by,
        reversal_confirmed_by=row.reversal_confirmed_by,
    )


def line_row(stem: str, position: int, line: Line, *, removed: bool = False) -> dict[str, object]:
    """One line; `position` is its place in the claim from 0, or among those that were removed."""
    return {
        "claim": stem,
        "id": line.id,
        "position": position,
        "removed": removed,
        "document": line.document,
        "several": line.several,
        "receipt": line.receipt,
        "reading": line.reading,
        "problem": line.problem,
        "kind": line.kind,
        "merchant": line.merchant,
        "looks": looks_of(line.merchant),
        "spent_on": line.spent_on,
        "paid_amount": line.paid.amount if line.paid else None,
        "paid_currency": line.paid.currency if line.paid else None,
        "printed_tax": line.printed_tax,
        "invoice_number": line.invoice_number,
        "buyer": line.buyer,
        "buyer_tax_number": line.buyer_tax_number,
        "category": line.category,
        "rate_value": line.rate.value if line.rate else None,
        "rate_on": line.rate.on if line.rate else None,
        "rate_source": line.rate.source if line.rate else None,
        "unsure": sorted(line.unsure),
        "recalled": None if line.recalled is None else asdict(line.recalled),
        "account": line.account,
        "tax": line.tax,
        "tax_code": line.tax_code,
        "cost_centre": line.cost_centre,
        "project": line.project,
    }


def looks_of(merchant: str) -> str:
    """The beginning of a merchant's name, short enough for an index on every database."""
    return merchant[:64]


def line_from(row: Row[Any]) -> Line:
    """The line of a `claim_line` row."""
    return Line(
        id=row.id,
        document=row.document,
        several=row.several,
        receipt=row.receipt,
        reading=row.reading,
        problem=row.problem,
        kind=row.kind,
        merchant=row.merchant,
        spent_on=row.spent_on,
        paid=None if row.paid_amount is None else Money(row.paid_amount, row.paid_currency),
        printed_tax=row.printed_tax,
        invoice_number=row.invoice_number,
        buyer=row.buyer,
        buyer_tax_number=row.buyer_tax_number,
        category=row.category,
        rate=None if row.rate_value is None else Rate(row.rate_value, row.rate_on, row.rate_source),
        unsure=frozenset(row.unsure),
        recalled=None if row.recalled is None else Recalled(**{**row.recalled, "names": tuple(row.recalled["names"])}),
        account=row.account,
        tax=row.tax,
        tax_code=row.tax_code,
        cost_centre=row.cost_centre,
        project=row.project,
    )


def step_row(stem: str, position: int, step: Step) -> dict[str, object]:
    """One step of the route."""
    return {
        "claim": stem,
        "position": position,
        "level": step.level,
        "approver": step.approver,
        "approved_at": step.approved_at,
        "approved_by": step.approved_by,
        "amounts": {str(line): format(amount, "f") for line, amount in step.amounts.items()},
    }


def step_from(row: Row[Any]) -> Step:
    """The step of a `claim_step` row."""
    amounts = {int(line): Decimal(amount) for line, amount in row.amounts.items()}
    return Step(row.level, row.approver, row.approved_at, amounts, row.approved_by)


def event_row(stem: str, position: int, entry: Happened) -> dict[str, object]:
    """One entry of the history."""
    return {
        "claim": stem,
        "position": position,
        "at": entry.at,
        "by": entry.by,
        "action": entry.action.value,
        "before": entry.before.value,
        "note": entry.note,
        "line": entry.line,
        "other": entry.other,
        "on_behalf": entry.on_behalf,
    }


def event_from(row: Row[Any]) -> Happened:
    """The entry of a `claim_event` row."""
    action, before = Action(row.action), State(row.before)
    return Happened(row.at, row.by, action, before, row.note, row.line, row.other, row.on_behalf)
