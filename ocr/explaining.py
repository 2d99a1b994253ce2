"""A reading drawn on its document: each value's box in the colour of its grade, with its name. For people who look."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from PIL import Image, ImageDraw

from ocr.formats.drawing import letters
from ocr.formats.page_picture import page_picture
from ocr.limits import LIMITS, Limits
from ocr.reading import Document, Grade, Reading

COLOURS: dict[Grade, str] = {"verified": "#1a7f37", "likely": "#9a6700", "ask": "#cf222e"}


def explained(document: Document, reading: Reading, limits: Limits = LIMITS) -> Iterator[tuple[int, Image.Image]]:
    """Each page (from 0) that a value was read from, upright, with the boxes; none where no value has a place."""
    placed = sorted((found.where.page, name) for name, found in reading.fields.items() if found.where.box is not None)
    for number, names in groupby(placed, key=lambda one: one[0]):
        on_page = [name for _, name in names]
        image = page_picture(document.content, document.media_type, number, limits)
        turned = reading.fields[on_page[0]].where.turned
        if turned:
            image = image.rotate(-turned, expand=True)
        for name in on_page:
            _mark(image, name, reading)
        yield number, image


def _mark(image: Image.Image, name: str, reading: Reading) -> None:
    box = reading.fields[name].where.box
    if box is None:
        return
    draw, size = ImageDraw.Draw(image), max(11, image.height // 90)
    colour = COLOURS[reading.grade(name)]
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
