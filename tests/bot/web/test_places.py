"""Pages beside the conversation: whose they are, and who is let in."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request

from bot.claims.people import Role
from bot.demo.company import BO, EMPLOYEES, LIN
from bot.demo.page import Everybody
from bot.store import people
from bot.store.database import Database
from bot.web.chat import WebChat
from bot.web.places import CONVERSATION, Place, places_of
from bot.workflow.setting_up import link
from tests.stories.world import MONDAY


def asks_for(name: str) -> Request:
    return Request({"type": "http", "headers": [], "path_params": {"name": name}})


DESK = Place("desk", "role-bookkeeper", frozenset({Role.BOOKKEEPER, Role.AUDITOR}))


def test_a_page_of_an_office_is_shown_to_who_holds_it() -> None:
    assert places_of(LIN, (CONVERSATION, DESK)) == (CONVERSATION,)
    assert places_of(BO, (CONVERSATION, DESK)) == (CONVERSATION, DESK)


def test_in_the_demo_one_is_whom_the_path_says_as_they_are_now(database: Database) -> None:
    chat = WebChat(database, lambda: MONDAY)
    with database.writing() as connection:
        people.save(connection, EMPLOYEES)
        link(connection, "web", "", LIN.number, LIN.number, by="system", at=MONDAY)
    entrance = Everybody(database, chat)
    with database.writing() as connection:
        people.save(connection, [replace(LIN, name="林雨", roles=frozenset({Role.BOOKKEEPER}))])
    found = entrance.visitor(asks_for(LIN.number))
    assert found is not None
    assert (found.person.name, found.person.roles) == ("林雨", frozenset({Role.BOOKKEEPER}))
    assert entrance.visitor(asks_for("E9999")) is None
    with database.writing() as connection:
        people.save(connection, [replace(LIN, active=False)])
    assert entrance.visitor(asks_for(LIN.number)) is None
