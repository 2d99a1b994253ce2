"""The pages of the web chat: what a browser may ask for and send. Handlers run in threads; only streams are async."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.chat.card import Crop
from bot.store.conversations import Entry
from bot.store.documents import LIMIT
from bot.store.errors import Busy, Unknown
from bot.web.chat import NotStarted, WebChat
from bot.web.drawing import Drawing
from bot.web.static_files import media_type, static_files
from bot.web.visitors import Entrance, Visitor
from bot.workflow.pictures import LARGE, SMALL, NoPicture, Pictures

#: Entries that a page begins with.
FIRST = 80

#: Bytes of anything sent but a file.
WORDS = 256 * 1024

#: Files that are taken in at once; the others wait at the door, where they take no memory.
TOGETHER = 4

_NAME = re.compile(r"[A-Za-z0-9-]{8,64}")

#: Answers a request about a visitor, with the bytes that were sent.
Handler = Callable[[Request, Visitor, bytes], Response]


class Wrong(Exception):
    """The request is none that our page makes; the answer says why with this status."""

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.status = status


class Pages:
    """The routes of the conversations, below `/as/NAME/`."""

    def __init__(self, chat: WebChat, entrance: Entrance, pictures: Pictures, way_back: str = "") -> None:
        self._chat, self._entrance, self._pictures, self._way_back = chat, entrance, pictures, way_back
        self._door = asyncio.Semaphore(TOGETHER)

    def routes(self) -> list[Route]:
        """All of them, the static files too."""
        below = "/as/{name}"
        gets = {
            "/": self._page,
            "/entries": self._entries,
            "/earlier": self._earlier,
            "/picture/{document}": self._picture,
        }
        posts = {
            "/arrive": self._arrive,
            "/files": self._files,
            "/say": self._say,
            "/press": self._press,
            "/answer": self._answer,
            "/fill": self._fill,
            "/dismiss": self._dismiss,
        }
        return [
            *(Route(below + path, self._answered(handler, 0)) for path, handler in gets.items()),
            *(
                Route(below + path, self._answered(handler, LIMIT if path == "/files" else WORDS), methods=["POST"])
                for path, handler in posts.items()
            ),
            Route(f"{below}/events", self._events),
            Route("/static/{name}", static),
        ]

    def _answered(self, handler: Handler, limit: int) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            try:
                # First who it is: from nobody we read nothing.
                visitor = await run_in_threadpool(self._visitor, request)
                async with self._door if limit > WORDS else nullcontext():
                    content = await body(request, limit) if request.method == "POST" else b""
                    return await run_in_threadpool(handler, request, visitor, content)
            except Wrong as wrong:
                return PlainTextResponse(str(wrong), wrong.status)
            except (Busy, NotStarted):
                # Nothing was recorded: the page sends it again by itself.
                return PlainTextResponse("Not now.", 503, {"Retry-After": "1"})
            except ClientDisconnect:
                return Response(status_code=400)

        return answer

    def _visitor(self, request: Request) -> Visitor:
        visitor = self._entrance.visitor(str(request.path_params["name"]))
        if visitor is None:
            raise Wrong("There is nobody of that name.", 404)
        return visitor

    # What is seen

    def _page(self, _: Request, visitor: Visitor, __: bytes) -> Response:
        last, entries, form = self._chat.seen(visitor.user, FIRST + 1)
        more = len(entries) > FIRST
        return HTMLResponse(Drawing(visitor).page(entries[-FIRST:], last, form, self._way_back, more=more))

    def _earlier(self, request: Request, visitor: Visitor, _: bytes) -> Response:
        """What stands before the first entry that the page has."""
        before = number(request.query_params.get("before", ""))
        entries = self._chat.earlier(visitor.user, before, FIRST + 1)
        return JSONResponse({"entries": _drawn(Drawing(visitor), entries[-FIRST:]), "more": len(entries) > FIRST})

    def _entries(self, request: Request, visitor: Visitor, _: bytes) -> Response:
        """What changed after the change that the page knows."""
        after = number(request.query_params.get("after", ""))
        last, entries, form = self._chat.changes(visitor.user, after)
        drawing = Drawing(visitor)
        drawn = _drawn(drawing, entries)
        shown = {"number": form.number, "html": drawing.form(form)} if form else None
        return JSONResponse({"last": last, "entries": drawn, "form": shown})

    def _picture(self, request: Request, visitor: Visitor, _: bytes) -> Response:
        asked, document = request.query_params, str(request.path_params["document"])
        if not self._chat.may_see(visitor.user, document):
            raise Wrong("There is no such picture here.", 404)
        crop = Crop(document, number(asked.get("page", "0")), _box(asked.get("box", "")), _turned(asked))
        try:
            drawn = self._pictures.drawn(crop, SMALL if asked.get("small") else LARGE)
        except (NoPicture, Unknown) as none:
            raise Wrong("Of this document there is no picture.", 404) from none
        return Response(drawn, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=600"})

    async def _events(self, request: Request) -> Response:
        """Rings as server-sent events. They say that something changed and not what: the page asks for that."""
        try:
            visitor = self._visitor(request)
        except Wrong as wrong:
            return PlainTextResponse(str(wrong), wrong.status)

        async def stream() -> AsyncIterator[str]:
            yield "retry: 1000\ndata: open\n\n"
            async for rung in self._chat.bells.heard(visitor.user):
                yield f"data: {'rung' if rung else 'look'}\n\n"

        return StreamingResponse(stream(), media_type="text/event-stream")

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
            asked.get("name", "")[:255],
            content,
            asked.get("text", "")[:4000],
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


async def body(request: Request, limit: int) -> bytes:
    """What was sent, not more than the limit. Raises `Wrong`."""
    if int(request.headers.get("content-length") or 0) > limit:
        raise Wrong("Too large.", 413)
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise Wrong("Too large.", 413)
        parts.append(part)
    return b"".join(parts)


def parsed(content: bytes) -> Mapping[str, Any]:
    """The JSON object that was sent. Raises `Wrong`."""
    try:
        sent = json.loads(content)
    except (ValueError, RecursionError):
        raise Wrong("Not JSON.") from None
    if not isinstance(sent, dict):
        raise Wrong("Not an object.")
    return sent


def sent_as(value: object) -> str:
    """The browser's name for what it sends. Raises `Wrong`."""
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise Wrong("Without a name of its own it could be taken twice.")
    return value


def text(sent: Mapping[str, Any], name: str) -> str:
    """One text of what was sent. Raises `Wrong`."""
    value = sent.get(name)
    if not isinstance(value, str):
        raise Wrong(f"{name} is a text.")
    return value


def texts(sent: Mapping[str, Any], name: str) -> dict[str, str]:
    """Several texts of what was sent, by name. Raises `Wrong`."""
    values = sent.get(name)
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise Wrong(f"{name} are texts.")
    return values


def number(value: object) -> int:
    """A whole number that a database can hold. Raises `Wrong`."""
    digits = str(value)
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
        raise Wrong("Not a number.")
    return int(digits)


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


async def static(request: Request) -> Response:
    """A script or a style."""
    name = str(request.path_params["name"])
    content = static_files().get(name)
    if content is None:
        return PlainTextResponse("There is no such file.", 404)
    return Response(
        content, media_type=media_type(name), headers={"Cache-Control": "private, max-age=31536000, immutable"}
    )
