"""The platform interface: what comes in from a chat, and what goes out to it.

A platform promises: one photo, one event, with its sender; a button says who pressed what; a redelivered event keeps
its id; a replaced card takes the old one's place; text is shown as written; the bot never hears itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from bot.chat.card import Card, Form


@dataclass(frozen=True, slots=True)
class User:
    """Someone on a platform: (platform, workspace, id) is the key that an employee is linked to."""

    platform: str
    workspace: str
    id: str


@dataclass(frozen=True, slots=True)
class Photo:
    """One file from one person: a picture, or any document. `text` was sent with it.

    `file_key` is the platform's own id of the file (or message id and index): the same file announced twice has the
    same key. The bytes are in `content`, or the platform's `fetch` gets them with `reference`.
    """

    id: str
    user: User
    file_key: str
    name: str
    content: bytes | None = None
    reference: Mapping[str, str] | None = None
    text: str = ""
    private: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """A message of words. `private` is false in a group or channel, where nothing is ever shown."""

    id: str
    user: User
    text: str
    private: bool = True


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button was pressed. What it may do is decided by the claim, not by the button."""

    id: str
    user: User
    action: str
    target: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A form came back with its answers, as text."""

    id: str
    user: User
    action: str
    target: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Arrived:
    """Someone opened the bot."""

    id: str
    user: User


Event = Photo | Said | Pressed | Filled | Arrived

#: Records an event and its job, then returns: True the first time, False for a redelivery. May raise `Refused`.
Receive = Callable[[Event], bool]

#: Where a card stands, in the platform's own words; kept so that the card can be replaced.
Address = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What the platform can do; views and workflow fall back to text where it cannot.

    Without `groups` every conversation is one person's own.
    """

    form: Literal["modal", "card", "text"]
    replace: bool = True
    pictures: bool = True
    groups: bool = True


class Platform(Protocol):
    """One chat platform. Every method may raise the errors of `bot/chat/errors.py` and nothing else."""

    name: str
    capabilities: Capabilities

    def start(self, receive: Receive) -> None:
        """Begin to take events in; each is handed to `receive` before the platform acknowledges it."""

    def stop(self) -> None:
        """Take no more events in."""

    def show(self, user: User, card: Card) -> Address:
        """Put a new card into the person's own chat."""

    def replace(self, user: User, address: Address, card: Card) -> Address:
        """Put the card in the place of an older one; raises `Gone` when that is not there any more."""

    def tell(self, user: User, text: str) -> None:
        """Say one thing."""

    def ask(self, user: User, form: Form) -> None:
        """Open a form, in whatever way the platform has; comes back as `Filled`."""

    def fetch(self, reference: Mapping[str, str]) -> bytes:
        """The bytes of a file that was announced by reference, at most 25 MB."""


@runtime_checkable
class Moving(Platform, Protocol):
    """A platform that can bring a card to the end of the conversation: nothing of the older one stays to be pressed."""

    def move(self, user: User, address: Address, card: Card) -> Address:
        """Put the card at the end instead of an older one; raises `Gone` when that is not there any more."""
