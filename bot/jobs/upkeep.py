"""What the ticks do to the job table: start what was put off, give back what fell silent, throw away what is long
done."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, literal_column, select, update

from bot.jobs import clock, ending
from bot.jobs.row import OnDead
from bot.jobs.wake import wake
from bot.store.database import Database
from bot.store.tables import job

SCHEDULED: ColumnElement[bool] = job.c.status == literal_column("'scheduled'")

_BATCH = 500


def promote(database: Database) -> int:
    """Make the jobs ready whose time has come. Looks first: on SQLite writing for nothing would hold others up."""
    with database.reading() as connection:
        first = connection.execute(
            select(func.min(job.c.run_at, type_=job.c.run_at.type)).where(SCHEDULED)
        ).scalar_one()
        if first is None or first > clock.now(connection):
            return 0
    with database.writing() as connection:
        due = update(job).where(SCHEDULED, job.c.run_at <= clock.now(connection)).values(status="ready")
        count = connection.execute(due).rowcount
        wake(connection)
    return count


def reap(database: Database, on_dead: OnDead | None, chance: float) -> int:
    """Give back the jobs whose lease has run out, or bury them where no attempts are left."""
    with database.reading() as connection:
        if not ending.any_silent(connection):
            return 0
    with database.writing() as connection:
        return _give_back(connection, "its worker fell silent", on_dead, chance, everything=False)


def give_all_back(connection: Connection, on_dead: OnDead | None, chance: float) -> int:
    """The same for all running jobs, whatever their lease. Only for somebody who knows that no other process lives."""
    return _give_back(connection, "the process ended", on_dead, chance, everything=True)


def _give_back(connection: Connection, error: str, on_dead: OnDead | None, chance: float, *, everything: bool) -> int:
    jobs = ending.silent(connection, everything=everything, limit=None if everything else _BATCH)
    for one in jobs:
        ending.fail(connection, one, error, ending.after_loss(one, chance), on_dead)
    return len(jobs)


def purge(database: Database, keep: timedelta) -> int:
    """Delete jobs that were done or called off longer ago than `keep`; the dead stay until a person lets them go.

    With the row its key is forgotten: `keep` is longer than anything that may bring the same event again.
    """
    count = 0
    while True:
        with database.reading() as connection:
            old = select(job.c.id).where(ending.ENDED, job.c.finished_at < clock.now(connection) - keep)
            ids = list(connection.execute(old.limit(_BATCH)).scalars())
        if not ids:
            return count
        with database.writing() as connection:
            count += connection.execute(delete(job).where(job.c.id.in_(ids))).rowcount
