"""The web chat keeps the contract of a platform, through a real server on a real socket, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.store.database import Database
from tests.bot.web.browser import Browser, opened
from tests.contracts.platform import PlatformContract


@pytest.fixture
def world(database: Database) -> Iterator[Browser]:
    with opened(database) as browser:
        yield browser


class TestWeb(PlatformContract):
    @pytest.fixture
    def world(self, database: Database) -> Iterator[Browser]:
        with opened(database) as browser:
            yield browser
