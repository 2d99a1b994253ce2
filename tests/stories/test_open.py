"""“open”, written in another chat: a link into the web chat, once, within ten minutes, for whoever asked."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.demo.company import LIN
from bot.store import tables
from bot.store.database import Database
from bot.store.sessions import secret_of
from bot.workflow.signing_in import sign_in_by_link
from tests.stories.world import World

ADDRESS = "https://expense.example.com/"


@pytest.fixture
def world(database: Database) -> World:
    return World(database, web=ADDRESS)


def opened(world: World, text: str, **later: float) -> str:
    """Why the link of an answer opens nothing, some time later; empty when it lets in."""
    (secret,) = re.findall(rf"{ADDRESS}sign-in/([\w-]{{43}})", text)
    found = secret_of(secret)
    assert found is not None
    with world.stage.database.writing() as connection:
        begun, why = sign_in_by_link(connection, found, world.stage.clock.now() + timedelta(**later))
    assert (begun is None) == bool(why)
    return why


@pytest.mark.parametrize("word", ["open", "网页", "OPEN ", "打开网页"])
def test_whoever_asks_gets_a_link_that_opens_once(world: World, word: str) -> None:
    world.say("lin", word)
    told = world.told("lin")
    assert "十分钟内有效，请勿转发" in told
    assert opened(world, told, minutes=9) == ""
    assert opened(world, told, minutes=9) == "used"
    assert world.chain_is_unbroken()


def test_after_ten_minutes_it_opens_nothing(world: World) -> None:
    world.say("sam", "open")
    assert opened(world, world.told("sam"), minutes=10) == "expired"


def test_a_newer_link_takes_the_place_of_the_older(world: World) -> None:
    world.say("sam", "open")
    older = world.told("sam")
    world.say("sam", "open")
    assert world.told("sam") != older
    assert opened(world, older) == "unknown"
    assert opened(world, world.told("sam")) == ""


def test_it_is_read_by_whoever_asked_and_kept_by_nobody(world: World) -> None:
    world.say("lin", "open")
    secret = world.told("lin").rpartition("/")[2].strip()
    for who in ("sam", "mei", "ada"):
        assert secret not in world.told(who)
    with world.stage.database.reading() as connection:
        for table in tables.metadata.sorted_tables:
            assert secret not in repr(connection.execute(select(table)).all()), table.name


def test_who_leaves_has_no_use_for_the_link(world: World) -> None:
    world.say("lin", "open")
    told = world.told("lin")
    world.stage.leaves(LIN.number)
    assert opened(world, told) == "unknown"
    world.say("lin", "open")
    assert "sign-in" not in world.told("lin")


def test_in_a_group_no_link_is_shown(world: World) -> None:
    world.chat.say("E1002", "open", private=False)
    world.stage.settle()
    assert not [text for text in world.chat.texts("E1002") if "sign-in" in text]


def test_where_there_is_no_web_chat_it_says_so(database: Database) -> None:
    world = World(database)
    world.say("sam", "open")
    assert (
        world.told("sam") == "There is no page in the browser here. Everything can be done in this chat; write “help”."
    )
