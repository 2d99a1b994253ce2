"""A ZIP of electronic invoices, as tax platforms and sellers send them: opened in memory, one level deep.

Its pages are those of the documents in it: page `n` of the document with the number `i` is page `i * APART + n`.
"""

from __future__ import annotations

from ocr.errors import TooLarge, Unreadable
from ocr.formats import OFD, PDF, XML, ZIP, sniff
from ocr.formats.package import Package
from ocr.limits import LIMITS, Limits
from ocr.reading import Document

#: No document has so many pages.
APART = 1000

#: What calls itself a document is one, if a damaged one or a picture of a format that is not read.
_NAMED = {"pdf": PDF, "ofd": OFD, "xml": XML} | dict.fromkeys(
    ("jpg", "jpeg", "png", "webp", "heic", "heif", "tif", "tiff", "bmp", "gif"), "image/jpeg"
)


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
            # Kept by its name, to be refused where it is read and looked at by somebody.
            media_type = _NAMED.get(name.rpartition(".")[2].lower(), "")
            if not media_type or (media_type == XML and inside):
                continue
        if media_type == ZIP:
            raise Unreadable("nested")
        found.append(Document(inside, name, media_type))
    if not found:
        raise Unreadable("unknown_type", "no invoice in it")
    if len(found) > limits.pages:
        raise TooLarge("pages", limit=limits.pages, actual=len(found))
    return tuple(found)
