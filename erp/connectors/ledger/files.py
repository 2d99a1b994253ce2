"""The ledger's folder: the files Beancount would read, and one way to add to them.

    main.beancount        includes the rest
    accounts.beancount    opens and commodities
    months/2026-11.beancount
    documents/DIGEST.jpg
    drafts/REFERENCE.json not part of the ledger
    .lock                 held while anything is read or added
    .pending              what is being added, from before until after

An addition only ever appends: a file that a person has open is never rewritten, so no accident of ours can cost their
work. Because a killed process may leave part of a block, `.pending` says beforehand where which block will begin; who
takes the lock next finds it and cuts the torn end off. When an editor saves an older text over ours, the block is not
there any more: `OutcomeUnknown` if we notice at once, else the verification and the reconciliation say so.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from erp.errors import Busy, Misconfigured, OutcomeUnknown

_INCLUDE = re.compile(rb'include[ \t]+"([^"\n]+)"')


class LedgerFiles:
    """The folder. Every method but `lock` is called with the lock held, which is waited for `lock_seconds`."""

    def __init__(self, folder: Path, lock_seconds: float = 10.0) -> None:
        self.folder = folder
        self._lock_seconds = lock_seconds
        self.main = folder / "main.beancount"
        self.accounts = folder / "accounts.beancount"
        self.drafts = folder / "drafts"
        self.documents = folder / "documents"
        self._pending = folder / ".pending"

    def month(self, month: str) -> Path:
        """The file of a month such as `2026-11`; it may not exist yet."""
        return self.folder / "months" / f"{month}.beancount"

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One at a time, over threads and processes; tidies up after a killed one. Raises Busy after waiting."""
        if not self.main.exists():
            raise Misconfigured(f"there is no ledger in {self.folder}: {self.main.name} is missing")
        with (self.folder / ".lock").open("a") as held:
            deadline = time.monotonic() + self._lock_seconds
            while True:
                try:
                    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as error:
                    if time.monotonic() > deadline:
                        raise Busy("another process holds the ledger's lock", retry_after=5) from error
                    time.sleep(0.005)
            # Closing the file, or the death of the process, lets go of the lock.
            self._recover()
            yield

    def contents(self) -> dict[str, bytes]:
        """Every file that the main file includes, by its path in the folder. Raises Misconfigured when one is missing.

        What is not in here is not in the ledger: `find` may say "not there" only because nothing was left out.
        """
        contents: dict[str, bytes] = {}
        waiting = [self.main]
        while waiting:
            path = waiting.pop(0)
            name = os.path.relpath(path, self.folder)
            if name in contents:
                continue
            try:
                content = path.read_bytes()
            except OSError as error:
                raise Misconfigured(f"{name}: cannot be read: {error.strerror}") from error
            if b"\0" in content:
                raise Misconfigured(f"{name}: is not UTF-8 text (it was saved as UTF-16, or is damaged)")
            contents[name] = content
            for match in _INCLUDE.finditer(content):
                # At the beginning of its line, or it is a comment or part of a text.
                if not content[content.rfind(b"\n", 0, match.start()) + 1 : match.start()].strip(b" \t\xef\xbb\xbf"):
                    waiting += self._included(path, match.group(1).decode("utf-8", "replace"))
        for path in (self.folder / "months").glob("*.beancount"):
            name = os.path.relpath(path, self.folder)
            if name not in contents:
                raise Misconfigured(f"{self.main.name} does not include {name}")
        return contents

    def _included(self, path: Path, pattern: str) -> list[Path]:
        found = sorted(path.parent.glob(pattern)) if not os.path.isabs(pattern) else [Path(pattern)]
        if not found:
            raise Misconfigured(f'{os.path.relpath(path, self.folder)}: include "{pattern}" finds no file')
        return found

    def append(self, path: Path, block: str) -> None:
        """Add a block, whole or not at all, and on the disk on return. Raises OutcomeUnknown or Misconfigured."""
        size, last = _size_and_last_byte(path)
        # A blank line between entries, and a line end that an editor may have left out.
        data = ("\n" if last in (b"\n", b"") else "\n\n").encode() + block.encode("utf-8")
        name = os.path.relpath(path, self.folder)
        pending = json.dumps({"file": name, "offset": size, "block": data.decode("utf-8")})
        write_whole(self._pending, pending.encode("utf-8"))
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            try:
                _write_all(descriptor, data)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            if not size:
                _sync_folder(path.parent)
        except OSError as error:
            raise self._after_failure(path, data, size, error) from error
        try:
            if not self._holds(path, data, size):
                # An editor saved the file in this very moment.
                raise OutcomeUnknown(f"{name}: was changed by another program while it was being written")
            self._pending.unlink()
        except OSError as error:
            raise OutcomeUnknown(f"{name}: was written; then: {error.strerror}") from error

    def _after_failure(self, path: Path, data: bytes, size: int, error: OSError) -> OutcomeUnknown | Misconfigured:
        """What a failed write left: nothing, once its torn end is cut off; or it cannot be told."""
        name = os.path.relpath(path, self.folder)
        try:
            self._recover()
            if not self._holds(path, data, size):
                return Misconfigured(f"{name}: cannot be written: {error.strerror}")
        except OSError as another:
            return OutcomeUnknown(f"{name}: {error.strerror}; then: {another.strerror}")
        return OutcomeUnknown(f"{name}: {error.strerror}")

    def _recover(self) -> None:
        """Cut off what a killed process left half written; a whole block stays, and so does what a person edited."""
        try:
            pending = json.loads(self._pending.read_bytes())
        except FileNotFoundError:
            return
        path = self.folder / pending["file"]
        block = pending["block"].encode("utf-8")
        content = path.read_bytes() if path.exists() else b""
        end = content[pending["offset"] :]
        # After a power cut the end of a file may be zeros that were never written.
        if end and not end.startswith(block) and block.startswith(end.rstrip(b"\0")):
            os.truncate(path, pending["offset"])
            _sync(path)
        self._pending.unlink()

    @staticmethod
    def _holds(path: Path, data: bytes, offset: int) -> bool:
        try:
            return path.read_bytes().find(data, offset) >= 0
        except FileNotFoundError:
            return False


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that at any moment it is the old one or the new one, and on the disk. One writer at a time."""
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _sync_folder(path.parent)


def _size_and_last_byte(path: Path) -> tuple[int, bytes]:
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            if not size:
                return 0, b""
            file.seek(size - 1)
            return size, file.read(1)
    except FileNotFoundError:
        return 0, b""


def _write_all(descriptor: int, data: bytes) -> None:
    written = 0
    while written < len(data):
        written += os.write(descriptor, data[written:])


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
