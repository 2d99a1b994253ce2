"""Every amount that may be the total of a receipt, and what is seen of it: labels, sums, places, neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from ocr.arithmetic import proofs
from ocr.fields.amounts import Amount
from ocr.fields.labels import Label, plain
from ocr.page import Line
from ocr.reading import Check

#: The rules set by hand, before there was a model: what a label is worth. Their sum is one of the features, so that
#: papers unlike those of the fit are still judged by reason.
_WEIGHTS: Mapping[Label | None, float] = {
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
_TOTALS = ("final", "total")
_PAYMENTS = ("cash", "card")
_NEAR = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value that may be the total, all its prints, the sums that prove it, and what the model sees of it."""

    value: Decimal
    prints: tuple[Amount, ...]
    best: Amount
    checks: tuple[Check, ...]
    features: Mapping[str, float]


def candidates(found: Sequence[Amount], rows: Sequence[Line], table_from: int) -> tuple[Candidate, ...]:
    """All positive amounts with decimals, a mark or the label of a total, by value. `table_from` starts a tax table."""
    prints: dict[Decimal, list[Amount]] = {}
    for one in found:
        if one.value > 0 and (one.exact or one.mark or one.label in _TOTALS):
            prints.setdefault(one.value, []).append(one)
    seen = _Paper(found, rows, table_from, prints)
    checks = {value: proofs(value, found, table_from) for value in prints}
    rules = {value: seen.rules(every, len(checks[value])) for value, every in prints.items()}
    highest = max(rules.values(), default=0.0)
    return tuple(
        Candidate(
            value,
            tuple(every),
            seen.best(every),
            checks[value],
            seen.features(value, every, checks[value]) | {"rules": (rules[value] - highest) / 5},
        )
        for value, every in prints.items()
    )


class _Paper:
    """What all candidates of one receipt have in common."""

    def __init__(
        self, found: Sequence[Amount], rows: Sequence[Line], table_from: int, prints: Mapping[Decimal, list[Amount]]
    ) -> None:
        self._found = found
        self._table_from = table_from
        self._depth = max((row.number for row in rows), default=0) or 1
        self._height = median(row.height for row in rows) if rows else 1.0
        self._exact = any(one.exact for every in prints.values() for one in every)
        self._called = [one for one in found if one.label in _TOTALS and one.line < table_from and one.value > 0]
        self._paid = {one.value for one in found if one.label in _PAYMENTS}
        self._change = {one.value for one in found if one.label == "change" and one.value > 0}
        goods = [one.value for value, every in prints.items() for one in every if one.label not in _PAYMENTS]
        self._largest = max(goods, default=Decimal(0))
        self._items = self._items_sum()

    def _items_sum(self) -> Decimal:
        """What the last amounts of all lines before the first label add up to: the goods, one by one."""
        first = min((one.line for one in self._found if one.label), default=0)
        return sum((one.value for one in self._found if one.last and one.exact and one.line < first), Decimal(0))

    def best(self, every: Sequence[Amount]) -> Amount:
        """The print whose label says most."""
        return max(every, key=lambda one: (self._weight(one), one.line))

    def rules(self, every: Sequence[Amount], proven: int) -> float:
        """What the rules set by hand say of a value with these prints, of which so many sums hold."""
        best = self.best(every)
        score = self._weight(best) + _ARITHMETIC * min(1.5, proven) + 0.5 * min(3, len(every) - 1)
        score += 0.8 * best.line / self._depth + (0.4 if best.mark else 0.0) + (0.3 if best.last else -0.3)
        return score - (1.5 if self._exact and not any(one.exact for one in every) else 0.0)

    def _weight(self, one: Amount) -> float:
        inside = one.line >= self._table_from and one.label not in _PAYMENTS and "TOTAL" not in plain(one.label_text)
        return _WEIGHTS[one.label] - (2.5 if inside else 0.0)

    def features(self, value: Decimal, every: Sequence[Amount], checks: Sequence[Check]) -> dict[str, float]:
        above = [one for one in every if one.line < self._table_from]
        labels = {one.label for one in above} | {f"{one.label} in table" for one in every if one not in above}
        named = " ".join(plain(one.label_text) for one in every if one.label in _TOTALS)
        lowest = max(every, key=lambda one: one.line)
        called = [one for one in self._called if one.value == value]
        others = [one for one in self._called if one.value != value]
        tall = max((one.box.bottom - one.box.top) / self._height for one in every)
        seen: dict[str, float] = {f"called {label}": 1.0 for label in labels}
        seen |= {f"proof {check.name}": 1.0 for check in checks}
        seen |= {
            "proofs": min(2, len(checks)) / 2,
            "printed twice": float(len(every) > 1),
            "printed again": min(4, len(every) - 1) / 4,
            "mark": float(any(one.mark for one in every)),
            "whole number among decimals": float(self._exact and not any(one.exact for one in every)),
            "only in the tax table": float(not above),
            "depth": lowest.line / self._depth,
            "last of its line": float(any(one.last for one in every)),
            "tall": min(1.0, max(0.0, tall - 1.0)),
            "largest": float(value >= self._largest),
            "share of the largest": float(min(Decimal(1), value / self._largest)) if self._largest else 0.0,
            "above the largest": float(value > self._largest),
            "sum of the goods": float(value == self._items),
            "called rounded": float("ROUN" in named),
            "called with tax": float("INC" in named),
            "called without tax": float("EXC" in named),
            "called an amount": float("AMOUNT" in named or "AMT" in named),
            "called grand": float("GRAND" in named or "NET" in named or "DUE" in named or "PAYABLE" in named),
            "paid": float(value in self._paid),
            "less than paid": float(any(paid > value for paid in self._paid)),
            "more than paid": float(bool(self._paid) and all(paid < value for paid in self._paid)),
            "paid and no change": float(value in self._paid and not self._change),
            "change is printed": float(value in self._change),
        }
        if called:
            last = max(one.line for one in called)
            seen |= {
                "last called total": float(all(one.line < last for one in others)),
                "first called total": float(all(one.line > min(two.line for two in called) for one in others)),
                "only one called total": float(not others),
                "largest called total": float(all(one.value < value for one in others)),
                "another nearly the same before": float(
                    any(abs(one.value - value) <= _NEAR and one.line < last for one in others)
                ),
                "another nearly the same after": float(
                    any(abs(one.value - value) <= _NEAR and one.line > last for one in others)
                ),
            }
        return {name: amount for name, amount in seen.items() if amount}
