"""Putting jobs in, and what a person may do with them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.jobs.clock import MovableClock
from bot.jobs.errors import Permanent
from bot.jobs.job import Work
from bot.jobs.limits import Queue
from bot.jobs.queue import cancel, dead, enqueue, requeue
from bot.store.database import Database
from tests.bot.jobs.conftest import START, MakeRunner
from tests.bot.jobs.looking import get, keys, put, start

pytestmark = pytest.mark.usefixtures("clock")


def test_a_key_is_known_for_ever(database: Database, runner: MakeRunner) -> None:
    assert put(database, "read", "read:1") is True
    assert put(database, "read", "read:1") is False
    assert runner({"read": lambda work: None}).drain() == 1
    assert put(database, "read", "read:1", photo=2) is False
    assert get(database, "read:1").status == "done"


def test_a_rollback_leaves_no_job(database: Database) -> None:
    def fail() -> None:
        with database.writing() as connection:
            enqueue(connection, "read", key="read:1")
            raise KeyError("on the way")

    with pytest.raises(KeyError):
        fail()
    assert keys(database) == []


def test_the_payload_comes_back_as_it_was_given(database: Database, runner: MakeRunner) -> None:
    seen: list[object] = []
    put(database, "read", "read:1", owner="lin", photo="文.jpg", pages=[1, 2])
    runner({"read": lambda work: seen.append((work.job.payload, work.job.owner, work.job.attempt))}).drain()
    assert seen == [({"photo": "文.jpg", "pages": [1, 2]}, "lin", 1)]


def test_a_delayed_job_waits_for_its_time(database: Database, runner: MakeRunner, clock: MovableClock) -> None:
    seen: list[str] = []
    run = runner({"remind": lambda work: seen.append(work.job.key)})
    put(database, "remind", "later", delay=60)
    put(database, "remind", "now")
    assert run.drain() == 1
    clock.move_to(START + timedelta(seconds=59))
    assert run.drain() == 0
    clock.move_to(START + timedelta(seconds=60))
    assert run.drain() == 1
    assert seen == ["now", "later"]


def refuse(work: Work) -> None:
    raise Permanent("the account does not exist")


def test_a_requeued_job_keeps_counting_its_attempts(database: Database, runner: MakeRunner) -> None:
    run = runner({"post": refuse})
    put(database, "post", "erp:1", max_attempts=3)
    assert run.drain() == 1
    with database.writing() as connection:
        [found] = dead(connection)
        assert (found.key, found.attempt, found.error) == ("erp:1", 1, "Permanent: the account does not exist")
        assert requeue(connection, found.id) is True
        assert requeue(connection, found.id) is False
        assert dead(connection) == []
    again = get(database, "erp:1")
    assert (again.status, again.attempt, again.max_attempts, again.failures) == ("ready", 1, 6, 0)
    run.drain()
    with database.writing() as connection:
        assert requeue(connection, again.id) is True
    again = get(database, "erp:1")
    assert (again.attempt, again.max_attempts) == (2, 9)


def test_what_waits_can_be_called_off_and_what_runs_cannot(database: Database, runner: MakeRunner) -> None:
    for key, delay in (("running", 0), ("scheduled", 60)):
        put(database, "read", key, delay=delay)
    start(database)
    put(database, "read", "ready")
    with database.writing() as connection:
        assert [cancel(connection, key) for key in ("running", "scheduled", "ready", "nothing")] == [
            False,
            True,
            True,
            False,
        ]
        assert cancel(connection, "ready") is False
    assert runner({"read": refuse}).drain(until=START + timedelta(hours=1)) == 0
    assert get(database, "scheduled").status == "cancelled"


def test_a_dead_job_can_be_let_go(database: Database, runner: MakeRunner) -> None:
    put(database, "post", "erp:1")
    runner({"post": refuse}).drain()
    with database.writing() as connection:
        assert cancel(connection, "erp:1") is True
        assert dead(connection) == []


def test_a_drain_goes_with_its_clock_from_one_delayed_job_to_the_next(
    database: Database, runner: MakeRunner, clock: MovableClock
) -> None:
    seen: list[tuple[str, datetime]] = []
    run = runner({"remind": lambda work: seen.append((work.job.key, clock.now()))})
    for key, delay in (("third", 7200), ("first", 60), ("second", 3600)):
        put(database, "remind", key, delay=delay)
    assert run.drain(until=START + timedelta(hours=1)) == 2
    assert seen == [("first", START + timedelta(minutes=1)), ("second", START + timedelta(hours=1))]
    assert run.drain(until=START + timedelta(hours=1, minutes=30)) == 0
    assert clock.now() == START + timedelta(hours=1, minutes=30)


def test_a_drain_takes_the_urgent_and_the_old_of_all_queues_first(database: Database, runner: MakeRunner) -> None:
    seen: list[str] = []
    run = runner({"do": lambda work: seen.append(work.job.key)}, {"a": Queue(), "b": Queue(rate="1/h")})
    for key, queue, priority in (("1", "b", 5), ("2", "a", 5), ("3", "b", 5), ("0", "b", 1), ("x", "elsewhere", 1)):
        put(database, "do", key, queue=queue, priority=priority)
    assert run.drain(limit=3) == 3
    assert run.drain() == 1
    assert seen == ["0", "1", "2", "3"]
