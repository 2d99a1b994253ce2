"""One's own claims as a page: plain links and forms that work without a script; a press is answered on top."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.claims.states import Action
from bot.claims.whereabouts import PARTS
from bot.store.database import Database
from bot.views.own_claims import LISTED
from bot.web.asked import Wrong, fields, sent_as
from bot.web.chat import WebChat
from bot.web.door import Door
from bot.web.places import OWN
from bot.web.visitors import Visitor
from bot.workflow.own_claims import Asked, OwnClaims, Pressing


class OwnPages:
    """The routes of the list."""

    def __init__(self, database: Database, chat: WebChat, door: Door, now: Callable[[], datetime]) -> None:
        self._chat, self._door, self._own = chat, door, OwnClaims(database, now)

    def routes(self) -> list[Route]:
        """All of them."""
        path = f"/{OWN.path}"
        return [self._door.get(path, self._page), self._door.post(path, self._act)]

    def _page(self, request: Request, visitor: Visitor, _: bytes) -> Response:
        return self._drawn(request, visitor)

    def _act(self, request: Request, visitor: Visitor, content: bytes) -> Response:
        sent = dict(fields(content, 10))
        target = sent.get("target", "")
        match sent.get("do", ""):
            case "open":
                # The claim with its pictures and its buttons, at the end of the conversation.
                self._chat.press(visitor.user, sent_as(sent.get("id")), "open", target)
                return RedirectResponse("./", 303)
            case action if action in LISTED.values():
                return self._drawn(request, visitor, self._own.press(visitor.person.number, Action(action), target))
        raise Wrong("There is no such button.")

    def _drawn(self, request: Request, visitor: Visitor, pressed: Pressing | None = None) -> Response:
        given = request.query_params
        asked = Asked.of(*(given.get(name, "") for name in ("part", "words", "month", "after")))
        drawing = self._door.drawing(visitor)
        listed = self._own.page(visitor.person.number, asked)
        values: Mapping[str, object] = {
            "listed": listed,
            "asked": asked,
            "parts": [(part, _address(asked, part=part, after="")) for part in (None, *PARTS)],
            "months": [(month, drawing.wording.month(date.fromisoformat(f"{month}-01"))) for month in listed.months],
            "this": _address(asked),
            "older": _address(asked, after=listed.older) if listed.older else "",
            "newest": _address(asked, after="") if asked.after else "",
            "pressed": pressed,
            # A press once more from the same page is the same press.
            "marks": uuid4().hex,
        }
        return HTMLResponse(drawing.page("own.html", OWN, **values))


def _address(asked: Asked, **changed: str | None) -> str:
    """Where what is asked for is found, seen from the person's page."""
    values = {"part": asked.part, "words": asked.words, "month": asked.month, "after": asked.after, **changed}
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{OWN.path}?{query}" if query else OWN.path
