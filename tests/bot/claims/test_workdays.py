"""Working days: weekends, public holidays, and the Saturdays and Sundays that China works instead."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.claims.workdays import announced, is_workday, workdays_between

# General Office of the State Council: notices of 12 November 2024 (for 2025) and 4 November 2025 (for 2026)
MAKE_UP_DAYS = {
    2025: ["01-26", "02-08", "04-27", "09-28", "10-11"],
    2026: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
}
DAYS_OFF = {
    2025: [
        ("01-01", "01-01"),
        ("01-28", "02-04"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("05-31", "06-02"),
        ("10-01", "10-08"),
    ],
    2026: [
        ("01-01", "01-03"),
        ("02-15", "02-23"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("06-19", "06-21"),
        ("09-25", "09-27"),
        ("10-01", "10-07"),
    ],
}


def day(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_day}")


def year_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range(365)]


@pytest.mark.parametrize("year", [2025, 2026])
def test_china_works_exactly_on_the_days_of_the_notice(year: int) -> None:
    made_up = {day(year, each) for each in MAKE_UP_DAYS[year]}
    off = {d for d in year_of(year) for first, last in DAYS_OFF[year] if day(year, first) <= d <= day(year, last)}
    expected = {d for d in year_of(year) if d in made_up or (d.weekday() < 5 and d not in off)}
    assert {d for d in year_of(year) if is_workday(d, "CN")} == expected


def test_a_saturday_of_golden_week_is_not_made_up_before_its_time() -> None:
    assert not is_workday(date(2026, 10, 3), "CN")
    assert is_workday(date(2026, 10, 10), "CN")
    assert not is_workday(date(2026, 10, 10), "DE")


def test_a_december_day_may_be_made_up_for_the_next_january() -> None:
    # The notice for 2012 made Saturday 2011-12-31 a working day.
    assert is_workday(date(2011, 12, 31), "CN")


def test_a_year_nobody_has_announced_has_plain_weekends_and_says_so() -> None:
    future = date.today().year + 3  # noqa: DTZ011
    assert (announced(2025, "CN"), announced(2026, "CN"), announced(future, "CN")) == (True, True, False)
    assert announced(future, "DE")
    assert not is_workday(date(future, 10, 1), "CN")  # what the law says every year
    assert not any(is_workday(d, "CN") for d in year_of(future) if d.weekday() >= 5)


@pytest.mark.parametrize(
    ("country", "on", "works"),
    [
        ("DE", date(2026, 10, 3), False),
        ("DE", date(2026, 12, 25), False),
        ("US", date(2026, 11, 26), False),  # Thanksgiving
        ("US", date(2026, 11, 27), True),
        ("CN", date(2026, 12, 25), True),
        ("IL", date(2026, 11, 29), True),  # a Sunday
        ("IL", date(2026, 11, 27), False),  # a Friday
        ("XX", date(2026, 12, 25), True),
        ("XX", date(2026, 12, 26), False),
        ("", date(2026, 12, 26), False),
    ],
)
def test_each_country_has_its_own_days(country: str, on: date, works: bool) -> None:
    assert is_workday(on, country) is works


def test_a_country_nobody_knows_is_not_announced() -> None:
    assert not announced(2026, "XX")


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-11-23", "2026-11-23", 0),
        ("2026-11-23", "2026-11-24", 1),
        ("2026-11-20", "2026-11-23", 1),  # Friday to Monday
        ("2026-11-21", "2026-11-23", 1),
        ("2026-09-30", "2026-10-08", 1),  # over Golden Week
        ("2026-10-09", "2026-10-10", 1),  # a Saturday that is worked
        ("2026-11-24", "2026-11-23", 0),
    ],
)
def test_working_days_that_have_begun_since(start: str, end: str, days: int) -> None:
    assert workdays_between(date.fromisoformat(start), date.fromisoformat(end), "CN") == days
