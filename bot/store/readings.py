"""What was read from a document, so that the same bytes are read once. A reading is plain JSON here, without floats."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.store import rows
from bot.store.tables import reading


def put(connection: Connection, digest: str, read: dict[str, Any], engine: str, at: datetime) -> None:
    """Keep the reading of a document, in place of an earlier one."""
    rows.put(connection, reading, [{"document": digest, "reading": read, "engine": engine, "read_at": at}])


def get(connection: Connection, digest: str) -> dict[str, Any] | None:
    """The reading as it was put; None when the document has not been read."""
    found = connection.execute(select(reading.c.reading).where(reading.c.document == digest)).scalar_one_or_none()
    return None if found is None else dict(found)
