"""A company whose claims are made by hands that need no time: for stories of those who keep the books."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.demo.company import EMPLOYEES
from bot.demo.page import Everybody
from bot.store.migrations import migrate
from bot.web.bookkeeping import bookkeeping
from bot.web.chat import WebChat
from bot.web.door import Door
from bot.web.own_page import OwnPages
from bot.web.pages import Pages
from bot.web.server import serving
from bot.web.site import Site
from bot.web.static_files import static_route
from bot.workflow.pictures import Pictures
from bot.workflow.setting_up import link
from tests.sqlite import hurried
from tests.stories.world import MONDAY, World, receipt


@contextmanager
def office(folder: Path) -> Iterator[tuple[World, str]]:
    """The stage of the stories with the pages beside it, and the address of those."""
    database = hurried(folder / "office.db")
    migrate(database)
    world = World(database)
    now = world.stage.clock.now
    chat = WebChat(database, now)
    chat.start(world.stage.app.inbox.receive)
    with database.writing() as connection:
        for one in EMPLOYEES:
            user = chat.user(one.number)
            link(connection, user.platform, user.workspace, user.id, one.number, by="system", at=MONDAY)
    door = Door(Everybody(database, chat))
    routes = [
        static_route(),
        *Pages(chat, door, Pictures(database)).routes(),
        *OwnPages(database, chat, door, now).routes(),
        *bookkeeping(database, chat, door, now),
    ]
    bound = Site(port=0).bound()
    try:
        with serving(routes, bound) as address:
            yield world, address
            chat.stop()
    finally:
        database.dispose()


def approved(world: World, who: str, total: str, merchant: str, purpose: str) -> None:
    """One claim waits for the bookkeeper."""
    world.photo(who, receipt(total, merchant=merchant), purpose)
    world.press(who, "submit")
    world.press("mei", "approve")
