"""What every test may ask for: a database, fresh and migrated, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.jobs import clock
from bot.store.database import Database
from bot.store.migrations import migrate
from tests import postgres
from tests.sqlite import hurried

SQLITE = pytest.param("sqlite", id="sqlite")
POSTGRES = pytest.param("postgres", id="postgres", marks=pytest.mark.postgres)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server with an empty database, for the whole run; started when the first test asks for it."""
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def _postgres(postgres_url: str) -> Iterator[Database]:
    database = Database(postgres_url)
    migrate(database)
    yield database
    database.dispose()


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "migrated.db"
    database = Database(f"sqlite:///{file}")
    migrate(database)
    database.dispose()
    return file


@pytest.fixture
def sqlite(tmp_path: Path, _sqlite_template: Path) -> Iterator[Database]:
    """An empty, migrated SQLite file of the test's own."""
    file = tmp_path / "app.db"
    shutil.copy(_sqlite_template, file)
    database = hurried(file)
    yield database
    database.dispose()


@pytest.fixture(params=[SQLITE, POSTGRES])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty, migrated database; each test runs once on SQLite and once on PostgreSQL.

    For SQLite only, ask for `sqlite`. For PostgreSQL only:
    `@pytest.mark.parametrize("database", [POSTGRES], indirect=True)`.
    """
    if request.param == "sqlite":
        found: Database = request.getfixturevalue("sqlite")
        return found
    found = request.getfixturevalue("_postgres")
    postgres.empty(found)
    # A story moves the queue's time of this Database, which the whole run shares; the next test has the real one.
    clock.use(found, clock.DatabaseClock())
    return found
