"""Receipts of shops, restaurants and hotels, English, Chinese and neighbours: whatever no other kind claims.

The total is chosen among all amounts by scored rules: what its label says, what the arithmetic around it says (cash
less change, subtotal plus tax), how often it is printed, and where. The weights are set by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ocr.arithmetic import proofs
from ocr.checks import CURRENCY, TWICE
from ocr.fields.amounts import Amount, amounts
from ocr.fields.currency import currency
from ocr.fields.dates import YEAR_FIRST, DateFound, dates
from ocr.fields.labels import Label, plain
from ocr.fields.merchant import merchants
from ocr.page import Line, Page, lines
from ocr.reading import Check, Field, Reading, Where

name = "receipt"

_WEIGHTS: dict[Label | None, float] = {
    "final": 5.0,
    "total": 4.0,
    "card": 2.5,
    "cash": 1.5,
    "subtotal": 1.5,
    "deposit": 0.0,
    None: 0.0,
    "discount": -2.0,
    "service": -2.0,
    "tax": -3.0,
    "count": -3.0,
    "change": -4.0,
    "rounding": -4.0,
}
_ARITHMETIC = 3.0


def recognises(page: Page) -> bool:
    """Any page: this kind is asked last."""
    return True


@dataclass(frozen=True, slots=True)
class _Total:
    """One value that may be the total, with its best-labelled print."""

    value: Decimal
    score: float
    best: Amount
    checks: tuple[Check, ...]


def read(page: Page) -> Reading:
    """Merchant, date, total, tax and currency of a receipt, without grades."""
    rows = lines(page)
    found = amounts(rows)
    money = currency(page.text, found)
    fields: dict[str, Field] = {}
    checks: list[Check] = []

    totals = _totals(found, rows)
    if totals:
        chosen = totals[0]
        fields["total"] = _total_field(totals, page)
        checks.extend(chosen.checks)
        tax = _tax(found, chosen.value)
        if tax is not None:
            fields["tax"] = _amount_field(tax, page, 0.7)

    days = dates(rows, money.code if money else None)
    if days:
        fields["date"] = _date_field(days, page, money.code if money else None)
        if sum(1 for day in days if day.value == days[0].value and day.score > 1) > 1 and days[0].other is None:
            checks.append(Check(TWICE, ("date",), True))

    names = merchants(rows)
    if names:
        confidence = min(1.0, max(0.05, 0.35 + names[0].score / 8)) * min(1.0, names[0].confidence + 0.1)
        fields["merchant"] = Field(
            names[0].value,
            round(min(1.0, confidence), 3),
            page.how,
            Where(0, names[0].box),
            names[0].value,
            tuple(dict.fromkeys(one.value for one in names[1:4])),
        )
    if money is not None:
        if money.proven:
            checks.append(Check(CURRENCY, ("currency",), True))
        fields["currency"] = Field(money.code, 0.9 if money.certain else 0.65, page.how, Where(0), money.text)
    return Reading(kind=name, fields=fields, checks=tuple(checks))


def _totals(found: tuple[Amount, ...], rows: tuple[Line, ...]) -> list[_Total]:
    """Values that may be the total, best first."""
    summary = _summary_starts(rows)
    prints: dict[Decimal, list[Amount]] = {}
    for amount in found:
        trusted = amount.exact or amount.mark or amount.label in ("final", "total")
        if amount.value > 0 and trusted:
            prints.setdefault(amount.value, []).append(amount)

    depth = max((row.number for row in rows), default=0) or 1
    exact_prints = any(amount.exact for every in prints.values() for amount in every)
    totals = []
    for value, every in prints.items():
        best = max(every, key=lambda one: (_weight(one, summary), one.line))
        checks = proofs(value, found, summary)
        score = _weight(best, summary)
        score += _ARITHMETIC * min(1.5, len(checks))
        score += 0.5 * min(3, len(every) - 1)
        score += 0.8 * best.line / depth
        score += 0.4 if best.mark else 0.0
        score -= 1.5 if exact_prints and not any(one.exact for one in every) else 0.0
        score += 0.3 if best.last else -0.3
        totals.append(_Total(value, score, best, checks))
    return sorted(totals, key=lambda one: (-one.score, -one.value))


def _weight(amount: Amount, summary: int) -> float:
    weight = _WEIGHTS[amount.label]
    if amount.line >= summary and amount.label not in ("cash", "card") and "TOTAL" not in plain(amount.label_text):
        weight -= 2.5
    return weight


def _summary_starts(rows: tuple[Line, ...]) -> int:
    """The line where a table of taxes by code begins: its totals are net amounts and taxes, not what was paid."""
    for row in rows:
        text = plain(row.text)
        if any(
            word in text for word in ("SUMMARY", "GST ANALYSIS", "TAX CODE", "TAX ANALYSIS", "GST RATE", "GST DETAIL")
        ):
            return row.number
    return len(rows) + 1


def _tax(found: tuple[Amount, ...], total: Decimal) -> Amount | None:
    taxes = [one for one in found if one.label == "tax" and 0 < one.value < total / 2]
    return max(taxes, key=lambda one: (one.exact, one.value)) if taxes else None


def _total_field(totals: list[_Total], page: Page) -> Field:
    """How far the best stands above the second says how sure it is."""
    chosen = totals[0]
    lead = chosen.score - totals[1].score if len(totals) > 1 else 3.0
    confidence = 0.35 + 0.08 * min(5.0, max(0.0, chosen.score)) + 0.1 * min(2.0, lead)
    confidence = min(0.99, confidence) * min(1.0, chosen.best.confidence + 0.1)
    return Field(
        chosen.value,
        round(max(0.05, confidence), 3),
        page.how,
        Where(0, chosen.best.box),
        chosen.best.text,
        tuple(one.value for one in totals[1:4]),
    )


def _amount_field(amount: Amount, page: Page, sure: float) -> Field:
    return Field(amount.value, round(sure * amount.confidence, 3), page.how, Where(0, amount.box), amount.text)


def _date_field(days: tuple[DateFound, ...], page: Page, code: str | None) -> Field:
    first = days[0]
    others = [first.other] if first.other else []
    others += [day.value for day in days[1:] if day.value != first.value]
    confidence = min(0.98, 0.55 + 0.1 * first.score) * min(1.0, first.confidence + 0.05)
    if first.other is not None and (code is None or code in YEAR_FIRST):
        confidence = 0.5
    return Field(
        first.value,
        round(max(0.05, confidence), 3),
        page.how,
        Where(0, first.box),
        first.text,
        tuple(dict.fromkeys(others))[:3],
    )
