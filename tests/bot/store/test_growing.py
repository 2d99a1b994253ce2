"""What grows with the years is not read from end to end: not for a photo, a press, a list or a tick."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import event

from bot.claims.states import State
from bot.store.database import Database
from bot.store.underway import behind, under_way
from bot.workflow.desk import Desk
from tests.stories.world import World, reading

#: Tables with a row for each claim, photo or press there ever was.
_GROW = ("audit", "card", "claim", "claim_event", "claim_line", "claim_step", "conversation_entry", "document", "event",
         "job", "merchant", "original", "photo", "posting", "reading")  # fmt: skip

#: Indexes over a few of the rows.
_FEW = {"ix_job_ready", "ix_job_scheduled", "ix_job_running", "ix_job_dead", "ix_claim_reversal"}

#: Read from the end, as far as a limit.
_LATEST = ("ORDER BY audit.seq DESC LIMIT", "SCAN job USING INDEX ix_job_ended: SELECT anon_1.started_at")


@contextmanager
def plans(database: Database) -> Iterator[Callable[[], dict[str, list[str]]]]:
    """Notes what is asked; gives, by statement, how SQLite goes about it."""
    asked: dict[str, Any] = {}

    def note(_: object, __: object, statement: str, parameters: Any, ___: object, many: bool) -> None:
        asked.setdefault(statement, parameters[0] if many else parameters)

    def explained() -> dict[str, list[str]]:
        read = {
            one: values for one, values in asked.items() if one.lstrip()[:6] in ("SELECT", "UPDATE", "DELETE", "WITH R")
        }
        with database.engine.connect() as connection:
            return {
                one: [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", values)]
                for one, values in read.items()
            }

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield explained
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def test_no_table_that_grows_is_read_from_end_to_end(sqlite: Database) -> None:
    world = World(sqlite)
    nora = "E1006"
    with plans(sqlite) as explained:
        known = reading(
            merchant="YUNXI", date=date(2026, 11, 20), total=Decimal("88.00"), currency="CNY",
            seller_tax_number="91330000MA0000042X", seller_registration="100042-X", seller_phone="+8657100004242",
        )  # fmt: skip
        world.photo("lin", known, "Visit")
        world.press("lin", "correct", line=1, merchant="云溪小馆")
        world.press("lin", "submit")
        world.say("mei", "todo")
        world.press("mei", "approve")
        world.say("lin", "list")
        Desk(sqlite, world.stage.clock.now).waiting(nora)
        with sqlite.reading() as connection:
            under_way(connection)
            behind(connection, State.SUBMITTED, "E1003", "CNY", 0, 51)
            behind(connection, State.POSTED, "", "CNY", 0, 51)
        world.wait(minutes=10)
        world.stage.app.runner.purge(timedelta(0))
        found = explained()
    whole = {
        f"{step}: {' '.join(statement.split())[:400]}"
        for statement, steps in found.items()
        for step in steps
        if (step.split()[0] == "SCAN" and step.split()[1] in _GROW and not _FEW & {*step.split()})
        # The jobs of a queue are as many as there ever were.
        or step.endswith("ix_job_owner (queue=?)")
    }
    assert len(found) > 40
    assert {one for one in whole if not any(latest in one for latest in _LATEST)} == set()
