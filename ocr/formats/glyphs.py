"""Characters with their places, as PDF and OFD have them, joined to the words of a page. Pure geometry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ocr.page import Word, fraction_box


@dataclass(slots=True)
class Glyph:
    """One character and its place, in fractions of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def tall(self) -> float:
        return max(self.bottom - self.top, 1e-6)


def words(glyphs: Iterable[Glyph], shape: float) -> Iterator[Word]:
    """Runs of glyphs that follow each other without a gap; gaps are measured in glyph heights, spaces end a run.

    `shape` is the page's width over its height.
    """
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not (glyph.text.strip() and _follows(run[-1], glyph, shape)):
            yield _joined(run)
            run = []
        if glyph.text.strip():
            run.append(glyph)
    if run:
        yield _joined(run)


def _follows(before: Glyph, after: Glyph, shape: float) -> bool:
    small = min(before.tall, after.tall)
    level = abs((before.top + before.bottom) - (after.top + after.bottom)) / 2 < 0.5 * small
    gap = (after.left - before.right) * shape
    return level and -0.8 * small < gap < 0.45 * small


def _joined(run: list[Glyph]) -> Word:
    text = "".join(glyph.text for glyph in run)
    box = fraction_box(
        min(glyph.left for glyph in run),
        min(glyph.top for glyph in run),
        max(glyph.right for glyph in run),
        max(glyph.bottom for glyph in run),
    )
    return Word(text, 1.0, box)
