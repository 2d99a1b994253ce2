"""One world a story, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest

from bot.store.database import Database
from tests.stories.world import World


@pytest.fixture
def world(database: Database) -> World:
    """The sample company on an empty database."""
    return World(database)
