"""Policy: what the company wants to know before money goes out. Dated rules in, findings out.

It refuses one thing: a line that seems to be claimed twice is not submitted before its claimant has said why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.claims.buyer import made_out_to
from bot.claims.claim import Claim, stem_of
from bot.claims.dated import current
from bot.claims.invoices import Twin
from bot.claims.line import BY_CLAIMANT, Line
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
    company: str = "",
) -> tuple[Finding, ...]:
    """All findings on the claim, line by line in the claim's order; `tax_numbers` and `company` are its own name."""
    found: list[Finding] = []
    for line in claim.lines:
        if line.spent_on is not None:
            found += _above(line, line.spent_on, claim.currency, limits)
            if line.spent_on < today - timedelta(days=oldest_days):
                found.append(Finding("too-old", line.id, {"days": (today - line.spent_on).days}))
            if line.spent_on > today:
                found.append(Finding("in-the-future", line.id))
        if line.document is None:
            found.append(Finding("no-document", line.id))
        if line.rate is not None and line.rate.source == BY_CLAIMANT:
            found.append(Finding("rate-by-claimant", line.id, {"rate": line.rate.value, "on": line.rate.on}))
        if line.buyer_tax_number and tax_numbers and line.buyer_tax_number not in tax_numbers:
            found.append(Finding("wrong-company", line.id, {"number": line.buyer_tax_number}))
        elif company and not made_out_to(line.buyer, company):
            found.append(Finding("wrong-buyer", line.id, {"buyer": line.buyer}))
        if line.unsure:
            found.append(Finding("unsure", line.id, {"fields": tuple(sorted(line.unsure))}))
        found += [
            Finding(f"twin-{twin.sign}", line.id, {"reference": twin.reference})
            for twin in twins
            if twin.line_id == line.id
        ]
    return tuple(found)


#: What nobody who decides may overlook; the rest stands below as a note.
WARNINGS = frozenset(
    {"over-limit", "too-old", "wrong-company", "wrong-buyer", "twin-number", "twin-bytes", "twin-looks"}
)


def unexplained(claim: Claim, found: Sequence[Finding]) -> Finding | None:
    """The first line that seems to be claimed twice and of which nobody has said why: it is not submitted like that."""
    return next((one for one in found if is_open(claim, one)), None)


def is_open(claim: Claim, finding: Finding) -> bool:
    """Whether the claimant still has to take the line out or say why it is claimed twice: also there."""
    line_id = finding.line_id
    if not finding.key.startswith("twin-") or line_id is None:
        return False
    return stem_of(str(finding.values["reference"])) not in claim.explained_twins(line_id)


def _above(line: Line, on: date, currency: str, limits: Sequence[Limit]) -> list[Finding]:
    """Limits the line is above, in the claim's currency, or in that of the document where the limit is in that."""
    amounts = {money.currency: money for money in (line.paid, line.claimed(currency)) if money is not None}
    return [
        Finding("over-limit", line.id, {"limit": limit.amount, "amount": amount})
        for limit in limits
        if limit.category == line.category and current(limit, on)
        if (amount := amounts.get(limit.amount.currency)) is not None and limit.amount < amount
    ]
