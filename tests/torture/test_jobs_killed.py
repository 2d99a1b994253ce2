"""kill -9 over the job table: nothing is lost, nothing has its effect twice, nothing stays running."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select, text

from bot.jobs.queue import enqueue
from bot.store.database import Database
from bot.store.tables import job
from tests.torture.jobs_room import work_until_killed
from tests.torture.kills import Ordeal, Program, put_through, warm

SHORT = pytest.param(80, Ordeal(kills=4, freezes=1, frozen_seconds=1.5, deadline=60), id="short")
LONG = pytest.param(
    1500, Ordeal(kills=60, freezes=10, between=(0.2, 1.5), deadline=600, seed=2), id="long", marks=pytest.mark.torture
)


@pytest.fixture
def effects(database: Database) -> Iterator[Database]:
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE torture_effect (key TEXT, attempt INTEGER)"))
    yield database
    with database.writing() as connection:
        connection.execute(text("DROP TABLE torture_effect"))


@pytest.mark.parametrize(("jobs", "ordeal"), [SHORT, LONG])
def test_every_job_has_its_effect_once_whenever_processes_are_killed(
    effects: Database, jobs: int, ordeal: Ordeal
) -> None:
    warm()
    url = effects.engine.url.render_as_string(hide_password=False)
    nodes = 1 if effects.dialect == "sqlite" else 2
    brought = 0

    def bring(share: float) -> None:
        nonlocal brought
        with effects.writing() as connection:
            for n in range(brought, round(share * jobs)):
                enqueue(connection, "first", key=f"job {n}", owner=f"person {n % 7}")
            if brought == 0:
                enqueue(connection, "crash", key="crash", max_attempts=2)
        brought = max(brought, round(share * jobs))

    def finished() -> bool:
        with effects.reading() as connection:
            open_jobs = select(func.count()).where(
                job.c.kind != "slot", job.c.status.not_in(["done", "dead", "cancelled"])
            )
            return connection.execute(open_jobs).scalar_one() == 0

    outcome = put_through([Program(work_until_killed, (url,))] * nodes, ordeal, finished, bring)

    with effects.reading() as connection:
        rows = connection.execute(select(job.c.key, job.c.status).where(job.c.kind != "slot")).all()
        statuses = {row.key: row.status for row in rows}
        stuck = [key for key, status in statuses.items() if status not in ("done", "dead")]
        seen = list(connection.execute(text("SELECT key FROM torture_effect ORDER BY key")).scalars())
        slots = {key for key in seen if key.startswith("sched:")}
    assert outcome.finished, (outcome, stuck[:5])
    assert outcome.kills + outcome.freezes > 0
    wanted = {f"job {n}{suffix}": "done" for n in range(jobs) for suffix in ("", ":second")} | {"crash": "dead"}
    assert statuses == wanted
    assert sorted(seen) == sorted([*wanted, *slots])
    assert slots
