"""The scripts and styles of the pages: few, small, read once, all of them our own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

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


def static_route() -> Route:
    """Where they are found, whoever asks: nobody's secret stands in them."""
    return Route("/static/{name}", _static)


async def _static(request: Request) -> Response:
    """A script or a style."""
    name = str(request.path_params["name"])
    content = static_files().get(name)
    if content is None:
        return PlainTextResponse("There is no such file.", 404)
    return Response(
        content, media_type=media_type(name), headers={"Cache-Control": "private, max-age=31536000, immutable"}
    )
