"""How long a failed job waits and how often a queue may start one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.jobs.limits import Queue, admitted, arrival_after, backoff, next_start

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@given(failures=some.integers(1, 500), chance=some.floats(0, 1, exclude_max=True))
def test_the_wait_lies_in_the_upper_half_of_what_is_doubled_up_to_the_cap(failures: int, chance: float) -> None:
    whole = min(60.0, 2.0 * 2 ** min(failures - 1, 10))
    assert whole / 2 <= backoff(Queue(base_seconds=2, cap_seconds=60), failures, chance) <= whole


def test_the_wait_doubles() -> None:
    assert [backoff(Queue(base_seconds=2, cap_seconds=10), n, 0) for n in (1, 2, 3, 4, 5)] == [1, 2, 4, 5, 5]


@given(
    rate=some.integers(1, 50),
    burst=some.integers(1, 10),
    steps=some.lists(some.tuples(some.integers(0, 3000), some.integers(0, 20)), max_size=40),
)
def test_no_span_of_time_holds_more_starts_than_its_rate_and_one_burst(
    rate: int, burst: int, steps: list[tuple[int, int]]
) -> None:
    queue = Queue(rate=f"{rate}/s", burst=burst)
    now = arrival = NOW
    starts: list[datetime] = []
    for wait, wanted in steps:
        now += timedelta(milliseconds=wait)
        number = admitted(queue, arrival, now, wanted)
        arrival = arrival_after(queue, arrival, now, number)
        starts += [now] * number
    for first, begin in enumerate(starts):
        for last in range(first, len(starts)):
            assert last - first + 1 <= burst + (starts[last] - begin) / queue.interval


@pytest.mark.parametrize("rate", ["5/s", "7/min", "1000/h"])
def test_the_next_start_is_the_first_moment_that_is_admitted(rate: str) -> None:
    queue = Queue(rate=rate, burst=3)
    assert admitted(queue, NOW, NOW, 10) == 3
    arrival = arrival_after(queue, NOW, NOW, 3)
    free = next_start(queue, arrival)
    assert free == NOW + queue.interval
    assert admitted(queue, arrival, free - timedelta(microseconds=1), 10) == 0
    assert admitted(queue, arrival, free, 10) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"rate": "5"}, {"rate": "0/s"}, {"rate": "5/day"}, {"slots": 0}, {"burst": 0}, {"max_attempts": 0},
     {"base_seconds": 5, "cap_seconds": 4}],
)  # fmt: skip
def test_limits_that_mean_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"rate|at least|between"):
        Queue(**wrong)  # type: ignore[arg-type]
