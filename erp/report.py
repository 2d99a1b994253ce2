"""ExpenseReport and Posted: the canonical, ERP-neutral form of an approved claim, and what the ERP made of it.

Pure values. Decimals and ISO 4217 codes, ISO dates. One currency a report: the reimbursement currency.
Amounts of lines are already converted and rounded to that currency's digits by whoever builds the report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

#: Version of the canonical form; a change that an integrator can notice raises it.
FORMAT_VERSION = "1.0"

#: The claim reference as it stands in the ERP: at most 16 characters (SAP's limit).
REFERENCE = re.compile(r"[A-Z0-9-]{1,16}")

PaymentState = Literal["unpaid", "partly_paid", "paid", "reversed"]


@dataclass(frozen=True, slots=True)
class Employee:
    """Whom the company owes. `number` is the employee number in the ERP's master data."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """A receipt that belongs to the report. `digest` is SHA-256 in hex; `content` travels only to the connector."""

    digest: str
    name: str
    media_type: str
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One expense: `net + tax == gross`, all in the report's currency, `gross` the approved amount."""

    description: str
    spent_on: date
    category: str
    account: str
    net: Decimal
    tax: Decimal
    gross: Decimal
    tax_code: str = ""
    cost_centre: str = ""
    project: str = ""
    document_digests: tuple[str, ...] = ()
    #: What was paid, where that was another currency: amount, ISO code, rate to the report's currency.
    original_amount: Decimal | None = None
    original_currency: str = ""
    rate: Decimal | None = None

    def __post_init__(self) -> None:
        if self.net + self.tax != self.gross:
            raise ValueError(f"net {self.net} + tax {self.tax} is not gross {self.gross}")


@dataclass(frozen=True, slots=True)
class ExpenseReport:
    """An approved claim as an ERP gets it."""

    reference: str
    employee: Employee
    purpose: str
    currency: str
    posting_date: date
    lines: tuple[ReportLine, ...]
    documents: tuple[Document, ...] = ()
    version: str = FORMAT_VERSION

    def __post_init__(self) -> None:
        if not REFERENCE.fullmatch(self.reference):
            raise ValueError(f"not a claim reference: {self.reference!r}")
        if not self.lines:
            raise ValueError("an expense report has at least one line")
        known = {document.digest for document in self.documents}
        for line in self.lines:
            missing = set(line.document_digests) - known
            if missing:
                raise ValueError(f"line refers to documents the report does not carry: {sorted(missing)}")

    @property
    def total(self) -> Decimal:
        """Sum of the gross amounts: what the employee gets."""
        return sum((line.gross for line in self.lines), Decimal(0))

    @property
    def tax(self) -> Decimal:
        """Sum of the tax amounts."""
        return sum((line.tax for line in self.lines), Decimal(0))


@dataclass(frozen=True, slots=True)
class PostedLine:
    """A line as the ERP holds it, for reading back: debit positive, credit negative."""

    account: str
    amount: Decimal
    cost_centre: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """A document in the ERP that carries our reference, as the ERP holds it now.

    `id` is the ERP's own key, `voucher_number` what a bookkeeper reads. `state` is ours: draft, posted or cancelled.
    `total` and `tax` are in `currency`; `paid_on` is the last payment's date where the ERP tells it.
    `employee` is the employee number, `purpose` the document's text, both empty where the ERP does not give them.
    """

    id: str
    reference: str
    state: Literal["draft", "posted", "cancelled"]
    total: Decimal
    tax: Decimal
    currency: str
    posting_date: date
    voucher_number: str = ""
    payment: PaymentState = "unpaid"
    paid_amount: Decimal = Decimal(0)
    paid_on: date | None = None
    lines: tuple[PostedLine, ...] = ()
    document_digests: tuple[str, ...] = ()
    employee: str = ""
    purpose: str = ""
