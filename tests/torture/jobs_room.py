"""A worker process over the job table alone, for the kill tests: some jobs fail, are put off, or crash the process."""

from __future__ import annotations

import os
import random
import threading
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from bot.jobs.job import Job, Work
from bot.jobs.limits import Queue
from bot.jobs.queue import enqueue
from bot.jobs.runner import Runner
from bot.schedule import Intervals, Schedules, put
from bot.store.database import Database

LEASE = 1.0
QUEUES = {
    "default": Queue(slots=4, max_attempts=1000, base_seconds=0.05, cap_seconds=0.5),
    "limited": Queue(slots=2, max_attempts=1000, base_seconds=0.05, cap_seconds=0.5, rate="40/s", burst=4),
}


def work_until_killed(url: str) -> None:
    """One node: runner and ticks, in haste."""
    database = Database(url)
    room = Room(database)
    runner = Runner(database, room.handlers, QUEUES, on_dead=room.on_dead, lease_seconds=LEASE, poll_seconds=0.1)
    schedules = Schedules(database, runner, lambda: datetime.now(UTC), Intervals(0.1, 0.2, 0.2, 1, 3600))
    with database.writing() as connection:
        put(connection, "every-second", "slot", "UTC", "every 1 s", datetime.now(UTC))
    runner.start()
    schedules.start()
    threading.Event().wait()


class Room:
    """The handlers. Each effect is a row that nothing keeps from standing there twice."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._chance = random.Random(os.getpid())
        self.handlers = {"first": self.first, "second": self.second, "slot": self.second, "crash": self.crash}

    def first(self, work: Work) -> None:
        dice = self._chance.random()
        if dice < 0.1:
            raise OSError("no answer")
        if dice < 0.2:
            with self._database.writing() as connection:
                work.later(connection, 0.2)
            return
        threading.Event().wait(self._chance.uniform(0, 0.03))  # outside, without a transaction
        work.guard()
        with self._database.writing() as connection:
            effect(connection, work.job)
            enqueue(connection, "second", key=f"{work.job.key}:second", queue="limited")
            work.done(connection)

    def second(self, work: Work) -> None:
        with self._database.writing() as connection:
            work.done(connection)
            effect(connection, work.job)

    def crash(self, work: Work) -> None:
        os._exit(3)

    def on_dead(self, connection: Connection, job: Job) -> None:
        effect(connection, job)


def effect(connection: Connection, job: Job) -> None:
    connection.execute(
        text("INSERT INTO torture_effect VALUES (:key, :attempt)"), {"key": job.key, "attempt": job.attempt}
    )
