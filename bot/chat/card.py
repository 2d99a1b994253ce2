"""Cards, buttons and forms, described once and drawn by each platform in its own idiom.

All texts are already in the reader's language and are shown as written: no platform may read markup in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: How sure a shown value is, or that it needs the reader: drawn as a mark beside it, never by colour alone.
Mark = Literal["", "sure", "likely", "look", "missing", "warning"]


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of a document: its digest, the page, and a box in fractions of the page (left, top, right, bottom).

    The box belongs to the page after it was turned by `turned` degrees clockwise.
    """

    document: str
    page: int = 0
    box: tuple[float, float, float, float] | None = None
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and a value; `evidence` is where the value was read from, for platforms that can show it.

    `button` is what a tap on the value itself presses, where a platform can: one of those that stand on the card.
    `answers` are one tap each where the value is asked; without them the button leads to the same.
    """

    label: str
    value: str
    mark: Mark = ""
    evidence: Crop | None = None
    button: Button | None = None
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with facts, notes below it, the document it is about, and buttons that belong to it.

    `warnings` are notes that nobody may overlook: a platform puts them first and marks them. `brief` is the whole
    section in a row, for platforms that can fold it and open it with a tap; the others show everything. It is empty
    where the section has to stand open. `pages` is how many the document has.
    """

    heading: str = ""
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    document: Crop | None = None
    buttons: tuple[Button, ...] = ()
    warnings: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()
    brief_mark: Mark = ""
    pages: int = 1
    more: More | None = None


@dataclass(frozen=True, slots=True)
class More:
    """What else stands on the document of a section, for platforms that can fold it away and open it with a tap; the
    others leave it out. Each row has a text for each of `heads`; `said` is about all rows."""

    label: str
    facts: tuple[Fact, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    said: str = ""
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Button:
    """`action` is what a press means, `target` what it is about (`EC26-000001:7`, or `EC26-000001:7:2` for a line).

    `opens` says that a press opens a form first, so a platform can draw it so.
    """

    action: str
    label: str
    target: str
    style: Literal["plain", "primary", "danger"] = "plain"
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A value to choose: comes back as `Filled`, as if the form of this action held these values (name, text)."""

    label: str
    action: str
    target: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `summary` is its one-line text: the notification, and what a screen reader says first."""

    title: str
    summary: str
    sections: tuple[Section, ...] = ()
    buttons: tuple[Button, ...] = ()
    progress: tuple[int, int] | None = None  # done, of


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing to fill in. `value` and answers are text: amounts as `88.50`, dates as ISO, choices by their key.

    Of `several` any number of choices may be taken: their keys with commas between, none as an empty text.
    """

    name: str
    label: str
    kind: Literal["text", "words", "amount", "date", "choice", "several"] = "text"
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()  # key, label
    required: bool = True
    error: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the choices that are taken."""
        return tuple(self.value.split(",")) if self.kind == "several" and self.value else (self.value,)


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked, for which action on which target; comes back as `Filled` with the same action and target."""

    action: str
    target: str
    title: str
    send: str
    fields: tuple[FormField, ...] = ()
