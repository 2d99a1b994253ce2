"""What an ERP that does not simply reverse leads to: refusals, holdups, a payment meanwhile, two documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.claims.states import State
from bot.jobs import queue
from bot.jobs.job import Work
from bot.store import postings
from bot.store.database import Database
from bot.workflow.payments import Payments
from bot.workflow.reversing import Reversing
from erp.connectors.memory import MemoryConnector
from erp.errors import AuthExpired, Busy, Duplicate, ErpError
from erp.faults import Faults, Unreliable
from erp.report import Posted
from tests.bot.workflow.test_posting import started
from tests.stories.world import WHO, World


class Answers(Unreliable):
    """An ERP that answers the first request to reverse with an error, having done nothing."""

    def __init__(self, connector: MemoryConnector, error: ErpError) -> None:
        super().__init__(connector, Faults())
        self._errors = [error]

    def reverse(self, posted: Posted, reason: str, on: date) -> Posted:
        if self._errors:
            raise self._errors.pop()
        return super().reverse(posted, reason, on)


def confirmed(database: Database) -> World:
    """Posted; two people have agreed to reverse it, and the job is about to begin."""
    world = World(database)
    world.submitted()
    world.press("mei", "approve")
    world.press("bo", "check")
    world.press("bo", "ask_reversal", words="记错了期间")
    world.chat.press(WHO["nora"], "confirm_reversal")
    world.stage.app.runner.drain(limit=1)
    return world


def reversing(world: World, connector: Unreliable | MemoryConnector) -> None:
    """Carry out the job once."""
    job = started(world.stage.database, "first")
    handler = Reversing(world.stage.database, connector, "ledger", world.stage.clock.now)
    handler.reverse(Work(job, world.stage.database, 60))


def written_down(database: Database) -> dict[str, Any]:
    with database.reading() as connection:
        row = postings.load(connection, "EC26-000001")
    assert row is not None
    assert row.reversal is not None
    return row.reversal


def test_two_documents_are_nothing_that_was_reversed(database: Database) -> None:
    world = confirmed(database)
    [ours] = world.erp.vouchers("EC26-000001")
    reversing(world, Answers(world.erp, Duplicate((ours, replace(ours, id="by hand")))))
    world.stage.settle()
    assert world.claim().state is State.POSTED
    assert world.claim().failure == "EC26-000001 is in the ERP 2 times: D-0001 (posted), by hand (posted)"
    assert "confirm_reversal" not in world.buttons("nora")
    assert "ask_reversal" in world.buttons("bo")  # once it is put right, they may ask anew


@pytest.mark.parametrize("error", [Busy("the period is being closed"), AuthExpired("log in again")])
def test_who_is_held_up_asks_again_without_a_settle_window(database: Database, error: ErpError) -> None:
    """The ERP has said that it did nothing, so nothing has to be waited for."""
    world = confirmed(database)
    with pytest.raises(type(error)):
        reversing(world, Answers(world.erp, error))
    assert written_down(database)["state"] == "idle"
    assert world.claim().state is State.POSTED


def test_what_is_paid_before_the_job_begins_is_not_reversed_and_everybody_hears(database: Database) -> None:
    world = confirmed(database)
    job = started(database, "first")
    world.erp.mark_paid("EC26-000001", date(2026, 11, 24))
    with database.writing() as connection:
        queue.enqueue(connection, "erp.payments", key="now", queue="erp")
    payments = Payments(database, world.erp, "ledger", world.stage.clock.now)
    payments.look(Work(started(database, "second"), database, 60))
    assert world.claim().state is State.PAID
    Reversing(database, world.erp, "ledger", world.stage.clock.now).reverse(Work(job, database, 60))
    world.stage.settle()
    assert (world.claim().state, world.claim().reversal_confirmed_by) == (State.PAID, "")
    for who in ("bo", "nora"):
        assert "EC26-000001 is paid" in world.told(who)
