"""A queue whose time stands still until a test moves it, and runners over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

import pytest

from bot.jobs import clock as queue_time
from bot.jobs.clock import DatabaseClock, MovableClock
from bot.jobs.job import Handler
from bot.jobs.limits import Queue
from bot.jobs.runner import Runner
from bot.store.database import Database

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def clock(database: Database) -> Iterator[MovableClock]:
    movable = MovableClock(START)
    queue_time.use(database, movable)
    yield movable
    queue_time.use(database, DatabaseClock())


class MakeRunner(Protocol):
    def __call__(
        self, handlers: Mapping[str, Handler], queues: Mapping[str, Queue] = ..., **settings: Any
    ) -> Runner: ...


@pytest.fixture
def runner(database: Database, clock: MovableClock) -> MakeRunner:
    """Makes a runner with the movable clock and without chance: a failed job waits half of what is doubled."""

    def make(handlers: Mapping[str, Handler], queues: Mapping[str, Queue] | None = None, **settings: Any) -> Runner:
        return Runner(database, handlers, queues or {"default": Queue()}, clock=clock, chance=lambda: 0.0, **settings)

    return make
