"""A photo and the engine that recognises it: at first as a whole, and where that was not enough once more.

What is worth a second look, and what is taken from it, is decided in `ocr.second_look`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from PIL import Image

from ocr import second_look
from ocr.apart import Receipt, Region
from ocr.engines.engine import Engine
from ocr.errors import Unavailable
from ocr.formats.codes import qr_texts
from ocr.formats.images import picture, within
from ocr.formats.light import evenly_lit
from ocr.kinds import KINDS, receipt
from ocr.limits import Limits
from ocr.orientation import upright
from ocr.page import Page, fraction_box, turned, turned_box
from ocr.ranking import Ranking
from ocr.reading import Box, Document, Reading
from ocr.understanding import understood

#: How much larger a picture is looked at again, and below what it would be the same picture.
LARGER = 1.6
WORTH_IT = 1.2
#: The longest side a photo is kept at, to cut parts out of it.
_LARGEST = 5000
#: The strip around the caption of a date reaches so many heights of the caption up and down.
BAND = 3.0
_DATE_CAPTION = re.compile(r"日期|\bDATE\b", re.IGNORECASE)


def recognised(image: Image.Image, engine: Engine) -> Page:
    """The words and QR codes of a picture, evenly lit."""
    words = engine.recognise(evenly_lit(image))
    return Page(words=words, width=image.width, height=image.height, codes=qr_texts(image))


@dataclass(frozen=True)
class Photo:
    """A document that is one picture."""

    document: Document
    engine: Engine
    limits: Limits

    def nearer(self, one: Receipt) -> Receipt:
        """A receipt of several, recognised once more by itself and as large as it is there, where its total or its date
        was not found: the whole photo was made smaller for the engine."""
        region = one.regions[0]
        if not _lacking(region):
            return one
        box = turned_box(region.box, -region.turn % 360)
        around = 0.1 * min(box.right - box.left, box.bottom - box.top)
        box = fraction_box(box.left - around, box.top - around, box.right + around, box.bottom + around)
        cut = self._part(box)
        if max(cut.size) < WORTH_IT * max(box.right - box.left, box.bottom - box.top) * self.limits.side:
            return one
        seen = replace(region, box=turned_box(box, region.turn), page=turned(self._again(cut), region.turn))
        better = seen.page.words and len(_lacking(seen)) < len(_lacking(region))
        return replace(one, regions=(seen,)) if better else one

    def seen_from_nearer(self, reading: Reading, page: Page) -> Page | None:
        """The words of a receipt that lies far away in a large picture, from that part of the picture alone."""
        if not second_look.too_far(reading, page):
            return None
        part = second_look.part_with_text(page, max(self._stored.size), self.limits.side)
        if part is None:
            return None
        seen = self._again(self._part(part))
        return second_look.part_of(seen, part, page) if 2 * len(seen.words) >= len(page.words) else None

    def seen_upright(self, reading: Reading, page: Page) -> Page | None:
        """The words of a picture that lies on its side or on its head, recognised once more the right way up, in the
        places of the picture as it lies."""
        if second_look.proven(reading):
            return None
        turn = upright(page)[1]
        if not turn:
            return None
        seen = self._again(self._small().rotate(-turn, expand=True))
        return turned(seen, -turn % 360) if 2 * len(seen.words) >= len(page.words) else None

    def looked_again(self, reading: Reading, page: Page, ranking: Ranking | None) -> Reading:
        """A photo whose reading lacks what it must say is recognised once more. Where all but the date was found,
        larger: worn dates then come out now and then. Around the caption of its date, where that was read; else the
        whole of it, if it is small. Where more is missing, on a clearer picture. What was found at first stays."""
        own = next((kind for kind in KINDS if kind.name == reading.kind), None)
        if second_look.lacking(reading, page):
            # A form once recognised stays that form; a receipt may turn out to be one.
            form = None if reading.kind == receipt.name else own
            clear = self._again(second_look.clearer(self._small()))
            return second_look.merged(reading, understood([clear], form, ranking)) if clear.words else reading
        reading = self._head_again(reading, page, ranking)
        if "date" in reading.fields or "total" not in reading.fields:
            return reading
        again = self._larger(page, _date_band(page))
        if again is None or not again.words:
            return reading
        found = understood([again], own).fields.get("date")
        return replace(reading, fields={**reading.fields, "date": found}) if found else reading

    def _head_again(self, reading: Reading, page: Page, ranking: Ranking | None) -> Reading:
        """The merchant from the head of the receipt alone, where nothing seen at first is believed to be a name."""
        head = second_look.head_to_see(reading, page)
        if head is None:
            return reading
        seen = self._again(second_look.head_enlarged(self._stored, head, page, self.limits.side))
        if not seen.words:
            return reading
        own = next(kind for kind in KINDS if kind.name == reading.kind)
        found = understood([second_look.with_head(seen, head, page)], own, ranking).fields.get("merchant")
        first = reading.fields.get("merchant")
        if found is None or (first is not None and found.confidence <= first.confidence):
            return reading
        return replace(reading, fields={**reading.fields, "merchant": found})

    def _larger(self, page: Page, band: Box | None) -> Page | None:
        """The page with its band (or all of it) recognised again on an enlarged picture; None where that is no
        larger."""
        image = self._small()
        top, bottom = (band.top, band.bottom) if band else (0.0, 1.0)
        part = image.crop((0, round(top * image.height), image.width, round(bottom * image.height)))
        scale = min(LARGER, self.limits.side / max(part.size))
        if scale < WORTH_IT:
            return None
        seen = self._again(part.resize((round(part.width * scale), round(part.height * scale))))
        if band is None:
            return seen
        share = bottom - top
        kept = (word for word in page.words if not top <= (word.box.top + word.box.bottom) / 2 <= bottom)
        new = (
            replace(word, box=replace(word.box, top=top + word.box.top * share, bottom=top + word.box.bottom * share))
            for word in seen.words
        )
        return replace(page, words=(*kept, *new))

    def _small(self) -> Image.Image:
        """The picture as the engine was given it."""
        return picture(self.document.content, self.document.media_type, self.limits)

    @cached_property
    def _stored(self) -> Image.Image:
        """The picture as it is stored, or nearly; eight receipts on it are cut out of one."""
        return picture(self.document.content, self.document.media_type, replace(self.limits, side=_LARGEST))

    def _part(self, box: Box) -> Image.Image:
        """A part of the stored picture, as large as the engine takes it."""
        whole = self._stored
        edges = (box.left * whole.width, box.top * whole.height, box.right * whole.width, box.bottom * whole.height)
        return within(whole.crop(edges), self.limits.side)

    def _again(self, image: Image.Image) -> Page:
        """What is recognised at a second look: where the engine fails at it, the first one stands."""
        try:
            return recognised(image, self.engine)
        except Unavailable:
            return Page(words=(), width=image.width, height=image.height)


def _lacking(region: Region) -> tuple[str, ...]:
    # Nothing is no total: what was paid stands there, too small or too worn.
    return tuple(name for name in ("total", "date") if not region.reading.value(name))


def _date_band(page: Page) -> Box | None:
    """The strip of the page where a date should stand: some lines above and below the last caption of one."""
    captions = [word.box for word in page.words if _DATE_CAPTION.search(word.text)]
    if not captions:
        return None
    caption = captions[-1]
    reach = BAND * (caption.bottom - caption.top)
    return Box(0.0, max(0.0, caption.top - reach), 1.0, min(1.0, caption.bottom + reach))
