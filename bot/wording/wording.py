"""One language: its Fluent catalogue, and amounts, days and moments the way its readers write them.

The sentences stand in `zh/*.ftl` and `en/*.ftl`, one file a topic, every key in both with the same placeholders.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Protocol, runtime_checkable
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from fluent.runtime import FluentBundle, FluentResource

TOPICS = (
    "words", "card", "refusals", "forms", "notices", "talk", "demo", "web", "entering", "books", "founding", "check",
)  # fmt: skip

#: How each language writes days and amounts. English is for readers everywhere: the month as a word, 24 hours.
_FORMATS: Mapping[str, str] = {"zh": "zh_Hans_CN", "en": "en_GB"}
_FALLBACK = "en"

#: Where a value begins and ends inside a Chinese sentence, until the spaces are set.
_OPEN, _SHUT, _HAN = "\ue000", "\ue001", "\u4e00-\u9fff"


class Unworded(LookupError):
    """A sentence is missing, or one of its values: a mistake of ours, never shown to a person as a raw key."""


@runtime_checkable
class Amount(Protocol):
    """Anything with an amount and its currency; this room does not know where it comes from."""

    @property
    def amount(self) -> Decimal: ...

    @property
    def currency(self) -> str: ...


#: Characters of one value in a sentence.
_LONGEST = 2000


class Wording:
    """All sentences of one language."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._formats = Locale.parse(_FORMATS[locale])
        # Isolation marks around values would be shown as boxes by terminals and break copied text.
        self._bundle = FluentBundle([self._formats.language], use_isolating=False)
        for topic in TOPICS:
            text = files("bot.wording").joinpath(locale, f"{topic}.ftl").read_text(encoding="utf-8")
            self._bundle.add_resource(FluentResource(text))

    def knows(self, key: str) -> bool:
        """Whether there is a sentence of this key."""
        return self._bundle.has_message(key)

    def say(self, key: str, **values: object) -> str:
        """The sentence with its values; raises `Unworded` when it or one of its values is missing."""
        if not self.knows(key):
            raise Unworded(f"{self.locale} has no sentence {key!r}")
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise Unworded(f"{self.locale} {key!r} is empty")
        shown = {name: self._shown(value) for name, value in values.items() if value is not None}
        said, errors = self._bundle.format_pattern(pattern, shown)
        if errors:
            raise Unworded(f"{self.locale} {key!r}: {'; '.join(map(str, errors))}")
        return self._spaced(str(said))

    def _shown(self, value: object) -> str | int:
        # Whole numbers stay numbers: sentences choose between one and many by them.
        if isinstance(value, int):
            return value
        if isinstance(value, str):
            # Fluent refuses more than 2,500 characters, and no card may fail for what somebody wrote.
            value = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
            return f"{_OPEN}{value}{_SHUT}" if self.locale == "zh" else value
        if isinstance(value, Decimal):
            return format_decimal(value, locale=self._formats, decimal_quantization=False)
        if isinstance(value, datetime):
            return self._moment(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, Amount):
            return self.money(value)
        raise TypeError(f"no sentence can say a {type(value).__name__}")

    def _spaced(self, said: str) -> str:
        """Chinese sets a space between its own letters and Latin ones: around values, never within them."""
        if self.locale != "zh":
            return said
        latin = "[A-Za-z0-9]"
        said = re.sub(f"(?<=[{_HAN}]){_SHUT}?{_OPEN}(?={latin})", " ", said)
        said = re.sub(f"(?<={latin}){_SHUT}{_OPEN}?(?=[{_HAN}])", " ", said)
        return said.replace(_OPEN, "").replace(_SHUT, "")

    def money(self, amount: Amount) -> str:
        """An amount with its currency, in the currency's own digits or more where it has more."""
        written = format_currency(amount.amount, amount.currency, locale=self._formats)
        # A code of letters stands apart from its amount (CLDR); Babel leaves that out.
        return re.sub(r"(?<=[A-Z])(?=\d)", "\xa0", written)

    def day(self, day: date) -> str:
        """A day."""
        return format_date(day, "medium", locale=self._formats)

    def month(self, day: date) -> str:
        """The month of a day: `November 2026`, `2026年11月`."""
        return format_skeleton("yMMMM", day, locale=self._formats)

    def moment(self, moment: datetime, time_zone: str) -> str:
        """A day and the time of it, on the reader's clock."""
        return self._moment(moment.astimezone(ZoneInfo(time_zone)))

    def _moment(self, moment: datetime) -> str:
        return f"{self.day(moment.date())} {format_time(moment.time(), 'HH:mm', locale=self._formats)}"

    def listed(self, things: tuple[str, ...]) -> str:
        """Several things one after the other: `a, b and c`."""
        return format_list(things, "standard", locale=self._formats)


@cache
def _cached(locale: str) -> Wording:
    return Wording(locale)


def wording(locale: str) -> Wording:
    """The language of a locale such as `zh`, `zh-CN` or `en_US`; English where we do not speak it."""
    language = locale.replace("_", "-").split("-")[0].lower()
    return _cached(language if language in _FORMATS else _FALLBACK)
