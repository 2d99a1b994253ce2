"""The embedded runner with its threads. Nothing here waits for a time: tests wait for what happens, at most
`PATIENCE`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.jobs.alone import Alone
from bot.jobs.errors import Lost, Occupied
from bot.jobs.job import Handler, Work
from bot.jobs.limits import Queue
from bot.jobs.queue import enqueue
from bot.jobs.runner import Runner
from bot.store.database import Database
from tests.bot.jobs.looking import get, lease, put, start
from tests.conftest import POSTGRES

PATIENCE = 60


@contextmanager
def running(
    database: Database, handlers: Mapping[str, Handler], queue: Queue | None = None, *, lease_seconds: float = 60,
    poll_seconds: float = 0.5,
) -> Iterator[Runner]:  # fmt: skip
    runner = Runner(
        database, handlers, {"default": queue or Queue()}, lease_seconds=lease_seconds, poll_seconds=poll_seconds
    )
    runner.start()
    try:
        yield runner
    finally:
        assert runner.stop(PATIENCE)


class Count:
    """A handler that notes what it did, and lets a test wait for so many."""

    def __init__(self, wanted: int) -> None:
        self.keys: list[str] = []
        self._wanted = wanted
        self.reached = threading.Event()

    def __call__(self, work: Work) -> None:
        self.keys.append(work.job.key)
        if len(self.keys) == self._wanted:
            self.reached.set()


def test_jobs_that_wait_and_jobs_that_come_are_run(database: Database) -> None:
    count = Count(20)
    for n in range(10):
        put(database, "read", f"before {n}")
    with running(database, {"read": count}):
        for n in range(10):
            put(database, "read", f"while {n}")
        assert count.reached.wait(PATIENCE)
    assert len(set(count.keys)) == 20
    assert get(database, "while 9").status == "done"


def test_a_commit_wakes_the_runner_before_it_polls(database: Database) -> None:
    count = Count(1)
    with running(database, {"read": count}, poll_seconds=10 * PATIENCE):
        put(database, "read", "one")
        assert count.reached.wait(PATIENCE)


@pytest.mark.parametrize("database", [POSTGRES], indirect=True)
def test_a_commit_of_another_process_wakes_the_runner_too(database: Database) -> None:
    count = Count(2)
    elsewhere = (
        "import sys; from bot.jobs.queue import enqueue; from bot.store.database import Database\n"
        "with Database(sys.argv[1]).writing() as connection: enqueue(connection, 'read', key=sys.argv[2])"
    )
    url = database.engine.url.render_as_string(hide_password=False)
    with running(database, {"read": count}, poll_seconds=10 * PATIENCE):
        put(database, "read", "here")
        subprocess.run([sys.executable, "-W", "ignore", "-c", elsewhere, url, "there"], check=True, timeout=PATIENCE)
        assert count.reached.wait(PATIENCE)


def test_a_queue_runs_as_many_at_once_as_it_has_slots(database: Database) -> None:
    both, go_on, looked = threading.Barrier(3, timeout=PATIENCE), threading.Event(), threading.Event()

    def hold(work: Work) -> None:
        if not go_on.is_set():
            both.wait()
        go_on.wait(PATIENCE)

    names = [f"{n}" for n in range(6)]
    for name in names:
        put(database, "read", name)
    runner = Runner(
        database,
        {"read": hold, "look": lambda work: looked.set()},
        {"default": Queue(slots=2), "other": Queue()},
    )
    runner.start()
    both.wait()  # two run
    put(database, "look", "another queue", queue="other")
    assert looked.wait(PATIENCE)  # so the runner has looked at all queues again, "default" first
    assert sorted(get(database, name).status for name in names) == ["ready"] * 4 + ["running"] * 2
    go_on.set()
    assert wait_until(lambda: all(get(database, name).status == "done" for name in names))
    assert runner.stop(PATIENCE)


def test_the_lease_of_a_long_job_is_renewed_while_it_runs(database: Database) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def long(work: Work) -> None:
        begun.set()
        go_on.wait(PATIENCE)

    put(database, "read", "one")
    with running(database, {"read": long}, lease_seconds=0.3) as runner:
        assert begun.wait(PATIENCE)
        first = lease(database, "one")
        assert wait_until(lambda: lease(database, "one") != first)
        go_on.set()
    assert runner.worker
    assert get(database, "one").attempt == 1


def test_stopping_does_not_wait_longer_than_it_is_told(database: Database) -> None:
    begun, go_on = threading.Event(), threading.Event()
    lost: list[BaseException] = []

    def hang(work: Work) -> None:
        begun.set()
        go_on.wait(PATIENCE)
        try:
            work.guard()
        except Lost as error:
            lost.append(error)
            raise
        finally:
            ended.set()

    ended = threading.Event()
    put(database, "read", "one")
    runner = Runner(database, {"read": hang}, {"default": Queue()}, lease_seconds=0.1)
    runner.start()
    assert begun.wait(PATIENCE)
    assert runner.stop(0.01) is False
    assert wait_until(lambda: runner.reap() == 1)
    go_on.set()
    assert ended.wait(PATIENCE)
    assert len(lost) == 1


def test_work_goes_on_after_the_database_was_away(database: Database) -> None:
    away = Flaky(database)
    count = Count(2)

    def outage(work: Work) -> None:
        away.remaining = 5  # also ending the job, and taking the next one, meet it
        count(work)

    with running(away, {"break": outage, "read": count}, poll_seconds=0.01):
        put(database, "break", "one")
        put(database, "read", "two", priority=9)
        assert count.reached.wait(PATIENCE)
    assert (get(database, "one").status, get(database, "two").status) == ("done", "done")
    assert away.remaining == 0


class Flaky(Database):
    """A database that is not there for the next `remaining` transactions."""

    def __init__(self, real: Database) -> None:
        self.dialect = real.dialect
        self.engine = real.engine
        self._real = real
        self._lock = threading.Lock()
        self.remaining = 0

    def reading(self) -> AbstractContextManager[Connection]:  # type: ignore[override]
        self._maybe()
        return self._real.reading()

    def writing(self) -> AbstractContextManager[Connection]:  # type: ignore[override]
        self._maybe()
        return self._real.writing()

    def _maybe(self) -> None:
        with self._lock:
            if self.remaining:
                self.remaining -= 1
                raise OperationalError("SELECT 1", None, OSError("connection refused"))


def test_a_restart_on_sqlite_gives_back_what_was_running(sqlite: Database) -> None:
    put(sqlite, "read", "one")
    put(sqlite, "read", "crashes the process", max_attempts=1)
    start(sqlite, places=2, worker="the process before")
    count = Count(1)
    told: list[str] = []
    runner = Runner(sqlite, {"read": count}, {"default": Queue()}, on_dead=lambda connection, job: told.append(job.key))
    runner.start()
    assert count.reached.wait(PATIENCE)
    assert runner.stop(PATIENCE)
    one = get(sqlite, "one")
    assert (count.keys, one.attempt, one.status) == (["one"], 2, "done")
    assert told == ["crashes the process"]


def test_a_sqlite_database_has_one_runner(sqlite: Database) -> None:
    first, second = (Runner(sqlite, {}, {"default": Queue()}) for _ in range(2))
    first.start()
    with pytest.raises(Occupied):
        second.start()
    code = (
        "import sys; from bot.jobs.runner import *; from bot.store.database import Database\n"
        "Runner(Database(sys.argv[1]), {}, {}).start()"
    )
    started = subprocess.run(
        [sys.executable, "-c", code, str(sqlite.engine.url)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert "bot.jobs.errors.Occupied: another process" in started.stderr
    assert first.stop(PATIENCE)
    third = Runner(sqlite, {}, {"default": Queue()})
    third.start()
    assert third.stop(PATIENCE)


def test_the_lock_of_a_sqlite_database_is_free_although_a_child_of_its_owner_lives(tmp_path: Path) -> None:
    file = tmp_path / "app.db"
    code = (
        "import os, sys, time; from pathlib import Path; from bot.jobs.alone import Alone\n"
        "held = Alone(Path(sys.argv[1])); child = os.fork()\n"
        "if child: print(child)\n"
        "else: os.close(0); os.close(1); os.close(2); time.sleep(600)"
    )
    owner = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    try:
        Alone(file).release()
    finally:
        os.kill(int(owner.stdout), signal.SIGKILL)


def test_a_limited_queue_goes_on_by_itself(database: Database) -> None:
    count = Count(5)
    for n in range(5):
        put(database, "post", f"{n}")
    with running(database, {"post": count}, Queue(rate="50/s"), poll_seconds=10 * PATIENCE):
        assert count.reached.wait(PATIENCE)
    assert sorted(count.keys) == [f"{n}" for n in range(5)]


def test_what_a_handler_enqueues_with_its_end_follows(database: Database) -> None:
    count = Count(1)

    def first(work: Work) -> None:
        with database.writing() as connection:
            enqueue(connection, "second", key=f"{work.job.key}:second")
            work.done(connection)

    with running(database, {"first": first, "second": count}, poll_seconds=10 * PATIENCE):
        put(database, "first", "one")
        assert count.reached.wait(PATIENCE)
    assert count.keys == ["one:second"]


def wait_until(true: Callable[[], bool]) -> bool:
    never = threading.Event()
    return any(true() or never.wait(0.02) for _ in range(PATIENCE * 50))
