"""Wake-ups: a committed job starts at once instead of at the next poll. Losing one costs a poll, so nothing here is
exact.

Runners of this process are woken by an event, those of other processes (PostgreSQL only) by NOTIFY, which the database
sends at commit and drops at rollback.
"""

from __future__ import annotations

import logging
import threading
from weakref import WeakSet

import psycopg
from sqlalchemy import Connection, text

from bot.store.database import Database, after_commit

log = logging.getLogger(__name__)

_CHANNEL = "bot_jobs"
_lock = threading.Lock()
_bells: WeakSet[Bell] = WeakSet()


class Bell:
    """One runner's: rings when there may be something to do. Every runner of the process hears every ring."""

    def __init__(self) -> None:
        self._rung = threading.Event()
        with _lock:
            _bells.add(self)

    def ring(self) -> None:
        self._rung.set()

    def wait(self, seconds: float) -> None:
        """Until it rings, or has rung since the last `wait`, at most so many seconds."""
        self._rung.wait(seconds)
        self._rung.clear()


def wake(connection: Connection) -> None:
    """Ring all bells once this transaction is committed."""
    after_commit(connection, _ring_all)
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"NOTIFY {_CHANNEL}"))


def _ring_all() -> None:
    with _lock:
        bells = list(_bells)
    for bell in bells:
        bell.ring()


def listen(database: Database, bell: Bell, stopping: threading.Event) -> None:
    """Ring for the NOTIFY of other processes until `stopping`; a lost connection is made again. PostgreSQL only."""
    while not stopping.is_set():
        try:
            with database.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT")
                connection.execute(text(f"LISTEN {_CHANNEL}"))
                driver = connection.connection.driver_connection
                assert isinstance(driver, psycopg.Connection)  # noqa: S101 # the engine's driver is ours to know
                bell.ring()  # whatever was sent while nobody listened
                while not stopping.is_set():
                    for _ in driver.notifies(timeout=0.5, stop_after=1):
                        bell.ring()
        except Exception:
            log.exception("cannot listen for wake-ups; polling goes on")
            stopping.wait(1)
