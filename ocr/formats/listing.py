"""An XML invoice as pages that people can look at: every name and text it has, in its order, nothing left to belief.

Such a file has no page of its own; approvers and bookkeepers still want to see where a value stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from ocr.element import Element
from ocr.page import Page, Word, fraction_box

#: An A4 page in tenths of millimetres, its rows, and where names and texts begin.
_WIDTH, _HEIGHT, _ROWS = 2100, 2970, 56
_NAMES, _TEXTS, _TOP = 0.05, 0.42, 0.05
_MOST_PAGES = 8
_LONGEST_NAME, _LONGEST_TEXT = 44, 64


def listing(root: Element) -> tuple[Page, ...]:
    """The first pages of all elements that say something."""
    rows = list(_rows(root))[: _ROWS * _MOST_PAGES]
    parts = [rows[start : start + _ROWS] for start in range(0, len(rows), _ROWS)] or [[]]
    return tuple(
        Page(tuple(word for at, row in enumerate(part) for word in _words(at, *row)), _WIDTH, _HEIGHT, how="pdf text")
        for part in parts
    )


def _rows(root: Element) -> Iterator[tuple[str, str]]:
    """`Seller / Name` and its text, one for each element with a text."""
    waiting = [(root, "")]
    while waiting:
        one, parent = waiting.pop()
        if one.text:
            yield f"{parent} / {one.name}" if parent else one.name, " ".join(one.text.split())
        waiting += [(child, one.name) for child in reversed(one.children)]


def _words(at: int, name: str, text: str) -> Iterator[Word]:
    top = _TOP + at * (1 - 2 * _TOP) / _ROWS
    tall = 0.75 * (1 - 2 * _TOP) / _ROWS
    for left, said, longest in ((_NAMES, name, _LONGEST_NAME), (_TEXTS, text, _LONGEST_TEXT)):
        shown = said if len(said) <= longest else said[: longest - 1] + "…"
        wide = sum(1.0 if ord(sign) > 0x2E7F else 0.52 for sign in shown) * tall * _HEIGHT / _WIDTH
        yield Word(shown, 1.0, fraction_box(left, top, min(left + wide, 0.98), top + tall))
