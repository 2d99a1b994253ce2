"""Hearing from the ERP which posted claims are paid, and telling each claimant once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.claims.claim import Claim
from bot.claims.states import State
from bot.jobs.job import Work
from bot.store import claims, postings
from bot.store.database import Database
from bot.workflow import office, outbox
from bot.workflow.change import record
from bot.workflow.steps import PASSING, progress_of, words_of
from erp.connector import Connector
from erp.errors import Busy, ErpError, OutcomeUnknown
from erp.report import Posted


class Payments:
    """The handler of `erp.payments`, which a schedule puts in every minute."""

    def __init__(self, database: Database, connector: Connector, now: Callable[[], datetime]) -> None:
        self._database = database
        self._connector = connector
        self._now = now

    def look(self, work: Work) -> None:
        """Ask for all that are posted and not paid. What is wrong with one of them holds up no other."""
        with self._database.reading() as connection:
            ids = {
                progress_of(row.progress).erp_id: row.reference
                for claim in claims.in_state(connection, State.POSTED)
                if (row := postings.load(connection, claim.reference)) is not None
            }
        held, trouble = self._read(sorted(ids))
        now = self._now()
        for posted in held:
            if posted.id in ids:
                trouble = self._heard(ids[posted.id], posted, now) or trouble
        with self._database.writing() as connection:
            if trouble:
                today = office.load(connection).today(now)
                outbox.tell_administrators(connection, f"payments:{today}", "notice-payments", {"text": trouble})
            work.done(connection)

    def _read(self, ids: Sequence[str]) -> tuple[list[Posted], str]:
        """What the ERP gives, and what administrators have to hear; an ERP that is busy is asked a minute later."""
        try:
            return (self._connector.read(ids) if ids else []), ""
        except Busy:
            return [], ""
        except ErpError as error:
            trouble = "" if isinstance(error, OutcomeUnknown) else words_of(error)
        held: list[Posted] = []
        silent = 0
        for id in ids:
            try:
                held += self._connector.read([id])
                silent = 0
            except PASSING:
                silent += 1
                if silent == _ENOUGH:
                    break
            except ErpError as error:
                trouble = words_of(error)
        return held, trouble

    def _heard(self, reference: str, posted: Posted, now: datetime) -> str:
        """What the ERP says of one claim, in a transaction of its own; what is not what was approved is given back."""
        with self._database.writing() as connection:
            desk = office.load(connection)
            claim = claims.load(connection, reference)
            if claim.state is not State.POSTED:
                return ""
            if difference := _difference(claim, posted):
                return difference
            if posted.state == "cancelled" and not claim.reversal_confirmed_by:
                # By somebody's hand; a reversal of ours is said by the job that makes it.
                record(connection, claim, claim.reverse(now), desk.people, desk.company, now)
            elif posted.state == "posted" and posted.payment == "paid":
                paid = claim.pay(now, posted.paid_on or desk.today(now))
                record(connection, claim, paid, desk.people, desk.company, now)
            return ""


#: So many calls without an answer, one after the other, are an ERP that has to be left alone for a minute.
_ENOUGH = 3


def _difference(claim: Claim, posted: Posted) -> str:
    """Why the document is not the claim's; empty when it is."""
    held = (posted.reference, posted.total, posted.currency)
    if held == (claim.reference, claim.approved.amount, claim.currency):
        return ""
    return f"{claim.reference}: {claim.approved.amount} {claim.currency} approved, held {' '.join(map(str, held))}"
