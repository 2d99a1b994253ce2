"""The simulator of ERPNext as a world for the promises."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count

from erp.connector import Connector
from erp.connectors.erpnext import connect
from erp.faults import Faults, Unreliable
from erp.report import Employee, ExpenseReport, Posted
from erp.world import Ability
from tests.erp.company import line, report
from tests.erp.erpnext.simulator import Erpnext
from tests.erp.worlds import Clock

LI = Employee("HR-EMP-00001", "Li Wei")


def site() -> Erpnext:
    """A site with the company of the recordings."""
    return Erpnext(
        employees={LI.number: LI.name},
        accounts={"Travel Expenses - DT": "Travel Expenses", "Meals - DT": "Meals", "VAT - DT": "VAT"},
        cost_centres={"Main - DT": "Main", "Sales - DT": "Sales", "Research - DT": "Research"},
        types={"Travel": "Travel Expenses - DT", "Food": "Meals - DT"},
        closed="2026-01-31",
    )


def section(url: str) -> dict[str, str]:
    """The settings of the connector for it."""
    return {
        "url": url,
        "key": "key",
        "secret": "secret",
        "company": "Demo Trading",
        "payable": "Creditors - DT",
        "cost_centre": "Main - DT",
        "approver": "bot@example.com",
    }


class ErpnextWorld:
    """Its books are counted in the simulator itself."""

    able: frozenset[Ability] = frozenset({"pay", "closed_period", "pass_time"})
    #: Up to version 15 a claim is in the company's currency only; the second one has to be refused.
    currencies: tuple[str, ...] = ("CNY", "USD")
    unknown_account = "Nowhere - DT"

    def __init__(self, url: str, erpnext: Erpnext) -> None:
        self.erpnext = erpnext
        self.clock = Clock()
        self.faults = Faults(clock=self.clock)
        self.real = connect(section(url))
        self.connector: Connector = Unreliable(self.real, self.faults)
        self._references = count(1)

    def report(self) -> ExpenseReport:
        lines = (
            line(account="Meals - DT", category="Food", cost_centre="Sales - DT", tax_code="VAT - DT"),
            line(
                "12.50",
                "0",
                account="Travel Expenses - DT",
                category="Travel",
                cost_centre="Research - DT",
                description="地铁",
                tax_code="",
            ),
        )
        return report(f"EC26-{next(self._references):06}", employee=LI, lines=lines)

    def booked(self, reference: str) -> int:
        claims = self.erpnext.documents.get("Expense Claim", {})
        return sum(claims[name]["custom_external_ref"] == reference for name in self.erpnext.booked)

    def pay(self, posted: Posted, amount: Decimal, on: date) -> None:
        self.erpnext.pay(posted.id, float(amount), on.isoformat())

    def closed_day(self) -> date:
        return date(2026, 1, 10)

    def pass_seconds(self, seconds: float) -> None:
        self.clock.seconds += seconds
