"""The database: one engine, consistent reads that never wait, and one transaction at a time that writes.

SQLite (default) in WAL mode, where readers and the writer do not hinder each other. `synchronous` is FULL: with NORMAL
a power cut may take back the last commits, and we have acknowledged a photo, or called the ERP, because of such a
commit. That costs one fsync per commit. PostgreSQL by its address `postgresql+psycopg://…`; its default is as strict.

Never hold a transaction while reading a document or talking to somebody: on SQLite that stops all other writers.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from bot.store import audit, pending
from bot.store.errors import Busy, Unreachable, Unusable
from bot.store.pending import Pending

log = logging.getLogger(__name__)

#: Seconds a writer on SQLite waits for the one before it, be it a thread of ours or another process.
PATIENCE = 30


def after_commit(connection: Connection, call: Callable[[], None]) -> None:
    """Run `call` once the transaction is committed, in its thread; not at all when it is rolled back.

    For wake-ups only: what must not be lost is a row. A call that fails is logged, as the commit cannot be undone.
    """
    pending.of(connection).calls.append(call)


class Database:
    """One engine. Opens no connection before the first use, so it may be made before a fork but not used before it."""

    dialect: Literal["sqlite", "postgresql"]

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        """`url` is `sqlite:///FILE` (made if missing) or `postgresql+psycopg://…`; others raise `Unusable`.

        `patience` is how many seconds a writer on SQLite waits for the one before it.
        """
        address = understood(url)
        if address.get_backend_name() == "sqlite":
            self.dialect = "sqlite"
            _make_file(Path(address.database or ""))
            # As many connections as there may be threads: a reader must never wait for a place in the pool.
            self.engine = create_engine(
                address, pool_size=8, max_overflow=-1, connect_args={"timeout": patience}, hide_parameters=True
            )
            event.listen(self.engine, "connect", lambda connection, _: _prepare_sqlite(connection, patience))
            event.listen(self.engine, "begin", _begin_sqlite)
        else:
            self.dialect = "postgresql"
            # The server's limit (100 by default) is shared with the other processes. A dead connection is noticed
            # when it is taken out, so that a restart of the server costs no request.
            self.engine = create_engine(
                address.set(drivername="postgresql+psycopg"),
                pool_size=8,
                max_overflow=16,
                pool_pre_ping=True,
                hide_parameters=True,
            )
        _follow_savepoints(self.engine)
        self._patience = patience
        self._writer = threading.Lock()
        self._thread = threading.local()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view: everything read in the block is as of its first statement. Writing in it fails."""
        with self._connected() as connection:
            if self.dialect == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: commits at the end of the block, rolls everything back when it raises.

        The audit records of the block are chained just before the commit, so that the chain's lock is held shortly.
        Raises `Busy` on SQLite when other writers take longer than the patience.
        """
        work = Pending()
        with self._one_writer(), self._connected() as connection:
            pending.attach(connection, work)
            with connection.begin():
                yield connection
                audit.write(connection, work.records)
        for call in work.calls:
            try:
                call()
            except Exception:
                log.exception("a call after commit failed; the commit stands")

    @contextmanager
    def altering(self) -> Iterator[Connection]:
        """Like `writing`, for migrations: SQLite rebuilds tables, so references are checked at the end only."""
        if self.dialect == "postgresql":
            with self.writing() as connection:
                yield connection
            return
        with self._one_writer(), self._connected() as connection:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")  # does nothing inside a transaction
            connection.commit()
            try:
                pending.attach(connection, Pending())
                with connection.begin():
                    yield connection
                    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                        raise AssertionError(f"references broken by a migration: {broken[:5]}")
            finally:
                connection.exec_driver_sql("PRAGMA foreign_keys=ON")

    def _connected(self) -> Connection:
        try:
            return self.engine.connect()
        except DatabaseError as error:
            if self.dialect == "sqlite" or not isinstance(error, OperationalError):
                self.explain(error)
                raise
            where = self.engine.url.render_as_string(hide_password=True)
            why = str(error.orig).partition("\n")[0]
            raise Unreachable(f"no connection to {where}: {why}\nStart it, or correct database.url.") from error

    def explain(self, error: DatabaseError) -> None:
        """Raise `Unreachable` where it is the file of SQLite that is at fault: an administrator can mend that."""
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # the upper bits only say more
        if what := _FILE_AT_FAULT.get(code):
            done, todo = what
            raise Unreachable(f"{self.engine.url.database} {done}: {error.orig}\n{todo}") from error

    @contextmanager
    def _one_writer(self) -> Iterator[None]:
        if getattr(self._thread, "writes", False):
            raise RuntimeError("this thread is writing already: hand the connection down instead")
        # SQLite has one writer anyway; waiting here instead of in its busy handler is fair and does not poll.
        alone = self.dialect == "sqlite"
        if alone and not self._writer.acquire(timeout=self._patience):
            raise Busy(f"another thread has been writing for {self._patience} s")
        self._thread.writes = True
        try:
            yield
        finally:
            self._thread.writes = False
            if alone:
                self._writer.release()

    def dispose(self) -> None:
        """Close all connections that are not in use; the object can be used again."""
        self.engine.dispose()


_WRITE = ("cannot be written", "Let this user write there, and see whether the disk is full.")
_READ = ("cannot be used as a database", "Bring it back from a backup, or name another one with database.url.")

_FILE_AT_FAULT = {
    sqlite3.SQLITE_READONLY: _WRITE,
    sqlite3.SQLITE_CANTOPEN: _WRITE,
    sqlite3.SQLITE_FULL: _WRITE,
    sqlite3.SQLITE_IOERR: _WRITE,
    sqlite3.SQLITE_CORRUPT: _READ,
    sqlite3.SQLITE_NOTADB: _READ,
}


def understood(url: str) -> URL:
    """The address in its parts. Raises `Unusable` when it is none, or of a database we do not know."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise Unusable("not an address of a database; sqlite:///FILE or postgresql+psycopg://…") from error
    if address.drivername in ("sqlite", "sqlite+pysqlite"):
        if not address.database or address.database == ":memory:":
            raise Unusable("SQLite needs a file: a database in memory is gone with its connection")
    elif address.drivername not in ("postgresql", "postgresql+psycopg"):
        raise Unusable(f"{address.drivername} is not a database we know; sqlite:///FILE or postgresql+psycopg://…")
    return address


def _make_file(file: Path) -> None:
    """The database holds receipts and names: a new file is for its owner only (SQLite gives -wal and -shm the same)."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
    except OSError as error:
        todo = "Let this user write there, or choose another folder with `data`."
        raise Unreachable(f"{file} cannot be made: {error.strerror}\n{todo}") from error


def _prepare_sqlite(connection: sqlite3.Connection, patience: float) -> None:
    # None: the driver begins nothing by itself; `_begin_sqlite` does, and decides how.
    connection.isolation_level = None
    _use_wal(connection, patience)
    for setting in (
        "synchronous=FULL",
        "foreign_keys=ON",
        # What is erased is overwritten: SQLite would only forget where it stood.
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {setting}")


def _use_wal(connection: sqlite3.Connection, patience: float) -> None:
    """A new file changes its mode while nobody else is at it; for that SQLite itself waits for nobody."""
    until = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    # Only a writer takes the write lock at once. Were it every transaction, readers would queue behind each other.
    if pending.found(connection) is None:
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.exec_driver_sql("BEGIN")
        return
    connection.exec_driver_sql("PRAGMA query_only=OFF")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as error:
        # The upper bits only say why it is busy.
        if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise Busy("another process has been writing for too long") from error
        raise


def _follow_savepoints(engine: Engine) -> None:
    # SQLAlchemy tells a savepoint before it has given it a name; as they are nested, the innermost one is meant.
    def mark(connection: Connection, _: Any) -> None:
        if work := pending.found(connection):
            work.mark()

    def keep(connection: Connection, _: Any, __: Any) -> None:
        if work := pending.found(connection):
            work.keep()

    def take_back(connection: Connection, _: Any, __: Any) -> None:
        if work := pending.found(connection):
            work.take_back()

    event.listen(engine, "savepoint", mark)
    event.listen(engine, "release_savepoint", keep)
    event.listen(engine, "rollback_savepoint", take_back)
