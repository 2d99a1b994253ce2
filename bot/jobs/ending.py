"""How a started job ends, goes back or dies. Every statement is fenced: it holds only for whoever started the attempt.

Without the fence a worker that stood still for longer than its lease would end the job of its successor.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, literal_column, select, update

from bot.jobs import clock
from bot.jobs.errors import Lost, Permanent
from bot.jobs.limits import Queue, backoff
from bot.jobs.row import Job, OnDead, job_of
from bot.jobs.wake import wake
from bot.store.tables import job

log = logging.getLogger(__name__)

#: Written into the statement as it is: with a parameter SQLite, and PostgreSQL's prepared plans, cannot use the
#: partial index.
RUNNING: ColumnElement[bool] = job.c.status == literal_column("'running'")

#: The same for what is over, and for what was given up.
ENDED: ColumnElement[bool] = job.c.status.in_([literal_column("'done'"), literal_column("'cancelled'")])
DEAD: ColumnElement[bool] = job.c.status == literal_column("'dead'")

#: Entries of a job's history that are kept, the newest.
_HISTORY = 50


# Decisions


def after_failure(ours: Job, queue: Queue, error: BaseException, chance: float) -> float | None:
    """Seconds until the next attempt, or None when the job is dead."""
    if isinstance(error, Permanent):
        return None  # a person must act, another attempt would only cost time
    if ours.attempt >= ours.max_attempts:
        return None
    return backoff(queue, ours.failures + 1, chance)


def after_loss(ours: Job, chance: float) -> float | None:
    """The same for a job whose worker fell silent.

    It goes back at once, as most likely the machine was restarted. From the second time on it waits: it may be what
    kills the process, and the jobs beside it must not use up their attempts along with it.
    """
    if ours.attempt >= ours.max_attempts:
        return None
    return 0 if ours.failures == 0 else backoff(Queue(), ours.failures, chance)


def words(error: BaseException) -> str:
    """An exception as it is kept with the job: its name and the first line of its message.

    Not the traceback, nor what follows the first line: there SQLAlchemy and pydantic show the values they were given.
    """
    message = str(error).strip().splitlines()
    return f"{type(error).__name__}: {message[0]}"[:500] if message else type(error).__name__


# Statements


def finish(connection: Connection, ours: Job) -> None:
    """Done. Raises `Lost`."""
    _mine(connection, ours, status="done", finished_at=clock.now(connection), lease_until=None)


def put_off(connection: Connection, ours: Job, seconds: float) -> None:
    """To be started again after so many seconds, with as many failures left as before. Raises `Lost`."""
    run_at = clock.now(connection) + timedelta(seconds=seconds)
    _mine(connection, ours, status="scheduled", run_at=run_at, lease_until=None, max_attempts=job.c.max_attempts + 1)


def renew(connection: Connection, ours: Job, lease_seconds: float) -> None:
    """Ours for another lease from now on. Raises `Lost`."""
    _mine(connection, ours, lease_until=clock.now(connection) + timedelta(seconds=lease_seconds))


def renew_all(connection: Connection, worker: str, ids: list[int], lease_seconds: float) -> None:
    """The same for all jobs a worker holds; the ones it has lost are left alone."""
    connection.execute(
        update(job)
        .where(RUNNING, job.c.worker == worker, job.c.id.in_(ids))
        .values(lease_until=clock.now(connection) + timedelta(seconds=lease_seconds))
    )


def fail(connection: Connection, ours: Job, error: str, wait: float | None, on_dead: OnDead | None) -> None:
    """Write the error down; then again after `wait` seconds (0: at once), or dead with None. Raises `Lost`."""
    now = clock.now(connection)
    entry = {"at": now.isoformat(), "attempt": ours.attempt, "error": error}
    history = [*ours.errors, entry][-_HISTORY:]
    values = {"error": error, "errors": history, "lease_until": None}
    if wait is None:
        _mine(connection, ours, status="dead", finished_at=now, **values)
        _tell(connection, replace(ours, status="dead", finished_at=now, error=error, errors=tuple(history)), on_dead)
    elif wait <= 0:
        _mine(connection, ours, status="ready", run_at=now, **values)
        wake(connection)
    else:
        _mine(connection, ours, status="scheduled", run_at=now + timedelta(seconds=wait), **values)


def _tell(connection: Connection, dead: Job, on_dead: OnDead | None) -> None:
    log.error("a job is dead", extra=about(dead) | {"error": dead.error})
    if on_dead is None:
        return
    try:
        with connection.begin_nested():
            on_dead(connection, dead)
    except Exception:
        # Dead all the same: it stands in the list of dead jobs. The other way round it would be run for ever.
        log.exception("nobody could be told of a dead job", extra=about(dead))


def _mine(connection: Connection, ours: Job, **values: Any) -> None:
    """Change the row if it is still the attempt that `ours` is."""
    held = and_(job.c.id == ours.id, job.c.attempts == ours.attempt, job.c.worker == ours.worker, RUNNING)
    if connection.execute(update(job).where(held).values(**values)).rowcount != 1:
        raise Lost("the job is no longer ours")


def any_silent(connection: Connection) -> bool:
    """Whether a lease has run out."""
    return connection.execute(select(job.c.id).where(_over(connection)).limit(1)).first() is not None


def silent(connection: Connection, *, everything: bool, limit: int | None) -> list[Job]:
    """Running jobs whose lease has run out, or simply all of them. Locked where the database can."""
    over = RUNNING if everything else _over(connection)
    rows = connection.execute(select(job).where(over).order_by(job.c.id).limit(limit).with_for_update(skip_locked=True))
    return [job_of(row) for row in rows]


def _over(connection: Connection) -> ColumnElement[bool]:
    return and_(RUNNING, job.c.lease_until < clock.now(connection))


def about(ours: Job) -> dict[str, Any]:
    """What a log line says of a job."""
    return {"job": ours.id, "kind": ours.kind, "queue": ours.queue, "attempt": ours.attempt}
