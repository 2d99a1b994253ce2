"""The scripts and styles of the pages: few, small, read once, all of them our own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


def media_type(name: str) -> str:
    """What a file of this name is."""
    return _TYPES[Path(name).suffix]


@cache
def static_files() -> Mapping[str, bytes]:
    """Their contents by name."""
    folder = Path(__file__).parent / "static"
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.suffix in _TYPES}


@cache
def edition() -> str:
    """Changes whenever a file does, so that no browser keeps an old one."""
    told = hashlib.sha256()
    for name, content in static_files().items():
        told.update(name.encode() + content)
    return told.hexdigest()[:12]
