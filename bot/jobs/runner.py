"""The embedded runner: takes jobs and delivers them to threads of this process, each in its own.

Several runners may share a PostgreSQL database. A SQLite database has one; at its start whatever was running goes back.
The delayed, the silent and the old need somebody to tick: `promote`, `reap`, `purge` (bot/schedule.py does).
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, exists, select

from bot.jobs import clock as queue_time
from bot.jobs import ending, upkeep
from bot.jobs.alone import Alone
from bot.jobs.clock import MovableClock, QueueClock
from bot.jobs.execution import Execution
from bot.jobs.job import Handler
from bot.jobs.limits import Queue
from bot.jobs.row import Job, OnDead
from bot.jobs.taking import READY, take
from bot.jobs.wake import Bell, listen
from bot.store.database import Database
from bot.store.tables import job

__all__ = ["Handler", "Queue", "Runner"]

log = logging.getLogger(__name__)


class Runner:
    """Runs the jobs of the queues it is given, by the handlers it is given.

    `name` says which process this is (host and process id by default); `worker` is the name with a random part, so
    that a restarted process is not taken for its predecessor. `clock` and `chance` are for tests.
    """

    def __init__(
        self,
        database: Database,
        handlers: Mapping[str, Handler],
        queues: Mapping[str, Queue],
        *,
        clock: QueueClock | None = None,
        on_dead: OnDead | None = None,
        lease_seconds: float = 60,
        poll_seconds: float = 0.5,
        name: str = "",
        chance: Callable[[], float] | None = None,
    ) -> None:
        self.worker = f"{(name or f'{socket.gethostname()}:{os.getpid()}')[-50:]}-{secrets.token_hex(4)}"
        self._database = database
        self._queues = dict(sorted(queues.items()))  # machines lock the rates of limited queues in the same order
        self._clock = clock
        if clock:
            queue_time.use(database, clock)
        self._lease_seconds = lease_seconds
        self._poll_seconds = poll_seconds
        self._stopping = threading.Event()
        self._ended = threading.Event()
        self._execution = Execution(
            database, handlers, queues, on_dead, lease_seconds, self._stopping.wait, *([chance] if chance else [])
        )
        self._bell = Bell()
        self._changed = threading.Condition()
        self._running: dict[int, Job] = {}
        self._not_before: dict[str, float] = {}  # limited queues: time.monotonic() of the next start
        self._threads: list[threading.Thread] = []
        self._alone: Alone | None = None

    # Delivery

    def start(self) -> None:
        """Start the threads. Raises `Occupied` when another process runs the jobs of this SQLite database."""
        if self._threads:
            raise RuntimeError("a runner is started once")
        if self._database.dialect == "sqlite":
            self._alone = Alone(Path(self._database.engine.url.database or ""))
            with self._database.writing() as connection:
                upkeep.give_all_back(connection, self._execution.on_dead, self._execution.chance())
        loops: list[Callable[[], None]] = [self._deliver_always, self._renew_always]
        if self._database.dialect == "postgresql":
            loops.append(lambda: listen(self._database, self._bell, self._stopping))
        for loop in loops:
            thread = threading.Thread(target=loop, name=f"jobs of {self.worker}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self, timeout: float = 30) -> bool:
        """Take no more jobs and wait for the running ones; True when all ended in time.

        Those that did not lose their lease: they start again elsewhere or after the restart, and what this process
        still does about them changes nothing.
        """
        self._stopping.set()
        self._bell.ring()
        deadline = time.monotonic() + timeout
        if self._threads:
            self._threads[0].join(timeout)  # it may just be taking some
        with self._changed:
            ended = self._changed.wait_for(lambda: not self._running, max(0.0, deadline - time.monotonic()))
        self._ended.set()
        for thread in self._threads:
            thread.join(max(1.0, deadline - time.monotonic()))
        if self._alone:
            self._alone.release()
            self._alone = None
        return ended

    def _deliver_always(self) -> None:
        trouble = 0
        while not self._stopping.is_set():
            try:
                wait = self._deliver()
                trouble = 0
            except Exception:
                log.exception("cannot take jobs; trying again")
                trouble += 1
                self._stopping.wait(min(5.0, 0.1 * 2**trouble))
                continue
            self._bell.wait(wait)

    def _deliver(self) -> float:
        """Start what can be started; seconds until there may be more without a ring."""
        places = self._places()
        if not places or not (names := self._ready(places)):
            return self._next_look()
        started: list[Job] = []
        with self._database.writing() as connection:
            for name in names:
                taken = take(
                    connection,
                    name,
                    self._queues[name],
                    worker=self.worker,
                    places=places[name],
                    lease_seconds=self._lease_seconds,
                )
                started += taken.jobs
                if taken.again_at:
                    wait = taken.again_at - queue_time.now(connection)
                    self._not_before[name] = time.monotonic() + wait.total_seconds()
        for one in started:
            self._launch(one)
        return self._next_look()

    def _launch(self, one: Job) -> None:
        with self._changed:
            self._running[one.id] = one
        try:
            threading.Thread(target=self._run, args=(one,), name=f"job {one.id}", daemon=True).start()
        except RuntimeError:  # the system gives no more threads: without us renewing its lease it is given back
            log.exception("no thread for a job", extra=ending.about(one))
            with self._changed:
                del self._running[one.id]

    def _places(self) -> dict[str, int]:
        with self._changed:
            used = [one.queue for one in self._running.values()]
        now = time.monotonic()
        free = {name: queue.slots - used.count(name) for name, queue in self._queues.items()}
        return {name: n for name, n in free.items() if n > 0 and self._not_before.get(name, 0) <= now}

    def _next_look(self) -> float:
        now = time.monotonic()
        return max(0.0, min([self._poll_seconds, *(at - now for at in self._not_before.values() if at > now)]))

    def _ready(self, names: Mapping[str, object]) -> list[str]:
        """Which queues have something to do, found without writing: on SQLite taking nothing would hold up writers."""
        looks = [select(exists().where(READY, job.c.queue == name)).scalar_subquery() for name in names]
        with self._database.reading() as connection:
            answers = connection.execute(select(*looks)).one()
        return [name for name, ready in zip(names, answers, strict=True) if ready]

    def _run(self, one: Job) -> None:
        try:
            self._execution.run(one)
        finally:
            with self._changed:
                if self._running.get(one.id) is one:  # or it was lost, came back to us and runs beside this
                    del self._running[one.id]
                self._changed.notify_all()
            self._bell.ring()

    def _renew_always(self) -> None:
        wait = self._lease_seconds / 3
        while not self._ended.wait(wait):
            wait = self._lease_seconds / 3
            with self._changed:
                ids = list(self._running)
            if not ids:
                continue
            try:
                with self._database.writing() as connection:
                    ending.renew_all(connection, self.worker, ids, self._lease_seconds)
            except Exception:
                log.exception("cannot renew the leases of jobs; trying again")
                wait = min(1.0, wait)

    # Ticks

    def promote(self) -> int:
        """Make jobs ready that were put off until now."""
        return upkeep.promote(self._database)

    def reap(self) -> int:
        """Give back jobs whose worker fell silent."""
        return upkeep.reap(self._database, self._execution.on_dead, self._execution.chance())

    def purge(self, keep: timedelta = timedelta(days=90)) -> int:
        """Delete jobs that ended longer ago than `keep`, which must exceed any retry of the event they came from."""
        return upkeep.purge(self._database, keep)

    # One by one

    def drain(self, limit: int = 10_000, until: datetime | None = None) -> int:
        """Run everything that is ready now, in this thread and always in the same order; how many it was.

        Rates do not count here. With `until` the movable clock goes from one delayed job to the next, and ends there.
        """
        for count in range(limit):
            one = self._next(until)
            if one is None:
                return count
            self._execution.run(one)
        return limit

    def _next(self, until: datetime | None) -> Job | None:
        while True:
            upkeep.promote(self._database)
            with self._database.writing() as connection:
                name = connection.execute(
                    select(job.c.queue)
                    .where(READY, job.c.queue.in_(self._queues))
                    .order_by(job.c.priority, job.c.run_at, job.c.id)
                    .limit(1)
                ).scalar()
                if name is not None:
                    return self._take_one(connection, name)
                if until is None:
                    return None
                coming = select(job.c.run_at, job.c.queue).where(upkeep.SCHEDULED, job.c.run_at <= until)
                rows = connection.execute(coming.order_by(job.c.run_at))
                following = next((row.run_at for row in rows if row.queue in self._queues), None)
            if not isinstance(self._clock, MovableClock):
                raise TypeError("only a movable clock can be moved")
            self._clock.move_to(following or until)
            if following is None:
                return None

    def _take_one(self, connection: Connection, name: str) -> Job | None:
        taken = take(
            connection,
            name,
            self._queues[name],
            worker=self.worker,
            places=1,
            lease_seconds=self._lease_seconds,
            limited=False,
        )
        return taken.jobs[0] if taken.jobs else None
