"""A reading drawn on its document: each value's box in the colour of its grade, with its name. For people who look."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from PIL import Image, ImageDraw

from ocr.formats.drawing import letters
from ocr.formats.page_picture import page_picture
from ocr.limits import LIMITS, Limits
from ocr.page import turned_box
from ocr.reading import Box, Document, Grade, Reading

COLOURS: dict[Grade, str] = {"verified": "#1a7f37", "likely": "#9a6700", "ask": "#cf222e"}


def explained(document: Document, reading: Reading, limits: Limits = LIMITS) -> Iterator[tuple[int, Image.Image]]:
    """Each page (from 0) that a value was read from, upright, with the boxes; none where no value has a place."""
    placed = [
        (found.where, name, one.grade(name))
        for one in reading.receipts or (reading,)
        for name, found in sorted(one.fields.items())
        if found.where.box is not None
    ]
    placed.sort(key=lambda one: one[0].page)
    for number, marks in groupby(placed, key=lambda one: one[0].page):
        on_page = list(marks)
        image = page_picture(document.content, document.media_type, number, limits)
        turns = {where.turned for where, _, _ in on_page}
        # Of several receipts some may lie on their side: then the page stays as it is.
        turned = turns.pop() if len(turns) == 1 else 0
        if turned:
            image = image.rotate(-turned, expand=True)
        for where, name, grade in on_page:
            if where.box is not None:
                _mark(image, turned_box(where.box, (turned - where.turned) % 360), name, grade)
        yield number, image


def _mark(image: Image.Image, box: Box, name: str, grade: Grade) -> None:
    draw, size = ImageDraw.Draw(image), max(11, image.height // 90)
    colour = COLOURS[grade]
    left, top = box.left * image.width - 2, box.top * image.height - 2
    right, bottom = box.right * image.width + 2, box.bottom * image.height + 2
    draw.rectangle((left, top, right, bottom), outline=colour, width=max(2, image.width // 600))
    font = letters(size)
    long = draw.textlength(name, font=font)
    # Behind the box where there is room, else before it: above and below stand other values.
    x = right if right + long + 4 < image.width else max(0.0, left - long - 4)
    y = (top + bottom) / 2 - size * 0.65
    draw.rectangle((x, y, x + long + 4, y + size * 1.25), fill=colour)
    draw.text((x + 2, y), name, "white", font)
