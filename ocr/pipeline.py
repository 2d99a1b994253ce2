"""Document → data, or pages → kind → fields → checks → Reading: the one path every document takes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial

from ocr.apart import Receipt, apart
from ocr.archived import from_archive
from ocr.checks import ONE_DOCUMENT, graded
from ocr.data import fapiao, told
from ocr.data.seen import agreed, placed, seen
from ocr.details import categorised
from ocr.engines.engine import Engine
from ocr.errors import Unavailable, Unreadable
from ocr.formats import OFD, PDF, XML, ZIP
from ocr.formats.archive import documents
from ocr.formats.codes import qr_texts
from ocr.formats.images import picture
from ocr.formats.listing import listing
from ocr.formats.ofd import Ofd, OfdPage, ofd
from ocr.formats.pdf import CODE_DOTS_PER_INCH, attached, sheet_picture, sheets
from ocr.formats.xml_tree import tree
from ocr.kinds import invoice, vat_invoice
from ocr.limits import LIMITS, Limits
from ocr.page import Page, lines
from ocr.photo import Photo, recognised
from ocr.ranking import Ranking
from ocr.reading import Box, Check, Document, Progress, Reading, unwatched
from ocr.second_look import merged
from ocr.understanding import understood

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
    reading = understood(pages, ranking=ranking)
    photo = Photo(document, engine, limits) if document.media_type.startswith("image/") else None
    near = photo and (photo.seen_from_nearer(reading, pages[0]) or photo.seen_upright(reading, pages[0]))
    if near:
        pages = (near,)
        reading = merged(understood(pages, ranking=ranking), reading)
    if several := apart(pages):
        reading = _as_several(reading, [photo.nearer(one) for one in several] if photo else several, ranking)
    elif photo and not near:
        reading = photo.looked_again(reading, pages[0], ranking)
    elif not used and reading.kind == invoice.name:
        reading = _with_letterhead(reading, document, pages, engine, limits)
    return replace(reading, engine=engine.name if used else reading.engine)


def _as_several(whole: Reading, several: Sequence[Receipt], ranking: Ranking | None) -> Reading:
    """The document as one, everything it says asked about, with the receipts that lie in it."""
    asked = Check(ONE_DOCUMENT, tuple(name for name in whole.fields if name != "currency"), False)
    return replace(
        whole,
        checks=(*whole.checks, asked),
        receipts=tuple(_of_several(one, ranking) for one in several),
        certain=all(one.certain for one in several),
    )


def _of_several(one: Receipt, ranking: Ranking | None) -> Reading:
    """One receipt, its values where they stand in the document."""
    reading = understood([region.page for region in one.regions], ranking=ranking)
    fields = {
        name: replace(found, where=one.regions[found.where.page].where(found.where.box))
        for name, found in reading.fields.items()
    }
    return replace(reading, fields=fields, region=one.regions[0].where(Box(0, 0, 1, 1)))


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
        return agreed(understood(pages), readings)
    whole = agreed(best, [one for one in readings if one is not best])
    if "merchant" not in whole.fields and any(page.words for page in pages):
        # The head of some says numbers and sums, and no names: those are on the page, as everything is.
        # A rail ticket names no seller at all.
        printed = understood(pages)
        if printed.kind in (whole.kind, *_VAT):
            whole = replace(whole, fields={**printed.fields, **whole.fields})
    typed = whole.kind not in _VAT or any(fapiao.typed(root) for root in found.data)
    if not typed and vat_invoice.is_special(lines(pages[0]), None):
        whole = replace(whole, kind=vat_invoice.special)
    return seen(whole, pages)


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
        return (recognised(picture(document.content, document.media_type, limits), engine),), True
    found = sheets(document.content, limits)
    pages = []
    for number, sheet in enumerate(found):
        # Pictures are drawn one by one: forty of them at once would be a third of a gigabyte.
        if sheet.text is None:
            progress(number + 1, len(found))
            pages.append(recognised(sheet_picture(document.content, number, limits), engine))
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
    return recognised(picture(one.scan.content, one.scan.media_type, limits), engine)


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
    again = understood([replace(pages[0], words=(*pages[0].words, *seen)), *pages[1:]])
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
