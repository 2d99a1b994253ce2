"""PDF through PDFium: the invoice embedded as XML, the text layer with its places, or the page as a picture."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from ocr.errors import OcrError, TooLarge, Unreadable
from ocr.formats.glyphs import Glyph
from ocr.formats.glyphs import words as joined
from ocr.formats.images import within
from ocr.formats.pdf_bombs import refuse_bombs
from ocr.limits import LIMITS, Limits
from ocr.page import Page

#: PDFium keeps global state: two threads in it at once crash the process.
_ONE_AT_A_TIME = threading.Lock()

#: A page with fewer characters than this has no text layer worth the name (a scanner's stamp, a page number).
ENOUGH_TEXT = 24
MOST_CHARACTERS = 20_000
DOTS_PER_INCH = 200
#: Enough for the QR code of an invoice, at half the time.
CODE_DOTS_PER_INCH = 144
_WITH_A_CODE = ("税", "发票")
_MOST_ATTACHMENTS = 20
_GRID = 1_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One PDF page: its text layer, where it has one.

    `coded` says that a QR code of an invoice may stand on it, `illustrated` that pictures stand beside the text: a
    letterhead, a logo.
    """

    text: Page | None
    coded: bool = False
    illustrated: bool = False


def attached(content: bytes, limits: Limits = LIMITS) -> tuple[bytes, ...]:
    """The XML files embedded in it, as Factur-X, ZUGFeRD and others do; rail tickets call theirs `0`.

    Raises Unreadable: `damaged`, `encrypted`, `unsafe`.
    """
    with _opened(content, limits) as pdf:
        found = []
        for number in range(min(pdf.count_attachments(), _MOST_ATTACHMENTS)):
            one = pdf.get_attachment(number)
            # Asked for its size first: it is unpacked once more for every copy.
            size = ctypes.c_ulong()
            if raw.FPDFAttachment_GetFile(one, None, 0, size) and 0 < size.value <= limits.xml:
                data = bytes(one.get_data())
                if one.get_name().lower().endswith(".xml") or data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                    found.append(data)
        return tuple(found)


def sheets(content: bytes, limits: Limits = LIMITS) -> tuple[Sheet, ...]:
    """All pages. Raises Unreadable (`damaged`, `encrypted`, `unsafe`, `no_pages`) and TooLarge."""
    with _opened(content, limits) as pdf:
        count = len(pdf)
        if count == 0:
            raise Unreadable("no_pages")
        if count > limits.pages:
            raise TooLarge("pages", limit=limits.pages, actual=count)
        return tuple(_sheet(pdf[number]) for number in range(count))


def sheet_picture(content: bytes, number: int, limits: Limits = LIMITS, dots: int = DOTS_PER_INCH) -> Image.Image:
    """One page as a picture, with so many dots an inch as far as `limits.side` allows. Raises Unreadable: `damaged`,
    `encrypted`, `unsafe`, and `no_pages` where it has no such page."""
    with _opened(content, limits) as pdf:
        if not 0 <= number < len(pdf):
            raise Unreadable("no_pages")
        return _drawn(pdf[number], limits, dots)


@contextmanager
def _opened(content: bytes, limits: Limits) -> Iterator[pdfium.PdfDocument]:
    refuse_bombs(content, limits)
    with _ONE_AT_A_TIME:
        # PDFium does not always say what went wrong, and then the answer is that of the document before: give it one.
        raw.FPDF_LoadMemDocument(b"", 0, None)
        try:
            pdf = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as error:
            locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
            raise Unreadable("encrypted" if locked else "damaged") from error
        try:
            yield pdf
        except OcrError:
            raise
        except (pdfium.PdfiumError, ValueError, OSError, RuntimeError, MemoryError) as error:
            raise Unreadable("damaged", type(error).__name__) from error
        finally:
            pdf.close()


def _drawn(page: pdfium.PdfPage, limits: Limits, dots: int) -> Image.Image:
    width, height = page.get_size()
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise Unreadable("damaged", "page size")
    # Drawn at the scale the engine wants and never larger: a poster-sized page must not become a poster-sized picture.
    scale = min(dots / 72, limits.side / max(width, height))
    return within(page.render(scale=scale).to_pil().convert("RGB"), limits.side)


def _sheet(page: pdfium.PdfPage) -> Sheet:
    width, height = page.get_size()
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise Unreadable("damaged", "page size")
    words = tuple(joined(_glyphs(page), width / height))
    if sum(len(word.text) for word in words) < ENOUGH_TEXT:
        return Sheet(None)
    text = Page(words=words, width=max(1, round(width)), height=max(1, round(height)), how="pdf text")
    coded = any(sign in word.text for word in words for sign in _WITH_A_CODE)
    illustrated = next(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3), None) is not None
    return Sheet(text, coded, illustrated)


def _glyphs(page: pdfium.PdfPage) -> Iterator[Glyph]:
    """Characters in the order of the page's content, with places as fractions of the page as it is shown."""
    layer = page.get_textpage()
    across, down = ctypes.c_int(), ctypes.c_int()

    def shown(x: float, y: float) -> tuple[float, float]:
        # Takes the crop box and the page's own turn into account, which the characters' boxes do not.
        raw.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, across, down)
        return across.value / _GRID, down.value / _GRID

    for place in range(min(layer.count_chars(), MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(layer, place)
        if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF:
            continue
        left, bottom, right, top = layer.get_charbox(place, loose=True)
        one, other = shown(left, top), shown(right, bottom)
        yield Glyph(
            chr(code), min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
        )
