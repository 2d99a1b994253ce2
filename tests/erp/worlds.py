"""Worlds for the contract: the memory ERP and the embedded ledger, with a clock that tests move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path

from erp.connector import Connector
from erp.connectors.ledger import LedgerConnector, create, witness
from erp.connectors.memory import MemoryConnector, MemorySettings
from erp.faults import Faults, Unreliable
from erp.report import ExpenseReport, Posted
from erp.world import Ability
from tests.erp.company import LIN, SETTINGS, WANG, report

MEMORY = MemorySettings(
    accounts={account.code: account.name for account in SETTINGS.accounts},
    payable=SETTINGS.payable,
    input_tax=SETTINGS.input_tax,
    employees=(WANG, LIN),
    currencies=SETTINGS.currencies,
    cost_centres={centre.code: centre.name for centre in SETTINGS.cost_centres},
    closed_until=SETTINGS.closed_until,
)


@dataclass
class Clock:
    """Seconds that only a test moves."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Surroundings:
    """What the worlds share."""

    clock: Clock = field(default_factory=Clock)
    references: Iterator[int] = field(default_factory=lambda: count(1))
    able: frozenset[Ability] = frozenset({"pay", "closed_period", "pass_time"})
    currencies: tuple[str, ...] = SETTINGS.currencies
    unknown_account: str = "9999"

    def __post_init__(self) -> None:
        self.faults = Faults(clock=self.clock)

    def report(self) -> ExpenseReport:
        return report(f"EC26-{next(self.references):06}")

    def closed_day(self) -> date:
        return date(2026, 9, 30)

    def pass_seconds(self, seconds: float) -> None:
        self.clock.seconds += seconds


class MemoryWorld(Surroundings):
    """The memory ERP; its books are counted in its own vouchers."""

    def __init__(self) -> None:
        super().__init__()
        self.erp = MemoryConnector(MEMORY, self.faults)
        self.connector: Connector = self.erp

    def booked(self, reference: str) -> int:
        return len(self.erp.vouchers(reference))

    def pay(self, posted: Posted, amount: Decimal, on: date) -> None:
        self.erp.mark_paid(posted.reference, on, amount)


class LedgerWorld(Surroundings):
    """The embedded ledger; its books are counted by bean-query, and a bookkeeper pays with an editor."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        create(folder, SETTINGS)
        self.ledger = LedgerConnector(folder, SETTINGS)
        self.connector: Connector = Unreliable(self.ledger, self.faults)

    def booked(self, reference: str) -> int:
        rows = witness(self.ledger.folder / "main.beancount", reference)
        return sum(1 for row in rows if row.account.startswith("Liabilities:2241:") and row.amount < 0)

    def pay(self, posted: Posted, amount: Decimal, on: date) -> None:
        month = self.ledger.folder / "months" / f"{on:%Y-%m}.beancount"
        with month.open("a", encoding="utf-8") as file:
            file.write(
                f'\n{on} * "{posted.employee} 报销付款" ^{posted.reference}\n'
                f"  Liabilities:2241:{posted.employee}  {amount} {posted.currency} ; 网银\n  Assets:1002\n"
            )
