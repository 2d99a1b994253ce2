"""ERPNext as far as our connector goes: a simulator, built from recorded exchanges with a running 16.0.0-dev.

`test_recorded.py` compares it with them. Its traps are the real ones: a cancelled claim keeps its unique reference,
lists have twenty rows unless more are asked for, `modified` is local time, submitting twice is harmless, refusals come
with status 417, numbers are floats. What was not recorded (payments through Payment Entry, cancelling, comments)
follows Frappe's documentation.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.parser import BytesParser
from email.policy import HTTP
from itertools import count
from typing import Any

from tests.erp.serving import Reply, Request

CLAIM = "Expense Claim"
TOKEN = "token key:secret"

_EXCEPTIONS = {
    "LinkValidationError": "frappe.exceptions.LinkValidationError",
    "UniqueValidationError": "frappe.exceptions.UniqueValidationError",
    "ClosedAccountingPeriod": "erpnext.accounts.doctype.accounting_period.accounting_period.ClosedAccountingPeriod",
    "ValidationError": "frappe.exceptions.ValidationError",
}


class Refusal(Exception):
    """A request that Frappe refuses."""

    def __init__(self, kind: str, text: str, status: int = 417) -> None:
        super().__init__(text)
        self.kind, self.text, self.status = kind, text, status


@dataclass
class Erpnext:
    """One site with one company. `closed` is the last day that nothing may be posted on."""

    employees: dict[str, str]
    accounts: dict[str, str]
    cost_centres: dict[str, str]
    types: dict[str, str]
    closed: str
    unique_field: bool = True
    company: str = "Demo Trading"
    #: DocType → name → document.
    documents: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    #: Vouchers with entries in the general ledger, in the order of posting.
    booked: list[str] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: count(1))
    #: The server's own local time, with a summer's offset from nobody knows where.
    _clock: datetime = datetime(2026, 11, 24, 10, 51, 38, 975524)  # noqa: DTZ001 - that is the trap

    def __post_init__(self) -> None:
        own = {"company": self.company, "is_group": 0, "disabled": 0}
        for name, called in self.employees.items():
            self._put("Employee", name, {"employee_name": called, "status": "Active", "company": self.company})
        for name, called in self.accounts.items():
            kind = {"account_type": "Tax"} if "VAT" in name else {"root_type": "Expense"}
            self._put("Account", name, {"account_name": called, **own, **kind})
        for name, called in self.cost_centres.items():
            self._put("Cost Center", name, {"cost_center_name": called, **own})
        for name, account in self.types.items():
            self._put("Expense Claim Type", name, {"expense_type": name, "default_account": account, "docstatus": 0})
        self._put("Project", "PROJ-0001", {"project_name": "Pilot", "status": "Open", "company": self.company})
        self._put("Currency", "CNY", {"currency_name": "CNY", "enabled": 1})
        if self.unique_field:
            self._put("Custom Field", f"{CLAIM}-ref", {"dt": CLAIM, "fieldname": "custom_external_ref", "unique": 1})

    def answer(self, request: Request) -> Reply:
        """One request."""
        if request.headers.get("authorization") != TOKEN:
            return _refused(Refusal("AuthenticationError", "", 401))
        try:
            return Reply(200, json.dumps(self._answer(request)).encode())
        except Refusal as refusal:
            return _refused(refusal)

    def _answer(self, request: Request) -> Any:
        area, _, rest = request.path.removeprefix("/api/").partition("/")
        if area == "method":
            methods: dict[str, Callable[[Request], Any]] = {
                "frappe.auth.get_logged_user": lambda _: "bot@example.com",
                "upload_file": self._upload,
            }
            return {"message": methods[rest](request)}
        doctype, _, name = rest.partition("/")
        if request.method == "GET":
            return {"data": self._read(doctype, name) if name else self._list(doctype, request.query)}
        values = json.loads(request.body)
        return {"data": self._change(doctype, name, values) if name else self._create(doctype, values)}

    def _read(self, doctype: str, name: str) -> dict[str, Any]:
        found = self.documents.get(doctype, {}).get(name)
        if found is None:
            raise Refusal("DoesNotExistError", f"{doctype} {name} not found", 404)
        return found

    def _list(self, doctype: str, query: dict[str, str]) -> list[dict[str, Any]]:
        rows = [one for one in self.documents.get(doctype, {}).values() if _matches(one, query.get("filters"))]
        start, most = int(query.get("limit_start", 0)), int(query.get("limit_page_length", 20))
        names = json.loads(query.get("fields", '["name"]'))
        return [{name: one.get(name) for name in names} for one in rows[start : start + most if most else None]]

    def _create(self, doctype: str, values: dict[str, Any]) -> dict[str, Any]:
        number = next(self._numbers)
        name = f"HR-EXP-2026-{number:05}" if doctype == CLAIM else f"{doctype}-{number}"
        if doctype == CLAIM:
            self._check(name, values)
            values = _claim(values)
            if values.get("docstatus") == 1:  # create and post in one transaction
                self._in_open_period(values)
                self.booked.append(name)
                values |= {"status": "Unpaid"}
        return self._put(doctype, name, {"docstatus": 0} | values)

    def _change(self, doctype: str, name: str, values: dict[str, Any]) -> dict[str, Any]:
        found = self._read(doctype, name)
        wanted = int(values.get("docstatus", found["docstatus"]))
        if found["docstatus"] == 2 or (found["docstatus"] == 1 and wanted == 0):
            raise Refusal("ValidationError", f"Cannot edit cancelled or submitted document {name}")
        whole = _claim(found | values) if found["docstatus"] == 0 else found
        self._check(name, whole)
        if wanted == 1 and found["docstatus"] == 0:
            self._in_open_period(whole)
            self.booked.append(name)
        if wanted == 2 and found["docstatus"] == 1:
            self._in_open_period(whole)
            self.booked.remove(name)
        status = {0: "Draft", 1: "Unpaid", 2: "Cancelled"}[wanted]
        return self._put(doctype, name, whole | {"docstatus": wanted, "status": status})

    def _check(self, name: str, values: dict[str, Any]) -> None:
        if values["employee"] not in self.employees:
            raise Refusal("LinkValidationError", f"Could not find From Employee: {values['employee']}")
        for index, row in enumerate(values["expenses"], 1):
            for label, key, known in (
                ("Expense Claim Type", "expense_type", self.types),
                ("Default Account", "default_account", self.accounts),
                ("Cost Center", "cost_center", self.cost_centres),
            ):
                if row[key] not in known:
                    raise Refusal("LinkValidationError", f"Could not find Row #{index}: {label}: {row[key]}")
        for other, one in self.documents.get(CLAIM, {}).items():
            if self.unique_field and other != name and one["custom_external_ref"] == values["custom_external_ref"]:
                raise Refusal("UniqueValidationError", "External Reference must be unique")

    def _in_open_period(self, values: dict[str, Any]) -> None:
        if values["posting_date"] <= self.closed:
            text = "You cannot create or cancel any accounting entries with in the closed Accounting Period"
            raise Refusal("ClosedAccountingPeriod", f"{text} <strong>Jan 2026 - DT</strong>")

    def _put(self, doctype: str, name: str, values: dict[str, Any]) -> dict[str, Any]:
        self._clock += timedelta(milliseconds=7)
        found = values | {"name": name, "modified": str(self._clock), "doctype": doctype}
        self.documents.setdefault(doctype, {})[name] = found
        return found

    def _upload(self, request: Request) -> dict[str, Any]:
        head = b"content-type: " + request.headers["content-type"].encode() + b"\r\n\r\n"
        parts = {}
        for part in BytesParser(policy=HTTP).parsebytes(head + request.body).iter_parts():
            parts[part.get_param("name", header="content-disposition")] = part
        name = str(parts["file"].get_filename())
        doctype, docname = (parts[key].get_content().strip() for key in ("doctype", "docname"))
        content = bytes(parts["file"].get_content())
        own = {"file_name": name, "attached_to_doctype": doctype, "attached_to_name": docname}
        number = next(self._numbers)
        return self._put("File", f"f{number:08x}", own | {"content_hash": hashlib.md5(content).hexdigest()})  # noqa: S324 - Frappe's

    # A bookkeeper's hand

    def pay(self, name: str, amount: float, day: str) -> None:
        """A Payment Entry for a claim."""
        claim = self.documents[CLAIM][name]
        paid = claim["total_amount_reimbursed"] + amount
        status = "Paid" if paid >= claim["grand_total"] else "Unpaid"
        self._put(CLAIM, name, claim | {"total_amount_reimbursed": paid, "status": status})
        entry = {"posting_date": day, "docstatus": 1, "references": [{"reference_name": name}]}
        self._put("Payment Entry", f"ACC-PAY-{next(self._numbers)}", entry)


def _claim(values: dict[str, Any]) -> dict[str, Any]:
    """A claim as Frappe works it out: floats, sums, empty texts as null."""
    expenses = [{key: float(one) if "amount" in key else one for key, one in row.items()} for row in values["expenses"]]
    taxes = [row | {"tax_amount": float(row["tax_amount"])} for row in values.get("taxes", [])]
    net = round(sum(row["sanctioned_amount"] for row in expenses), 9)
    tax = round(sum(row["tax_amount"] for row in taxes), 9)
    sums = {"total_sanctioned_amount": net, "total_taxes_and_charges": tax, "grand_total": round(net + tax, 9)}
    paid = {"total_amount_reimbursed": values.get("total_amount_reimbursed", 0.0), "status": "Draft"}
    return values | {"expenses": expenses, "taxes": taxes} | sums | paid


def _matches(one: dict[str, Any], filters: str | None) -> bool:
    for condition in json.loads(filters or "[]"):
        *table, name, sign, wanted = condition
        if table and table != [one["doctype"]]:
            held = any(row.get(name) == wanted for row in one.get("references", []))
        else:
            held = _holds(one.get(name), sign, wanted)
        if not held:
            return False
    return True


def _holds(value: Any, sign: str, wanted: Any) -> bool:
    match sign:
        case "=":
            return bool(value == wanted)
        case ">=":
            return str(value) >= str(wanted)
        case "in":
            return value in wanted
        case "is":
            return bool(value)
    raise Refusal("ValidationError", f"Invalid operator {sign}")


def _refused(refusal: Refusal) -> Reply:
    body: dict[str, Any] = {"exc_type": refusal.kind}
    if refusal.kind in _EXCEPTIONS:
        body["exception"] = f"{_EXCEPTIONS[refusal.kind]}: {refusal.text}"
    if refusal.text:
        body["_server_messages"] = json.dumps([json.dumps({"message": refusal.text, "title": "Message"})])
    return Reply(refusal.status, json.dumps(body).encode())
