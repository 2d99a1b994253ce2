"""The OCR process from inside: one engine, one document at a time, until its parent hangs up.

A thread reads the frames, so that the end of the parent is noticed in the middle of a picture too, and the process
never outlives it. Everything a library prints goes to standard error; standard output carries frames only.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from datetime import date
from typing import Any, BinaryIO

from PIL import Image

from ocr import engines, frames, pipeline
from ocr.engines.engine import Engine
from ocr.errors import Cancelled, OcrError, TooLarge, Unavailable
from ocr.reading import Document, Progress, unwatched
from ocr.reading_json import written


def serve(engine_name: str, memory_bytes: int | None) -> int:
    """Answer documents on standard input until it ends. The first frame out says `ready`, or why not."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    if memory_bytes:
        limit_memory(memory_bytes)
    waiting: queue.SimpleQueue[tuple[dict[str, Any], bytes]] = queue.SimpleQueue()
    threading.Thread(target=_read_frames, args=(sys.stdin.buffer, waiting), daemon=True).start()
    try:
        engine = engines.start(engine_name)
        # The first picture is slow: models are read and memory is taken then, so a blank one goes first.
        engine.recognise(Image.new("RGB", (320, 320), "white"))
    except OcrError as error:
        frames.send(answers, refusal(error))
        return 1
    frames.send(answers, {"ready": engine.name})

    def progress(page: int, pages: int) -> None:
        frames.send(answers, {"page": page, "pages": pages})
        if waiting.get()[0].get("cancelled"):
            raise Cancelled

    while True:
        head, content = waiting.get()
        try:
            frames.send(answers, answer(head, content, engine, progress))
        except BrokenPipeError:
            return 0


def answer(head: dict[str, Any], content: bytes, engine: Engine, progress: Progress = unwatched) -> dict[str, Any]:
    """One document read, or the named error it ended in. Whatever nobody foresaw is `engine_failed`, by its class."""
    document = Document(content, head["name"], head["media_type"])
    try:
        today = date.fromisoformat(head["today"])
        return {"reading": written(pipeline.read(document, today=today, engine=engine, progress=progress))}
    except OcrError as error:
        return refusal(error)
    except BrokenPipeError:
        raise  # the parent is gone
    except MemoryError:
        return refusal(Unavailable("engine_failed", "out of memory"))
    except Exception as error:  # noqa: BLE001 - the process answers, whatever a library raised on somebody's file
        return refusal(Unavailable("engine_failed", type(error).__name__))


def refusal(error: OcrError) -> dict[str, Any]:
    """A named error as a frame."""
    more = {"limit": error.limit, "actual": error.actual} if isinstance(error, TooLarge) else {}
    return {"error": type(error).__name__, "reason": error.reason, "detail": error.detail, **more}


def limit_memory(size: int) -> None:
    """Let allocations over `size` bytes fail in this process only, where the system can (Linux, other Unixes)."""
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time-out is what is left there
        return
    # Data, not address space: models and libraries map gigabytes they never touch.
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def _read_frames(stream: BinaryIO, waiting: queue.SimpleQueue[tuple[dict[str, Any], bytes]]) -> None:
    while (frame := frames.receive(stream)) is not None:
        waiting.put(frame)
    # The parent is gone: nobody waits for the picture in work, nor for a program started for it.
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(0)
