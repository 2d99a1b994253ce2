"""Putting jobs in, and what a person may do with them: look at the dead, try again, call off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.jobs import clock
from bot.jobs.ending import DEAD
from bot.jobs.row import Job, job_of
from bot.jobs.wake import wake
from bot.store.tables import job


def enqueue(
    connection: Connection,
    kind: str,
    *,
    key: str,
    queue: str = "default",
    priority: int = 5,
    owner: str = "",
    delay: float = 0,
    max_attempts: int | None = None,
    **payload: Any,
) -> bool:
    """Put a job in within the caller's transaction; False when the key is known already, however its job ended.

    A key is for ever: it contains the revision or round of what it is about. `payload` holds ids, because the handler
    reads the state again; JSON without floats. A smaller `priority` goes first. `owner` is whoever waits for it:
    within a priority the queue is fair between owners. `delay` is in seconds. `max_attempts` is the queue's where it
    is not given.
    """
    now = clock.now(connection)
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(job).values(
        key=key,
        kind=kind,
        payload=payload,
        queue=queue,
        priority=priority,
        owner=owner,
        status="scheduled" if delay > 0 else "ready",
        run_at=now + timedelta(seconds=max(0, delay)),
        attempts=0,
        max_attempts=max_attempts or 0,
        allowance=max_attempts or 0,
        worker="",
        error="",
        errors=[],
        created_at=now,
    )
    new = statement.on_conflict_do_nothing(index_elements=[job.c.key]).returning(job.c.id)
    if connection.execute(new).first() is None:
        return False
    if delay <= 0:
        wake(connection)
    return True


def dead(connection: Connection) -> list[Job]:
    """The jobs that wait for a person, oldest first."""
    rows = connection.execute(select(job).where(DEAD).order_by(job.c.finished_at, job.c.id))
    return [job_of(row) for row in rows]


def requeue(connection: Connection, job_id: int) -> bool:
    """Give a dead job as many attempts as it had at first; False when it is not dead.

    Its attempts go on counting: the first of them must not be taken for one before which nothing was tried.
    """
    found = connection.execute(select(job).where(job.c.id == job_id).with_for_update()).one_or_none()
    if found is None or found.status != "dead":
        return False
    now = clock.now(connection)
    again = {"at": now.isoformat(), "attempt": found.attempts, "requeued": True}
    connection.execute(
        update(job)
        .where(job.c.id == job_id)
        .values(
            status="ready",
            run_at=now,
            finished_at=None,
            max_attempts=job.c.max_attempts + job.c.allowance,
            errors=[*found.errors, again],
        )
    )
    wake(connection)
    return True


def cancel(connection: Connection, key: str) -> bool:
    """Call a job off; False when there is none, it is running, or it has ended. A dead one is let go."""
    statement = (
        update(job)
        .where(job.c.key == key, job.c.status.in_(["scheduled", "ready", "dead"]))
        .values(status="cancelled", finished_at=clock.now(connection))
    )
    return connection.execute(statement).rowcount == 1


def forget(connection: Connection, owner: str, kinds: str) -> int:
    """Take away what ended jobs of this owner were about, of the kinds that begin like this; how many.

    Their keys stay, so that nothing is done once more.
    """
    ended = job.c.status.in_(["done", "cancelled"]) & (job.c.payload != {})
    mine = (job.c.owner == owner) & job.c.kind.startswith(kinds, autoescape=True)
    return connection.execute(update(job).where(ended, mine).values(payload={})).rowcount


def waiting(connection: Connection, kind: str) -> list[Job]:
    """Jobs of a kind that have not ended, the dead among them."""
    open_ = job.c.status.in_(["scheduled", "ready", "running", "dead"])
    return [job_of(row) for row in connection.execute(select(job).where(job.c.kind == kind, open_))]
