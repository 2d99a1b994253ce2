"""How far the reading of a long document is, for as long as it is read: no event of its claim, and forgotten after."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, select

from bot.store import rows
from bot.store.tables import reading_progress


def put(connection: Connection, digest: str, page: int, pages: int) -> None:
    """The document is at this page, counted from 1, of so many."""
    rows.put(connection, reading_progress, [{"document": digest, "page": page, "pages": pages}])


def of(connection: Connection, digests: Collection[str]) -> dict[str, tuple[int, int]]:
    """The page and how many there are, for those of the documents that are being read and said so."""
    if not digests:
        return {}
    table = reading_progress
    found = connection.execute(
        select(table.c.document, table.c.page, table.c.pages).where(table.c.document.in_(digests))
    )
    return {row.document: (row.page, row.pages) for row in found}


def drop(connection: Connection, digest: str) -> None:
    """The document is not read any more."""
    connection.execute(delete(reading_progress).where(reading_progress.c.document == digest))
