"""Document → data, or pages → kind → fields → checks → Reading: the one path every document takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial

from PIL import Image

from ocr import second_look
from ocr.apart import Receipt, Region, apart
from ocr.archived import from_archive
from ocr.checks import ONE_DOCUMENT, graded
from ocr.data import fapiao, told
from ocr.data.seen import agreed, placed, seen
from ocr.details import categorised, detailed
from ocr.engines.engine import Engine
from ocr.errors import Unavailable, Unreadable
from ocr.formats import OFD, PDF, XML, ZIP
from ocr.formats.archive import documents
from ocr.formats.codes import qr_texts
from ocr.formats.images import picture, within
from ocr.formats.light import evenly_lit
from ocr.formats.listing import listing
from ocr.formats.ofd import Ofd, OfdPage, ofd
from ocr.formats.pdf import CODE_DOTS_PER_INCH, attached, sheet_picture, sheets
from ocr.formats.xml_tree import tree
from ocr.kinds import KINDS, Kind, invoice, kind_of, receipt, vat_invoice
from ocr.limits import LIMITS, Limits
from ocr.orientation import upright
from ocr.page import Page, fraction_box, lines, stacked, turned, turned_box
from ocr.ranking import Ranking
from ocr.reading import Box, Check, Document, Field, Progress, Reading, Where, unwatched
from ocr.straightening import Lie, straightened

#: How much larger a picture is looked at again, and below what it would be the same picture.
LARGER = 1.6
WORTH_IT = 1.2
#: The longest side a photo of several receipts is kept at, to cut them out of.
_LARGEST = 5000
#: The strip around the caption of a date reaches so many heights of the caption up and down.
BAND = 3.0
_DATE_CAPTION = re.compile(r"日期|\bDATE\b", re.IGNORECASE)

_VAT = (vat_invoice.name, vat_invoice.special)

_EMPTY = Page(words=(), width=1, height=1, how="pdf text")


def read(
    document: Document,
    *,
    today: date,
    engine: Engine,
    limits: Limits = LIMITS,
    ranking: Ranking | None = None,
    progress: Progress = unwatched,
) -> Reading:
    """What a document says, by the shipped ranking or another. Raises Unreadable, TooLarge, from the engine
    Unavailable, from `progress` Cancelled."""
    read_one = partial(_read, engine=engine, limits=limits, ranking=ranking, progress=progress)
    if document.media_type == ZIP:
        return graded(from_archive(documents(document.content, limits), read_one), today)
    return graded(read_one(document), today)


def _read(
    document: Document, *, engine: Engine, limits: Limits, ranking: Ranking | None, progress: Progress
) -> Reading:
    reading = from_data(document, limits)
    if reading is not None:
        return categorised(reading)
    pages, used = pages_of(document, engine, limits, progress)
    reading = _from_pages(pages, ranking=ranking)
    near = _from_nearer(reading, document, pages, engine, limits) if used else None
    near = near or (_upright_seen(reading, document, pages, engine, limits) if used else None)
    if near:
        pages = (near,)
        reading = second_look.merged(_from_pages(pages, ranking=ranking), reading)
    if several := apart(pages):
        reading = _as_several(reading, [_nearer(one, document, engine, limits) for one in several])
    elif used and not near:
        reading = _looked_again(reading, document, pages, engine, limits, ranking)
    elif reading.kind == invoice.name:
        reading = _with_letterhead(reading, document, pages, engine, limits)
    return replace(reading, engine=engine.name if used else reading.engine)


def _as_several(whole: Reading, several: Sequence[Receipt]) -> Reading:
    """The document as one, everything it says asked about, with the receipts that lie in it."""
    asked = Check(ONE_DOCUMENT, tuple(name for name in whole.fields if name != "currency"), False)
    return replace(
        whole,
        checks=(*whole.checks, asked),
        receipts=tuple(_of_several(one) for one in several),
        certain=all(one.certain for one in several),
    )


def _nearer(one: Receipt, document: Document, engine: Engine, limits: Limits) -> Receipt:
    """A receipt of a large photo, recognised once more by itself and as large as it is there, where its total or its
    date was not found: the whole photo was made smaller for the engine."""
    region = one.regions[0]
    if not document.media_type.startswith("image/") or not _lacking(region):
        return one
    whole = picture(document.content, document.media_type, replace(limits, side=_LARGEST))
    box = turned_box(region.box, -region.turn % 360)
    around = 0.1 * min(box.right - box.left, box.bottom - box.top)
    box = fraction_box(box.left - around, box.top - around, box.right + around, box.bottom + around)
    edges = (box.left * whole.width, box.top * whole.height, box.right * whole.width, box.bottom * whole.height)
    cut = within(whole.crop(edges), limits.side)
    if max(cut.size) < WORTH_IT * max(box.right - box.left, box.bottom - box.top) * limits.side:
        return one
    seen = replace(region, box=turned_box(box, region.turn), page=turned(_recognised_again(cut, engine), region.turn))
    return replace(one, regions=(seen,)) if seen.page.words and len(_lacking(seen)) < len(_lacking(region)) else one


def _lacking(region: Region) -> tuple[str, ...]:
    # Nothing is no total: what was paid stands there, too small or too worn.
    return tuple(name for name in ("total", "date") if not region.reading.value(name))


def _of_several(one: Receipt) -> Reading:
    """One receipt, its values where they stand in the document."""
    reading = _from_pages([region.page for region in one.regions])
    fields = {
        name: replace(found, where=one.regions[found.where.page].where(found.where.box))
        for name, found in reading.fields.items()
    }
    return replace(reading, fields=fields, region=one.regions[0].where(Box(0, 0, 1, 1)))


def _from_nearer(
    reading: Reading, document: Document, pages: Sequence[Page], engine: Engine, limits: Limits
) -> Page | None:
    """The words of a receipt that lies far away in a large picture, from that part of the picture alone."""
    if not document.media_type.startswith("image/") or not second_look.too_far(reading, pages[0]):
        return None
    whole = picture(document.content, document.media_type, replace(limits, side=_LARGEST))
    part = second_look.part_with_text(pages[0], max(whole.size), limits.side)
    if part is None:
        return None
    edges = (part.left * whole.width, part.top * whole.height, part.right * whole.width, part.bottom * whole.height)
    seen = _recognised_again(within(whole.crop(edges), limits.side), engine)
    return second_look.part_of(seen, part, pages[0]) if 2 * len(seen.words) >= len(pages[0].words) else None


def _upright_seen(
    reading: Reading, document: Document, pages: Sequence[Page], engine: Engine, limits: Limits
) -> Page | None:
    """The words of a picture that lies on its side or on its head, recognised once more the right way up, in the places
    of the picture as it lies."""
    if not document.media_type.startswith("image/") or second_look.proven(reading):
        return None
    turn = upright(pages[0])[1]
    if not turn:
        return None
    image = picture(document.content, document.media_type, limits).rotate(-turn, expand=True)
    seen = _recognised_again(image, engine)
    return turned(seen, -turn % 360) if 2 * len(seen.words) >= len(pages[0].words) else None


def _looked_again(
    reading: Reading,
    document: Document,
    pages: Sequence[Page],
    engine: Engine,
    limits: Limits,
    ranking: Ranking | None,
) -> Reading:
    """A photo whose reading lacks what it must say is recognised once more. Where all but the date was found, larger:
    worn dates then come out now and then. Around the caption of its date, where that was read; else the whole of it, if
    it is small. Where more is missing, on a clearer picture. What was found at first stays as it was."""
    if not document.media_type.startswith("image/"):
        return reading
    own = next((kind for kind in KINDS if kind.name == reading.kind), None)
    if second_look.lacking(reading, pages):
        # A form once recognised stays that form; a receipt may turn out to be one.
        form = None if reading.kind == receipt.name else own
        image = second_look.clearer(picture(document.content, document.media_type, limits))
        clear = _recognised_again(image, engine)
        return second_look.merged(reading, _from_pages([clear], form, ranking)) if clear.words else reading
    reading = _head_again(reading, document, pages[0], engine, limits, ranking)
    if "date" in reading.fields or "total" not in reading.fields:
        return reading
    image = picture(document.content, document.media_type, limits)
    band = _date_band(pages[0])
    again = _larger(image, pages[0], band, engine, limits)
    if again is None or not again.words:
        return reading
    found = _from_pages([again], own).fields.get("date")
    return replace(reading, fields={**reading.fields, "date": found}) if found else reading


def _head_again(
    reading: Reading, document: Document, page: Page, engine: Engine, limits: Limits, ranking: Ranking | None
) -> Reading:
    """The merchant from the head of the receipt alone, where nothing seen at first is believed to be a name."""
    head = second_look.head_to_see(reading, page)
    if head is None:
        return reading
    whole = picture(document.content, document.media_type, replace(limits, side=_LARGEST))
    seen = _recognised_again(second_look.head_enlarged(whole, head, page, limits.side), engine)
    own = next(kind for kind in KINDS if kind.name == reading.kind)
    if not seen.words:
        return reading
    found = _from_pages([second_look.with_head(seen, head, page)], own, ranking).fields.get("merchant")
    first = reading.fields.get("merchant")
    if found is None or (first is not None and found.confidence <= first.confidence):
        return reading
    return replace(reading, fields={**reading.fields, "merchant": found})


def _date_band(page: Page) -> Box | None:
    """The strip of the page where a date should stand: some lines above and below the last caption of one."""
    captions = [word.box for word in page.words if _DATE_CAPTION.search(word.text)]
    if not captions:
        return None
    caption = captions[-1]
    reach = BAND * (caption.bottom - caption.top)
    return Box(0.0, max(0.0, caption.top - reach), 1.0, min(1.0, caption.bottom + reach))


def _larger(image: Image.Image, page: Page, band: Box | None, engine: Engine, limits: Limits) -> Page | None:
    """The page with its band (or all of it) recognised again on an enlarged picture; None where that is no larger."""
    top, bottom = (band.top, band.bottom) if band else (0.0, 1.0)
    part = image.crop((0, round(top * image.height), image.width, round(bottom * image.height)))
    scale = min(LARGER, limits.side / max(part.size))
    if scale < WORTH_IT:
        return None
    seen = _recognised_again(part.resize((round(part.width * scale), round(part.height * scale))), engine)
    if band is None:
        return seen
    share = bottom - top
    kept = (word for word in page.words if not top <= (word.box.top + word.box.bottom) / 2 <= bottom)
    new = (
        replace(word, box=replace(word.box, top=top + word.box.top * share, bottom=top + word.box.bottom * share))
        for word in seen.words
    )
    return replace(page, words=(*kept, *new))


def from_data(document: Document, limits: Limits = LIMITS) -> Reading | None:
    """What the document says as data, compared with its pages; None where it has no data that says a total."""
    if document.media_type == XML:
        root = tree(document.content, limits)
        reading = told(root, "xml")
        if reading is None or "total" not in reading.fields:
            raise Unreadable("unknown_type", "no invoice")
        return placed(reading, listing(root))
    if document.media_type == OFD:
        return _from_ofd(ofd(document.content, limits))
    if document.media_type == PDF:
        for content in attached(document.content, limits):
            # A page that says the same is still there: an attachment that is no XML is none of ours.
            with suppress(Unreadable):
                reading = told(tree(content, limits), "xml")
                if reading is not None and "total" in reading.fields:
                    # Only looked through for the values: a page of text takes hundredths of a second.
                    most = replace(limits, pages=2 * limits.pages)
                    text = [one.text for one in sheets(document.content, most)]
                    return seen(reading, [page or _EMPTY for page in text])
    return None


def _from_ofd(found: Ofd) -> Reading | None:
    """The data of an OFD, each place where it is written compared with the others and with the pages; where there is
    none that says a total, what the pages say, as they would in a PDF; None where they are pictures."""
    pages = [one.page for one in found.pages]
    readings = [reading for root in found.data if (reading := told(root, "ofd")) is not None]
    best = next((one for one in readings if "total" in one.fields), None)
    if best is None:
        if any(one.scan for one in found.pages):
            return None
        if not any(page.words for page in pages):
            raise Unreadable("no_text")
        return agreed(_from_pages(pages), readings)
    whole = agreed(best, [one for one in readings if one is not best])
    if "merchant" not in whole.fields and any(page.words for page in pages):
        # The head of some says numbers and sums, and no names: those are on the page, as everything is.
        # A rail ticket names no seller at all.
        printed = _from_pages(pages)
        if printed.kind in (whole.kind, *_VAT):
            whole = replace(whole, fields={**printed.fields, **whole.fields})
    typed = whole.kind not in _VAT or any(fapiao.typed(root) for root in found.data)
    if not typed and vat_invoice.is_special(lines(pages[0]), None):
        whole = replace(whole, kind=vat_invoice.special)
    return seen(whole, pages)


def _from_pages(pages: Sequence[Page], kind: Kind | None = None, ranking: Ranking | None = None) -> Reading:
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


def pages_of(
    document: Document, engine: Engine, limits: Limits = LIMITS, progress: Progress = unwatched
) -> tuple[tuple[Page, ...], bool]:
    """The pages with their words and QR codes, as the document has them, and whether the engine was needed."""
    if document.media_type == OFD:
        scanned = ofd(document.content, limits).pages
        return tuple(
            _ofd_page(one, number, len(scanned), engine, limits, progress) for number, one in enumerate(scanned, 1)
        ), True
    if document.media_type != PDF:
        return (_recognised(picture(document.content, document.media_type, limits), engine),), True
    found = sheets(document.content, limits)
    pages = []
    for number, sheet in enumerate(found):
        # Pictures are drawn one by one: forty of them at once would be a third of a gigabyte.
        if sheet.text is None:
            progress(number + 1, len(found))
            pages.append(_recognised(sheet_picture(document.content, number, limits), engine))
        elif sheet.coded:
            image = sheet_picture(document.content, number, limits, CODE_DOTS_PER_INCH)
            pages.append(replace(sheet.text, codes=qr_texts(image)))
        else:
            pages.append(sheet.text)
    return tuple(pages), any(sheet.text is None for sheet in found)


def _ofd_page(one: OfdPage, number: int, count: int, engine: Engine, limits: Limits, progress: Progress) -> Page:
    """A page of an OFD that has no data: its words, or those on the picture that it is."""
    if one.scan is None:
        return one.page
    progress(number, count)
    return _recognised(picture(one.scan.content, one.scan.media_type, limits), engine)


def _with_letterhead(
    reading: Reading, document: Document, pages: Sequence[Page], engine: Engine, limits: Limits
) -> Reading:
    """The seller from the pictures on the first page, where the text does not name one: many print it as a logo."""
    seller = reading.fields.get("merchant")
    if seller is not None and seller.confidence >= invoice.DOUBTFUL:
        return reading
    if document.media_type != PDF or not sheets(document.content, limits)[0].illustrated:
        return reading
    try:
        words = engine.recognise(sheet_picture(document.content, 0, limits))
    except Unavailable:
        return reading  # the seller is asked about, everything else stands
    own = [word.box for word in pages[0].words]
    seen = tuple(word for word in words if not any(_covers(box, word.box) for box in own))
    again = _from_pages([replace(pages[0], words=(*pages[0].words, *seen)), *pages[1:]])
    found = again.fields.get("merchant")
    if found is None or found.confidence < invoice.DOUBTFUL:
        return reading
    return replace(reading, fields={**reading.fields, "merchant": replace(found, how="ocr")}, engine=engine.name)


def _covers(box: Box, other: Box) -> bool:
    """Whether a word of the text layer is what the engine read there again."""
    across, down = (other.left + other.right) / 2, (other.top + other.bottom) / 2
    middle = box.left <= across <= box.right and box.top <= down <= box.bottom
    own = (
        other.left <= (box.left + box.right) / 2 <= other.right
        and other.top <= (box.top + box.bottom) / 2 <= other.bottom
    )
    return middle or own


def _recognised(image: Image.Image, engine: Engine) -> Page:
    words = engine.recognise(evenly_lit(image))
    return Page(words=words, width=image.width, height=image.height, codes=qr_texts(image))


def _recognised_again(image: Image.Image, engine: Engine) -> Page:
    """The same at a second look: where the engine fails at it, the first one stands."""
    try:
        return _recognised(image, engine)
    except Unavailable:
        return Page(words=(), width=image.width, height=image.height)


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
