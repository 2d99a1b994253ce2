"""PDFs made to fill memory: refused before PDFium opens them.

PDFium unpacks a stream whole, up to 1 GB for each of its filters, before it says how large it is; where memory ends it
ends its process. So what is packed with deflate is unpacked here first, as far as the limit and no further.
"""

from __future__ import annotations

import re
import zlib

from ocr.errors import Unreadable
from ocr.limits import Limits

#: What follows the rest of the line begins as deflated data does (RFC 1950, 2.2).
_STREAM = re.compile(rb"stream[^\r\n]{0,80}(?:\r\n|\r|\n)(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")
#: Pictures may be large: they are unpacked line by line.
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
#: The dictionary of a stream stands before it, at most so many bytes long; a longer one is taken for no picture's.
_DICTIONARY = 2000
#: A stream packed several times over is unpacked so often.
_FILTERS = 4
_CHUNK = 64 * 1024


def refuse_bombs(content: bytes, limits: Limits) -> None:
    """Raises Unreadable (`unsafe`) where a stream that is no picture unpacks to more than `limits.unpacked` bytes."""
    for found in _STREAM.finditer(content):
        start = content.rfind(b" obj", max(0, found.start() - _DICTIONARY), found.start())
        if start >= 0 and _PICTURE.search(content, start, found.start()):
            continue
        packed = memoryview(content)[found.end() :]
        for _ in range(_FILTERS):
            packed = memoryview(_unpacked(packed, limits.unpacked + 1))
            if len(packed) > limits.unpacked:
                raise Unreadable("unsafe", "stream")


def _unpacked(packed: memoryview, most: int) -> bytearray:
    """The first `most` bytes, or fewer: nothing where it is not packed, up to the damage where it is damaged."""
    unpacking, out = zlib.decompressobj(), bytearray()
    for at in range(0, len(packed), _CHUNK):
        try:
            out += unpacking.decompress(packed[at : at + _CHUNK], most - len(out))
        except zlib.error:
            break
        if unpacking.eof or len(out) >= most:
            break
    return out
