"""An engine that keeps what it recognised in a folder, so that rules are tried again without recognising again."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

from ocr.engines.engine import Engine
from ocr.engines.memory import fingerprint
from ocr.page import Page, Word
from tests.samples.recorded import page_read, page_written


class Remembering:
    """Looks into `folder` first; what stands there belongs to one version of one engine and one picture.

    `saved` is how many seconds pictures took when they were recognised, less what looking them up took now.
    """

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder / re.sub(r"[^\w.]+", "-", engine.name)
        self._folder.mkdir(parents=True, exist_ok=True)
        self.name = engine.name
        self.saved = 0.0
        self._first: Page | None = None

    def begin(self) -> None:
        """Before a document."""
        self.saved, self._first = 0.0, None

    def recognised(self) -> Page | None:
        """What the engine recognised since `begin`, its first picture; None where it was not asked or saw nothing."""
        return self._first if self._first and self._first.words else None

    def recognise(self, image: Any) -> tuple[Word, ...]:
        begun = time.perf_counter()
        path = self._folder / f"{fingerprint(image)[:24]}.json"
        if path.exists():
            kept = json.loads(path.read_text("utf-8"))
            page = page_read(kept["page"])
            self._first = self._first or page
            self.saved += kept["seconds"] - (time.perf_counter() - begun)
            return page.words
        begun = time.perf_counter()
        words = self._engine.recognise(image)
        seconds = time.perf_counter() - begun
        page = Page(words=words, width=image.width, height=image.height)
        self._first = self._first or page
        kept = {"seconds": round(seconds, 3), "page": page_written(page)}
        path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        return words
