"""What chat platforms told us, each event once. It is kept before it is acknowledged."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from bot.store import rows
from bot.store.errors import Unknown
from bot.store.tables import event


@dataclass(frozen=True, slots=True)
class Received:
    """One event: `event_id` is the platform's own, `id` ours, `content` what the platform's adapter made of it."""

    id: int
    platform: str
    event_id: str
    kind: str
    content: dict[str, Any]
    received_at: datetime


def receive(
    connection: Connection, platform: str, event_id: str, kind: str, content: dict[str, Any], at: datetime
) -> int | None:
    """Keep an event; its number here, or None when it was received before."""
    values = {"platform": platform, "event_id": event_id, "kind": kind, "content": content, "received_at": at}
    statement = rows.insert(connection, event).values(**values).on_conflict_do_nothing().returning(event.c.id)
    number: int | None = connection.execute(statement).scalar_one_or_none()
    return number


def load(connection: Connection, number: int) -> Received:
    """The event with our number; `Unknown` when there is none."""
    row = connection.execute(select(event).where(event.c.id == number)).first()
    if row is None:
        raise Unknown(f"no event {number}")
    return Received(row.id, row.platform, row.event_id, row.kind, dict(row.content), row.received_at)


def forget(connection: Connection, platform: str, workspace: str, user_id: str, but: Collection[int]) -> int:
    """Take away what this chat user sent, except the events numbered in `but`; how many. That they came stays known."""
    found = select(event.c.id, event.c.content).where(event.c.platform == platform, event.c.content != {})
    user = {"platform": platform, "workspace": workspace, "id": user_id}
    mine = [row.id for row in connection.execute(found) if row.content["user"] == user and row.id not in but]
    for number in mine:
        connection.execute(update(event).where(event.c.id == number).values(content={}))
    return len(mine)
