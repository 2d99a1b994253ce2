"""A bookkeeper has said that a claim was paid: the books are told where they can be, and asked where they cannot.

Which of the two it is, the connector says; docs/decisions/0009.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import Connection

from bot.claims.claim import Claim
from bot.claims.states import State
from bot.jobs.errors import Permanent
from bot.jobs.job import Work
from bot.store import claims
from bot.store.database import Database
from bot.workflow import office
from bot.workflow.change import record
from bot.workflow.payments import stands
from bot.workflow.steps import PASSING, the_posted, words_of, written
from erp.connector import Connector, PayingConnector
from erp.errors import ErpError
from erp.report import Posted

#: Seconds after which it is tried again while a reversal is still talked about.
_LATER = 300


class Paying:
    """The handler of `erp.pay`."""

    def __init__(self, database: Database, connector: Connector, name: str, now: Callable[[], datetime]) -> None:
        self._database, self._connector, self._name, self._now = database, connector, name, now

    def pay(self, work: Work) -> None:
        """Write the payment into the books, once, and read it back; or leave it to the books to say so."""
        name = str(work.job.payload["claim"])
        with self._database.writing() as connection:
            claim = claims.load(connection, name)
            if claim.state is not State.POSTED or claim.marked_paid is None:
                work.done(connection)
                return
            if claim.reversal_asked_by:
                work.later(connection, _LATER)
                return
            written(connection, claim.reference, self._name)
            abilities, connector = self._connector.capabilities, self._connector
            if not abilities.pays or not isinstance(connector, PayingConnector):
                if abilities.payment_status == "none":
                    # These books never say what was paid: the bookkeeper's word is all there is.
                    self._paid(connection, claim, claim.marked_paid)
                work.done(connection)
                return
        held = _written(connector, claim)
        with self._database.writing() as connection:
            claim = claims.load(connection, name)
            if claim.state is State.POSTED and held.payment == "paid":
                self._paid(connection, claim, held.paid_on or claim.marked_paid)
            work.done(connection)

    def _paid(self, connection: Connection, claim: Claim, on: date | None) -> None:
        now, desk = self._now(), office.load(connection)
        record(connection, claim, claim.pay(now, on or desk.today(now)), desk.people, desk.company, now)


def _written(connector: PayingConnector, claim: Claim) -> Posted:
    try:
        posted = the_posted(connector.find(claim.reference))
        if posted is None or not stands(claim, posted):
            raise Permanent(f"{claim.reference}: the books do not hold what was approved, so nothing was paid there")
        if claim.marked_paid is None:
            raise AssertionError(f"{claim.reference} was marked")
        return connector.pay(posted, claim.marked_paid)
    except PASSING:
        raise
    except ErpError as error:
        raise Permanent(f"{claim.reference}: {words_of(error)}") from error
