"""ERPNext 14 to 16 with Frappe HR: an approved claim as an Expense Claim.

A custom field holds our reference and is unique in the database, so that two workers at once make one claim. A
cancelled claim keeps its reference. Cancelling is not dated: ERPNext turns the entries on their own day and refuses in
a closed period.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from erp.connector import Capabilities, Health, MasterKind, MasterRow
from erp.connectors.erpnext.api import Api
from erp.connectors.erpnext.meaning import CLAIM, claim_of, file_name, posted_of
from erp.connectors.erpnext.refusals import Refused, rejected
from erp.connectors.erpnext.settings import NEEDED, ErpnextSettings
from erp.errors import Busy, Duplicate, ErpError, Rejected, Unsupported
from erp.http import Http
from erp.refusing import already_reversed, genuine
from erp.report import Document, ExpenseReport, Posted
from erp.section import of

#: A cursor stands behind by this. It is a moment of the server's own local clock, so it is only compared with others.
OVERLAP = timedelta(minutes=5)
PAGE = 500

#: Kind → (DocType, its name's field, which rows, how the end of one is told: field and the value of what is alive).
_KINDS: Mapping[MasterKind, tuple[str, str, list[list[object]], str, object]] = {
    "employee": ("Employee", "employee_name", [], "status", "Active"),
    "account": ("Account", "account_name", [["is_group", "=", 0], ["root_type", "=", "Expense"]], "disabled", 0),
    "category": ("Expense Claim Type", "expense_type", [], "docstatus", 0),
    "cost_centre": ("Cost Center", "cost_center_name", [["is_group", "=", 0]], "disabled", 0),
    "tax": ("Account", "account_name", [["is_group", "=", 0], ["account_type", "=", "Tax"]], "disabled", 0),
    "project": ("Project", "project_name", [], "status", "Open"),
    "currency": ("Currency", "currency_name", [], "enabled", 1),
}
_OF_COMPANY = frozenset({"Employee", "Account", "Cost Center", "Project"})


class ErpnextConnector:
    """One company of one site. Safe for several threads."""

    def __init__(self, own: ErpnextSettings, http: Http | None = None) -> None:
        self.settings = own
        self.capabilities = Capabilities(
            guard="unique", foreign_currency=False, kinds=frozenset(_KINDS), worst_seconds=own.seconds
        )
        self._http = http or Http(own.url, seconds=own.seconds)
        self._api = Api(self._http, own.key, own.secret)

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def check(self) -> Health:
        """Login, and whether the field that holds our reference is there and unique."""
        try:
            self._api.method("frappe.auth.get_logged_user")
            own = [["dt", "=", CLAIM], ["fieldname", "=", self.settings.field]]
            fields = self._api.rows("Custom Field", own, ["name", "unique"])
        except ErpError as error:
            return Health("", (error.message,))
        if not fields:
            text = f"ERPNext: {CLAIM} has no field {self.settings.field}; make one of type Data that is unique"
            return Health("ERPNext", (text,))
        if not int(fields[0]["unique"]):
            return Health("ERPNext", (f"ERPNext: the field {self.settings.field} of {CLAIM} is not unique",))
        return Health("ERPNext")

    def master(self, kind: MasterKind, since: str | None = None) -> Iterator[MasterRow]:
        """Rows changed since the cursor, a page at a time."""
        if kind not in self.capabilities.kinds:
            raise Unsupported(f"ERPNext has no {kind}")
        return self._master(kind, since)

    def _master(self, kind: MasterKind, since: str | None) -> Iterator[MasterRow]:
        doctype, called, only, ends, alive = _KINDS[kind]
        filters: list[Sequence[object]] = [
            *only,
            *([["company", "=", self.settings.company]] if doctype in _OF_COMPANY else []),
        ]
        filters += [["modified", ">=", since]] if since else []
        start = 0
        while rows := self._api.rows(doctype, filters, ["name", called, ends, "modified"], start=start, most=PAGE):
            for row in rows:
                yield MasterRow(kind, str(row["name"]), str(row[called]), row[ends] == alive, str(row["modified"]))
            start += len(rows)

    def find(self, reference: str) -> list[Posted]:
        """Every claim with our reference; the unique field allows one."""
        return self._listed([[self.settings.field, "=", reference]])

    def read(self, ids: Sequence[str]) -> list[Posted]:
        """These claims as they are now."""
        return self._listed([["name", "in", list(ids)]]) if ids else []

    def changed(self, cursor: str | None) -> tuple[list[Posted], str]:
        """Booked claims of ours that changed since the cursor less five minutes; some are given twice."""
        filters: list[Sequence[object]] = [[self.settings.field, "is", "set"]]
        if cursor:
            filters.append(["modified", ">=", str(datetime.fromisoformat(cursor) - OVERLAP)])
        names = self._api.rows(CLAIM, filters, ["name", "modified"])
        latest = max([str(row["modified"]) for row in names] + ([cursor] if cursor else []), default="")
        found = [self._whole(str(row["name"])) for row in names]
        return [one for one in found if one is not None and one.state != "draft"], latest

    def ensure_draft(self, report: ExpenseReport) -> Posted:
        """A draft of the report as it is now, or the claim that is booked."""
        values = claim_of(report, self.settings)
        there = self._one_of(report.reference)
        try:
            if there is None:
                made = self._api.create(CLAIM, values)
                return self._now(str(made["name"]))
            if there.state == "draft":
                self._api.change(CLAIM, there.id, values)
                return self._now(there.id)
        except Refused as error:
            if error.kind == "UniqueValidationError":  # another worker was quicker
                raise Busy(error.message) from error
            raise rejected(error, report) from error
        return there

    def ensure_attachment(self, posted: Posted, document: Document) -> str:
        """Attach the file, once: its digest stands in its name."""
        genuine(document)
        for row in self._files(posted.id):
            if document.digest in str(row["file_name"]):
                return str(row["name"])
        file = (file_name(document), document.content, document.media_type)
        try:
            return self._api.upload(CLAIM, posted.id, file)
        except Refused as error:
            raise rejected(error) from error

    def post(self, posted: Posted) -> Posted:
        """Submit the draft; what is booked is returned."""
        there = self._one_of(posted.reference)
        if there is not None and there.state != "draft":
            return there
        if there is None or there.id != posted.id:
            raise Rejected(f"there is no draft {posted.id} in ERPNext any more", code="no_draft")
        try:
            self._api.change(CLAIM, posted.id, {"docstatus": 1})
        except Refused as error:
            raise rejected(error) from error
        return self._now(posted.id)

    def reverse(self, posted: Posted, reason: str, on: date) -> Posted:
        """Cancel the claim. ERPNext does it on the day of the claim, whatever `on` says."""
        held = self._now(posted.id)
        if done := already_reversed(held, posted.reference):
            return done
        try:
            self._api.change(CLAIM, posted.id, {"docstatus": 2})
            comment = {"comment_type": "Comment", "reference_doctype": CLAIM, "reference_name": posted.id}
            self._api.create("Comment", comment | {"content": reason})
        except Refused as error:
            raise rejected(error) from error
        return self._now(posted.id)

    # Inside

    def _one_of(self, reference: str) -> Posted | None:
        found = self.find(reference)
        if len(found) > 1:
            raise Duplicate(tuple(found), f"{reference} stands {len(found)} times in ERPNext")
        return found[0] if found else None

    def _listed(self, filters: Sequence[Sequence[object]]) -> list[Posted]:
        names = [str(row["name"]) for row in self._api.rows(CLAIM, filters, ["name"])]
        return [one for one in map(self._whole, names) if one is not None]

    def _now(self, name: str) -> Posted:
        found = self._whole(name)
        if found is None:
            raise Rejected(f"there is no claim {name} in ERPNext any more", code="not_found")
        return found

    def _whole(self, name: str) -> Posted | None:
        """A claim with its files and payments; the lists of Frappe hold no tables, so it is read by itself."""
        row = self._api.one(CLAIM, name)
        if row is None:
            return None
        files = [str(one["file_name"]) for one in self._files(name)]
        paid = row.get("total_amount_reimbursed")
        payments = self._payments(name) if paid else []
        return posted_of(row, self.settings, files, payments)

    def _files(self, name: str) -> list[dict[str, Any]]:
        own = [["attached_to_doctype", "=", CLAIM], ["attached_to_name", "=", name]]
        return self._api.rows("File", own, ["name", "file_name"])

    def _payments(self, name: str) -> list[dict[str, Any]]:
        own: list[Sequence[object]] = [["Payment Entry Reference", "reference_name", "=", name], ["docstatus", "=", 1]]
        return self._api.rows("Payment Entry", own, ["name", "posting_date"])


def connect(section: Mapping[str, Any]) -> ErpnextConnector:
    """The `[erp.erpnext]` section as a connector. Raises Misconfigured with all problems together."""
    return ErpnextConnector(of(ErpnextSettings, "erpnext", section, NEEDED))
