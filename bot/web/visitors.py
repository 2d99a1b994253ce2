"""Who looks at a page, and how the server knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.chat.platform import User
from bot.claims.people import Employee


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person at a window: their user of the web chat, and who they are now. `part` is their role, in words."""

    user: User
    person: Employee
    part: str = ""


class Entrance(Protocol):
    """Tells visitors apart. In the demo by the path of the page, in an installation by a session."""

    def visitor(self, name: str) -> Visitor | None:
        """The visitor whom the path names, as they are now; None where there is nobody. May ask the database."""
