"""Queue time: what leases, backoff and `run_at` are measured by. Not business time, which the demo may move.

On PostgreSQL it is the database's clock, because the clocks of several machines differ; `clock_timestamp()`, because
`now()` stands still within a transaction. On SQLite there is one machine, so it is that machine's.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy import Connection, func, select

from bot.store.columns import Moment
from bot.store.database import Database

_OPTION = "bot_queue_clock"


class QueueClock(Protocol):
    """Tells the time of the queue, aware."""

    def now(self, connection: Connection) -> datetime: ...


class DatabaseClock:
    """The real one."""

    def now(self, connection: Connection) -> datetime:
        if connection.dialect.name == "postgresql":
            return connection.execute(select(func.clock_timestamp(type_=Moment()))).scalar_one()
        return datetime.now(UTC)


class MovableClock:
    """Stands still until it is moved; for tests, stories and the scripted demo."""

    def __init__(self, start: datetime) -> None:
        self._lock = threading.Lock()
        self._now = start.astimezone(UTC)

    def now(self, connection: Connection | None = None) -> datetime:
        with self._lock:
            return self._now

    def move_to(self, moment: datetime) -> None:
        """Forward only: a moment that has passed leaves the clock where it is."""
        with self._lock:
            self._now = max(self._now, moment.astimezone(UTC))


_REAL = DatabaseClock()


def use(database: Database, clock: QueueClock) -> None:
    """From now on every connection of this database tells the queue's time by `clock`."""
    database.engine.update_execution_options(**{_OPTION: clock})


def now(connection: Connection) -> datetime:
    """The queue's time."""
    clock: QueueClock = connection.get_execution_options().get(_OPTION, _REAL)
    return clock.now(connection)
