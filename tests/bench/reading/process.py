"""The OCR process as the bot runs it: how long until it is warm, and how much memory it holds while it reads."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import ocr
from tests.bench.figures import Figure, seconds


def figures(files: Sequence[Path], today: date) -> list[Figure]:
    """Cold start, and the most memory (asked for ten times a second) while `files` are read."""
    begun = time.perf_counter()
    most = 0
    done = threading.Event()
    with ocr.OcrProcess() as process:

        def watch() -> None:
            nonlocal most
            while not done.wait(0.1):
                most = max(most, process.memory())

        engine = process.wait()
        cold = time.perf_counter() - begun
        warm = process.memory()
        watching = threading.Thread(target=watch, daemon=True)
        watching.start()
        for path in files:
            with suppress(ocr.OcrError):  # a document that is refused holds memory too
                process.read(ocr.document(path.read_bytes(), path.name), today)
        held = process.memory()
        done.set()
        watching.join()
    return [
        seconds("cold start of the OCR process", cold, engine),
        Figure("its resident memory, warm", f"{warm / 1e9:.2f}", "GB"),
        Figure(f"after {len(files)} documents", f"{held / 1e9:.2f}", "GB"),
        Figure("at most", f"{most / 1e9:.2f}", "GB"),
    ]
