"""Who looks at a page, and how the server knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.chat.platform import User
from bot.claims.people import Employee


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person at a window: their user of the web chat, and who they are now. `part` is their role, in words.

    `way_out` is where they sign out; empty where nobody signs in.
    """

    user: User
    person: Employee
    part: str = ""
    way_out: str = ""


class Entrance(Protocol):
    """Tells visitors apart. In the demo by the path of the page, in an installation by a session."""

    #: What stands before the paths of a visitor's pages: `/as/{name}`, or nothing where a session says who it is.
    below: str

    def visitor(self, request: Request) -> Visitor | None:
        """Whose request it is, as they are now; None where that is nobody. May ask the database."""

    def nobody(self, request: Request) -> Response:
        """What is answered to nobody."""


def nobody_of_that_name(_: Request) -> Response:
    """Where everybody may be anybody: there is no such person, and that is all."""
    return PlainTextResponse("There is nobody of that name.", 404)
