"""`python -m tests.ocr.measure DIR`: read labelled documents and say how often each value was right, by kind.

DIR holds `labels.jsonl` (a line each: file, kind, company, date, total, invoice_number …; a null is not scored) and the
files. `verified` is the share of documents whose total was graded verified, and how many of those were right.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import ocr
from ocr import engines, pipeline
from ocr.engines.engine import Engine
from ocr.engines.memory import fingerprint
from ocr.page import Page, Word
from tests.samples.recorded import page_read, page_written

FIELDS = {"total": "total", "date": "date", "merchant": "company", "number": "invoice_number"}
ALIKE = 0.9


@dataclass
class Tally:
    """Counts of one kind: field → [right, scored], verified totals → [right, given], seconds of each document."""

    documents: int = 0
    right: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    verified: list[int] = field(default_factory=lambda: [0, 0])
    asked: int = 0
    seconds: list[float] = field(default_factory=list)


def agrees(name: str, value: object, label: str) -> bool:
    """Amounts to the cent, dates to the day, numbers sign by sign, names by letters and digits to nine tenths."""
    if value is None:
        return False
    if name == "total":
        return value == Decimal(label)
    if name == "date":
        return str(value) == label
    one, other = _letters(str(value)), _letters(label)
    return one == other if name == "number" else SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def main(arguments: list[str] | None = None) -> int:
    """Print the table; with `--wrong` also what was read wrongly, with `--out` one prediction a line."""
    parser = argparse.ArgumentParser(prog="python -m tests.ocr.measure", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="only kinds whose name contains this")
    parser.add_argument("--most", type=int, default=10**6, help="at most so many documents of each kind")
    parser.add_argument("--cache", type=Path, help="keep recognised pages here, so that rules are tried without OCR")
    parser.add_argument("--out", type=Path, help="write predictions as JSON lines")
    parser.add_argument("--wrong", action="store_true", help="list what was read wrongly")
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 24))
    chosen = parser.parse_args(arguments)
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    engine = engines.start("rapid")
    predictions = []
    for label in map(json.loads, (chosen.folder / "labels.jsonl").read_text("utf-8").splitlines()):
        tally = tallies[label["kind"]]
        if chosen.only not in label["kind"] or tally.documents >= chosen.most:
            continue
        begun = time.perf_counter()
        values, grades, kind = _read(chosen.folder / label["file"], chosen.cache, engine, chosen.today)
        tally.seconds.append(time.perf_counter() - begun)
        _count(tally, label, values, grades, chosen.wrong)
        shown = {name: str(value) for name, value in values.items()}
        predictions.append(
            {"file": label["file"], "kind": kind, **shown, "grades": grades, "seconds": tally.seconds[-1]}
        )
    if chosen.out:
        lines = (json.dumps(one, ensure_ascii=False) for one in predictions)
        chosen.out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    sys.stdout.write(table(tallies))
    return 0


def table(tallies: Mapping[str, Tally]) -> str:
    """One line a kind, and the sum."""
    whole = Tally()
    for tally in tallies.values():
        whole.documents += tally.documents
        whole.asked += tally.asked
        whole.seconds += tally.seconds
        whole.verified = [one + other for one, other in zip(whole.verified, tally.verified, strict=True)]
        for name, (right, scored) in tally.right.items():
            whole.right[name][0] += right
            whole.right[name][1] += scored
    head = (
        f"{'kind':22}{'n':>5}"
        + "".join(f"{name:>11}" for name in FIELDS)
        + f"{'verified':>12}{'asked':>7}{'p50 s':>8}{'p95 s':>8}"
    )
    return (
        "\n".join([head, *(_row(kind, tally) for kind, tally in [*tallies.items(), ("all", whole)] if tally.documents)])
        + "\n"
    )


def _row(kind: str, tally: Tally) -> str:
    cells = "".join(f"{'{}/{}'.format(*tally.right[name]) if tally.right[name][1] else '-':>11}" for name in FIELDS)
    ordered = sorted(tally.seconds)
    half, most = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    verified = "{}/{}".format(*tally.verified)
    return f"{kind:22}{tally.documents:>5}{cells}{verified:>12}{tally.asked:>7}{half:>8.2f}{most:>8.2f}"


def _count(
    tally: Tally, label: Mapping[str, Any], values: Mapping[str, object], grades: Mapping[str, str], wrong: bool
) -> None:
    tally.documents += 1
    for name, key in FIELDS.items():
        if label.get(key) is None:
            continue
        value = values.get("invoice_number" if name == "number" else name)
        right = agrees(name, value, label[key])
        tally.right[name][0] += right
        tally.right[name][1] += 1
        if name == "total":
            grade = grades.get(name, "ask")
            tally.asked += grade == "ask"
            if grade == "verified":
                tally.verified[0] += right
                tally.verified[1] += 1
        if wrong and not right:
            sys.stdout.write(f"{label['file']}: {name} {value} instead of {label[key]}\n")


def _read(path: Path, cache: Path | None, engine: Engine, today: date) -> tuple[dict[str, object], dict[str, str], str]:
    """Values, grades and kind of one document; nothing and the error's name where it was refused."""
    try:
        document = ocr.document(path.read_bytes(), path.name)
        if cache is not None:
            engine = _Remembering(engine, cache)
        reading = pipeline.read(document, today=today, engine=engine)
    except ocr.OcrError as error:
        return {}, {}, f"{type(error).__name__}: {error}"
    return {name: found.value for name, found in reading.fields.items()}, dict(reading.grades), reading.kind


class _Remembering:
    """An engine that looks into a folder first."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder
        self.name = engine.name

    def recognise(self, image: Any) -> tuple[Word, ...]:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{fingerprint(image)}.json"
        if not path.exists():
            words = self._engine.recognise(image)
            page = page_written(Page(words=words, width=image.width, height=image.height))
            path.write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
        return page_read(json.loads(path.read_text("utf-8"))).words


def _letters(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum())


if __name__ == "__main__":
    sys.exit(main())
