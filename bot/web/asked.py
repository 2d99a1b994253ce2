"""What a browser sends, taken for nothing before it was looked at: `Wrong` is what none of our pages would send."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.workflow.event_json import sound_text

_NAME = re.compile(r"[A-Za-z0-9-]{8,64}")


class Wrong(Exception):
    """The request is none that our page makes; the answer says why with this status."""

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.status = status


async def body(request: Request, limit: int) -> bytes:
    """What was sent, not more than the limit. Raises `Wrong`."""
    if int(request.headers.get("content-length") or 0) > limit:
        raise Wrong("Too large.", 413)
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise Wrong("Too large.", 413)
        parts.append(part)
    return b"".join(parts)


def parsed(content: bytes) -> Mapping[str, Any]:
    """The JSON object that was sent. Raises `Wrong`."""
    try:
        sent = json.loads(content)
    except (ValueError, RecursionError):
        raise Wrong("Not JSON.") from None
    if not isinstance(sent, dict):
        raise Wrong("Not an object.")
    return sent


def fields(content: bytes, most: int) -> list[tuple[str, str]]:
    """The fields of the form that was sent, the empty ones too. Raises `Wrong` for more than `most`."""
    try:
        sent = parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=most)
    except ValueError:
        raise Wrong("Too many fields.", 413) from None
    return [(sound_text(name), sound_text(value)) for name, value in sent]


def sent_as(value: object) -> str:
    """The browser's name for what it sends. Raises `Wrong`."""
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise Wrong("Without a name of its own it could be taken twice.")
    return value


def text(sent: Mapping[str, Any], name: str) -> str:
    """One text of what was sent. Raises `Wrong`."""
    value = sent.get(name)
    if not isinstance(value, str):
        raise Wrong(f"{name} is a text.")
    return sound_text(value)


def texts(sent: Mapping[str, Any], name: str) -> dict[str, str]:
    """Several texts of what was sent, by name. Raises `Wrong`."""
    values = sent.get(name)
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise Wrong(f"{name} are texts.")
    return {sound_text(one): sound_text(value) for one, value in values.items()}


def number(value: object) -> int:
    """A whole number that a database can hold. Raises `Wrong`."""
    digits = str(value)
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
        raise Wrong("Not a number.")
    return int(digits)
