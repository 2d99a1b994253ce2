"""The page of the manual: what somebody with these roles may want to know, in their language, with pictures."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot import manual
from bot.web.asked import Wrong
from bot.web.door import Door
from bot.web.places import MANUAL
from bot.web.visitors import Visitor

#: Where a page's own links to pictures lead: in the package, and seen from the page of a visitor.
_IN_PACKAGE, _ON_PAGE = "../pictures/", "manual-picture/"

# Without HTML of its own: nothing in a page can become a script, whoever translates it.
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


class ManualPage:
    """The routes of the manual."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def routes(self) -> list[Route]:
        """The page, and its pictures."""
        return [self._door.get("/manual", self._page), self._door.get(f"/{_ON_PAGE}{{file}}", self._picture)]

    def _page(self, _: Request, visitor: Visitor, __: bytes) -> Response:
        person = visitor.person
        pages = [
            {"role": page.role, "title": page.title, "head": drawn(page.head), "sections": _sections(page)}
            for page in manual.pages(person.roles, person.locale)
        ]
        return HTMLResponse(self._door.drawing(visitor).page("manual.html", MANUAL, pages=pages))

    def _picture(self, request: Request, _: Visitor, __: bytes) -> Response:
        name = str(request.path_params["file"])
        known = {file.name: file for file in files("bot.manual").joinpath("pictures").iterdir()}
        if name not in known or not name.endswith(".png"):
            raise Wrong("There is no such picture.", 404)
        return Response(known[name].read_bytes(), media_type="image/png")


def _sections(page: manual.Page) -> Sequence[dict[str, object]]:
    return [{"name": one.name.replace(":", "-"), "title": one.title, "text": drawn(one.text)} for one in page.sections]


def drawn(text: str) -> Markup:
    """Markdown as HTML; headings in it stand below those of the page."""
    tokens = _MARKDOWN.parse(text)
    for token in _all(tokens):
        if token.type == "image":
            source = str(token.attrs["src"])
            token.attrs["src"] = source.replace(_IN_PACKAGE, _ON_PAGE)
    return Markup(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))  # noqa: S704 - our own text, and escaped


def _all(tokens: Sequence[Token]) -> Sequence[Token]:
    return [one for token in tokens for one in (token, *(token.children or ()))]
