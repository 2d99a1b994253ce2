"""The OCR process from outside: started once, warmed up, killed and started again when a picture is too much for it.

The process that uses this never loads an engine itself: it stays small, and a killer picture costs one reading.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ocr import frames
from ocr.errors import OcrError, TooLarge, Unavailable, Unreadable
from ocr.reading import Document, Progress, Reading, unwatched
from ocr.reading_json import reading

#: Starting reads 31 MB of models; on a busy small machine with a cold disk that takes a while.
START_SECONDS = 120.0
#: On two free cores a receipt takes 1.5 s, a full photo of an invoice 5 s, eight receipts on one photo 12 s.
#: Of a document of several scanned pages, each page has this long.
READ_SECONDS = 60.0
#: In all: sixty scanned pages on a machine that has much else to do.
DOCUMENT_SECONDS = 900.0
#: A warm child holds 0.25 GB; the worst picture we tried (noise, 2000 pixels square) needed 1.1 GB.
MEMORY_BYTES = 3 * 1024**3

_PASSED_ON = frozenset(
    {"PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TESSDATA_PREFIX", "VIRTUAL_ENV"}
    | {"TMPDIR", "TMP", "TEMP", "SYSTEMROOT"}
)

_ERRORS: dict[str, type[Unreadable] | type[Unavailable]] = {"Unreadable": Unreadable, "Unavailable": Unavailable}


class OcrProcess:
    """One child process that reads one document at a time. Safe for threads: later callers wait their turn.

    `engine` is `auto`, `rapid`, `tesseract`, or a `module:Class` of one's own; times are in seconds, memory in bytes.
    `read_seconds` is for a document, and for each page of one whose pages have to be recognised.
    The child is started at once and warms up by itself; the first reading waits for it.
    """

    def __init__(
        self,
        engine: str = "auto",
        *,
        read_seconds: float = READ_SECONDS,
        start_seconds: float = START_SECONDS,
        memory_bytes: int | None = MEMORY_BYTES,
    ) -> None:
        self._engine = engine
        self._read_seconds = read_seconds
        self._start_seconds = start_seconds
        self._memory_bytes = memory_bytes
        self._turn = threading.Lock()
        self._closed = False
        self._ready = ""
        self._child: subprocess.Popen[bytes] | None = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, document: Document, today: date, progress: Progress = unwatched) -> Reading:
        """What a document says. Raises Unreadable, TooLarge or Unavailable; after Unavailable it may be tried again.

        What `progress` raises ends the reading and is passed on; the child is then free for the next document.
        """
        head = {"name": document.name, "media_type": document.media_type, "today": today.isoformat()}
        with self._turn:
            self._wait_until_ready()
            until = time.monotonic() + DOCUMENT_SECONDS
            answer = self._exchange((head, document.content), self._read_seconds)
            while "page" in answer:
                try:
                    progress(int(answer["page"]), int(answer["pages"]))
                except BaseException:
                    with suppress(Unavailable):
                        self._exchange(({"cancelled": True}, b""), self._read_seconds)
                    raise
                answer = self._exchange(({}, b""), min(self._read_seconds, max(0.0, until - time.monotonic())))
        if "reading" in answer:
            return reading(answer["reading"])
        raise _error(answer)

    def wait(self) -> str:
        """Wait until the child is warm; the name of its engine. Raises Unavailable."""
        with self._turn:
            self._wait_until_ready()
            return self._ready

    def memory(self) -> int:
        """Resident bytes of the child now; 0 where it does not run or the system does not say."""
        child = self._child
        if child is None or child.poll() is not None:
            return 0
        try:
            pages = int(Path(f"/proc/{child.pid}/statm").read_text(encoding="ascii").split()[1])
        except (OSError, ValueError, IndexError):
            return 0
        return pages * os.sysconf("SC_PAGE_SIZE")

    def close(self) -> None:
        """End the child and wait for its end. A reading under way in another thread ends as Unavailable."""
        self._closed = True
        child = self._child
        if child is not None:
            kill(child)
        with self._turn:
            self._discard()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "ocr", "--serve", "--engine", self._engine]
        if self._memory_bytes is not None:
            command += ["--memory", str(self._memory_bytes)]
        # In a session of its own: Ctrl-C in a terminal reaches only the parent, which then ends its child in order, and
        # programs the child starts end with it.
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(os.environ), start_new_session=True
        )

    def _wait_until_ready(self) -> None:
        if self._closed:
            raise Unavailable("engine_failed", "the OCR process was closed")
        if self._child is None or self._child.poll() is not None:
            self._discard()
            self._child = self._start()
        if self._ready:
            return
        answer = self._exchange(None, self._start_seconds)
        if "ready" not in answer:
            self._discard()
            raise _error(answer)
        self._ready = str(answer["ready"])

    def _exchange(self, question: tuple[dict[str, Any], bytes] | None, seconds: float) -> dict[str, Any]:
        """Send a question, if any, and take one answer; the child is killed when that takes longer than `seconds`."""
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            raise Unavailable("engine_failed", "the OCR process does not run")
        late = threading.Event()

        def end() -> None:
            late.set()
            kill(child)

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            if question is not None:
                frames.send(child.stdin, *question)
            frame = frames.receive(child.stdout)
        except (OSError, ValueError):
            frame = None
        finally:
            timer.cancel()
        if frame is not None and not late.is_set():
            return frame[0]
        self._discard()
        if self._closed:
            raise Unavailable("engine_failed", "the OCR process was closed")
        # The next caller should not wait for a cold start: begin it now.
        self._child = self._start()
        if frame is not None:
            return frame[0]  # the answer and the time-out crossed: the child is gone, the answer is good
        if late.is_set():
            raise Unavailable("time_out", f"no answer within {seconds:g} s")
        raise Unavailable("engine_failed", "the OCR process ended")

    def _discard(self) -> None:
        child, self._child, self._ready = self._child, None, ""
        if child is None:
            return
        kill(child)
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with suppress(OSError):  # what was not yet written to a dead child is of no use to anyone
                    stream.close()
        child.wait()


def environment(own: Mapping[str, str]) -> dict[str, str]:
    """What the child is told: where programs and libraries are, and where we were found. No password or token of ours:
    the child opens files of strangers."""
    kept = {name: value for name, value in own.items() if name in _PASSED_ON}
    here = str(Path(__file__).resolve().parent.parent)
    kept["PYTHONPATH"] = os.pathsep.join(path for path in (here, own.get("PYTHONPATH", "")) if path)
    return kept


def kill(child: subprocess.Popen[bytes]) -> None:
    """End a child and whatever it started; nothing happens where it has ended already."""
    if child.poll() is not None:
        return
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()


def _error(answer: dict[str, Any]) -> OcrError:
    """The named error a frame carries; a frame that carries none is a failure of the child."""
    reason, detail = str(answer.get("reason")), str(answer.get("detail", ""))
    if answer.get("error") == "TooLarge":
        return TooLarge(reason, limit=int(answer["limit"]), actual=int(answer["actual"]))
    kind = _ERRORS.get(str(answer.get("error")))
    return kind(reason, detail) if kind else Unavailable("engine_failed", "no answer of ours")
