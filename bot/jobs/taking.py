"""Taking the next jobs of a queue, fairly and at its rate.

Within a priority the next job is of the owner who had the fewest started in the last ten minutes, so that somebody's
300 photos do not keep everybody else waiting; among equals, of the one whose last start is longest ago, so that the
turn comes round also where ten minutes are not enough for everybody's first. What that costs does not depend on how
many jobs wait: the index of ready jobs (queue, priority, owner, run_at) is walked from one owner to the next, and per
owner at most `_COUNTED` entries of the index (queue, owner, started_at) are counted. Then one UPDATE takes the owner's
oldest jobs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    String,
    bindparam,
    case,
    column,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.jobs import clock
from bot.jobs.ending import RUNNING
from bot.jobs.limits import Queue, admitted, arrival_after, next_start
from bot.jobs.row import Job, job_of
from bot.store.columns import Moment
from bot.store.tables import job, queue_rate

#: See `ending.RUNNING` for why it is written out.
READY: ColumnElement[bool] = job.c.status == literal_column("'ready'")

_LATELY = timedelta(minutes=10)
_COUNTED = 50
_SILENT = timedelta(seconds=15)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody's ready jobs of one priority: how many jobs the owner had started lately, when the last one was (None
    where there was none), and since when the first waits."""

    priority: int
    owner: str
    lately: int
    last: datetime | None
    since: datetime
    id: int  # of the first


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken. `again_at` is set when the rate allows no more: nothing can start before."""

    jobs: tuple[Job, ...]
    again_at: datetime | None = None


def fairest(waiting: Sequence[Waiting]) -> Waiting:
    """Whose turn it is: the most urgent, then who had the fewest started, then whose last start is longest ago, then
    who has waited longest."""
    return min(waiting, key=lambda one: (one.priority, one.lately, one.last or _NEVER, one.since, one.id))


def take(
    connection: Connection,
    name: str,
    queue: Queue,
    *,
    worker: str,
    places: int,
    lease_seconds: float,
    limited: bool = True,
) -> Taken:
    """Start up to `places` jobs of the queue `name` in the caller's (writing) transaction, whose commit counts the
    attempt.

    The row of a queue that is limited, or whose jobs run in turn, is locked first: several machines share one rate, and
    each sees what the others have started. Without `limited` neither counts.
    """
    if not limited:
        return Taken(_start(connection, name, replace(queue, in_turn=False), worker, places, lease_seconds))
    if not queue.rate and not queue.in_turn:
        return Taken(_start(connection, name, queue, worker, places, lease_seconds))
    arrival = _lock_rate(connection, name)
    if not queue.rate:
        return Taken(_start(connection, name, queue, worker, places, lease_seconds))
    now = clock.now(connection)  # after the lock, for which we may have waited
    started = _start(connection, name, queue, worker, admitted(queue, arrival, now, places), lease_seconds)
    arrival = arrival_after(queue, arrival, now, len(started))
    connection.execute(update(queue_rate).where(queue_rate.c.queue == name).values(arrival=arrival))
    again_at = next_start(queue, arrival)
    return Taken(started, again_at if again_at > now else None)


def _lock_rate(connection: Connection, name: str) -> datetime:
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    first = insert(queue_rate).values(queue=name, arrival=clock.now(connection))
    connection.execute(first.on_conflict_do_nothing(index_elements=[queue_rate.c.queue]))
    locked = select(queue_rate.c.arrival).where(queue_rate.c.queue == name).with_for_update()
    arrival: datetime = connection.execute(locked).scalar_one()
    return arrival


def _start(
    connection: Connection, name: str, queue: Queue, worker: str, places: int, lease_seconds: float
) -> tuple[Job, ...]:
    if places <= 0:
        return ()
    now = clock.now(connection)
    started: list[Job] = []
    waiting = _waiting(connection, name, now)
    if queue.in_turn:
        busy = _busy(connection, name, now)
        waiting = [one for one in waiting if one.owner not in busy]
    while waiting and len(started) < places:
        turn = fairest(waiting)
        waiting.remove(turn)
        if queue.in_turn:
            # One of each owner, whatever else of theirs waits, also with another priority.
            started += _start_of(connection, name, queue, turn, 1, worker, now, lease_seconds)
            waiting = [one for one in waiting if one.owner != turn.owner]
            continue
        # One at a time where several owners wait; nobody else waits: as many as there are places.
        number = 1 if waiting else places - len(started)
        jobs = _start_of(connection, name, queue, turn, number, worker, now, lease_seconds)
        started += jobs
        if len(jobs) == number:  # otherwise no more of this owner's are ready, or others are taking them just now
            waiting.append(replace(turn, lately=turn.lately + number, last=now))
    return tuple(started)


def _busy(connection: Connection, name: str, now: datetime) -> set[str]:
    """Owners of whom a job of the queue runs; not those whose worker seems to have fallen silent: what they do next
    does not wait for a whole lease."""
    running = select(job.c.queue, job.c.owner).where(RUNNING, job.c.started_at > now - _SILENT)
    return {one.owner for one in connection.execute(running) if one.queue == name}


def _start_of(
    connection: Connection,
    name: str,
    queue: Queue,
    turn: Waiting,
    number: int,
    worker: str,
    now: datetime,
    lease_seconds: float,
) -> list[Job]:
    # A common table expression with a row lock is evaluated once; a plain IN (SELECT … LIMIT) may run several times on
    # PostgreSQL and lock more than it was told to. SQLite knows no row locks, and its transaction is alone anyway.
    next_jobs = (
        select(job.c.id)
        .where(READY, job.c.queue == name, job.c.priority == turn.priority, job.c.owner == turn.owner)
        .order_by(job.c.run_at, job.c.id)
        .limit(number)
        .with_for_update(skip_locked=True)
        .cte("next_jobs")
    )
    rows = connection.execute(
        update(job)
        .where(job.c.id.in_(select(next_jobs.c.id)))
        .values(
            status="running",
            attempts=job.c.attempts + 1,
            max_attempts=case((job.c.max_attempts == 0, queue.max_attempts), else_=job.c.max_attempts),
            allowance=case((job.c.allowance == 0, queue.max_attempts), else_=job.c.allowance),
            lease_until=now + timedelta(seconds=lease_seconds),
            worker=worker,
            started_at=now,
        )
        .returning(job)
    )
    return sorted(map(job_of, rows), key=lambda one: (one.run_at, one.id))


# In two steps, owner then priority: for `(priority, owner) > (…, …)` SQLite walks all entries of the queue.
OWNERS = text("""
WITH RECURSIVE waiting(priority, owner, since, id) AS (
    SELECT * FROM (
        SELECT priority, owner, run_at, id FROM job WHERE status = 'ready' AND queue = :queue
        ORDER BY priority, owner, run_at, id LIMIT 1
    ) AS first_one
    UNION ALL
    SELECT job.priority, job.owner, job.run_at, job.id FROM waiting JOIN job ON job.id = COALESCE((
        SELECT one.id FROM job AS one
        WHERE one.status = 'ready' AND one.queue = :queue
          AND one.priority = waiting.priority AND one.owner > waiting.owner
        ORDER BY one.owner, one.run_at, one.id LIMIT 1
    ), (
        SELECT one.id FROM job AS one
        WHERE one.status = 'ready' AND one.queue = :queue AND one.priority > waiting.priority
        ORDER BY one.priority, one.owner, one.run_at, one.id LIMIT 1
    ))
)
SELECT priority, owner, since, id, (
    SELECT count(*) FROM (
        SELECT 1 FROM job WHERE job.queue = :queue AND job.owner = waiting.owner AND job.started_at > :lately
        LIMIT :counted
    ) AS few
) AS lately, (
    SELECT max(job.started_at) FROM job WHERE job.queue = :queue AND job.owner = waiting.owner
) AS last
FROM waiting
""")


def _waiting(connection: Connection, name: str, now: datetime) -> list[Waiting]:
    statement = OWNERS.bindparams(
        bindparam("queue", name), bindparam("lately", now - _LATELY, type_=Moment()), bindparam("counted", _COUNTED)
    ).columns(
        column("priority", Integer),
        column("owner", String),
        column("since", Moment),
        column("id", Integer),
        column("lately", Integer),
        column("last", Moment),
    )
    return [
        Waiting(row.priority, row.owner, row.lately, row.last, row.since, row.id)
        for row in connection.execute(statement)
    ]
