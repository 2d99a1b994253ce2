"""The embedded Beancount ledger of an installation without an ERP: laid out for the company, read back by Beancount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from bot.claims.claim import Claim
from bot.claims.company import Company
from bot.claims.people import People
from bot.claims.states import State
from erp.connectors import ledger
from erp.report import Employee


@dataclass(frozen=True, slots=True)
class Chart:
    """The accounts a ledger needs: code → (Beancount name, what people call it), and which code plays which part."""

    accounts: dict[str, tuple[str, str]]
    payable: str
    input_tax: str
    bank: str
    cost_centres: dict[str, str]


class EmbeddedLedger:
    """A ledger folder with its connector, and the views on it that the demo and `check` show."""

    def __init__(self, folder: Path, company: Company, people: People, chart: Chart, opened_on: date) -> None:
        self._settings = ledger.LedgerSettings(
            title=company.name,
            currency=company.currency,
            accounts=tuple(ledger.Account(code, *names) for code, names in chart.accounts.items()),
            payable=chart.payable,
            input_tax=chart.input_tax,
            bank=chart.bank,
            employees=tuple(Employee(person.number, person.name) for person in people.active()),
            cost_centres=tuple(ledger.CostCentre(code, name) for code, name in chart.cost_centres.items()),
            opened_on=opened_on,
        )
        ledger.create(folder, self._settings)
        self.folder = folder
        self.connector = ledger.LedgerConnector(folder, self._settings)

    def pay(self, reference: str, on: date) -> None:
        """Write the payment into the ledger, as the bookkeeper does by hand after the bank run."""
        self.connector.mark_paid(reference, on)

    def problems(self) -> tuple[str, ...]:
        """What `bean-check` and the connector find wrong with the whole ledger; empty when it is sound."""
        return self.connector.check().problems

    def journal(self) -> str:
        """Every entry of the ledger's months, as it stands in the files; a file of comments alone is left out."""
        files = sorted((self.folder / "months").glob("*.beancount"))
        texts = [file.read_text("utf-8").strip() for file in files]
        return "\n\n".join(text for text in texts if any(line[:1] not in ("", ";") for line in text.splitlines()))

    def differences(self, claims: Sequence[Claim]) -> list[str]:
        """Where the ledger, read by `bean-query`, is not exactly what was approved and paid; empty when it is.

        `claims` are all that were posted. Compared are date, employee, currency and the sums by account and cost centre
        of each document and of its payments, and that the ledger holds no other reference.
        """
        found: list[str] = []
        for claim in claims:
            rows = ledger.witness(self.folder / "main.beancount", claim.reference)
            held = _sums(
                (_Place(row.kind, row.on, row.employee, row.currency, row.account, row.cost_centre), row.amount)
                for row in rows
            )
            expected = self._expected(claim)
            if held != expected:
                found.append(f"{claim.reference}: approved {_listed(expected)}, in the ledger {_listed(held)}")
        known = {claim.reference for claim in claims}
        others = {posted.reference for posted in self.connector.changed(None)[0]} - known
        return [*found, *(f"{reference}: in the ledger, but nobody approved it" for reference in sorted(others))]

    def _expected(self, claim: Claim) -> dict[_Place, Decimal]:
        settings, currency = self._settings, claim.currency
        payable, approved = settings.payable_of(claim.claimant), claim.approved.amount

        def booked(account: str, centre: str = "") -> _Place:
            return _Place("document", claim.posted_on, claim.claimant, currency, account, centre)

        def paid(account: str) -> _Place:
            return _Place("", claim.paid_on, "", currency, account, "")

        amounts = [(booked(payable), -approved)]
        for line in claim.lines:
            gross = claim.approved_amount(line).amount
            tax = min(line.tax, gross)
            amounts.append((booked(settings.ledger_name(claim.booked_on(line)), line.cost_centre), gross - tax))
            amounts.append((booked(settings.ledger_name(settings.input_tax)), tax))
        if claim.state is State.PAID:
            amounts += [(paid(payable), approved), (paid(settings.ledger_name(settings.bank)), -approved)]
        return _sums(amounts)


class _Place(NamedTuple):
    """Where an amount stands: in the document or its reversal, or with an empty kind in a payment."""

    kind: str
    on: date | None
    employee: str
    currency: str
    account: str
    cost_centre: str


def _sums(amounts: Iterable[tuple[_Place, Decimal]]) -> dict[_Place, Decimal]:
    sums: dict[_Place, Decimal] = defaultdict(Decimal)
    for place, amount in amounts:
        sums[place] += amount
    return {place: amount for place, amount in sums.items() if amount}


def _listed(sums: Mapping[_Place, Decimal]) -> str:
    named = sorted((" ".join(str(part) for part in place if part), amount) for place, amount in sums.items())
    return "; ".join(f"{place} {amount}" for place, amount in named) or "nothing"
