"""A real Tryton as a world for the promises: our connector as the accounting user, a hand as the administrator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from erp.connector import Connector
from erp.connectors.tryton import TrytonConnector, connect
from erp.connectors.tryton.refusals import Refused
from erp.connectors.tryton.rpc import Rpc
from erp.faults import Faults, Unreliable
from erp.http import Http
from erp.report import Employee, ExpenseReport, Posted
from erp.world import Ability
from tests.erp.company import document, line, report
from tests.erp.worlds import Clock

#: References are never given out twice, and the server outlives a test; a story of the product begins at 1.
_REFERENCES = count(500_001)

INVOICE = "account.invoice"
LI = Employee("E001", "Li Wei")


class TrytonWorld:
    """The company that `tryton_up` lays out. Its books are counted in the moves' lines, by the administrator."""

    able: frozenset[Ability] = frozenset({"pay", "closed_period", "pass_time"})
    currencies: tuple[str, ...] = ("CNY", "USD", "EUR", "JPY")
    unknown_account = "9999"

    def __init__(self, server: dict[str, Any], today: date) -> None:
        self.server = server
        self._today = today
        self.clock = Clock()
        self.faults = Faults(clock=self.clock)
        self.real: TrytonConnector = connect(section(server))
        self.connector: Connector = Unreliable(self.real, self.faults)
        http = Http(server["url"], seconds=60)
        self._admin = Rpc(http, server["database"], server["admin_user"], server["admin_password"])
        self._context = {"company": server["ids"]["company"]}

    def report(self) -> ExpenseReport:
        files = (document(),)
        lines = (
            line(account="6602", cost_centre="CC100", spent_on=self._today),
            line("12.50", "0", account="6601", cost_centre="CC200", description="地铁", tax_code=""),
        )
        return report(
            f"EC26-{next(_REFERENCES):06}", employee=LI, posting_date=self._today, lines=lines, documents=files
        )

    def booked(self, reference: str) -> int:
        """Moves that owe somebody, of invoices with the reference, less those that were turned round."""
        domain = [["reference", "=", reference], ["move", "!=", None], ["cancel_move", "=", None]]
        moves = [row["move"] for row in self.admin("model", INVOICE, "search_read", domain, 0, None, None, ["move"])]
        owed = [["move", "in", moves], ["account.type.payable", "=", True], ["move.state", "=", "posted"]]
        return int(self.admin("model", "account.move.line", "search_count", owed)) if moves else 0

    def pay(self, posted: Posted, amount: Decimal, on: date) -> None:
        own = int(posted.id)
        context = {"active_model": INVOICE, "active_id": own, "active_ids": [own]}
        ids = self.server["ids"]
        party = self.admin("model", INVOICE, "read", [own], ["party"])[0]["party"]
        session = self.admin("wizard", INVOICE + ".pay", "create")[0]
        start = {
            "payee": party,
            "payees": [party],
            "amount": amount,
            "date": on,
            "description": "网银",
            "currency": ids["currencies"][posted.currency],
            "payment_method": ids["payment_method"],
            "company": ids["company"],
            "invoice_account": ids["payable_account"],
        }
        data = {"start": start}
        ends = self.admin("wizard", INVOICE + ".pay", "execute", session, data, "choice", more=context)
        if "view" in ends:  # a part: it asks what to do with the rest
            values = ends["view"]["defaults"] | ends["view"].get("values", {})
            ask = {name: value for name, value in values.items() if not name.endswith(".")} | {"type": "partial"}
            self.admin("wizard", INVOICE + ".pay", "execute", session, data | {"ask": ask}, "pay", more=context)
        self.admin("wizard", INVOICE + ".pay", "delete", session)

    def post_in_spite_of_warnings(self, invoice: int) -> None:
        """Post it as somebody does who says yes to every warning."""
        try:
            self.admin("model", INVOICE, "post", [invoice])
        except Refused as warning:
            user = self.admin("model", "res.user", "search", [["login", "=", self.server["admin_user"]]])[0]
            self.admin("model", "res.user.warning", "create", [{"user": user, "name": warning.name, "always": False}])
            self.admin("model", INVOICE, "post", [invoice])

    def take_on(self, people: Mapping[str, str], accounts: Mapping[str, str], cost_centres: Mapping[str, str]) -> None:
        """Give the company these as well, code → name; what it has already stays as it is."""
        company = self.server["ids"]["company"]
        kind = self.admin("model", "account.account", "read", [self.server["ids"]["accounts"]["meals"]], ["type"])
        more = {"company": company, "type": kind[0]["type"]}
        for code, name in accounts.items():
            self._one("account.account", {"code": code, "name": name} | more)
        root = self.server["ids"]["analytic_root"]
        for code, name in cost_centres.items():
            centre = {"code": code, "name": name, "type": "normal", "company": company, "root": root, "parent": root}
            self._one("analytic_account.account", centre)
        for code, name in people.items():
            party = self._one("party.party", {"code": code, "name": name, "addresses": [["create", [{}]]]})
            if not self.admin("model", "company.employee", "search", [["party", "=", party]]):
                self.admin("model", "company.employee", "create", [{"party": party, "company": company}])

    def _one(self, model: str, values: dict[str, Any]) -> int:
        found = self.admin("model", model, "search", [["code", "=", values["code"]]])
        return int(found[0] if found else self.admin("model", model, "create", [values])[0])

    def closed_day(self) -> date:
        return date.fromisoformat(self.server["ids"]["closed_period_date"])

    def pass_seconds(self, seconds: float) -> None:
        self.clock.seconds += seconds

    def admin(self, where: str, model: str, method: str, *params: object, more: dict[str, Any] | None = None) -> Any:
        """A call as the administrator."""
        return self._admin.call(f"{where}.{model}.{method}", *params, context=self._context | (more or {}))


def section(server: dict[str, Any]) -> dict[str, Any]:
    """The settings of the connector for a server of `tryton_up`."""
    return {name: server[name] for name in ("url", "database", "user", "password")}
