"""The manual: one page for each role in each language, and the section of it that answers a question. Pure but for
reading its own pages, which are part of the package.

A page is Markdown: a title, a picture, and sections of paragraphs and lists. What stands in **bold** is on a button.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log

from bot.wording import wording

#: The roles that have a page, in the order in which one reads them.
ROLES = ("claimant", "approver", "bookkeeper", "administrator")

#: Whose page is everybody's: who claims and who approves is said by each claim, not by a role that a person has.
_EVERYBODYS = frozenset(("claimant", "approver"))

#: What a question has to share with a section to be answered by it: a word of its title, or several of its text.
_ENOUGH = 0.34

_TITLE = re.compile(r"^## ?(.+)$", re.MULTILINE)
_WORD = re.compile(r"[a-z0-9]{2,}|[\u4e00-\u9fff]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")

_SAYING_NOTHING = (
    "an and are be by can do does for from get has have how if in is it its me my of on or so that the this to what "
    "when where which who why will with you your "
    "怎么 么办 如何 什么 为什 可以 我的 我要 我想 一个 请问"
)
_EMPTY = frozenset(_SAYING_NOTHING.split())


@dataclass(frozen=True, slots=True)
class Section:
    """One answer. `name` finds it again (`approver:2`); `text` is Markdown."""

    name: str
    title: str
    text: str

    @property
    def plain(self) -> str:
        """The text as a chat shows it: without marks and pictures."""
        said = re.sub(r"!\[[^\]]*\]\([^)]*\)\n*", "", self.text)
        said = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", said)
        # A line of the file is no line of the paragraph.
        said = re.sub(r"(?<=\S)\n(?!\n|- |\d+\. )", _joint, said)
        return re.sub(r"\*\*|`", "", said).strip()


def _joint(found: re.Match[str]) -> str:
    around = found.string[found.start() - 1 : found.start()] + found.string[found.end() : found.end() + 1]
    return "" if any(_HAN.match(letter) or letter in "，。；：、！？）”" for letter in around) else " "


@dataclass(frozen=True, slots=True)
class Page:
    """The manual of one role: a title, what stands before its sections (Markdown), and the sections."""

    role: str
    title: str
    head: str
    sections: tuple[Section, ...]


@cache
def page(role: str, locale: str) -> Page:
    """The page of a role. `KeyError` for a role that has none."""
    if role not in ROLES:
        raise KeyError(role)
    text = files("bot.manual").joinpath(wording(locale).locale, f"{role}.md").read_text(encoding="utf-8")
    title, _, rest = text.partition("\n")
    head, *parts = _TITLE.split(rest)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    sections = tuple(
        Section(f"{role}:{number}", heading.strip(), words.strip())
        for number, (heading, words) in enumerate(pairs, start=1)
    )
    return Page(role, title.removeprefix("#").strip(), head.strip(), sections)


def pages(roles: Collection[str], locale: str) -> tuple[Page, ...]:
    """The pages for somebody with these roles."""
    return tuple(page(role, locale) for role in ROLES if role in _EVERYBODYS or role in roles)


def section(name: str, locale: str) -> Section | None:
    """The section of this name; None where there is none."""
    role = name.partition(":")[0]
    found = page(role, locale).sections if role in ROLES else ()
    return next((one for one in found if one.name == name), None)


def answers(question: str, among: Sequence[Page]) -> tuple[Section, ...]:
    """The sections that a question is about, the best first; none where no section has anything of it."""
    sections = [one for page in among for one in page.sections]
    asked = _words(question) - _EMPTY
    if not asked:
        return ()
    titles = [_words(one.title) for one in sections]
    texts = [_words(one.text) | title for one, title in zip(sections, titles, strict=True)]
    known = Counter(word for text in texts for word in text)
    # A word that few sections have says most; one that none has still counts among what was asked.
    weight = {word: log((len(sections) + 1) / (known[word] + 0.5)) for word in asked}
    whole = sum(weight.values())
    scored = [
        (sum(weight[word] * (2 if word in title else 1) for word in asked & text) / whole, -place)
        for place, (title, text) in enumerate(zip(titles, texts, strict=True))
    ]
    best = sorted((score, place) for score, place in scored if score >= _ENOUGH)[::-1]
    return tuple(sections[-place] for _, place in best)


def _words(text: str) -> frozenset[str]:
    """What a text consists of: Latin words without the endings of English, Chinese by pairs of characters."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    found: set[str] = set()
    for word in _WORD.findall(plain):
        if _HAN.fullmatch(word):
            found |= {word[at : at + 2] for at in range(max(1, len(word) - 1))}
        elif word not in _EMPTY:
            found.add(re.sub(r"(?:ies|es|s|ing|ed|e|y)$", "", word) if len(word) > 3 else word)
    return frozenset(found)
