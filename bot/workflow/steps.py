"""What posting and reversing share: progress as JSON, the clock of settle windows, and waiting for one to end."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection

from bot.jobs import clock
from bot.jobs.errors import Permanent
from bot.jobs.job import Work
from bot.store import postings
from bot.store.database import Database
from erp.errors import AuthExpired, Busy, ErpError, OutcomeUnknown
from erp.progress import Progress
from erp.report import Posted

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


def written(connection: Connection, reference: str, connector: str) -> postings.Posting:
    """What is written down about the reference; `Permanent` when there is nothing, or it belongs to another connector.

    In the ERP that is set up now, "not there" would prove nothing about the one it was begun in.
    """
    row = postings.load(connection, reference)
    if row is None:
        raise Permanent(f"{reference} is in the books or on its way, but nothing was written down about it")
    if row.connector != connector:
        begun = f"{reference} was begun with the connector {row.connector}"
        raise Permanent(f"{begun}, and {connector} is set up: let it end there first")
    return row


def the_posted(found: Iterable[Posted]) -> Posted | None:
    """The document that stands, where one does."""
    return next((posted for posted in found if posted.state == "posted"), None)


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
    return fit(error.message) or type(error).__name__


#: More of an ERP's text than this, such as a page of HTML, helps nobody.
_LONGEST = 1000


def fit(text: str) -> str:
    """Text from outside as the database and every card can take it: whole characters only, and not for pages."""
    whole = "".join(" " if unicodedata.category(char) in ("Cc", "Cs") and char != "\n" else char for char in text)
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1] + "…"
