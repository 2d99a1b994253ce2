"""Photos as people take them: a seeded sample of the labelled pictures, each spoilt by a seeded mixture of effects.

A mixture has at most three effects, each of another group (how the paper lies, its light, its size, the camera), and at
most one of them strong: what a person would still send. The same seed makes the same pictures, which are kept.
"""

from __future__ import annotations

import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil, sqrt
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from ocr.formats import document
from ocr.reading import Document
from tests.samples.effects import applied

#: Of each group at most one, in the order in which they happen: the paper before the camera.
GROUPS = (
    ("fade", "crease", ""),
    ("table", "table:strong", "", ""),
    ("tilt", "tilt", "perspective", "perspective", "turn90", "turn180", "turn270", ""),
    ("shadow", "", ""),
    ("blur", "motion", "noise", "jpeg", "", "", "", ""),
    ("small", "large", "", "", ""),
)
MOST = 3
STRONG = ("fade", "crease", "tilt", "perspective", "shadow", "blur", "motion", "noise", "jpeg", "large")
PHOTOS = 60
PICTURES = (".jpg", ".jpeg", ".png")

#: A picture has at most so many pixels on its longer side before anything happens to it.
SIDE = 2600


@dataclass(frozen=True)
class Spoilt:
    """A labelled picture and what happens to it, as `tests.samples.effects.applied` takes it."""

    label: Mapping[str, Any]
    effects: tuple[str, ...]
    seed: int

    @property
    def kept(self) -> str:
        """The name under which the picture is kept."""
        return sha256(f"{self.label['file']} {self.effects} {self.seed} {SIDE}".encode()).hexdigest()[:24] + ".jpg"


def plan(labels: Sequence[Mapping[str, Any]], seed: int, count: int = PHOTOS) -> list[Spoilt]:
    """About `count` pictures of all kinds, of each as many as the root of how many there are, with a mixture each."""
    chance = random.Random(seed)
    kinds: dict[str, list[Mapping[str, Any]]] = {}
    for one in labels:
        if one["file"].lower().endswith(PICTURES) and one["kind"] != "multi_receipt":
            kinds.setdefault(one["kind"], []).append(one)
    roots = sum(sqrt(len(group)) for group in kinds.values())
    taken = []
    for group in kinds.values():
        wanted = min(len(group), ceil(count * sqrt(len(group)) / roots))
        taken += [Spoilt(one, mixture(chance), chance.randrange(2**31)) for one in chance.sample(group, wanted)]
    return taken


def mixture(chance: random.Random) -> tuple[str, ...]:
    """One to three effects, with their strength."""
    names = [name for group in GROUPS if (name := chance.choice(group))]
    if not names:
        return mixture(chance)
    kept = sorted(chance.sample(range(len(names)), min(chance.randint(1, MOST), len(names))))
    chosen = [names[place] for place in kept]
    hard = chance.randrange(len(chosen))
    if chosen[hard] in STRONG and chance.random() < 0.5:
        chosen[hard] += ":strong"
    return tuple(chosen)


def spoilt(wanted: Spoilt, folder: Path, cache: Path) -> Document:
    """The picture as a JPEG after its effects; made once, then found in the cache."""
    path = cache / "spoilt" / wanted.kept
    if not path.exists():
        with Image.open(folder / wanted.label["file"]) as opened:
            image = ImageOps.exif_transpose(opened).convert("RGB")
        image.thumbnail((SIDE, SIDE))
        written = io.BytesIO()
        applied(image, wanted.effects, wanted.seed).save(written, "JPEG", quality=85)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written.getvalue())
    return document(path.read_bytes(), wanted.label["file"])
