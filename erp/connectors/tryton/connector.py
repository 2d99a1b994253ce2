"""Tryton 7.0 and 8.2: an approved claim as a supplier invoice of the employee's party.

Nothing in Tryton is unique. What holds, tried with four racing workers: look (any state but cancelled, lowest id
first); booked? take it; none? create, look *again*; everybody keeps the lowest and throws the others away, never the
lowest, which another may be posting (on SQLite a delete takes away what was posted in the same moment); post; whatever
went wrong, begin again by looking. `invoice_similar`, the warning that stops a second post, is never answered for the
user.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from erp.connector import Capabilities, Health, MasterKind, MasterRow
from erp.connectors.tryton.lookup import KINDS, Lookup, moment_of
from erp.connectors.tryton.meaning import FIELDS, INVOICE, counts, digests, invoice_of, is_draft_of, is_ours, posted_of
from erp.connectors.tryton.refusals import Refused, rejected
from erp.connectors.tryton.rpc import SERIES, Rpc
from erp.connectors.tryton.settings import NEEDED, TrytonSettings
from erp.errors import Busy, Duplicate, ErpError, Rejected, Unsupported
from erp.http import Http
from erp.refusing import already_reversed, genuine
from erp.report import Document, ExpenseReport, Posted
from erp.section import of

#: The clock of a cursor stands behind by this: a transaction may commit later than the moment it wrote down.
OVERLAP = timedelta(minutes=5)

#: What the user of the connector has to be allowed: model → rights.
RIGHTS = {
    INVOICE: ("read", "write", "create", "delete"),
    "account.move": ("read", "write", "create"),
    "ir.attachment": ("read", "write", "create"),
    "ir.note": ("create",),
    "party.party": ("read",),
    "company.employee": ("read",),
    "account.account": ("read",),
    "analytic_account.account": ("read",),
}


class TrytonConnector:
    """One company in one database. Safe for several threads."""

    def __init__(self, own: TrytonSettings, http: Http | None = None) -> None:
        self.settings = own
        self.capabilities = Capabilities(
            guard="warning",
            # Numbers come from strict sequences that are locked without waiting: in parallel five of six posts fail.
            max_parallel_posts=1,
            kinds=frozenset(KINDS),
            worst_seconds=own.seconds,
        )
        http = http or Http(own.url, seconds=own.seconds)
        self._rpc = Rpc(http, own.database, own.user, own.password)
        self._lookup = Lookup(self._rpc, own)

    def check(self) -> Health:
        """Login, series, company, journal, and the rights of the user."""
        try:
            series = self._rpc.login().series
        except ErpError as error:
            return Health("", (error.message,))
        problems = [] if series in SERIES else [f"Tryton {series} was not tried; tried were {', '.join(SERIES)}"]
        try:
            allowed = self._call("ir.model.access", "get_access", list(RIGHTS), reads=True)
            _ = self._lookup.journal
        except Refused as error:
            problems.append(f"Tryton: {error.message}")
        except ErpError as error:
            problems.append(error.message)
        else:
            problems += [
                f"user {self.settings.user!r} may not {right} {model}"
                for model, rights in RIGHTS.items()
                for right in rights
                if not allowed[model][right]
            ]
        return Health(f"Tryton {series}", tuple(problems))

    def master(self, kind: MasterKind, since: str | None = None) -> Iterator[MasterRow]:
        """Rows changed since the cursor."""
        if kind not in self.capabilities.kinds:
            raise Unsupported(f"Tryton has no {kind}")
        return self._lookup.master(kind, since)

    def find(self, reference: str) -> list[Posted]:
        """Every invoice with our reference, lowest id first."""
        return self._posted(self._with(reference))

    def read(self, ids: Sequence[str]) -> list[Posted]:
        """These invoices as they are now."""
        numbers = [int(one) for one in ids if one.isdigit()]
        return self._posted(self._rows([["id", "in", numbers]])) if numbers else []

    def changed(self, cursor: str | None) -> tuple[list[Posted], str]:
        """Booked invoices of ours that changed since the cursor less five minutes; some are given twice."""
        domain: list[Any] = []
        if cursor:
            since = datetime.fromisoformat(cursor) - OVERLAP
            domain = [["OR", ["write_date", ">=", since], ["create_date", ">=", since]]]
        rows = [row for row in self._rows(domain) if is_ours(row["reference"])]
        latest = max([moment_of(row).isoformat() for row in rows] + ([cursor] if cursor else []), default="")
        return [one for one in self._posted(rows) if one.state != "draft"], latest

    def ensure_draft(self, report: ExpenseReport) -> Posted:
        """A draft of the report as it is now, or the invoice that is booked."""
        there = self._with(report.reference)
        if booked := self._booked(there):
            return booked
        if not there:
            self._asked(INVOICE, "create", [invoice_of(report, self._lookup.codes(report))])
            there = self._with(report.reference)
            if booked := self._booked(there):
                return booked
            if not there:
                raise Busy(f"somebody threw the draft of {report.reference} away")
        # The lowest is the one everybody keeps, so that nobody throws away what another is posting.
        self._throw_away(there[1:])
        (draft,) = self._posted(there[:1])
        if is_draft_of(draft, report):
            return draft
        own = int(draft.id)
        values = invoice_of(report, self._lookup.codes(report))
        for part in ("lines", "taxes"):
            values[part] = [["delete", [one["id"] for one in there[0][f"{part}."]]], *values[part]]
        self._asked(INVOICE, "write", [own], values)
        return self._one(draft)

    def ensure_attachment(self, posted: Posted, document: Document) -> str:
        """Attach the file, once: its digest stands in the attachment's description."""
        genuine(document)
        for one in self._attachments([posted.id]).get(posted.id, ()):
            if digests([one]) == (document.digest,):
                return str(one["id"])
        values = {
            "name": document.name,
            "type": "data",
            "resource": f"{INVOICE},{posted.id}",
            "data": document.content,
            "description": f"sha256:{document.digest}",
        }
        (made,) = self._asked("ir.attachment", "create", [values])
        return str(made)

    def post(self, posted: Posted) -> Posted:
        """Book the draft; what is booked is returned."""
        there = self._with(posted.reference)
        if booked := self._booked(there):
            return booked
        if not there or str(there[0]["id"]) != posted.id:
            raise Rejected(f"there is no draft {posted.id} in Tryton any more", code="no_draft")
        self._throw_away(there[1:])
        try:
            self._call(INVOICE, "post", [int(posted.id)])
        except Refused as error:
            again = self._with(posted.reference)
            if booked := self._booked(again):
                return booked
            if len(again) > 1:  # another worker's draft stops ours
                raise Busy(f"{posted.reference} has {len(again)} drafts") from error
            raise self._explained(error, posted.posting_date) from error
        return self._one(posted)

    def reverse(self, posted: Posted, reason: str, on: date) -> Posted:
        """Credit the whole invoice on that day, which cancels it."""
        held = self._one(posted)
        if done := already_reversed(held, posted.reference):
            return done
        own = int(held.id)
        context = {"active_model": INVOICE, "active_id": own, "active_ids": [own]}
        start = {"with_refund": True, "with_refund_allowed": True, "invoice_date": on}
        wizard = f"wizard.{INVOICE}.credit"
        session = self._rpc.call(f"{wizard}.create", context=self._lookup.context)[0]
        try:
            full = self._lookup.context | context
            self._rpc.call(f"{wizard}.execute", session, {"start": start}, "credit", context=full)
        except Refused as error:
            raise self._explained(error, on) from error
        self._rpc.call(f"{wizard}.delete", session, context=self._lookup.context)
        # What is posted cannot be written to; a note can stand beside it.
        self._asked("ir.note", "create", [{"resource": f"{INVOICE},{own}", "message": reason}])
        return self._one(posted)

    # Inside

    def _call(self, model: str, method: str, *params: object, reads: bool = False) -> Any:
        return self._rpc.call(f"model.{model}.{method}", *params, context=self._lookup.context, reads=reads)

    def _asked(self, model: str, method: str, *params: object) -> Any:
        """A call whose refusal a person has to read."""
        try:
            return self._call(model, method, *params)
        except Refused as error:
            raise rejected(error) from error

    def _explained(self, error: Refused, on: date) -> Rejected:
        """The refusal, by its field where it is the day: Tryton says that in the user's language only."""
        day = [["company", "=", self._lookup.company], ["type", "=", "standard"]]
        day += [["start_date", "<=", on], ["end_date", ">=", on], ["state", "=", "open"]]
        return rejected(error, closed=not self._lookup.rows("account.period", day, ["state"]))

    def _one(self, posted: Posted) -> Posted:
        found = self.read([posted.id])
        if not found:
            raise Rejected(f"there is no invoice {posted.id} in Tryton any more", code="not_found")
        return found[0]

    def _booked(self, there: Sequence[Mapping[str, Any]]) -> Posted | None:
        """The one that is booked. Raises Duplicate when several stand."""
        held = [(posted_of(row, ()), row) for row in there]
        live = [one for one, _ in held if one.state == "posted"]
        if len(live) > 1:
            raise Duplicate(tuple(live), f"{live[0].reference} is booked {len(live)} times in Tryton")
        booked = [row for state in ("posted", "cancelled") for one, row in held if one.state == state]
        return self._posted(booked[:1])[0] if booked else None

    def _throw_away(self, drafts: Sequence[Mapping[str, Any]]) -> None:
        """Delete drafts that are too many; one that is gone already was another worker's to delete."""
        for draft in drafts:
            with suppress(Refused):
                self._call(INVOICE, "delete", [draft["id"]])

    def _with(self, reference: str) -> list[dict[str, Any]]:
        return self._rows([["reference", "=", reference]])

    def _rows(self, domain: list[Any]) -> list[dict[str, Any]]:
        own = [["type", "=", "in"], ["company", "=", self._lookup.company], ["journal", "=", self._lookup.journal]]
        return [row for row in self._lookup.rows(INVOICE, [*own, *domain], list(FIELDS)) if counts(row)]

    def _posted(self, rows: Sequence[Mapping[str, Any]]) -> list[Posted]:
        files = self._attachments([str(row["id"]) for row in rows])
        return [posted_of(row, files.get(str(row["id"]), ())) for row in rows]

    def _attachments(self, ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        """Invoice id → what is attached to it."""
        found: dict[str, list[dict[str, Any]]] = {}
        if ids:
            domain = [["resource", "in", [f"{INVOICE},{one}" for one in ids]]]
            for row in self._lookup.rows("ir.attachment", domain, ["description", "resource"]):
                found.setdefault(str(row["resource"]).partition(",")[2], []).append(row)
        return found


def connect(section: Mapping[str, Any]) -> TrytonConnector:
    """The `[erp.tryton]` section as a connector. Raises Misconfigured with all problems together."""
    return TrytonConnector(of(TrytonSettings, "tryton", section, NEEDED))
