"""RapidOCR's lines are turned by a classifier, each by itself. Lines it turned otherwise than most of the page, and
that the engine is then unsure of, are read the other way round too, and what it is surer of stays: a name that is set
small was turned upside down, "WILLOW" read as "MOTTIM".

A subclass, because the classifier has no setting but its threshold; `MODELS` in `rapid` pins the version it is for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy
from rapidocr import RapidOCR

#: Below this score a line is read the other way round as well. A line that was read right has 0.95 and more.
SURE = 0.93


def exceptions(turned: Sequence[bool]) -> tuple[int, ...]:
    """The places of the lines that were turned otherwise than most of a page."""
    most = sum(turned) * 2 > len(turned)
    return tuple(place for place, one in enumerate(turned) if one is not most)


class BothWays(RapidOCR):
    """RapidOCR that looks at exceptionally turned lines twice. One picture at a time, as RapidOCR itself."""

    _few: tuple[int, ...] = ()

    def cls_and_rotate(self, img: list[Any]) -> tuple[list[Any], Any]:
        """The lines as the classifier turns them; remembers which of them it turned otherwise than the rest."""
        lines, found = super().cls_and_rotate(img)
        limit = self.cfg.Cls.cls_thresh
        self._few = exceptions(["180" in label and bool(score > limit) for label, score in found.cls_res or ()])
        return lines, found

    def recognize_txt(self, img: list[Any]) -> Any:
        """What the lines say; an exception that is unsure says what it is surer of, of both ways round."""
        found: Any = super().recognize_txt(img)  # its types say None where it has just refused None
        few = [place for place in self._few if place < len(img) and found.scores[place] < SURE]
        self._few = ()
        if few:
            other: Any = super().recognize_txt([numpy.ascontiguousarray(numpy.rot90(img[place], 2)) for place in few])
            texts, scores = list(found.txts), list(found.scores)
            for place, text, score in zip(few, other.txts, other.scores, strict=True):
                if score > scores[place]:
                    texts[place], scores[place] = text, score
            found.txts, found.scores = tuple(texts), scores
        return found
