"""Known merchants: found by their numbers, one statement a reading; listed by name, page by page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from bot.claims.merchants import NUMBERS, Merchant, Numbers, Shared
from bot.store.tables import merchant


def by_numbers(connection: Connection, *numbers: Numbers) -> tuple[Merchant, ...]:
    """What was said of merchants that share one of these numbers, the eldest first."""
    found = []
    for name in NUMBERS:
        if wanted := sorted({getattr(one, name) for one in numbers} - {""}):
            found.append(merchant.c[name].in_(wanted))
    if not found:
        return ()
    rows = connection.execute(select(merchant).where(or_(*found)).order_by(merchant.c.said_at, merchant.c.id))
    return tuple(_merchant(row) for row in rows)


def get(connection: Connection, number: int) -> Merchant | None:
    """The one with this id; None where it was forgotten."""
    row = connection.execute(select(merchant).where(merchant.c.id == number)).first()
    return _merchant(row) if row else None


def put(connection: Connection, one: Merchant) -> int:
    """Keep it, in place of what stands under its id; its id."""
    values = {
        **{name: getattr(one.numbers, name) for name in NUMBERS},
        "name": one.name, "category": one.category, "printed": one.printed, "doubted": one.doubted,
        "said_by": one.said_by, "said_at": one.said_at, "claim": one.claim, "line": one.line, "shared": one.shared,
        "used": one.used, "used_at": one.used_at,
    }  # fmt: skip
    if one.id:
        connection.execute(update(merchant).where(merchant.c.id == one.id).values(**values))
        return one.id
    return int(connection.execute(insert(merchant).values(**values).returning(merchant.c.id)).scalar_one())


def share(connection: Connection, stem: str, lines: Collection[int], *, approved: bool) -> list[int]:
    """What was learnt on these lines holds for everybody, or again only for who said it; the ids of what changed."""
    there, then = ("", "approved") if approved else ("approved", "")
    these = (merchant.c.claim == stem) & merchant.c.line.in_(lines) & (merchant.c.shared == there)
    changed = connection.execute(update(merchant).where(these).values(shared=then).returning(merchant.c.id))
    return sorted(changed.scalars())


def use(connection: Connection, number: int, at: datetime) -> None:
    """It was of use once more."""
    this = update(merchant).where(merchant.c.id == number)
    connection.execute(this.values(used=merchant.c.used + 1, used_at=at))


def forget(connection: Connection, numbers: Collection[int]) -> None:
    """These are not known any more."""
    connection.execute(delete(merchant).where(merchant.c.id.in_(numbers)))


def forget_of(connection: Connection, person: str) -> None:
    """What this person said and nobody else stands behind is not known any more."""
    connection.execute(delete(merchant).where(merchant.c.said_by == person, merchant.c.shared == ""))


def move(connection: Connection, lines: Collection[int], stem: str, to: str) -> None:
    """What was learnt on these lines of a claim was learnt on another one's, under the same numbers."""
    moved = update(merchant).where(merchant.c.claim == stem, merchant.c.line.in_(lines))
    connection.execute(moved.values(claim=to))


def page(connection: Connection, words: str, limit: int, skip: int = 0) -> tuple[Merchant, ...]:
    """At most `limit` with these words in name or number, by name."""
    statement = select(merchant)
    if words:
        columns = [merchant.c.name, *(merchant.c[name] for name in NUMBERS)]
        statement = statement.where(or_(*(column.icontains(words, autoescape=True) for column in columns)))
    rows = connection.execute(statement.order_by(merchant.c.name, merchant.c.id).limit(limit).offset(skip))
    return tuple(_merchant(row) for row in rows)


def every(connection: Connection) -> Iterator[Merchant]:
    """All of them, by name."""
    for row in connection.execute(select(merchant).order_by(merchant.c.name, merchant.c.id)):
        yield _merchant(row)


def _merchant(row: Row[Any]) -> Merchant:
    shared: Shared = row.shared
    return Merchant(
        Numbers(row.tax_number, row.registration, row.phone), row.name, row.category, row.said_by, row.said_at,
        row.claim, row.line, row.printed, row.doubted, shared, row.used, row.used_at, row.id,
    )  # fmt: skip
