"""Where a demo plays: one at a time in a folder, and nothing that lies there is lost.

`data/demo` is played in again and again: what lies there is put aside first, as `data/demo-20261124-093000`. Of the
folders put aside the oldest go, as long as nobody has touched them since they were played; a ledger that somebody has
written in by hand stays for ever.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from bot.jobs.alone import Alone
from bot.jobs.errors import Occupied

OWN = Path("data/demo")

#: How many untouched folders stay beside the newest.
KEPT = 3

#: Written at the end of a demo, in the form of `sha256sum -c`: as long as it holds, nobody has touched the folder.
SEAL = "as-played.sha256"

#: Made by looking at a database or a ledger, not by a person.
_PASSING = (".runner", "-wal", "-shm", ".picklecache")


class Taken(Exception):
    """One cannot play in this folder; the sentence says why, and what to do."""


@contextmanager
def place(data: Path | None, now: datetime, *, works: bool = False) -> Iterator[tuple[Path, list[str]]]:
    """An empty folder that is ours alone until the end of the block, and what was done with what lay there.

    `works`: a runner of ours will work on the database, and keep others away from it.
    """
    folder = data or OWN
    told: list[str] = []
    with ExitStack() as stack:
        stack.enter_context(_held(folder))
        if any(folder.iterdir()):
            if data is not None:
                raise Taken(_full(folder))
            aside = _free_name(folder, now)
            with _without_run(folder):
                folder.rename(aside)
            told.append(f"What lay in {folder} is in {aside} now.")
            told += [f"{old} is deleted: an older demo that nobody has touched." for old in _thinned_out(folder)]
            stack.enter_context(_held(folder))
        if not works:
            stack.enter_context(_without_run(folder))
        yield folder, told


def seal(folder: Path) -> None:
    """Write down what the folder looks like now that the demo has ended."""
    lines = [f"{digest}  {name}\n" for name, digest in sorted(_digests(folder).items())]
    (folder / SEAL).write_text("".join(lines), "utf-8")


def is_untouched(folder: Path) -> bool:
    """Whether a demo ended here and everything is as it left it."""
    try:
        lines = (folder / SEAL).read_text("utf-8").splitlines()
    except OSError:
        return False
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)} == _digests(folder)


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and file.name != SEAL and not file.name.endswith(_PASSING)
    }


def _full(folder: Path) -> str:
    if (folder / "app.db").exists() and (folder / "ledger").exists():
        state = "A demo has played" if (folder / SEAL).exists() else "A demo was begun and not finished"
        return f"{state} in {folder}. Delete that folder, or give another one with --data."
    return f"{folder} is not empty: give a new folder with --data, so that nothing of yours is touched."


def _free_name(folder: Path, now: datetime) -> Path:
    name = f"{folder.name}-{now:%Y%m%d-%H%M%S}"
    names = [name, *(f"{name}-{number}" for number in range(2, 100))]
    return next(path for each in names if not (path := folder.with_name(each)).exists())


def _thinned_out(folder: Path) -> list[Path]:
    """Delete the oldest of the untouched folders; those that are gone."""
    aside = sorted(path for path in folder.parent.glob(f"{folder.name}-2*") if is_untouched(path))
    old = aside[: -KEPT or None]
    for path in old:
        shutil.rmtree(path)
    return old


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """The folder, made if it is missing, is played in by nobody else."""
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise Taken(
                f"Another demo is playing in {folder}. Wait until it has ended, or give another folder with --data."
            ) from None
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), folder.stat()):
                break
        # Put aside by another demo at this very moment.
        os.close(handle)
    try:
        yield
    finally:
        os.close(handle)


@contextmanager
def _without_run(folder: Path) -> Iterator[None]:
    """No `run` works on the database of this folder, nor begins to."""
    try:
        alone = Alone(folder / "app.db")
    except Occupied:
        raise Taken(f"A `run` works in {folder}. Stop it first, or give another folder with --data.") from None
    try:
        yield
    finally:
        alone.release()
