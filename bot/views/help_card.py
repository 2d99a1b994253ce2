"""The manual as cards: what there is to read, and one answer out of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot import manual
from bot.chat.card import Button, Card, Section
from bot.claims.people import Employee
from bot.wording import wording

#: Other sections that an answer leads to.
_MORE = 3


def help_card(viewer: Employee, *, question: str = "", name: str = "") -> Card:
    """What answers the question, or the section of this name; else all there is for the viewer's roles."""
    pages = manual.pages(viewer.roles, viewer.locale)
    found = manual.answers(question, pages)
    chosen = manual.section(name, viewer.locale)
    if chosen is not None:
        return _answer(viewer, chosen, ())
    if found:
        return _answer(viewer, found[0], found[1 : 1 + _MORE])
    return _contents(viewer, pages, question)


def _answer(viewer: Employee, section: manual.Section, others: Sequence[manual.Section]) -> Card:
    words = wording(viewer.locale)
    paragraphs = tuple(section.plain.split("\n\n"))
    more = (*map(_button, others), Button("help", words.say("help-contents"), "help:all"))
    return Card(section.title, section.title, (Section(notes=paragraphs),), more)


def _contents(viewer: Employee, pages: Sequence[manual.Page], question: str) -> Card:
    words = wording(viewer.locale)
    nothing = (words.say("help-nothing", question=question),) if question else ()
    sections = [Section(notes=(*nothing, words.say("help")))]
    sections += [Section(page.title, buttons=tuple(map(_button, page.sections))) for page in pages]
    return Card(words.say("help-title"), words.say("help-summary"), tuple(sections))


def _button(section: manual.Section) -> Button:
    return Button("help", section.title, section.name)
