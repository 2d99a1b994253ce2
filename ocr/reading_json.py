"""A Reading as JSON and back: between the OCR process and its parent, in `--jsonl`, in recorded samples.

Decimals and dates are strings, so that nothing is lost; `reading(written(one)) == one` for every reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from ocr.reading import FIELDS, Box, Check, Field, LineItem, Reading, Value, Where


def written(reading: Reading) -> dict[str, Any]:
    """The reading as a JSON object."""
    return {
        "kind": reading.kind,
        "fields": {name: _field_written(found) for name, found in reading.fields.items()},
        "checks": [{"name": one.name, "fields": list(one.fields), "held": one.held} for one in reading.checks],
        "items": [item_written(item) for item in reading.items],
        "pages": reading.pages,
        "engine": reading.engine,
        "grades": dict(reading.grades),
        "receipts": [written(one) for one in reading.receipts],
        "certain": reading.certain,
        "region": None if reading.region is None else _where_written(reading.region),
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
        pages=data["pages"],
        engine=data["engine"],
        grades=dict(data["grades"]),
        receipts=tuple(reading(one) for one in data["receipts"]),
        certain=data["certain"],
        region=None if data["region"] is None else _where(data["region"]),
    )


def plain(value: Value) -> str:
    """A value as text: a time of day as HH:MM, everything else as it is written anyway."""
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def item_written(item: LineItem) -> dict[str, str | None]:
    """A line of goods, its decimals as strings."""
    return {
        "description": item.description,
        "amount": str(item.amount),
        "quantity": None if item.quantity is None else str(item.quantity),
    }


def _field_written(found: Field) -> dict[str, Any]:
    return {
        "value": plain(found.value),
        "confidence": found.confidence,
        "how": found.how,
        **_where_written(found.where),
        "text": found.text,
        "candidates": [plain(one) for one in found.candidates],
    }


def _where_written(where: Where) -> dict[str, Any]:
    box = where.box
    return {
        "page": where.page,
        "box": None if box is None else [box.left, box.top, box.right, box.bottom],
        "turned": where.turned,
    }


def _where(data: Mapping[str, Any]) -> Where:
    return Where(data["page"], None if data["box"] is None else Box(*map(float, data["box"])), data["turned"])


def _field(name: str, data: Mapping[str, Any]) -> Field:
    return Field(
        value=_value(name, data["value"]),
        confidence=float(data["confidence"]),
        how=data["how"],
        where=_where(data),
        text=data["text"],
        candidates=tuple(_value(name, one) for one in data["candidates"]),
    )


def _value(name: str, text: str) -> Value:
    kind = FIELDS[name]
    if kind is Decimal:
        return Decimal(text)
    if kind is date:
        return date.fromisoformat(text)
    if kind is time:
        return time.fromisoformat(text)
    return text
