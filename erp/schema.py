"""The canonical form as JSON Schema (draft 2020-12) and as XSD 1.0, generated from `erp/shape.py`. Pure."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from erp.report import FORMAT_VERSION
from erp.shape import PATTERNS, REPORT, Part

#: The name of the XML form; the major version is in it, so that another major version is another document.
NAMESPACE = f"urn:expense-assistant:expense-report:{FORMAT_VERSION.split('.')[0]}"
ROOT = "expense_report"

_TITLE = f"Expense report, version {FORMAT_VERSION}"


def json_schema() -> dict[str, Any]:
    """The form of `canonical.to_json`, for validators."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": NAMESPACE, "title": _TITLE}
    return head | _object(REPORT)


def _object(parts: tuple[Part, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {part.name: {"description": part.about} | _of(part) for part in parts},
        "required": [part.name for part in parts if not part.optional],
        "additionalProperties": False,
    }


def _of(part: Part) -> dict[str, Any]:
    one = _object(part.parts) if part.kind is None else _text(part)
    if part.item:
        one = {"type": "array", "items": one} | ({"minItems": part.least} if part.least else {})
    if part.optional:
        one["type"] = [one["type"], "null"]
    return one


def _text(part: Part) -> dict[str, Any]:
    if part.kind is None or part.kind == "text":
        return {"type": "string"}
    pattern = PATTERNS[part.kind][0]
    return {"type": "string", "pattern": f"^({pattern}|)$" if part.optional else f"^{pattern}$"}


def xsd() -> str:
    """The form of `xml_form.to_xml`, for validators."""
    kinds = "".join(_simple(kind, pattern) for kind, (pattern, _) in PATTERNS.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{NAMESPACE}" targetNamespace="{NAMESPACE}"'
        ' elementFormDefault="qualified">\n'
        f"  <xs:annotation><xs:documentation>{_TITLE}</xs:documentation></xs:annotation>\n"
        f"{kinds}"
        f'  <xs:element name="{ROOT}">\n{_complex(REPORT, 4)}  </xs:element>\n'
        "</xs:schema>\n"
    )


def _simple(kind: str, pattern: str) -> str:
    base = "xs:date" if kind == "date" else "xs:string"
    return (
        f'  <xs:simpleType name="{kind}">\n    <xs:restriction base="{base}">'
        f"<xs:pattern value={quoteattr(pattern)}/></xs:restriction>\n  </xs:simpleType>\n"
    )


def _complex(parts: tuple[Part, ...], indent: int) -> str:
    pad = " " * indent
    inner = "".join(_element(part, indent + 4) for part in parts)
    return f"{pad}<xs:complexType>\n{pad}  <xs:sequence>\n{inner}{pad}  </xs:sequence>\n{pad}</xs:complexType>\n"


def _element(part: Part, indent: int) -> str:
    pad = " " * indent
    least = ' minOccurs="0"' if part.optional else ""
    about = f"<xs:annotation><xs:documentation>{escape(part.about)}</xs:documentation></xs:annotation>"
    if not part.item:
        return _one(part.name, part, f"{least}", about, indent)
    count = f' minOccurs="{part.least}" maxOccurs="unbounded"'
    inner = _one(part.item, part, count, "", indent + 6)
    return (
        f'{pad}<xs:element name="{part.name}"{least}>\n{pad}  {about}\n'
        f"{pad}  <xs:complexType>\n{pad}    <xs:sequence>\n"
        f"{inner}{pad}    </xs:sequence>\n{pad}  </xs:complexType>\n{pad}</xs:element>\n"
    )


def _one(name: str, part: Part, occurs: str, about: str, indent: int) -> str:
    pad = " " * indent
    if part.kind is not None:
        kind = "xs:string" if part.kind == "text" else part.kind
        head = f'{pad}<xs:element name="{name}" type="{kind}"{occurs}'
        return f"{head}>\n{pad}  {about}\n{pad}</xs:element>\n" if about else f"{head}/>\n"
    said = f"{pad}  {about}\n" if about else ""
    return f'{pad}<xs:element name="{name}"{occurs}>\n{said}{_complex(part.parts, indent + 2)}{pad}</xs:element>\n'
