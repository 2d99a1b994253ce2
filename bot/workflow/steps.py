"""What posting and reversing share: progress as JSON, the clock of settle windows, and waiting for one to end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from bot.jobs import clock
from bot.jobs.job import Work
from bot.store.database import Database
from erp.errors import AuthExpired, Busy, ErpError, OutcomeUnknown
from erp.progress import Progress

_PROGRESS = TypeAdapter(Progress)

#: After these a question may be asked again later; any other answer to a question is for a person.
PASSING = (Busy, AuthExpired, OutcomeUnknown)


def plain(progress: Progress) -> dict[str, Any]:
    """Progress as JSON."""
    values: dict[str, Any] = _PROGRESS.dump_python(progress, mode="json")
    return values


def progress_of(values: dict[str, Any]) -> Progress:
    """Progress from JSON; raises pydantic's ValidationError for anything else."""
    return _PROGRESS.validate_python(values)


def queue_time(database: Database) -> datetime:
    """By the clock that leases and settle windows are measured by; the business clock may be moved."""
    with database.reading() as connection:
        return clock.now(connection)


def put_off(database: Database, work: Work, until: datetime) -> None:
    """Come back then."""
    with database.writing() as connection:
        work.later(connection, max(0.0, (until - clock.now(connection)).total_seconds()))


def words_of(error: ErpError) -> str:
    """What a person reads of it: the ERP's own text where there is one."""
    return error.message or type(error).__name__
