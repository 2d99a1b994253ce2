"""The page of the conversation: what a browser may ask for and send. Only the stream is async."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot.chat.card import Crop
from bot.store.conversations import Entry
from bot.store.documents import LIMIT
from bot.store.errors import Unknown
from bot.web.asked import Wrong, number, parsed, sent_as, text, texts
from bot.web.chat import WebChat
from bot.web.door import Door
from bot.web.drawing import Drawing
from bot.web.visitors import Visitor
from bot.workflow.event_json import sound_text
from bot.workflow.pictures import LARGE, SMALL, NoPicture, Pictures

#: Entries that a page begins with.
FIRST = 80


class Pages:
    """The routes of the conversations."""

    def __init__(self, chat: WebChat, door: Door, pictures: Pictures) -> None:
        self._chat, self._door, self._pictures = chat, door, pictures

    def routes(self) -> list[Route]:
        """All of them."""
        get, post = self._door.get, self._door.post
        return [
            get("/", self._page),
            get("/entries", self._entries),
            get("/earlier", self._earlier),
            get("/picture/{document}", self._picture),
            post("/arrive", self._arrive),
            post("/files", self._files, LIMIT),
            post("/say", self._say),
            post("/press", self._press),
            post("/answer", self._answer),
            post("/fill", self._fill),
            post("/dismiss", self._dismiss),
            self._door.rings("/events", self._events),
        ]

    # What is seen

    def _page(self, _: Request, visitor: Visitor, __: bytes) -> Response:
        last, entries, form = self._chat.seen(visitor.user, FIRST + 1)
        more = len(entries) > FIRST
        return HTMLResponse(self._door.drawing(visitor).conversation(entries[-FIRST:], last, form, more=more))

    def _earlier(self, request: Request, visitor: Visitor, _: bytes) -> Response:
        """What stands before the first entry that the page has."""
        before = number(request.query_params.get("before", ""))
        entries = self._chat.earlier(visitor.user, before, FIRST + 1)
        drawn = _drawn(self._door.drawing(visitor), entries[-FIRST:])
        return JSONResponse({"entries": drawn, "more": len(entries) > FIRST})

    def _entries(self, request: Request, visitor: Visitor, _: bytes) -> Response:
        """What changed after the change that the page knows."""
        after = number(request.query_params.get("after", ""))
        last, entries, form = self._chat.changes(visitor.user, after)
        drawing = self._door.drawing(visitor)
        drawn = _drawn(drawing, entries)
        shown = {"number": form.number, "html": drawing.form(form)} if form else None
        return JSONResponse({"last": last, "entries": drawn, "form": shown})

    def _picture(self, request: Request, visitor: Visitor, _: bytes) -> Response:
        asked, document = request.query_params, sound_text(str(request.path_params["document"]))
        if not self._chat.may_see(visitor.user, document):
            raise Wrong("There is no such picture here.", 404)
        crop = Crop(document, number(asked.get("page", "0")), _box(asked.get("box", "")), _turned(asked))
        try:
            drawn = self._pictures.drawn(crop, SMALL if asked.get("small") else LARGE)
        except (NoPicture, Unknown):
            # A file that cannot be drawn is a document like any other: its place shows that, and not a broken picture.
            shown = self._door.drawing(visitor).said("no_picture.svg", small=bool(asked.get("small")))
            return Response(shown, media_type="image/svg+xml", headers={"Cache-Control": "private, max-age=600"})
        return Response(drawn, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=600"})

    async def _events(self, visitor: Visitor) -> AsyncIterator[str]:
        """Rings. They say that something changed and not what: the page asks for that."""
        async for rung in self._chat.bells.heard(visitor.user):
            yield f"retry: 1000\ndata: {'rung' if rung else 'look'}\n\n"

    # What is sent

    def _arrive(self, _: Request, visitor: Visitor, __: bytes) -> Response:
        self._chat.arrive(visitor.user)
        return Response(status_code=204)

    def _files(self, request: Request, visitor: Visitor, content: bytes) -> Response:
        """One file as it is; its name, the words with it and what it was picked with stand in the address."""
        asked = request.query_params
        if not content:
            raise Wrong("An empty file.")
        self._chat.photo(
            visitor.user,
            sent_as(asked.get("id")),
            sent_as(asked.get("pick")),
            sound_text(asked.get("name", ""))[:255],
            content,
            sound_text(asked.get("text", ""))[:4000],
        )
        return Response(status_code=204)

    def _say(self, _: Request, visitor: Visitor, content: bytes) -> Response:
        sent = parsed(content)
        self._chat.say(visitor.user, sent_as(sent.get("id")), text(sent, "text"))
        return Response(status_code=204)

    def _press(self, _: Request, visitor: Visitor, content: bytes) -> Response:
        sent = parsed(content)
        self._chat.press(visitor.user, sent_as(sent.get("id")), text(sent, "action"), text(sent, "target"))
        return Response(status_code=204)

    def _fill(self, _: Request, visitor: Visitor, content: bytes) -> Response:
        sent = parsed(content)
        self._chat.fill(visitor.user, sent_as(sent.get("id")), number(sent.get("form")), texts(sent, "values"))
        return Response(status_code=204)

    def _answer(self, _: Request, visitor: Visitor, content: bytes) -> Response:
        sent = parsed(content)
        action, target, values = text(sent, "action"), text(sent, "target"), texts(sent, "values")
        self._chat.answer(visitor.user, sent_as(sent.get("id")), action, target, values)
        return Response(status_code=204)

    def _dismiss(self, _: Request, visitor: Visitor, content: bytes) -> Response:
        self._chat.dismiss(visitor.user, number(parsed(content).get("form")))
        return Response(status_code=204)


def _drawn(drawing: Drawing, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    return [{"number": entry.number, "place": entry.place, "html": drawing.entry(entry)} for entry in entries]


def _turned(asked: Mapping[str, str]) -> int:
    turned = asked.get("turned", "0")
    if turned not in ("0", "90", "180", "270"):
        raise Wrong("Not a way to turn a page.")
    return int(turned)


def _box(written: str) -> tuple[float, float, float, float] | None:
    if not written:
        return None
    edges = written.split(",")
    if len(edges) != 4 or not all(re.fullmatch(r"[01]\.\d{1,6}", edge) for edge in edges):
        raise Wrong("Not a part of a page.")
    left, top, right, bottom = (min(1.0, float(edge)) for edge in edges)
    if left >= right or top >= bottom:
        raise Wrong("Not a part of a page.")
    return left, top, right, bottom
