"""Who was named to decide in whose place."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from bot.claims.deputies import Deputyship
from bot.store.errors import Unknown
from bot.store.tables import deputy


def put(connection: Connection, named: Deputyship, at: datetime) -> Deputyship:
    """Keep it; the same with its number."""
    values = {"approver": named.approver, "deputy": named.deputy, "first": named.first, "last": named.last}
    number = connection.execute(insert(deputy).values(**values, named_at=at).returning(deputy.c.number)).scalar_one()
    return Deputyship(named.approver, named.deputy, named.first, named.last, int(number))


def end(connection: Connection, number: int, at: datetime) -> None:
    """It counts no more."""
    connection.execute(update(deputy).where(deputy.c.number == number).values(ended_at=at))


def load(connection: Connection, number: int) -> Deputyship:
    """The one of this number; `Unknown` when there is none."""
    row = connection.execute(select(deputy).where(deputy.c.number == number)).first()
    if row is None:
        raise Unknown(f"no deputyship {number}")
    return _deputyship(row)


def since(connection: Connection, day: date) -> tuple[Deputyship, ...]:
    """All that last until this day or longer, and were not ended; the first to begin first."""
    lasting = select(deputy).where(deputy.c.last >= day, deputy.c.ended_at.is_(None))
    return tuple(_deputyship(row) for row in connection.execute(lasting.order_by(deputy.c.first, deputy.c.number)))


def lasting(connection: Connection, approver: str, today: date) -> tuple[Deputyship, ...]:
    """Those that this approver has now or has named for later."""
    return tuple(one for one in since(connection, today) if one.approver == approver and one.lasts(today))


def _deputyship(row: Row[Any]) -> Deputyship:
    return Deputyship(row.approver, row.deputy, row.first, row.last, row.number, row.ended_at is not None)
