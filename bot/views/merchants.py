"""Known merchants as a list for those who keep the books, as a few lines in a chat, and as a table. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.claims.company import Company
from bot.claims.merchants import VARIES, Merchant, agreeing
from bot.claims.people import Employee, People
from bot.views.extract import Cell
from bot.wording import wording

#: The columns of the table, by the keys of their headings.
COLUMNS = (
    "field-merchant", "field-category", "column-tax_number", "column-registration", "column-phone",
    "column-learnt_from", "column-said_by", "column-said_on", "column-holds_for", "column-used", "column-used_on",
)  # fmt: skip

#: Merchants that a chat lists.
MOST = 20


@dataclass(frozen=True, slots=True)
class MerchantRow:
    """One row of the list. `seen` says how it was, for whoever changes it; `several` are other names it has."""

    id: int
    seen: str
    name: str
    title: str
    category: str
    code: str
    numbers: tuple[str, ...]
    learnt: str
    holds: str
    used: str
    several: str


class Merchants:
    """What one reader gets of each."""

    def __init__(self, viewer: Employee, people: People, company: Company) -> None:
        self._viewer, self._people, self._company = viewer, people, company
        self._words = wording(viewer.locale)

    def row(self, one: Merchant, others: Iterable[Merchant]) -> MerchantRow:
        """As the page has it; `others` may be the same merchant."""
        say, words = self._words.say, self._words
        same = [two for two in others if two.id != one.id and agreeing(two.numbers, one.numbers)]
        names = dict.fromkeys(two.name for two in same if two.name and two.name.casefold() != one.name.casefold())
        used = (
            say("merchants-used", count=one.used, at=self._day(one.used_at)) if one.used_at else say("merchants-unused")
        )
        return MerchantRow(
            id=one.id,
            seen=one.said_at.isoformat() + one.shared,
            name=one.name,
            title=one.name or say("merchants-doubted" if one.doubted else "merchants-as_printed"),
            category=self._category(one),
            code=one.category,
            numbers=self._numbers(one),
            learnt=say("merchants-learnt", reference=one.claim, name=self._name(one), at=self._day(one.said_at)),
            holds=self._holds(one),
            used=used,
            several=say("merchants-several", names=words.listed(tuple(names))) if names and one.name else "",
        )

    def line(self, one: Merchant) -> str:
        """As a chat lists it."""
        parts = (one.name or self._words.say("merchants-as_printed"), self._category(one), *self._numbers(one))
        return " · ".join(part for part in parts if part)

    def heads(self) -> tuple[str, ...]:
        """The headings of the table."""
        return tuple(self._words.say(key) for key in COLUMNS)

    def cells(self, one: Merchant) -> tuple[Cell, ...]:
        """The row of the table, in the order of `COLUMNS`."""
        numbers = one.numbers
        return (
            one.name, self._category(one), numbers.tax_number, numbers.registration, numbers.phone, one.claim,
            self._name(one), self._day(one.said_at), self._holds(one), one.used,
            self._day(one.used_at) if one.used_at else None,
        )  # fmt: skip

    def _holds(self, one: Merchant) -> str:
        return self._words.say(f"merchants-holds_{one.shared or 'one'}", name=self._name(one))

    def _numbers(self, one: Merchant) -> tuple[str, ...]:
        found: Sequence[tuple[str, str]] = [
            ("tax_number", one.numbers.tax_number),
            ("registration", one.numbers.registration),
            ("phone", one.numbers.phone),
        ]
        return tuple(f"{self._words.say(f'column-{name}')} {number}" for name, number in found if number)

    def _category(self, one: Merchant) -> str:
        if one.category == VARIES:
            return self._words.say("merchants-varies")
        known = next((each for each in self._company.categories if each.code == one.category), None)
        return known.called(self._words.locale) if known else one.category

    def _name(self, one: Merchant) -> str:
        return self._people[one.said_by].name if one.said_by in self._people else one.said_by

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self._viewer.time_zone)).date()
