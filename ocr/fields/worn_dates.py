"""Dates of matrix printers that lost a separator or a dot: read only where the form says that a date stands.

Matrix printers strike zeros through, so that worn ones are read as 6, 8 or 9, and print 日 so small that it is read as
a digit. What such a repair gives is believed too little to be taken without asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ocr.fields.labels import plain
from ocr.fields.numbers import as_digits

_SEPARATOR = r"[-/.·年月一\s]"
_TIME = re.compile(r"\d{1,2}\s?[:：]\s?\d{2}.*$")
_FULL = re.compile(r"(?<!\d)(\d{4})\D{0,2}(\d{2})\D{0,2}(\d{2})(?P<rest>\d?)(?!\d)")
_SHORT = re.compile(rf"(?<!\d)(\d{{2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,2}})(?!\d)")
#: Printers of text, not of meters, leave the zero away.
_PRINTED = re.compile(r"(?<!\d)(20\d{2})(?:年(\d{1,2})月(\d{1,2})日|[-/.](\d)[-/.](\d)(?!\d))")
#: 月 and 年 are read as digits too.
_GLUED = re.compile(r"(?<!\d)(20\d{2})(?:\D(\d{2})\d(\d{2})日|\d(\d{2})月(\d{2})日)")
_REPUBLIC = re.compile(r"(?<!\d)(1[01]\d)\D(\d{1,2})\D(\d{1,2})(?!\d)")
#: The first year of the calendar of Taiwan is 1912.
_REPUBLIC_FROM = 1911

LOST, SHORT, REPAIRED = 0.8, 0.7, 0.5


def worn_date(text: str, currency: str) -> tuple[date, float, tuple[date, ...]] | None:
    """The date in the text where a date stands, how sure it is, and what else it may be; None where there is none.

    Short years come first, as on the mainland and Taiwan; in Hong Kong the day does.
    """
    digits = re.sub(r"\s", "", _TIME.sub("", re.sub(r"^.*?(日期|DATE)\s*[:：.]?", "", plain(as_digits(text)))))
    if currency == "TWD":
        for match in _REPUBLIC.finditer(digits):
            value = _date(int(match[1]) + _REPUBLIC_FROM, match[2], match[3])
            if value:
                return value, LOST, ()
    for match in _FULL.finditer(digits):
        value = None if match["rest"] else _date(int(match[1]), match[2], match[3])
        if value:
            return value, LOST, ()
        mended = list(dict.fromkeys(_mended(match[1], match[2], match[3])))
        if mended:
            return mended[0], REPAIRED, tuple(mended[1:4])
    for match in _PRINTED.finditer(digits):
        value = _date(int(match[1]), match[2] or match[4], match[3] or match[5])
        if value:
            return value, LOST, ()
    for match in _GLUED.finditer(digits):
        value = _date(int(match[1]), match[2] or match[4], match[3] or match[5])
        if value:
            return value, REPAIRED, ()
    for match in _SHORT.finditer(digits):
        year_first = _date(2000 + int(match[1]), match[2], match[3])
        day_first = _date(2000 + int(match[3]), match[2], match[1]) if len(match[3]) == 2 else None
        ways = (day_first, year_first) if currency == "HKD" else (year_first, day_first)
        found = [one for one in ways if one]
        if found:
            return found[0], SHORT, tuple(found[1:])
    return None


def _mended(year: str, month: str, day: str) -> Iterator[date]:
    """Every date that comes out where some of the 6, 8 and 9 are zeros that were struck through; fewest first."""
    ways = [(years, months, days) for years in _zeros(year) for months in _zeros(month) for days in _zeros(day)]
    printed = year + month + day
    for way in sorted(ways, key=lambda one: sum(a != b for a, b in zip("".join(one), printed, strict=True))):
        value = _date(int(way[0]), way[1], way[2])
        if value:
            yield value


def _zeros(digits: str) -> Iterator[str]:
    if not digits:
        yield ""
        return
    for rest in _zeros(digits[1:]):
        yield digits[0] + rest
        if digits[0] in "689":
            yield "0" + rest


def _date(year: int, month: str, day: str) -> date | None:
    if not 2000 <= year < 2100:
        return None
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None
