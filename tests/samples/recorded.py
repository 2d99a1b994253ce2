"""Recorded pages and expected readings of the samples: what tests use instead of an engine."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from ocr.page import Page, Word
from ocr.reading import Box

HERE = Path(__file__).resolve().parent
DEMO = HERE.parent.parent / "bot" / "demo" / "receipts"

#: The day on which the samples are read, so that no test depends on the calendar.
TODAY = date(2026, 11, 24)

NAMES = tuple(sorted(path.name.removesuffix(".page.json") for path in HERE.glob("*.page.json")))


def document_path(name: str) -> Path:
    """The sample's file, here or among the demo's receipts."""
    return next(path for folder in (HERE, DEMO) for path in folder.glob(f"{name}.*") if path.suffix != ".json")


def pages(name: str) -> tuple[Page, ...]:
    """The pages of a sample as they were recorded, not yet turned upright."""
    return tuple(page_read(one) for one in json.loads((HERE / f"{name}.page.json").read_text("utf-8"))["pages"])


def expected(name: str) -> dict[str, Any]:
    """Kind, fields, grades and checks we expect of a sample."""
    found: dict[str, Any] = json.loads((HERE / f"{name}.expected.json").read_text("utf-8"))
    return found


def page_written(page: Page) -> dict[str, Any]:
    """A page as JSON: one short list a word."""
    return {
        "width": page.width,
        "height": page.height,
        "how": page.how,
        "codes": list(page.codes),
        "words": [
            [
                word.text,
                round(word.confidence, 3),
                word.box.left,
                word.box.top,
                word.box.right,
                word.box.bottom,
                word.tilt,
            ]
            for word in page.words
        ],
    }


def page_read(data: dict[str, Any]) -> Page:
    """A page back from `page_written`."""
    words = tuple(
        Word(text, confidence, Box(left, top, right, bottom), tilt)
        for text, confidence, left, top, right, bottom, tilt in data["words"]
    )
    return Page(words, data["width"], data["height"], data["how"], tuple(data["codes"]))
