"""Which of many candidates is the one: a small fitted model over what is seen of each. Pure but for loading itself.

A candidate is a mapping of feature name → value (most are 0 or 1). The model is a weight a feature; of a document's
candidates each gets its share of belief (a softmax), so that a lone good one is believed more than two good ones.
`weights.json` says what it was fitted on and how well it did; `tests/bench/reading/fitting.py` fits it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Weights by kind of value: `total`, `merchant`. A feature without a weight says nothing."""

    weights: Mapping[str, Features] = field(default_factory=dict)

    def beliefs(self, what: str, candidates: Sequence[Features]) -> tuple[float, ...]:
        """How far each candidate is believed, 0 to 1; together they make 1. None for none."""
        weights = self.weights.get(what, {})
        scores = [sum(weights.get(name, 0.0) * value for name, value in one.items()) for one in candidates]
        highest = max(scores, default=0.0)
        parts = [math.exp(score - highest) for score in scores]
        return tuple(part / sum(parts) for part in parts)


@lru_cache(maxsize=1)
def shipped() -> Ranking:
    """The ranking in this package."""
    return Ranking(json.loads(files(__name__).joinpath("weights.json").read_text("utf-8"))["weights"])
