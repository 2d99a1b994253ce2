"""From a Reading to an expense line, and a Reading as JSON for the store. Pure."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.chat.card import Crop, Mark
from bot.claims.company import Company
from bot.claims.line import LONGEST_CODE, Line
from bot.claims.money import Money
from bot.views import GOODS, LAST_PAGE, REGION, Evidence, Good
from ocr.checks import as_one
from ocr.reading import FIELDS, Reading, Value, Where
from ocr.reading_json import written

#: Fields that a line shows; those read without certainty are marked until someone corrects or confirms them.
_SHOWN = ("merchant", "date", "total", "currency")


def filled(line: Line, reading: Reading, company: Company) -> Line:
    """The line with what was read. What must be asked stays empty; what is only likely is named in `unsure`."""
    known = {name: reading.value(name) for name in FIELDS if reading.grade(name) != "ask"}
    total, currency = known.get("total"), known.get("currency") or company.currency
    spent_on, merchant, tax = known.get("date"), known.get("merchant"), known.get("tax")
    categories = {category.code for category in company.categories}
    suggestion = str(known.get("category") or "")
    unsure = {name for name in _SHOWN if name in reading.fields and reading.grade(name) == "likely"}
    if "currency" not in known and total is not None:
        # No currency was printed: the company's own is taken, and marked.
        unsure.add("currency")
    if suggestion in categories and reading.grade("category") == "likely":
        # What its words suggest is marked, as whatever else is only likely: the claimant knows what it was for.
        unsure.add("category")
    return replace(
        line,
        several=len(reading.receipts) or line.several,
        reading="read",
        problem="",
        kind=reading.kind,
        merchant=str(merchant or ""),
        spent_on=spent_on if isinstance(spent_on, date) else None,
        paid=Money(total, str(currency)) if isinstance(total, Decimal) and total > 0 else None,
        printed_tax=tax if isinstance(tax, Decimal) else None,
        invoice_number=_number(known.get("invoice_number")),
        buyer=str(known.get("buyer") or ""),
        buyer_tax_number=_number(known.get("buyer_tax_number")),
        category=suggestion if suggestion in categories else "",
        unsure=frozenset(unsure),
    )


def apart(line: Line, reading: Reading, company: Company, next_line: int) -> tuple[Line, ...]:
    """A line for each receipt in the document of this one: the first in its place, the others with the next numbers."""
    count = len(reading.receipts)
    # Of an archive nothing is read as a whole: it is no receipt.
    empty = Line(line.id, line.document, cost_centre=line.cost_centre, several=count if reading.fields else 0)
    numbers = (line.id, *range(next_line, next_line + count - 1))
    return tuple(
        filled(replace(empty, id=number, receipt=place), one, company)
        for place, (number, one) in enumerate(zip(numbers, reading.receipts, strict=True), 1)
    )


def joined(line: Line, reading: Reading, company: Company) -> Line:
    """The line for the whole document, of which somebody said that it is one receipt."""
    empty = Line(line.id, line.document, cost_centre=line.cost_centre)
    return filled(replace(empty, several=len(reading.receipts)), as_one(reading), company)


def _number(found: Value | None) -> str:
    """A number of the document; what is longer than any is a misreading."""
    number = str(found or "")
    return number if len(number) <= LONGEST_CODE else ""


def to_json(reading: Reading) -> dict[str, Any]:
    """The reading as JSON without floats: the store refuses them."""
    plain: dict[str, Any] = json.loads(json.dumps(written(reading)), parse_float=str)
    return plain


def read_of(reading: Reading, receipt: int) -> Reading:
    """What was read of one receipt of several, from 1; of the whole document for 0."""
    return reading.receipts[receipt - 1] if 0 < receipt <= len(reading.receipts) else reading


def evidence(reading: Reading, document: str, receipt: int = 0) -> dict[str, Evidence]:
    """Where in its document each field was read, as far as it has a place there; of what is asked, what it may be; of
    one receipt of several, where it lies."""
    one = read_of(reading, receipt)
    found = {name: _read(one, name, document) for name in one.fields}
    if one.items:
        goods = tuple(Good(item.description, item.amount, item.quantity) for item in one.items)
        found[GOODS] = Evidence(goods=goods, mark=_mark_of_goods(one))
    first = one.region.page if one.region else 0
    if one.region is not None:
        found[REGION] = Evidence(_crop(one.region, document))
    return found | {LAST_PAGE: Evidence(Crop(document, first + max(0, one.pages - 1)))}


def _read(reading: Reading, name: str, document: str) -> Evidence:
    found, grade = reading.fields[name], reading.grade(name)
    return Evidence(
        _crop(found.where, document),
        _candidates(reading, name),
        None if grade == "ask" else found.value,
        "likely" if grade == "likely" else "",
    )


def _mark_of_goods(reading: Reading) -> Mark:
    """Sure where they add up to what is printed, to be looked at where they do not; plain where they are data."""
    held = [check.held for check in reading.checks if "items" in check.fields]
    if not all(held):
        return "look"
    if reading.grade("items") != "verified":
        return "likely"
    return "sure" if held else ""


def _crop(where: Where, document: str) -> Crop | None:
    if (box := where.box) is None:
        return None
    return Crop(document, where.page, (box.left, box.top, box.right, box.bottom), where.turned)


def _candidates(reading: Reading, name: str) -> tuple[str, ...]:
    found = reading.fields[name]
    # A name may be asked although it was read well: where the company knows the merchant by two others.
    if reading.grade(name) != "ask" and name != "merchant":
        return ()
    # The reading's own choice first; dates and amounts as a form takes them.
    return tuple(dict.fromkeys(str(value) for value in (found.value, *found.candidates)))
