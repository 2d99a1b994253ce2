"""Receipts of shops, restaurants and hotels, English, Chinese and neighbours: whatever no other kind claims.

Total and merchant are chosen among all amounts and all lines by a fitted ranking (`ocr.ranking`): what labels say, what
the arithmetic around an amount says (cash less change, subtotal plus tax), how often it is printed, and where.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from ocr.arithmetic import only_total_twice, settled
from ocr.checks import CURRENCY, ONE_DOCUMENT, TOTAL_TWICE, TWICE, VERIFYING
from ocr.fields.amounts import Amount, amounts
from ocr.fields.currency import currency
from ocr.fields.dates import YEAR_FIRST, DateFound, dates
from ocr.fields.keys import as_fields
from ocr.fields.labels import plain
from ocr.fields.several import several
from ocr.page import Line, Page, lines
from ocr.ranking import Ranking, merchants, shipped, totals
from ocr.reading import Check, Field, Reading, Where

name = "receipt"

#: Below this belief nothing is proven by a sum; above the higher one two prints of the only total are enough.
BELIEVED = 0.5
SURE = 0.8

_Candidate = TypeVar("_Candidate", totals.Candidate, merchants.Candidate)


def recognises(page: Page) -> bool:
    """Any page: this kind is asked last."""
    return True


def read(page: Page, ranking: Ranking | None = None) -> Reading:
    """Merchant, date, total, tax and currency of a receipt, without grades; by the shipped ranking or another."""
    ranking = ranking or shipped()
    rows = lines(page)
    found = amounts(rows)
    money = currency(page.text, found)
    fields: dict[str, Field] = {}
    checks: list[Check] = []

    table_from = tax_table_from(rows)
    ranked = _settled(_ranked(ranking, "total", totals.candidates(found, rows, table_from)), found)
    if ranked:
        fields["total"] = _total_field(ranked, page)
        checks.extend(_proofs(*ranked[0], found, table_from))
        tax = _tax(found, ranked[0][1].value)
        if tax is not None:
            fields["tax"] = _amount_field(tax, page, 0.7)

    if several(rows):
        checks.append(Check(ONE_DOCUMENT, ("total", "date", "merchant"), False))

    days = dates(rows, money.code if money else None)
    if days:
        fields["date"] = _date_field(days, page, money.code if money else None)
        if sum(1 for day in days if day.value == days[0].value and day.score > 1) > 1 and days[0].other is None:
            checks.append(Check(TWICE, ("date",), True))

    names = _ranked(ranking, "merchant", merchants.candidates(rows))
    if names:
        fields["merchant"] = _merchant_field(names, page)
    if money is not None:
        if money.proven:
            checks.append(Check(CURRENCY, ("currency",), True))
        fields["currency"] = Field(money.code, 0.9 if money.certain else 0.65, page.how, Where(0), money.text)
    numbers, digits = as_fields(rows, money.code if money else None, page.how)
    return Reading(kind=name, fields=fields | numbers, checks=(*checks, *digits))


def _ranked(ranking: Ranking, what: str, every: Sequence[_Candidate]) -> list[tuple[float, _Candidate]]:
    """Candidates with how far each is believed, best first; among equals the one that was found first."""
    beliefs = ranking.beliefs(what, [one.features for one in every])
    return sorted(zip(beliefs, every, strict=True), key=lambda one: -one[0])


def _settled(
    ranked: list[tuple[float, totals.Candidate]], found: Sequence[Amount]
) -> list[tuple[float, totals.Candidate]]:
    """What was paid in the end comes first, where a rebate or a tip leads to it from the amount that was believed."""
    end = settled(ranked[0][1].value, found) if ranked else None
    chosen = [one for one in ranked if one[1].value == end]
    if not chosen:
        return ranked
    belief = max(ranked[0][0], chosen[0][0])
    return [(belief, chosen[0][1]), *(one for one in ranked if one is not chosen[0])]


def _proofs(belief: float, chosen: totals.Candidate, found: Sequence[Amount], table_from: int) -> tuple[Check, ...]:
    """What proves the chosen total. Sums hold for other amounts too, a subtotal for one: the ranking has to believe."""
    checks = tuple(one for one in chosen.checks if belief >= BELIEVED or one.name not in VERIFYING)
    if belief >= SURE and only_total_twice(chosen.value, found, table_from):
        checks = (*checks, Check(TOTAL_TWICE, ("total",), True))
    return checks


def tax_table_from(rows: tuple[Line, ...]) -> int:
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


def _total_field(ranked: Sequence[tuple[float, totals.Candidate]], page: Page) -> Field:
    """The one believed most, and the next three to choose from."""
    belief, chosen = ranked[0]
    return Field(
        chosen.value,
        _sure(belief, chosen.best.confidence),
        page.how,
        Where(0, chosen.best.box),
        chosen.best.text,
        tuple(one.value for _, one in ranked[1:4]),
    )


def _merchant_field(ranked: Sequence[tuple[float, merchants.Candidate]], page: Page) -> Field:
    belief, chosen = ranked[0]
    others = dict.fromkeys(one.value for _, one in ranked[1:6] if one.value != chosen.value)
    return Field(
        chosen.value,
        _sure(belief, chosen.confidence),
        page.how,
        Where(0, chosen.box),
        chosen.value,
        tuple(others)[:3],
    )


def _sure(belief: float, confidence: float) -> float:
    """The model's belief, less where the engine was unsure of the print itself."""
    return round(max(0.05, min(0.99, belief) * min(1.0, confidence + 0.1)), 3)


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
