"""`make bench-reading RECEIPTS=DIR`: read labelled documents and say how often each value was right, by kind.

DIR holds `labels.jsonl` (a line each: file, kind, company, date, total, invoice_number …; a null is not scored) and the
files. Recognised pages are kept in CACHE (a folder in the system's temporary one unless given), by engine version and
picture, so that the second run takes seconds; the seconds shown are those of the first.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import ocr
from ocr import engines, pipeline
from ocr.fields.amounts import amounts
from ocr.fields.dates import dates
from ocr.fields.merchant import merchants
from ocr.orientation import upright
from ocr.page import Page, lines
from tests.bench.reading import process
from tests.bench.reading.labels import ALL_THREE, SCORED, agrees, labels
from tests.bench.reading.plain import PlainTesseract, simple
from tests.bench.reading.remembering import Remembering
from tests.bench.reading.table import Outcome, tables

#: So many documents of each kind go through a process of its own, for its memory.
WATCHED = 3


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; with `--wrong` also what was read wrongly, with `--out` one prediction a line."""
    chosen = _options().parse_args(arguments)
    if chosen.folder is None:
        print("bench-reading skipped: RECEIPTS names no folder of labelled receipts")
        return 0
    every = [one for one in labels(chosen.folder) if chosen.only in one["kind"]]
    engine = Remembering(engines.start("rapid"), chosen.cache)
    plain = None if chosen.fast else Remembering(PlainTesseract(), chosen.cache)
    outcomes, predictions = [], []
    for label in every:
        path = chosen.folder / label["file"]
        values, grades, row = _read(path, engine, chosen.today)
        right = _compared(values, label, SCORED)
        outcomes.append(
            Outcome(
                label["file"],
                label["kind"],
                right,
                grades,
                row["seconds"],
                offered=_offered(engine.last, label) if engine.last else {},
                plain=_compared(_plainly(path, plain), label, ALL_THREE) if plain and engine.last else {},
            )
        )
        predictions.append({"file": label["file"], **{name: str(one) for name, one in values.items()}, **row})
        for name, held in right.items() if chosen.wrong else ():
            if not held:
                grade = grades.get(name, "ask")
                print(f"{label['file']}: {name} {values.get(name)} ({grade}) instead of {label[SCORED[name]]}")
    if chosen.out:
        written = (json.dumps(one, ensure_ascii=False) + "\n" for one in predictions)
        chosen.out.write_text("".join(written), encoding="utf-8")
    print(tables(outcomes))
    if not chosen.fast:
        kinds = {one["kind"] for one in every}
        watched = [one for kind in sorted(kinds) for one in [one for one in every if one["kind"] == kind][:WATCHED]]
        for figure in process.figures([chosen.folder / one["file"] for one in watched], chosen.today):
            print(f"{figure.what:<40} {figure.value:>7} {figure.unit:<4} {figure.note}".rstrip())
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reading", description=__doc__)
    receipts = os.environ.get("RECEIPTS")
    cache = os.environ.get("CACHE") or str(Path(tempfile.gettempdir()) / "bench-reading")
    parser.add_argument("folder", type=Path, nargs="?", default=Path(receipts) if receipts else None)
    parser.add_argument("--only", default="", help="only kinds whose name contains this")
    parser.add_argument("--cache", type=Path, default=Path(cache), help="where recognised pages are kept")
    parser.add_argument("--fast", action="store_true", help="without plain Tesseract and without the OCR process")
    parser.add_argument("--wrong", action="store_true", help="list what was read wrongly")
    parser.add_argument("--out", type=Path, help="write predictions as JSON lines")
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 24), help="for judging dates")
    return parser


def _read(path: Path, engine: Remembering, today: date) -> tuple[dict[str, object], Mapping[str, str], dict[str, Any]]:
    """Values and grades of one document, and of it what a prediction says besides."""
    engine.last, engine.saved = None, 0.0
    begun = time.perf_counter()
    try:
        reading = pipeline.read(ocr.document(path.read_bytes(), path.name), today=today, engine=engine)
    except ocr.OcrError as error:
        return {}, {}, {"error": f"{type(error).__name__}: {error}", "seconds": time.perf_counter() - begun}
    seconds = time.perf_counter() - begun + engine.saved
    row = {"kind": reading.kind, "grades": dict(reading.grades), "seconds": round(seconds, 3)}
    return {name: found.value for name, found in reading.fields.items()}, reading.grades, row


def _compared(values: Mapping[str, object], label: Mapping[str, Any], names: Any) -> dict[str, bool]:
    """Field → whether it is right, for the fields the label knows."""
    scored = {name: label.get(SCORED[name]) for name in names}
    return {name: agrees(name, values.get(name), said) for name, said in scored.items() if said is not None}


def _offered(page: Page, label: Mapping[str, Any]) -> dict[str, bool]:
    """Field → whether any candidate is right: no choice among them can do better."""
    rows = lines(upright(page)[0])
    days = dates(rows, label.get("currency"))
    every: dict[str, list[object]] = {
        "total": [one.value for one in amounts(rows)],
        "date": [*(one.value for one in days), *(one.other for one in days)],
        "merchant": [one.value for one in merchants(rows)],
    }
    return {
        name: any(agrees(name, one, label[SCORED[name]]) for one in candidates)
        for name, candidates in every.items()
        if label.get(SCORED[name]) is not None
    }


def _plainly(path: Path, plain: Remembering) -> dict[str, object]:
    try:
        pages, _ = pipeline.pages_of(ocr.document(path.read_bytes(), path.name), plain)
    except ocr.OcrError:
        return {}
    return simple(pages[0].words)


if __name__ == "__main__":
    sys.exit(main())
