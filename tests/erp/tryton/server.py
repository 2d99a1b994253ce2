"""A real Tryton for the tests, out of the wheels of `requirements/tryton`, in a virtual environment of its own.

The environment is made once, in `.tryton/SERIES` of the project (`make clean` takes it away); the company is set up
once a run by `tryton_up.py`, in memory where the system has a folder there, because set-up writes very often.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = Path(__file__).with_name("tryton_up.py")
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - each run makes a private folder in it


@contextmanager
def server(series: str) -> Iterator[dict[str, Any]]:
    """What `tryton_up` says of a running server with a fresh company; stopped and deleted at the end.

    Without the packages the tests that need it are skipped, except where everything has to be tried.
    """
    python = _environment(series)
    within = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="tryton-", dir=within, ignore_cleanup_errors=True) as folder:
        command = [str(python), str(SCRIPT), "--dir", folder]
        started = subprocess.run(command, capture_output=True, text=True, check=False)
        if started.returncode != 0:
            raise RuntimeError(f"Tryton {series} did not start: {started.stderr[-2000:]}")
        try:
            yield json.loads(started.stdout)
        finally:
            subprocess.run([*command, "--stop"], capture_output=True, check=False)


def _environment(series: str) -> Path:
    """The Python of the series' environment, made where it is not there or not of this lock."""
    lock = ROOT / "requirements" / "tryton" / f"{series}.txt"
    folder = ROOT / ".tryton" / series
    python, stamp = folder / "bin" / "python", folder / ".lock"
    wanted = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    folder.parent.mkdir(exist_ok=True)
    with (folder.parent / f"{series}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # runs side by side wait for the first
        if not stamp.is_file() or stamp.read_text(encoding="ascii") != wanted:
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
            pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
            made = subprocess.run(
                [*pip, "--require-hashes", "-r", str(lock)], capture_output=True, text=True, check=False
            )
            if made.returncode != 0:
                _without(f"Tryton {series} could not be installed: {made.stderr.strip()[-500:]}")
            stamp.write_text(wanted, encoding="ascii")
    return python


def _without(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
