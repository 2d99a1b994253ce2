"""JournalEntry: a report as debits and credits, for ERPs that book journals. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from erp.report import ExpenseReport


@dataclass(frozen=True, slots=True)
class Entry:
    """One side of the entry: debit positive, credit negative, in the entry's currency.

    `line` is the index of the report's line behind it, none for the tax and the payable.
    """

    account: str
    amount: Decimal
    cost_centre: str = ""
    description: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """Debits and credits that sum to zero; one that does not balance cannot be constructed."""

    reference: str
    posting_date: date
    currency: str
    narration: str
    entries: tuple[Entry, ...]

    def __post_init__(self) -> None:
        difference = sum((entry.amount for entry in self.entries), Decimal(0))
        if difference:
            raise ValueError(f"journal entry {self.reference} does not balance: {difference} {self.currency}")


def journal_entry(report: ExpenseReport, *, payable: str, input_tax: str) -> JournalEntry:
    """Debit each line's account with its net amount and `input_tax` with the tax; credit `payable` with the total."""
    debits = [
        Entry(line.account, line.net, line.cost_centre, line.description, index)
        for index, line in enumerate(report.lines)
        if line.net
    ]
    taxes: dict[str, Decimal] = defaultdict(Decimal)
    for line in report.lines:
        taxes[line.tax_code] += line.tax
    debits += [Entry(input_tax, amount, description=code) for code, amount in taxes.items() if amount]
    return JournalEntry(
        reference=report.reference,
        posting_date=report.posting_date,
        currency=report.currency,
        narration=report.purpose,
        entries=(*debits, Entry(payable, -report.total)),
    )


def reversal(entry: JournalEntry, on: date, narration: str) -> JournalEntry:
    """The same entry with every sign turned: how a posted entry is corrected."""
    return JournalEntry(
        reference=entry.reference,
        posting_date=on,
        currency=entry.currency,
        narration=narration,
        entries=tuple(replace(e, amount=-e.amount) for e in entry.entries),
    )
