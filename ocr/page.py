"""Words on a page with their places: what every engine and text layer gives, and what every kind reads.

Pure values and geometry: no I/O, no clock. Places are fractions of the page (0 to 1, origin top left); `width` and
`height` give the page's shape in any one unit (pixels, points), so that slopes and box shapes can be computed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median

from ocr.reading import Box, How

#: Above this share of boxes taller than wide the page lies on its side. Measured: 0.98-1.00 on turned pages, at most
#: 0.06 on 156 upright ones (FACTS.md section 2), so anything between is safe.
SIDEWAYS_SHARE = 0.6
TALL = 1.5

#: Two words stand on one line when their middles are nearer than this share of the smaller one's height.
SAME_LINE = 0.55


@dataclass(frozen=True, slots=True)
class Word:
    """One run of text as an engine boxed it: a word, or a whole line. `tilt` is its slope in radians, down positive."""

    text: str
    confidence: float
    box: Box
    tilt: float = 0.0


@dataclass(frozen=True)
class Page:
    """All words of one page (or of several stacked ones), and what its QR codes say in `codes`."""

    words: tuple[Word, ...]
    width: int
    height: int
    how: How = "ocr"
    codes: tuple[str, ...] = ()

    @cached_property
    def _lines(self) -> tuple[Line, ...]:
        """Its words as lines; every kind asks for them, so they are grouped once."""
        return _grouped(self)

    @cached_property
    def text(self) -> str:
        """All text line by line: for looking for keywords, not for reading values."""
        return "\n".join(line.text for line in self._lines)


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand beside each other, left to right. `height` is a fraction of the page's height."""

    words: tuple[Word, ...]
    height: float
    number: int = 0

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        return around(word.box for word in self.words)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all `boxes` (at least one)."""
    every = list(boxes)
    return Box(
        min(box.left for box in every),
        min(box.top for box in every),
        max(box.right for box in every),
        max(box.bottom for box in every),
    )


def fraction_box(left: float, top: float, right: float, bottom: float) -> Box:
    """A box clamped to the page: engines put corners a little outside, and swapped on degenerate boxes."""
    across = sorted(min(1.0, max(0.0, value)) for value in (left, right))
    down = sorted(min(1.0, max(0.0, value)) for value in (top, bottom))
    return Box(round(across[0], 5), round(down[0], 5), round(across[1], 5), round(down[1], 5))


def quad_word(text: str, confidence: float, corners: Sequence[tuple[float, float]], width: int, height: int) -> Word:
    """A word from four corners (fractions, clockwise from its top left): its upright box, and the slope of its long
    sides, which tell it best; standing words lean as much as lying ones slope."""
    xs = [x for x, _ in corners]
    ys = [y for _, y in corners]
    across = ((xs[1] - xs[0] + xs[2] - xs[3]) * width, (ys[1] - ys[0] + ys[2] - ys[3]) * height)
    down = ((xs[3] - xs[0] + xs[2] - xs[1]) * width, (ys[3] - ys[0] + ys[2] - ys[1]) * height)
    tilt = 0.0
    if math.hypot(*across) >= math.hypot(*down):
        tilt = math.atan2(across[1], across[0]) if across[0] > 0 else 0.0
    elif down[1] > 0:
        tilt = math.atan2(-down[0], down[1])
    return Word(text, min(1.0, max(0.0, confidence)), fraction_box(min(xs), min(ys), max(xs), max(ys)), round(tilt, 4))


def sideways(page: Page) -> bool:
    """Whether the page lies on its side, told by the shapes of the boxes of at least two characters."""
    shapes = [
        (word.box.bottom - word.box.top) * page.height > TALL * (word.box.right - word.box.left) * page.width
        for word in page.words
        if len(word.text) >= 2
    ]
    return bool(shapes) and sum(shapes) / len(shapes) > SIDEWAYS_SHARE


def turned_box(box: Box, degrees: int) -> Box:
    """Where a box lies once its page was turned clockwise by 0, 90, 180 or 270 degrees."""
    if degrees == 90:
        return fraction_box(1 - box.bottom, box.left, 1 - box.top, box.right)
    if degrees == 180:
        return fraction_box(1 - box.right, 1 - box.bottom, 1 - box.left, 1 - box.top)
    if degrees == 270:
        return fraction_box(box.top, 1 - box.right, box.bottom, 1 - box.left)
    return box


def turned(page: Page, degrees: int) -> Page:
    """The page turned clockwise by 0, 90, 180 or 270 degrees: only the boxes move, nothing is recognised again."""
    words = tuple(replace(word, box=turned_box(word.box, degrees)) for word in page.words)
    width, height = (page.width, page.height) if degrees % 180 == 0 else (page.height, page.width)
    return replace(page, words=words, width=width, height=height)


def stacked(pages: Sequence[Page]) -> Page:
    """Several pages as one long page, top to bottom, each given the same share of the height. One page stays itself."""
    if len(pages) == 1:
        return pages[0]
    share = 1 / len(pages)
    words = tuple(
        replace(
            word,
            box=fraction_box(
                word.box.left, (place + word.box.top) * share, word.box.right, (place + word.box.bottom) * share
            ),
        )
        for place, page in enumerate(pages)
        for word in page.words
    )
    return Page(
        words=words,
        width=max(page.width for page in pages),
        height=sum(page.height for page in pages),
        how=pages[0].how,
        codes=tuple(code for page in pages for code in page.codes),
    )


def lines(page: Page) -> tuple[Line, ...]:
    """Words grouped into lines, top to bottom, each left to right."""
    return page._lines


def _grouped(page: Page) -> tuple[Line, ...]:
    """The page's own slope (median of the wide words) is taken out first, so that a photo tilted by a few degrees keeps
    its amounts on the line of their label.
    """
    wide = [word.tilt for word in page.words if len(word.text) >= 4 and abs(word.tilt) < 0.4]
    slope = median(wide) if wide else 0.0
    shape = page.width / page.height

    placed: list[tuple[float, float, Word]] = []
    for word in page.words:
        across = (word.box.left + word.box.right) / 2
        middle = (word.box.top + word.box.bottom) / 2 - math.tan(slope) * across * shape
        lean = abs(math.tan(slope)) * (word.box.right - word.box.left) * shape
        tall = max(word.box.bottom - word.box.top - lean, 0.3 * (word.box.bottom - word.box.top), 1e-4)
        placed.append((middle, tall, word))
    placed.sort(key=lambda one: one[0])

    rows: list[list[tuple[float, float, Word]]] = []
    for middle, tall, word in placed:
        for row in reversed(rows[-4:]):
            if _belongs(row, middle, tall, word):
                row.append((middle, tall, word))
                break
        else:
            rows.append([(middle, tall, word)])
    rows.sort(key=lambda row: sum(one[0] for one in row) / len(row))
    return tuple(
        Line(
            words=tuple(sorted((one[2] for one in row), key=lambda word: word.box.left)),
            height=median(one[1] for one in row),
            number=number,
        )
        for number, row in enumerate(rows)
    )


def _belongs(row: list[tuple[float, float, Word]], middle: float, tall: float, word: Word) -> bool:
    """Whether a word continues a row: level with its nearest neighbour, and not on top of any word already there."""

    def apart(other: Word) -> float:
        return max(word.box.left - other.box.right, other.box.left - word.box.right)

    near = min(row, key=lambda one: abs(apart(one[2])))
    if abs(near[0] - middle) > SAME_LINE * min(near[1], tall):
        return False
    width = word.box.right - word.box.left
    return all(-apart(one[2]) < 0.5 * min(width, one[2].box.right - one[2].box.left) + 1e-6 for one in row)
