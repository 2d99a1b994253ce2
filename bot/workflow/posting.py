"""Posting exactly once: the loop around the decisions of `erp/posting.py`, with every step written down first.

Handlers of the `erp` queue. Calls to the ERP happen outside any transaction; the lease is proven right before the post.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection

from bot.claims.claim import Claim
from bot.claims.states import Action, State
from bot.jobs import clock
from bot.jobs.errors import Permanent
from bot.jobs.job import Work
from bot.store import claims, documents, postings
from bot.store.database import Database
from bot.workflow import office
from bot.workflow.change import record
from bot.workflow.reports import expense_report
from erp import canonical
from erp import posting as protocol
from erp.connector import Connector
from erp.errors import AuthExpired, Busy, Duplicate, Misconfigured, OutcomeUnknown, Rejected, Unsupported
from erp.posting import Ask, Attach, Book, Look, MakeDraft, Progress, Settle, Verify, Wait
from erp.report import Document, ExpenseReport, Posted

_PROGRESS = TypeAdapter(Progress)
_POSTED = TypeAdapter(Posted)


class Posting:
    """Posts approved claims, reverses posted ones, and hears when they are paid."""

    def __init__(
        self, database: Database, connector: Connector, connector_name: str, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._connector = connector
        self._name = connector_name
        self._now = now

    # One approved claim

    def post(self, work: Work) -> None:
        """Bring one released claim into the ERP, as far as this run gets."""
        begun = self._begin(work)
        if begun is None:
            return
        report, progress = begun
        abilities = self._connector.capabilities
        progress = protocol.resume(progress, abilities, self._queue_time())
        if progress.state is protocol.State.ALARM and work.job.attempt > 1:
            # Somebody has looked into it and started the job again: the ERP is asked afresh.
            progress = protocol.reopened(progress)
        held: Posted | None = None
        while True:
            match protocol.decide(progress, abilities, self._queue_time()):
                case Wait(until):
                    self._put_off(work, until)
                    return
                case Ask(alarm, error):
                    self._give_up(work, alarm, error)
                    return
                case Settle():
                    self._settle(work, report, progress, held)
                    return
                case step:
                    progress, held = self._take(work, step, report, progress, held)
                    self._store(work, progress, report.reference)

    def _begin(self, work: Work) -> tuple[ExpenseReport, Progress] | None:
        """The report and how far it is; written down before the first call. None when the job has nothing to do."""
        name, released = str(work.job.payload["claim"]), int(str(work.job.payload["version"]))
        now = self._now()
        with self._database.writing() as connection:
            claim = claims.load(connection, name)
            if claim.state is not State.POSTING or claim.version - released not in (0, 1):
                # Taken back, or released again by a later job.
                work.done(connection)
                return None
            if claim.posting_started:
                return _stored(connection, claim.reference)
            desk = office.load(connection)
            report = _report(connection, claim, desk, now)
            # What was refused before and has been fixed starts again, under the same reference, with the new report.
            progress = Progress(claim.reference)
            postings.put(
                connection, claim.reference, name, self._name, canonical.to_json(report), _plain(progress), now
            )
            record(connection, claim, claim.start_posting(now), desk.people, desk.company, now)
            return report, progress

    def _take(
        self, work: Work, step: protocol.Action, report: ExpenseReport, progress: Progress, held: Posted | None
    ) -> tuple[Progress, Posted | None]:
        """Make one call and say what came of it. `held` is the document of this run that the later steps are about."""
        now, reference = self._queue_time, report.reference
        looking = isinstance(step, Look | Verify)
        if not looking:
            progress = protocol.started(progress, now())
            self._store(work, progress, reference)
        try:
            match step:
                case Look():
                    found = self._connector.find(reference)
                    held = next((posted for posted in found if posted.state == "posted"), None)
                    return protocol.looked(progress, report, found), held
                case MakeDraft():
                    held = self._connector.ensure_draft(report)
                    return protocol.drafted(progress, held, now()), held
                case Attach() if held is not None:
                    self._attach(report, held)
                    return protocol.attached(progress, now()), held
                case Book() if held is not None:
                    work.guard()
                    held = self._connector.post(held)
                    return protocol.booked(progress, held, now()), held
                case Verify():
                    found = self._connector.find(reference)
                    held = next((posted for posted in found if posted.state == "posted"), None)
                    return protocol.verified(progress, report, self._connector.capabilities, found), held
        except Duplicate as error:
            return protocol.looked(progress, report, error.posted), next(iter(error.posted), None)
        except (OutcomeUnknown, Rejected, Misconfigured, Unsupported) as error:
            if looking:
                # A question that was not answered says nothing about the posting: asked again later.
                raise
            if isinstance(error, OutcomeUnknown):
                return protocol.unknown(progress, error.message, now()), held
            return protocol.refused(progress, error.message, now()), held
        except (Busy, AuthExpired) as error:
            self._store(work, protocol.failed(progress, error.message, now()), reference)
            raise
        raise AssertionError(f"{reference}: {step} without a document to work on")

    def _attach(self, report: ExpenseReport, held: Posted) -> None:
        for document in report.documents:
            with self._database.reading() as connection:
                content, _, _ = documents.get(connection, document.digest)
            self._connector.ensure_attachment(held, replace(document, content=content))

    def _queue_time(self) -> datetime:
        """The clock that leases and settle windows are measured by; the business clock may be moved."""
        with self._database.reading() as connection:
            return clock.now(connection)

    def _store(self, work: Work, progress: Progress, reference: str) -> None:
        with self._database.writing() as connection:
            # Who has stood still for longer than the lease must not write over what the successor is doing.
            work.hold(connection)
            postings.save(connection, reference, _plain(progress), self._now())

    def _put_off(self, work: Work, until: datetime) -> None:
        with self._database.writing() as connection:
            work.later(connection, max(0.0, (until - self._queue_time()).total_seconds()))

    def _give_up(self, work: Work, alarm: str, error: str) -> None:
        if alarm:
            # The ERP holds what must not be. The claim keeps waiting; an administrator gets the job as a card.
            raise Permanent(error)
        now = self._now()
        with self._database.writing() as connection:
            desk = office.load(connection)
            claim = claims.load(connection, str(work.job.payload["claim"]))
            record(connection, claim, claim.fail(now, error), desk.people, desk.company, now)
            work.done(connection)

    def _settle(self, work: Work, report: ExpenseReport, progress: Progress, held: Posted | None) -> None:
        now = self._now()
        if held is None:
            # Verified by a run that ended right after: what is kept is what the ERP holds, not what was sent.
            held = next(posted for posted in self._connector.find(report.reference) if posted.state == "posted")
        with self._database.writing() as connection:
            desk = office.load(connection)
            claim = claims.load(connection, str(work.job.payload["claim"]))
            postings.save(connection, report.reference, _plain(progress), now, _POSTED.dump_python(held, mode="json"))
            booked = claim.book(now, held.voucher_number, held.posting_date)
            record(connection, claim, booked, desk.people, desk.company, now)
            work.done(connection)

    # What happens afterwards

    def reverse(self, work: Work) -> None:
        """Reverse a posted claim that two people agreed to reverse; repeatable, since the connector's reverse is."""
        with self._database.reading() as connection:
            desk = office.load(connection)
            claim = claims.load(connection, str(work.job.payload["claim"]))
        now = self._now()
        if claim.reversal_confirmed_by == "" or claim.state not in (State.POSTED, State.PAID):
            # Dropped in the meantime, or done by an attempt before.
            with self._database.writing() as connection:
                work.done(connection)
            return
        reason = next(entry.note for entry in reversed(claim.history) if entry.action is Action.ASK_REVERSAL)
        for posted in self._connector.find(claim.reference):
            if posted.state == "posted":
                work.guard()
                try:
                    self._connector.reverse(posted, reason, desk.today(now))
                except (Rejected, Misconfigured, Unsupported) as error:
                    # Such as a document that is paid: a person reads why, and may drop the reversal.
                    raise Permanent(error.message) from error
        with self._database.writing() as connection:
            claim = claims.load(connection, str(work.job.payload["claim"]))
            # What the ERP has done is said, even if somebody has just dropped it.
            if claim.state in (State.POSTED, State.PAID):
                record(connection, claim, claim.reverse(now), desk.people, desk.company, now)
            work.done(connection)

    def payments(self, work: Work) -> None:
        """Ask the ERP which posted claims are paid, and tell each claimant once."""
        with self._database.reading() as connection:
            unpaid = [claim.reference for claim in claims.in_state(connection, State.POSTED)]
            ids = {str(_row(connection, reference).progress["erp_id"]): reference for reference in unpaid}
        held = self._connector.read(sorted(ids)) if ids else []
        now = self._now()
        for posted in held:
            if posted.payment == "paid":
                self._paid(ids[posted.id], posted.paid_on, now)
        with self._database.writing() as connection:
            work.done(connection)

    def _paid(self, reference: str, paid_on: date | None, now: datetime) -> None:
        """One claim, one transaction: one that fails does not hold up the others."""
        with self._database.writing() as connection:
            desk = office.load(connection)
            claim = claims.load(connection, reference)
            if claim.state is State.POSTED:
                paid = claim.pay(now, paid_on or desk.today(now))
                record(connection, claim, paid, desk.people, desk.company, now)


def _report(connection: Connection, claim: Claim, desk: office.Office, now: datetime) -> ExpenseReport:
    kept: dict[str, Document] = {}
    for line in claim.lines:
        if line.document:
            _, file_name, media_type = documents.get(connection, line.document)
            kept[line.document] = Document(line.document, file_name, media_type)
    return expense_report(claim, desk.people[claim.claimant], kept, desk.today(now))


def _row(connection: Connection, reference: str) -> postings.Posting:
    row = postings.load(connection, reference)
    if row is None:
        raise Permanent(f"{reference} is posted or being posted, but nothing was written down about it")
    return row


def _stored(connection: Connection, reference: str) -> tuple[ExpenseReport, Progress]:
    row = _row(connection, reference)
    return canonical.from_json(row.report), _PROGRESS.validate_python(row.progress)


def _plain(progress: Progress) -> dict[str, Any]:
    plain: dict[str, Any] = _PROGRESS.dump_python(progress, mode="json")
    return plain
