"""Rules that hold from a day on, until another day or for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Protocol


class Dated(Protocol):
    """A rule with its first and (inclusive) last day."""

    @property
    def start(self) -> date: ...

    @property
    def end(self) -> date | None: ...


def current(rule: Dated, on: date) -> bool:
    """Whether the rule holds on this day."""
    return rule.start <= on and (rule.end is None or on <= rule.end)


def from_today(rules: Sequence[Any], old: Sequence[Any], new: Any, today: date) -> tuple[Any, ...]:
    """With the new rule (None for none) from today on.

    Of the old ones those that counted end yesterday, and what began today is as if it never was.
    """
    yesterday = today - timedelta(days=1)
    kept = [
        replace(rule, end=yesterday) if rule in old and current(rule, today) else rule
        for rule in rules
        if not (rule in old and rule.start == today)
    ]
    return (*kept, new) if new is not None else tuple(kept)
