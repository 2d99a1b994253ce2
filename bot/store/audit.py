"""The audit chain."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from bot.store.pending import Record


def write(connection: Connection, records: Sequence[Record]) -> None:
    """Filled in next."""
    if records:
        raise NotImplementedError
