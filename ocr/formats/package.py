"""A ZIP from strangers, opened in memory and never unpacked to a disk: names, numbers and sizes are checked first."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib

from ocr.errors import Unreadable
from ocr.limits import LIMITS, Limits

#: Up to here an entry may be as compressible as it likes; above, more than `_RATIO` to one is a bomb. A page of XML
#: comes to 10 to one, a page of one colour to 1000.
_SMALL = 1024 * 1024
_RATIO = 100
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LOCKED = 0x1


def listed(content: bytes, most: int) -> tuple[str, ...]:
    """The names of the first `most` entries as the ZIP's directory has them, letters outside ASCII as they come.

    Nothing is unpacked, and nothing else is believed: enough to tell what kind of ZIP it is, whatever it holds.
    """
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - 66_000))
    if end < 0 or len(content) < end + 22:
        return ()
    count, place = struct.unpack_from("<H", content, end + 10)[0], struct.unpack_from("<I", content, end + 16)[0]
    found = []
    for _ in range(min(count, most)):
        if content[place : place + 4] != b"PK\x01\x02" or len(content) < place + 46:
            break
        name, extra, comment = struct.unpack_from("<HHH", content, place + 28)
        found.append(content[place + 46 : place + 46 + name].decode("latin-1"))
        place += 46 + name + extra + comment
    return tuple(found)


class Package:
    """The entries of a ZIP by their names. Raises Unreadable: `damaged`, `encrypted`, `unsafe`."""

    def __init__(self, content: bytes, limits: Limits = LIMITS) -> None:
        self._left = limits.unpacked
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, OverflowError) as error:
            raise Unreadable("damaged", type(error).__name__) from error
        self._entries: dict[str, zipfile.ZipInfo] = {}
        infos = self._zip.infolist()
        if len(infos) > limits.entries:
            raise Unreadable("unsafe", f"{len(infos)} entries")
        for info in infos:
            _check(info)
            if info.filename in self._entries:
                raise Unreadable("unsafe", "two entries of one name")
            self._entries[info.filename] = info
        if sum(info.file_size for info in infos) > limits.unpacked:
            raise Unreadable("unsafe", "too many bytes when unpacked")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all entries, in their order."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """The bytes of one entry. What the ZIP says of its size is not believed: no more is unpacked than is left."""
        info = self._entries.get(name)
        if info is None:
            raise Unreadable("damaged", "an entry is missing")
        try:
            with self._zip.open(info) as entry:
                found = entry.read(self._left + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise Unreadable("damaged", type(error).__name__) from error
        if len(found) > self._left:
            raise Unreadable("unsafe", "too many bytes when unpacked")
        self._left -= len(found)
        return found


def _check(info: zipfile.ZipInfo) -> None:
    name = info.filename
    if name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/"):
        raise Unreadable("unsafe", "a name that leads out of the file")
    if info.flag_bits & _LOCKED:
        raise Unreadable("encrypted")
    if info.compress_type not in _METHODS:
        raise Unreadable("damaged", "an unknown compression")
    if info.file_size > _SMALL and info.file_size > _RATIO * max(1, info.compress_size):
        raise Unreadable("unsafe", "compressed too well to be true")


def beside(base: str, location: str) -> str:
    """The name of an entry that `base` points to: relative to its folder, or from the root where it starts with `/`.

    Raises Unreadable (`unsafe`) for one that leads out of the package.
    """
    path = location.strip()
    name = posixpath.normpath(
        path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    )
    if name.split("/")[0] == ".." or "\\" in name:
        raise Unreadable("unsafe", "a name that leads out of the file")
    return name
