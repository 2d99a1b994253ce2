"""Which of our languages a browser asks for, before we know whose it is."""

from __future__ import annotations

from contextlib import suppress


def language(accepted: str) -> str:
    """`zh` or `en`, whichever an Accept-Language header wants more; English where it wants neither."""
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted[:500].split(",")):
        tag, _, rest = part.strip().partition(";")
        weight = 1.0
        if rest.strip().startswith("q="):
            with suppress(ValueError):
                weight = float(rest.strip()[2:])
        known = tag.strip().lower().partition("-")[0]
        if known in ("zh", "en") and weight > 0:
            wanted.append((-weight, place, known))
    return min(wanted)[2] if wanted else "en"
