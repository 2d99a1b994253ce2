"""Fitting the ranking: weights under which each document's right candidate is believed most. numpy, no more.

For one document the belief in candidate i is softmax(w · x)_i; the loss is minus the log of the belief in all right
candidates together, averaged over documents, plus `penalty` · |w|² / 2. It is minimised by Adam; it is not convex only
where several candidates are right, and starts at zero, so it always ends in the same place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy

from ocr.ranking import Features

STEPS = 400
RATE = 0.05


@dataclass(frozen=True)
class Example:
    """The candidates of one document, and which of them are right. `group` names its merchant, `file` itself."""

    file: str
    group: str
    candidates: Sequence[Features]
    right: Sequence[bool]


def fitted(examples: Sequence[Example], penalty: float) -> dict[str, float]:
    """The weights. Documents without any right candidate teach nothing and are left out."""
    useful = [one for one in examples if any(one.right)]
    names = sorted({name for one in useful for each in one.candidates for name in each})
    place = {name: number for number, name in enumerate(names)}
    rows = [each for one in useful for each in one.candidates]
    seen = numpy.zeros((len(rows), len(names)))
    for number, each in enumerate(rows):
        for name, value in each.items():
            seen[number, place[name]] = value
    right = numpy.array([held for one in useful for held in one.right], dtype=float)
    of = numpy.repeat(numpy.arange(len(useful)), [len(one.candidates) for one in useful])
    weights, first, second = (numpy.zeros(len(names)) for _ in range(3))
    for step in range(1, STEPS + 1):
        scores = seen @ weights
        highest = numpy.full(len(useful), -numpy.inf)
        numpy.maximum.at(highest, of, scores)
        parts = numpy.exp(scores - highest[of])
        belief = parts / numpy.bincount(of, parts)[of]
        wanted = belief * right
        wanted /= numpy.bincount(of, wanted)[of]
        slope = seen.T @ (belief - wanted) / len(useful) + penalty * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (numpy.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True) if abs(weight) >= 0.005}


def folds(examples: Sequence[Example], count: int) -> list[set[str]]:
    """The groups in `count` sets of about as many documents each: no merchant is in two of them."""
    sizes: dict[str, int] = {}
    for one in examples:
        sizes[one.group] = sizes.get(one.group, 0) + 1
    sets: list[set[str]] = [set() for _ in range(count)]
    filled = [0] * count
    for group in sorted(sizes, key=lambda name: (-sizes[name], name)):
        smallest = filled.index(min(filled))
        sets[smallest].add(group)
        filled[smallest] += sizes[group]
    return sets
