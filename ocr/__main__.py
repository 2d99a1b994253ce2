"""`python -m ocr FILE…`: read documents and show what they say; `--jsonl` for programs, `--serve` for the bot."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import ocr
from ocr.engines import ENGINES
from ocr.errors import OcrError
from ocr.limits import LIMITS
from ocr.reading import FIELDS, Document, LineItem, Reading, Value
from ocr.reading_json import item_written, plain

#: What `--jsonl` says of every document, null where the document does not.
SHOWN = (
    "merchant",
    "date",
    "time",
    "total",
    "net",
    "tax",
    "tax_rate",
    "currency",
    "invoice_code",
    "invoice_number",
    "buyer",
    "buyer_tax_number",
    "seller_tax_number",
    "payment_method",
    "category",
)


def main(arguments: list[str] | None = None) -> int:
    """0 where every file was read, 1 where some were not, 2 on wrong usage."""
    parser = options()
    chosen = parser.parse_args(arguments)
    if chosen.serve:
        from ocr.serve import serve

        return serve(chosen.engine, chosen.memory)
    if not chosen.files:
        parser.error("name at least one file")
    if chosen.explain and not chosen.into.is_dir():
        parser.error(f"no such folder: {chosen.into}")
    failed = False
    today = chosen.today or date.today()  # noqa: DTZ011 - the calendar of whoever typed the command
    drawn: list[Path] = []
    for file in chosen.files:
        row, document, reading = one(file, chosen.engine, today)
        failed = failed or "error" in row
        print(json.dumps(row, ensure_ascii=False) if chosen.jsonl else table(row, reading, chosen.explain), flush=True)
        if chosen.explain and document is not None and reading is not None:
            for path in _draw(file, document, reading, chosen.into, drawn):
                # Beside the lines for programs, not among them.
                print(f"  {path}", file=sys.stderr if chosen.jsonl else sys.stdout, flush=True)
    return 1 if failed else 0


def options() -> argparse.ArgumentParser:
    """What may be typed; `docs/commands.md` lists it."""
    parser = argparse.ArgumentParser(prog="python -m ocr", description="Read receipts and invoices.")
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="JPEG, PNG, WebP, HEIC, PDF, OFD, invoice XML or a ZIP of e-invoices"
    )
    parser.add_argument("--jsonl", action="store_true", help="one JSON object a line instead of a table")
    parser.add_argument(
        "--explain", action="store_true", help="say how each value was found, and draw its box on a PNG"
    )
    parser.add_argument(
        "--into", type=Path, default=Path(), metavar="FOLDER", help="with --explain: where the PNGs go (default: here)"
    )
    parser.add_argument("--engine", default="auto", help=f"auto, {', '.join(ENGINES)}, or module:Class")
    parser.add_argument(
        "--today", type=date.fromisoformat, default=None, metavar="DATE", help="for judging dates (default: today)"
    )
    parser.add_argument("--serve", action="store_true", help="answer frames on standard input (used by the bot)")
    parser.add_argument("--memory", type=int, default=None, metavar="BYTES", help="with --serve: memory limit")
    return parser


def one(file: str, engine: str, today: date) -> tuple[dict[str, Any], Document | None, Reading | None]:
    """One file: what was read, or the error it ended in; one engine serves all files, once one of them needs it."""
    begun = time.perf_counter()
    row: dict[str, Any] = {"file": file}
    document = reading = None
    try:
        with Path(file).open("rb") as stream:
            content = stream.read(LIMITS.content + 1)
        document = ocr.document(content, Path(file).name)
        reading = ocr.read(document, today=today, engine=engine)
    except OcrError as error:
        row |= {"error": f"{type(error).__name__}: {error}"}
    except OSError as error:
        row |= {"error": f"{type(error).__name__}: {error.strerror}"}
    else:
        row |= said(reading)
        if reading.receipts:
            row["receipts"] = [said(one) | _lies(one) for one in reading.receipts]
    row["seconds"] = round(time.perf_counter() - begun, 2)
    return row, document, reading


def said(reading: Reading) -> dict[str, Any]:
    """Kind, values and grades, for programs."""
    values = {name: _plain(reading.value(name)) for name in SHOWN}
    items = [item_written(one) for one in reading.items]
    return {"kind": reading.kind, **values, "items": items, "grades": dict(reading.grades)}


def _lies(reading: Reading) -> dict[str, Any]:
    """Where one receipt of several lies: the page, from 0, and its box on it, turned by so many degrees."""
    where = reading.region
    if where is None or where.box is None:
        return {}
    box = where.box
    return {"page": where.page, "box": [box.left, box.top, box.right, box.bottom], "turned": where.turned}


def table(row: dict[str, Any], reading: Reading | None, explain: bool = False) -> str:
    """A row for people: the file, then each value with its grade; on request how it was found and what holds."""
    if reading is None:
        return f"{row['file']}\n  {row['error']}\n"
    lines = [f"{row['file']}   ({row['kind']}, {row['seconds']} s)"]
    for number, one in enumerate(reading.receipts or (reading,), 1):
        if reading.receipts:
            lines.append(f"  {number} of {len(reading.receipts)}{'' if reading.certain else ' (?)'}   ({one.kind})")
        lines += _rows(one, explain)
    return "\n".join(lines) + "\n"


def _rows(reading: Reading, explain: bool) -> Iterator[str]:
    for name in [name for name in FIELDS if name in reading.fields]:
        found = reading.fields[name]
        yield f"  {name:17} {_cell(plain(found.value), 42)} {reading.grade(name)}"
        if explain:
            yield f"  {'':17} {found.how}, {found.confidence:.2f}: {found.text}".rstrip(" :")
    for number, item in enumerate(reading.items):
        count = "" if item.quantity is None else f"{item.quantity} × "
        yield f"  {'' if number else 'items':17} {_cell(f'{count}{item.description}', 42)} {_item_end(reading, item)}"
    for check in reading.checks if explain else ():
        yield f"  {'holds' if check.held else 'FAILS':17} {check.name} ({', '.join(check.fields)})"


def _item_end(reading: Reading, item: LineItem) -> str:
    """An item's amount, and at the last one how sure all of them are."""
    return f"{item.amount}  {reading.grade('items')}" if item is reading.items[-1] else str(item.amount)


def _cell(text: str, width: int) -> str:
    """Padded to a width in columns of a terminal, where Chinese characters take two."""
    columns = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(0, width - columns)


def _draw(file: str, document: Document, reading: Reading, into: Path, drawn: list[Path]) -> Iterator[Path]:
    """The pages with their boxes as PNGs of names of their own: `NAME-1.explained.png`."""
    from ocr.explaining import explained

    for page, image in explained(document, reading):
        path = into / f"{Path(file).stem}-{page + 1}.explained.png"
        if path in drawn:
            # Two files of one name in different folders.
            path = into / f"{Path(file).stem}-{page + 1}-{len(drawn)}.explained.png"
        image.save(path)
        drawn.append(path)
        yield path


def _plain(value: Value | None) -> str | None:
    return None if value is None else plain(value)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        # `… | head` has seen enough; nobody is left to be told anything.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
