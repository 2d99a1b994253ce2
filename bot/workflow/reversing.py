"""Reversing exactly once: the loop around the decisions of `erp/reversing.py`, written down like a posting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.claims.periods import open_day
from bot.claims.states import Action, State
from bot.jobs.errors import Permanent
from bot.jobs.job import Work
from bot.store import claims, postings
from bot.store.database import Database
from bot.workflow import office
from bot.workflow.change import record
from bot.workflow.steps import PASSING, fit, plain, progress_of, put_off, queue_time, the_posted, words_of, written
from erp import canonical
from erp import reversing as protocol
from erp.connector import Connector
from erp.errors import Duplicate, Misconfigured, OutcomeUnknown, Rejected, Unsupported
from erp.progress import Ask, Progress, Settle, Wait, failed, found_twice, refused, reopened, resume, started, unknown
from erp.progress import State as Known
from erp.report import ExpenseReport, Posted
from erp.reversing import Reverse


class Reversing:
    """The handler of `erp.reverse`: a posted claim that two people agreed to reverse."""

    def __init__(
        self, database: Database, connector: Connector, connector_name: str, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._connector = connector
        self._name = connector_name
        self._now = now

    def reverse(self, work: Work) -> None:
        """Reverse it in the ERP, as far as this run gets."""
        begun = self._begin(work)
        if begun is None:
            return
        reason, report, progress = begun
        abilities = self._connector.capabilities
        progress = resume(progress, abilities, queue_time(self._database))
        held: Posted | None = None
        while True:
            match protocol.decide(progress, abilities, queue_time(self._database)):
                case Wait(until):
                    put_off(self._database, work, until)
                    return
                case Ask() | Settle():
                    self._end(work, progress)
                    return
                case Reverse() if held is not None:
                    progress = started(progress, queue_time(self._database))
                    self._store(work, progress)
                    progress = self._call(work, progress, held, reason)
                case _:
                    progress, held = self._look(progress, report)
            if progress.state is Known.UNKNOWN:
                self._store(work, progress)

    def _begin(self, work: Work) -> tuple[str, ExpenseReport, Progress] | None:
        """The reason, what was posted and how far it is; None when there is nothing to do."""
        with self._database.writing() as connection:
            claim = claims.load(connection, str(work.job.payload["claim"]))
            if claim.reversal_confirmed_by == "" or claim.state not in (State.POSTED, State.PAID):
                # Done by an attempt before.
                work.done(connection)
                return None
            row = written(connection, claim.reference, self._name)
        reason = next(entry.note for entry in reversed(claim.history) if entry.action is Action.ASK_REVERSAL)
        progress = Progress(claim.reference, erp_id=progress_of(row.progress).erp_id)
        before = None if row.reversal is None else progress_of(row.reversal)
        # How an earlier reversal ended was written down together with the claim's: two people have asked anew.
        if before is not None and before.state is Known.ALARM:
            progress = reopened(before)
        elif before is not None and before.state is not Known.REFUSED:
            progress = before
        return reason, canonical.from_json(row.report), progress

    def _look(self, progress: Progress, report: ExpenseReport) -> tuple[Progress, Posted | None]:
        try:
            found = self._connector.find(progress.reference)
        except Duplicate as error:
            found = list(error.posted)
        except (Rejected, Misconfigured, Unsupported) as error:
            # Asking again would get the same answer.
            raise Permanent(f"{progress.reference}: {words_of(error)}") from error
        return protocol.looked(progress, report, found), the_posted(found)

    def _call(self, work: Work, progress: Progress, held: Posted, reason: str) -> Progress:
        """Make the call and say what came of it."""
        with self._database.reading() as connection:
            desk = office.load(connection)
        try:
            self._connector.reverse(held, reason, open_day(desk.company, desk.today(self._now())))
        except PASSING as error:
            now = queue_time(self._database)
            if isinstance(error, OutcomeUnknown):
                return unknown(progress, words_of(error), now)
            self._store(work, failed(progress, words_of(error), now))
            raise
        except Duplicate as error:
            return found_twice(progress, error.posted)
        except (Rejected, Misconfigured, Unsupported) as error:
            # Such as a document that is paid: whoever asked for the reversal reads why.
            return refused(progress, words_of(error), queue_time(self._database))
        return protocol.reversed_(progress, queue_time(self._database))

    def _store(self, work: Work, progress: Progress) -> None:
        with self._database.writing() as connection:
            work.hold(connection)
            postings.save_reversal(connection, progress.reference, plain(progress), self._now())

    def _end(self, work: Work, progress: Progress) -> None:
        """What the ERP did is what the claim says, and so is what it did not do."""
        now = self._now()
        with self._database.writing() as connection:
            desk = office.load(connection)
            claim = claims.load(connection, str(work.job.payload["claim"]))
            well = progress.state not in (Known.ALARM, Known.REFUSED)
            after = claim.reverse(now) if well else claim.fail_reversal(now, fit(progress.error))
            postings.save_reversal(connection, progress.reference, plain(progress), now)
            record(connection, claim, after, desk.people, desk.company, now)
            work.done(connection)
