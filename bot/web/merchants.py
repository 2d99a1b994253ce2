"""The merchants that the company knows, as a page: plain links and forms that work without a script."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.claims.errors import Changed, Incomplete
from bot.views.notices import refusal
from bot.web.asked import Wrong, fields
from bot.web.door import Door
from bot.web.places import MERCHANTS
from bot.web.taking_out import taken_out
from bot.web.visitors import Visitor
from bot.workflow.merchants import PAGE, KnownMerchants
from bot.workflow.sheets import Format

_FORMS: dict[str, Format] = {"xlsx": "xlsx", "csv": "csv"}


class MerchantPages:
    """The routes of the page."""

    def __init__(self, door: Door, known: KnownMerchants) -> None:
        self._door, self._known = door, known

    def routes(self) -> list[Route]:
        """All of them. Taking out changes the audit trail, so it is sent and not asked for."""
        path = f"/{MERCHANTS.path}"
        return [self._door.get(path, self._page), self._door.post(path, self._act)]

    def _page(self, request: Request, visitor: Visitor, _: bytes) -> Response:
        return self._drawn(request, visitor)

    def _act(self, request: Request, visitor: Visitor, content: bytes) -> Response:
        sent = dict(fields(content, 10))
        number, do = visitor.person.number, sent.get("do", "")
        if form := _FORMS.get(do):
            return taken_out(lambda file: self._known.write(file, number, form), form)
        which, seen = _number(sent.get("merchant", "")), sent.get("seen", "")
        try:
            if do == "save":
                self._known.correct(number, which, seen, sent.get("name", ""), sent.get("category", ""))
                return self._drawn(request, visitor, done="merchants-saved")
            if do == "forget":
                self._known.forget(number, which, seen)
                return self._drawn(request, visitor, done="merchants-gone")
        except (Incomplete, Changed) as why:
            entered = {"id": which, "name": sent.get("name", ""), "category": sent.get("category", "")}
            return self._drawn(
                request, visitor, error=refusal(why, visitor.person), entered=entered if do == "save" else None
            )
        raise Wrong("There is no such button.")

    def _drawn(
        self, request: Request, visitor: Visitor, done: str = "", error: str = "", entered: object = None
    ) -> Response:
        asked = request.query_params
        words, skip = asked.get("words", "")[:100], _number(asked.get("skip", ""))
        listed = self._known.page(visitor.person.number, words, skip)
        values = {
            "listed": listed,
            "wanted": words,
            "this": _address(words, skip),
            "next": _address(words, skip + PAGE) if listed.more else "",
            "done": done,
            "error": error,
            "entered": entered,
        }
        page = self._door.drawing(visitor).page("merchants.html", MERCHANTS, **values)
        return HTMLResponse(page, 400 if error else 200)


def _address(words: str, skip: int) -> str:
    asked = {"words": words, "skip": str(skip) if skip else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{MERCHANTS.path}?{query}" if query else MERCHANTS.path


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
