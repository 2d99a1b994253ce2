"""How started jobs end, fail, are put off, lost and given back."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from bot.jobs.clock import MovableClock
from bot.jobs.ending import words
from bot.jobs.errors import Lost, Permanent
from bot.jobs.job import Work
from bot.jobs.limits import Queue
from bot.jobs.queue import dead, enqueue
from bot.jobs.row import Job
from bot.store.database import Database
from tests.bot.jobs.conftest import START, MakeRunner
from tests.bot.jobs.looking import get, keys, lease, put, start


def crash(work: Work) -> None:
    raise OSError("no answer\nfor Mr Lin, 88.00")


def test_only_the_attempt_that_is_running_can_end_the_job(
    database: Database, runner: MakeRunner, clock: MovableClock
) -> None:
    put(database, "read", "one")
    [old] = start(database).jobs
    clock.move_to(START + timedelta(minutes=2))
    assert runner({}).reap() == 1
    [new] = start(database).jobs
    assert (old.attempt, new.attempt) == (1, 2)

    def end(job: Job) -> None:
        with database.writing() as connection:
            enqueue(connection, "next", key=f"after attempt {job.attempt}")
            Work(job, database, 60).done(connection)

    with pytest.raises(Lost):
        end(old)
    assert get(database, "one").status == "running"
    end(new)
    assert get(database, "one").status == "done"
    with pytest.raises(Lost):
        end(new)
    assert keys(database) == ["one", "after attempt 2"]


@pytest.mark.usefixtures("clock")
def test_another_worker_cannot_end_the_job(database: Database) -> None:
    put(database, "read", "one")
    [ours] = start(database).jobs
    thief = Job(**{name: getattr(ours, name) for name in Job.__slots__} | {"worker": "somebody"})
    with database.writing() as connection, pytest.raises(Lost):
        Work(thief, database, 60).done(connection)


def test_the_guard_renews_the_lease_as_long_as_the_job_is_ours(
    database: Database, runner: MakeRunner, clock: MovableClock
) -> None:
    put(database, "post", "erp:1")
    [ours] = start(database).jobs
    work = Work(ours, database, 60)
    clock.move_to(START + timedelta(seconds=50))
    work.guard()
    assert lease(database, "erp:1") == START + timedelta(seconds=110)
    clock.move_to(START + timedelta(seconds=100))
    assert runner({}).reap() == 0
    clock.move_to(START + timedelta(seconds=111))
    assert runner({}).reap() == 1
    with pytest.raises(Lost):
        work.guard()


def test_a_handler_that_lost_its_job_is_not_a_failure(
    database: Database, runner: MakeRunner, clock: MovableClock
) -> None:
    posted: list[str] = []

    def slow(work: Work) -> None:
        if work.job.attempt == 1:
            clock.move_to(START + timedelta(minutes=5))
            run.reap()
        work.guard()
        posted.append(f"attempt {work.job.attempt}")

    run = runner({"post": slow})
    put(database, "post", "erp:1")
    assert run.drain() == 2
    assert posted == ["attempt 2"]
    assert [entry["error"] for entry in get(database, "erp:1").errors] == ["its worker fell silent"]


def test_a_failed_job_comes_back_later_and_later_until_it_is_dead(database: Database, runner: MakeRunner) -> None:
    told: list[tuple[str, str, int]] = []

    def on_dead(connection: Connection, job: Job) -> None:
        told.append((job.key, job.status, job.attempt))
        enqueue(connection, "tell", key=f"dead:{job.id}")

    run = runner(
        {"post": crash, "tell": lambda work: None},
        {"default": Queue(max_attempts=3, base_seconds=10, cap_seconds=100)},
        on_dead=on_dead,
    )
    put(database, "post", "erp:1")
    assert run.drain() == 1
    assert get(database, "erp:1").run_at == START + timedelta(seconds=5)
    assert run.drain(until=START + timedelta(seconds=5)) == 1
    assert get(database, "erp:1").run_at == START + timedelta(seconds=15)
    assert run.drain(until=START + timedelta(hours=1)) == 2  # the last attempt, and telling a person
    gone = get(database, "erp:1")
    assert (gone.status, gone.attempt, told) == ("dead", 3, [("erp:1", "dead", 3)])
    assert [(entry["attempt"], entry["error"]) for entry in gone.errors] == [
        (1, "OSError: no answer"),
        (2, "OSError: no answer"),
        (3, "OSError: no answer"),
    ]


def test_what_no_attempt_can_help_goes_to_a_person_at_once(database: Database, runner: MakeRunner) -> None:
    def refuse(work: Work) -> None:
        raise Permanent("account 6602 is closed")

    put(database, "post", "erp:1")
    assert runner({"post": refuse}).drain(until=START + timedelta(days=1)) == 1
    with database.reading() as connection:
        assert [(job.attempt, job.error) for job in dead(connection)] == [(1, "Permanent: account 6602 is closed")]


def test_a_job_is_dead_also_when_telling_fails(
    database: Database, runner: MakeRunner, caplog: pytest.LogCaptureFixture
) -> None:
    def on_dead(connection: Connection, job: Job) -> None:
        enqueue(connection, "tell", key="half a message")
        raise KeyError("nobody to tell")

    put(database, "post", "erp:1", max_attempts=1)
    runner({"post": crash}, on_dead=on_dead).drain()
    assert get(database, "erp:1").status == "dead"
    assert keys(database) == ["erp:1"]
    assert "nobody could be told of a dead job" in caplog.messages


def test_an_error_is_kept_without_what_follows_its_first_line(
    database: Database, runner: MakeRunner, caplog: pytest.LogCaptureFixture
) -> None:
    put(database, "post", "erp:1")
    runner({"post": crash}).drain()
    assert get(database, "erp:1").error == "OSError: no answer"
    [line] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert line.message == "a job failed"
    assert line.exc_info
    assert vars(line)["attempt"] == 1
    assert words(KeyError()) == "KeyError"
    assert len(words(OSError("x" * 9999))) == 500


@pytest.mark.parametrize("raised", [SystemExit(3), GeneratorExit(), MemoryError()])
def test_whatever_a_handler_raises_is_a_failed_attempt(
    database: Database, runner: MakeRunner, raised: BaseException
) -> None:
    def leave(work: Work) -> None:
        raise raised

    put(database, "read", "one", max_attempts=1)
    put(database, "fine", "two")
    assert runner({"read": leave, "fine": lambda work: None}).drain() == 2
    assert (get(database, "one").status, get(database, "two").status) == ("dead", "done")


def test_ctrl_c_while_draining_is_a_failed_attempt_and_still_stops(database: Database, runner: MakeRunner) -> None:
    def interrupted(work: Work) -> None:
        raise KeyboardInterrupt

    put(database, "read", "one")
    with pytest.raises(KeyboardInterrupt):
        runner({"read": interrupted}).drain()
    assert get(database, "one").status == "scheduled"


def test_a_kind_without_a_handler_is_tried_again_and_then_shown(database: Database, runner: MakeRunner) -> None:
    put(database, "new", "one", max_attempts=2)
    assert runner({}).drain(until=START + timedelta(hours=1)) == 2
    assert get(database, "one").error == "JobError: no handler for new"


def test_a_job_that_is_put_off_keeps_its_failures_and_counts_its_attempts(
    database: Database, runner: MakeRunner
) -> None:
    seen: list[int] = []

    def settle(work: Work) -> None:
        seen.append(work.job.attempt)
        if work.job.attempt == 1:
            raise OSError("time-out")
        if work.job.attempt == 2:
            with database.writing() as connection:
                work.later(connection, 600)

    run = runner({"post": settle})
    put(database, "post", "erp:1", max_attempts=2)
    assert run.drain(until=START + timedelta(seconds=1)) == 2
    waiting = get(database, "erp:1")
    assert (waiting.status, waiting.attempt, waiting.max_attempts) == ("scheduled", 2, 3)
    assert waiting.run_at == START + timedelta(seconds=601)
    assert run.drain(until=START + timedelta(seconds=600)) == 0
    assert run.drain(until=START + timedelta(seconds=601)) == 1
    assert (seen, get(database, "erp:1").status) == ([1, 2, 3], "done")


def test_putting_off_is_part_of_the_transaction(database: Database, runner: MakeRunner) -> None:
    def undecided(work: Work) -> None:
        with database.writing() as connection:
            work.later(connection, 600)
            raise OSError("after all")

    put(database, "post", "erp:1")
    runner({"post": undecided}).drain()
    found = get(database, "erp:1")
    assert (found.error, found.max_attempts) == ("OSError: after all", 5)


def test_an_error_after_the_end_changes_nothing(
    database: Database, runner: MakeRunner, caplog: pytest.LogCaptureFixture
) -> None:
    def late(work: Work) -> None:
        with database.writing() as connection:
            work.done(connection)
        raise OSError("after the end")

    put(database, "post", "erp:1")
    runner({"post": late}).drain()
    assert (get(database, "erp:1").status, get(database, "erp:1").errors) == ("done", ())
    assert caplog.messages == ["a job failed"]


def test_the_reaper_gives_back_once_then_waits_then_buries(
    database: Database, runner: MakeRunner, clock: MovableClock
) -> None:
    told: list[str] = []
    run = runner({}, on_dead=lambda connection, job: told.append(job.error))
    put(database, "read", "crashes the process", max_attempts=3)
    start(database)
    clock.move_to(START + timedelta(seconds=60))
    assert run.reap() == 0
    clock.move_to(START + timedelta(seconds=61))
    assert run.reap() == 1
    assert get(database, "crashes the process").status == "ready"
    start(database)
    clock.move_to(START + timedelta(minutes=3))
    assert run.reap() == 1
    assert get(database, "crashes the process").status == "scheduled"
    clock.move_to(START + timedelta(minutes=4))
    assert run.promote() == 1
    start(database)
    clock.move_to(START + timedelta(minutes=6))
    assert run.reap() == 1
    assert (get(database, "crashes the process").status, told) == ("dead", ["its worker fell silent"])


def test_only_what_ended_long_ago_is_thrown_away(database: Database, runner: MakeRunner, clock: MovableClock) -> None:
    run = runner({"read": lambda work: None, "post": crash})
    put(database, "read", "old")
    put(database, "post", "dead", max_attempts=1)
    run.drain()
    clock.move_to(START + timedelta(days=50))
    put(database, "read", "newer")
    run.drain()
    put(database, "read", "waiting")
    clock.move_to(START + timedelta(days=90, seconds=1))
    assert run.purge() == 1
    assert keys(database) == ["dead", "newer", "waiting"]
