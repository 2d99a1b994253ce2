"""Document → pages → kind → fields → checks → Reading: the one path every document takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PIL import Image

from ocr.checks import graded
from ocr.engines.engine import Engine
from ocr.errors import TooLarge, Unreadable
from ocr.formats.codes import qr_texts
from ocr.formats.images import picture
from ocr.formats.pdf import sheets
from ocr.kinds import kind_of
from ocr.limits import LIMITS, Limits
from ocr.orientation import upright
from ocr.page import Page, stacked
from ocr.reading import Box, Document, Field, Reading, Where


def read(document: Document, *, today: date, engine: Engine, limits: Limits = LIMITS) -> Reading:
    """What a document says. Raises Unreadable, TooLarge and, from the engine, Unavailable."""
    pages, used = pages_of(document, engine, limits)
    if not any(page.words for page in pages):
        raise Unreadable("no_text")
    upright_pages, turns = zip(*(upright(page) for page in pages), strict=True)
    page = stacked(upright_pages)
    reading = graded(kind_of(page).read(page), today)
    fields = {name: _placed(found, turns) for name, found in reading.fields.items()}
    return replace(reading, fields=fields, pages=len(pages), engine=engine.name if used else "")


def pages_of(document: Document, engine: Engine, limits: Limits = LIMITS) -> tuple[tuple[Page, ...], bool]:
    """The pages with their words and QR codes, as the document has them, and whether the engine was needed."""
    if document.media_type != "application/pdf":
        return (_recognised(picture(document.content, document.media_type, limits), engine),), True
    found = sheets(document.content, limits)
    scanned = sum(sheet.text is None for sheet in found)
    if scanned > limits.scanned:
        raise TooLarge("pages", limit=limits.scanned, actual=scanned)
    pages, used = [], False
    for sheet in found:
        if sheet.text is not None:
            pages.append(replace(sheet.text, codes=qr_texts(sheet.picture)))
        else:
            pages.append(_recognised(sheet.picture, engine))
            used = True
    return tuple(pages), used


def _recognised(image: Image.Image, engine: Engine) -> Page:
    words = engine.recognise(image)
    return Page(words=words, width=image.width, height=image.height, codes=qr_texts(image))


def _placed(found: Field, turns: Sequence[int]) -> Field:
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
    return replace(found, where=Where(number, own, turns[number]))
