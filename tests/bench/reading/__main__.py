"""`make bench-reading RECEIPTS=DIR`: read labelled documents and say how often each value was right, by kind.

DIR holds `labels.jsonl` (a line each: file, kind, company, date, total, invoice_number …; a null is not scored) and the
files. Recognised pages are kept in CACHE (a folder in the system's temporary one unless given), by engine version and
picture, so that the second run takes seconds; the seconds shown are those of the first.

Receipts are read by a ranking fitted without their merchant (`merchants_apart`), not by the one that ships: that one
knows the receipts it was fitted on. `--shipped` reads with it all the same; `--fit FILE` writes the next one.

`--effects SEED` reads a sample of the pictures again, spoilt as photos are (`tests/samples/effects.py`), scored apart.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ocr import engines
from ocr.ranking import Ranking
from tests.bench.reading import effects, merchants_apart, process
from tests.bench.reading.labels import SCORED, labels
from tests.bench.reading.plain import PlainTesseract
from tests.bench.reading.reads import Read, again, read, read_document
from tests.bench.reading.remembering import Remembering
from tests.bench.reading.table import effects_table, share, tables

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
    reads = [read(chosen.folder, label, engine, plain, chosen.today) for label in every]

    learnt = merchants_apart.examples((one.label, one.page) for one in reads if one.kind == "receipt" and one.page)
    rankings: Mapping[str, Ranking] = {}
    if not chosen.shipped:
        rankings = merchants_apart.apart(learnt)
        for place, one in enumerate(reads):
            if ranking := rankings.get(one.label["file"]):
                reads[place] = again(one, chosen.folder, engine, chosen.today, ranking)
    if chosen.wrong:
        _list_wrong(reads)
    if chosen.out:
        written = (json.dumps(one.prediction, ensure_ascii=False) + "\n" for one in reads)
        chosen.out.write_text("".join(written), encoding="utf-8")
    outcomes = [one.outcome for one in reads]
    print(tables(outcomes))
    if chosen.effects is not None:
        print(_with_effects(chosen, every, engine, rankings))
    if chosen.fit:
        own = [one for one in outcomes if one.file.startswith(merchants_apart.LICENSED)]
        about = {
            f"{name}: right of receipts of merchants left out, lower bound in per cent": share(
                [one.right[name] for one in own if name in one.right]
            )
            for name in ("total", "merchant")
        } | merchants_apart.ABOUT
        merchants_apart.write(merchants_apart.fit(learnt), about, chosen.fit)
    if not chosen.fast:
        for figure in process.figures([chosen.folder / one for one in _watched(every)], chosen.today):
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
    parser.add_argument("--shipped", action="store_true", help="with the ranking that ships, which knows its own data")
    parser.add_argument("--fit", type=Path, help="fit a ranking on all licensed receipts and write it here")
    parser.add_argument("--wrong", action="store_true", help="list what was read wrongly")
    parser.add_argument("--out", type=Path, help="write predictions as JSON lines")
    parser.add_argument("--effects", type=int, metavar="SEED", help="score a sample of spoilt pictures too, apart")
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 24), help="for judging dates")
    return parser


def _with_effects(
    chosen: argparse.Namespace, every: Sequence[dict[str, Any]], engine: Remembering, rankings: Mapping[str, Ranking]
) -> str:
    """The table of spoilt pictures, each read by the ranking that has not seen its merchant."""
    rows = []
    for wanted in effects.plan(every, chosen.effects):
        document = effects.spoilt(wanted, chosen.folder, chosen.cache)
        one = read_document(document, wanted.label, engine, chosen.today, rankings.get(wanted.label["file"]))
        rows.append((wanted.effects, one.outcome))
        if chosen.wrong:
            _list_wrong([one], f" after {' '.join(wanted.effects)}")
    return effects_table(rows)


def _list_wrong(reads: Sequence[Read], note: str = "") -> None:
    for one in reads:
        for name, held in one.outcome.right.items():
            if not held:
                said = f"{one.label['file']}: {name} {one.value(name)} ({one.grade(name)})"
                print(f"{said} instead of {one.label[SCORED[name]]}{note} {one.error}".rstrip())


def _watched(every: Sequence[dict[str, Any]]) -> list[str]:
    kinds = dict.fromkeys(one["kind"] for one in every)
    return [file for kind in kinds for file in [one["file"] for one in every if one["kind"] == kind][:WATCHED]]


if __name__ == "__main__":
    sys.exit(main())
