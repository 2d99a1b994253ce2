"""Hearing from the ERP which posted claims are paid, and telling each claimant once.

What is not there any more, or not as it was approved, is no payment: bookkeepers and administrators hear of it, once a
day for each claim, until it is put right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import Connection

from bot.claims.claim import Claim
from bot.claims.states import State
from bot.jobs.job import Work
from bot.store import claims, postings
from bot.store.columns import digest
from bot.store.database import Database
from bot.workflow import office, outbox
from bot.workflow.change import record
from bot.workflow.steps import PASSING, fit, words_of
from erp.connector import Connector
from erp.errors import Busy, ErpError, OutcomeUnknown
from erp.report import Posted

#: A sentence with its values: what bookkeepers have to put right.
Wrong = tuple[str, Mapping[str, object]]

#: So many calls without an answer, one after the other, are an ERP that has to be left alone for a minute.
_ENOUGH = 3

#: An ERP that has given no answer for this long is told to administrators.
_SILENCE = timedelta(hours=1)

#: More claims than this that are wrong at once have one cause, and are told in one message.
_MANY = 5


class Payments:
    """The handler of `erp.payments`, which a schedule puts in every minute."""

    def __init__(self, database: Database, connector: Connector, name: str, now: Callable[[], datetime]) -> None:
        self._database = database
        self._connector = connector
        self._name = name
        self._now = now
        self._answered = now()

    def look(self, work: Work) -> None:
        """Ask for all that are posted and not paid. What is wrong with one of them holds up no other."""
        now = self._now()
        with self._database.reading() as connection:
            rows = postings.unpaid(connection)
        asked = {row.erp_id: row for row in rows if row.connector == self._name}
        answers, troubles = self._read(in_turn(sorted(asked), now))
        if answers or not asked:
            self._answered = now
        wrong: dict[str, Wrong] = {}
        for id, document in answers.items():
            row = asked[id]
            waits = document is not None and (document.state, document.payment) == ("posted", "unpaid")
            if document is not None and waits and _is(document, row.reference, row.approved, row.currency):
                continue  # most of them, most of the time
            try:
                if (found := self._heard(row.reference, document)) is not None:
                    wrong[row.reference] = found
            except PASSING:
                continue  # asked again in a minute
            except ErpError as error:
                troubles.append(words_of(error))
        with self._database.writing() as connection:
            self._tell(connection, now, troubles, wrong)
            if elsewhere := sum(row.connector != self._name for row in rows):
                values = {"count": elsewhere, "connector": self._name}
                key = f"elsewhere:{self._name}:{elsewhere}"
                outbox.tell_administrators(connection, key, "notice-posted_elsewhere", values)
            work.done(connection)

    def _read(self, ids: Sequence[str]) -> tuple[dict[str, Posted | None], list[str]]:
        """What the ERP has under each id it answered for, and what administrators have to hear.

        An ERP that is busy is asked a minute later.
        """
        try:
            return (_by_id(ids, self._connector.read(ids)) if ids else {}), []
        except Busy:
            return {}, []
        except ErpError as error:
            troubles = [] if isinstance(error, OutcomeUnknown) else [words_of(error)]
        answers: dict[str, Posted | None] = {}
        silent = 0
        for id in ids:
            try:
                answers |= _by_id([id], self._connector.read([id]))
                silent = 0
            except PASSING:
                silent += 1
                if silent == _ENOUGH:
                    break
            except ErpError as error:
                troubles.append(words_of(error))
        return answers, troubles

    def _heard(self, reference: str, document: Posted | None) -> Wrong | None:
        """Do what the ERP's answer about one claim asks for, or say what is wrong. Raises `ErpError`."""
        others: Sequence[Posted] = ()
        if document is None or document.state == "cancelled":
            others = self._connector.find(reference)
        now = self._now()
        with self._database.writing() as connection:
            desk = office.load(connection)
            claim = claims.load(connection, reference)
            if claim.state is not State.POSTED:
                return None
            document = _standing(claim, others) or document
            if document is not None and stands(claim, document):
                if document.payment == "paid":
                    paid = claim.pay(now, document.paid_on or desk.today(now))
                    record(connection, claim, paid, desk.people, desk.company, now)
                return None
            if claim.reversal_confirmed_by:
                # The job that reverses it sees for itself what stands there.
                return None
            if (found := _wrong(claim, document, others)) is None:
                # Cancelled by somebody's hand: it may be claimed again.
                record(connection, claim, claim.reverse(now), desk.people, desk.company, now)
            return found

    def _tell(self, connection: Connection, now: datetime, troubles: Sequence[str], wrong: Mapping[str, Wrong]) -> None:
        """Each once a day; many claims that are wrong at once are one message."""
        silent = now - self._answered
        if not troubles and not wrong and silent < _SILENCE:
            return
        today: date = office.load(connection).today(now)
        if troubles:
            text = fit("; ".join(dict.fromkeys(troubles)))
            key = f"payments:{today}:{digest(text)[:16]}"
            outbox.tell_administrators(connection, key, "notice-payments", {"text": text})
        elif silent >= _SILENCE:
            values: dict[str, object] = {"hours": silent // timedelta(hours=1)}
            outbox.tell_administrators(connection, f"silent:{today}", "notice-payments_silent", values)
        if len(wrong) > _MANY:
            many: dict[str, object] = {"count": len(wrong), "references": " ".join(sorted(wrong)[:_MANY])}
            outbox.tell_keepers(connection, f"books:{today}", "notice-books_many", many)
            return
        for reference, (sentence, named) in wrong.items():
            outbox.tell_keepers(connection, f"books:{reference}:{today}", sentence, named)


def in_turn(ids: Sequence[str], now: datetime) -> Sequence[str]:
    """The ids beginning with another one each minute, so that some that never answer do not hide the others."""
    first = int(now.timestamp() // 60) % len(ids) if ids else 0
    return [*ids[first:], *ids[:first]]


def _by_id(ids: Sequence[str], held: Sequence[Posted]) -> dict[str, Posted | None]:
    """The document of each id; None where the ERP has none."""
    found = {posted.id: posted for posted in held}
    return {id: found.get(id) for id in ids}


def _is(document: Posted, reference: str, amount: Decimal, currency: str) -> bool:
    """Whether the document is of this reference, for this amount."""
    return (document.reference, document.total, document.currency) == (reference, amount, currency)


def _fits(claim: Claim, document: Posted) -> bool:
    return _is(document, claim.reference, claim.approved.amount, claim.currency)


def stands(claim: Claim, document: Posted) -> bool:
    """Whether the document is what was approved, posted and not cancelled."""
    return document.state == "posted" and _fits(claim, document)


def _standing(claim: Claim, others: Sequence[Posted]) -> Posted | None:
    """What was entered again by hand for one that was deleted or cancelled, if it is as approved and the only one."""
    live = [other for other in others if other.state != "cancelled"]
    return live[0] if len(live) == 1 and stands(claim, live[0]) else None


def _wrong(claim: Claim, document: Posted | None, others: Sequence[Posted]) -> Wrong | None:
    """What bookkeepers have to put right; None for a document cancelled for good.

    `others` is all that the ERP has under the reference of one that is gone or cancelled. As long as one of them is not
    cancelled, the claim must not be claimed again: its amount would be booked twice.
    """
    named = {"reference": claim.reference, "voucher": claim.voucher_number}
    if any(other.state != "cancelled" for other in others):
        return "notice-books_again", named
    if document is None:
        return "notice-books_gone", named
    if not _fits(claim, document) or document.state == "draft":
        approved = f"{claim.approved.amount} {claim.currency}"
        held = {"held": f"{document.total} {document.currency}", "held_reference": document.reference}
        return "notice-books_differ", {**named, "approved": approved, **held}
    return None
