"""What stands in the conversations of the web chat, one for each person there, and which form is open in it.

Every change takes the next number of its conversation and holds the conversation's row until the commit: whoever has
read up to a number never misses a smaller one. Functions that write are called inside `Database.writing()`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, FromClause, Row, case, delete, insert, select, update
from sqlalchemy.sql import ColumnElement

from bot.store import rows
from bot.store.tables import conversation, entry, entry_document


@dataclass(frozen=True, slots=True)
class Whose:
    """The person whose conversation it is, as the web chat knows them."""

    workspace: str
    user_id: str

    @property
    def key(self) -> dict[str, str]:
        """The columns that every row of the conversation has."""
        return {"workspace": self.workspace, "user_id": self.user_id}

    def of(self, table: FromClause) -> ColumnElement[bool]:
        """The rows of this conversation."""
        return (table.c.workspace == self.workspace) & (table.c.user_id == self.user_id)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a conversation: its `number` for ever, its `place` among the others, its latest change.

    `kind` and `content` are the web chat's own. What has a `key` was sent by the person.
    """

    number: int
    place: int
    changed: int
    kind: str
    content: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenForm:
    """The form that is open; another one has another number."""

    number: int
    content: Mapping[str, Any]


def put(
    connection: Connection,
    whose: Whose,
    kind: str,
    content: Mapping[str, Any],
    at: datetime,
    documents: Collection[str] = (),
    key: str | None = None,
) -> int:
    """Put an entry at the end; its number. `documents` are the digests of what it shows, `key` what it was sent as."""
    number = _next(connection, whose)
    values = {"kind": kind, "content": dict(content), "at": at, "key": key}
    connection.execute(insert(entry).values(**whose.key, number=number, place=number, changed=number, **values))
    _show(connection, whose, number, documents)
    return number


def replace(
    connection: Connection,
    whose: Whose,
    number: int,
    content: Mapping[str, Any],
    documents: Collection[str] = (),
    *,
    to_end: bool = False,
) -> bool:
    """Other content for an entry; False when it is not there.

    It stays where it is, so that nothing moves under a thumb, unless the person has sent something since: then they
    look at the end, and that is where it goes. With `to_end` it goes there anyway.
    """
    change = _next(connection, whose)
    this = whose.of(entry), entry.c.number == number
    since = entry.alias()
    sent_since = (
        select(since.c.number)
        .where(whose.of(since), since.c.key.is_not(None), since.c.place > entry.c.place)
        .exists()
        .correlate(entry)
    )
    place = change if to_end else case((sent_since, change), else_=entry.c.place)
    moved = update(entry).where(*this).values(content=dict(content), changed=change, place=place)
    if not connection.execute(moved).rowcount:
        return False
    connection.execute(delete(entry_document).where(whose.of(entry_document), entry_document.c.entry == number))
    _show(connection, whose, number, documents)
    return True


def sent(connection: Connection, whose: Whose, key: str) -> Entry | None:
    """What the person sent under this key; holds the conversation, so that two parts of it follow each other."""
    _next(connection, whose)
    row = connection.execute(select(entry).where(whose.of(entry), entry.c.key == key)).first()
    return _entry(row) if row else None


def last(connection: Connection, whose: Whose) -> int:
    """The number of the latest change; 0 where there is no conversation yet."""
    return connection.execute(select(conversation.c.last).where(whose.of(conversation))).scalar() or 0


def latest(connection: Connection, whose: Whose, limit: int, before: int | None = None) -> list[Entry]:
    """The last entries (before a place), in the order of their places."""
    found = select(entry).where(whose.of(entry)).order_by(entry.c.place.desc()).limit(limit)
    if before is not None:
        found = found.where(entry.c.place < before)
    return [_entry(row) for row in connection.execute(found)][::-1]


def since(connection: Connection, whose: Whose, number: int) -> list[Entry]:
    """What changed after the change of this number, in the order of places."""
    found = select(entry).where(whose.of(entry), entry.c.changed > number).order_by(entry.c.place)
    return [_entry(row) for row in connection.execute(found)]


def ask(connection: Connection, whose: Whose, content: Mapping[str, Any]) -> int:
    """Open a form instead of the one that was open; its number."""
    number = _next(connection, whose)
    values = {"form": dict(content), "form_number": number}
    connection.execute(update(conversation).where(whose.of(conversation)).values(**values))
    return number


def form(connection: Connection, whose: Whose) -> OpenForm | None:
    """The form that is open."""
    columns = conversation.c.form, conversation.c.form_number
    row = connection.execute(select(*columns).where(whose.of(conversation))).first()
    return OpenForm(row.form_number, row.form) if row and row.form is not None else None


def close(connection: Connection, whose: Whose, number: int) -> None:
    """Close the form of this number, if it is still the one that is open."""
    _next(connection, whose)
    this = conversation.c.form_number == number
    connection.execute(update(conversation).where(whose.of(conversation), this).values(form=None))


def shows(connection: Connection, whose: Whose, document: str) -> bool:
    """Whether the conversation shows this document now."""
    found = select(entry_document.c.entry).where(whose.of(entry_document), entry_document.c.document == document)
    return connection.execute(found.limit(1)).first() is not None


def forget(connection: Connection, whose: Whose) -> None:
    """Take the whole conversation away; its numbers go on, so that an open window notices."""
    for table in (entry_document, entry):
        connection.execute(delete(table).where(whose.of(table)))
    _next(connection, whose)
    connection.execute(update(conversation).where(whose.of(conversation)).values(form=None))


def _next(connection: Connection, whose: Whose) -> int:
    """The next number; until the commit nobody else gets one of this conversation."""
    begun = rows.insert(connection, conversation).values(**whose.key, last=1, form=None, form_number=0)
    counted = begun.on_conflict_do_update(
        index_elements=["workspace", "user_id"], set_={"last": conversation.c.last + 1}
    ).returning(conversation.c.last)
    number: int = connection.execute(counted).scalar_one()
    return number


def _show(connection: Connection, whose: Whose, number: int, documents: Collection[str]) -> None:
    found = [{**whose.key, "entry": number, "document": digest} for digest in sorted(set(documents))]
    if found:
        connection.execute(insert(entry_document), found)


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.number, row.place, row.changed, row.kind, row.content, row.at)
