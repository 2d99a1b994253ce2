"""The canonical expense report as one table of fields; JSON Schema, XSD, checking and XML all follow from it. Pure.

A minor version only adds fields that may be left out. What a reader does not know it refuses: nothing is dropped
without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from erp.report import FORMAT_VERSION, REFERENCE

Kind = Literal["text", "decimal", "date", "currency", "digest", "reference", "version"]

#: Kind → (pattern of the whole text, an example). Dates are looked at as days, too: 2026-02-30 fits the pattern.
PATTERNS: Mapping[Kind, tuple[str, str]] = {
    "decimal": (r"-?[0-9]{1,15}(\.[0-9]{1,10})?", "88.00"),
    "date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "2026-11-03"),
    "currency": (r"[A-Z]{3}", "CNY"),
    "digest": (r"[0-9a-f]{64}", "e3b0c442…"),
    "reference": (REFERENCE.pattern, "EC26-000001"),
    "version": (rf"{FORMAT_VERSION.split('.')[0]}\.[0-9]+", FORMAT_VERSION),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One field: its name, what it is, and either a kind of text or parts of its own.

    `item` makes it a list and is the name of one of it in XML; `least` is how many there are at least. What is
    `optional` may be left out, or null in JSON.
    """

    name: str
    about: str
    kind: Kind | None = "text"
    parts: tuple[Part, ...] = ()
    item: str = ""
    least: int = 0
    optional: bool = False


LINE = (
    Part("description", "What it was, as the bookkeeper reads it."),
    Part("spent_on", "The day on the receipt.", "date"),
    Part("category", "The company's code of the kind of expense."),
    Part("account", "The account it is booked to, by the ERP's code."),
    Part("net", "Without recoverable tax, in the report's currency.", "decimal"),
    Part("tax", "Recoverable tax; net + tax = gross.", "decimal"),
    Part("gross", "What the employee gets for it.", "decimal"),
    Part("tax_code", "Which tax it is, by the ERP's name of it.", optional=True),
    Part("cost_centre", "By the ERP's code.", optional=True),
    Part("project", "By the ERP's code.", optional=True),
    Part("document_digests", "The receipts of this line.", "digest", item="digest", optional=True),
    Part("original_amount", "What was paid, where that was another currency.", "decimal", optional=True),
    Part("original_currency", "That currency.", "currency", optional=True),
    Part("rate", "Units of the report's currency for one of it.", "decimal", optional=True),
)

REPORT = (
    Part("version", "Of this form.", "version"),
    Part("reference", "The claim reference; it stands in the ERP and is never given out twice.", "reference"),
    Part(
        "employee",
        "Whom the company owes.",
        None,
        (Part("number", "The employee number in the ERP's master data."), Part("name", "Their name.")),
    ),
    Part("purpose", "What the money was spent for, as the claimant said it."),
    Part("currency", "ISO 4217; every amount of the report but the original ones is in it.", "currency"),
    Part("posting_date", "The day it is booked on.", "date"),
    Part("lines", "One for each expense.", None, LINE, item="line", least=1),
    Part(
        "documents",
        "The receipts. Their bytes travel beside the report, under their digest.",
        None,
        (
            Part("digest", "SHA-256 of the bytes, in hex.", "digest"),
            Part("name", "The file's name as it was sent."),
            Part("media_type", "Such as image/jpeg, found in the bytes."),
        ),
        item="document",
        optional=True,
    ),
)


def problems(values: Any) -> tuple[str, ...]:
    """What is wrong with plain JSON values as a report, each with its place, as `lines.0.net: …`."""
    return tuple(_in_parts(values, REPORT, ""))


def _in_parts(values: Any, parts: tuple[Part, ...], at: str) -> Iterator[str]:
    if not isinstance(values, Mapping):
        yield f"{at.rstrip('.') or 'the report'}: is no object with fields"
        return
    for name in values:
        if name not in {part.name for part in parts}:
            yield f"{at}{name}: is no field of this form"
    for part in parts:
        value = values.get(part.name)
        if value is None:
            if not part.optional:
                yield f"{at}{part.name}: is missing"
        elif part.item:
            yield from _in_list(value, part, f"{at}{part.name}")
        else:
            yield from _in_one(value, part, f"{at}{part.name}")


def _in_list(values: Any, part: Part, at: str) -> Iterator[str]:
    if not isinstance(values, list):
        yield f"{at}: is no list"
        return
    if len(values) < part.least:
        yield f"{at}: has {len(values)}, and there must be at least {part.least}"
    for index, value in enumerate(values):
        yield from _in_one(value, part, f"{at}.{index}")


def _in_one(value: Any, part: Part, at: str) -> Iterator[str]:
    if part.kind is None:
        yield from _in_parts(value, part.parts, f"{at}.")
        return
    if not isinstance(value, str):
        yield f"{at}: {value!r} is no text in quotation marks"
        return
    if part.kind == "text" or (part.optional and value == ""):
        return
    pattern, example = PATTERNS[part.kind]
    if re.fullmatch(pattern, value) is None or (part.kind == "date" and not _is_day(value)):
        yield f"{at}: {value!r} is no {part.kind} such as {example}"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
