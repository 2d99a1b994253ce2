"""The pages of those who keep or read the books, put together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.routing import BaseRoute

from bot.store.database import Database
from bot.web.chat import WebChat
from bot.web.cover import CoverPages
from bot.web.desk import DeskPages
from bot.web.door import Door
from bot.web.merchants import MerchantPages
from bot.web.month_end import MonthEnd
from bot.web.payments import PaymentPages
from bot.workflow.bank_runs import BankRuns
from bot.workflow.desk import Desk
from bot.workflow.merchants import KnownMerchants
from bot.workflow.originals import Originals


def bookkeeping(database: Database, chat: WebChat, door: Door, now: Callable[[], datetime]) -> list[BaseRoute]:
    """Their routes."""
    return [
        *DeskPages(chat, door, Desk(database, now)).routes(),
        *PaymentPages(door, BankRuns(database, now), now).routes(),
        *CoverPages(door, Originals(database, now)).routes(),
        *MonthEnd(database, door, now).routes(),
        *MerchantPages(door, KnownMerchants(database, now)).routes(),
    ]
