"""Claims and their lines as tables for a spreadsheet, in the reader's language. Pure: how a file holds them is written
in `bot/workflow/sheets.py`.

A text is a text in every program that opens the file, also where it looks like a number or begins like a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.claims.claim import Claim
from bot.claims.company import Company
from bot.claims.line import UNDECIDED, Line
from bot.claims.money import rounded
from bot.claims.people import Employee, People
from bot.claims.states import Action
from bot.views.reader import Reader

#: One place of a table: texts, exact amounts, whole numbers, days, or nothing.
Cell = str | Decimal | int | date | None

CLAIMS = (
    "reference", "state", "claimant_number", "claimant", "department", "purpose", "currency", "claimed", "approved",
    "lines", "submitted_on", "waiting_for", "voucher_number", "posted_on", "paid_on",
)  # fmt: skip

LINES = (
    "reference", "line", "state", "claimant_number", "claimant", "kind", "merchant", "date", "category", "paid_amount",
    "paid_currency", "rate", "currency", "claimed", "approved", "account", "account_name", "input_tax", "tax_code",
    "cost_centre", "project", "invoice_number", "buyer_tax_number", "voucher_number", "posted_on", "paid_on",
)  # fmt: skip


class Extract:
    """What one reader gets of each claim."""

    def __init__(self, viewer: Employee, people: People, company: Company) -> None:
        self._viewer, self._people, self._company = viewer, people, company
        self._nothing = Reader(Claim("EC00-000000", viewer.number, company.currency), viewer, people, company)

    def heads(self, columns: Sequence[str]) -> tuple[str, ...]:
        """The headings of `CLAIMS` or `LINES`."""
        say = self._nothing.say
        return tuple(
            say(f"column-{name}" if self._nothing.wording.knows(f"column-{name}") else f"field-{name}")
            for name in columns
        )

    def claim(self, claim: Claim) -> tuple[Cell, ...]:
        """The row of a claim, in the order of `CLAIMS`."""
        reader = Reader(claim, self._viewer, self._people, self._company)
        step = claim.waiting_for
        waits = reader.name(step.approver) if step else reader.say("role-bookkeeper") if claim.with_bookkeeper else ""
        return (
            claim.reference, _state(reader), claim.claimant, reader.name(claim.claimant), self._department(claim),
            claim.purpose, claim.currency, claim.claimed.rounded().amount, claim.approved.rounded().amount,
            len(claim.lines), self._submitted(claim), waits, claim.voucher_number, claim.posted_on, claim.paid_on,
        )  # fmt: skip

    def lines(self, claim: Claim) -> tuple[tuple[Cell, ...], ...]:
        """A row for each line of a claim, in the order of `LINES`."""
        reader = Reader(claim, self._viewer, self._people, self._company)
        return tuple(self._line(reader, claim, line) for line in claim.lines)

    def _line(self, reader: Reader, claim: Claim, line: Line) -> tuple[Cell, ...]:
        claimed = line.claimed(claim.currency)
        foreign = line.rate is not None and line.paid is not None and line.paid.currency != claim.currency
        return (
            claim.reference, line.id, _state(reader), claim.claimant, reader.name(claim.claimant),
            reader.say("line-reading") if line.reading == "waiting" else reader.kind(line), line.merchant,
            line.spent_on, reader.category(line.category) if line.category else "",
            line.paid.rounded().amount if line.paid else None, line.paid.currency if line.paid else "",
            line.rate.value if foreign and line.rate else None, claim.currency, claimed.amount if claimed else None,
            claim.approved_amount(line).rounded().amount if claimed else None, line.account,
            self._company.account_name(line.account), rounded(line.tax, claim.currency),
            reader.say("tax-ask") if line.tax_code == UNDECIDED else line.tax_code, line.cost_centre, line.project,
            line.invoice_number, line.buyer_tax_number, claim.voucher_number, claim.posted_on, claim.paid_on,
        )  # fmt: skip

    def _department(self, claim: Claim) -> str:
        return self._people[claim.claimant].department if claim.claimant in self._people else ""

    def _submitted(self, claim: Claim) -> date | None:
        """Where the company is: what a month is belongs to its books and not to the reader."""
        at = next((one.at for one in reversed(claim.history) if one.action is Action.SUBMIT), None)
        return at.astimezone(ZoneInfo(self._company.time_zone)).date() if at else None


def _state(reader: Reader) -> str:
    return reader.say("state-discarded" if reader.claim.discarded else f"state-{reader.claim.state}")
