"""The sums printed on a receipt that prove its total: cash less change, subtotal plus tax, the tax table, the payment.

Pure. Only labelled values take part, and none of them may be nothing: 9.00 + 0.00 = 9.00 proves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ocr.checks import CASH_CHANGE, ITEMS, PAID, ROUNDED, SUM, TABLE
from ocr.fields.amounts import Amount
from ocr.reading import Check

_NOTHING = frozenset({Decimal(0)})
_TOTALS = ("total", "final")
_PAYMENTS = ("cash", "card")
_ENDS = (*_TOTALS, *_PAYMENTS)


def proofs(value: Decimal, found: Sequence[Amount], table_from: int) -> tuple[Check, ...]:
    """The checks that hold with `value` as the total. `table_from` is the line where a tax table starts.

    Where a receipt prints its total before and after rounding, both are on the paper and people book either, so sums
    then only say ROUNDED, which verifies nothing; the total that was rounded away gets no check at all.
    """
    above = [one for one in found if one.line < table_from]
    rounding = {one.value for one in above if one.label == "rounding" and 0 < abs(one.value) < 1}
    twins = _twins(value, above, rounding)
    if _rounded_away(value, found, above, twins) or _changed_below(value, found):
        return ()
    names = []
    if _cash_less_change(value, found):
        names.append(CASH_CHANGE)
    if not _contradicted(value, above, rounding):
        if value in _sums(value, above, rounding):
            names.append(SUM)
        if value in _tables([one for one in found if one.line >= table_from]):
            names.append(TABLE)
        if _paid(value, found):
            names.append(PAID)
        if value == _goods(found) and _called_or_paid(value, above):
            names.append(ITEMS)
    if names and twins:
        # By card or in exact money the rounded amount stands on a line of its own; cash and change are not enough.
        names = [ROUNDED, *(PAID for _ in range(_paid(value, found)))]
    return tuple(Check(name, ("total",), True) for name in names)


def _values(amounts: Sequence[Amount], *labels: str) -> set[Decimal]:
    return {abs(one.value) for one in amounts if one.label in labels and one.value}


def _twins(value: Decimal, above: Sequence[Amount], rounding: set[Decimal]) -> set[Decimal]:
    """Other totals on the paper that are `value` before or after rounding."""
    near = {value + cents for cents in rounding} | {value - cents for cents in rounding}
    return near & {one.value for one in above if one.label in _TOTALS}


def _rounded_away(value: Decimal, found: Sequence[Amount], above: Sequence[Amount], twins: set[Decimal]) -> bool:
    """Whether `value` was rounded further down and nobody paid it as it was."""
    if not twins or value in _values(found, *_PAYMENTS):
        return False
    later = min(one.line for one in above if one.value in twins and one.label in _TOTALS)
    own = min((one.line for one in above if one.value == value), default=later)
    return own < later


def _cash_less_change(value: Decimal, found: Sequence[Amount]) -> bool:
    paid = {one for one in _values(found, *_PAYMENTS) if one > value}
    return any(cash - back == value for cash in paid for back in _values(found, "change"))


def _paid(value: Decimal, found: Sequence[Amount]) -> bool:
    """The same amount called a total on one line and a payment on another, and no change given."""
    called = {one.line for one in found if one.value == value and one.label in _TOTALS}
    payments = {one.line for one in found if one.value == value and one.label in _PAYMENTS}
    return bool(called and payments - called) and not _values(found, "change")


def settled(value: Decimal, found: Sequence[Amount]) -> Decimal | None:
    """What was paid in the end where a rebate was taken off `value` further down, or a tip added, and the sum is
    called final or paid; None where nothing of that is printed. A rounding alone is not looked at here."""
    later = _below(value, found)
    less, more = (sum(_values(later, label), Decimal(0)) for label in ("discount", "service"))
    if not less and not more:
        return None
    cents = sum((abs(one.value) for one in later if one.label == "rounding" and abs(one.value) < 1), Decimal(0))
    ends = {value - less + more + change for change in (-cents, Decimal(0), cents)}
    return next((one.value for one in later if one.label in _ENDS and one.value in ends - {value}), None)


def _changed_below(value: Decimal, found: Sequence[Amount]) -> bool:
    """Whether a rebate or a tip stands below `value`, and below it only other amounts are called final or paid."""
    later = _below(value, found)
    ends = {one.value for one in later if one.label in _ENDS}
    return bool(_values(later, "discount", "service") and ends) and value not in ends


def _below(value: Decimal, found: Sequence[Amount]) -> list[Amount]:
    """The last amounts of the lines under the last one that prints `value` as anything but a payment."""
    own = max((one.line for one in found if one.value == value and one.label not in _PAYMENTS), default=None)
    return [] if own is None else [one for one in found if one.line > own and one.last]


def _called_or_paid(value: Decimal, above: Sequence[Amount]) -> bool:
    return any(one.value == value and one.label in (*_TOTALS, *_PAYMENTS) for one in above)


def _goods(found: Sequence[Amount]) -> Decimal | None:
    """What at least two goods add up to: the last amounts of the lines before anything is called by a label."""
    first = min((one.line for one in found if one.label and one.label != "count"), default=0)
    goods = [one.value for one in found if one.last and one.exact and one.line < first and one.value]
    return sum(goods, Decimal(0)) if len(goods) >= 2 else None


def only_total_twice(value: Decimal, found: Sequence[Amount], table_from: int) -> bool:
    """Whether nothing but `value` is called a total, and a second line prints it too and calls it nothing smaller.

    Where nothing is called a total, what was paid without change stands for it.
    """
    above = [one for one in found if one.line < table_from and one.exact]
    called = {one.value for one in above if one.label in _TOTALS and one.value > 0}
    if not called and not _values(found, "change"):
        called = _values(above, *_PAYMENTS)
    lines = {one.line for one in above if one.value == value and one.label in (*_TOTALS, *_PAYMENTS, "subtotal", None)}
    return called == {value} and len(lines) > 1


def _sums(value: Decimal, above: Sequence[Amount], rounding: set[Decimal]) -> set[Decimal]:
    """What subtotals, taxes, services, discounts and rounding printed before the tax table add up to."""
    parts = {one.value for one in above if one.label in ("subtotal", *_TOTALS) and one.value != value}
    added = {tax + more for tax in _values(above, "tax") | _NOTHING for more in _values(above, "service") | _NOTHING}
    changes = {
        more + sign * cents - less
        for more in added
        for cents in rounding | _NOTHING
        for sign in (1, -1)
        for less in _values(above, "discount") | _NOTHING
    } - _NOTHING
    net = {one.value for one in above if one.label == "subtotal" and one.value != value}
    two = {one + other for one in net for other in parts if one != other}
    return {part + change for part in parts for change in changes} | two


def _tables(inside: Sequence[Amount]) -> set[Decimal]:
    """What a table of taxes adds up to: net and tax on each line, all lines together, and each line alone."""
    by_line: dict[int, list[Decimal]] = {}
    for one in inside:
        if one.exact and one.label not in _PAYMENTS:
            by_line.setdefault(one.line, []).append(one.value)
    pairs = [tuple(row[-2:]) for row in by_line.values() if len(row) >= 2 and 0 <= row[-1] * 4 < row[-2]]
    taxed = {net + tax for net, tax in pairs if tax}
    whole = sum((net + tax for net, tax in pairs), Decimal(0))
    return taxed | ({whole} if any(tax for _, tax in pairs) else set())


def _contradicted(value: Decimal, above: Sequence[Amount], rounding: set[Decimal]) -> bool:
    """Whether a larger amount is called a total too, and neither rounding nor a discount explains the difference."""
    explained = _values(above, "discount") | {abs(cents) for cents in rounding}
    larger = {one.value for one in above if one.label in _TOTALS and one.last and one.value > value}
    return any(other - value not in explained for other in larger)
