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


#: Where people come by https, their browser never tries it without again.
ONLY_HTTPS = "max-age=31536000"


class Guard:
    """Around the whole application; `origins` are the addresses as browsers write them: `https://expense.example.com`.

    A reverse proxy passes on the Host that the browser asked for. What else it may say of the browser is not listened
    to: anybody could say it.
    """

    def __init__(self, app: ASGIApp, origins: Collection[str]) -> None:
        self._app, self._origins = app, frozenset(origins)
        self._secure = secure = all(origin.startswith("https://") for origin in self._origins)
        self._headers = {**HEADERS, **({"Strict-Transport-Security": ONLY_HTTPS} if secure else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer why not; the headers stand on both."""
        if scope["type"] != "http":
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if why := refusal(str(scope["method"]), Headers(scope=scope), self._origins):
            await PlainTextResponse(why, 403)(scope, receive, with_headers)
            return
        if self._secure:
            # The proxy speaks http with us: whatever builds an address from this builds the one that browsers know.
            scope = {**scope, "scheme": "https"}
        await self._app(scope, receive, with_headers)


def refusal(method: str, headers: Mapping[str, str], origins: Collection[str]) -> str:
    """Why a request is not let in; empty when it is."""
    host = headers.get("host", "").lower()
    ours = [origin for origin in origins if origin.partition("://")[2] == host]
    if not ours:
        return "This server is not reached by that name."
    site, mode = headers.get("sec-fetch-site", "none"), headers.get("sec-fetch-mode", "navigate")
    if method in ("GET", "HEAD"):
        # A link from elsewhere may lead here; a picture or a script of ours has no place in somebody else's page.
        return "" if site in ("none", "same-origin") or mode == "navigate" else "Only our own pages may ask for this."
    if headers.get("origin", "").lower() not in ours:
        return "Only our own pages may send something."
    return "" if site in ("none", "same-origin") else "Only our own pages may send something."
