"""The engine seam: a picture in, words with places out. Vendor names stay in the vendor's file.

Promises, proven for every implementation by `tests/contracts/engine.py`: a blank picture has no words and is no
error; every box lies on the page; confidences are between 0 and 1; the same picture gives the same words; the picture
is left as it was; whatever goes wrong inside is `Unavailable("engine_failed")`, what cannot start `"engine_missing"`.
"""

from __future__ import annotations

from typing import Protocol

from PIL import Image

from ocr.page import Word


class Engine(Protocol):
    """Recognises printed text. One picture at a time: an engine need not be safe for threads."""

    @property
    def name(self) -> str:
        """Short and stable, with a version where it has one: it stands in the reading and in the audit trail."""

    def recognise(self, image: Image.Image) -> tuple[Word, ...]:
        """Words of an upright or turned RGB picture. Raises Unavailable."""
