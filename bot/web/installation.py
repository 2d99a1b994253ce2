"""The web chat of a real installation, put together: the conversations, the entrance, and the server before both."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from starlette.routing import BaseRoute, Route

from bot.claims.signing_in import Lifetimes
from bot.store.database import Database
from bot.web.all_pages import all_pages
from bot.web.chat import WebChat
from bot.web.company_account import CompanyAccount
from bot.web.door import Door
from bot.web.entering import Entering
from bot.web.oidc import Account, Provider
from bot.web.server import serving
from bot.web.site import Site


class Installation:
    """What `run` serves. The socket is taken when it is made, so that a port that is taken stops everything at once."""

    def __init__(
        self,
        database: Database,
        site: Site,
        lifetimes: Lifetimes,
        now: Callable[[], datetime],
        account: Account | None = None,
    ) -> None:
        """`account` is the company's OpenID Connect. Raises `OSError` when the socket cannot be had."""
        self.site = site
        self.chat = WebChat(database, now)
        self._database, self._now = database, now
        self._entering = Entering(database, site, now, lifetimes, account.name if account else None)
        self._more: list[Route] = []
        if account is not None:
            self._more = CompanyAccount(database, site, now, self._entering, Provider(account)).routes()
        self.bound: socket.socket = site.bound()

    @property
    def routes(self) -> list[BaseRoute]:
        """Every page."""
        door = Door(self._entering)
        return [*self._entering.routes(), *self._more, *all_pages(self._database, self.chat, door, self._now)]

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Answer until the block ends; the windows are let go first, for no server ends while a stream is open."""
        with serving(self.routes, self.bound, self.site):
            try:
                yield
            finally:
                self.chat.stop()

    def close(self) -> None:
        """Give the socket back."""
        self.bound.close()
