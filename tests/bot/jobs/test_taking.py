"""Whose job is next, and how many may start."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.jobs.clock import MovableClock
from bot.jobs.job import Work
from bot.jobs.limits import Queue
from bot.jobs.taking import OWNERS, Waiting, fairest, take
from bot.store.database import Database
from tests.bot.jobs.conftest import START, MakeRunner
from tests.bot.jobs.looking import get, put, start
from tests.conftest import POSTGRES


def test_the_more_urgent_goes_first_and_among_equals_the_older(database: Database, runner: MakeRunner) -> None:
    seen: list[str] = []
    for key, priority in (("low", 9), ("first", 5), ("second", 5), ("high", 1)):
        put(database, "read", key, priority=priority)
    runner({"read": lambda work: seen.append(work.job.key)}).drain()
    assert seen == ["high", "first", "second", "low"]


def test_somebody_with_many_photos_does_not_keep_the_others_waiting(database: Database, clock: MovableClock) -> None:
    for n in range(5):
        put(database, "read", f"lin:{n}", owner="lin")
    put(database, "read", "ann:0", owner="ann")
    put(database, "read", "bob:0", owner="bob")
    seen: list[str] = []
    for _ in range(7):
        clock.move_to(clock.now() + timedelta(seconds=1))
        seen += [job.key for job in start(database).jobs]
    assert seen == ["lin:0", "ann:0", "bob:0", "lin:1", "lin:2", "lin:3", "lin:4"]


def test_who_had_fewer_started_lately_is_next_also_when_coming_late(database: Database, clock: MovableClock) -> None:
    for n in range(6):
        put(database, "read", f"lin:{n}", owner="lin")
    start(database, places=4)
    clock.move_to(START + timedelta(minutes=1))
    for n in range(3):
        put(database, "read", f"ann:{n}", owner="ann")
    assert [job.key for job in start(database, places=3).jobs] == ["ann:0", "ann:1", "ann:2"]


def test_what_was_started_long_ago_is_forgiven(database: Database, clock: MovableClock) -> None:
    for n in range(3):
        put(database, "read", f"lin:{n}", owner="lin")
    start(database, places=3)
    clock.move_to(START + timedelta(seconds=1))
    put(database, "read", "ann:0", owner="ann")
    start(database)
    clock.move_to(START + timedelta(minutes=11))
    put(database, "read", "ann:1", owner="ann")
    put(database, "read", "lin:3", owner="lin")
    assert [job.key for job in start(database).jobs] == ["lin:3"]


def test_nobodys_first_waits_for_anothers_second_however_long_each_takes(
    database: Database, clock: MovableClock
) -> None:
    people, each = ("lin", "ann", "bob", "eve"), 3
    for owner in people:
        for n in range(each):
            put(database, "read", f"{owner}:{n}", owner=owner)
    seen: list[str] = []
    for _ in range(len(people) * each):
        clock.move_to(clock.now() + timedelta(minutes=6))  # two of them are forgiven before all have had their first
        seen += [job.key for job in start(database).jobs]
    assert seen == [f"{owner}:{n}" for n in range(each) for owner in people]


@pytest.mark.usefixtures("clock")
def test_several_places_are_given_out_in_turn(database: Database) -> None:
    for owner in ("lin", "ann"):
        for n in range(5):
            put(database, "read", f"{owner}:{n}", owner=owner)
    taken = [job.key for job in start(database, places=6).jobs]
    assert sorted(taken) == ["ann:0", "ann:1", "ann:2", "lin:0", "lin:1", "lin:2"]


IN_TURN = Queue(in_turn=True)


def test_in_turn_the_next_of_an_owner_starts_when_the_one_before_has_ended(
    database: Database, runner: MakeRunner, clock: MovableClock
) -> None:
    for owner, count in (("lin", 3), ("ann", 1)):
        for n in range(count):
            put(database, "read", f"{owner}:{n}", owner=owner)
    assert [job.key for job in start(database, queue=IN_TURN, places=4).jobs] == ["lin:0", "ann:0"]
    assert not start(database, queue=IN_TURN, places=4).jobs
    clock.move_to(clock.now() + timedelta(seconds=16))  # whoever had it fell silent: lin does not wait for a lease
    assert [job.key for job in start(database, queue=IN_TURN, places=4).jobs] == ["lin:1"]
    # One by one, as in a story, everything is in turn anyway.
    seen: list[str] = []
    runner({"read": lambda work: seen.append(work.job.key)}, {"default": IN_TURN}).drain()
    assert seen == ["lin:2"]


def test_in_turn_several_threads_do_what_one_owner_sent_in_its_order(database: Database, runner: MakeRunner) -> None:
    seen: list[str] = []
    ended = threading.Event()

    def read(work: Work) -> None:
        seen.append(work.job.key)
        if len(seen) == 12:
            ended.set()

    expected = [f"lin:{n:02}" for n in range(12)]
    for key in expected:
        put(database, "read", key, owner="lin")
    running = runner({"read": read}, {"default": IN_TURN}, poll_seconds=0.05)
    running.start()
    assert ended.wait(20)
    running.stop()
    assert seen == expected


def test_the_turn_goes_by_urgency_then_fewest_then_last_start_then_longest_wait() -> None:
    lately, hour = START - timedelta(minutes=1), timedelta(hours=1)
    urgent = Waiting(1, "lin", 50, START, START, 1)
    new = Waiting(5, "ann", 0, None, START, 2)
    back = Waiting(5, "joe", 0, START - hour, START - hour, 3)
    long = Waiting(5, "bob", 3, lately, START - hour, 4)
    longer = Waiting(5, "eve", 3, lately, START - 2 * hour, 5)
    later = Waiting(5, "max", 3, START, START - 3 * hour, 6)
    order = []
    waiting = [new, later, long, back, urgent, longer]
    while waiting:
        order.append(fairest(waiting))
        waiting.remove(order[-1])
    assert order == [urgent, new, back, longer, long, later]


@pytest.mark.usefixtures("clock")
def test_a_job_takes_the_attempts_its_queue_allows_unless_it_has_its_own(database: Database) -> None:
    put(database, "post", "queue's")
    put(database, "post", "own", max_attempts=2)
    start(database, queue=Queue(max_attempts=30), places=2)
    assert [get(database, key).max_attempts for key in ("queue's", "own")] == [30, 2]


def test_two_takers_share_one_rate(database: Database, clock: MovableClock) -> None:
    for n in range(20):
        put(database, "post", f"erp:{n}", queue="erp")
    queue = Queue(rate="5/s", burst=2)
    first = start(database, "erp", queue, worker="a", places=4)
    second = start(database, "erp", queue, worker="b", places=4)
    assert (len(first.jobs), len(second.jobs)) == (2, 0)
    assert second.again_at == START + timedelta(seconds=0.2)
    clock.move_to(START + timedelta(seconds=0.2))
    assert [len(start(database, "erp", queue, worker=worker, places=4).jobs) for worker in "ab"] == [1, 0]
    clock.move_to(START + timedelta(hours=1))
    assert [len(start(database, "erp", queue, worker=worker, places=4).jobs) for worker in "ab"] == [2, 0]


@pytest.mark.usefixtures("clock")
def test_takers_at_the_same_time_share_the_rate_too(database: Database) -> None:
    for n in range(20):
        put(database, "post", f"erp:{n}", queue="erp")
    queue = Queue(rate="1/h", burst=3)
    taken: list[str] = []
    ready = threading.Barrier(4)

    def claim(worker: str) -> None:
        ready.wait()
        taken.extend(job.key for job in start(database, "erp", queue, worker=worker, places=2).jobs)

    threads = [threading.Thread(target=claim, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 3


@pytest.mark.usefixtures("clock")
def test_the_rate_is_not_used_up_by_jobs_that_are_not_there(database: Database) -> None:
    queue = Queue(rate="1/h", burst=2)
    assert start(database, "erp", queue, places=2).jobs == ()
    put(database, "post", "erp:1", queue="erp")
    assert len(start(database, "erp", queue, places=2).jobs) == 1


@pytest.mark.parametrize("database", [POSTGRES], indirect=True)
@pytest.mark.usefixtures("clock")
def test_a_taker_passes_over_what_another_is_taking(database: Database) -> None:
    for key in ("one", "two", "three"):
        put(database, "read", key)
    other: list[str] = []

    def take_beside() -> None:
        other.extend(job.key for job in start(database, worker="b").jobs)

    with database.writing() as connection:
        ours = take(connection, "default", Queue(), worker="a", places=1, lease_seconds=60).jobs
        thread = threading.Thread(target=take_beside)
        thread.start()
        thread.join()
    assert ([job.key for job in ours], other) == (["one"], ["two"])


def test_taking_walks_the_index_however_many_wait(sqlite: Database) -> None:
    with sqlite.reading() as connection:
        plan = [
            row.detail
            for row in connection.execute(
                text(f"EXPLAIN QUERY PLAN {OWNERS}"), {"queue": "q", "lately": "", "counted": 1}
            )
        ]
    assert [line for line in plan if "SCAN job" in line or "TEMP B-TREE" in line] == []
    walked = [line.partition("ix_job_ready ")[2] for line in plan if "ix_job_ready" in line]
    assert sorted(walked) == [
        "(queue=? AND priority=? AND owner>?)",
        "(queue=? AND priority>?)",
        "(queue=?)",  # only to find the first
    ]
    counted = [line.partition("ix_job_owner ")[2] for line in plan if "ix_job_owner" in line]
    assert sorted(counted) == ["(queue=? AND owner=? AND started_at>?)", "(queue=? AND owner=?)"]
