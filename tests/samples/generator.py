"""Documents without end: `document(seed, kind)` is the same document for the same seed, and says what is printed on it.

Everything on them is invented, from the lists in `words`; tax numbers pass their check digits and belong to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from tests.samples import tills
from tests.samples.drawn import Drawn

KINDS: Mapping[str, Callable[[Random], Drawn]] = {
    "shop": lambda rng: tills.till(rng, "shop"),
    "restaurant": lambda rng: tills.till(rng, "restaurant"),
    "fuel": lambda rng: tills.till(rng, "fuel"),
    "parking": lambda rng: tills.till(rng, "parking"),
}


def document(seed: int, kind: str) -> Drawn:
    """The document of that kind which the seed stands for. Raises ValueError for a kind we cannot draw."""
    if kind not in KINDS:
        raise ValueError(f"no kind {kind!r}; there are {', '.join(KINDS)}")
    return KINDS[kind](Random(f"{kind} {seed}"))
