"""`python -m ocr FILE…`: read documents and show what they say; `--jsonl` for programs, `--serve` for the bot."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import ocr
from ocr.engines import ENGINES
from ocr.errors import OcrError

SHOWN = ("merchant", "date", "total", "net", "tax", "currency", "invoice_code", "invoice_number")


def main(arguments: list[str] | None = None) -> int:
    """0 where every file was read, 1 where some were not, 2 on wrong usage."""
    parser = options()
    chosen = parser.parse_args(arguments)
    if chosen.serve:
        from ocr.serve import serve

        return serve(chosen.engine, chosen.memory)
    if not chosen.files:
        parser.error("name at least one file")
    failed = False
    today = chosen.today or date.today()  # noqa: DTZ011 - the calendar of whoever typed the command
    for row in rows(chosen.files, chosen.engine, today):
        failed = failed or "error" in row
        print(json.dumps(row, ensure_ascii=False) if chosen.jsonl else table(row), flush=True)
    return 1 if failed else 0


def options() -> argparse.ArgumentParser:
    """What may be typed; `docs/commands.md` lists it."""
    parser = argparse.ArgumentParser(prog="python -m ocr", description="Read receipts and invoices.")
    parser.add_argument("files", nargs="*", metavar="FILE", help="JPEG, PNG, WebP, HEIC, PDF, OFD or invoice XML")
    parser.add_argument("--jsonl", action="store_true", help="one JSON object a line instead of a table")
    parser.add_argument("--engine", default="auto", help=f"auto, {', '.join(ENGINES)}, or module:Class")
    parser.add_argument(
        "--today", type=date.fromisoformat, default=None, metavar="DATE", help="for judging dates (default: today)"
    )
    parser.add_argument("--serve", action="store_true", help="answer frames on standard input (used by the bot)")
    parser.add_argument("--memory", type=int, default=None, metavar="BYTES", help="with --serve: memory limit")
    return parser


def rows(files: list[str], engine: str, today: date) -> Iterator[dict[str, Any]]:
    """One row a file: what was read, or the error it ended in; one engine serves all files."""
    for file in files:
        begun = time.perf_counter()
        row: dict[str, Any] = {"file": file}
        try:
            reading = ocr.read(Path(file).read_bytes(), Path(file).name, today=today, engine=engine)
        except OcrError as error:
            row |= {"error": f"{type(error).__name__}: {error}"}
        except OSError as error:
            row |= {"error": f"{type(error).__name__}: {error.strerror}"}
        else:
            row["kind"] = reading.kind
            row |= {name: _plain(reading.value(name)) for name in SHOWN}
            row["grades"] = dict(reading.grades)
        row["seconds"] = round(time.perf_counter() - begun, 2)
        yield row


def table(row: dict[str, Any]) -> str:
    """A row for people: the file, then each value with its grade."""
    if "error" in row:
        return f"{row['file']}\n  {row['error']}\n"
    lines = [f"{row['file']}   ({row['kind']}, {row['seconds']} s)"]
    lines += [f"  {name:15} {row[name]:42} {row['grades'].get(name, '')}".rstrip() for name in SHOWN if row[name]]
    return "\n".join(lines) + "\n"


def _plain(value: object) -> str | None:
    return None if value is None else str(value)


if __name__ == "__main__":
    sys.exit(main())
