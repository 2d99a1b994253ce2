"""Posting exactly once: the loop around the decisions of `erp/posting.py`, with every step written down first.

Calls to the ERP happen outside any transaction. What is written down right before a call also proves and renews the
lease: nobody books who has lost the job. How it ends is written down together with what that does to the claim.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection

from bot.claims.claim import Claim
from bot.claims.periods import posting_day, question_of
from bot.claims.states import State
from bot.jobs.errors import Permanent
from bot.jobs.job import Work
from bot.store import claims, documents, postings
from bot.store.columns import digest
from bot.store.database import Database
from bot.workflow import office
from bot.workflow.change import record
from bot.workflow.reports import expense_report
from bot.workflow.steps import PASSING, fit, plain, progress_of, put_off, queue_time, the_posted, words_of, written
from erp import canonical
from erp import posting as protocol
from erp.connector import Connector
from erp.errors import Duplicate, Misconfigured, OutcomeUnknown, Rejected, Unsupported
from erp.posting import Attach, Book, MakeDraft
from erp.progress import (
    Ask,
    Look,
    Progress,
    Settle,
    Step,
    Verify,
    Wait,
    failed,
    refused,
    reopened,
    resume,
    started,
    unknown,
)
from erp.progress import State as Known
from erp.report import Document, ExpenseReport, Posted

_POSTED = TypeAdapter(Posted)


class Posting:
    """The handler of `erp.post`."""

    def __init__(
        self, database: Database, connector: Connector, connector_name: str, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._connector = connector
        self._name = connector_name
        self._now = now

    def post(self, work: Work) -> None:
        """Bring one released claim into the ERP, as far as this run gets."""
        begun = self._begin(work)
        if begun is None:
            return
        report, progress = begun
        abilities = self._connector.capabilities
        progress = resume(progress, abilities, self._queue_time())
        held: Posted | None = None
        while True:
            match protocol.decide(progress, abilities, self._queue_time()):
                case Wait(until):
                    put_off(self._database, work, until)
                    return
                case Ask():
                    self._ask(work, progress, report.posting_date)
                    return
                case Settle() if held is not None:
                    self._settle(work, progress, held)
                    return
                case step:
                    progress, held = self._take(work, step, report, progress, held)
                    if progress.state not in (Known.ALARM, Known.REFUSED) and progress.step is not Step.SETTLED:
                        self._store(work, progress)

    def _begin(self, work: Work) -> tuple[ExpenseReport, Progress] | None:
        """The report and how far it is; written down before the first call. None when the job has nothing to do."""
        name, released = str(work.job.payload["claim"]), int(str(work.job.payload["version"]))
        now = self._now()
        with self._database.writing() as connection:
            claim = claims.load(connection, name)
            if claim.state is not State.POSTING or claim.version - released not in (0, 1) or claim.alarmed:
                # Taken back, released again by a later job, or waiting for a person.
                work.done(connection)
                return None
            if claim.posting_started:
                row = written(connection, claim.reference, self._name)
                report, progress = canonical.from_json(row.report), progress_of(row.progress)
                if report.total != claim.approved.amount:
                    both = f"{report.total} was to be posted and {claim.approved.amount} is approved"
                    raise Permanent(f"{claim.reference}: {both}")
                if progress.state is Known.ALARM:
                    # A person has dealt with it and pressed "look again". Since an alarm is written down together with
                    # the claim's, this can only be the one they saw.
                    progress = reopened(progress)
                    postings.save(connection, claim.reference, plain(progress), now)
                return report, progress
            desk = office.load(connection)
            if (question := question_of(claim, desk.company)) is not None and not question.open:
                # The books were closed since it was released.
                record(connection, claim, claim.ask_period(now), desk.people, desk.company, now)
                work.done(connection)
                return None
            report = _report(connection, claim, desk, now)
            # What was refused before and has been fixed starts again, under the same reference, with the new report.
            progress, sent = Progress(claim.reference), canonical.to_json(report)
            postings.put(connection, claim.reference, name, self._name, sent, plain(progress), now)
            facts = {"connector": self._name, "report": digest(sent)}
            record(connection, claim, claim.start_posting(now), desk.people, desk.company, now, facts)
            return report, progress

    def _take(
        self, work: Work, step: protocol.Action, report: ExpenseReport, progress: Progress, held: Posted | None
    ) -> tuple[Progress, Posted | None]:
        """Make one call and say what came of it. `held` is the document of this run that the later steps are about."""
        now, reference = self._queue_time, report.reference
        looking = isinstance(step, Look | Verify)
        if not looking:
            progress = started(progress, now())
            self._store(work, progress)
        try:
            match step:
                case Look():
                    found = self._connector.find(reference)
                    held = the_posted(found)
                    return protocol.looked(progress, report, found), held
                case MakeDraft():
                    held = self._connector.ensure_draft(report)
                    return protocol.drafted(progress, report, held, now()), held
                case Attach() if held is not None:
                    self._attach(report, held)
                    return protocol.attached(progress, now()), held
                case Book() if held is not None:
                    held = self._connector.post(held)
                    return protocol.booked(progress, held, now()), held
                case Verify():
                    found = self._connector.find(reference)
                    held = the_posted(found)
                    return protocol.verified(progress, report, self._connector.capabilities, found), held
        except Duplicate as error:
            held = the_posted(error.posted)
            return protocol.duplicated(progress, report, error.posted), held
        except PASSING as error:
            if looking:
                # A question that was not answered says nothing about the posting: asked again later.
                raise
            if isinstance(error, OutcomeUnknown):
                return unknown(progress, words_of(error), now()), held
            self._store(work, failed(progress, words_of(error), now()))
            raise
        except (Rejected, Misconfigured, Unsupported) as error:
            if looking:
                # Asking again would get the same answer; what was written down so far stays.
                raise Permanent(f"{reference}: {words_of(error)}") from error
            return refused(progress, words_of(error), now(), error.field if isinstance(error, Rejected) else ""), held
        raise AssertionError(f"{reference}: {step} without a document to work on")

    def _attach(self, report: ExpenseReport, held: Posted) -> None:
        for document in report.documents if self._connector.capabilities.attachments else ():
            with self._database.reading() as connection:
                content, _, _ = documents.get(connection, document.digest)
            self._connector.ensure_attachment(held, replace(document, content=content))

    def _queue_time(self) -> datetime:
        return queue_time(self._database)

    def _store(self, work: Work, progress: Progress) -> None:
        with self._database.writing() as connection:
            # Who has stood still for longer than the lease must not write over what the successor is doing.
            work.hold(connection)
            postings.save(connection, progress.reference, plain(progress), self._now())

    def _ask(self, work: Work, progress: Progress, posting_date: date) -> None:
        """Give it to a person, or where somebody has reversed the document in the ERP, end the claim with it."""
        now = self._now()
        with self._database.writing() as connection:
            desk = office.load(connection)
            claim = claims.load(connection, str(work.job.payload["claim"]))
            if progress.alarm == "reversed":
                after = claim.reverse(now)
            elif progress.alarm:
                after = claim.alarm(now, fit(progress.error))
            elif progress.field == "posting_date":
                # Closed in the ERP: in which period it is posted then is not for us to say.
                after = claim.ask_period(now, posting_date, fit(progress.error))
            else:
                after = claim.fail(now, fit(progress.error))
            postings.save(connection, progress.reference, plain(progress), now)
            record(connection, claim, after, desk.people, desk.company, now)
            work.done(connection)

    def _settle(self, work: Work, progress: Progress, held: Posted) -> None:
        """`held` is what the ERP holds, which is kept; not what was sent."""
        now = self._now()
        with self._database.writing() as connection:
            desk = office.load(connection)
            claim = claims.load(connection, str(work.job.payload["claim"]))
            outcome = _POSTED.dump_python(held, mode="json")
            postings.save(connection, progress.reference, plain(progress), now, outcome)
            booked = claim.book(now, held.voucher_number, held.posting_date)
            facts = {"connector": self._name, "erp_id": held.id, "held": digest(outcome)}
            record(connection, claim, booked, desk.people, desk.company, now, facts)
            work.done(connection)


def _report(connection: Connection, claim: Claim, desk: office.Office, now: datetime) -> ExpenseReport:
    kept: dict[str, Document] = {}
    for line in claim.lines:
        if line.document:
            _, file_name, media_type = documents.get(connection, line.document)
            kept[line.document] = Document(line.document, file_name, media_type)
    day = posting_day(claim, desk.company, desk.today(now))
    return expense_report(claim, desk.people[claim.claimant], kept, day)
