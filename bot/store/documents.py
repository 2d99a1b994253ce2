"""Documents: the bytes that people sent, once each, by their SHA-256. The one seam an object store would replace."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from bot.store import rows
from bot.store.errors import TooLarge, Unknown
from bot.store.tables import document

#: Bytes a document may have.
LIMIT = 25 * 1024 * 1024


class Stored(NamedTuple):
    """A document as it lies here: bytes, the name its first sender gave it, media type."""

    content: bytes
    name: str
    media_type: str


def put(connection: Connection, content: bytes, name: str, media_type: str, at: datetime) -> str:
    """Keep the bytes; their SHA-256 as 64 hex digits. Bytes that are here already keep their first name.

    Raises `TooLarge` above `LIMIT`.
    """
    if len(content) > LIMIT:
        raise TooLarge(len(content), LIMIT)
    digest = hashlib.sha256(content).hexdigest()
    # Looked up first: the usual second time is somebody sending a big file again, and bytes are not sent for nothing.
    if connection.execute(select(document.c.digest).where(document.c.digest == digest)).first() is None:
        values = {"digest": digest, "content": content, "name": name, "media_type": media_type, "received_at": at}
        rows.once(connection, document, values)
    return digest


def get(connection: Connection, digest: str) -> Stored:
    """The document; `Unknown` when there is none."""
    columns = document.c.content, document.c.name, document.c.media_type
    row = connection.execute(select(*columns).where(document.c.digest == digest)).first()
    if row is None:
        raise Unknown(f"no document {digest}")
    return Stored(bytes(row.content), row.name, row.media_type)


def media_types(connection: Connection, digests: Collection[str]) -> Mapping[str, str]:
    """The media type of each of these documents; their bytes are not read."""
    these = select(document.c.digest, document.c.media_type).where(document.c.digest.in_(digests))
    return {row.digest: row.media_type for row in connection.execute(these)} if digests else {}
