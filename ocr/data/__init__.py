"""Electronic invoices as data. A format is a module with `roots` and `read(root, how)`: pure, no I/O, no clock.

What an invoice says as data needs no recognition and no rule of thumb; where its page is there too, `ocr/data/seen.py`
finds the values on it and compares.
"""

from __future__ import annotations

from typing import Protocol

from ocr.data import cii, fapiao, ubl, xbrl
from ocr.element import Element
from ocr.reading import How, Reading


class Format(Protocol):
    """What a module in this folder offers: `roots` are the names of the root elements it reads."""

    roots: frozenset[str]

    @staticmethod
    def read(root: Element, how: How) -> Reading:
        """What the invoice says; without grades, which `ocr.checks` gives."""


#: Adding a format is a module and one line here.
FORMATS: tuple[Format, ...] = (fapiao, cii, ubl, xbrl)  # type: ignore[assignment]

#: The names of all roots: by them a file is taken for an invoice.
ROOTS = frozenset(name for format_ in FORMATS for name in format_.roots)


def told(root: Element, how: How) -> Reading | None:
    """What the data says, or None where it is no invoice of a format we know."""
    return next((format_.read(root, how) for format_ in FORMATS if root.name in format_.roots), None)
