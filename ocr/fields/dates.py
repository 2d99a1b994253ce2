"""Dates on a page: day-first or month-first by the currency, glued to times, in words, in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ocr.fields.labels import plain
from ocr.page import Line
from ocr.reading import Box

#: Month first only where the currency says so; everywhere else the day stands first (FACTS.md section 7).
MONTH_FIRST = frozenset({"USD", "PHP"})
#: Where years come first at home, 05/11/2026 on a paper in English says nothing about which is the month: ask.
YEAR_FIRST = frozenset({"CNY", "TWD", "JPY", "KRW", "HKD"})
EARLIEST = 2000

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "JAN JANUARY JANUAR JANVIER",
            "FEB FEBRUARY FEBRUAR FEVRIER",
            "MAR MARCH MARZ MARS",
            "APR APRIL AVRIL",
            "MAY MAI MEI",
            "JUN JUNE JUNI JUIN",
            "JUL JULY JULI JUILLET",
            "AUG AUGUST AOUT OGOS",
            "SEP SEPT SEPTEMBER SEPTEMBRE",
            "OCT OCTOBER OKT OKTOBER OCTOBRE",
            "NOV NOVEMBER NOVEMBRE",
            "DEC DECEMBER DEZ DEZEMBER DECEMBRE DES DIS",
        ),
        1,
    )
    for name in names.split()
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR_FIRST = re.compile(
    r"(?<!\d)(20\d{2})\s?([-/.年一])\s?(\d{1,2})\s?([-/.月一])\s?(\d{1,2})(?:(?=\s?日)|(?!\d)|(?=\d{2}:\d{2}))"
)
_YEAR_LAST = re.compile(r"(?<![\d])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?[-/.]\s?(20\d{2})")
_SHORT = re.compile(r"(?<![\d.,/])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{2})(?![\d/]|\.\d|\s?[.,]\d)")
_SHORT_GLUED = re.compile(r"(?<![\d.,/])(\d{1,2})([-/])(\d{1,2})\2(\d{2})(?=\d{2}:\d{2})")
_NAMED = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:ST|ND|RD|TH)?[\s\-/.,']{{0,2}}({_NAMES})[\s\-/.,']{{0,2}}(20\d{{2}}|\d{{2}}(?!\d))"
)
_NAMED_FIRST = re.compile(rf"\b({_NAMES})[\s.\-]{{0,2}}(\d{{1,2}})(?:ST|ND|RD|TH)?[\s,.\-]{{1,3}}(20\d{{2}})")
_COMPACT = re.compile(r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_COMPACT_DAY = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(20[0-3]\d)(?!\d)")
_WORN = re.compile(r"(?<![\d.,/-])(0[1-9]|[12]\d|3[01])[- /.](0[1-9]|1[0-2])[-/.](\d{2})(?![\d/-]|[.,]\d)")
_TIME = re.compile(r"\d{1,2}\s?[:：]\s?\d{2}")
_LABEL = re.compile(r"DATE|DATUM|TARIKH|日期|时间|时問|開立|开票|打印|交易")
_OTHER = re.compile(
    r"EXPIR|VALID|BEST BEFORE|DUE|有效|到期|截止|RETURN BY|SINCE|D\.?O\.?B|BIRTH|EFFECTIVE|保质|承印|税印|ISO "
)


@dataclass(frozen=True, slots=True)
class DateFound:
    """One date on the page; `other` is the same print read month-first (or day-first) where that is a date too."""

    value: date
    other: date | None
    score: float
    box: Box
    text: str
    confidence: float
    evidence: tuple[str, ...] = ()


def dates(lines: Sequence[Line], currency: str | None = None) -> tuple[DateFound, ...]:
    """All dates, best first: a label beside it, a time beside it, a full year, and standing high all speak for one."""
    found: list[DateFound] = []
    for line in lines:
        text = plain(line.text)
        for word in line.words:
            for value, other, printed, weight in _in_text(plain(word.text), currency in MONTH_FIRST):
                found.append(_scored(value, other, weight, printed, word.box, word.confidence, text))
        if not any(one.box.top >= line.box.top and one.box.bottom <= line.box.bottom for one in found):
            # Some engines and text layers cut a date into words: "2026 年 11 月 05 日".
            for value, other, printed, weight in _in_text(text, currency in MONTH_FIRST):
                confidence = min(word.confidence for word in line.words)
                found.append(_scored(value, other, weight - 0.5, printed, line.box, confidence, text))
    times = {one.value: sum(1 for again in found if again.value == one.value) for one in found}
    weighed = [replace(one, score=one.score + 0.4 * (times[one.value] - 1)) for one in found]
    return tuple(sorted(weighed, key=lambda one: (-one.score, one.box.top)))


def _scored(
    value: date, other: date | None, weight: float, printed: str, box: Box, confidence: float, line: str
) -> DateFound:
    evidence = []
    if _LABEL.search(line):
        weight += 1.5
        evidence.append("labelled")
    if _TIME.search(line):
        weight += 0.8
        evidence.append("time beside it")
    if _OTHER.search(line):
        weight -= 2.5
        evidence.append("another kind of date")
    return DateFound(value, other, weight + 0.5 * (1 - box.top), box, printed, confidence, tuple(evidence))


def _in_text(text: str, month_first: bool) -> Iterator[tuple[date, date | None, str, float]]:
    """(date, its other reading, print, weight) for every date in one text; full years before short ones."""
    taken: list[tuple[int, int]] = []

    def free(match: re.Match[str]) -> bool:
        if any(match.start() < end and start < match.end() for start, end in taken):
            return False
        taken.append(match.span())
        return True

    for match in _YEAR_FIRST.finditer(text):
        value = _date(int(match[1]), int(match[3]), int(match[5]))
        if value and free(match):
            yield value, None, match.group(), 2.0
    for match in _YEAR_LAST.finditer(text):
        value, other = _either(int(match[1]), int(match[3]), int(match[4]), month_first and match[2] != ".")
        if value and free(match):
            yield value, other, match.group(), 2.0
    for match in _NAMED.finditer(text):
        value = _date(_year(match[3]), _MONTHS[match[2]], int(match[1]))
        if value and free(match):
            yield value, None, match.group(), 2.0
    for match in _NAMED_FIRST.finditer(text):
        value = _date(int(match[3]), _MONTHS[match[1]], int(match[2]))
        if value and free(match):
            yield value, None, match.group(), 2.0
    for pattern in (_SHORT, _SHORT_GLUED):
        for match in pattern.finditer(text):
            value, other = _either(int(match[1]), int(match[3]), _year(match[4]), month_first and match[2] != ".")
            if not value:
                value, other = _date(_year(match[1]), int(match[3]), int(match[4])), None
            if value and free(match):
                yield value, other, match.group(), 1.2
    for match in _WORN.finditer(text):  # a separator that the engine lost
        value = _date(_year(match[3]), int(match[2]), int(match[1]))
        if value and free(match):
            yield value, None, match.group(), 0.5
    for match in _COMPACT_DAY.finditer(text):
        value = _date(int(match[3]), int(match[2]), int(match[1]))
        if value and free(match):
            yield value, None, match.group(), 0.3
    for match in _COMPACT.finditer(text):
        value = _date(int(match[1]), int(match[2]), int(match[3]))
        if value and free(match):
            yield value, None, match.group(), 0.3


def _either(one: int, two: int, year: int, month_first: bool) -> tuple[date | None, date | None]:
    day_first, swapped = _date(year, two, one), _date(year, one, two)
    first, second = (swapped, day_first) if month_first else (day_first, swapped)
    if first is None:
        return second, None
    return first, second if second != first else None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _date(year: int, month: int, day: int) -> date | None:
    if year < EARLIEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
