"""A ZIP of electronic invoices, as tax platforms and sellers send them: opened in memory, one level deep.

Its pages are those of the documents in it: page `n` of the document with the number `i` is page `i * APART + n`.
"""

from __future__ import annotations

from ocr.errors import TooLarge, Unreadable
from ocr.formats import ZIP, sniff
from ocr.formats.package import Package
from ocr.limits import LIMITS, Limits
from ocr.reading import Document

#: No document has so many pages.
APART = 1000


def documents(content: bytes, limits: Limits = LIMITS) -> tuple[Document, ...]:
    """What can be read in a ZIP, in its order; lists and notes beside the invoices are passed over.

    Raises Unreadable (`nested` for an archive in it, `unknown_type` where there is nothing to be read, and those of
    `Package`) and TooLarge (`pages`).
    """
    package = Package(content, limits)
    found: list[Document] = []
    for name in package.names:
        if name.endswith("/") or any(part.startswith((".", "__MACOSX")) for part in name.split("/")):
            continue
        inside = package.read(name)
        try:
            media_type = sniff(inside)
        except Unreadable:
            continue
        if media_type == ZIP:
            raise Unreadable("nested")
        found.append(Document(inside, name, media_type))
    if not found:
        raise Unreadable("unknown_type", "no invoice in it")
    if len(found) > limits.pages:
        raise TooLarge("pages", limit=limits.pages, actual=len(found))
    return tuple(found)
