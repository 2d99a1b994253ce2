"""A Reading as JSON and back: between the OCR process and its parent, in `--jsonl`, in recorded samples.

Decimals and dates are strings, so that nothing is lost; `reading(written(one)) == one` for every reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ocr.reading import FIELDS, Box, Check, Field, LineItem, Reading, Value, Where


def written(reading: Reading) -> dict[str, Any]:
    """The reading as a JSON object."""
    return {
        "kind": reading.kind,
        "fields": {name: _field_written(found) for name, found in reading.fields.items()},
        "checks": [{"name": one.name, "fields": list(one.fields), "held": one.held} for one in reading.checks],
        "items": [
            {
                "description": item.description,
                "amount": str(item.amount),
                "quantity": None if item.quantity is None else str(item.quantity),
            }
            for item in reading.items
        ],
        "category": reading.category,
        "pages": reading.pages,
        "engine": reading.engine,
        "grades": dict(reading.grades),
    }


def reading(data: Mapping[str, Any]) -> Reading:
    """The reading back from `written`, its floats as numbers or as strings.

    Raises KeyError, TypeError or ValueError on anything else.
    """
    return Reading(
        kind=data["kind"],
        fields={name: _field(name, found) for name, found in data["fields"].items()},
        checks=tuple(Check(one["name"], tuple(one["fields"]), one["held"]) for one in data["checks"]),
        items=tuple(
            LineItem(
                item["description"],
                Decimal(item["amount"]),
                None if item["quantity"] is None else Decimal(item["quantity"]),
            )
            for item in data["items"]
        ),
        category=data["category"],
        pages=data["pages"],
        engine=data["engine"],
        grades=dict(data["grades"]),
    )


def _field_written(found: Field) -> dict[str, Any]:
    box = found.where.box
    return {
        "value": str(found.value),
        "confidence": found.confidence,
        "how": found.how,
        "page": found.where.page,
        "box": None if box is None else [box.left, box.top, box.right, box.bottom],
        "turned": found.where.turned,
        "text": found.text,
        "candidates": [str(one) for one in found.candidates],
    }


def _field(name: str, data: Mapping[str, Any]) -> Field:
    box = None if data["box"] is None else Box(*map(float, data["box"]))
    return Field(
        value=_value(name, data["value"]),
        confidence=float(data["confidence"]),
        how=data["how"],
        where=Where(data["page"], box, data["turned"]),
        text=data["text"],
        candidates=tuple(_value(name, one) for one in data["candidates"]),
    )


def _value(name: str, text: str) -> Value:
    kind = FIELDS[name]
    if kind is Decimal:
        return Decimal(text)
    if kind is date:
        return date.fromisoformat(text)
    return text
