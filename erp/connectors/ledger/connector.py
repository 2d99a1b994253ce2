"""The embedded ledger as a connector: plain Beancount text, no server, safe for several processes on one machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from erp.connector import Capabilities, Health, MasterKind, MasterRow
from erp.connectors.ledger import programs
from erp.connectors.ledger.amounts import Unreadable
from erp.connectors.ledger.drafts import Draft, Drafts, suffix_of
from erp.connectors.ledger.files import LedgerFiles, write_whole
from erp.connectors.ledger.meaning import (
    Meaning,
    every_document,
    is_payable,
    meaning,
    posted_documents,
    voucher_numbers,
)
from erp.connectors.ledger.reading import Transaction, entries_with, references_in
from erp.connectors.ledger.rules import opened_accounts, refuse, refuse_date
from erp.connectors.ledger.settings import LedgerSettings
from erp.connectors.ledger.writing import document_block, opens_for, payment_block, report_block, reversal_block
from erp.errors import Duplicate, Misconfigured, OutcomeUnknown, Rejected, Unsupported
from erp.refusing import genuine
from erp.report import REFERENCE, Document, ExpenseReport, Posted


class LedgerConnector:
    """One ledger folder. The claim reference is the document's id; `create` has laid the folder out before."""

    capabilities = Capabilities(
        guard="unique",
        kinds=frozenset({"employee", "account", "cost_centre", "currency"}),
        pays=True,
        # Local files: ten seconds for the lock, and a slow disk.
        worst_seconds=15.0,
    )

    def __init__(self, folder: Path, settings: LedgerSettings) -> None:
        self.folder = folder
        self.settings = settings
        self._files = LedgerFiles(folder)
        self._drafts = Drafts(self._files.drafts)

    # What stands in it

    def check(self) -> Health:
        """Beancount's programs, its opinion of the whole ledger, and whether every account of the settings is open."""
        try:
            with self._locked() as contents:
                opened = opened_accounts(contents.values())
        except Misconfigured as error:
            return Health("", (error.message,))
        missing = [
            f"account {account.code}: the ledger has no open directive for {account.ledger}"
            for account in self.settings.accounts
            if account.ledger not in opened
        ]
        missing += [
            f"employee {employee.number}: the ledger has no open directive for "
            f"{self.settings.payable_of(employee.number)}"
            for employee in self.settings.employees
            if self.settings.payable_of(employee.number) not in opened
        ]
        _, unreadable = every_document(contents, self.settings)
        try:
            return Health(programs.version(), (*missing, *programs.problems(self._files.main), *unreadable))
        except Misconfigured as error:
            return Health("", (*missing, error.message, *unreadable))

    def master(self, kind: MasterKind, since: str | None = None) -> Iterator[MasterRow]:
        """Accounts as the ledger opens them, the rest from the settings; with an unchanged cursor nothing, else all."""
        if kind not in self.capabilities.kinds:
            raise Unsupported(f"the ledger has no {kind}")
        rows = list(self._master_rows(kind))
        cursor = hashlib.sha256(repr(rows).encode("utf-8")).hexdigest()[:16]
        if since != cursor:
            yield from (replace(row, cursor=cursor) for row in rows)

    def _master_rows(self, kind: MasterKind) -> Iterator[MasterRow]:
        settings = self.settings
        if kind == "employee":
            yield from (MasterRow(kind, employee.number, employee.name) for employee in settings.employees)
        elif kind == "cost_centre":
            yield from (MasterRow(kind, centre.code, centre.name) for centre in settings.cost_centres)
        elif kind == "currency":
            yield from (MasterRow(kind, currency, currency) for currency in settings.currencies)
        else:
            with self._locked() as contents:
                opened = opened_accounts(contents.values())
            for account in settings.accounts:
                open_one = opened.get(account.ledger)
                active = open_one is not None and open_one.closed_on is None
                yield MasterRow(kind, account.code, account.name, active)

    def find(self, reference: str) -> list[Posted]:
        """Booked documents with the reference, oldest first; the draft where none is; `[]` when there is neither."""
        with self._locked() as contents:
            return self._find(reference, contents)

    def read(self, ids: Sequence[str]) -> list[Posted]:
        """These documents as the files say now."""
        with self._locked() as contents:
            by_reference = {id: self._find(id.partition("/")[0], contents) for id in dict.fromkeys(ids)}
        return [posted for id, found in by_reference.items() for posted in found if posted.id == id]

    def changed(self, cursor: str | None) -> tuple[list[Posted], str]:
        """Booked documents named in a file that differs from the cursor's; the cursor holds a digest of each file.

        A document whose entries cannot be read is left out until its file is mended; `check` names the line.
        """
        before: dict[str, str] = json.loads(cursor) if cursor else {}
        with self._locked() as contents:
            now = {name: hashlib.sha256(content).hexdigest()[:12] for name, content in contents.items()}
        touched = {
            reference
            for name, content in contents.items()
            if before.get(name) != now[name]
            for reference in references_in(content)
        }
        found = every_document(contents, self.settings)[0] if touched else []
        return [posted for posted in found if posted.reference in touched], json.dumps(now)

    # What is added to it

    def ensure_draft(self, report: ExpenseReport) -> Posted:
        """Prepare the report, or prepare it anew as it is now; what is booked already is returned as it is."""
        with self._locked() as contents:
            booked = self._booked(report.reference, contents)
            if booked is not None:
                return booked
            refuse(report, self.settings, opened_accounts(contents.values()))
            earlier = self._drafts.get(report.reference)
            wanted = {document.digest for document in report.documents}
            kept = {} if earlier is None else {d: name for d, name in earlier.attached.items() if d in wanted}
            draft = Draft(report, kept)
            if earlier is None or not earlier.says_the_same_as(draft):
                self._drafts.put(draft)
            return draft.posted(self.settings.payable, self.settings.input_tax)

    def ensure_attachment(self, posted: Posted, document: Document) -> str:
        """Keep the file under its digest and tie it to the draft, or to the entry if that is booked already."""
        genuine(document)
        name = document.digest + suffix_of(document)
        with self._locked() as contents:
            found = self._find(posted.reference, contents)
            if not found:
                raise Rejected(f"there is nothing under {posted.reference} to attach to", code="not_found")
            path = self._files.documents / name
            if not path.exists():
                write_whole(path, document.content)
            if document.digest not in found[0].document_digests:
                self._tie(found[0], document.digest, name, contents)
        return f"documents/{name}"

    def _tie(self, to: Posted, digest: str, name: str, contents: Mapping[str, bytes]) -> None:
        draft = self._drafts.get(to.reference)
        if to.state == "draft" and draft is not None:
            self._drafts.put(replace(draft, attached={**draft.attached, digest: name}))
            return
        entry = self._meaning(to.reference, contents).documents[0]
        block = document_block(to.reference, self._payable(entry), f"../documents/{name}", to.posting_date)
        self._files.append(self._files.month(f"{to.posting_date:%Y-%m}"), block)

    def post(self, posted: Posted) -> Posted:
        """Book the draft. Booked already: that one is returned. Two under the reference: Duplicate."""
        reference = posted.reference
        with self._locked() as contents:
            booked = self._booked(reference, contents)
            if booked is None:
                draft = self._drafts.get(reference)
                if draft is None:
                    raise Rejected(f"there is no draft under {reference}", code="no_draft")
                opened = opened_accounts(contents.values())
                refuse(draft.report, self.settings, opened)
                if self.settings.payable_of(draft.report.employee.number) not in opened:
                    self._files.append(self._files.accounts, opens_for(draft.report.employee, self.settings))
                month = f"{draft.report.posting_date:%Y-%m}"
                paths = [f"../documents/{name}" for name in draft.attached.values()]
                block = report_block(draft.report, self.settings, self._voucher(month, contents), paths)
                self._files.append(self._files.month(month), block)
                booked = self._just_added(reference)
            # Only now, so that no moment knows the report neither as a draft nor as an entry.
            try:
                self._drafts.drop(reference)
            except OSError as error:
                raise OutcomeUnknown(f"{reference} was written; its draft cannot be removed: {error}") from error
        return booked

    def reverse(self, posted: Posted, reason: str, on: date) -> Posted:
        """Add the counter entry of what the file says now. Refused when it is paid, in part or in full."""
        reference = posted.reference
        with self._locked() as contents:
            booked = self._booked(reference, contents)
            if booked is None:
                raise Rejected(f"nothing is booked under {reference}", code="not_posted")
            if booked.state == "cancelled":
                return booked
            if booked.paid_amount:
                raise Rejected(f"{reference} is paid: {booked.paid_amount} {booked.currency}", code="paid")
            refuse_date(on, self.settings)
            month = f"{on:%Y-%m}"
            entry = self._meaning(reference, contents).documents[0]
            block = reversal_block(entry, reference, on, reason, self._voucher(month, contents))
            self._files.append(self._files.month(month), block)
            return self._just_added(reference)

    def pay(self, posted: Posted, on: date) -> Posted:
        """Write the payment of all that is still owed, once: whether it stands there is looked at under the lock."""
        return self.mark_paid(posted.reference, on)

    def mark_paid(self, reference: str, on: date, amount: Decimal | None = None, narration: str = "报销付款") -> Posted:
        """Write a payment as a bookkeeper would by hand, of all that is owed or of `amount`. For the demo and tests."""
        with self._locked() as contents:
            booked = self._booked(reference, contents)
            if booked is None or booked.state == "cancelled":
                raise Rejected(f"nothing is owed under {reference}", code="not_posted")
            owed = booked.total - booked.paid_amount
            if owed <= 0:
                return booked
            entry = self._meaning(reference, contents).documents[0]
            bank = self.settings.ledger_name(self.settings.bank)
            block = payment_block(
                reference,
                self._payable(entry),
                bank,
                owed if amount is None else amount,
                booked.currency,
                on,
                entry.payee,
                narration,
            )
            self._files.append(self._files.month(f"{on:%Y-%m}"), block)
            return self._just_added(reference)

    # Inside the lock

    @contextmanager
    def _locked(self) -> Iterator[dict[str, bytes]]:
        """The ledger's files, with the lock held; what cannot be read becomes Misconfigured and names file and line."""
        try:
            with self._files.lock():
                yield self._contents()
        except Unreadable as error:
            raise Misconfigured(str(error)) from error
        except OSError as error:
            # Before anything is booked: what fails later is said where it happens.
            raise Misconfigured(f"{error.filename or self.folder}: {error.strerror}") from error

    def _contents(self) -> dict[str, bytes]:
        return self._files.contents()

    def _just_added(self, reference: str) -> Posted:
        """Read back after an addition. What goes wrong now must not sound as if nothing had been booked."""
        try:
            return self._find(reference, self._contents())[0]
        except (Unreadable, Misconfigured, IndexError) as error:
            raise OutcomeUnknown(f"{reference} was written and cannot be read back: {error}") from error

    def _meaning(self, reference: str, contents: Mapping[str, bytes]) -> Meaning:
        if not REFERENCE.fullmatch(reference):
            return Meaning((), (), (), ())
        entries = [entry for name, content in contents.items() for entry in entries_with(reference, name, content)]
        return meaning(reference, entries, self.settings)

    def _payable(self, entry: Transaction) -> str:
        """The account on which the document is owed."""
        return next(p.account for p in entry.postings if is_payable(p.account, self.settings))

    def _find(self, reference: str, contents: Mapping[str, bytes]) -> list[Posted]:
        booked = posted_documents(
            reference,
            self._meaning(reference, contents),
            self.settings,
            lambda link: bool(self._meaning(link, contents).documents),
        )
        if booked or not REFERENCE.fullmatch(reference):
            return booked
        draft = self._drafts.get(reference)
        return [] if draft is None else [draft.posted(self.settings.payable, self.settings.input_tax)]

    def _booked(self, reference: str, contents: Mapping[str, bytes]) -> Posted | None:
        """The one booked document; Duplicate when there are several."""
        booked = [posted for posted in self._find(reference, contents) if posted.state != "draft"]
        if len(booked) > 1:
            raise Duplicate(tuple(booked), f"{reference} stands in the ledger {len(booked)} times")
        return booked[0] if booked else None

    def _voucher(self, month: str, contents: Mapping[str, bytes]) -> str:
        return f"{month}-{voucher_numbers(month, list(contents.values())) + 1:04}"
