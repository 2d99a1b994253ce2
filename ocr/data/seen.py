"""The values of an invoice's data, found again on its page: where they stand, and whether the page says the same.

What people see and what the data says are two files in one: a total or a number that stands nowhere on the page is
asked about. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ocr.checks import DATA_PAGE
from ocr.fields.dates import dates
from ocr.page import Line, Page, around, lines
from ocr.reading import Box, Check, Field, Reading, Where

#: A page has to say these as its data does; names and dates are written in too many ways to hold it against them.
_COMPARED = ("total", "invoice_number")
_AMOUNT = re.compile(r"\d[\d.,'’\u00a0\u202f ]*[.,]\d{2}(?!\d)")
#: A page says at least so many words; with fewer there is nothing to compare with.
_ENOUGH = 5


def placed(reading: Reading, pages: Sequence[Page]) -> Reading:
    """The reading with the places where its values stand on the pages."""
    rows = [lines(page) for page in pages]
    found: dict[str, Field] = {}
    for name, one in reading.fields.items():
        where = _where(name, one, rows, reading.fields)
        found[name] = one if where is None else replace(one, where=where)
    return replace(reading, fields=found, pages=len(pages))


def seen(reading: Reading, pages: Sequence[Page]) -> Reading:
    """The same, and a check for those values that people see too."""
    reading = placed(reading, pages)
    if sum(len(page.words) for page in pages) < _ENOUGH:
        return reading
    compared = [(name, reading.fields[name].where.box) for name in _COMPARED if name in reading.fields]
    checks = tuple(Check(DATA_PAGE, (name,), box is not None) for name, box in compared)
    return replace(reading, checks=(*reading.checks, *checks))


def agreed(best: Reading, others: Sequence[Reading]) -> Reading:
    """The best reading with what only the others say, and a check for each value that one of them says differently."""
    found, checks = dict(best.fields), list(best.checks)
    for other in others:
        for name, one in other.fields.items():
            if name not in found:
                found[name] = one
            elif _plain(str(one.value)) != _plain(str(found[name].value)):
                checks.append(Check(DATA_PAGE, (name,), False))
                found[name] = replace(found[name], candidates=(*found[name].candidates, one.value))
    return replace(
        best, fields=found, checks=tuple(checks), items=best.items or next((o.items for o in others if o.items), ())
    )


def _where(name: str, one: Field, rows: Sequence[Sequence[Line]], fields: Mapping[str, Field]) -> Where | None:
    """The place of a value; an amount that stands there several times is taken where it stands last, as sums do."""
    if name in ("currency", "tax_rate", "payment_method"):
        return None  # three letters and two digits stand anywhere, and a code nowhere
    for number, page in enumerate(rows):
        boxes: list[Box] = []
        if isinstance(one.value, Decimal):
            boxes = [box for row in page for box in _amounts(row, abs(one.value))][-1:]
        elif isinstance(one.value, date):
            boxes = [found.box for found in dates(page, _currency(fields)) if found.value == one.value]
        boxes = boxes or [box for row in page if (box := _text(row, one.text)) is not None]
        if boxes:
            return Where(number, boxes[0])
    return None


def _currency(fields: Mapping[str, Field]) -> str | None:
    found = fields.get("currency")
    return str(found.value) if found else None


def _amounts(row: Line, value: Decimal) -> Iterator[Box]:
    """Where a line says this amount, whatever separates its thousands and its cents."""
    wanted = re.sub(r"\D", "", f"{value:.2f}")
    for word in row.words:
        if any(re.sub(r"\D", "", match.group()) == wanted for match in _AMOUNT.finditer(word.text)):
            yield word.box
            return
    # 1 234,50 comes as two words.
    for match in _AMOUNT.finditer(row.text):
        if re.sub(r"\D", "", match.group()) == wanted:
            box = _text(row, match.group())
            if box is not None:
                yield box


def _text(row: Line, value: str) -> Box | None:
    """The words of a line that say this text together, or None."""
    wanted = _plain(value)
    if not wanted or wanted not in _plain(row.text):
        return None
    words = list(row.words)
    while len(words) > 1 and wanted in _plain(" ".join(word.text for word in words[1:])):
        del words[0]
    while len(words) > 1 and wanted in _plain(" ".join(word.text for word in words[:-1])):
        del words[-1]
    return around(word.box for word in words)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()
