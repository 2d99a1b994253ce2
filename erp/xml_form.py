"""The canonical form as XML and back, through the plain values of `erp/canonical.py`. Pure.

Reading refuses a document type, so that nothing can be expanded or fetched, and names every problem with its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from erp.schema import NAMESPACE, ROOT
from erp.shape import REPORT, Part

#: What XML 1.0 cannot hold at all, not even escaped (its production 2, Char).
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_xml(values: Mapping[str, Any]) -> str:
    """What `canonical.to_json` gives, as a document. Raises ValueError where XML has no way to say a text."""
    inner = "".join(_element(part, values.get(part.name), 1) for part in REPORT)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{ROOT} xmlns="{NAMESPACE}">\n{inner}</{ROOT}>\n'


def _element(part: Part, value: Any, depth: int) -> str:
    if value is None or (part.optional and value in ("", [])):
        return ""
    pad = "  " * depth
    if part.item:
        inner = "".join(_one(part, part.item, one, depth + 1) for one in value)
        return f"{pad}<{part.name}>\n{inner}{pad}</{part.name}>\n"
    return _one(part, part.name, value, depth)


def _one(part: Part, name: str, value: Any, depth: int) -> str:
    pad = "  " * depth
    if part.kind is not None:
        if _UNSAYABLE.search(value):
            raise ValueError(f"{name}: {value!r} holds a character that XML cannot")
        # A parser turns a bare carriage return into a line feed.
        return f"{pad}<{name}>{escape(value, {chr(13): '&#13;'})}</{name}>\n"
    inner = "".join(_element(below, value.get(below.name), depth + 1) for below in part.parts)
    return f"{pad}<{name}>\n{inner}{pad}</{name}>\n"


def from_xml(content: bytes) -> dict[str, Any]:
    """The plain values of a document, not yet looked at: `shape.problems` does that. Raises ValueError for no XML."""
    parser = ElementTree.XMLParser(target=_Builder())  # noqa: S314 - a document type, the way in, is refused
    try:
        parser.feed(content)
        root = parser.close()
    except ElementTree.ParseError as error:
        raise ValueError(f"this is no XML: {error}") from error
    if root.tag != f"{{{NAMESPACE}}}{ROOT}":
        raise ValueError(f"the root is {root.tag}, not {ROOT} of {NAMESPACE}")
    return _values(root, REPORT)


class _Builder(ElementTree.TreeBuilder):
    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Called where a document type begins."""
        raise ValueError("a document type is refused")


def _values(element: ElementTree.Element, parts: tuple[Part, ...]) -> dict[str, Any]:
    """The fields of an element by their names; what is no field keeps its name and text, and is a problem later."""
    by_name = {part.name: part for part in parts}
    found: dict[str, Any] = {}
    for child in element:
        name = child.tag.rpartition("}")[2]
        part = by_name.get(name)
        if part is None or name in found:
            found[f"{name} (again)" if part else name] = child.text
        elif part.item:
            found[name] = [_value(one, part) for one in child]
        else:
            found[name] = _value(child, part)
    return found


def _value(element: ElementTree.Element, part: Part) -> Any:
    return _values(element, part.parts) if part.kind is None else (element.text or "")
