"""How much of a queue may run, how often it may start, and how long a failed job waits. Pure.

The rate is GCRA: one moment per queue, the theoretical arrival of its next job. It costs one row however many jobs
start and shares one rate between all machines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_RATE = re.compile(r"([1-9][0-9]*)/(s|min|h)")
_UNIT = {"s": timedelta(seconds=1), "min": timedelta(minutes=1), "h": timedelta(hours=1)}


@dataclass(frozen=True, slots=True)
class Queue:
    """Limits of one queue. `slots` is per process; `rate` ("5/s", "100/min", "1000/h", empty for none) is for all of
    them.

    After a rest, `burst` jobs may start at once. A failed job waits about `base_seconds`, then twice as long each time,
    at most `cap_seconds`; `max_attempts` counts starts and is for jobs enqueued without their own. `in_turn`: of one
    owner's jobs the next starts when the one before has ended, over all processes.
    """

    slots: int = 4
    rate: str = ""
    burst: int = 1
    max_attempts: int = 5
    base_seconds: float = 2
    cap_seconds: float = 3600
    in_turn: bool = False

    def __post_init__(self) -> None:
        if min(self.slots, self.burst, self.max_attempts) < 1:
            raise ValueError("slots, burst and max_attempts are at least 1")
        if not 0 <= self.base_seconds <= self.cap_seconds:
            raise ValueError("base_seconds lies between 0 and cap_seconds")
        if self.rate and not _RATE.fullmatch(self.rate):
            raise ValueError(f"a rate is written 5/s, 100/min or 1000/h, not {self.rate!r}")

    @property
    def interval(self) -> timedelta:
        """The time between two starts at the full rate; zero without a rate."""
        found = _RATE.fullmatch(self.rate)
        return _UNIT[found[2]] / int(found[1]) if found else timedelta(0)


def admitted(queue: Queue, arrival: datetime, now: datetime, wanted: int) -> int:
    """How many of the `wanted` jobs may start now."""
    room = now + queue.burst * queue.interval - max(arrival, now)
    return max(0, min(wanted, room // queue.interval))


def arrival_after(queue: Queue, arrival: datetime, now: datetime, started: int) -> datetime:
    """The theoretical arrival once `started` jobs have started."""
    return max(arrival, now) + started * queue.interval


def next_start(queue: Queue, arrival: datetime) -> datetime:
    """From when on one job may start."""
    return arrival - (queue.burst - 1) * queue.interval


def backoff(queue: Queue, failures: int, chance: float) -> float:
    """Seconds to wait after the `failures`-th failure in a row.

    `chance` in [0, 1) spreads them over the upper half, so that jobs that failed together do not come back together.
    """
    doubled = queue.base_seconds * 2.0 ** min(failures - 1, 60)
    return min(queue.cap_seconds, doubled) * (0.5 + chance / 2)
