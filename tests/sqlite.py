"""SQLite for the tests: the product's own database, but nothing here has to survive a power cut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot.store.database import Database


def hurried(file: Path) -> Database:
    """A Database on this file without fsync, as `postgres.hurry` has it there: a commit waits for no disk."""
    database = Database(f"sqlite:///{file}")
    event.listen(database.engine, "connect", _no_fsync)
    return database


def _no_fsync(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")
