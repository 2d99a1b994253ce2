"""What the posting protocol wrote down before and after each call to the ERP; one row for each reference.

Report, progress and outcome are plain JSON here, without floats: `bot.workflow` makes them from the values of `erp`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, select, update

from bot.claims.states import State
from bot.store import rows
from bot.store.errors import Unknown
from bot.store.tables import claim, posting


@dataclass(frozen=True, slots=True)
class Posting:
    """`stem` is the claim's; `report` what the ERP gets, `progress` how far that is, `posted` what it made of it.

    `reversal` is how far a reversal is, once one was begun.
    """

    reference: str
    stem: str
    connector: str
    report: dict[str, Any]
    progress: dict[str, Any]
    posted: dict[str, Any] | None
    reversal: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Unpaid:
    """A claim that is posted and not paid, as far as asking for its payment needs it."""

    reference: str
    approved: Decimal
    currency: str
    connector: str
    erp_id: str


def put(
    connection: Connection,
    reference: str,
    stem: str,
    connector: str,
    report: dict[str, Any],
    progress: dict[str, Any],
    at: datetime,
) -> None:
    """Write down, before the first call, what is going to be posted; once more after a refusal was mended."""
    values = {
        "claim": stem,
        "connector": connector,
        "report": report,
        "progress": progress,
        "posted": None,
        "reversal": None,
    }
    rows.put(connection, posting, [{"reference": reference, **values, "changed_at": at}])


def save(
    connection: Connection, reference: str, progress: dict[str, Any], at: datetime, posted: dict[str, Any] | None = None
) -> None:
    """Write down how far it is, and the outcome once there is one (it stays when none is given later)."""
    values: dict[str, object] = {"progress": progress, "changed_at": at}
    if posted is not None:
        values["posted"] = posted
    _change(connection, reference, values)


def save_reversal(connection: Connection, reference: str, progress: dict[str, Any], at: datetime) -> None:
    """Write down how far the reversal is."""
    _change(connection, reference, {"reversal": progress, "changed_at": at})


def _change(connection: Connection, reference: str, values: dict[str, object]) -> None:
    if connection.execute(update(posting).where(posting.c.reference == reference).values(**values)).rowcount == 0:
        raise Unknown(f"no posting {reference}")


def unpaid(connection: Connection) -> list[Unpaid]:
    """All that are posted and not paid, by reference; claims are not loaded for it."""
    statement = (
        select(claim.c.reference, claim.c.approved, claim.c.currency, posting.c.connector, posting.c.progress)
        .join(posting, posting.c.reference == claim.c.reference)
        .where(claim.c.state == State.POSTED.value)
        .order_by(claim.c.reference)
    )
    return [
        Unpaid(row.reference, row.approved, row.currency, row.connector, str(row.progress.get("erp_id", "")))
        for row in connection.execute(statement)
    ]


def any_begun(connection: Connection) -> bool:
    """Whether anything was ever brought to an ERP, or was about to be."""
    return connection.execute(select(posting.c.reference).limit(1)).first() is not None


def references(connection: Connection) -> frozenset[str]:
    """Every reference (with its -R suffix) that was brought to an ERP, or was about to be."""
    return frozenset(connection.execute(select(posting.c.reference)).scalars())


def load(connection: Connection, reference: str) -> Posting | None:
    """The posting under this reference (with its -R suffix); None when none was begun."""
    row = connection.execute(select(posting).where(posting.c.reference == reference)).first()
    return _posting(row) if row else None


def posted(connection: Connection) -> list[Posting]:
    """All that the ERP has accepted, by reference, reversed ones too: what reconciliation compares."""
    statement = select(posting).where(posting.c.posted.is_not(None)).order_by(posting.c.reference)
    return [_posting(row) for row in connection.execute(statement)]


def _posting(row: Row[Any]) -> Posting:
    return Posting(row.reference, row.claim, row.connector, row.report, row.progress, row.posted, row.reversal)
