"""The audit trail: written with the change, in one chain, and whoever touches it later is found out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, delete, func, insert, select, text, update

from bot.store import audit, tables
from bot.store.database import Database
from bot.store.verifier import GENESIS, Erased, Verdict
from tests.bot.store.people import LATER, NOW

ROWS, VALUES = tables.audit, tables.audit_value


def noted(connection: Connection, number: int, **more: Any) -> None:
    personal = {"merchant": ("lin", f"面馆 {number}"), "approver": ("boss", ["Bo", number])}
    audit.record(
        connection,
        at=NOW,
        actor="lin",
        action="submit",
        subject="EC26-000001",
        content={"total": "88.00", "number": number},
        personal=personal,
        **more,
    )


def chain(database: Database, length: int = 6) -> str:
    """Write a chain in three transactions; its head."""
    for number in range(1, length + 1):
        with database.writing() as connection:
            noted(connection, number)
    with database.reading() as connection:
        assert audit.head(connection)[0] == length
        return audit.head(connection)[1]


def verified(database: Database, head: str = "") -> Verdict:
    with database.reading() as connection:
        return audit.verify(connection, head)


def broken_at(database: Database, head: str = "") -> int | None:
    verdict = verified(database, head)
    return verdict.broken.seq if verdict.broken else None


def test_an_empty_chain_is_unbroken(database: Database) -> None:
    assert verified(database) == Verdict(0, GENESIS, None, ())


def test_entries_are_chained_in_the_order_they_were_noted(database: Database) -> None:
    with database.writing() as connection:
        noted(connection, 1)
        noted(connection, 2)
        # Not before the end of the transaction: the lock of the chain is held for moments only.
        assert audit.head(connection) == (0, GENESIS)
    with database.writing() as connection:
        noted(connection, 3)
    with database.reading() as connection:
        found = list(audit.entries(connection))
        assert [entry["content"]["number"] for entry in found] == [1, 2, 3]
        assert [entry["previous"] for entry in found] == [GENESIS, found[0]["hash"], found[1]["hash"]]
        assert found[1]["at"] == "2026-03-02T09:00:00.000000Z"
        assert found[1]["values"]["approver"]["value"] == ["Bo", 2]
        assert audit.head(connection) == (3, found[2]["hash"])
    assert verified(database) == Verdict(3, found[2]["hash"], None, ())


def test_an_entry_exists_exactly_when_its_change_does(database: Database) -> None:
    def fail() -> None:
        with database.writing() as connection:
            noted(connection, 1)
            raise KeyError("on the way")

    with pytest.raises(KeyError):
        fail()
    with database.writing() as connection:
        savepoint = connection.begin_nested()
        noted(connection, 2)
        savepoint.rollback()
        with connection.begin_nested():
            noted(connection, 3)
    with database.reading() as connection:
        assert [entry["content"]["number"] for entry in audit.entries(connection)] == [3]
        with pytest.raises(RuntimeError, match="writing"):
            noted(connection, 4)


def test_nothing_personal_lies_in_the_chain_itself(database: Database) -> None:
    chain(database)
    with database.reading() as connection:
        rows = str(connection.execute(select(ROWS)).all())
        digests = [entry["digests"]["merchant"] for entry in audit.entries(connection)]
    assert "面馆" not in rows
    assert "Bo" not in rows.replace("Row", "")
    assert len(set(digests)) == 6


def test_what_is_noted_is_what_is_kept(database: Database) -> None:
    content: dict[str, object] = {"lines": [1]}
    with database.writing() as connection:
        audit.record(connection, at=NOW, actor="system", action="read", subject="x", content=content)
        content["lines"] = "changed later"
        for wrong in ({"rate": 0.5}, {"by_line": {1: "x"}}):
            with pytest.raises(TypeError):
                audit.record(connection, at=NOW, actor="system", action="read", subject="x", content=wrong)
        with pytest.raises(TypeError):
            audit.record(connection, at=NOW, actor="system", action="x", subject="x", personal={"a": ("lin", 0.5)})
        with pytest.raises(ValueError, match="erase"):
            audit.record(connection, at=NOW, actor="system", action="erase", subject="lin")
    with database.reading() as connection:
        assert [entry["content"] for entry in audit.entries(connection)] == [{"lines": [1]}]


def test_anything_a_chat_may_send_can_be_noted_and_verified(database: Database) -> None:
    words = '\x00 \ud83d \u2028 \r\n \\ " 👩‍👩‍👧 \x7f'
    with database.writing() as connection:
        audit.record(
            connection,
            at=NOW,
            actor="lin",
            action="x",
            subject="x",
            content={words: words},
            personal={"w": ("lin", words)},
        )
    assert verified(database).broken is None
    with database.reading() as connection:
        (entry,) = audit.entries(connection)
        assert entry["content"] == {words: words}
        assert entry["values"]["w"]["value"] == words


def test_writers_at_once_make_one_chain(database: Database) -> None:
    def write() -> None:
        for number in range(25):
            with database.writing() as connection:
                connection.execute(select(func.count()).select_from(ROWS))  # a view from before the lock
                noted(connection, number)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    verdict = verified(database)
    assert (verdict.rows, verdict.broken) == (100, None)


def test_a_long_chain_is_read_in_pages(database: Database) -> None:
    with database.writing() as connection:
        for number in range(1203):
            noted(connection, number)
    assert verified(database).rows == 1203


# Erasing


def test_a_person_is_erased_and_the_chain_still_verifies_and_says_so(database: Database) -> None:
    head = chain(database, 3)
    with database.writing() as connection:
        assert audit.erase(connection, "lin", ground="asked for it, no duty to keep", by="top", at=LATER) == 3
    with database.writing() as connection:
        assert audit.erase(connection, "lin", ground="again", by="top", at=LATER) == 0
        assert audit.erase(connection, "nobody", ground="again", by="top", at=LATER) == 0
    verdict = verified(database, head)
    assert (verdict.rows, verdict.broken) == (4, None)
    at, ground = "2026-03-02T14:00:00.000000Z", "asked for it, no duty to keep"
    assert verdict.erased == tuple(Erased(seq, "merchant", "lin", at, ground) for seq in (1, 2, 3))
    with database.reading() as connection:
        lines = "".join(audit.export(connection))
        assert "面馆" not in lines
        assert '"Bo"' in lines
        assert connection.execute(select(VALUES.c.salt).where(VALUES.c.person == "lin").distinct()).scalars().all() == [
            None
        ]


def test_an_erased_value_is_no_longer_in_the_sqlite_file(sqlite: Database, tmp_path: Any) -> None:
    with sqlite.writing() as connection:
        for number in range(50):
            audit.record(
                connection,
                at=NOW,
                actor="lin",
                action="x",
                subject="x",
                personal={"w": ("lin", f"SECRET {number} " * 900)},
            )
    with sqlite.writing() as connection:
        audit.erase(connection, "lin", ground="asked", by="top", at=LATER)
    with sqlite.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    sqlite.dispose()
    assert all(b"SECRET" not in file.read_bytes() for file in tmp_path.iterdir())


# Tampering: each of these is found, and the entry is named


def set_row(seq: int, **values: Any) -> Callable[[Connection], Any]:
    return lambda connection: connection.execute(update(ROWS).where(ROWS.c.seq == seq).values(**values))


def set_value(seq: int, **values: Any) -> Callable[[Connection], Any]:
    this = (VALUES.c.seq == seq) & (VALUES.c.name == "merchant")
    return lambda connection: connection.execute(update(VALUES).where(this).values(**values))


def remove(*numbers: int) -> Callable[[Connection], Any]:
    def run(connection: Connection) -> None:
        connection.execute(delete(VALUES).where(VALUES.c.seq.in_(numbers)))
        connection.execute(delete(ROWS).where(ROWS.c.seq.in_(numbers)))

    return run


def swap(one: int, other: int) -> Callable[[Connection], Any]:
    def run(connection: Connection) -> None:
        connection.execute(delete(VALUES).where(VALUES.c.seq.in_((one, other))))
        for before, after in ((one, -1), (other, one), (-1, other)):
            connection.execute(update(ROWS).where(ROWS.c.seq == before).values(seq=after))

    return run


def add_value(seq: int) -> Callable[[Connection], Any]:
    row = {"seq": seq, "name": "more", "person": "lin", "salt": "00", "value": '"x"'}
    return lambda connection: connection.execute(insert(VALUES).values(**row))


@pytest.mark.parametrize(
    ("tamper", "found_at"),
    [
        pytest.param(set_row(4, content={"total": "8800.00", "number": 4}), 4, id="content"),
        pytest.param(set_row(4, actor="boss"), 4, id="actor"),
        pytest.param(set_row(4, at=LATER), 4, id="time"),
        pytest.param(set_row(4, action="approve"), 4, id="action"),
        pytest.param(set_row(4, subject="EC26-000002"), 4, id="subject"),
        pytest.param(set_row(4, digests={}), 4, id="digests"),
        pytest.param(set_row(4, previous=GENESIS), 4, id="previous"),
        pytest.param(set_row(4, hash=GENESIS), 4, id="hash"),
        pytest.param(set_value(4, value='"Ritz"'), 4, id="a personal value"),
        pytest.param(set_value(4, person="boss"), 4, id="whose value it is"),
        pytest.param(set_value(4, salt="00"), 4, id="salt"),
        pytest.param(set_value(4, salt=None), 4, id="salt taken away"),
        pytest.param(set_value(4, value=None, salt=None), 4, id="erased without a word"),
        pytest.param(set_value(4, value=None, salt=None, erased_at=NOW, ground="so"), 4, id="erased without an entry"),
        pytest.param(lambda c: c.execute(delete(VALUES).where(VALUES.c.seq == 4)), 4, id="values removed"),
        pytest.param(add_value(4), 4, id="value added"),
        pytest.param(remove(4), 4, id="entry removed"),
        pytest.param(remove(1), 1, id="first entry removed"),
        pytest.param(swap(3, 4), 3, id="entries swapped"),
        pytest.param(
            lambda c: c.execute(text("UPDATE audit SET content = '{not json' WHERE seq = 4")), 4, id="not even json"
        ),
    ],
)
def test_tampering_is_found_and_the_first_altered_entry_named(
    database: Database, tamper: Callable[[Connection], Any], found_at: int
) -> None:
    chain(database)
    assert broken_at(database) is None
    with database.writing() as connection:
        tamper(connection)
    assert broken_at(database) == found_at
    assert verified(database).rows <= 6


def test_an_unreadable_time_is_named_too(sqlite: Database) -> None:
    chain(sqlite)
    with sqlite.writing() as connection:
        connection.execute(text("UPDATE audit SET at = 'yesterday' WHERE seq = 2"))
    assert broken_at(sqlite) == 2


def test_entries_missing_at_the_end_are_found_with_a_head_that_was_noted(database: Database) -> None:
    head = chain(database)
    assert broken_at(database, head) is None
    with database.writing() as connection:
        remove(5, 6)(connection)
    assert broken_at(database) is None  # that is why heads are noted elsewhere
    assert broken_at(database, head) == 5


def test_a_chain_that_was_written_anew_does_not_contain_the_noted_head(database: Database) -> None:
    head = chain(database)
    with database.writing() as connection:
        remove(3, 4, 5, 6)(connection)
    chain_again = [7, 8, 9, 10]
    for number in chain_again:
        with database.writing() as connection:
            noted(connection, number)
    assert broken_at(database) is None
    assert broken_at(database, head) == 7


@pytest.mark.parametrize(
    "values",
    [{"ground": "another"}, {"erased_at": NOW}, {"person": "boss"}, {"value": '"back"', "salt": "00"}],
    ids=["ground", "time", "person", "value put back"],
)
def test_what_an_erasure_says_cannot_be_altered_either(database: Database, values: dict[str, Any]) -> None:
    chain(database, 3)
    with database.writing() as connection:
        audit.erase(connection, "lin", ground="asked", by="top", at=LATER)
    with database.writing() as connection:
        set_value(2, **values)(connection)
    assert broken_at(database) in (2, 4)
