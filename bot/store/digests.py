"""What a digest listed for its person, so that one press decides on exactly that, and what became of each claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.store.errors import Unknown
from bot.store.tables import digest

#: How long a listing is kept.
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Listed:
    """Claims by their stem, with the version that was listed: those to approve, and those `to_post`.

    `approved`, `taken_back` and `posted` say of each claim that was dealt with its version afterwards, or why it was
    left: a wording key with its values. None as long as nobody has pressed.
    """

    number: int
    person: str
    claims: Mapping[str, int]
    approved: Mapping[str, Any] | None = None
    taken_back: Mapping[str, Any] | None = None
    to_post: Mapping[str, int] = field(default_factory=dict)
    posted: Mapping[str, Any] | None = None

    @property
    def done(self) -> Mapping[str, int]:
        """The claims that were approved, with the version that came of it."""
        return {stem: became for stem, became in (self.approved or {}).items() if isinstance(became, int)}


def put(
    connection: Connection, person: str, claims: Mapping[str, int], to_post: Mapping[str, int], at: datetime
) -> int:
    """Keep what is listed now; its number. Old listings go."""
    connection.execute(delete(digest).where(digest.c.employee == person, digest.c.at < at - KEPT))
    values = {"employee": person, "claims": dict(claims), "to_post": dict(to_post), "at": at}
    return int(connection.execute(insert(digest).values(**values).returning(digest.c.number)).scalar_one())


def load(connection: Connection, number: int, *, hold: bool = False) -> Listed:
    """The listing; `Unknown` when there is none. With `hold` nobody else goes on with it until the commit."""
    found = select(digest).where(digest.c.number == number)
    row = connection.execute(found.with_for_update() if hold else found).first()
    if row is None:
        raise Unknown(f"no digest {number}")
    return _listed(row)


def latest(connection: Connection, person: str) -> Listed | None:
    """What was listed for this person last."""
    newest = select(digest).where(digest.c.employee == person).order_by(digest.c.number.desc()).limit(1)
    row = connection.execute(newest).first()
    return _listed(row) if row else None


def became(connection: Connection, listed: Listed, what: str, outcome: Mapping[str, Any]) -> None:
    """Write down what became of the claims so far: `approved`, `taken_back` or `posted`."""
    connection.execute(update(digest).where(digest.c.number == listed.number).values({what: dict(outcome)}))


def _listed(row: Row[Any]) -> Listed:
    return Listed(row.number, row.employee, row.claims, row.approved, row.taken_back, row.to_post, row.posted)
