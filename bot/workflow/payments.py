"""Hearing from the ERP which posted claims are paid, and telling each claimant once.

What is not there any more, or not as it was approved, is no payment: bookkeepers and administrators hear of it, once a
day for each claim, until it is put right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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

    def __init__(self, database: Database, connector: Connector, name: str, now: Callable[[], datetime]) -> None:
        self._database = database
        self._connector = connector
        self._name = name
        self._now = now

    def look(self, work: Work) -> None:
        """Ask for all that are posted and not paid. What is wrong with one of them holds up no other."""
        with self._database.reading() as connection:
            posted = claims.in_state(connection, State.POSTED)
            rows = [row for claim in posted if (row := postings.load(connection, claim.reference)) is not None]
        asked = {progress_of(row.progress).erp_id: row.reference for row in rows if row.connector == self._name}
        answers, trouble = self._read(sorted(asked))
        for id, document in answers.items():
            trouble = self._heard(asked[id], document) or trouble
        with self._database.writing() as connection:
            today = office.load(connection).today(self._now())
            if trouble:
                outbox.tell_administrators(connection, f"payments:{today}", "notice-payments", {"text": trouble})
            if elsewhere := sum(row.connector != self._name for row in rows):
                values = {"count": elsewhere, "connector": self._name}
                outbox.tell_administrators(connection, f"elsewhere:{today}", "notice-posted_elsewhere", values)
            work.done(connection)

    def _read(self, ids: Sequence[str]) -> tuple[dict[str, Posted | None], str]:
        """What the ERP has under each id it answered for, and what administrators have to hear.

        An ERP that is busy is asked a minute later.
        """
        try:
            return (_by_id(ids, self._connector.read(ids)) if ids else {}), ""
        except Busy:
            return {}, ""
        except ErpError as error:
            trouble = "" if isinstance(error, OutcomeUnknown) else words_of(error)
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
                trouble = words_of(error)
        return answers, trouble

    def _heard(self, reference: str, document: Posted | None) -> str:
        """Do what the ERP's answer about one claim asks for; gives back why it could not be asked further."""
        others: Sequence[Posted] = ()
        if document is not None and document.state == "cancelled":
            try:
                others = self._connector.find(reference)
            except ErpError as error:
                return "" if isinstance(error, PASSING) else words_of(error)
        now = self._now()
        with self._database.writing() as connection:
            desk = office.load(connection)
            claim = claims.load(connection, reference)
            if claim.state is not State.POSTED:
                return ""
            today = desk.today(now)
            if document is not None and document.state == "posted" and not _differs(claim, document):
                if document.payment == "paid":
                    paid = claim.pay(now, document.paid_on or today)
                    record(connection, claim, paid, desk.people, desk.company, now)
            elif claim.reversal_confirmed_by:
                # The job that reverses it sees for itself what stands there.
                pass
            elif wrong := _wrong(claim, document, others):
                outbox.tell_keepers(connection, f"books:{reference}:{today}", *wrong)
            else:
                # By somebody's hand: it may be claimed again.
                record(connection, claim, claim.reverse(now), desk.people, desk.company, now)
        return ""


#: So many calls without an answer, one after the other, are an ERP that has to be left alone for a minute.
_ENOUGH = 3


def _by_id(ids: Sequence[str], held: Sequence[Posted]) -> dict[str, Posted | None]:
    """The document of each id; None where the ERP has none."""
    found = {posted.id: posted for posted in held}
    return {id: found.get(id) for id in ids}


def _differs(claim: Claim, document: Posted) -> bool:
    approved = (claim.reference, claim.approved.amount, claim.currency)
    return (document.reference, document.total, document.currency) != approved


def _wrong(claim: Claim, document: Posted | None, others: Sequence[Posted]) -> tuple[str, Mapping[str, object]] | None:
    """What bookkeepers have to put right, as a sentence with its values; None for a document cancelled for good.

    `others` is all that the ERP has under the reference of a cancelled one. As long as one of them is not cancelled,
    the claim must not be claimed again: its amount would be booked twice.
    """
    named = {"reference": claim.reference, "voucher": claim.voucher_number}
    if document is None:
        return "notice-books_gone", named
    if _differs(claim, document) or document.state == "draft":
        approved, held = (f"{claim.approved.amount} {claim.currency}", f"{document.total} {document.currency}")
        return "notice-books_differ", {
            **named,
            "approved": approved,
            "held": held,
            "held_reference": document.reference,
        }
    if any(other.state != "cancelled" for other in others):
        return "notice-books_again", named
    return None
