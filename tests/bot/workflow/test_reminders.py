"""Looking every ten minutes tells everybody once: the digest of the day, and who is late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.claims.claim import Claim
from bot.claims.people import Employee
from bot.claims.route import Step
from bot.demo.company import ADA, BO, COMPANY, EMPLOYEES, GRACE, LIN, MEI, NORA
from bot.jobs.queue import enqueue
from bot.jobs.runner import Queue, Runner
from bot.store import claims, companies, people, tables
from bot.store.database import Database
from bot.workflow.reminders import Reminders, due, remind
from tests.bot.claims.cast import ready

#: Monday 23 November 2026, three in the afternoon in Shanghai.
MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)
TUESDAY_MORNING = datetime(2026, 11, 24, 1, tzinfo=UTC)


@pytest.fixture
def company(sqlite: Database) -> Database:
    """The sample company, without claims."""
    with sqlite.writing() as connection:
        companies.save(connection, COMPANY, "", MONDAY)
        people.save(connection, EMPLOYEES)
    return sqlite


def put(database: Database, number: int, *states: Claim, at: datetime = MONDAY) -> str:
    """Save a claim as it went through these states; its stem."""
    reference = f"EC26-{number:06}"
    first, *rest = (replace(claim, reference=reference) for claim in states)
    with database.writing() as connection:
        claims.insert(connection, first, at)
        before = first
        for after in rest:
            claims.save(connection, after, before.version, at)
            before = after
    return reference


def waits_for(approver: Employee) -> tuple[Claim, Claim]:
    draft = Claim("EC26-000001", LIN.number, "CNY", "Visit", (ready(),), next_line=2)
    return draft, draft.submit(LIN, MONDAY, draft.lines, (Step("manager", approver.number),))


def look(database: Database, now: datetime) -> None:
    with database.writing() as connection:
        remind(connection, due(connection, now))


def jobs(database: Database, kind: str) -> list[tuple[str, Mapping[str, Any]]]:
    with database.reading() as connection:
        job = tables.job
        rows = connection.execute(select(job.c.key, job.c.payload).where(job.c.kind == kind).order_by(job.c.id))
        return [(row.key, row.payload) for row in rows]


def test_an_approver_is_reminded_once_a_day_however_often_somebody_looks(company: Database) -> None:
    put(company, 1, *waits_for(MEI))
    for minutes in range(0, 24 * 60, 60):
        look(company, TUESDAY_MORNING - timedelta(hours=9) + timedelta(minutes=minutes))
    assert jobs(company, "chat.todo") == [(f"todo:digest:{MEI.number}:2026-11-24", {"person": MEI.number})]


def test_two_claims_are_one_digest(company: Database) -> None:
    put(company, 1, *waits_for(MEI))
    put(company, 2, *waits_for(MEI))
    look(company, TUESDAY_MORNING)
    assert len(jobs(company, "chat.todo")) == 1


def test_every_bookkeeper_is_reminded_of_what_is_to_check(company: Database) -> None:
    draft, submitted = waits_for(MEI)
    put(company, 1, draft, submitted, submitted.approve(MEI, MONDAY))
    look(company, TUESDAY_MORNING)
    assert [payload["person"] for _, payload in jobs(company, "chat.todo")] == [BO.number, NORA.number]


def test_the_claimant_is_reminded_of_a_question(company: Database) -> None:
    draft, submitted = waits_for(MEI)
    put(company, 1, draft, submitted, submitted.ask(MEI, MONDAY, "Who?"))
    look(company, TUESDAY_MORNING)
    assert [payload["person"] for _, payload in jobs(company, "chat.todo")] == [LIN.number, MEI.number]


def test_what_was_sent_back_and_an_old_draft_remind_the_claimant(company: Database) -> None:
    draft, submitted = waits_for(MEI)
    put(company, 1, draft, submitted, submitted.send_back(MEI, MONDAY, "Why?"))
    look(company, TUESDAY_MORNING)
    put(company, 2, draft, at=TUESDAY_MORNING)
    look(company, TUESDAY_MORNING + timedelta(days=8))
    assert [payload["person"] for _, payload in jobs(company, "chat.todo")] == [LIN.number, LIN.number]
    with company.reading() as connection:
        old = due(connection, TUESDAY_MORNING + timedelta(days=8)).digests
    assert [digest.mine for digest in old] == [("EC26-000001", "EC26-000002")]


def test_what_the_erp_refused_reminds_the_bookkeepers(company: Database) -> None:
    draft, submitted = waits_for(MEI)
    posting = submitted.approve(MEI, MONDAY).recode(BO, MONDAY, replace(draft.lines[0], account="6602"))
    posting = posting.check(BO, MONDAY)
    put(company, 1, draft, submitted, posting, posting.start_posting(MONDAY).fail(MONDAY, "Closed"))
    look(company, TUESDAY_MORNING)
    assert [payload["person"] for _, payload in jobs(company, "chat.todo")] == [BO.number, NORA.number]


def test_a_claim_that_ended_reminds_nobody(company: Database) -> None:
    draft, submitted = waits_for(MEI)
    put(company, 1, draft, submitted, submitted.reject(MEI, MONDAY, "Private"))
    look(company, TUESDAY_MORNING)
    assert jobs(company, "chat.todo") == []


def test_somebody_late_is_told_about_once(company: Database) -> None:
    put(company, 1, *waits_for(MEI))
    for hours in range(0, 7 * 24, 6):
        look(company, MONDAY + timedelta(hours=hours))
    payloads = [payload for _, payload in jobs(company, "chat.say")]
    said = [(each["person"], each["sentence"], each["values"]["days"]) for each in payloads]
    assert said == [(GRACE.number, "notice-late_superior", 3), (LIN.number, "notice-late_claimant", 3)]
    assert payloads[0]["values"] == {"reference": "EC26-000001", "name": MEI.name, "claimant": LIN.name, "days": 3}


def test_how_long_is_late_is_the_companys_to_say(company: Database) -> None:
    with company.writing() as connection:
        companies.save(connection, replace(COMPANY, due_days=0), "", MONDAY)
    put(company, 1, *waits_for(MEI))
    look(company, TUESDAY_MORNING)
    assert len(jobs(company, "chat.say")) == 2


def test_where_the_approver_has_left_the_administrator_gets_the_card_with_the_way_out(company: Database) -> None:
    with company.writing() as connection:
        people.save(connection, [replace(MEI, active=False)])
    put(company, 1, *waits_for(MEI))
    for _ in range(2):
        look(company, TUESDAY_MORNING)
    assert [(p["person"], p["sentence"]) for _, p in jobs(company, "chat.say")] == [
        (ADA.number, "notice-left_administrator")
    ]
    assert [(p["person"], p["claim"]) for _, p in jobs(company, "chat.card")] == [(ADA.number, "EC26-000001")]
    assert jobs(company, "chat.todo") == []


def test_before_there_is_a_company_nothing_is_due(sqlite: Database) -> None:
    look(sqlite, TUESDAY_MORNING)
    assert jobs(sqlite, "chat.todo") == []


def test_at_night_and_on_days_off_claims_are_not_even_read(company: Database) -> None:
    put(company, 1, *waits_for(MEI))
    with company.reading() as connection:
        for now in (MONDAY + timedelta(hours=12), datetime(2026, 11, 28, 4, tzinfo=UTC)):
            assert due(connection, now).references == {}


def test_the_job_puts_the_messages_down_and_ends(company: Database) -> None:
    put(company, 1, *waits_for(MEI))
    with company.writing() as connection:
        enqueue(connection, "reminders", key="sched:reminders:1")
    handlers = {"reminders": Reminders(company, lambda: TUESDAY_MORNING).remind}
    Runner(company, handlers, {"default": Queue(slots=1)}).drain()
    assert len(jobs(company, "chat.todo")) == 1
    with company.reading() as connection:
        ended = select(tables.job.c.status).where(tables.job.c.kind == "reminders")
        assert connection.execute(ended).scalar_one() == "done"
