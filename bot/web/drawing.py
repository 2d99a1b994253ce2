"""Pages, and entries of conversations, as HTML. Foreign words are escaped and made harmless on their way out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.chat.card import Crop, Section
from bot.chat.text import Words, harmless
from bot.store.conversations import Entry, OpenForm
from bot.views import chat_words
from bot.web.card_json import card_of, form_of
from bot.web.places import CONVERSATION, Place, places_of
from bot.web.static_files import edition
from bot.web.visitors import Visitor
from bot.wording import Wording, wording

HERE = Path(__file__).parent

#: As many choices are shown beside each other; more become a list that opens.
BESIDE = 9

#: Of more than these one is looked for by its first letters.
SEARCHED = 40

#: The page's `lang`: what a screen reader speaks, and which shapes the characters have.
LANGUAGES = {"zh": "zh-Hans", "en": "en"}


def _harmless(value: Any) -> Any:
    return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def environment() -> Environment:
    """The templates; a name that they do not know is a mistake and not an empty place."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        finalize=_harmless,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["items_json"] = items_json
    made.globals |= {"picture": picture, "pages": pages, "edition": edition}
    return made


def items_json(items: Iterable[tuple[str, str]]) -> str:
    """Names with their texts as a JSON object in an attribute; every letter beyond ASCII escaped, and unchanged so."""
    return json.dumps(dict(items))


def picture(crop: Crop, *, small: bool = False) -> str:
    """Where the picture of a document, or of a part of it, is found, seen from the person's page."""
    asked: dict[str, object] = {}
    if crop.page:
        asked["page"] = crop.page
    if crop.turned:
        asked["turned"] = crop.turned
    if crop.box is not None:
        asked["box"] = ",".join(f"{edge:.4f}" for edge in crop.box)
    if small:
        asked["small"] = 1
    return f"picture/{crop.document}" + (f"?{urlencode(asked)}" if asked else "")


def pages(section: Section) -> list[Crop]:
    """Every page of the document that a section is about."""
    first = section.document
    if first is None:
        return []
    return [first, *(Crop(first.document, number) for number in range(first.page + 1, section.pages))]


class Drawing:
    """Draws for one visitor, in their language and on their clock; `way_back` leads to where they entered."""

    def __init__(self, visitor: Visitor, way_back: str = "") -> None:
        self.visitor, self._way_back = visitor, way_back
        self.wording: Wording = wording(visitor.person.locale)
        self.words: Words = chat_words(visitor.person.locale)

    def page(self, template: str, place: Place, **values: Any) -> str:
        """A whole page: a template that extends `place.html`, which draws whose it is and where else they can go."""
        places = places_of(self.visitor.person)
        return self.said(template, here=place, places=places, way_back=self._way_back, **values)

    def conversation(self, entries: Iterable[Entry], last: int, form: OpenForm | None, *, more: bool) -> str:
        """The page of the conversation; `more`: there are entries before these."""
        return self.page(
            "chat.html",
            CONVERSATION,
            entries=[self.entry(entry) for entry in entries],
            last=last,
            form=self.form(form) if form else "",
            more=more,
        )

    def entry(self, entry: Entry) -> str:
        """One entry."""
        card = card_of(entry.content) if entry.kind == "card" else None
        files = [{"name": file["name"], "crop": Crop(file["digest"])} for file in entry.content.get("files", ())]
        return self.said(f"{entry.kind}.html", entry=entry, card=card, files=files, text=entry.content.get("text", ""))

    def form(self, form: OpenForm) -> str:
        """The open form."""
        return self.said("form.html", number=form.number, form=form_of(form.content), beside=BESIDE, searched=SEARCHED)

    def said(self, template: str, **values: Any) -> str:
        """A part of a page."""
        return (
            environment()
            .get_template(template)
            .render(
                say=self.wording.say,
                lang=LANGUAGES.get(self.wording.locale, "en"),
                visitor=self.visitor,
                words=self.words,
                clock=self._clock,
                **values,
            )
        )

    def _clock(self, moment: datetime) -> str:
        return self.wording.moment(moment, self.visitor.person.time_zone)
