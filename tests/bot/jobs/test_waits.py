"""About how long it takes: from what the recent jobs took, and who goes before whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.jobs.waits import seconds_left

START = datetime(2026, 11, 23, 9, tzinfo=UTC)


def took(*seconds: tuple[float, float]) -> list[tuple[datetime, datetime]]:
    return [(START + timedelta(seconds=begin), START + timedelta(seconds=end)) for begin, end in seconds]


ONE_BY_ONE = took((0, 3), (3, 6), (6, 9), (9, 30))  # the last one was slow, which is no rule


@pytest.mark.parametrize(
    ("waiting", "seconds"),
    [
        ({"lin": 10}, 30),
        ({"lin": 1, "sam": 40}, 6),  # one of sam's at most goes before ours
        ({"lin": 10, "sam": 4}, 42),
        ({"sam": 4}, None),
    ],
)
def test_before_our_last_one_everybody_else_has_at_most_as_many(waiting: dict[str, int], seconds: float | None) -> None:
    assert seconds_left(waiting, "lin", ONE_BY_ONE) == seconds


def test_where_two_work_at_once_it_goes_twice_as_fast() -> None:
    two = took((0, 4), (2, 6), (4, 8), (6, 10), (8, 12))
    assert seconds_left({"lin": 10}, "lin", two) == 20


def test_nothing_is_said_before_anything_was_done() -> None:
    assert seconds_left({"lin": 10}, "lin", ()) is None
