"""What the bot makes of what the ERP says about posted documents: paid, reversed by hand, gone, or not as approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

import pytest

from bot.claims.states import State
from bot.jobs import queue
from bot.jobs.job import Work
from bot.store.database import Database
from bot.workflow.payments import Payments
from erp.connector import Connector
from erp.connectors.memory import MemoryConnector
from erp.errors import AuthExpired, Busy, ErpError, Misconfigured
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
    now = world.stage.clock.now()
    with world.stage.database.writing() as connection:
        queue.enqueue(connection, "erp.payments", key=f"at {now}", queue="erp")
    payments = Payments(world.stage.database, connector, name, world.stage.clock.now)
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


@pytest.mark.parametrize("state", ["draft", "posted"])
def test_what_was_cancelled_and_entered_again_by_hand_is_not_claimed_again(
    database: Database, state: Literal["draft", "posted"]
) -> None:
    """The second document stands under our reference: under -R2 the same receipts would be booked a second time."""
    world = posted_claim(database)
    [ours] = world.erp.vouchers("EC26-000001")
    world.erp.reverse(ours, "?", date(2026, 11, 24))

    class EnteredAgain(Unreliable):
        def find(self, reference: str) -> list[Posted]:
            return [*super().find(reference), replace(ours, id="by hand", voucher_number="JE-0777", state=state)]

    look(world, EnteredAgain(world.erp, Faults()))
    world.stage.settle()
    assert world.claim().state is State.POSTED
    assert "reopen" not in world.buttons("lin")
    for who in ("bo", "ada"):
        assert "another one stands under the same reference" in world.told(who) or "另一张凭证" in world.told(who)


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
