"""Proof that no other process runs the jobs of this SQLite database, so that `running` can only mean: it died.

A POSIX record lock on a file beside the database: the system drops it with the process, however that ends, and a child
made by fork does not keep it. It is per process, so we remember what this process itself holds.
"""

from __future__ import annotations

import fcntl
import os
import threading
from pathlib import Path

from bot.jobs.errors import Occupied

_held: dict[Path, int] = {}  # by which process: a child made by fork inherits the memory but not the lock
_lock = threading.Lock()


class Alone:
    """Holds the lock from construction to `release`. Raises `Occupied` when somebody else has it."""

    def __init__(self, database: Path) -> None:
        self._path = Path(f"{database.resolve()}.runner")
        with _lock:
            if _held.get(self._path) == os.getpid():
                raise Occupied("this process runs the jobs of this database already")
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                os.close(self._file)
                raise Occupied("another process runs the jobs of this database") from error
            _held[self._path] = os.getpid()

    def release(self) -> None:
        with _lock:
            os.close(self._file)
            _held.pop(self._path, None)
