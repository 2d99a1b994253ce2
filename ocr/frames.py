"""Frames between the OCR process and its parent: a JSON head and a body of bytes, each after its length in four bytes.

JSON and no pickles: a picture that takes over the process that decodes it must not be able to reach the parent's.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

_LENGTHS = struct.Struct(">II")
LONGEST = 64 * 1024 * 1024


def send(stream: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Write one frame and flush. Raises OSError where nobody reads any more."""
    text = json.dumps(head, ensure_ascii=True).encode()
    stream.write(_LENGTHS.pack(len(text), len(body)))
    stream.write(text)
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """The next frame, or None where the stream ended, within a frame too. Raises ValueError on what is no frame."""
    lengths = _exactly(stream, _LENGTHS.size)
    if lengths is None:
        return None
    head_length, body_length = _LENGTHS.unpack(lengths)
    if head_length > LONGEST or body_length > LONGEST:
        raise ValueError("not a frame")
    head = _exactly(stream, head_length)
    body = _exactly(stream, body_length)
    if head is None or body is None:
        return None
    decoded = json.loads(head)
    if not isinstance(decoded, dict):
        raise ValueError("not a frame")
    return decoded, body


def _exactly(stream: IO[bytes], count: int) -> bytes | None:
    content = stream.read(count) if count else b""
    return content if len(content) == count else None
