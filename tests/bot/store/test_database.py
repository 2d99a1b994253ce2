"""Transactions: what is kept, what is rolled back, and who waits for whom."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.store import tables
from bot.store.database import Database, after_commit
from bot.store.errors import Busy, Unusable

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def add(connection: Connection, worker: str) -> None:
    connection.execute(insert(tables.tick).values(worker=worker, at=NOW))


def count(database: Database) -> int:
    with database.reading() as connection:
        return connection.execute(select(func.count()).select_from(tables.tick)).scalar_one()


def test_a_block_that_ends_is_committed_and_its_calls_run_afterwards(database: Database) -> None:
    seen: list[int] = []
    with database.writing() as connection:
        add(connection, "one")
        after_commit(connection, lambda: seen.append(count(database)))
        assert seen == []
    assert seen == [1]


def test_a_block_that_raises_leaves_no_row_and_makes_no_call(database: Database) -> None:
    seen: list[str] = []

    def fail() -> None:
        with database.writing() as connection:
            add(connection, "one")
            after_commit(connection, lambda: seen.append("called"))
            raise KeyError("on the way")

    with pytest.raises(KeyError):
        fail()
    assert count(database) == 0
    assert seen == []
    with database.writing() as connection:  # the writer's place is free again
        add(connection, "two")
    assert count(database) == 1


def test_a_call_that_fails_does_not_hide_the_commit_nor_stop_the_next_call(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[str] = []

    def fail() -> None:
        raise KeyError("nobody there")

    with database.writing() as connection:
        add(connection, "one")
        after_commit(connection, fail)
        after_commit(connection, lambda: seen.append("called"))
    assert seen == ["called"]
    assert count(database) == 1
    assert "after commit failed" in caplog.text


def test_what_a_savepoint_takes_back_is_not_called(database: Database) -> None:
    seen: list[str] = []
    with database.writing() as connection:
        after_commit(connection, lambda: seen.append("before"))
        savepoint = connection.begin_nested()
        after_commit(connection, lambda: seen.append("taken back"))
        savepoint.rollback()
        with connection.begin_nested():
            after_commit(connection, lambda: seen.append("kept"))
    assert seen == ["before", "kept"]


def test_reading_cannot_write_and_leaves_the_connection_fit_for_writing(database: Database) -> None:
    for _ in range(3):
        with pytest.raises(DBAPIError), database.reading() as connection:
            add(connection, "one")
    with pytest.raises(RuntimeError), database.reading() as connection:
        after_commit(connection, lambda: None)
    with database.writing() as connection:
        add(connection, "one")
    assert count(database) == 1


def test_a_reader_sees_one_moment_while_others_write(database: Database) -> None:
    number = select(func.count()).select_from(tables.tick)
    with database.reading() as reader:
        assert reader.execute(number).scalar_one() == 0
        with database.writing() as writer:
            add(writer, "one")
        assert reader.execute(number).scalar_one() == 0
    assert count(database) == 1


def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    with database.writing() as writer:
        add(writer, "one")
        found: list[int] = []
        readers = [threading.Thread(target=lambda: found.append(count(database))) for _ in range(12)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join(5)
        # All of them are back while the writer has still not committed.
        assert found == [0] * 12


def test_another_process_that_writes_is_waited_for_and_then_called_busy(sqlite: Database, tmp_path: Path) -> None:
    # A second object on the same file shares no mutex with the first, just like a second process.
    other = Database(f"sqlite:///{tmp_path / 'app.db'}", patience=0.2)
    with sqlite.writing():
        with pytest.raises(Busy, match="process"), other.writing():
            raise AssertionError("it has to wait before the block begins, not somewhere in it")
        assert count(other) == 0
    with other.writing() as connection:
        add(connection, "one")
    assert count(sqlite) == 1
    other.dispose()


def test_who_opens_a_new_file_while_another_process_is_at_it_waits_too(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    ending = threading.Timer(0.2, other.execute, ["COMMIT"])
    ending.start()
    database = Database(f"sqlite:///{file}")
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    ending.join()
    other.close()
    database.dispose()


def test_another_thread_that_does_not_finish_is_called_busy(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'own.db'}", patience=0.2)
    errors: list[Exception] = []

    def write() -> None:
        try:
            with database.writing():
                pass
        except Busy as error:
            errors.append(error)

    with database.writing():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join(10)
    assert [str(error) for error in errors] == ["another thread has been writing for 0.2 s"]
    write()
    assert len(errors) == 1
    database.dispose()


def test_two_writers_do_not_lose_each_others_change(database: Database) -> None:
    counter = tables.reference_counter
    with database.writing() as connection:
        connection.execute(insert(counter).values(year=2026, last=0))

    def work() -> None:
        for _ in range(25):
            with database.writing() as connection:
                last = connection.execute(select(counter.c.last).with_for_update()).scalar_one()
                connection.execute(counter.update().values(last=last + 1))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with database.reading() as connection:
        assert connection.execute(select(counter.c.last)).scalar_one() == 100


def test_writing_inside_writing_is_an_error_and_not_a_deadlock(database: Database) -> None:
    with database.writing():
        with pytest.raises(RuntimeError, match="hand the connection down"), database.writing():
            pass
        with database.reading():
            pass


def test_references_between_tables_are_checked(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.execute(
            insert(tables.chat_identity).values(
                platform="web", workspace="", user_id="u", employee="nobody", linked_at=NOW
            )
        )


def test_a_new_sqlite_file_is_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "new" / "app.db"
    database = Database(f"sqlite:///{file}")
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE one (number INTEGER)")
        assert {part.stat().st_mode & 0o777 for part in file.parent.iterdir()} == {0o600}
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar_one() == 1
    database.dispose()


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "mysql://host/name", "nonsense", "postgresql+pg8000://h/n"]
)
def test_addresses_that_cannot_work_are_refused_at_once(url: str) -> None:
    with pytest.raises(Unusable):
        Database(url)
