"""The company's rules. Each change is a new row, so that one can see what counted before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, select, text

from bot.claims.company import Company
from bot.store import columns
from bot.store.tables import company

_JSON = TypeAdapter(Company)

#: A key for PostgreSQL's advisory lock: of two who begin a company at once the second finds one.
_FIRST = 0x66697273


@dataclass(frozen=True, slots=True)
class Closed:
    """The books were closed up to a day, or opened again: `before` and `until`, None where all was open."""

    until: date | None
    before: date | None
    by: str
    at: datetime


def save(connection: Connection, rules: Company, by: str, at: datetime) -> None:
    """These rules count from now on; `by` is an employee number, or `system`."""
    connection.execute(insert(company).values(rules=_plain(rules), changed_by=by, changed_at=at))


def hold(connection: Connection) -> None:
    """Let one after the other work under the rules that count, until the transaction ends."""
    connection.execute(select(company.c.id).order_by(company.c.id.desc()).limit(1).with_for_update()).first()


def hold_first(connection: Connection) -> None:
    """Let one after the other see whether there is a company, and begin it, until the transaction ends."""
    # There is no row yet to hold on to; SQLite has one writer anyway.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _FIRST})


def digest(rules: Company) -> str:
    """SHA-256, in hex, of the rules as their row has them: says under which rules something was decided."""
    return columns.digest(_plain(rules))


def _plain(rules: Company) -> dict[str, Any]:
    plain: dict[str, Any] = _JSON.dump_python(rules, mode="json")
    # A set has no order of its own; equal rules shall be equal text.
    plain["tax_numbers"].sort()
    return plain


def load(connection: Connection) -> Company | None:
    """The rules that count, exactly as they were saved; None before the first were."""
    rules = connection.execute(select(company.c.rules).order_by(company.c.id.desc()).limit(1)).scalar_one_or_none()
    return None if rules is None else _JSON.validate_json(columns.canonical(rules), strict=True)


def closings(connection: Connection) -> tuple[Closed, ...]:
    """How it came that the books are closed up to where they are, the latest first."""
    found: list[Closed] = []
    before: date | None = None
    columns_ = (company.c.rules, company.c.changed_by, company.c.changed_at)
    for row in connection.execute(select(*columns_).order_by(company.c.id)):
        said = row.rules.get("closed_until")
        until = date.fromisoformat(said) if said else None
        if until != before:
            found.append(Closed(until, before, row.changed_by, row.changed_at))
        before = until
    return tuple(reversed(found))
