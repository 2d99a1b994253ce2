"""The connector interface: what every ERP adapter does, and what it may declare it cannot do.

A connector promises (`erp/promises.py` holds the promises as code): posting twice books once; a lost answer is
`OutcomeUnknown`, and looking after the settle window decides it; after any other error nothing was booked; a refusal is
`Rejected` and names the field; what comes back is what was sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, runtime_checkable

from erp.report import Document, ExpenseReport, Posted

MasterKind = Literal["employee", "account", "category", "cost_centre", "project", "tax", "currency"]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What this ERP can do; the posting steps adapt to it."""

    guard: Literal["unique", "upsert", "key", "warning", "none"]
    max_parallel_posts: int = 1
    one_call_post: bool = False
    attachments: bool = True
    payment_status: Literal["paid_amount", "state", "none"] = "paid_amount"
    taxes: Literal["computed", "given"] = "given"
    foreign_currency: bool = True
    #: Whether payments are written into these books from here (`PayingConnector`), or come back by themselves.
    pays: bool = False
    posting_date: Literal["kept", "may_change"] = "kept"
    kinds: frozenset[MasterKind] = frozenset()
    #: Longest time one call may take before its outcome is unknown, seconds; the settle window is twice this.
    worst_seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Health:
    """What `check` found: `problems` is empty when postings can go through. Each says what to change."""

    version: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MasterRow:
    """One row of master data; `cursor` is where a later pull may start after this row."""

    kind: MasterKind
    code: str
    name: str
    active: bool = True
    cursor: str = ""


class Connector(Protocol):
    """One ERP. Every method may raise the errors of `erp/errors.py` and nothing else."""

    capabilities: Capabilities

    def check(self) -> Health:
        """Login, version, rights and missing set-up, without booking anything."""

    def master(self, kind: MasterKind, since: str | None = None) -> Iterator[MasterRow]:
        """Master data rows changed after the cursor; `Unsupported` for a kind not in `capabilities.kinds`."""

    def find(self, reference: str) -> list[Posted]:
        """Every document with our reference, reversed ones included, oldest first; `[]` is authoritative."""

    def ensure_draft(self, report: ExpenseReport) -> Posted:
        """Prepare the document, idempotent by `report.reference`; never books. A posted document is returned."""

    def ensure_attachment(self, posted: Posted, document: Document) -> str:
        """Attach one receipt, idempotent by digest; returns the ERP's key of it."""

    def post(self, posted: Posted) -> Posted:
        """Book the draft; a document already booked is returned, not an error."""

    def read(self, ids: Sequence[str]) -> list[Posted]:
        """These documents as the ERP holds them now: state, totals, posting date, payment. Unknown ids are left out."""

    def changed(self, cursor: str | None) -> tuple[list[Posted], str]:
        """Documents of ours changed since the cursor (payments among them), and the next cursor."""

    def reverse(self, posted: Posted, reason: str, on: date) -> Posted:
        """Cancel by a reversal dated `on`; idempotent. Returns the document with state `cancelled`."""


@runtime_checkable
class PayingConnector(Connector, Protocol):
    """A connector of books into which payments are written from here; where `capabilities.pays` says so."""

    def pay(self, posted: Posted, on: date) -> Posted:
        """Write that all that is still owed went out on this day; what is paid already is returned as it is."""
