"""Claim references 报销单号: how one is written, and what the books say about numbers given out already. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from bot.claims.claim import stem_of

_STEM = re.compile(r"EC([0-9]{2})-([0-9]{6,8})")


def reference_of(year: int, number: int) -> str:
    """`EC26-000123`."""
    return f"EC{year % 100:02}-{number:06}"


@dataclass(frozen=True, slots=True)
class Held:
    """What the books hold under references of ours.

    `highest` is by year the highest number there, which may not be given out again. `unknown` are the references that
    this database never brought there: it was restored from an older backup, or somebody else books in our name.
    """

    highest: Mapping[int, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


def held(references: Iterable[str], brought: Collection[str]) -> Held:
    """Read the references in the books against those that were `brought` there; foreign ones are nobody's here."""
    highest: dict[int, int] = {}
    unknown: set[str] = set()
    for reference in references:
        if (parts := _STEM.fullmatch(stem_of(reference))) is None:
            continue
        year, number = 2000 + int(parts[1]), int(parts[2])
        highest[year] = max(number, highest.get(year, 0))
        if reference not in brought:
            unknown.add(reference)
    return Held(highest, tuple(sorted(unknown)))
