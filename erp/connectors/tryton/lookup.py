"""What a report names by codes, found in Tryton's master data; and the master data itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from erp.connector import MasterKind, MasterRow
from erp.connectors.tryton.meaning import Codes
from erp.connectors.tryton.refusals import Refused
from erp.connectors.tryton.rpc import Rpc
from erp.connectors.tryton.settings import TrytonSettings
from erp.errors import Misconfigured, Rejected
from erp.report import ExpenseReport

#: So many rows a call when master data is pulled.
PAGE = 500

#: So often a search is made again that was refused.
TRIES = 3


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where a kind of master data lies: its model, which rows of it, the fields of code and name and of its end.

    `ends` says of what is over: a flag that is false, a flag `closed` that is true, or a last day.
    """

    model: str
    code: str
    name: str
    of_company: bool = True
    only: tuple[Any, ...] = ()
    ends: tuple[str, ...] = ("active",)


KINDS: Mapping[MasterKind, _Kind] = {
    "employee": _Kind("company.employee", "party.code", "party.name", ends=("party.active", "end_date")),
    "account": _Kind("account.account", "code", "name", only=(["type", "!=", None],), ends=("closed",)),
    "cost_centre": _Kind("analytic_account.account", "code", "name", only=(["type", "=", "normal"],)),
    "tax": _Kind("account.tax", "name", "description"),
    "currency": _Kind("currency.currency", "code", "name", of_company=False),
}


class Lookup:
    """Ids by codes. What hardly ever changes (company, journal) is kept, everything else is asked for each time."""

    def __init__(self, rpc: Rpc, settings: TrytonSettings) -> None:
        self._rpc = rpc
        self._settings = settings
        self._company: int | None = None
        self._journal: int | None = None

    @property
    def company(self) -> int:
        """The company's id. Raises Misconfigured where the settings name none of those there are."""
        if self._company is None:
            name = self._settings.company
            rows = self.rows("company.company", [["party.name", "=", name]] if name else [], ["party.name"], {})
            self._company = _only(rows, "company", name, lambda row: str(row["party."]["name"]))
        return self._company

    @property
    def journal(self) -> int:
        """The id of the journal our invoices are in."""
        if self._journal is None:
            name = self._settings.journal
            domain = [["OR", ["code", "=", name], ["name", "=", name]]] if name else [["type", "=", "expense"]]
            rows = self.rows("account.journal", domain, ["name"])
            self._journal = _only(rows, "journal", name, lambda row: str(row["name"]))
        return self._journal

    @property
    def context(self) -> dict[str, Any]:
        """What every call is told."""
        return {"company": self.company}

    def rows(
        self, model: str, domain: list[Any], names: list[str], context: dict[str, Any] | None = None, **page: Any
    ) -> list[dict[str, Any]]:
        """The records of a domain, oldest first. Raises Misconfigured where the user may not read them."""
        context = self.context if context is None else context
        at = (page.get("offset", 0), page.get("limit"), [["id", "ASC"]])
        said = ""
        for _ in range(TRIES):
            try:
                return list(
                    self._rpc.call(f"model.{model}.search_read", domain, *at, names, context=context, reads=True)
                )
            except Refused as error:  # what it found may be deleted before it reads it: then it finds less next time
                said = error.message
        raise Misconfigured(f"Tryton does not let {self._settings.user!r} read {model}: {said}")

    def codes(self, report: ExpenseReport) -> Codes:
        """The ids of all that the report names. Raises Rejected for an employee or a currency that Tryton lacks."""
        company, (party, term) = self.company, self._party(report)
        mine = ["company", "=", company]
        currencies = self.rows("currency.currency", [["code", "=", report.currency]], ["code"])
        if not currencies:
            text = f"Tryton has no currency {report.currency}"
            raise Rejected(text, code="unknown_currency", field="currency")
        accounts = sorted({line.account for line in report.lines})
        codes = sorted({line.tax_code for line in report.lines if line.tax})
        centres = sorted({line.cost_centre for line in report.lines if line.cost_centre})
        return Codes(
            company=company,
            journal=self.journal,
            payable=party["account_payable"] or self._payable(),
            party=party["id"],
            address=party["addresses"][0],
            payment_term=term,
            currency=currencies[0]["id"],
            accounts={
                row["code"]: row["id"]
                for row in self.rows("account.account", [mine, ["code", "in", accounts]], ["code"])
            },
            taxes={
                row["name"]: (row["id"], row["invoice_account"])
                for row in (self.rows("account.tax", [mine, ["name", "in", codes]], _TAX) if codes else [])
            },
            cost_centres={
                row["code"]: (row["root"], row["id"])
                for row in (
                    self.rows("analytic_account.account", [mine, ["code", "in", centres]], ["code", "root"])
                    if centres
                    else []
                )
            },
        )

    def _party(self, report: ExpenseReport) -> tuple[dict[str, Any], int | None]:
        number = report.employee.number
        names = ["account_payable", "supplier_payment_term", "addresses"]
        own = [["party.code", "=", number], ["company", "=", self.company]]
        employees = self.rows("company.employee", own, ["party"])
        if not employees:
            text = f"Tryton has no employee {number}"
            raise Rejected(text, code="unknown_employee", field="employee.number")
        party = self.rows("party.party", [["id", "=", employees[0]["party"]]], names)[0]
        if not party["addresses"]:
            text = f"employee {number} has no address in Tryton; an invoice needs one"
            raise Rejected(text, code="no_address", field="employee.number")
        return party, party["supplier_payment_term"]

    def _payable(self) -> int:
        found = self.rows("account.configuration", [], ["default_account_payable"])
        account = found[0]["default_account_payable"] if found else None
        if account is None:
            raise Misconfigured("Tryton: neither the employee nor the configuration has an account payable")
        return int(account)

    def master(self, kind: MasterKind, since: str | None) -> Iterator[MasterRow]:
        """Rows changed since the cursor, which is a moment of Tryton's; a page at a time."""
        where = KINDS[kind]
        domain: list[Any] = [["company", "=", self.company]] if where.of_company else []
        domain += where.only
        if since:
            moment = datetime.fromisoformat(since)
            domain.append(["OR", ["write_date", ">=", moment], ["create_date", ">=", moment]])
        names = [where.code, where.name, "write_date", "create_date", *where.ends]
        context = self.context | {"active_test": False}
        offset = 0
        while rows := self.rows(where.model, domain, names, context, offset=offset, limit=PAGE):
            for row in rows:
                code = _in(row, where.code)
                if code:
                    alive = all(_alive(name, _in(row, name)) for name in where.ends)
                    name = str(_in(row, where.name) or "")
                    yield MasterRow(kind, str(code), name, alive, moment_of(row).isoformat())
            offset += len(rows)


_TAX = ["name", "invoice_account"]


def moment_of(row: Mapping[str, Any]) -> datetime:
    """When a record last changed, by Tryton's clock."""
    moment = row["write_date"] or row["create_date"]
    assert isinstance(moment, datetime)  # noqa: S101 - every record was created once
    return moment


def _in(row: Mapping[str, Any], name: str) -> Any:
    """A field, also one of a record that is pointed at: party.code."""
    first, _, rest = name.partition(".")
    return (row[f"{first}."] or {}).get(rest) if rest else row[first]


def _alive(name: str, value: Any) -> bool:
    if name == "end_date":
        return value is None or value >= datetime.now(UTC).date()
    return not value if name == "closed" else bool(value)


def _only(rows: list[dict[str, Any]], what: str, name: str, called: Any) -> int:
    if len(rows) == 1:
        return int(rows[0]["id"])
    if rows:
        names = ", ".join(sorted(called(row) for row in rows))
        raise Misconfigured(f"erp.tryton.{what}: Tryton has {len(rows)}; say which: {names}")
    raise Misconfigured(f"erp.tryton.{what}: Tryton has no {what} {name!r}" if name else f"Tryton has no {what}")
