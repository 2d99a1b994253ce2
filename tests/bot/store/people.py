"""The few people and documents that rows of the tests refer to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.claims.people import Employee, Role
from bot.store import documents, people
from bot.store.database import Database

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=5)

LIN = Employee("lin", "林晓", "lin@example.com", manager="boss", locale="zh", time_zone="Asia/Shanghai")
BOSS = Employee("boss", "Bo Ss", "boss@example.com", manager="top", cost_centre="100")
TOP = Employee("top", "To P", "top@example.com", roles=frozenset({Role.ADMINISTRATOR, Role.AUDITOR}))
BOOK = Employee("book", "Boo K", "book@example.com", roles=frozenset({Role.BOOKKEEPER}), active=False)
EVERYBODY = (LIN, BOSS, TOP, BOOK)


def populate(database: Database) -> list[str]:
    """Save everybody and three documents; the digests of these."""
    with database.writing() as connection:
        people.save(connection, EVERYBODY)
        return [documents.put(connection, bytes([n]), f"{n}.jpg", "image/jpeg", NOW) for n in range(3)]
