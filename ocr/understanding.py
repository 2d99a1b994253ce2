"""Recognised pages → what they say: upright, straight, by the kind of document they are. No engine, no file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr.details import detailed
from ocr.errors import Unreadable
from ocr.kinds import Kind, kind_of, receipt
from ocr.orientation import upright
from ocr.page import Page, stacked
from ocr.ranking import Ranking
from ocr.reading import Box, Field, Reading, Where
from ocr.straightening import Lie, straightened


def understood(pages: Sequence[Page], kind: Kind | None = None, ranking: Ranking | None = None) -> Reading:
    """What the pages say, without grades: by the kind that recognises them, or by `kind`; receipts by the shipped
    ranking or another. Raises Unreadable where there is no text."""
    if not any(page.words for page in pages):
        raise Unreadable("no_text")
    upright_pages, turns = zip(*(upright(page) for page in pages), strict=True)
    straight_pages, lies = zip(*(straightened(page) for page in upright_pages), strict=True)
    page = stacked(straight_pages)
    kind = kind or kind_of(page)
    reading = receipt.read(page, ranking) if kind.name == receipt.name else kind.read(page)
    reading = detailed(reading, page)
    fields = {name: _placed(found, turns, lies) for name, found in reading.fields.items()}
    return replace(reading, fields=fields, pages=len(pages))


def _placed(found: Field, turns: Sequence[int], lies: Sequence[Lie]) -> Field:
    """The field with its place on its own page, where the kinds saw all pages as one long roll."""
    box, count = found.where.box, len(turns)
    if box is None:
        return replace(found, where=Where(0, None, turns[0]))
    number = min(count - 1, int((box.top + box.bottom) / 2 * count))
    own = Box(
        box.left,
        min(1.0, max(0.0, box.top * count - number)),
        box.right,
        min(1.0, max(0.0, box.bottom * count - number)),
    )
    return replace(found, where=Where(number, lies[number].back(own), turns[number]))
