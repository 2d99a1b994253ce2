"""XML from strangers: read by the standard library's expat, with everything refused that a document can attack with.

A document type is refused as it begins, so that there is no entity to expand or to fetch; names are not resolved, so
that the wrongly bound prefixes of some writers do not matter. docs/decisions/0012 says why no library does it.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from ocr.element import Element
from ocr.errors import Unreadable
from ocr.limits import LIMITS, Limits

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
#: What expat does not know and Chinese writers use: all of it is contained in GB 18030.
_CHINESE = frozenset({"gbk", "gb2312", "gb18030", "gb-2312", "gb_2312-80", "cp936", "x-gbk"})


def tree(content: bytes, limits: Limits = LIMITS) -> Element:
    """The root of an XML document. Raises Unreadable: `damaged`, and `unsafe` for a document type or over a limit."""
    if len(content) > limits.xml:
        raise Unreadable("unsafe", f"{len(content)} bytes of XML")
    content, encoding = _decodable(content)
    top = Element("")
    path = [top]
    texts: list[list[str]] = [[]]
    count = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > limits.elements or len(path) > limits.depth:
            raise Unreadable("unsafe", "too many elements, or too deep")
        one = Element(_local(name), {_local(key): value for key, value in attributes.items()})
        path[-1].children.append(one)
        path.append(one)
        texts.append([])

    def end(_: str) -> None:
        path.pop().text = "".join(texts.pop()).strip()

    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: texts[-1].append(text)
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unreadable("damaged", type(error).__name__) from error
    return top.children[0]


def _decodable(content: bytes) -> tuple[bytes, str | None]:
    """The content as expat takes it, and the encoding to insist on."""
    declared = _DECLARED.search(content[:400])
    if declared is None or declared[1].decode("ascii").lower() not in _CHINESE:
        return content, None
    try:
        return content.decode("gb18030").encode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        raise Unreadable("damaged", "encoding") from error


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> int:
    raise Unreadable("unsafe", "a document type")
