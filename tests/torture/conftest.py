"""What the torture shares."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def folder() -> Iterator[Path]:
    # Not tmp_path: the name of a socket has at most a hundred characters.
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        yield Path(name)
