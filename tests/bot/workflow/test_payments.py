"""What the bot makes of what the ERP says about posted documents: paid, reversed by hand, gone, or not as approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.claims.states import State
from bot.jobs import queue
from bot.jobs.job import Work
from bot.store.database import Database
from bot.workflow.payments import Payments
from erp.connector import Connector
from erp.connectors.memory import MemoryConnector
from erp.errors import AuthExpired, Busy, ErpError, Misconfigured, OutcomeUnknown
from erp.faults import Faults, Unreliable
from erp.report import Posted
from tests.bot.workflow.test_posting import Breaks, started
from tests.stories.world import WHO, World


def test_a_document_that_cannot_be_read_holds_up_no_other_payment_and_is_told_once_a_day(database: Database) -> None:
    world = World(database)
    for total in ("88.00", "12.50"):
        world.submitted(total=total)
        world.press("mei", "approve")
        world.press("bo", "check")
    for reference in ("EC26-000001", "EC26-000002"):
        world.erp.mark_paid(reference, date(2026, 11, 23))
    broken = world.erp.vouchers("EC26-000001")[0].id
    for _ in range(2):
        look(world, Breaks(world.erp, broken))
        world.stage.clock.move_to(world.stage.clock.now() + timedelta(minutes=1))
    world.stage.settle()
    assert (world.claim("EC26-000001").state, world.claim("EC26-000002").state) == (State.POSTED, State.PAID)
    assert sum("cannot read the amount" in text for text in world.chat.texts(WHO["ada"])) == 1


def posted_claim(database: Database) -> World:
    """One claim that is posted."""
    world = World(database)
    world.submitted()
    world.press("mei", "approve")
    world.press("bo", "check")
    return world


def look(world: World, connector: Connector, name: str = "ledger") -> None:
    """Ask for payments once."""
    once(world, Payments(world.stage.database, connector, name, world.stage.clock.now))


def once(world: World, payments: Payments) -> None:
    """The job of this minute."""
    now = world.stage.clock.now()
    with world.stage.database.writing() as connection:
        queue.enqueue(connection, "erp.payments", key=f"at {now}", queue="erp")
    payments.look(Work(started(world.stage.database, "first"), world.stage.database, 60))


class Shows(Unreliable):
    """An ERP whose documents were changed by hand."""

    def __init__(self, connector: MemoryConnector, **changed: Any) -> None:
        super().__init__(connector, Faults())
        self._changed = changed

    def read(self, ids: Sequence[str]) -> list[Posted]:
        return [replace(posted, **self._changed) for posted in super().read(ids)]


@pytest.mark.parametrize("changed", [{"total": Decimal(8)}, {"reference": "EC26-000777"}, {"currency": "USD"}])
def test_what_is_paid_and_was_not_approved_is_not_called_paid(database: Database, changed: dict[str, Any]) -> None:
    world = posted_claim(database)
    look(world, Shows(world.erp, payment="paid", paid_on=date(2026, 11, 24), **changed))
    world.stage.settle()
    assert world.claim().state is State.POSTED
    for who in ("bo", "ada"):
        assert "88.00 CNY was approved" in world.told(who) or "核准金额 88.00 CNY" in world.told(who)


def test_what_somebody_reversed_in_the_books_by_hand_is_reversed_here_too(database: Database) -> None:
    world = posted_claim(database)
    world.erp.reverse(world.erp.vouchers("EC26-000001")[0], "?", date(2026, 11, 24))
    look(world, world.erp)
    world.stage.settle()
    assert world.claim().state is State.REVERSED
    assert "reopen" in world.buttons("lin")


def test_a_session_that_has_run_out_is_told(database: Database) -> None:
    world = posted_claim(database)
    world.erp.mark_paid("EC26-000001", date(2026, 11, 24))

    class LoggedOut(Unreliable):
        def read(self, ids: Sequence[str]) -> list[Posted]:
            raise AuthExpired("the password was changed")

    look(world, LoggedOut(world.erp, Faults()))
    world.stage.settle()
    assert "the password was changed" in world.told("ada")


def test_a_document_that_is_gone_is_told_to_bookkeepers_and_administrators_once_a_day(database: Database) -> None:
    world = posted_claim(database)
    world.erp.delete("EC26-000001")
    for _ in range(2):
        look(world, world.erp)
        world.stage.clock.move_to(world.stage.clock.now() + timedelta(minutes=1))
    world.stage.settle()
    assert world.claim().state is State.POSTED
    for who in ("bo", "ada"):
        assert sum("JE-0001" in text and "EC26-000001" in text for text in world.chat.texts(WHO[who])) >= 1
    told = [
        text for text in world.chat.texts(WHO["ada"]) if "not in the books any more" in text or "没有这张凭证" in text
    ]
    assert len(told) == 1
    world.stage.clock.move_to(world.stage.clock.now() + timedelta(days=1))
    look(world, world.erp)
    world.stage.settle()
    told = [
        text for text in world.chat.texts(WHO["ada"]) if "not in the books any more" in text or "没有这张凭证" in text
    ]
    assert len(told) == 2


class EnteredAgain(Unreliable):
    """An ERP in which somebody entered our document once more by hand."""

    def __init__(self, connector: MemoryConnector, **changed: Any) -> None:
        super().__init__(connector, Faults())
        [ours] = connector.vouchers("EC26-000001")
        self._again = replace(ours, **{"id": "by hand", "voucher_number": "JE-0777", **changed})

    def find(self, reference: str) -> list[Posted]:
        return [*super().find(reference), self._again]


def taken_out(world: World, how: str) -> None:
    """What we posted is not in the books any more."""
    if how == "cancelled":
        world.erp.reverse(world.erp.vouchers("EC26-000001")[0], "?", date(2026, 11, 24))
    else:
        world.erp.delete("EC26-000001")


@pytest.mark.parametrize("how", ["cancelled", "deleted"])
@pytest.mark.parametrize("changed", [{"state": "draft"}, {"total": Decimal(8)}])
def test_beside_another_document_nothing_is_claimed_again(
    database: Database, how: str, changed: dict[str, Any]
) -> None:
    """Under -R2 the same receipts would be booked a second time."""
    world = posted_claim(database)
    entered = EnteredAgain(world.erp, **changed)
    taken_out(world, how)
    look(world, entered)
    world.stage.settle()
    assert world.claim().state is State.POSTED
    assert "reopen" not in world.buttons("lin")
    for who in ("bo", "ada"):
        assert "another one is there under the same reference" in world.told(who) or "另有一张凭证" in world.told(who)


@pytest.mark.parametrize("how", ["cancelled", "deleted"])
def test_what_was_entered_again_by_hand_as_approved_is_paid_there(database: Database, how: str) -> None:
    world = posted_claim(database)
    unpaid, paid = EnteredAgain(world.erp), EnteredAgain(world.erp, payment="paid", paid_on=date(2026, 11, 24))
    taken_out(world, how)
    before = len(world.chat.texts(WHO["ada"]))
    look(world, unpaid)
    world.stage.settle()
    assert (world.claim().state, len(world.chat.texts(WHO["ada"]))) == (State.POSTED, before)
    world.stage.clock.move_to(world.stage.clock.now() + timedelta(minutes=1))
    look(world, paid)
    assert world.claim().state is State.PAID


def posted_claims(database: Database, count: int) -> World:
    """So many claims that are posted."""
    world = World(database)
    for number in range(count):
        world.submitted(total=f"{10 + number}.00")
        world.press("mei", "approve")
        world.press("bo", "check")
    return world


def test_books_that_are_suddenly_empty_are_one_message_a_day(sqlite: Database) -> None:
    world = posted_claims(sqlite, 6)
    for claim in world.stage.claims():
        world.erp.delete(claim.reference)
    before = len(world.chat.texts(WHO["ada"]))
    for _ in range(2):
        look(world, world.erp)
        world.stage.settle()
        world.stage.clock.move_to(world.stage.clock.now() + timedelta(minutes=1))
    assert len(world.chat.texts(WHO["ada"])) == before + 1
    assert "6 posted claims are not in the books as they were approved" in world.told("ada")


class Hangs(Unreliable):
    """An ERP that never answers when asked about some documents."""

    def __init__(self, connector: MemoryConnector, ids: Sequence[str], error: ErpError) -> None:
        super().__init__(connector, Faults())
        self._ids, self._error = set(ids), error

    def read(self, ids: Sequence[str]) -> list[Posted]:
        if self._ids & set(ids):
            raise self._error
        return super().read(ids)


def test_documents_that_are_never_answered_for_hide_no_other(sqlite: Database) -> None:
    world = posted_claims(sqlite, 4)
    silent = [world.erp.vouchers(f"EC26-00000{number}")[0].id for number in (1, 2, 3)]
    world.erp.mark_paid("EC26-000004", date(2026, 11, 24))
    for _ in range(4):
        look(world, Hangs(world.erp, silent, OutcomeUnknown("no answer")))
        world.stage.clock.move_to(world.stage.clock.now() + timedelta(minutes=1))
    assert world.claim("EC26-000004").state is State.PAID


@pytest.mark.parametrize("error", [Busy("later"), OutcomeUnknown("no answer")])
def test_an_erp_that_is_silent_for_an_hour_is_told_once_a_day(sqlite: Database, error: ErpError) -> None:
    world = posted_claim(sqlite)
    silent = Hangs(world.erp, [world.erp.vouchers("EC26-000001")[0].id], error)
    payments = Payments(sqlite, silent, "ledger", world.stage.clock.now)
    before = len(world.chat.texts(WHO["ada"]))
    for told, step in (
        (0, timedelta(minutes=59)),
        (0, timedelta(minutes=2)),
        (1, timedelta(hours=1)),
        (1, timedelta(0)),
    ):
        once(world, payments)
        world.stage.settle()
        assert len(world.chat.texts(WHO["ada"])) == before + told
        world.stage.clock.move_to(world.stage.clock.now() + step)
    assert "The ERP has given no answer for an hour" in world.told("ada")


@pytest.mark.parametrize(("error", "hears"), [(Busy("come later"), False), (Misconfigured("no right to look"), True)])
def test_what_cannot_be_looked_up_is_not_called_reversed(database: Database, error: ErpError, hears: bool) -> None:
    world = posted_claim(database)
    world.erp.reverse(world.erp.vouchers("EC26-000001")[0], "?", date(2026, 11, 24))

    class Refuses(Unreliable):
        def find(self, reference: str) -> list[Posted]:
            raise error

    look(world, Refuses(world.erp, Faults()))
    world.stage.settle()
    assert world.claim().state is State.POSTED
    assert (error.message in world.told("ada")) is hears


def test_a_posted_document_that_is_a_draft_again_is_told(database: Database) -> None:
    world = posted_claim(database)
    look(world, Shows(world.erp, state="draft"))
    world.stage.settle()
    assert world.claim().state is State.POSTED
    assert "draft again" in world.told("ada") or "变回草稿" in world.told("ada")


def test_another_erp_is_not_asked_for_what_was_booked_in_the_one_before(database: Database) -> None:
    """Its ids may be somebody else's documents there."""
    world = posted_claim(database)
    world.erp.mark_paid("EC26-000001", date(2026, 11, 24))
    look(world, world.erp, name="another")
    world.stage.settle()
    assert world.claim().state is State.POSTED
    assert "another" in world.told("ada")


def test_a_reversal_of_ours_under_way_is_left_to_the_job_that_makes_it(database: Database) -> None:
    world = posted_claim(database)
    world.faults.lose("reverse", committed=True)
    world.press("bo", "ask_reversal", words="记错了期间")
    world.press("nora", "confirm_reversal")
    look(world, world.erp)
    assert world.claim().state is State.POSTED
    world.wait(minutes=2)
    assert world.claim().state is State.REVERSED
