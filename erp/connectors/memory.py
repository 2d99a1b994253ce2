"""An ERP in memory: for trying the product without any ERP, and for tests. Everything is gone with the process.

It keeps what is promised like a real one. With `guard="none"` it is as naive as some real ones are: two
bookings (or reversals) that overlap are both booked, and only the protocols (`erp/posting.py`, `erp/reversing.py`)
prevent it.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from erp.connector import Capabilities, Health, MasterKind, MasterRow
from erp.errors import Duplicate, Misconfigured, Rejected, Unsupported
from erp.faults import Faults
from erp.journal import journal_entry
from erp.refusing import already_reversed, genuine
from erp.report import Document, Employee, ExpenseReport, PaymentState, Posted, PostedLine

_GUARDS = ("unique", "none")


def _is_time(seconds: object) -> bool:
    number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    return number and 0 < float(str(seconds)) < math.inf


@dataclass(frozen=True, slots=True)
class MemorySettings:
    """The company in the memory ERP. `accounts` and `cost_centres` are code → name; no cost centres: any may be used.

    `payable` and `input_tax` are codes of accounts. `closed_until` is the last closed day. Raises Misconfigured with
    all problems together.
    """

    accounts: dict[str, str]
    payable: str
    input_tax: str
    employees: tuple[Employee, ...]
    currencies: tuple[str, ...] = ("CNY",)
    cost_centres: dict[str, str] = field(default_factory=dict)
    closed_until: date | None = None
    guard: Literal["unique", "none"] = "unique"
    worst_seconds: float = 30.0

    def __post_init__(self) -> None:
        problems = [
            f"{what} = {code!r} is not among the accounts"
            for what, code in (("payable", self.payable), ("input_tax", self.input_tax))
            if code not in self.accounts
        ]
        if not self.currencies:
            problems.append("currencies is empty")
        if self.guard not in _GUARDS:
            problems.append(f"guard = {self.guard!r} is none of {', '.join(_GUARDS)}")
        if not _is_time(self.worst_seconds):
            problems.append(f"worst_seconds = {self.worst_seconds!r} is not a number of seconds above 0")
        if self.closed_until is not None and type(self.closed_until) is not date:  # a moment is a date to Python
            problems.append(f"closed_until = {self.closed_until!r} is not a day, such as 2026-10-31")
        if problems:
            raise Misconfigured("\n".join(f"erp.memory: {problem}" for problem in problems))


@dataclass(frozen=True, slots=True)
class _Held:
    """A document as it is held. `change` numbers the changes, for the cursor."""

    posted: Posted
    report: ExpenseReport
    change: int


class MemoryConnector:
    """The ERP and its connector in one. Safe for several threads."""

    def __init__(self, settings: MemorySettings, faults: Faults | None = None) -> None:
        self.settings = settings
        self.capabilities = Capabilities(
            guard=settings.guard,
            worst_seconds=settings.worst_seconds,
            kinds=frozenset({"employee", "account", "cost_centre", "currency"}),
        )
        self._faults = faults or Faults()
        self._held: dict[str, _Held] = {}
        self._changes = 0
        self._documents = 0
        self._vouchers = 0
        self._lock = threading.RLock()

    # The connector

    def check(self) -> Health:
        """Always well."""
        return Health("memory")

    def master(self, kind: MasterKind, since: str | None = None) -> Iterator[MasterRow]:
        """All rows; nothing when the cursor is given, for they never change."""
        if kind not in self.capabilities.kinds:
            raise Unsupported(f"the memory ERP has no {kind}")
        rows = {
            "employee": {employee.number: employee.name for employee in self.settings.employees},
            "account": self.settings.accounts,
            "cost_centre": self.settings.cost_centres,
            "currency": {currency: currency for currency in self.settings.currencies},
        }[kind]
        return iter([] if since else [MasterRow(kind, code, name, cursor="all") for code, name in rows.items()])

    def find(self, reference: str) -> list[Posted]:
        """Every document with the reference, oldest first."""
        return self._faults.call("find", lambda: self._with(reference))

    def ensure_draft(self, report: ExpenseReport) -> Posted:
        """A draft of the report as it is now, or the document that is booked."""
        self._refuse(report)
        return self._faults.call("ensure_draft", lambda: self._draft(report))

    def ensure_attachment(self, posted: Posted, document: Document) -> str:
        """Tie the document to what is held, once."""
        genuine(document)
        return self._faults.call("ensure_attachment", lambda: self._attach(posted.id, document))

    def post(self, posted: Posted) -> Posted:
        """Book it. What is booked when the call is made is returned; what overlaps is up to `guard`."""
        self._faults.commit_due()
        booked = self._booked(posted.reference)
        if booked is not None:
            return booked
        if posted.id not in self._held:
            raise Rejected(f"there is no draft {posted.id}", code="no_draft")
        self._refuse(self._held[posted.id].report)
        return self._faults.call("post", lambda: self._book(posted.id))

    def read(self, ids: Sequence[str]) -> list[Posted]:
        """These documents as they are now."""
        with self._lock:
            return self._faults.call("read", lambda: [self._held[id].posted for id in ids if id in self._held])

    def changed(self, cursor: str | None) -> tuple[list[Posted], str]:
        """Booked documents that changed after the cursor, which is the number of the last change."""
        self._faults.commit_due()
        with self._lock:
            newer = [held for held in self._held.values() if held.change > int(cursor or 0)]
            return [held.posted for held in newer if held.posted.state != "draft"], str(self._changes)

    def reverse(self, posted: Posted, reason: str, on: date) -> Posted:
        """Cancel what is booked and not paid."""
        held = self._held.get(posted.id)
        if done := already_reversed(held.posted if held else None, posted.reference):
            return done
        self._refuse_date(on)
        return self._faults.call("reverse", lambda: self._cancel(posted.id))

    def pay(self, posted: Posted, on: date) -> Posted:
        """Pay all that is owed; nothing where nothing is."""
        if not self.capabilities.pays:
            raise Unsupported("this ERP hears of payments by itself")
        return self._faults.call("pay", lambda: self._pay(posted.reference, on))

    def _pay(self, reference: str, on: date) -> Posted:
        with self._lock:
            booked = self._booked(reference)
            return booked if booked is not None and booked.payment == "paid" else self.mark_paid(reference, on)

    # What a test or the demo does to it, and sees in it

    def mark_paid(self, reference: str, on: date, amount: Decimal | None = None) -> Posted:
        """Pay what is owed under the reference, or this amount of it."""
        with self._lock:
            booked = self._booked(reference)
            if booked is None or booked.state == "cancelled":
                raise Rejected(f"nothing is owed under {reference}", code="not_posted")
            paid = booked.total if amount is None else booked.paid_amount + amount
            state: PaymentState = "paid" if paid >= booked.total else "partly_paid"
            return self._keep(replace(booked, payment=state, paid_amount=paid, paid_on=on))

    def delete(self, reference: str) -> None:
        """What no ERP should allow, and some do: nothing is left under the reference."""
        with self._lock:
            self._held = {id: held for id, held in self._held.items() if held.posted.reference != reference}

    def vouchers(self, reference: str) -> list[Posted]:
        """Everything that was ever booked under the reference, reversed or not."""
        self._faults.commit_due()
        return [posted for posted in self._with(reference) if posted.state != "draft"]

    def lines(self) -> list[tuple[str, Decimal, Decimal]]:
        """Account, debit and credit of every booked line, in the order of booking."""
        with self._lock:
            booked = sorted(
                (held.posted for held in self._held.values() if held.posted.state == "posted"),
                key=lambda posted: posted.voucher_number,
            )
        return [
            (line.account, max(line.amount, Decimal(0)), max(-line.amount, Decimal(0)))
            for posted in booked
            for line in posted.lines
        ]

    # Inside

    def _with(self, reference: str) -> list[Posted]:
        with self._lock:
            return [held.posted for held in self._held.values() if held.posted.reference == reference]

    def _booked(self, reference: str) -> Posted | None:
        booked = [posted for posted in self._with(reference) if posted.state != "draft"]
        if len(booked) > 1:
            raise Duplicate(tuple(booked), f"{reference} is booked {len(booked)} times")
        return booked[0] if booked else None

    def _draft(self, report: ExpenseReport) -> Posted:
        with self._lock:
            there = self._with(report.reference)
            booked = [posted for posted in there if posted.state != "draft"]
            if booked:
                return booked[0]
            entry = journal_entry(report, payable=self.settings.payable, input_tax=self.settings.input_tax)
            wanted = {document.digest for document in report.documents}
            draft = Posted(
                id=there[0].id if there else self._new_id(),
                reference=report.reference,
                state="draft",
                total=report.total,
                tax=report.tax,
                currency=report.currency,
                posting_date=report.posting_date,
                lines=tuple(PostedLine(e.account, e.amount, e.cost_centre, e.description) for e in entry.entries),
                document_digests=tuple(d for d in (there[0].document_digests if there else ()) if d in wanted),
                employee=report.employee.number,
                purpose=report.purpose,
            )
            return self._keep(draft, report)

    def _new_id(self) -> str:
        """Never one that was given out, also when its document was deleted since."""
        self._documents += 1
        return f"D-{self._documents:04}"

    def _attach(self, id: str, document: Document) -> str:
        with self._lock:
            held = self._held.get(id)
            if held is None:
                raise Rejected(f"there is no document {id} to attach to", code="not_found")
            if document.digest not in held.posted.document_digests:
                digests = (*held.posted.document_digests, document.digest)
                self._keep(replace(held.posted, document_digests=digests))
            return f"{id}/{document.digest}"

    def _book(self, id: str) -> Posted:
        with self._lock:
            held = self._held[id]
            if self.settings.guard == "unique":
                booked = self._booked(held.posted.reference)
                if booked is not None:
                    return booked
            elif held.posted.state != "draft":
                # What a naive ERP does with a request that is already under way: a second document.
                id = self._new_id()
            self._vouchers += 1
            number = f"JE-{self._vouchers:04}"
            return self._keep(replace(held.posted, id=id, state="posted", voucher_number=number), held.report)

    def _cancel(self, id: str) -> Posted:
        with self._lock:
            held = self._held[id]
            if held.posted.state == "cancelled" and self.settings.guard == "none":
                # As with a booking: a second reversal that was under way is a second document.
                id = self._new_id()
            return self._keep(replace(held.posted, id=id, state="cancelled", payment="reversed"), held.report)

    def _keep(self, posted: Posted, report: ExpenseReport | None = None) -> Posted:
        self._changes += 1
        self._held[posted.id] = _Held(posted, report or self._held[posted.id].report, self._changes)
        return posted

    def _refuse(self, report: ExpenseReport) -> None:
        settings = self.settings
        self._refuse_date(report.posting_date)
        if report.currency not in settings.currencies:
            raise Rejected(f"unknown currency {report.currency}", code="unknown_currency", field="currency")
        if not any(employee.number == report.employee.number for employee in settings.employees):
            raise Rejected(
                f"unknown employee {report.employee.number}", code="unknown_employee", field="employee.number"
            )
        for index, line in enumerate(report.lines):
            if line.account not in settings.accounts:
                field = f"lines.{index}.account"
                raise Rejected(f"unknown account {line.account}", code="unknown_account", field=field)
            if line.cost_centre and settings.cost_centres and line.cost_centre not in settings.cost_centres:
                field = f"lines.{index}.cost_centre"
                raise Rejected(f"unknown cost centre {line.cost_centre}", code="unknown_cost_centre", field=field)

    def _refuse_date(self, on: date) -> None:
        if self.settings.closed_until is not None and on <= self.settings.closed_until:
            raise Rejected(
                f"the period is closed until {self.settings.closed_until}", code="closed_period", field="posting_date"
            )


def connect(section: Mapping[str, Any]) -> MemoryConnector:
    """The `[erp.memory]` section as a connector; employees is a table of number = name. Raises Misconfigured."""
    known = {field.name for field in fields(MemorySettings)}
    problems = [f"{key} is not a setting" for key in sorted(set(section) - known)]
    tables = ("accounts", "employees", "cost_centres")
    problems += [
        f"{key} is not a table of code = name" for key in tables if not isinstance(section.get(key, {}), Mapping)
    ]
    if missing := sorted({"accounts", "payable", "input_tax"} - set(section)):
        problems.append(f"missing: {', '.join(missing)}")
    if problems:
        raise Misconfigured("\n".join(f"erp.memory: {problem}" for problem in problems))
    values = dict(section)
    values["employees"] = tuple(
        Employee(str(number), str(name)) for number, name in values.get("employees", {}).items()
    )
    try:
        # From the environment everything is text.
        values["worst_seconds"] = _number(values.get("worst_seconds", 30.0))
        values["closed_until"] = _day(values.get("closed_until"))
        values["currencies"] = tuple(values.get("currencies", ("CNY",)))
        return MemoryConnector(MemorySettings(**values))
    except TypeError as error:
        raise Misconfigured(f"erp.memory: {error}") from error


def _number(value: object) -> object:
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value  # said where the settings are looked at, with everything else


def _day(value: object) -> object:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value
