"""Which line a photo became: one photo is one line, however often and by however many kinds of event it is told."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bot.store import rows
from bot.store.errors import Stale
from bot.store.tables import photo


def once(connection: Connection, platform: str, workspace: str, file_key: str) -> tuple[str, int] | None:
    """(Stem of the claim, line id) the photo became; None the first time.

    `file_key` is the platform's file id, or where it has none, message id and index.
    """
    row = connection.execute(
        select(photo.c.claim, photo.c.line).where(
            photo.c.platform == platform, photo.c.workspace == workspace, photo.c.file_key == file_key
        )
    ).first()
    return (row.claim, row.line) if row else None


def remember(
    connection: Connection,
    platform: str,
    workspace: str,
    file_key: str,
    employee: str,
    document: str,
    stem: str,
    line: int,
) -> None:
    """The photo is this line from now on. Raises `Stale` when another transaction was faster: roll back, look again."""
    key = {"platform": platform, "workspace": workspace, "file_key": file_key}
    if not rows.once(
        connection, photo, {**key, "employee": employee, "document": document, "claim": stem, "line": line}
    ):
        raise Stale(f"photo {file_key} is a line already")
