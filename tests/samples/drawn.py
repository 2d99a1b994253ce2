"""What a drawn document says, and its paper: one value, so that the label and the print cannot part."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any

from ocr.page import Page
from tests.samples.paper import Paper

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Item:
    """One printed line of goods; `amount` as printed, with or without tax as the document has it, taxed at `rate` %."""

    name: str
    count: Decimal
    price: Decimal
    amount: Decimal
    rate: Decimal = Decimal(0)


@dataclass(frozen=True)
class Drawn:
    """What is printed. A field that is None or empty is not on the paper. Amounts with tax, but for `net` and `tax`."""

    kind: str
    merchant: str | None
    day: date | None
    total: Decimal
    currency: str
    paper: Paper
    time: time | None = None
    net: Decimal | None = None
    tax: Decimal | None = None
    code: str | None = None
    number: str | None = None
    payment: str | None = None
    address: str | None = None
    items: tuple[Item, ...] = field(default=(), repr=False)
    note: str = ""

    @property
    def page(self) -> Page:
        """The words and their boxes as an engine that misreads nothing would give them."""
        return self.paper.page()

    def label(self, file: str) -> dict[str, Any]:
        """The line of `labels.jsonl` that a bench compares readings with."""
        said = {
            "file": file,
            "kind": self.kind,
            "company": self.merchant,
            "date": self.day and self.day.isoformat(),
            "total": str(self.total),
            "tax": None if self.tax is None else str(self.tax),
            "currency": self.currency,
            "invoice_code": self.code,
            "invoice_number": self.number,
            "address": self.address,
            "note": self.note or None,
        }
        return {name: value for name, value in said.items() if value is not None}


def cents(value: Decimal) -> Decimal:
    """Rounded half up to hundredths, as tills do."""
    return value.quantize(CENT, "ROUND_HALF_UP")
