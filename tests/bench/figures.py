"""A figure, and how it is made of many measurements."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One row of the table. A ratio has no unit."""

    what: str
    value: str
    unit: str = ""
    note: str = ""


def seconds(what: str, value: float, note: str = "") -> Figure:
    return Figure(what, f"{value:.2f}", "s", note)


def milliseconds(what: str, value: float, note: str = "") -> Figure:
    return Figure(what, f"{value * 1000:.1f}", "ms", note)


def ratio(what: str, value: float, note: str = "") -> Figure:
    return Figure(what, f"{value:.1f}", "x", note)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all are not above."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(calls: Iterable[Callable[[], object]], clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """How long each call took, in the seconds of this clock."""
    taken = []
    for call in calls:
        began = clock()
        call()
        taken.append(clock() - began)
    return taken
