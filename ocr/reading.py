"""Document and Reading: what comes in and what was read, with the evidence for every value.

Pure values: no I/O, no clock. Amounts are Decimal, dates `datetime.date`, currencies ISO 4217 codes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Literal

#: How a value was found, most trustworthy first: the first two as data, the next two as text that stands on a page.
How = Literal["xml", "ofd", "ofd text", "pdf text", "qr", "ocr"]

#: How sure a reading is: shown plainly, marked, or asked.
Grade = Literal["verified", "likely", "ask"]

#: Every field a reading may carry, and the type of its value. A tax rate is in percent: 13 for 13 %; a time is of the
#: place it was printed at, to the minute; the names of payment methods and of categories are those of
#: `ocr.fields.payments` and `ocr.fields.categories`, and a category is a suggestion.
FIELDS: Mapping[str, type] = {
    "merchant": str,
    "date": date,
    "time": time,
    "total": Decimal,
    "net": Decimal,
    "tax": Decimal,
    "tax_rate": Decimal,
    "currency": str,
    "invoice_code": str,
    "invoice_number": str,
    "buyer": str,
    "buyer_tax_number": str,
    "seller_tax_number": str,
    "seller_registration": str,
    "seller_phone": str,
    "traveller": str,
    "payment_method": str,
    "category": str,
}

Value = str | date | time | Decimal

#: Called before each page that has to be recognised, with its number, counted from 1, and how many pages there are.
#: Raises `ocr.Cancelled` where nobody waits for the reading any more; the pages after are then not looked at.
Progress = Callable[[int, int], None]


def unwatched(page: int, pages: int) -> None:
    """The `Progress` of whoever does not look."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it was sent: its bytes, the name its sender gave it, and the media type found in its bytes."""

    content: bytes
    name: str
    media_type: str

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, 64 hex digits: the document's identity everywhere."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Box:
    """Where on a page: fractions of its width and height, 0 to 1, origin at the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (0 <= self.left <= self.right <= 1 and 0 <= self.top <= self.bottom <= 1):
            raise ValueError(f"not a box on a page: {self}")


@dataclass(frozen=True, slots=True)
class Where:
    """The page (from 0, as the document has it, turned upright) and the box a value was read from; no box for data.

    `turned` is by how many degrees clockwise (0, 90, 180, 270) the page, as EXIF shows it, was turned for that.
    """

    page: int = 0
    box: Box | None = None
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """One value with its evidence. `confidence` is 0 to 1; `text` is what stood there, before it was understood."""

    value: Value
    confidence: float
    how: How
    where: Where = Where()
    text: str = ""
    candidates: tuple[Value, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence {self.confidence} is not between 0 and 1")


@dataclass(frozen=True, slots=True)
class Check:
    """An arithmetic or plausibility check over fields, such as `net + tax = total`: whether it held."""

    name: str
    fields: tuple[str, ...]
    held: bool


@dataclass(frozen=True, slots=True)
class LineItem:
    """One printed line of goods or services; amount includes tax where the document prints it so.

    Goods are graded together, as `items`: verified where they add up to what the document says.
    """

    description: str
    amount: Decimal
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document says.

    `kind` is the name of the receipt kind that read it (`receipt`, `vat_invoice`, `taxi_receipt`, `train_ticket` …);
    `fields` holds only what was found, by name from `FIELDS`; `questions` names fields a person should look at.

    Where a document holds several receipts, `receipts` has each by itself, in the order of reading, and the rest is the
    document read as one, its values asked; `certain` says that there is no doubt that they are several. Each of them
    lies in a `region` of the document; it has none of its own below it.
    """

    kind: str
    fields: Mapping[str, Field]
    checks: tuple[Check, ...] = ()
    items: tuple[LineItem, ...] = ()
    pages: int = 1
    engine: str = ""
    grades: Mapping[str, Grade] = field(default_factory=dict)
    receipts: tuple[Reading, ...] = ()
    certain: bool = False
    region: Where | None = None

    def __post_init__(self) -> None:
        for name, found in self.fields.items():
            if not isinstance(found.value, FIELDS[name]):
                raise TypeError(f"{name} must be {FIELDS[name].__name__}, not {type(found.value).__name__}")

    def value(self, name: str) -> Value | None:
        """The value of a field, or None where the document does not say."""
        found = self.fields.get(name)
        return found.value if found else None

    def grade(self, name: str) -> Grade:
        """How sure the field is; a field that was not found is asked."""
        return self.grades.get(name, "ask")
