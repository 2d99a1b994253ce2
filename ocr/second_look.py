"""The second look at a photo: whether one is worth its time, on which part, on what picture, and what is taken from it.

Most photos are looked at once. One whose text is small, because the receipt lies far away in a large picture, is looked
at from nearer; one that lies on its side or its head, where nothing proves its total, the right way up, since engines
read short words upside down now and then; one whose reading lacks what its form always says is looked at with its ink
made dark and its noise taken out. At most one of these is done; besides, the head of a receipt that
names nobody is enlarged. All of it is decided here; `ocr.photo` does it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from statistics import median

import numpy
from PIL import Image, ImageChops, ImageFilter, ImageOps

from ocr.checks import LOOKS, VERIFYING
from ocr.formats.light import evenly_lit
from ocr.kinds import receipt, taxi_receipt, train_ticket, vat_invoice
from ocr.page import Page, around, fraction_box, lines, sideways
from ocr.reading import Box, Check, Reading

#: What a document of a kind always says: where it was not found, it was not legible.
ALWAYS: Mapping[str, tuple[str, ...]] = {
    receipt.name: ("total",),
    taxi_receipt.name: ("total", "invoice_number"),
    train_ticket.name: ("total", "date", "invoice_number"),
    vat_invoice.name: ("total", "date", "merchant", "invoice_number"),
    vat_invoice.special: ("total", "date", "merchant", "invoice_number"),
}

#: What belongs to one total and to no other.
OF_TOTAL = frozenset({"net", "tax", "tax_rate"})

#: Fewer words are no receipt: a name on a door, a picture with a caption.
WORDS = 8

#: Text in boxes lower than so many pixels is looked at from nearer, where that makes it so much larger. Engines leave
#: room around letters: measured, letters 10 pixels high have boxes of 18, and of five dates three were not read.
#: The part looked at reaches so much of its size further than the words seen.
LOW = 20
NEARER = 1.3
AROUND = 0.15

#: A receipt that names nobody the ranking believes in is looked at again where names stand: so many lines from its
#: first one, and so many heights of a line above it, for worn print is often not seen at all. Letters so many pixels
#: high were read where smaller ones were not.
UNBELIEVED = 0.6
HEAD_LINES = 10
ABOVE = 5.0
HEAD_TEXT = 60

#: A picture is noisy where half of its pixels differ so much from the middle one of their neighbours (of 255); from so
#: many pixels across on, strokes are wide enough to outlive taking that middle.
NOISY = 4
WIDE = 500


def lacking(reading: Reading, page: Page) -> bool:
    """Whether something is missing that a clearer picture may show."""
    if len(page.words) < WORDS:
        return False
    return any(name not in reading.fields for name in ALWAYS.get(reading.kind, ()))


def proven(reading: Reading) -> bool:
    """Whether a date and a total that something else on the page proves were found: no other look could do better."""
    proofs = (one for one in reading.checks if one.name in VERIFYING and "total" in one.fields)
    return "date" in reading.fields and any(one.held for one in proofs)


def too_far(reading: Reading, page: Page) -> bool:
    """Whether the text of a picture is so low, or so much was not found, that it is worth a look from nearer."""
    heights = [
        min((one.box.bottom - one.box.top) * page.height, (one.box.right - one.box.left) * page.width)
        for one in page.words
    ]
    if len(heights) < 3:
        return False
    return median(heights) < LOW or lacking(reading, page) or (len(heights) >= WORDS and "date" not in reading.fields)


def part_with_text(page: Page, stored: int, side: int) -> Box | None:
    """The part of a page that holds its words, where they are larger if that part alone is looked at: `stored` is the
    longer side of the picture as it is kept, in pixels, and `side` the longest that an engine is given."""
    whole = around(one.box for one in page.words)
    # Small text is often not seen at all: there may be more of it beside what was.
    across, down = AROUND * (whole.right - whole.left), AROUND * (whole.bottom - whole.top)
    part = fraction_box(whole.left - across, whole.top - down, whole.right + across, whole.bottom + down)
    length = max((part.right - part.left) * page.width, (part.bottom - part.top) * page.height)
    larger = min(stored / max(page.width, page.height), side / length)
    return part if larger >= NEARER else None


def head_to_see(reading: Reading, page: Page) -> Box | None:
    """The head of a receipt whose total was found and whose merchant is doubtful; None where no look is worth it."""
    merchant = reading.fields.get("merchant")
    if reading.kind != receipt.name or "total" not in reading.fields or len(page.words) < WORDS or sideways(page):
        return None
    if merchant is not None and (merchant.confidence >= UNBELIEVED or merchant.where.turned):
        return None
    rows = lines(page)
    usual = median(row.height for row in rows)
    head = around(row.box for row in rows[:HEAD_LINES])
    beside = AROUND * (head.right - head.left)
    return fraction_box(head.left - beside, head.top - ABOVE * usual, head.right + beside, head.bottom + usual)


def head_enlarged(whole: Image.Image, head: Box, page: Page, side: int) -> Image.Image:
    """That part of the picture as it is stored, so that its letters are as high as they are read best."""
    left, right = round(head.left * whole.width), round(head.right * whole.width)
    top, bottom = round(head.top * whole.height), round(head.bottom * whole.height)
    part = whole.crop((left, top, max(left + 1, right), max(top + 1, bottom)))
    usual = median(row.height for row in lines(page)) * whole.height
    scale = min(HEAD_TEXT / max(1.0, usual), side / max(part.size))
    return part.resize((max(1, round(part.width * scale)), max(1, round(part.height * scale))))


def with_head(again: Page, head: Box, page: Page) -> Page:
    """The page with its head as the second look saw it."""
    kept = (one for one in page.words if (one.box.top + one.box.bottom) / 2 > head.bottom)
    return replace(page, words=(*part_of(again, head, page).words, *kept))


def clearer(image: Image.Image) -> Image.Image:
    """The RGB picture in grey, without noise, evenly lit, its paper white and its ink black."""
    grey = image.convert("L")
    if min(image.size) >= WIDE:
        calm = grey.filter(ImageFilter.MedianFilter(3))
        if numpy.median(numpy.asarray(ImageChops.difference(grey, calm))) >= NOISY:
            image = calm.convert("RGB")
    return ImageOps.autocontrast(evenly_lit(image, 1.0).convert("L"), cutoff=(1, 20)).convert("RGB")


def part_of(page: Page, part: Box, whole: Page) -> Page:
    """A page of a part of the picture in the places of the whole one."""
    wide, tall = part.right - part.left, part.bottom - part.top
    words = tuple(
        replace(
            word,
            box=fraction_box(
                part.left + word.box.left * wide,
                part.top + word.box.top * tall,
                part.left + word.box.right * wide,
                part.top + word.box.bottom * tall,
            ),
        )
        for word in page.words
    )
    return replace(whole, words=words, codes=tuple(dict.fromkeys((*whole.codes, *page.codes))))


def merged(first: Reading, again: Reading) -> Reading:
    """The first reading with what only the second look found; what both found stays as it was. A second look that sees
    another kind of document counts where the first saw no total, and less in all.

    What was proven of values that the first look read otherwise proves nothing here. Where the looks read two totals
    and no sum proves the first, a person is asked.
    """
    if again.kind != first.kind:
        return again if "total" not in first.fields and len(again.fields) > len(first.fields) else first
    new = {name: found for name, found in again.fields.items() if name not in first.fields}
    other = {name for name, found in first.fields.items() if again.value(name) not in (None, found.value)}
    fields = {**first.fields, **new}
    checks = [
        *first.checks,
        *(one for one in again.checks if set(one.fields) & set(new) and not set(one.fields) & other),
    ]
    if "total" in other:
        for name in OF_TOTAL & set(new):
            del fields[name]
        checks = [one for one in checks if set(one.fields) <= set(fields)]
        if not any("total" in one.fields and one.name in VERIFYING for one in first.checks):
            total = fields["total"]
            rest = dict.fromkeys((again.fields["total"].value, *total.candidates))
            fields["total"] = replace(total, candidates=tuple(rest)[:3])
            checks.append(Check(LOOKS, ("total",), False))
    return replace(first, fields=fields, checks=tuple(checks))
