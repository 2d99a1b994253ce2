"""Several receipts in one file: cut apart where empty space runs between them, or from one page to the next. Pure.

A cut counts only where what lies on both sides is a receipt by itself, and not the same purchase again: the slip of a
card stands below its bill and says the same total. Words are cut apart as they were recognised, and so is a text layer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median

from ocr.fields.amounts import amounts
from ocr.fields.labels import plain
from ocr.fields.numbers import invoice_code
from ocr.fields.several import PAYMENTS, TITLE, TOTALS
from ocr.kinds import invoice, kind_of, quota_invoice, receipt, taxi_receipt, train_ticket
from ocr.orientation import upright
from ocr.page import Page, Word, around, fraction_box, lines, turned_box
from ocr.reading import Box, Reading, Value, Where

#: Empty space between two receipts, in heights of a word: beside each other, and below each other.
BESIDE, BELOW = 0.5, 0.8
#: A receipt has so many words, and one of them is an amount, however worn.
_FEWEST, _AMOUNT = 4, re.compile(r"\d\s?[.,·°:]?\s?\d")
_BESIDES = frozenset({*PAYMENTS, "subtotal", "tax", "service", "rounding"})
_SLIPS = frozenset({taxi_receipt.name, train_ticket.name, quota_invoice.name})

#: More on one page are no photo of receipts.
MOST = 40


@dataclass(frozen=True)
class Region:
    """A part of a page that holds one receipt: the box of its words on page `number` turned by `turn` degrees, and
    those words on a page of their own."""

    number: int
    turn: int
    box: Box
    page: Page

    @cached_property
    def standing(self) -> tuple[Page, int]:
        """Its own page the right way up, and by how many degrees it was turned for that."""
        return upright(self.page)

    @cached_property
    def reading(self) -> Reading:
        """What it says, without grades."""
        page = self.standing[0]
        return kind_of(page).read(page)

    def where(self, box: Box | None) -> Where:
        """Where a box of the region, upright, lies in the file."""
        turn = self.standing[1]
        turned = (self.turn + turn) % 360
        if box is None:
            return Where(self.number, None, turned)
        return Where(self.number, turned_box(within(self.box, turned_box(box, -turn % 360)), turn), turned)


@dataclass(frozen=True)
class Receipt:
    """One receipt of several: where it lies, on one page or on pages that follow each other, and whether it certainly
    is one by itself."""

    regions: tuple[Region, ...]
    certain: bool


def apart(pages: Sequence[Page]) -> tuple[Receipt, ...]:
    """The receipts of a file in the order of reading; none where it is one."""
    found: list[Receipt] = []
    for number, page in enumerate(pages):
        if not page.words:
            continue
        standing, turn = upright(page)
        whole = Region(number, turn, Box(0, 0, 1, 1), standing)
        here = list(_cut(whole))
        if len(here) > MOST:
            here = [whole]
        if len(here) == 1 and found:
            last = found[-1].regions[0]
            if not _two(last, whole, "after"):
                # The next page of the same document.
                found[-1] = replace(found[-1], regions=(*found[-1].regions, whole))
                continue
        found += [Receipt((one,), certain=True) for one in here]
    if len(found) < 2:
        return ()
    return tuple(replace(one, certain=_certain(one, found)) for one in found)


def _certain(one: Receipt, every: Sequence[Receipt]) -> bool:
    """Forms with numbers of their own; or pieces of paper side by side. What lies below may belong to what is above."""
    number = _number(one.regions[0])
    others = [_number(other.regions[0]) for other in every if other is not one]
    if number is not None and number not in others:
        return True
    box = one.regions[0].box
    beside = [
        other.regions[0]
        for other in every
        if other is not one
        and other.regions[0].number == one.regions[0].number
        and other.regions[0].box.top < box.bottom
        and box.top < other.regions[0].box.bottom
    ]
    return (
        number is None
        and len(beside) == len(every) - 1
        and "total" in one.regions[0].reading.fields
        and not any(_repeats(one.regions[0], other) or _repeats(other, one.regions[0]) for other in beside)
    )


def _repeats(one: Region, other: Region) -> bool:
    """Whether one shows the total of the other, as a card slip with a tip shows that of its bill."""
    total = other.reading.value("total")
    return any(amount.exact and amount.value == total for amount in amounts(lines(one.standing[0])))


def _cut(region: Region) -> Iterator[Region]:
    """The receipts in a region, top to bottom and left to right."""
    for way, one, other in _halves(region):
        if _two(one, other, way):
            yield from _cut(one)
            yield from _cut(other)
            return
    yield region


def _halves(region: Region) -> Iterator[tuple[str, Region, Region]]:
    """The ways to cut a region in two along empty space, the widest space first."""
    words, page = region.page.words, region.page
    if len(words) < 2 * _FEWEST:
        return
    wide = [word.tilt for word in words if len(word.text) >= 4 and abs(word.tilt) < 0.4]
    slope, shape = math.tan(median(wide)) if wide else 0.0, page.width / page.height
    # In heights of a word, across and down, with the slope of the photo taken out.
    unit = median(min(word.box.bottom - word.box.top, (word.box.right - word.box.left) * shape) for word in words)
    if unit <= 0:
        return
    across, down = zip(*(_spans(word, slope, shape, unit) for word in words), strict=True)
    found = [
        (space, way, at, spans)
        for way, spans, least in (("beside", across, BESIDE), ("below", down, BELOW))
        for space, at in _spaces(spans, least)
    ]
    for _, way, at, spans in sorted(found, key=lambda one: -one[0]):
        before = [word for word, (_, end) in zip(words, spans, strict=True) if end <= at]
        after = [word for word, (begin, _) in zip(words, spans, strict=True) if begin >= at]
        # Most spaces have a heading or a thank-you alone on one side: no receipt, and not worth being read.
        if all(len(side) >= _FEWEST and any(_AMOUNT.search(word.text) for word in side) for side in (before, after)):
            yield way, _region(region, before), _region(region, after)


def _spaces(spans: Sequence[tuple[float, float]], least: float) -> Iterator[tuple[float, float]]:
    """How wide each empty space is that no word reaches into, and where its middle is."""
    ordered = sorted(spans)
    reached = ordered[0][1]
    for begin, end in ordered[1:]:
        if begin - reached >= least:
            yield begin - reached, (begin + reached) / 2
        reached = max(reached, end)


def _spans(word: Word, slope: float, shape: float, unit: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """From where to where a word goes across, and down, in heights of a word, on a page without its slope."""
    across, down = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
    lean = abs(slope) * (word.box.right - word.box.left) * shape
    x, y = across * shape + slope * down, down - slope * across * shape
    half, tall = (word.box.right - word.box.left) * shape / 2, max(0.0, word.box.bottom - word.box.top - lean) / 2
    return ((x - half) / unit, (x + half) / unit), ((y - tall) / unit, (y + tall) / unit)


def _region(whole: Region, words: Sequence[Word]) -> Region:
    """These words of a region as one of its own, with the codes that say a number it prints."""
    box, page, own = around(word.box for word in words), whole.page, whole.box
    wide, tall = max(box.right - box.left, 1e-6), max(box.bottom - box.top, 1e-6)

    def inside(one: Box) -> Box:
        return Box(
            max(0.0, (one.left - box.left) / wide),
            max(0.0, (one.top - box.top) / tall),
            min(1.0, (one.right - box.left) / wide),
            min(1.0, (one.bottom - box.top) / tall),
        )

    text = "".join(word.text for word in words).replace(" ", "")
    codes = tuple(code for code in page.codes if (told := invoice_code(code)) is not None and told.number in text)
    return Region(
        whole.number,
        whole.turn,
        within(own, box),
        replace(
            page,
            words=tuple(replace(word, box=inside(word.box)) for word in words),
            width=max(1, round(page.width * wide)),
            height=max(1, round(page.height * tall)),
            codes=codes,
        ),
    )


def within(outer: Box, box: Box) -> Box:
    """A box that is given in parts of `outer`, in parts of what that lies on."""
    wide, tall = outer.right - outer.left, outer.bottom - outer.top
    return fraction_box(
        outer.left + box.left * wide,
        outer.top + box.top * tall,
        outer.left + box.right * wide,
        outer.top + box.bottom * tall,
    )


def _two(one: Region, other: Region, way: str) -> bool:
    """Whether both are receipts by themselves, and not of the same purchase."""
    kinds = [side.reading.kind for side in (one, other)]
    numbers = _number(one), _number(other)
    if receipt.name not in kinds:
        if None not in numbers:
            return numbers[0] != numbers[1] and all(map(_whole, (one, other)))
        if way == "after":
            return _unlike(one, other)
        if invoice.name in kinds:
            return False
        return all(_has(side, "total", "date") for side in (one, other)) and _said(one) != _said(other)
    if way == "after" and kinds[0] != kinds[1]:
        return _unlike(one, other)
    mine, theirs = _sums(one), _sums(other)
    if not mine or not theirs or mine & theirs:
        return False
    return way == "beside" or _headed(other)


def _unlike(one: Region, other: Region) -> bool:
    """Whether pages that follow each other say another total and another day: else a page without a number of its own
    goes on from the one before, as the pages of an English invoice always do."""
    if one.reading.kind == other.reading.kind == invoice.name or not all(
        _has(side, "total", "date") for side in (one, other)
    ):
        return False
    return all(mine != theirs for mine, theirs in zip(_said(one), _said(other), strict=True))


def _whole(one: Region) -> bool:
    """Whether it says what its form says: half an invoice has its number or its total. A slip may be worn."""
    said = [name in one.reading.fields for name in ("total", "date")]
    return any(said) if one.reading.kind in _SLIPS else all(said)


def _number(one: Region) -> str | None:
    found = one.reading.value("invoice_number")
    return None if found is None else str(found)


def _has(one: Region, *names: str) -> bool:
    return all(name in one.reading.fields for name in names)


def _said(one: Region) -> tuple[Value | None, ...]:
    return tuple(one.reading.value(name) for name in ("total", "date"))


def _sums(one: Region) -> frozenset[Value]:
    """What a form says was paid; what a receipt calls its total, where it also says what was paid or when, or what the
    total is made of."""
    if one.reading.kind != receipt.name:
        return frozenset(value for value in _said(one)[:1] if value is not None)
    found = [amount for amount in amounts(lines(one.standing[0])) if amount.exact and amount.value > 0]
    proven = any(amount.label in _BESIDES for amount in found) or _has(one, "date")
    return frozenset(amount.value for amount in found if amount.label in TOTALS) if proven else frozenset()


def _headed(one: Region) -> bool:
    """Whether it begins as receipts do: a title stands above its first amount with a caption."""
    page = one.standing[0]
    rows = lines(page)
    first = next((amount.line for amount in amounts(rows) if amount.exact and amount.label), 0)
    return any(TITLE.search(plain(row.text)) for row in rows[:first])
