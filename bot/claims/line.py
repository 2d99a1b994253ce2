"""One expense line 费用明细: what was spent, on which document, and how it will be booked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from bot.claims.money import Money, rounded

#: A document is being read, was read (or entered by hand), or could not be read.
Reading = Literal["waiting", "read", "failed"]

#: Tax code of a line whose input tax the rules do not decide: the bookkeeper does, before it is posted.
UNDECIDED = "ASK"


#: Characters a code may have: category, account, tax code, and the numbers on a document.
LONGEST_CODE = 64

#: Wording key of the problem of a line whose reading the claimant did not wait for.
CANCELLED = "reading-cancelled"

#: Source of a rate that the claimant typed: the one they paid, which nobody has looked up.
BY_CLAIMANT = "claimant"


@dataclass(frozen=True, slots=True)
class Rate:
    """Units of the claim's currency for one unit of the line's, of which day and from which source.

    The bounds hold between any two currencies there are (rial and dinar are seven digits apart); beyond is a slip.
    """

    LOWEST: ClassVar[Decimal] = Decimal("0.0000001")
    HIGHEST: ClassVar[Decimal] = Decimal(10_000_000)

    value: Decimal
    on: date
    source: str

    def __post_init__(self) -> None:
        if not self.value.is_finite() or not self.LOWEST <= self.value <= self.HIGHEST:
            raise ValueError(f"not a rate: {self.value}")


@dataclass(frozen=True, slots=True)
class Recalled:
    """What was known of the merchant when the line was read: learnt on which claim (its stem), and by which number.

    `names` are those that contradict each other, or that the claimant said is not this one: then none is taken.
    """

    merchant: int
    reference: str
    by: str  # tax_number, registration, phone
    sure: bool = False
    name: str = ""
    names: tuple[str, ...] = ()
    category: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a claim; `id` counts from 1 within the claim and is never given out twice in it.

    `paid` is what the document says was paid, in its own currency; `tax` the input tax that can be recovered, in the
    claim's currency, decided when the claim is submitted and correctable by the bookkeeper. `unsure` names the fields
    a person should look at; a field someone corrected or confirmed is not unsure any more.
    """

    id: int
    document: str | None = None  # SHA-256 of the document's bytes; None for a line entered by hand
    reading: Reading = "waiting"
    problem: str = ""  # wording key, when the reading failed
    kind: str = ""  # kind of document, as the reading names it
    merchant: str = ""
    spent_on: date | None = None
    paid: Money | None = None
    printed_tax: Decimal | None = None
    invoice_number: str = ""
    buyer: str = ""  # 抬头, as the document gives it
    buyer_tax_number: str = ""
    category: str = ""
    rate: Rate | None = None
    unsure: frozenset[str] = frozenset()
    recalled: Recalled | None = None
    account: str = ""
    tax: Decimal = Decimal(0)
    tax_code: str = ""
    cost_centre: str = ""
    project: str = ""
    several: int = 0  # how many receipts the document holds, where it is more than one and may be one
    receipt: int = 0  # which of them this is, from 1; 0 for the whole document

    def claimed(self, currency: str) -> Money | None:
        """The amount asked for, in the claim's currency; None as long as amount or rate is missing."""
        if self.paid is None:
            return None
        if self.paid.currency == currency:
            return self.paid.rounded()
        return self.paid.at(self.rate.value, currency) if self.rate else None

    def missing(self, currency: str) -> tuple[str, ...]:
        """Names of what a person still has to give before the line can be submitted, in the order they are asked."""
        gaps = []
        claimed = self.claimed(currency)
        if self.paid is None or self.paid.rounded().amount <= 0:
            # A red-letter invoice or a refund is not something to be paid back.
            gaps.append("total")
        elif claimed is None or claimed.amount <= 0:
            gaps.append("rate")
        if self.spent_on is None:
            gaps.append("date")
        if not self.category:
            gaps.append("category")
        return tuple(gaps)

    @property
    def known(self) -> Recalled | None:
        """What was known of the merchant, where something of it stands here still."""
        found = self.recalled
        stands = found is not None and (
            (found.name and found.name == self.merchant) or (found.category and found.category == self.category)
        )
        return found if stands else None

    @property
    def likely(self) -> frozenset[str]:
        """Names of the values that stand here and are only likely: what is missing is not among them."""
        absent = {
            "merchant": not self.merchant,
            "date": self.spent_on is None,
            "total": self.paid is None,
            "currency": self.paid is None,
        }
        return frozenset(name for name in self.unsure if not absent.get(name, False))

    def with_rate_that_fits(self, old: Line, currency: str) -> Line:
        """The same line without a rate that was for the currency or the day of the old one: it is asked again."""
        if self.rate is None:
            return self
        unit, unit_before = (line.paid.currency if line.paid else currency for line in (self, old))
        untouched = self.rate == old.rate
        other_day = self.spent_on != old.spent_on and self.rate.on != self.spent_on
        if unit == currency or (untouched and (unit != unit_before or other_day)):
            return replace(self, rate=None)
        return self

    def with_coding_of(self, other: Line) -> Line:
        """The same line, to be booked like the other: its account, tax, cost centre and project."""
        return replace(
            self,
            account=other.account,
            tax=other.tax,
            tax_code=other.tax_code,
            cost_centre=other.cost_centre,
            project=other.project,
        )

    def with_tax(self, tax: Decimal, currency: str) -> Line:
        """The same line with its recoverable tax, rounded to the claim's currency."""
        return replace(self, tax=rounded(tax, currency))
