"""From bytes to pages: what a file is, told by its first bytes and never by its name."""

from __future__ import annotations

import re

from ocr.data import ROOTS
from ocr.errors import TooLarge, Unreadable
from ocr.formats.package import listed
from ocr.limits import LIMITS, Limits
from ocr.reading import Document

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"})

PDF, OFD, XML, ZIP = "application/pdf", "application/ofd", "application/xml", "application/zip"

#: A ZIP with one of these is taken for invoices, unless it has what programs and office documents have.
_INVOICES, _OTHERS = (".pdf", ".ofd", ".xml"), ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
#: The first element, with whatever prefix.
_ELEMENT = re.compile(r"<(?:[\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")
_NEAR = 4096


def sniff(content: bytes) -> str:
    """The media type of a document we can read. Raises Unreadable: `empty` or `unknown_type`."""
    if not content:
        raise Unreadable("empty")
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        return "image/heic"
    # Some scanners and mail gateways put a few bytes before the header; PDF readers look into the first kilobyte.
    if b"%PDF-" in content[:1024]:
        return PDF
    # Every ZIP starts like that, also those of office programs; the names of its files tell.
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    if _is_invoice(content[:_NEAR]):
        return XML
    raise Unreadable("unknown_type")


def _zipped(content: bytes) -> str:
    names = listed(content, LIMITS.entries)
    if "OFD.xml" in names or (not names and b"OFD.xml" in content):
        return OFD
    if any(name.lower().endswith(_INVOICES) for name in names) and not any(name in _OTHERS for name in names):
        return ZIP
    raise Unreadable("unknown_type")


def _is_invoice(head: bytes) -> bool:
    """Whether this is the beginning of an electronic invoice in XML."""
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    text = head.decode(encoding, "replace").removeprefix("\xef\xbb\xbf").lstrip()
    first = _ELEMENT.search(_COMMENT.sub("", text))
    return text.startswith("<") and first is not None and first[1] in ROOTS


def document(content: bytes, name: str = "", limits: Limits = LIMITS) -> Document:
    """A Document of bytes as they were sent. Raises Unreadable, and TooLarge for `bytes`."""
    if len(content) > limits.content:
        raise TooLarge("bytes", limit=limits.content, actual=len(content))
    return Document(content=content, name=name, media_type=sniff(content))
