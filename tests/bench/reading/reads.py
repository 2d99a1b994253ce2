"""One labelled document read: by the product, by a ranking that has not seen its merchant, and by plain Tesseract."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import ocr
from ocr import pipeline
from ocr.fields.amounts import amounts
from ocr.fields.dates import dates
from ocr.kinds import receipt
from ocr.orientation import upright
from ocr.page import Page, lines
from ocr.ranking import Ranking, merchants
from ocr.reading import Reading
from ocr.straightening import straightened
from tests.bench.reading.labels import ALL_THREE, SCORED, agrees
from tests.bench.reading.plain import simple
from tests.bench.reading.remembering import Remembering
from tests.bench.reading.table import Outcome


@dataclass(frozen=True)
class Read:
    """What was read of a document. `page` is what an engine recognised on it, upright, where one was needed."""

    label: Mapping[str, Any]
    reading: Reading | None
    error: str
    seconds: float
    page: Page | None
    plain: Mapping[str, object] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return self.reading.kind if self.reading else ""

    def value(self, name: str) -> object:
        return self.reading.value(name) if self.reading else None

    def grade(self, name: str) -> str:
        return self.reading.grade(name) if self.reading else "ask"

    @property
    def prediction(self) -> dict[str, Any]:
        """The line a scorer reads."""
        row: dict[str, Any] = {"file": self.label["file"], "seconds": round(self.seconds, 3)}
        if self.reading is None:
            return row | {"error": self.error}
        values = {name: str(found.value) for name, found in self.reading.fields.items()}
        return row | {"kind": self.kind, "grades": dict(self.reading.grades)} | values

    @property
    def outcome(self) -> Outcome:
        return Outcome(
            self.label["file"],
            self.label["kind"],
            {name: agrees(name, self.value(name), said) for name, said in self._said(SCORED)},
            self.reading.grades if self.reading else {},
            self.seconds,
            offered=self._offered(self.page) if self.page else {},
            plain={name: agrees(name, self.plain.get(name), said) for name, said in self._said(ALL_THREE)}
            if self.plain
            else {},
        )

    def _said(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """Fields with what the label says of them, where it does."""
        return [(name, self.label[SCORED[name]]) for name in names if self.label.get(SCORED[name]) is not None]

    def _offered(self, page: Page) -> dict[str, bool]:
        """Field → whether any candidate is right: no choice among them can do better."""
        rows = lines(page)
        days = dates(rows, self.label.get("currency"))
        every: dict[str, list[object]] = {
            "total": [one.value for one in amounts(rows)],
            "date": [*(one.value for one in days), *(one.other for one in days)],
            "merchant": [one.value for one in merchants.candidates(rows)],
        }
        return {name: any(agrees(name, one, said) for one in every[name]) for name, said in self._said(every)}


def read(folder: Path, label: Mapping[str, Any], engine: Remembering, plain: Remembering | None, today: date) -> Read:
    """The document as the product reads it; a refusal is an answer too."""
    path = folder / label["file"]
    one = read_document(ocr.document(path.read_bytes(), path.name), label, engine, today)
    return replace(one, plain=_plainly(path, plain)) if plain and one.page else one


def read_document(
    document: ocr.Document, label: Mapping[str, Any], engine: Remembering, today: date, ranking: Ranking | None = None
) -> Read:
    """The same for a document that is no file, by the shipped ranking or another."""
    engine.begin()
    reading, said = None, ""
    begun = time.perf_counter()
    try:
        reading = pipeline.read(document, today=today, engine=engine, ranking=ranking)
    except ocr.OcrError as error:
        said = f"{type(error).__name__}: {error}"
    seconds = time.perf_counter() - begun + engine.saved
    recognised = engine.recognised()
    page = straightened(upright(recognised)[0])[0] if recognised else None
    return Read(label, reading, said, seconds, page)


def again(one: Read, folder: Path, engine: Remembering, today: date, ranking: Ranking) -> Read:
    """The same receipt with its total and merchant chosen by another ranking."""
    if one.kind != receipt.name:
        return one
    path = folder / one.label["file"]
    other = read_document(ocr.document(path.read_bytes(), path.name), one.label, engine, today, ranking)
    return replace(one, reading=other.reading)


def _plainly(path: Path, plain: Remembering) -> dict[str, object]:
    try:
        pages, _ = pipeline.pages_of(ocr.document(path.read_bytes(), path.name), plain)
    except ocr.OcrError:
        return {}
    return simple(pages[0].words) or {"total": None}
