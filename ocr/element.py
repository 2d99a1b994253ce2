"""An XML document as a tree of plain values: what the kinds of data (`ocr/kinds/data.py`) read. Pure.

Names are local ones (`cbc:ID` is `ID`): the formats we read are told by their root and their names alone, and many
writers bind the prefixes wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Element:
    """One element: its local name, its own text without the space around it, and what it contains."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def every(self, *path: str) -> Iterator[Element]:
        """All elements down this path of names: `every("Pages", "Page")`."""
        if not path:
            yield self
            return
        for child in self.children:
            if child.name == path[0]:
                yield from child.every(*path[1:])

    def first(self, *path: str) -> Element | None:
        """The first element down this path, or None."""
        return next(self.every(*path), None)

    def said(self, *path: str) -> str:
        """The first text down this path that is not empty; an empty string where there is none."""
        return next((one.text for one in self.every(*path) if one.text), "")

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += reversed(one.children)
