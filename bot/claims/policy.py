"""Policy: what the company wants to know before money goes out. Dated rules in, findings out; it refuses nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.claims.claim import Claim
from bot.claims.dated import current
from bot.claims.invoices import Twin
from bot.claims.money import Money


@dataclass(frozen=True, slots=True)
class Limit:
    """From `start` on, a line of the category should not be above the amount. `basis` names the rule for people."""

    category: str
    amount: Money
    start: date
    basis: str = ""
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a decider should see: a wording key, its values, and the line it is about (None: the claim)."""

    key: str
    line_id: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)


def findings(
    claim: Claim,
    today: date,
    limits: Sequence[Limit],
    twins: Sequence[Twin],
    *,
    oldest_days: int,
    tax_numbers: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """All findings on the claim, line by line in the claim's order."""
    found: list[Finding] = []
    for line in claim.lines:
        amount = line.claimed(claim.currency)
        if amount is None or line.spent_on is None:
            continue
        for limit in limits:
            fits = limit.category == line.category and limit.amount.currency == amount.currency
            if fits and current(limit, line.spent_on) and limit.amount < amount:
                found.append(Finding("over-limit", line.id, {"limit": limit.amount, "amount": amount}))
        if line.spent_on < today - timedelta(days=oldest_days):
            found.append(Finding("too-old", line.id, {"days": (today - line.spent_on).days}))
        if line.spent_on > today:
            found.append(Finding("in-the-future", line.id))
        if line.document is None:
            found.append(Finding("no-document", line.id))
        if line.buyer_tax_number and tax_numbers and line.buyer_tax_number not in tax_numbers:
            found.append(Finding("wrong-company", line.id, {"number": line.buyer_tax_number}))
        if line.unsure:
            found.append(Finding("unsure", line.id, {"fields": tuple(sorted(line.unsure))}))
        found += [
            Finding(f"twin-{twin.sign}", line.id, {"reference": twin.reference})
            for twin in twins
            if twin.line_id == line.id
        ]
    return tuple(found)
