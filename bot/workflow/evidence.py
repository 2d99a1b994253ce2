"""From a Reading to an expense line, and a Reading as JSON for the store. Pure."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.claims.company import Company
from bot.claims.line import Line
from bot.claims.money import Money
from ocr.reading import FIELDS, Reading

#: Fields that a line shows; those read without certainty are marked until someone corrects or confirms them.
_SHOWN = ("merchant", "date", "total", "currency")

#: The category that goes without saying for a kind of document.
_CATEGORY_OF_KIND = {"taxi_receipt": "taxi", "train_ticket": "train"}


def filled(line: Line, reading: Reading, company: Company) -> Line:
    """The line with what was read. What must be asked stays empty; what is only likely is named in `unsure`."""
    known = {name: reading.value(name) for name in FIELDS if reading.grade(name) != "ask"}
    total, currency = known.get("total"), known.get("currency") or company.currency
    spent_on, merchant, tax = known.get("date"), known.get("merchant"), known.get("tax")
    categories = {category.code for category in company.categories}
    suggestion = reading.category or _CATEGORY_OF_KIND.get(reading.kind, "")
    unsure = {name for name in _SHOWN if name in reading.fields and reading.grade(name) == "likely"}
    if "currency" not in known and total is not None:
        # No currency was printed: the company's own is taken, and marked.
        unsure.add("currency")
    return replace(
        line,
        reading="read",
        problem="",
        kind=reading.kind,
        merchant=str(merchant or ""),
        spent_on=spent_on if isinstance(spent_on, date) else None,
        paid=Money(total, str(currency)) if isinstance(total, Decimal) and total > 0 else None,
        printed_tax=tax if isinstance(tax, Decimal) else None,
        invoice_number=str(known.get("invoice_number") or ""),
        buyer_tax_number=str(known.get("buyer_tax_number") or ""),
        category=suggestion if suggestion in categories else "",
        unsure=frozenset(unsure),
    )


def to_json(reading: Reading) -> dict[str, Any]:
    """Plain JSON without floats: decimals, dates and fractions as strings."""
    plain: dict[str, Any] = _plain(asdict(reading))
    return plain


def boxes(stored: dict[str, Any]) -> dict[str, tuple[int, tuple[float, float, float, float] | None]]:
    """Where each field of a stored reading was read: page and box (left, top, right, bottom in fractions)."""
    found: dict[str, tuple[int, tuple[float, float, float, float] | None]] = {}
    for name, field in stored["fields"].items():
        box = field["where"]["box"]
        corners = tuple(float(box[side]) for side in ("left", "top", "right", "bottom")) if box else None
        found[name] = (field["where"]["page"], corners)  # type: ignore[assignment]
    return found


def _plain(value: object) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal | float):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
