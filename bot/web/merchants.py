"""The merchants that the company knows, as a page: plain links and forms that work without a script."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from bot.claims.errors import Changed, Incomplete
from bot.views.notices import refusal
from bot.web.asked import Wrong, fields
from bot.web.door import Door
from bot.web.places import MERCHANTS
from bot.web.visitors import Visitor
from bot.workflow.merchants import PAGE, KnownMerchants

_FORMS: dict[str, tuple[Literal["csv", "xlsx"], str]] = {
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("csv", "text/csv; charset=utf-8"),
}


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
        if do in _FORMS:
            return self._take_out(number, do)
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

    def _take_out(self, number: str, do: str) -> Response:
        form, media_type = _FORMS[do]
        with tempfile.NamedTemporaryFile(prefix="export-", delete=False) as made:
            path = Path(made.name)
        try:
            name = self._known.write(path, number, form)
        except BaseException:
            path.unlink()
            raise
        return FileResponse(path, media_type=media_type, filename=name, background=BackgroundTask(path.unlink))

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
    asked = {"wanted": words, "skip": str(skip) if skip else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{MERCHANTS.path}?{query}" if query else MERCHANTS.path


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
