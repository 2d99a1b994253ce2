"""How the text of a photographed page slopes, and the page with its words laid straight: no second recognition.

A page is turned by any angle, and seen from the side its lines fan out: their slope changes from top to bottom. Both
are estimated from the slopes of the words, and taken out of their places; `Lie.back` gives places on the photo again.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ocr.page import Page, Word, fraction_box
from ocr.reading import Box

#: Words at least so many times longer than high tell a slope; of others it is the slope of a pixel or two.
LONG = 2.5

#: Radians. Below this a slope is not worth moving words for; above, an engine's box is no line of text.
LEVEL = 0.003
STEEP = 0.7

#: So many long words (the longest, at most MOST) must differ by so much in slope (radians) over half the page, before
#: lines are said to fan out.
ENOUGH = 8
MOST = 60
FANNED = 0.008


@dataclass(frozen=True, slots=True)
class Lie:
    """How a page of `width` by `height` lies: its text slopes by `slope` radians (down positive) at its middle, and by
    `fan` radians more for each unit further down."""

    width: int
    height: int
    slope: float = 0.0
    fan: float = 0.0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the straight page: large enough for the photo's corners."""
        cos, sin = math.cos(self.slope), abs(math.sin(self.slope))
        return self.width * cos + self.height * sin, self.width * sin + self.height * cos

    def there(self, x: float, y: float) -> tuple[float, float]:
        """A place of the photo on the straight page, both as fractions."""
        cos, sin = math.cos(self.slope), math.sin(self.slope)
        across, down = (x - 0.5) * self.width, (y - 0.5) * self.height
        along, below = across * cos + down * sin, down * cos - across * sin
        wide, tall = self.size
        return along / wide + 0.5, below / max(0.2, 1 + self.fan * along) / tall + 0.5

    def back(self, box: Box) -> Box:
        """A box of the straight page as the smallest box around it on the photo."""
        cos, sin = math.cos(self.slope), math.sin(self.slope)
        wide, tall = self.size
        xs, ys = [], []
        for x in (box.left, box.right):
            for y in (box.top, box.bottom):
                along = (x - 0.5) * wide
                below = (y - 0.5) * tall * max(0.2, 1 + self.fan * along)
                xs.append((along * cos - below * sin) / self.width + 0.5)
                ys.append((along * sin + below * cos) / self.height + 0.5)
        return fraction_box(min(xs), min(ys), max(xs), max(ys))


def level(page: Page) -> Page:
    """The page with its one slope taken out: enough to tell which way up it is, whichever way it lies."""
    return _laid(page, Lie(page.width, page.height, _slope(page)))


def straightened(page: Page) -> tuple[Page, Lie]:
    """The upright page with its words laid straight, and how it lay."""
    slope = _slope(page)
    lie = Lie(page.width, page.height, slope)
    lie = replace(lie, fan=_fan(page, lie))
    return _laid(page, lie), lie


def _laid(page: Page, lie: Lie) -> Page:
    if lie.slope == 0 and lie.fan == 0:
        return page
    wide, tall = lie.size
    words = []
    for word in page.words:
        long, high = _size(page, word, lie.slope)
        box = word.box
        x, y = lie.there((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        across, down = long / wide / 2, high / tall / 2
        rest = word.tilt - lie.slope - lie.fan * (y - 0.5) * tall
        words.append(replace(word, box=fraction_box(x - across, y - down, x + across, y + down), tilt=round(rest, 4)))
    return replace(page, words=tuple(words), width=round(wide), height=round(tall))


def _size(page: Page, word: Word, slope: float) -> tuple[float, float]:
    """Length along and height across the text, from the upright box around a word that slopes.

    Of a rectangle l by h that slopes by t the box is l cos t + h sin t wide and l sin t + h cos t high.
    """
    wide = (word.box.right - word.box.left) * page.width
    tall = (word.box.bottom - word.box.top) * page.height
    long = max(wide, tall) > LONG * min(wide, tall)
    tilt = abs(word.tilt if long and abs(word.tilt) < STEEP else slope)
    cos, sin, twice = math.cos(tilt), math.sin(tilt), math.cos(2 * tilt)
    if twice < 0.2:
        return wide, tall
    return max((wide * cos - tall * sin) / twice, 0.3 * wide), max((tall * cos - wide * sin) / twice, 0.3 * tall)


def _telling(page: Page) -> list[tuple[float, Word]]:
    """Words whose slope tells something, with their length."""
    found = []
    for word in page.words:
        if abs(word.tilt) < STEEP and len(word.text) >= 3:
            one, other = _size(page, word, word.tilt)
            if max(one, other) > LONG * min(one, other):
                found.append((max(one, other), word))
    return found


def _slope(page: Page) -> float:
    slope = _median((word.tilt, length) for length, word in _telling(page))
    return slope if abs(slope) >= LEVEL else 0.0


def _fan(page: Page, lie: Lie) -> float:
    """How much the slope changes from line to line: the median of what pairs of words far apart say (Theil-Sen)."""
    _, tall = lie.size
    seen: list[tuple[float, float, float]] = []
    for length, word in sorted(_telling(page), key=lambda one: -one[0])[:MOST]:
        box = word.box
        _, y = lie.there((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        seen.append(((y - 0.5) * tall, word.tilt - lie.slope, length))
    if len(seen) < ENOUGH:
        return 0.0
    fan = _median(_changes(seen, tall))
    return fan if abs(fan) * tall / 2 >= FANNED else 0.0


def _changes(seen: Sequence[tuple[float, float, float]], tall: float) -> Iterable[tuple[float, float]]:
    for place, (y, slope, length) in enumerate(seen):
        for other_y, other_slope, other_length in seen[place + 1 :]:
            if abs(other_y - y) > 0.1 * tall:
                # A pair far apart and of long words says it best.
                yield (other_slope - slope) / (other_y - y), abs(other_y - y) * min(length, other_length)


def _median(weighted: Iterable[tuple[float, float]]) -> float:
    """The weighted median; 0 of nothing."""
    every = sorted(weighted)
    half = sum(weight for _, weight in every) / 2
    for value, weight in every:
        half -= weight
        if half <= 0:
            return value
    return 0.0
