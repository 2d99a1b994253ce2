"""How long the processes take to start, and what they hold in memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from ocr.errors import Unavailable
from ocr.process import OcrProcess
from tests.bench.figures import Figure, seconds


def figures(folder: Path) -> list[Figure]:
    first, again, again2 = (_start_of_bot(folder / "house") for _ in range(3))
    found = [
        seconds("bot process, first start to ready (with a new database)", first),
        seconds("bot process, start to ready", min(again, again2)),
    ]
    began = time.perf_counter()
    with OcrProcess() as reader:
        try:
            engine = reader.wait()
        except Unavailable as error:
            return [*found, Figure("OCR process", "-", note=f"not here: {error}")]
        found.append(seconds("OCR process, start to ready", time.perf_counter() - began, engine))
    said = json.loads(_house(folder / "two", "receipts"))
    return [
        *found,
        _megabytes("bot process, resident after the two demo receipts", said["bot"]),
        _megabytes("OCR process, resident when ready", said["warm"]),
        _megabytes("OCR process, resident after the two demo receipts", said["ocr"]),
    ]


def _start_of_bot(folder: Path) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "tests.bench.house", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as bot:
        if bot.stdout is None or bot.stdout.readline() != b"ready\n":
            raise RuntimeError("the bot process did not start")
        taken = time.perf_counter() - began
        bot.communicate()
    return taken


def _house(folder: Path, *more: str) -> bytes:
    command = [sys.executable, "-m", "tests.bench.house", str(folder), *more]
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True).stdout


def _megabytes(what: str, size: int) -> Figure:
    return Figure(what, f"{size / 1e6:.0f}", "MB")
