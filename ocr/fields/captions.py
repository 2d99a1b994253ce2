"""Values of forms by their captions: behind it in the same word, to its right, or under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ocr.fields.numbers import as_digits
from ocr.fields.worn_dates import worn_date
from ocr.page import Line, Word
from ocr.reading import Field, How, Where

#: An amount with its point, or a whole one with its mark.
MONEY = r"(?:(?<![\d.])(\d[\d,]*\.\d{1,2})(?!\d)|[¥￥]\s?(\d[\d,]*)(?![\d.])|(?<![\d.])(\d[\d,]*)\s?[元圆])"
DAY = r"(20\d{2}\D{0,2}\d{1,2}\D{0,2}\d{1,2}(?!\d)\s?日?)"
_CENT = Decimal("0.01")
#: No amount is longer, and no decimal of more digits is exact.
LONGEST = 16


@dataclass(frozen=True, slots=True)
class Beside:
    """What a caption's value is, and the word it was read from."""

    text: str
    word: Word

    def field(self, value: str | Decimal, sure: float, how: How) -> Field:
        """The value with its evidence."""
        return Field(value, round(sure * self.word.confidence, 3), how, Where(0, self.word.box), self.word.text)


def beside(rows: Sequence[Line], caption: str, value: str, digits: bool = True) -> Beside | None:
    """The first print of `value` (its first group that matched) that belongs to `caption`, both regular expressions.

    `digits`: letters among digits are the digits they look like.
    """
    for number, row in enumerate(rows):
        for place, word in enumerate(row.words):
            match = re.search(caption, word.text)
            if match is None:
                continue
            behind = [(word, word.text[match.end() :]), *((one, one.text) for one in row.words[place + 1 :])]
            under = [
                (one, one.text)
                for one in (rows[number + 1].words if number + 1 < len(rows) else ())
                if one.box.left < word.box.right and one.box.right > word.box.left
            ]
            for one, text in (*behind, *under):
                found = re.search(value, as_digits(text) if digits else text)
                if found:
                    return Beside(next(group for group in found.groups() if group is not None).strip(), one)
    return None


def money(rows: Sequence[Line], caption: str) -> tuple[Decimal, Beside] | None:
    """The amount that belongs to a caption."""
    found = beside(rows, caption, MONEY)
    if found is None or len(found.text) > LONGEST:
        return None
    return (Decimal(found.text.replace(",", "")).quantize(_CENT), found)


def day(rows: Sequence[Line], caption: str, how: How) -> Field | None:
    """The date that belongs to a caption."""
    found = beside(rows, caption, DAY)
    read = worn_date(found.text, "CNY") if found else None
    if found is None or read is None:
        return None
    return Field(read[0], round(read[1] * found.word.confidence, 3), how, Where(0, found.word.box), found.word.text)
