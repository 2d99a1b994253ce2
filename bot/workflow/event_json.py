"""An event as JSON for the store, and back. What no database can keep is taken out on the way. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from bot.chat.platform import Arrived, Event, Filled, Photo, Pressed, Said, User

_KINDS: Mapping[str, type[Event]] = {
    "photo": Photo,
    "said": Said,
    "pressed": Pressed,
    "filled": Filled,
    "arrived": Arrived,
}
_KIND_OF = {kind: name for name, kind in _KINDS.items()}


def written(event: Event) -> tuple[str, dict[str, Any]]:
    """Its kind and its content; the bytes of a photo go into the document table instead."""
    return _KIND_OF[type(event)], {name: value for name, value in asdict(event).items() if name != "content"}


def event_of(kind: str, content: Mapping[str, Any]) -> tuple[Event, str | None, str]:
    """The event, the digest of the document that was kept with it, and why none was, as a wording key."""
    values = dict(content)
    digest, refused = values.pop("document", None), values.pop("refused", "")
    return _KINDS[kind](**{**values, "user": User(**values["user"])}), digest, refused


def sound(event: Event) -> Event:
    """The event with texts that every database can keep: no U+0000, no half of a surrogate pair."""
    return replace(event, **{field.name: _sound(getattr(event, field.name)) for field in fields(event)})


def sound_text(text: str) -> str:
    """The text as every database can keep it."""
    # Two halves that belong together become one character, a single one the sign for something lost.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "")


def _sound(value: Any) -> Any:
    if isinstance(value, str):
        return sound_text(value)
    if isinstance(value, Mapping):
        return {_sound(name): _sound(item) for name, item in value.items()}
    if isinstance(value, User):
        return User(_sound(value.platform), _sound(value.workspace), _sound(value.id))
    return value
