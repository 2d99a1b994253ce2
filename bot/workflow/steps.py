"""What posting and reversing share: progress as JSON, the clock of settle windows, and waiting for one to end."""

from __future__ import annotations

import hashlib
import json
import unicodedata
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


def digest_of(values: object) -> str:
    """SHA-256 of JSON as the database keeps it: what the audit trail holds of a report and of a document."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def other_erp(reference: str, begun: str, now: str) -> str:
    """Said when the connector was changed: in the new ERP "not there" would prove nothing about the old one."""
    return f"{reference} was begun with the connector {begun}, and {now} is set up: let it end there first"


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
