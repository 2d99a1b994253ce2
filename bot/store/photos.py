"""Which line a photo became: one photo is one line, however often and by however many kinds of event it is told."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select, update

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


def move(connection: Connection, lines: Collection[int], stem: str, to: str) -> None:
    """The photos of these lines of a claim are lines of another one now, under the same numbers."""
    moved = update(photo).where(photo.c.claim == stem, photo.c.line.in_(lines))
    connection.execute(moved.values(claim=to))


def remember(
    connection: Connection,
    platform: str,
    workspace: str,
    file_key: str,
    employee: str,
    document: str,
    stem: str,
    line: int,
    before: tuple[str, int] | None = None,
) -> None:
    """The photo is this line from now on, instead of what `once` said (`before`).

    Raises `Stale` when another transaction was faster: roll back, look again.
    """
    key = {"platform": platform, "workspace": workspace, "file_key": file_key}
    is_now = {"employee": employee, "document": document, "claim": stem, "line": line}
    if before is None:
        fresh = rows.once(connection, photo, {**key, **is_now})
    else:
        this = [photo.c[name] == value for name, value in key.items()]
        was = photo.c.claim == before[0], photo.c.line == before[1]
        fresh = connection.execute(update(photo).where(*this, *was).values(**is_now)).rowcount == 1
    if not fresh:
        raise Stale(f"photo {file_key} is another line already")
