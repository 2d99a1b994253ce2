"""Paper originals that have arrived: of which line, when, and who ticked them off."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from bot.claims.claim import stem_of
from bot.claims.originals import Arrived
from bot.store import rows
from bot.store.tables import original


def arrived(connection: Connection, reference: str) -> Mapping[int, Arrived]:
    """What has arrived of a claim, by line."""
    mine = select(original).where(original.c.claim == stem_of(reference))
    return {row.line: Arrived(row.by, row.at) for row in connection.execute(mine)}


def tick(connection: Connection, reference: str, line: int, by: str, at: datetime) -> bool:
    """It is here; False where that stands there already."""
    return rows.once(connection, original, {"claim": stem_of(reference), "line": line, "by": by, "at": at})


def undo(connection: Connection, reference: str, line: int) -> bool:
    """It is not here after all; False where nothing stood there."""
    this = (original.c.claim == stem_of(reference)) & (original.c.line == line)
    return connection.execute(delete(original).where(this)).rowcount > 0


def move(connection: Connection, lines: Collection[int], reference: str, to: str) -> None:
    """What has arrived of these lines of a claim is of another one now, under the same numbers."""
    mine = (original.c.claim == stem_of(reference)) & original.c.line.in_(lines)
    connection.execute(update(original).where(mine).values(claim=stem_of(to)))
