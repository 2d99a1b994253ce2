"""Files that are no receipts: no empty line of them, and one sentence that says what can be sent."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot.store import tables
from bot.store.database import Database
from tests.stories.world import WHO, World

#: The beginnings of what people have at hand.
FILES = {
    "trip.docx": b"PK\x03\x04 of a text",
    "notes.txt": "午餐 88 元".encode(),
    "all.zip": b"PK\x03\x04",
    "fun.gif": b"GIF89a",
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("by_reference", [False, True], ids=["with its bytes", "to be fetched"])
def test_what_is_no_photo_is_refused_with_what_can_be_sent(database: Database, name: str, by_reference: bool) -> None:
    world = World(database, by_reference=by_reference)
    world.chat.photo(WHO["sam"], name, FILES[name])
    world.stage.settle()
    assert world.told("sam").startswith(f"{name} is no photo, no PDF and no electronic invoice, so I did not take it. ")
    with database.reading() as connection:
        for table in (tables.claim, tables.document):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0


def test_an_empty_file_is_called_one(world: World) -> None:
    world.chat.photo(WHO["sam"], "dinner.jpg", b"")
    world.stage.settle()
    assert world.told("sam") == "dinner.jpg is an empty file. Please send it again."
