"""Who may talk to the server at all: this host by its own names, our own pages, and nothing that other pages send.

A page elsewhere may make a browser send requests to a loopback address, and with a name that it lets point there (DNS
rebinding) even read the answers. So the names are known, and whatever changes something has to come from our own page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: On every answer. No script and no style stands in a page, and nothing is loaded from elsewhere.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Guard:
    """Around the whole application; `hosts` are the names with ports under which browsers reach it."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app, self._hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer why not; the headers stand on both."""
        if scope["type"] != "http":
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if why := refusal(str(scope["method"]), Headers(scope=scope), self._hosts):
            await PlainTextResponse(why, 403)(scope, receive, with_headers)
            return
        await self._app(scope, receive, with_headers)


def refusal(method: str, headers: Mapping[str, str], hosts: Collection[str]) -> str:
    """Why a request is not let in; empty when it is."""
    host = headers.get("host", "").lower()
    if host not in hosts:
        return "This server is not reached by that name."
    site, mode = headers.get("sec-fetch-site", "none"), headers.get("sec-fetch-mode", "navigate")
    if method in ("GET", "HEAD"):
        # A link from elsewhere may lead here; a picture or a script of ours has no place in somebody else's page.
        return "" if site in ("none", "same-origin") or mode == "navigate" else "Only our own pages may ask for this."
    if headers.get("origin", "").lower() not in (f"http://{host}", f"https://{host}"):
        return "Only our own pages may send something."
    return "" if site in ("none", "same-origin") else "Only our own pages may send something."
