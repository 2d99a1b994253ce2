"""How people come in to an installation: by a link that opens once, then by the cookie of their session; and out again.

A link is opened twice on its way: mail scanners and chats look at what it leads to. So a GET shows one button and
changes nothing; the button's POST, which the guard takes from our own pages alone, uses the link up. The page says
whose link it is: nobody is brought into somebody else's account unawares.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.chat.platform import User
from bot.claims.people import Employee
from bot.claims.signing_in import SEEN_EVERY, Lifetimes
from bot.store import sessions
from bot.store.database import Database
from bot.store.errors import Busy
from bot.store.sessions import Secret, secret_of
from bot.web.drawing import LANGUAGES, environment
from bot.web.languages import language
from bot.web.site import Site
from bot.web.visitors import Visitor
from bot.wording import wording
from bot.workflow import signing_in
from bot.workflow.erasing import WEB

log = logging.getLogger(__name__)

#: Ours alone to set: `__Host-` is accepted by https only, from this very host, for all its paths.
COOKIE, COOKIE_HTTPS = "expense-session", "__Host-expense-session"

#: What a browser forgets when somebody signs out: the next at the same machine finds no picture of a receipt.
FORGET = {"Clear-Site-Data": '"cache"'}

_STATUS = {"out": 401, "used": 410, "expired": 410, "unknown": 404, "left": 403, "bye": 200}


class Entering:
    """The entrance of an installation, and its pages for those who are not in yet."""

    below = ""

    def __init__(
        self,
        database: Database,
        site: Site,
        now: Callable[[], datetime],
        lifetimes: Lifetimes,
        provider: str | None = None,
    ) -> None:
        """`provider` is what people call the company's OpenID Connect (perhaps nothing), None where there is none."""
        self._database, self._site, self._now, self._lifetimes = database, site, now, lifetimes
        self._provider = provider

    def routes(self) -> list[Route]:
        """The way in by a link, and the way out."""
        return [
            Route("/sign-in/{secret}", self._in_thread(self._look)),
            Route("/sign-in/{secret}", self._in_thread(self._enter), methods=["POST"]),
            Route("/sign-out", self._in_thread(self._leave), methods=["POST"]),
            Route("/signed-out", self._in_thread(self._bye)),
        ]

    # The entrance

    def visitor(self, request: Request) -> Visitor | None:
        """Whose session the cookie is."""
        person = self.person(request)
        return None if person is None else Visitor(User(WEB, "", person.number), person, way_out="/sign-out")

    def nobody(self, request: Request) -> Response:
        """The way in for whoever looks at a page; a word for scripts."""
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return self.page(request, "out")
        return PlainTextResponse("You are not signed in.", 401)

    def person(self, request: Request) -> Employee | None:
        """Who is signed in in this browser; written down from time to time that they were there."""
        secret = self._secret(request)
        if secret is None:
            return None
        now = self._now()
        with self._database.reading() as connection:
            found = signing_in.session_of(connection, secret, self._lifetimes, now)
        if found is None:
            return None
        if now - found[0].seen_at >= SEEN_EVERY:
            try:
                with self._database.writing() as connection:
                    sessions.seen(connection, secret, now)
            except Busy:
                # The next request says it.
                log.info("a session was not marked as seen")
        return found[1]

    def let_in(self, request: Request, secret: Secret) -> Response:
        """To the conversation, with the cookie of the new session; the one that was here before ends."""
        self._end(request)
        with self._database.writing() as connection:
            signing_in.sweep(connection, self._lifetimes, self._now())
        answer = RedirectResponse("/", 303)
        answer.set_cookie(
            self._cookie, secret.text, max_age=int(self._lifetimes.whole.total_seconds()),
            path="/", secure=self._site.secure, httponly=True, samesite="lax",
        )  # fmt: skip
        return answer

    def page(self, request: Request, what: str, status: int = 0, **values: str) -> Response:
        """A page for somebody who is not in: what is the matter, and what to do next."""
        said = wording(language(request.headers.get("accept-language", "")))
        given = {"address": self._site.base, **values}
        drawn = environment().get_template("door.html").render(
            say=said.say, lang=LANGUAGES[said.locale], what=what, values=given, provider=self._provider,
            button=None, instead=None,
        )  # fmt: skip
        return HTMLResponse(drawn, status or _STATUS[what], FORGET if what == "bye" else None)

    # The pages

    def _look(self, request: Request) -> Response:
        """What the link would do; nothing is changed by looking."""
        secret = secret_of(str(request.path_params["secret"]))
        here = self.person(request)
        with self._database.reading() as connection:
            known = sessions.link(connection, secret) if secret else None
        why = known[0].refusal(known[1], self._now()) if known else "unknown"
        if known is None or why:
            # Whoever kept the link as a bookmark is in already.
            return RedirectResponse("/", 303) if here and why != "left" else self.page(request, why)
        person = known[1]
        said = wording(person.locale)
        drawn = environment().get_template("door.html").render(
            say=said.say, lang=LANGUAGES[said.locale], what="hello", values={"name": person.name}, provider=None,
            button="door-open", instead=here if here and here.number != person.number else None,
        )  # fmt: skip
        return HTMLResponse(drawn)

    def _enter(self, request: Request) -> Response:
        """The button: the link is used up, and a session begins."""
        secret = secret_of(str(request.path_params["secret"]))
        if secret is None:
            return self.page(request, "unknown")
        now = self._now()
        with self._database.writing() as connection:
            begun, why = signing_in.sign_in_by_link(connection, secret, now)
        if begun is None:
            # Pressed twice: the first press has let them in.
            return RedirectResponse("/", 303) if why == "used" and self.person(request) else self.page(request, why)
        return self.let_in(request, begun)

    def _leave(self, request: Request) -> Response:
        """The session ends, for whoever holds its cookie."""
        self._end(request)
        answer = RedirectResponse("/signed-out", 303)
        answer.delete_cookie(self._cookie, path="/", secure=self._site.secure, httponly=True, samesite="lax")
        return answer

    def _bye(self, request: Request) -> Response:
        return RedirectResponse("/", 303) if self.person(request) else self.page(request, "bye")

    # Inside

    @property
    def _cookie(self) -> str:
        return COOKIE_HTTPS if self._site.secure else COOKIE

    def _secret(self, request: Request) -> Secret | None:
        return secret_of(request.cookies.get(self._cookie, ""))

    def _end(self, request: Request) -> None:
        secret = self._secret(request)
        if secret is not None:
            with self._database.writing() as connection:
                signing_in.sign_out(connection, secret, self._now())

    def _in_thread(self, handler: Callable[[Request], Response]) -> Callable[[Request], object]:
        async def answer(request: Request) -> Response:
            try:
                return await run_in_threadpool(handler, request)
            except Busy:
                return PlainTextResponse("Not now. Please try again in a moment.", 503, {"Retry-After": "1"})

        return answer
