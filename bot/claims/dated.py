"""Rules that hold from a day on, until another day or for good."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class Dated(Protocol):
    """A rule with its first and (inclusive) last day."""

    @property
    def start(self) -> date: ...

    @property
    def end(self) -> date | None: ...


def current(rule: Dated, on: date) -> bool:
    """Whether the rule holds on this day."""
    return rule.start <= on and (rule.end is None or on <= rule.end)
