"""What every page of a visitor needs: who it is, a thread to work in, an answer to what is wrong, the frame around it.

A page is a module of its own with a class that is given the door and has `routes()`; its handlers get the request, the
visitor and the bytes that were sent, and may take as long as the database does.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import nullcontext
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.claims.errors import ClaimError
from bot.store.errors import Busy
from bot.web.asked import Wrong, body
from bot.web.drawing import Drawing
from bot.web.errors import NotStarted
from bot.web.visitors import Entrance, Visitor

#: Bytes of anything sent but a file.
WORDS = 256 * 1024

#: Files that are taken in at once; the others wait at the door, where they take no memory.
TOGETHER = 4

#: Answers a request of a visitor, with the bytes that were sent.
Handler = Callable[[Request, Visitor, bytes], Response]


class Door:
    """Lets visitors in to the pages; `way_back` leads to where one entered, or is empty.

    Every page stands below what the entrance says; relative links work in all of them, since they are one segment deep.
    """

    def __init__(self, entrance: Entrance, way_back: str = "") -> None:
        self._entrance, self._way_back = entrance, way_back
        self._room = asyncio.Semaphore(TOGETHER)

    def get(self, path: str, handler: Handler) -> Route:
        """A page, or something on one. A handler may raise `Wrong`, and `ClaimError` for what this visitor may not."""
        return Route(self._entrance.below + path, self._answered(handler, 0))

    def post(self, path: str, handler: Handler, limit: int = WORDS) -> Route:
        """Something that is sent, of at most `limit` bytes."""
        return Route(self._entrance.below + path, self._answered(handler, limit), methods=["POST"])

    def drawing(self, visitor: Visitor) -> Drawing:
        """What draws for this visitor."""
        return Drawing(visitor, self._way_back)

    def rings(self, path: str, stream: Callable[[Visitor], AsyncIterator[str]]) -> Route:
        """Server-sent events; the stream never touches the database."""

        async def answer(request: Request) -> Response:
            visitor = await run_in_threadpool(self._entrance.visitor, request)
            if visitor is None:
                return await run_in_threadpool(self._entrance.nobody, request)
            # A proxy would otherwise keep the rings until it has enough of them.
            unheld = {"X-Accel-Buffering": "no"}
            return StreamingResponse(stream(visitor), media_type="text/event-stream", headers=unheld)

        return Route(self._entrance.below + path, answer)

    def _handled(self, handler: Handler, request: Request, visitor: Visitor, content: bytes) -> Response:
        try:
            return handler(request, visitor, content)
        except ClaimError as refusal:
            # Nothing was changed; the visitor reads why.
            said = self.drawing(visitor).wording.say(refusal.key, **refusal.values)
            return PlainTextResponse(said, 403)

    def _answered(self, handler: Handler, limit: int) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            try:
                # First who it is: from nobody we read nothing.
                visitor = await run_in_threadpool(self._entrance.visitor, request)
                if visitor is None:
                    return await run_in_threadpool(self._entrance.nobody, request)
                async with self._room if limit > WORDS else nullcontext():
                    content = await body(request, limit) if request.method == "POST" else b""
                    return await run_in_threadpool(self._handled, handler, request, visitor, content)
            except Wrong as wrong:
                return PlainTextResponse(str(wrong), wrong.status)
            except (Busy, NotStarted):
                # Nothing was recorded: the page sends it again by itself.
                return PlainTextResponse("Not now.", 503, {"Retry-After": "1"})
            except ClientDisconnect:
                return Response(status_code=400)

        return answer
