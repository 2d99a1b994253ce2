"""What the posting protocol wrote down before and after each call to the ERP; one row for each reference.

Report, progress and outcome are plain JSON here, without floats: `bot.workflow` makes them from the values of `erp`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy import insert as into

from bot.claims.states import State
from bot.store.errors import Unknown
from bot.store.tables import claim, posting


@dataclass(frozen=True, slots=True)
class Posting:
    """`stem` is the claim's; `report` what the ERP gets, `progress` how far that is, `posted` what it made of it."""

    reference: str
    stem: str
    connector: str
    report: dict[str, Any]
    progress: dict[str, Any]
    posted: dict[str, Any] | None = None


def insert(connection: Connection, begun: Posting, at: datetime) -> None:
    """The first writing down, before the first call."""
    connection.execute(into(posting).values(reference=begun.reference, **_values(begun), changed_at=at))


def save(connection: Connection, changed: Posting, at: datetime) -> None:
    """Write down everything again; `Unknown` when it was never begun."""
    statement = update(posting).where(posting.c.reference == changed.reference)
    if connection.execute(statement.values(**_values(changed), changed_at=at)).rowcount == 0:
        raise Unknown(f"no posting {changed.reference}")


def load(connection: Connection, reference: str) -> Posting | None:
    """The posting under this reference (with its -R suffix); None when none was begun."""
    row = connection.execute(select(posting).where(posting.c.reference == reference)).first()
    return _posting(row) if row else None


def unfinished(connection: Connection) -> list[Posting]:
    """Begun, and their claims still wait for the outcome; the longest unchanged first. Refused ones are finished."""
    statement = (
        select(posting)
        .join(claim)
        .where(claim.c.state == State.POSTING, claim.c.reference == posting.c.reference, posting.c.posted.is_(None))
        .order_by(posting.c.changed_at, posting.c.reference)
    )
    return [_posting(row) for row in connection.execute(statement)]


def posted(connection: Connection) -> list[Posting]:
    """All that the ERP has accepted, by reference, reversed ones too: what reconciliation compares."""
    statement = select(posting).where(posting.c.posted.is_not(None)).order_by(posting.c.reference)
    return [_posting(row) for row in connection.execute(statement)]


def _values(one: Posting) -> dict[str, object]:
    return {
        "claim": one.stem,
        "connector": one.connector,
        "report": one.report,
        "progress": one.progress,
        "posted": one.posted,
    }


def _posting(row: Row[Any]) -> Posting:
    return Posting(row.reference, row.claim, row.connector, row.report, row.progress, row.posted)
