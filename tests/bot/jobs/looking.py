"""Short ways for the tests of this room to put jobs in and look at them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from bot.jobs.limits import Queue
from bot.jobs.queue import enqueue
from bot.jobs.row import Job, job_of
from bot.jobs.taking import Taken, take
from bot.store.database import Database
from bot.store.tables import job, tick


def put(database: Database, kind: str, key: str, **more: Any) -> bool:
    with database.writing() as connection:
        return enqueue(connection, kind, key=key, **more)


def get(database: Database, key: str) -> Job:
    with database.reading() as connection:
        return job_of(connection.execute(select(job).where(job.c.key == key)).one())


def keys(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(select(job.c.key).order_by(job.c.id)).scalars())


def lease(database: Database, key: str) -> datetime | None:
    with database.reading() as connection:
        until: datetime | None = connection.execute(select(job.c.lease_until).where(job.c.key == key)).scalar_one()
        return until


def start(
    database: Database,
    name: str = "default",
    queue: Queue | None = None,
    *,
    worker: str = "w",
    places: int = 1,
    limited: bool = True,
) -> Taken:
    """Take as a worker would; one job unless told otherwise."""
    with database.writing() as connection:
        return take(connection, name, queue or Queue(), worker=worker, places=places, lease_seconds=60, limited=limited)


def leave_a_mark(database: Database, name: str, at: datetime) -> None:
    """An effect on the database that a test can count."""
    with database.writing() as connection:
        connection.execute(insert(tick).values(worker=name, at=at))


def marks(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(connection.execute(select(tick.c.worker)).scalars())
