"""The numbered migrations end where `tables.py` stands, and a wrong version is said clearly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.store.database import Database
from bot.store.errors import Outdated, TooNew
from bot.store.migrations import config, migrate, newest, require_newest, version
from bot.store.migrations.__main__ import draft
from bot.store.tables import metadata
from tests.conftest import POSTGRES, SQLITE


@pytest.fixture(params=[SQLITE, POSTGRES])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """A database without a single table; on PostgreSQL a schema of its own in the running server."""
    if request.param == "sqlite":
        found = Database(f"sqlite:///{tmp_path / 'bare.db'}")
        yield found
        found.dispose()
        return
    url = request.getfixturevalue("postgres_url")
    outside = Database(url)
    with outside.writing() as connection:
        connection.execute(text("CREATE SCHEMA bare"))
    found = Database(f"{url}&options=-csearch_path%3Dbare")
    yield found
    found.dispose()
    with outside.writing() as connection:
        connection.execute(text("DROP SCHEMA bare CASCADE"))
    outside.dispose()


def shape(connection: Connection) -> dict[str, Any]:
    """Everything the database itself says about its tables, in an order of its own."""
    look = inspect(connection)

    def ordered(rows: Any) -> list[str]:
        return sorted(repr(sorted(row.items(), key=str)) for row in rows)

    return {
        name: {
            "columns": [
                (c["name"], repr(c["type"]), c["nullable"], c["default"] is None, c.get("autoincrement"))
                for c in look.get_columns(name)
            ],
            "key": look.get_pk_constraint(name),
            "references": ordered(look.get_foreign_keys(name)),
            "unique": ordered(look.get_unique_constraints(name)),
            "indexes": ordered(
                {**row, "dialect_options": {k: str(v) for k, v in row.get("dialect_options", {}).items()}}
                for row in look.get_indexes(name)
            ),
            "checks": ordered(look.get_check_constraints(name)),
        }
        for name in look.get_table_names()
        if name != "alembic_version"
    }


def test_migrating_from_nothing_ends_exactly_at_the_tables(bare: Database) -> None:
    migrate(bare)
    with bare.writing() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        migrated = shape(connection)
        assert set(migrated) == set(metadata.tables)
        # compare_metadata does not look at keys and conditions of indexes: so build them anew and compare.
        metadata.drop_all(connection)
        metadata.create_all(connection)
        assert migrated == shape(connection)


def test_migrating_twice_changes_nothing(bare: Database) -> None:
    migrate(bare)
    migrate(bare)
    require_newest(bare)
    with bare.reading() as connection:
        assert version(connection) == newest()


def test_a_database_without_tables_says_that_it_has_to_be_migrated(bare: Database) -> None:
    with pytest.raises(Outdated, match="python -m bot migrate") as caught:
        require_newest(bare)
    assert (caught.value.found, caught.value.needed) == ("", newest())


def test_a_database_of_a_newer_program_is_left_alone(bare: Database) -> None:
    migrate(bare)
    with bare.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for step in (require_newest, migrate):
        with pytest.raises(TooNew, match="9999"):
            step(bare)


def test_a_migration_that_fails_leaves_no_table(bare: Database) -> None:
    with bare.writing() as connection:
        # In the way of the last tables, so that the first ones were made already.
        connection.execute(text("CREATE TABLE claim_event (number INTEGER)"))
    with pytest.raises(Exception, match="already exists"):
        migrate(bare)
    with bare.reading() as connection:
        assert inspect(connection).get_table_names() == ["claim_event"]


def test_the_numbers_have_no_gap_and_one_end() -> None:
    scripts = ScriptDirectory.from_config(config())
    numbers = [script.revision for script in scripts.walk_revisions()][::-1]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    for script in scripts.walk_revisions():
        assert Path(script.path).name.startswith(f"{script.revision}_")


def test_a_draft_of_the_next_migration_is_empty_as_long_as_the_tables_are_the_same(tmp_path: Path) -> None:
    file = draft("Nothing at all", tmp_path)
    assert file.name == f"{int(newest()) + 1:04}_nothing_at_all.py"
    assert file.read_text(encoding="utf-8").rstrip().endswith("pass")
