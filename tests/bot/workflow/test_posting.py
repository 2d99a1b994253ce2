"""What is written down about a posting is written by whoever has the job."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.jobs.errors import Lost
from bot.jobs.job import Job, Work
from bot.jobs.limits import Queue
from bot.jobs.taking import take
from bot.store import postings
from bot.store.database import Database
from bot.workflow.posting import Posting
from erp.connectors.memory import MemoryConnector
from erp.faults import Faults, Unreliable
from erp.report import ExpenseReport, Posted
from tests.stories.world import WHO, World


class StandsStill(Unreliable):
    """While a draft is asked for, something else happens."""

    def __init__(self, connector: MemoryConnector, meanwhile: Callable[[], None]) -> None:
        super().__init__(connector, Faults())
        self._meanwhile = meanwhile

    def ensure_draft(self, report: ExpenseReport) -> Posted:
        self._meanwhile()
        return super().ensure_draft(report)


def started(database: Database, worker: str) -> Job:
    with database.writing() as connection:
        [job] = take(connection, "erp", Queue(), worker=worker, places=1, lease_seconds=60).jobs
    return job


def test_a_worker_that_stood_still_does_not_write_over_what_its_successor_has_begun(database: Database) -> None:
    world = World(database)
    world.submitted()
    world.press("mei", "approve")
    world.chat.press(WHO["bo"], "check")
    world.stage.app.runner.drain(limit=1)  # the press, and not yet what follows from it
    successor: dict[str, object] = {}

    def lose_the_job() -> None:
        world.stage.clock.move_to(world.stage.clock.now() + timedelta(minutes=2))
        world.stage.app.runner.reap()
        started(database, "successor")
        with database.writing() as connection:
            row = postings.load(connection, "EC26-000001")
            assert row is not None
            successor.update(row.progress | {"step": "post", "state": "started"})
            postings.save(connection, "EC26-000001", successor, world.stage.clock.now())

    posting = Posting(database, StandsStill(world.erp, lose_the_job), "memory", world.stage.clock.now)
    with pytest.raises(Lost):
        posting.post(Work(started(database, "first"), database, 60))
    with database.reading() as connection:
        row = postings.load(connection, "EC26-000001")
    assert row is not None
    assert row.progress == successor
    assert world.erp.vouchers("EC26-000001") == []
