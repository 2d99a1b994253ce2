"""Migrations: numbered, forward only, one file each in `versions`. `0001` are all tables of the first release.

A new one: change `tables.py`, run `python -m bot.store.migrations "what changes"`, read and correct the draft. A test
proves on both databases that migrating from nothing ends exactly at `tables.py`.
"""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.store.database import Database
from bot.store.errors import Outdated, TooNew

#: A key for PostgreSQL's advisory lock: two processes that start at once migrate one after the other.
_LOCK = 0x6D696772


def config() -> Config:
    """Alembic's settings, without a file."""
    settings = Config()
    settings.set_main_option("script_location", "bot.store:migrations")
    settings.set_main_option("path_separator", "os")
    return settings


def newest() -> str:
    """The version this program needs."""
    return ScriptDirectory.from_config(config()).get_current_head() or ""


def version(connection: Connection) -> str:
    """The version of the database; empty before the first migration."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def migrate(database: Database) -> None:
    """Bring the database to the version of this program, in one transaction; nothing to do is no error.

    Raises `TooNew` when a newer program has migrated it: there is no way back but a backup.
    """
    with database.altering() as connection:
        if database.dialect == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if version(connection) != newest():
            _not_newer(version(connection))
            settings = config()
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")


def require_newest(database: Database) -> None:
    """Raise `Outdated` or `TooNew` when program and database do not fit; called before anything else at a start."""
    with database.reading() as connection:
        found = version(connection)
    if found == newest():
        return
    _not_newer(found)
    raise Outdated(
        f"the database has version {found or 'none'}, this program needs {newest()}: run `python -m bot migrate`",
        found,
        newest(),
    )


def _not_newer(found: str) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if found and found not in known:
        raise TooNew(
            f"the database has version {found}, this program knows {newest()}: start the newer program, "
            "or restore the backup from before the upgrade",
            found,
            newest(),
        )
