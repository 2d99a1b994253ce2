"""An older database was restored: what the books hold by now is not given out again, and administrators hear of it."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from bot.chat.terminal import TerminalChat
from bot.claims.references import Held, held
from bot.claims.states import State
from bot.demo.stage import Stage
from bot.jobs import queue
from bot.jobs.job import Work
from bot.settings import Settings
from bot.store.database import Database
from bot.store.tables import job
from bot.workflow.references import References
from erp.connectors.memory import MemoryConnector
from erp.errors import Busy, Misconfigured, Unsupported
from erp.faults import Faults, Unreliable
from erp.report import Employee, ExpenseReport, Posted, ReportLine
from tests.bot.workflow.test_posting import started
from tests.stories.world import MONDAY, WHO, PreparedReader, World, receipt

TOLD = "The books hold 2 of our references that this database did not post: EC26-000006 EC26-000007-R2. "


def booked_before(world: World, *references: str) -> None:
    """What the database knew before the older one was restored."""
    amount = Decimal(66)
    line = ReportLine("?", date(2026, 11, 1), "meals", "6601.02", net=amount, tax=Decimal(0), gross=amount)
    for reference in references:
        report = ExpenseReport(reference, Employee("E1001", "?"), "?", "CNY", date(2026, 11, 1), (line,))
        world.erp.post(world.erp.ensure_draft(report))


def heard(world: World) -> list[str]:
    return [text for text in world.chat.texts(WHO["ada"]) if "The books hold" in text]


def test_a_reference_in_the_books_is_not_given_out_again_and_administrators_hear_of_it_once(world: World) -> None:
    booked_before(world, "EC26-000006", "EC26-000007-R2")
    for _ in range(2):
        assert world.stage.app.references.look_first()
        world.stage.settle()
    assert [text[: len(TOLD)] for text in heard(world)] == [TOLD]
    world.submitted()
    world.press("mei", "approve")
    world.press("bo", "check")
    assert world.claim("EC26-000008").state is State.POSTED


def test_a_counter_that_is_further_than_the_books_stays(world: World) -> None:
    world.submitted()
    world.press("mei", "approve")
    world.press("bo", "check")
    world.submitted(total="12.50")
    world.stage.app.references.look_first()
    world.submitted(total="31.00")
    assert {claim.reference for claim in world.stage.claims()} == {f"EC26-00000{number}" for number in (1, 2, 3)}
    assert heard(world) == []


def test_once_a_day_the_books_are_asked_again(world: World) -> None:
    booked_before(world, "EC26-000006", "EC26-000007-R2")
    world.wait(days=3)
    assert len(heard(world)) == 1


class Silent(Unreliable):
    """An ERP that does not say what changed."""

    def __init__(self, connector: MemoryConnector, error: Exception) -> None:
        super().__init__(connector, Faults())
        self._error = error

    def changed(self, cursor: str | None) -> tuple[list[Posted], str]:
        raise self._error


@pytest.mark.parametrize("error", [Busy("later"), Misconfigured("months/2026-11.beancount:7: what is this?")])
def test_an_erp_that_does_not_answer_does_not_keep_the_product_from_starting(
    database: Database, error: Exception
) -> None:
    world = World(database)
    booked_before(world, "EC26-000006")
    assert not References(database, Silent(world.erp, error)).look_first()
    # `start` puts down the job instead, which asks again.
    with database.writing() as connection:
        queue.enqueue(connection, "erp.references", key="references:again")
    world.stage.settle()
    assert len(heard(world)) == 1


def test_an_erp_that_cannot_list_what_it_holds_is_nobody_s_work(database: Database) -> None:
    """Posting looks before it posts all the same."""
    world = World(database)
    cannot = References(database, Silent(world.erp, Unsupported("no list of changes")))
    assert cannot.look_first()
    with database.writing() as connection:
        queue.enqueue(connection, "erp.references", key="references:daily", queue="erp")
    cannot.look(Work(started(database, "first"), database, 60))
    with database.reading() as connection:
        assert queue.dead(connection) == []


def test_the_start_looks_before_anybody_is_heard(world: World) -> None:
    booked_before(world, "EC26-000006")
    world.stage.app.start()
    try:
        world.photo("lin", receipt("88.00"))
    finally:
        world.stage.app.stop()
    assert [claim.reference for claim in world.stage.claims()] == ["EC26-000007"]


class Sleeps(Unreliable):
    """An ERP that answers when nobody waits any more."""

    def changed(self, cursor: str | None) -> tuple[list[Posted], str]:
        time.sleep(7)
        raise Busy("nobody waits any more")


@pytest.mark.parametrize("error", [Busy("later"), ZeroDivisionError("nobody foresaw this"), None])
def test_a_start_that_could_not_look_puts_down_one_job_a_day(sqlite: Database, error: Exception | None) -> None:
    erp = World(sqlite).erp
    connector = Silent(erp, error) if error else Sleeps(erp, Faults())
    for _ in range(2):
        stage = Stage(Settings(), sqlite, TerminalChat(workspace="demo"), PreparedReader(), connector, MONDAY)
        stage.app.start()
        stage.app.stop()
    with sqlite.reading() as connection:
        found = connection.execute(select(job.c.key, job.c.queue).where(job.c.kind == "erp.references"))
    assert [tuple(row) for row in found] == [("references:2026-11-23", "erp")]


@pytest.mark.parametrize(
    ("there", "brought", "found"),
    [
        ([], set(), Held()),
        (["EC26-000003", "EC26-000012-R3"], {"EC26-000003", "EC26-000012-R3"}, Held({2026: 12})),
        (["EC26-000003", "EC25-000400"], {"EC26-000003"}, Held({2026: 3, 2025: 400}, ("EC25-000400",))),
        # A claim again after its reversal is another document: knowing the first does not mean knowing the second.
        (["EC26-000003-R2", "EC26-000003"], {"EC26-000003"}, Held({2026: 3}, ("EC26-000003-R2",))),
        (["EC26-000003", "EC26-000003"], set(), Held({2026: 3}, ("EC26-000003",))),
        (["EC26-1000000"], {"EC26-1000000"}, Held({2026: 1000000})),
        # Somebody's slip of the keys, above which no counter could go on.
        (["EC26-99999999999"], set(), Held()),
        (["JE-0001", "", "EC26-12", "XEC26-000009"], set(), Held()),
    ],
)
def test_what_the_books_say_of_references(there: list[str], brought: set[str], found: Held) -> None:
    assert held(there, brought) == found
