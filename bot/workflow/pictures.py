"""Documents as pictures for people: a page of one, or the part of it that a value was read from."""

from __future__ import annotations

import io
from functools import lru_cache
from threading import Lock

from PIL import Image

from bot.chat.card import Crop
from bot.store import documents
from bot.store.database import Database
from ocr.errors import OcrError
from ocr.formats.images import within
from ocr.formats.page_picture import page_picture
from ocr.limits import Limits

#: Pixels of the longer side: enough to read a receipt by, and sent quickly.
LARGE, SMALL = 1600, 320

#: Pages that are kept decoded, 8 MB each: the crops of one document are asked for one right after the other.
_KEPT = 4

#: Around a crop, in parts of its height: the letters beside a value say what it is.
_AROUND = 0.15


class NoPicture(Exception):
    """There is nothing to be shown of it: damaged, locked, of a kind we cannot draw."""


class Pictures:
    """Draws what the web chat shows, one at a time, so that it costs little memory whatever is asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._one_at_a_time = Lock()
        self._page = lru_cache(maxsize=_KEPT)(self._decoded)

    def drawn(self, crop: Crop, side: int = LARGE) -> bytes:
        """The page, or the part of it, as a JPEG of at most `side` pixels. Raises `NoPicture`, and `Unknown`."""
        with self._one_at_a_time:
            page = self._page(crop.document, crop.page)
            if crop.turned:
                page = page.rotate(-crop.turned, expand=True)
            if crop.box is not None:
                page = page.crop(_pixels(crop.box, page.size))
            if page.width < 1 or page.height < 1:
                raise NoPicture("an empty part of the page")
            out = io.BytesIO()
            within(page, side).save(out, "JPEG", quality=85)
            return out.getvalue()

    def _decoded(self, document: str, number: int) -> Image.Image:
        with self._database.reading() as connection:
            stored = documents.get(connection, document)
        try:
            return page_picture(stored.content, stored.media_type, number, Limits(side=LARGE))
        except OcrError as error:
            raise NoPicture(error.reason) from error


def _pixels(box: tuple[float, float, float, float], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The box in pixels, with a margin, inside the page."""
    left, top, right, bottom = box
    width, height = size
    around = (bottom - top) * height * _AROUND
    return (
        max(0, round(left * width - around)),
        max(0, round(top * height - around)),
        min(width, round(right * width + around)),
        min(height, round(bottom * height + around)),
    )
