"""Every page that a visitor has, the same in the demo and in an installation; only who enters how differs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.routing import BaseRoute

from bot.store.database import Database
from bot.web.bookkeeping import bookkeeping
from bot.web.chat import WebChat
from bot.web.company_page import CompanyPage
from bot.web.door import Door
from bot.web.manual_page import ManualPage
from bot.web.own_page import OwnPages
from bot.web.pages import Pages
from bot.web.static_files import static_route
from bot.workflow.pictures import Pictures


def all_pages(database: Database, chat: WebChat, door: Door, now: Callable[[], datetime]) -> list[BaseRoute]:
    """Their routes, the static files too."""
    return [
        static_route(),
        *Pages(chat, door, Pictures(database)).routes(),
        *OwnPages(database, chat, door, now).routes(),
        *bookkeeping(database, chat, door, now),
        *CompanyPage(database, door, now).routes(),
        *ManualPage(door).routes(),
    ]
