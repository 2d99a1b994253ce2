"""The bookkeeper's desk as a page: plain forms that work without a script; an answer stands on top of the list."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.claims.states import Action
from bot.web.asked import Wrong, fields, sent_as
from bot.web.chat import WebChat
from bot.web.door import Door
from bot.web.places import DESK
from bot.web.visitors import Visitor
from bot.workflow.desk import PLAIN, Desk, Outcome, Returned


class DeskPages:
    """The routes of the desk."""

    def __init__(self, chat: WebChat, door: Door, desk: Desk) -> None:
        self._chat, self._door, self._desk = chat, door, desk

    def routes(self) -> list[Route]:
        """All of them."""
        return [self._door.get("/desk", self._page), self._door.post("/desk", self._act)]

    def _page(self, _: Request, visitor: Visitor, __: bytes) -> Response:
        return self._drawn(visitor)

    def _act(self, _: Request, visitor: Visitor, content: bytes) -> Response:
        sent = fields(content, 5000)
        values = dict(sent)
        number, target = visitor.person.number, values.get("target", "")
        match values.get("do"):
            case "post":
                return self._drawn(visitor, self._desk.post(number, [value for name, value in sent if name == "claim"]))
            case ("save" | "save_and_post") as do:
                given = {name: value for name, value in values.items() if "." in name}
                done = self._desk.correct(number, target, given, post=do == "save_and_post")
                return self._drawn(visitor, done, saved=do == "save")
            case ("post_next" | "accrue") as answer:
                given = {name: value for name, value in values.items() if "." in name}
                done = self._desk.correct(number, target, given, post=True, answer=Action(answer))
                return self._drawn(visitor, done)
            case "open":
                # The claim with its pictures, at the end of the conversation.
                self._chat.press(visitor.user, sent_as(values.get("id")), "open", target)
                return RedirectResponse("./", 303)
            case action if action in PLAIN:
                return self._drawn(visitor, self._desk.press(number, Action(action), target), pressed=True)
        raise Wrong("There is no such button.")

    def _drawn(
        self, visitor: Visitor, done: Outcome | Returned | None = None, *, saved: bool = False, pressed: bool = False
    ) -> Response:
        returned = done if isinstance(done, Returned) else None
        waiting = self._desk.waiting(visitor.person.number, returned)
        values: Mapping[str, object] = {
            "waiting": waiting,
            "ready": [row for row in waiting.rows if row.ready],
            "outcome": done if isinstance(done, Outcome) else None,
            "returned": returned,
            "saved": saved or pressed,
            # A press once more from the same page is the same press.
            "marks": uuid4().hex,
        }
        return HTMLResponse(self._door.drawing(visitor).page("desk.html", DESK, **values))
