"""Where the card about a claim stands in a person's chat, so that it can be replaced instead of shown again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from bot.store import rows
from bot.store.tables import card

#: Before the subject of a card that shows nothing of it any more.
_PAST = "past:"


@dataclass(frozen=True, slots=True)
class Shown:
    """The latest card: on which platform, its address there, and the version of the claim it shows."""

    platform: str
    address: Mapping[str, Any]
    version: int


def find(connection: Connection, employee: str, subject: str) -> Shown | None:
    """The card a person has about a subject (a claim's stem, or what else cards are about); None when there is none."""
    row = connection.execute(select(card).where(card.c.employee == employee, card.c.subject == subject)).first()
    return _shown(row) if row else None


def holders(connection: Connection, subject: str) -> dict[str, Shown]:
    """All cards about a subject, by employee number."""
    found = connection.execute(select(card).where(card.c.subject == subject).order_by(card.c.employee))
    return {row.employee: _shown(row) for row in found}


def remember(
    connection: Connection, employee: str, subject: str, platform: str, address: Mapping[str, Any], version: int
) -> None:
    """A person's card about a subject stands here now."""
    key = {"employee": employee, "subject": subject}
    rows.put(connection, card, [{**key, "platform": platform, "address": dict(address), "version": version}])


def part(connection: Connection, employee: str, subject: str) -> None:
    """The subject does not concern the person any more: their card is not drawn again, and known to have been."""
    of_person, past = card.c.employee == employee, _PAST + subject
    connection.execute(delete(card).where(of_person, card.c.subject == past))
    connection.execute(update(card).where(of_person, card.c.subject == subject).values(subject=past))


def was_shown(connection: Connection, employee: str, subject: str) -> bool:
    """Whether the person ever had a card about the subject."""
    subjects = (subject, _PAST + subject)
    had = select(card.c.subject).where(card.c.employee == employee, card.c.subject.in_(subjects)).limit(1)
    return connection.execute(had).first() is not None


def _shown(row: Row[Any]) -> Shown:
    return Shown(row.platform, dict(row.address), row.version)
