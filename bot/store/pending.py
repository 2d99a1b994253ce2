"""What a writing transaction still has to do when its block ends: the audit records before commit, the calls after.

It travels on the Connection, so that functions that are handed a connection need nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

_OPTION = "bot_pending"


@dataclass(frozen=True, slots=True)
class Record:
    """One audit entry that waits for its place in the chain. JSON is text already: what was meant is what is kept."""

    at: datetime
    actor: str
    action: str
    subject: str
    content: str
    personal: tuple[tuple[str, str, str], ...]  # name, whose value it is, the value as canonical JSON


@dataclass(slots=True)
class Pending:
    """Both lists in the order they were asked for; `marks` are their lengths at each open savepoint, innermost last."""

    records: list[Record] = field(default_factory=list)
    calls: list[Callable[[], None]] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def mark(self) -> None:
        """A savepoint: remember how far we are."""
        self.marks.append((len(self.records), len(self.calls)))

    def keep(self) -> None:
        """The innermost savepoint was released."""
        self.marks.pop()

    def take_back(self) -> None:
        """The innermost savepoint was rolled back: what was asked for since then never happened."""
        records, calls = self.marks.pop()
        del self.records[records:], self.calls[calls:]


def attach(connection: Connection, pending: Pending) -> None:
    """Make this connection a writing one."""
    connection.execution_options(**{_OPTION: pending})


def found(connection: Connection) -> Pending | None:
    """The connection's pending work, or None on a reading connection."""
    pending = connection.get_execution_options().get(_OPTION)
    return pending if isinstance(pending, Pending) else None


def of(connection: Connection) -> Pending:
    """The same, where writing is a must."""
    pending = found(connection)
    if pending is None:
        raise RuntimeError("only inside Database.writing()")
    return pending
