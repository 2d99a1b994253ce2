"""Working days by country: weekends, public holidays, and the days that are worked instead of others.

From the `holidays` library, which for China has the State Council's yearly notices with their make-up days 调休. A
notice comes out in November for the year after it; until the library has it, the statutory holidays and plain weekends
count (`announced`). Holidays of a province, a canton or a company are not known.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from holidays import HolidayBase, country_holidays

_DAY = timedelta(days=1)
_SATURDAY = 5


@lru_cache(maxsize=64)
def _calendar(country: str, year: int) -> HolidayBase | None:
    """None for a country the library does not know. Not to be changed by looking: threads share it."""
    try:
        return country_holidays(country, years=year, expand=False)
    except NotImplementedError:
        return None


def announced(year: int, country: str) -> bool:
    """Whether the year's holidays are known, and not only what the law says in general (or nothing at all)."""
    calendar = _calendar(country, year)
    if calendar is None:
        return False
    return country != "CN" or year in calendar.special_public_holidays


def is_workday(day: date, country: str) -> bool:
    """Whether people work on this day in the country (ISO 3166, two letters); unknown ones work Monday to Friday."""
    calendar = _calendar(country, day.year)
    if calendar is None:
        return day.weekday() < _SATURDAY
    return calendar.is_working_day(day)


def workdays_between(start: date, end: date, country: str) -> int:
    """How many working days have begun since `start`: it is not counted, `end` is. Zero when `end` is not later."""
    days = (start + _DAY * n for n in range(1, (end - start).days + 1))
    return sum(is_workday(day, country) for day in days)
