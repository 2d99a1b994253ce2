"""Pictures of strangers and of groups are not kept; and what is kept of a person can be erased."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from bot.claims.states import State
from bot.store import tables
from bot.store.database import Database
from bot.workflow.erasing import erase
from tests.stories.world import WHO, World, receipt

JPEG = b"\xff\xd8\xff of a stranger"


def documents(world: World) -> int:
    with world.stage.database.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(tables.document)).scalar_one())


def written_down(world: World) -> str:
    """All that stands in events, in jobs and beside the audit chain, as text."""
    found: list[Any] = []
    with world.stage.database.reading() as connection:
        for column in (tables.event.c.content, tables.job.c.payload, tables.audit_value.c.value):
            found += connection.execute(select(column)).scalars()
    return repr(found)


@pytest.mark.parametrize("by_reference", [False, True], ids=["with its bytes", "by reference"])
def test_a_picture_of_a_stranger_or_in_a_group_is_not_kept(database: Database, by_reference: bool) -> None:
    world = World(database, by_reference=by_reference)
    world.chat.photo("nobody", "receipt.jpg", JPEG)
    world.chat.photo(WHO["lin"], "receipt.jpg", JPEG, private=False)
    world.stage.leaves(WHO["sam"])
    world.chat.photo(WHO["sam"], "receipt.jpg", JPEG)
    world.stage.settle()
    assert documents(world) == 0
    assert "重新发送" in world.chat.texts("nobody")[-1]
    assert "私聊" in world.told("lin")
    assert "离职" in world.told("sam")
    world.photo("mei", receipt("88.00"))
    assert documents(world) == 1


def test_erasing_a_person_takes_their_words_out_of_conversations_too(world: World) -> None:
    world.photo("sam", receipt("88.00", "Secret bar"), "A secret meeting")
    world.press("sam", "correct", line=1, total="a secret sum", merchant="Secret club")  # asked again, with the answers
    world.fill("sam", total="80", merchant="Secret club")
    world.press("sam", "submit")
    world.say("mei", "list")
    before = written_down(world)
    assert all(words in before for words in ("A secret meeting", "a secret sum", "Secret club"))
    with world.stage.database.writing() as connection:
        assert erase(connection, WHO["sam"], ground="asked for it", by=WHO["ada"], at=world.stage.clock.now())
    after = written_down(world)
    assert "ecret" not in after
    assert "list" in after  # Mei's
    assert world.claim().purpose == "A secret meeting"  # a record of the company
    assert world.chain_is_unbroken()
    assert not world.chat.redeliver()
    world.press("mei", "approve")
    assert world.claim().state is State.APPROVED


def test_what_is_still_worked_on_is_not_erased(world: World) -> None:
    world.chat.say(WHO["sam"], "list")
    with world.stage.database.writing() as connection:
        erase(connection, WHO["sam"], ground="asked for it", by=WHO["ada"], at=world.stage.clock.now())
    world.stage.settle()
    assert world.last("sam").title == "Your claims"
