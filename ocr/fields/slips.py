"""Narrow printed forms whose values a meter types beside the captions, and often a little above or below them.

How far off they stand is the same all down the slip, so it is measured on values whose look says which caption is
theirs (a date, two times, a distance); then it says where the value of every other caption is to be looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ocr.fields.labels import plain
from ocr.page import Line, Word

#: A value is looked for within so much of the distance of two captions.
NEAR = 0.75


@dataclass(frozen=True, slots=True)
class Slip:
    """Captions by role, top to bottom, as heights on the page; `shift` is how far under its caption a value stands and
    `pitch` the distance of two captions, both as shares of the page's height."""

    captions: Mapping[str, Sequence[float]]
    shift: float
    pitch: float

    def places(self, role: str) -> tuple[float, ...]:
        """Where the values of the captions of a role should stand."""
        return tuple(caption + self.shift for caption in self.captions.get(role, ()))

    def distance(self, word: Word, role: str) -> float | None:
        """How far a word stands from where a value of this role should, in lines; None without such a caption."""
        return min((abs(middle(word) - place) / self.pitch for place in self.places(role)), default=None)

    def near(self, word: Word, role: str) -> bool:
        """Whether a word stands where a value of this role should."""
        distance = self.distance(word, role)
        return distance is not None and distance <= NEAR


def middle(word: Word) -> float:
    """The height on the page of a word's middle."""
    return (word.box.top + word.box.bottom) / 2


def slip(rows: Sequence[Line], captions: Mapping[str, str], values: Mapping[str, str]) -> Slip:
    """The captions of a form and how far off its values stand.

    `captions` are regular expressions by role; `values` are those of the whole print of values that only captions of
    that role have. Roles with as many values as captions are measured, first with first.
    """
    words = [word for row in rows for word in row.words]
    found = {
        role: sorted(middle(word) for word in words if re.search(pattern, plain(word.text)))
        for role, pattern in captions.items()
    }
    shifts: list[float] = []
    for role, pattern in values.items():
        typed = sorted(middle(word) for word in words if re.search(pattern, plain(word.text)))
        if len(typed) == len(found[role]):
            shifts += [value - caption for value, caption in zip(typed, found[role], strict=True)]
    every = sorted({height for heights in found.values() for height in heights})
    return Slip(found, median(shifts) if shifts else 0.0, _pitch(every))


def _pitch(heights: Iterable[float]) -> float:
    """The usual distance of neighbours; captions in two languages stand half as far apart."""
    steps = [after - before for before, after in pairwise(heights) if after - before > 0.008]
    return median(steps) if steps else 0.04
