"""Whether more than one receipt lies on the picture: beside each other, or one below the other. Asked, never merged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ocr.fields.amounts import Amount, amounts
from ocr.fields.labels import Label, label_of, plain
from ocr.page import Line

TOTALS = ("final", "total")
PAYMENTS = ("cash", "card", "change")
_AMOUNT = re.compile(r"\d[.,]\d{2}(?!\d)")
TITLE = re.compile(r"INVOICE|RECEIPT|CASH BILL|\bGST\b.{0,6}\b(NO|ID)\b|结账单|小票|消费单|收据")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A caption and the amount that stands to the right of it: what they call it, and from where to where."""

    label: Label
    left: float
    right: float


def several(rows: Sequence[Line]) -> bool:
    """Two columns that each have a total and another captioned amount, or two sequences of total and payment."""
    return _beside(rows) or _below(rows, amounts(rows))


def _beside(rows: Sequence[Line]) -> bool:
    pairs = list(_pairs(rows))
    for gutter in sorted({pair.right for pair in pairs}):
        left = [pair for pair in pairs if pair.right <= gutter]
        right = [pair for pair in pairs if pair.left > gutter]
        whole = len(left) + len(right) == len(pairs)
        if whole and all(len(side) > 1 and any(one.label in TOTALS for one in side) for side in (left, right)):
            return True
    return False


def _pairs(rows: Sequence[Line]) -> Iterator[_Pair]:
    for row in rows:
        for caption, amount in pairwise(row.words):
            label = None if _AMOUNT.search(caption.text) else label_of(caption.text)
            if label and label != "count" and _AMOUNT.search(amount.text) and not label_of(amount.text):
                yield _Pair(label, caption.box.left, amount.box.right)


def _below(rows: Sequence[Line], found: Sequence[Amount]) -> bool:
    """Total, payment, the head of another receipt, and again another total and another payment."""
    heads = [row.number for row in rows if TITLE.search(plain(row.text))]
    marked = [one for one in found if one.exact and one.value > 0]
    for head in heads:
        above, under = [one for one in marked if one.line < head], [one for one in marked if one.line >= head]
        sides = [
            ({one.value for one in side if one.label in TOTALS}, {one.value for one in side if one.label in PAYMENTS})
            for side in (above, under)
        ]
        if all(called and paid for called, paid in sides) and not sides[0][0] & sides[1][0]:
            return True
    return False
