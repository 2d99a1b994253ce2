"""Two ways to write a row that may be there already, the same on both databases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows `ON CONFLICT`."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def once(connection: Connection, table: Table, values: Mapping[str, object]) -> bool:
    """Insert the row unless one like it is there (by any unique key); whether it was inserted.

    On PostgreSQL it waits for another transaction that is just inserting the same row.
    """
    statement = insert(connection, table).values(**values).on_conflict_do_nothing()
    # Asked back instead of counted: SQLAlchemy does not keep the count of an INSERT on every driver.
    return connection.execute(statement.returning(*table.primary_key)).first() is not None


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert the rows, or change those whose primary key is there. All rows name the same columns."""
    if not rows:
        return
    statement = insert(connection, table)
    key = [column.name for column in table.primary_key]
    changes = {name: statement.excluded[name] for name in rows[0] if name not in key}
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=changes), [dict(row) for row in rows])
