"""Schedules: every slot fires once, whatever the clocks do."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.jobs import clock as queue_time
from bot.jobs.clock import DatabaseClock, MovableClock
from bot.jobs.job import Work
from bot.jobs.limits import Queue
from bot.jobs.runner import Runner
from bot.schedule import Intervals, Schedules, alive, due, fire, parse, put, remove, sign
from bot.store import tables
from bot.store.database import Database

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def clock(database: Database) -> Iterator[MovableClock]:
    movable = MovableClock(START)
    queue_time.use(database, movable)
    yield movable
    queue_time.use(database, DatabaseClock())


def fired(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(select(tables.job.c.key).order_by(tables.job.c.id)).scalars())


def tick_through(database: Database, begin: datetime, end: datetime, step: timedelta) -> dict[str, datetime]:
    """Fire at every step, as the ticks do; when each key fired."""
    seen: dict[str, datetime] = {}
    now = begin
    while now <= end:
        with database.writing() as connection:
            fire(connection, now)
        for key in fired(database):
            seen.setdefault(key, now)
        now += step
    return seen


CHANGES = [
    # The clock is set back: 02:30 comes twice, the first counts.
    pytest.param("Europe/Berlin", "30 2 * * *", datetime(2026, 10, 24, tzinfo=UTC),
                 ["2026-10-24T00:30", "2026-10-25T00:30", "2026-10-26T01:30"], id="Berlin falls back"),
    # 02:30 does not exist: it is 03:30.
    pytest.param("Europe/Berlin", "30 2 * * *", datetime(2026, 3, 28, tzinfo=UTC),
                 ["2026-03-28T01:30", "2026-03-29T01:30", "2026-03-30T00:30"], id="Berlin springs forward"),
    # Midnight does not exist: 00:15 is 01:15 of the same date.
    pytest.param("Africa/Cairo", "15 0 * * *", datetime(2027, 4, 28, 12, tzinfo=UTC),
                 ["2027-04-28T22:15", "2027-04-29T22:15", "2027-04-30T21:15"], id="Cairo skips midnight"),
    pytest.param("Asia/Beirut", "15 0 * * *", datetime(2027, 3, 26, 12, tzinfo=UTC),
                 ["2027-03-26T22:15", "2027-03-27T22:15", "2027-03-28T21:15"], id="Beirut skips midnight"),
    # The hour before midnight does not exist: 23:30 is 00:30 of the day after, and still belongs to its own date.
    pytest.param("America/Nuuk", "30 23 * * *", datetime(2025, 3, 28, 12, tzinfo=UTC),
                 ["2025-03-29T01:30", "2025-03-30T01:30", "2025-03-31T00:30"], id="Nuuk skips 23:00 to midnight"),
]  # fmt: skip


@pytest.mark.parametrize(("time_zone", "rule", "begin", "moments"), CHANGES)
def test_a_daily_rule_fires_once_each_date_when_the_clocks_change(
    sqlite: Database, time_zone: str, rule: str, begin: datetime, moments: list[str]
) -> None:
    with sqlite.writing() as connection:
        put(connection, "reminders", "remind", time_zone, rule, begin)
    seen = tick_through(sqlite, begin, begin + 3 * DAY, timedelta(minutes=15))
    first = datetime.fromisoformat(moments[0] + "Z").astimezone(parse(rule, time_zone).zone).date()  # type: ignore[attr-defined]
    assert seen == {
        f"sched:reminders:{first + n * DAY}": datetime.fromisoformat(moment + "Z") for n, moment in enumerate(moments)
    }


@pytest.mark.parametrize("begin", [datetime(2026, 10, 24, 20, tzinfo=UTC), datetime(2026, 3, 28, 20, tzinfo=UTC)])
def test_a_rule_within_hours_fires_every_half_hour_when_the_clocks_change(begin: datetime) -> None:
    rule = parse("*/30 * * * *", "Europe/Berlin")
    moment, seen = begin, []
    for _ in range(20):
        slot = rule.after(moment)
        seen.append(slot.at)
        moment = slot.at
    assert seen == [begin + n * timedelta(minutes=30) for n in range(1, 21)]


@pytest.mark.parametrize(
    ("rule", "after", "slots"),
    [
        ("0 9 * * 1-5", "2026-03-06T08:00", ["2026-03-09", "2026-03-10"]),  # from Friday 09:00 local to Monday
        ("0 9 * * 0", "2026-03-06T08:00", ["2026-03-08", "2026-03-15"]),  # Sunday, as in cron
        ("0 9 * * sun", "2026-03-06T08:00", ["2026-03-08", "2026-03-15"]),
        ("0 9 * * 7", "2026-03-06T08:00", ["2026-03-08", "2026-03-15"]),
        ("0 9 1 * *", "2026-03-06T08:00", ["2026-04-01", "2026-05-01"]),
        ("0 9,18 * * *", "2026-03-06T08:00", ["2026-03-06T18:00", "2026-03-07T09:00"]),
        ("*/15 9 * * *", "2026-03-06T08:00", ["2026-03-06T08:15:00Z", "2026-03-06T08:30:00Z"]),
        ("every 600 s", "2026-03-06T08:00", ["2026-03-06T08:10:00Z", "2026-03-06T08:20:00Z"]),
        ("every 7 s", "1970-01-01T00:00", ["1970-01-01T00:00:07Z", "1970-01-01T00:00:14Z"]),
    ],
)
def test_a_rule_names_its_next_slots(rule: str, after: str, slots: list[str]) -> None:
    read = parse(rule, "Europe/Berlin")
    first = read.after(datetime.fromisoformat(after + "Z"))
    assert [first.key, read.after(first.at).key] == slots


@pytest.mark.parametrize(
    ("rule", "time_zone"),
    [("daily", "UTC"), ("every 0 s", "UTC"), ("0 9 * * *", "Mars/Olympus"), ("0 25 * * *", "UTC"),
     ("0 9 1 * 1", "UTC"), ("0 9 30 2 *", "UTC"), ("* * * *", "UTC")],
)  # fmt: skip
def test_a_rule_that_means_nothing_is_refused(sqlite: Database, rule: str, time_zone: str) -> None:
    with (
        sqlite.writing() as connection,
        pytest.raises(ValueError, match=r"rule|zone|hour|minute|days|last value|maximum"),
    ):
        put(connection, "wrong", "x", time_zone, rule, START)


@pytest.mark.parametrize(
    ("rule", "next_at", "now", "slot", "following"),
    [
        ("0 9 * * *", "2026-03-02T09:00", "2026-03-02T08:59", None, "2026-03-02T09:00"),
        ("0 9 * * *", "2026-03-02T09:00", "2026-03-02T09:00", "2026-03-02", "2026-03-03T09:00"),
        ("0 9 * * *", "2026-03-02T09:00", "2026-03-04T10:00", "2026-03-04", "2026-03-05T09:00"),
        ("every 60 s", "2026-03-02T09:00", "2026-05-02T10:00", "2026-05-02T10:00:00Z", "2026-05-02T10:01"),
        ("*/5 * * * *", "2026-03-02T09:00", "2026-05-02T10:02", "2026-05-02T10:00:00Z", "2026-05-02T10:05"),
        ("*/5 8 1 * *", "2026-03-01T08:00", "2026-03-20T10:00", "2026-03-01T08:00:00Z", "2026-04-01T08:00"),
        # planned when the time zone was another: nothing is there now
        ("0 9 * * *", "2026-03-02T10:00", "2026-03-02T11:00", None, "2026-03-03T09:00"),
    ],
)
def test_missed_slots_are_made_up_for_by_the_latest(
    rule: str, next_at: str, now: str, slot: str | None, following: str
) -> None:
    found, then = due(parse(rule, "UTC"), datetime.fromisoformat(next_at + "Z"), datetime.fromisoformat(now + "Z"))
    assert (found and found.key, then) == (slot, datetime.fromisoformat(following + "Z"))


@pytest.mark.usefixtures("clock")
def test_two_processes_fire_a_slot_once(database: Database) -> None:
    with database.writing() as connection:
        for n in range(5):
            put(connection, f"daily {n}", "remind", "UTC", "0 9 * * *", START - HOUR)
    counts: list[int] = []
    ready = threading.Barrier(4)

    def node() -> None:
        ready.wait()
        with database.writing() as connection:
            counts.append(fire(connection, START))

    threads = [threading.Thread(target=node) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 5
    assert Counter(fired(database)) == Counter(f"sched:daily {n}:2026-03-02" for n in range(5))


@pytest.mark.usefixtures("clock")
def test_a_slot_that_fired_does_not_fire_again_when_the_rule_is_put_again(database: Database) -> None:
    for hour in ("9", "10"):
        with database.writing() as connection:
            put(connection, "daily", "remind", "UTC", f"0 {hour} * * *", START - timedelta(minutes=1))
            fire(connection, START + 2 * HOUR)
    assert fired(database) == ["sched:daily:2026-03-02"]


@pytest.mark.usefixtures("clock")
def test_a_restart_skips_no_slot_that_is_due(database: Database) -> None:
    with database.writing() as connection:
        put(connection, "daily", "remind", "UTC", "0 9 * * *", START - HOUR)
    with database.writing() as connection:
        put(connection, "daily", "remind", "UTC", "0 9 * * *", START + HOUR)
        assert fire(connection, START + HOUR) == 1


@pytest.mark.usefixtures("clock")
def test_a_changed_rule_and_a_removed_one_are_followed(database: Database) -> None:
    with database.writing() as connection:
        put(connection, "daily", "remind", "UTC", "0 9 * * *", START - HOUR)
        put(connection, "daily", "remind", "UTC", "0 12 * * *", START - HOUR)
        put(connection, "other", "remind", "UTC", "0 9 * * *", START - HOUR)
        remove(connection, "other")
        assert fire(connection, START) == 0
        assert fire(connection, START + 3 * HOUR) == 1


@pytest.mark.usefixtures("clock")
def test_a_schedule_nobody_understands_does_not_stop_the_others(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.writing() as connection:
        for name in ("abolished", "daily"):
            put(connection, name, "remind", "UTC", "0 9 * * *", START - HOUR)
        abolish = tables.schedule.update().where(tables.schedule.c.name == "abolished").values(time_zone="Old/Zone")
        connection.execute(abolish)
        assert fire(connection, START) == 1
    assert "a schedule cannot be understood" in caplog.messages


def test_a_sign_of_life_is_good_for_a_minute(database: Database, clock: MovableClock) -> None:
    with database.writing() as connection:
        assert alive(connection, START) is False
        sign(connection, "node")
        clock.move_to(START + timedelta(seconds=30))
        sign(connection, "node")
        assert alive(connection, START + timedelta(seconds=90)) is True
        assert alive(connection, START + timedelta(seconds=91)) is False


def test_the_ticks_run_by_themselves_and_survive_errors(database: Database) -> None:
    seen: list[object] = []
    done = threading.Event()
    failed = threading.Event()

    def remind(work: Work) -> None:
        seen.append((work.job.payload["schedule"], work.job.payload["slot"]))
        done.set()

    def now() -> datetime:
        if not failed.is_set():  # the first tick fails
            failed.set()
            raise OSError("no clock")
        return START

    runner = Runner(database, {"remind": remind}, {"default": Queue()})
    with database.writing() as connection:
        put(connection, "daily", "remind", "UTC", "0 9 * * *", START - HOUR)
    schedules = Schedules(database, runner, now, Intervals(promote=0.05, fire=0.05, reap=0.05, sign=0.05))
    runner.start()
    schedules.start()
    assert done.wait(30)
    deadline = time.monotonic() + 30
    while not signed(database):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    schedules.stop()
    assert runner.stop(30)
    assert seen == [("daily", "2026-03-02")]
    assert not signed(database), "a process that has ended in order gives no sign of life"


def signed(database: Database) -> bool:
    with database.reading() as connection:
        return alive(connection, queue_time.now(connection))


def test_moving_the_clock_by_hand_fires_and_promotes(database: Database, clock: MovableClock) -> None:
    seen: list[str] = []
    runner = Runner(database, {"remind": lambda work: seen.append(work.job.key)}, {"default": Queue()}, clock=clock)
    schedules = Schedules(database, runner, clock.now)
    with database.writing() as connection:
        put(connection, "daily", "remind", "UTC", "0 9 * * *", START)
    assert schedules.tick() == 0
    clock.move_to(START + DAY)
    assert schedules.tick() == 1
    assert runner.drain() == 1
    assert seen == ["sched:daily:2026-03-03"]
