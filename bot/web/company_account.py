"""The way in by the company's OpenID Connect: there, and back with an answer that only the same browser can use.

Until the answer the server keeps nothing: state, nonce and PKCE's verifier wait in a cookie of the browser that began.
So nobody fills our database by beginning, and an answer that somebody slips to another browser finds no cookie there.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.store.database import Database
from bot.store.errors import Busy
from bot.web.entering import Entering
from bot.web.oidc import Away, Begun, Provider, Unproven, begun_of
from bot.web.site import Site
from bot.workflow.signing_in import sign_in_by_email

log = logging.getLogger(__name__)

COOKIE, COOKIE_HTTPS = "expense-oidc", "__Host-expense-oidc"

#: Seconds that somebody has to sign in with the provider.
PATIENCE = 600

#: So many ask the provider at once; with one that answers slowly the others' pages go on.
TOGETHER = 4


class CompanyAccount:
    """Two addresses: `/oidc` leads to the provider, and `/oidc/back` is where it sends people."""

    def __init__(
        self, database: Database, site: Site, now: Callable[[], datetime], entering: Entering, provider: Provider
    ) -> None:
        self._database, self._now, self._entering, self._provider = database, now, entering, provider
        self._secure, self._back = site.secure, back_of(site)
        self._room = asyncio.Semaphore(TOGETHER)

    def routes(self) -> list[Route]:
        """Both."""
        return [Route("/oidc", self._answered(self._begin)), Route("/oidc/back", self._answered(self._finish))]

    def _answered(self, handler: Callable[[Request], Response]) -> Callable[[Request], object]:
        async def answer(request: Request) -> Response:
            try:
                async with self._room:
                    return await run_in_threadpool(handler, request)
            except Away as away:
                log.warning("the company's sign-in is away", extra={"why": str(away)})
                return self._ended(self._entering.page(request, "oidc-away", 502))
            except Unproven as unproven:
                log.warning("a sign-in was not proven", extra={"why": str(unproven)})
                return self._ended(self._entering.page(request, "oidc-again", 400))
            except Busy:
                return PlainTextResponse("Not now. Please try again in a moment.", 503, {"Retry-After": "1"})

        return answer

    def _begin(self, _: Request) -> Response:
        address, begun = self._provider.begin(self._back)
        answer = RedirectResponse(address, 303)
        answer.set_cookie(
            self._cookie, begun.cookie, max_age=PATIENCE,
            path="/", secure=self._secure, httponly=True, samesite="lax",
        )  # fmt: skip
        return answer

    def _finish(self, request: Request) -> Response:
        vouched = self._provider.finish(dict(request.query_params), self._begun(request), self._back)
        if not vouched.email:
            return self._ended(self._entering.page(request, "oidc-no-email", 403))
        if not vouched.verified:
            return self._ended(self._entering.page(request, "oidc-unverified", 403, email=vouched.email))
        with self._database.writing() as connection:
            secret, why = sign_in_by_email(connection, vouched.email, self._now())
        if secret is None:
            what = "left" if why == "left" else "oidc-stranger"
            return self._ended(self._entering.page(request, what, 403, email=vouched.email))
        return self._ended(self._entering.let_in(request, secret))

    def _begun(self, request: Request) -> Begun:
        begun = begun_of(request.cookies.get(self._cookie, ""))
        if begun is None:
            raise Unproven("begun in another browser, or too long ago")
        return begun

    @property
    def _cookie(self) -> str:
        return COOKIE_HTTPS if self._secure else COOKIE

    def _ended(self, answer: Response) -> Response:
        """Whatever came of it, what was begun is over."""
        answer.delete_cookie(self._cookie, path="/", secure=self._secure, httponly=True, samesite="lax")
        return answer


def back_of(site: Site) -> str:
    """Where the provider sends people back to; it has to be registered there."""
    return f"{site.base}oidc/back"
