"""What happens by the clock: schedules as rows, and the ticks that look at them.

APScheduler says *when* to look and computes moments; what has fired is in our tables, so any number of processes may
tick and a slot fires once. Schedules follow the business clock, which the demo moves; the ticks themselves follow the
machine's.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.jobs import clock
from bot.jobs.queue import enqueue
from bot.jobs.runner import Runner
from bot.store import tables
from bot.store.database import Database

log = logging.getLogger(__name__)

_DAY = timedelta(days=1)
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")


# Rules


@dataclass(frozen=True, slots=True)
class Slot:
    """One time at which a rule fires: the moment in UTC and the name under which it fires once."""

    at: datetime
    key: str


class Rule(Protocol):
    """`reach`: how far before now the latest slot is looked for when some were missed."""

    @property
    def reach(self) -> timedelta: ...

    def after(self, moment: datetime) -> Slot:
        """The first slot after `moment`."""
        ...


@dataclass(frozen=True, slots=True)
class ByDate:
    """At fixed wall times on certain dates: each date fires, once.

    Asking for the wall time itself would fire twice when the clock is set back, and skip a date whose 00:15 does not
    exist (Cairo, Beirut: verified with CronTrigger). So it goes from date to date; a wall time that does not exist is
    moved forward by what the clock is, and of one that exists twice it is the first.
    """

    dates: CronTrigger  # at noon UTC, where every date has one: only its date counts
    times: tuple[time, ...]
    zone: ZoneInfo
    reach: timedelta = timedelta(days=400)

    def after(self, moment: datetime) -> Slot:
        day = moment.astimezone(self.zone).date() - _DAY
        while True:
            day = self._date_from(day)
            slots = [self._slot(day, at) for at in self.times]
            if later := [slot for slot in slots if slot.at > moment]:
                return min(later, key=lambda slot: slot.at)
            day += _DAY

    def _date_from(self, day: date) -> date:
        found = self.dates.get_next_fire_time(None, datetime.combine(day, time(12), UTC))
        if found is None:
            raise ValueError("no date matches this rule")
        matching: date = found.date()
        return matching

    def _slot(self, day: date, at: time) -> Slot:
        # In a gap Python reckons with the offset before it (PEP 495), which is the wall time moved forward.
        moment = datetime.combine(day, at, self.zone).astimezone(UTC)
        return Slot(moment, day.isoformat() if len(self.times) == 1 else f"{day}T{at:%H:%M}")


@dataclass(frozen=True, slots=True)
class ByMoment:
    """Every so often within hours or days, such as `*/15 8-18 * * *`: each moment in UTC fires, once."""

    moments: CronTrigger
    reach: timedelta = _DAY

    def after(self, moment: datetime) -> Slot:
        found = self.moments.get_next_fire_time(None, moment + timedelta(microseconds=1))
        if found is None:
            raise ValueError("no moment matches this rule")
        return _moment_slot(found.astimezone(UTC))


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many seconds, counted from 1970, so that it is the same for everybody who reckons it."""

    seconds: int

    @property
    def reach(self) -> timedelta:
        return timedelta(seconds=2 * self.seconds)

    def after(self, moment: datetime) -> Slot:
        count = int(moment.timestamp() // self.seconds) + 1
        return _moment_slot(datetime.fromtimestamp(count * self.seconds, UTC))


def _moment_slot(moment: datetime) -> Slot:
    return Slot(moment, moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


def parse(text: str, time_zone: str) -> Rule:
    """`every 600 s`, or a cron text of five fields, read in `time_zone`. Raises ValueError.

    As in cron, weekday 0 and 7 are Sunday (for CronTrigger 0 is Monday). Unlike cron, not both days and weekdays.
    """
    if found := re.fullmatch(r"every ([1-9][0-9]*) s", text):
        return Every(int(found[1]))
    fields = text.lower().split()
    if len(fields) != 5:
        raise ValueError(f"a rule is `every 600 s` or five cron fields, not {text!r}")
    minute, hour, day, month, weekday = fields
    if day != "*" and weekday != "*":
        raise ValueError(f"days or weekdays, not both: {text!r}")
    weekday = re.sub(r"(?<![/\w])[0-7]\b", lambda digit: _WEEKDAYS[int(digit[0])], weekday)
    try:
        zone = ZoneInfo(time_zone)
    except (KeyError, OSError) as error:
        raise ValueError(f"not a time zone: {time_zone!r}") from error
    if re.fullmatch(r"[\d,]+", minute) and re.fullmatch(r"[\d,]+", hour):
        dates = CronTrigger(hour=12, day=day, month=month, day_of_week=weekday, timezone=UTC)
        times = {time(int(h), int(m)) for h in hour.split(",") for m in minute.split(",")}
        return ByDate(dates, tuple(sorted(times)), zone)
    return ByMoment(CronTrigger(minute=minute, hour=hour, day=day, month=month, day_of_week=weekday, timezone=zone))


def due(rule: Rule, next_at: datetime, now: datetime) -> tuple[Slot | None, datetime]:
    """The slot to fire now, and when to look again.

    Slots that nobody looked at in time, because nothing ran, are made up for by the latest of them. None when the
    rule has no slot there any more: time zones change.
    """
    latest = None
    slot = rule.after(next_at - timedelta(microseconds=1))
    while slot.at <= now:
        latest = slot
        slot = rule.after(max(slot.at, now - rule.reach))
    return latest, slot.at


# Rows


def put(connection: Connection, name: str, kind: str, time_zone: str, rule: str, now: datetime) -> None:
    """Make or change a schedule: `kind` is the job's, enqueued with `schedule` and `slot` as payload. Raises
    ValueError.

    A slot that is due already stays due, so that a restart skips none.
    """
    next_at = parse(rule, time_zone).after(now).at
    table = tables.schedule
    content = {"kind": kind, "time_zone": time_zone, "rule": rule}
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    first = insert(table).values(name=name, next_at=next_at, **content)
    connection.execute(first.on_conflict_do_nothing(index_elements=[table.c.name]))
    row = connection.execute(select(table).where(table.c.name == name).with_for_update()).one()
    same = all(getattr(row, field) == value for field, value in content.items())
    if same and row.next_at <= now:
        return
    connection.execute(update(table).where(table.c.name == name).values(next_at=next_at, **content))


def remove(connection: Connection, name: str) -> None:
    """The schedule fires no more. Nothing happens when there is none."""
    connection.execute(delete(tables.schedule).where(tables.schedule.c.name == name))


def fire(connection: Connection, now: datetime) -> int:
    """Enqueue what is due by the business time `now` and move each schedule on; how many jobs it was.

    The key `sched:NAME:DATE` (or `:SLOT`) and the moved `next_at` are one transaction: however many fire, each slot
    fires once.
    """
    table = tables.schedule
    rows = connection.execute(
        select(table).where(table.c.next_at <= now).order_by(table.c.name).with_for_update(skip_locked=True)
    ).all()
    fired = 0
    for row in rows:
        try:
            slot, next_at = due(parse(row.rule, row.time_zone), row.next_at, now)
        except ValueError:  # such as a time zone that was abolished: the other schedules go on
            log.exception("a schedule cannot be understood", extra={"schedule": row.name})
            continue
        if slot:
            key = f"sched:{row.name}:{slot.key}"
            fired += enqueue(connection, row.kind, key=key, schedule=row.name, slot=slot.key)
        connection.execute(update(table).where(table.c.name == row.name).values(next_at=next_at))
    return fired


def sign(connection: Connection, worker: str) -> None:
    """A sign of life, in queue time."""
    now = clock.now(connection)
    mine = update(tables.tick).where(tables.tick.c.worker == worker).values(at=now)
    if connection.execute(mine).rowcount == 0:
        connection.execute(tables.tick.insert().values(worker=worker, at=now))
        connection.execute(delete(tables.tick).where(tables.tick.c.at < now - _DAY))  # processes long gone


def alive(connection: Connection, now: datetime, within: timedelta = timedelta(seconds=60)) -> bool:
    """Whether any process has ticked lately; `now` is queue time."""
    last = connection.execute(select(func.max(tables.tick.c.at, type_=tables.tick.c.at.type))).scalar_one()
    return last is not None and last >= now - within


# Ticks


@dataclass(frozen=True, slots=True)
class Intervals:
    """Seconds between two ticks of each kind."""

    promote: float = 0.5
    fire: float = 1
    reap: float = 5
    sign: float = 10
    purge: float = 3600


class Schedules:
    """The ticks of one process. `now` is the business clock."""

    def __init__(
        self, database: Database, runner: Runner, now: Callable[[], datetime], intervals: Intervals = Intervals()
    ) -> None:
        self._database = database
        self._runner = runner
        self._now = now
        logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it reports every single tick
        # No grace time: by default a tick that is a second late, on a busy machine, is silently dropped.
        self._scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(4)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone=UTC,
        )
        ticks: list[tuple[Callable[[], object], float]] = [
            (runner.promote, intervals.promote),
            (self.fire, intervals.fire),
            (runner.reap, intervals.reap),
            (self.sign, intervals.sign),
            (runner.purge, intervals.purge),
        ]
        for tick, seconds in ticks:
            self._scheduler.add_job(_surviving(tick), IntervalTrigger(seconds=seconds), next_run_time=datetime.now(UTC))

    def start(self) -> None:
        """Tick, the first time at once."""
        self._scheduler.start()

    def stop(self) -> None:
        """Wait for ticks under way and end; nobody takes the last sign of life for life."""
        if self._scheduler.running:
            self._scheduler.shutdown()
            _surviving(self.unsign)()

    def tick(self) -> int:
        """Fire what is due and promote what was put off, in this thread: where the clock is moved by hand."""
        fired = self.fire()
        self._runner.promote()
        return fired

    def fire(self) -> int:
        """Looks without writing first: on SQLite a writer would hold others up."""
        now = self._now()
        with self._database.reading() as connection:
            waiting = select(tables.schedule.c.name).where(tables.schedule.c.next_at <= now).limit(1)
            if connection.execute(waiting).first() is None:
                return 0
        with self._database.writing() as connection:
            return fire(connection, now)

    def sign(self) -> None:
        with self._database.writing() as connection:
            sign(connection, self._runner.worker)

    def unsign(self) -> None:
        with self._database.writing() as connection:
            connection.execute(delete(tables.tick).where(tables.tick.c.worker == self._runner.worker))


def _surviving(tick: Callable[[], object]) -> Callable[[], None]:
    def survive() -> None:
        try:
            tick()
        except Exception:
            log.exception("a tick failed; the next one tries again", extra={"tick": tick.__name__})

    return survive
