"""Hearing from the ERP which posted claims are paid, and telling each claimant once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot.claims.states import State
from bot.jobs.job import Work
from bot.store import claims, postings
from bot.store.database import Database
from bot.workflow import office, outbox
from bot.workflow.change import record
from bot.workflow.steps import PASSING, progress_of, words_of
from erp.connector import Connector
from erp.errors import ErpError
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
            if posted.payment == "paid" and posted.id in ids:
                self._paid(ids[posted.id], posted.paid_on, now)
        with self._database.writing() as connection:
            if trouble:
                today = office.load(connection).today(now)
                outbox.tell_administrators(connection, f"payments:{today}", "notice-payments", {"text": trouble})
            work.done(connection)

    def _read(self, ids: Sequence[str]) -> tuple[list[Posted], str]:
        """What the ERP gives, and what administrators have to hear; an ERP that is busy is asked a minute later."""
        try:
            return (self._connector.read(ids) if ids else []), ""
        except PASSING:
            return [], ""
        except ErpError as error:
            trouble = words_of(error)
        held: list[Posted] = []
        for id in ids:
            try:
                held += self._connector.read([id])
            except ErpError as error:
                trouble = words_of(error)
        return held, trouble

    def _paid(self, reference: str, paid_on: date | None, now: datetime) -> None:
        """One claim, one transaction: one that fails does not hold up the others."""
        with self._database.writing() as connection:
            desk = office.load(connection)
            claim = claims.load(connection, reference)
            if claim.state is State.POSTED:
                paid = claim.pay(now, paid_on or desk.today(now))
                record(connection, claim, paid, desk.people, desk.company, now)
