"""A document in, a Reading out. Works without the bot; knows neither `bot` nor `erp`.

    reading = ocr.read(content, "noodles.jpg")                      # in this process
    with ocr.OcrProcess() as process:                               # in a process of its own, as the bot does
        reading = process.read(ocr.document(content, name), today)

Engines and formats are imported only when a document is read here, so that importing `ocr` stays cheap.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ocr.errors import Cancelled, OcrError, TooLarge, Unavailable, Unreadable
from ocr.formats import document
from ocr.process import OcrProcess
from ocr.reading import Document, Progress, Reading, unwatched

if TYPE_CHECKING:
    from PIL.Image import Image

    from ocr.engines.engine import Engine
    from ocr.page import Word

__all__ = [
    "Cancelled",
    "Document",
    "OcrError",
    "OcrProcess",
    "Progress",
    "Reading",
    "TooLarge",
    "Unavailable",
    "Unreadable",
    "document",
    "read",
]


def read(
    what: Document | bytes,
    name: str = "",
    *,
    today: date | None = None,
    engine: Engine | str = "auto",
    progress: Progress = unwatched,
) -> Reading:
    """Read one document in this process. Raises Unreadable, TooLarge or Unavailable, and nothing else of its own.

    `today` (default: the machine's date) decides whether a date is plausible; `engine` is a name or a started engine;
    `progress` hears of each page before it is recognised, and ends the reading by raising Cancelled.
    """
    from ocr import pipeline

    if isinstance(what, bytes):
        what = document(what, name)
    started = _OnDemand(engine) if isinstance(engine, str) else engine
    # The person's own calendar, not UTC: a receipt of this evening is not from tomorrow.
    today = today or date.today()  # noqa: DTZ011
    return pipeline.read(what, today=today, engine=started, progress=progress)


class _OnDemand:
    """An engine by its name, started at the first picture: electronic invoices are read before one would have begun."""

    def __init__(self, named: str) -> None:
        self._named = named

    @property
    def name(self) -> str:
        return _engine(self._named).name

    def recognise(self, image: Image) -> tuple[Word, ...]:
        return _engine(self._named).recognise(image)


@lru_cache(maxsize=4)
def _engine(name: str) -> Engine:
    from ocr import engines

    return engines.start(name)
