"""What is written down about a posting, by whom and when; and what an ERP that does not work leads to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.claims.states import State
from bot.jobs import queue
from bot.jobs.errors import Lost, Permanent
from bot.jobs.job import Job, Work
from bot.jobs.limits import Queue
from bot.jobs.taking import take
from bot.store import audit, postings
from bot.store.database import Database
from bot.workflow.posting import Posting
from bot.workflow.reversing import Reversing
from erp import canonical
from erp.connectors.memory import MemoryConnector
from erp.errors import AuthExpired, Misconfigured, Rejected, Unsupported
from erp.faults import Faults, Unreliable
from erp.report import Document, ExpenseReport, Posted
from tests.stories.world import WHO, World


def released(world: World) -> None:
    """One claim whose posting is about to begin."""
    world.submitted()
    world.press("mei", "approve")
    world.chat.press(WHO["bo"], "check")
    world.stage.app.runner.drain(limit=1)  # the press, and not yet what follows from it


class StandsStill(Unreliable):
    """While a draft or a document is asked for, something else happens."""

    def __init__(self, connector: MemoryConnector, meanwhile: Callable[[], None]) -> None:
        super().__init__(connector, Faults())
        self._meanwhile = meanwhile

    def ensure_draft(self, report: ExpenseReport) -> Posted:
        self._meanwhile()
        return super().ensure_draft(report)

    def find(self, reference: str) -> list[Posted]:
        found = super().find(reference)
        if found and found[0].state == "posted":
            self._meanwhile()
        return found


def started(database: Database, worker: str) -> Job:
    with database.writing() as connection:
        [job] = take(connection, "erp", Queue(), worker=worker, places=1, lease_seconds=60).jobs
    return job


def test_a_worker_that_stood_still_does_not_write_over_what_its_successor_has_begun(database: Database) -> None:
    world = World(database)
    released(world)
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


def test_a_worker_that_stood_still_reverses_nothing(database: Database) -> None:
    world = World(database)
    world.submitted()
    world.press("mei", "approve")
    world.press("bo", "check")
    world.press("bo", "ask_reversal", words="?")
    world.chat.press(WHO["nora"], "confirm_reversal")
    world.stage.app.runner.drain(limit=1)

    def lose_the_job() -> None:
        world.stage.clock.move_to(world.stage.clock.now() + timedelta(minutes=2))
        world.stage.app.runner.reap()
        started(database, "successor")

    reversing = Reversing(database, StandsStill(world.erp, lose_the_job), "ledger", world.stage.clock.now)
    with pytest.raises(Lost):
        reversing.reverse(Work(started(database, "first"), database, 60))
    assert [posted.state for posted in world.erp.vouchers("EC26-000001")] == ["posted"]


class Notes(Unreliable):
    """Before each call that changes the ERP, looks at what is written down about it."""

    def __init__(self, connector: MemoryConnector, database: Database) -> None:
        super().__init__(connector, Faults())
        self._database = database
        self.seen: list[tuple[str, str, str]] = []

    def _note(self, call: str, kind: str = "posting") -> None:
        with self._database.reading() as connection:
            row = postings.load(connection, "EC26-000001")
        assert row is not None
        progress = row.progress if kind == "posting" else row.reversal or {}
        self.seen.append((call, progress["step"], progress["state"]))

    def ensure_draft(self, report: ExpenseReport) -> Posted:
        self._note("ensure_draft")
        return super().ensure_draft(report)

    def ensure_attachment(self, posted: Posted, document: Document) -> str:
        self._note("ensure_attachment")
        return super().ensure_attachment(posted, document)

    def post(self, posted: Posted) -> Posted:
        self._note("post")
        return super().post(posted)

    def reverse(self, posted: Posted, reason: str, on: date) -> Posted:
        self._note("reverse", "reversal")
        return super().reverse(posted, reason, on)


def test_each_call_that_changes_the_erp_is_written_down_before_it_is_made(database: Database) -> None:
    world = World(database)
    released(world)
    connector = Notes(world.erp, database)
    Posting(database, connector, "memory", world.stage.clock.now).post(Work(started(database, "first"), database, 60))
    world.stage.settle()
    world.press("bo", "ask_reversal", words="?")
    world.chat.press(WHO["nora"], "confirm_reversal")
    world.stage.app.runner.drain(limit=1)
    Reversing(database, connector, "memory", world.stage.clock.now).reverse(
        Work(started(database, "first"), database, 60)
    )
    assert connector.seen == [
        ("ensure_draft", "draft", "started"),
        ("ensure_attachment", "attach", "started"),
        ("post", "post", "started"),
        ("reverse", "reverse", "started"),
    ]
    assert world.claim().state is State.REVERSED


class Forgets(Unreliable):
    """An ERP from which everything vanishes right after it was booked."""

    def __init__(self, connector: MemoryConnector) -> None:
        super().__init__(connector, Faults())
        self._memory = connector
        self.posts = 0

    def post(self, posted: Posted) -> Posted:
        self.posts += 1
        booked = super().post(posted)
        self._memory.delete(posted.reference)
        return booked


def test_what_vanished_is_booked_again_by_a_person_s_decision_only(database: Database) -> None:
    world = World(database)
    released(world)
    connector = Forgets(world.erp)
    posting = Posting(database, connector, "memory", world.stage.clock.now)
    job = started(database, "first")
    posting.post(Work(job, database, 60))
    assert world.claim().alarmed
    # The job comes again, for whatever reason: that is nobody's decision.
    with database.writing() as connection:
        queue.enqueue(connection, "erp.post", key="again", queue="erp", **job.payload)
    posting.post(Work(started(database, "second"), database, 60))
    assert (connector.posts, world.claim().alarmed) == (1, True)
    world.stage.settle()
    world.chat.press(WHO["bo"], "look_again")
    world.stage.app.runner.drain(limit=1)  # the press
    decided = started(database, "third")
    posting.post(Work(decided, database, 60))
    assert (connector.posts, world.claim().alarmed) == (2, True)
    with database.writing() as connection:
        queue.enqueue(connection, "erp.post", key="yet again", queue="erp", **decided.payload)
    posting.post(Work(started(database, "fourth"), database, 60))
    assert connector.posts == 2


class Breaks(Unreliable):
    """An ERP whose documents cannot be read, all of them or one."""

    def __init__(self, connector: MemoryConnector, broken: str = "") -> None:
        super().__init__(connector, Faults())
        self._broken = broken

    def find(self, reference: str) -> list[Posted]:
        raise Misconfigured("months/2026-11.beancount:7: cannot read the amount '1.2.3'")

    def read(self, ids: Sequence[str]) -> list[Posted]:
        if self._broken in ids:
            raise Misconfigured("months/2026-11.beancount:7: cannot read the amount '1.2.3'")
        return super().read(ids)


class Rambles(Unreliable):
    """An ERP that refuses with a page of text and half a character."""

    def post(self, posted: Posted) -> Posted:
        raise Rejected("Traceback: " + "x" * 5000 + "\ud800")


def test_pages_of_text_from_an_erp_are_cut_and_the_card_comes(database: Database) -> None:
    world = World(database)
    released(world)
    posting = Posting(database, Rambles(world.erp, Faults()), "memory", world.stage.clock.now)
    posting.post(Work(started(database, "first"), database, 60))
    world.stage.settle()
    assert (world.claim().state, len(world.claim().failure)) == (State.POSTING_FAILED, 1000)
    assert "Traceback: xxx" in str(world.last("bo"))


class TakesNoDocuments(Unreliable):
    """An ERP without attachments, which says so and refuses them."""

    def __init__(self, connector: MemoryConnector) -> None:
        super().__init__(connector, Faults())
        self.capabilities = replace(connector.capabilities, attachments=False)

    def ensure_attachment(self, posted: Posted, document: Document) -> str:
        raise Unsupported("no attachments here")


def test_an_erp_that_takes_no_documents_is_posted_to_without_them(database: Database) -> None:
    world = World(database)
    released(world)
    posting = Posting(database, TakesNoDocuments(world.erp), "memory", world.stage.clock.now)
    posting.post(Work(started(database, "first"), database, 60))
    assert world.claim().state is State.POSTED


def test_what_was_begun_in_one_erp_is_not_looked_for_in_another(database: Database) -> None:
    world = World(database)
    released(world)
    world.faults.lose("post", committed=True)
    Posting(database, world.erp, "memory", world.stage.clock.now).post(Work(started(database, "first"), database, 60))
    world.stage.clock.move_to(world.stage.clock.now() + timedelta(minutes=5))
    world.stage.app.runner.promote()
    other = Posting(database, MemoryConnector(world.erp.settings), "another", world.stage.clock.now)
    with pytest.raises(Permanent, match="begun with the connector memory"):
        other.post(Work(started(database, "second"), database, 60))


def test_the_trail_shows_what_was_sent_and_what_the_erp_held(database: Database) -> None:
    world = World(database)
    world.submitted()
    world.press("mei", "approve")
    world.press("bo", "check")
    world.erp.mark_paid("EC26-000001", date(2026, 11, 30))
    world.wait(minutes=2)
    with database.reading() as connection:
        shown = {row["action"]: row["content"] for row in audit.entries(connection) if row["subject"] == "EC26-000001"}
    assert shown["start_posting"]["connector"] == "ledger"
    assert len(shown["start_posting"]["report"]) == 64
    assert (shown["book"]["voucher_number"], shown["book"]["erp_id"]) == ("JE-0001", "D-0001")
    assert shown["book"]["posted_on"] == "2026-11-23"
    assert shown["pay"]["paid_on"] == "2026-11-30"


def test_an_erp_that_is_not_set_up_right_is_told_at_once_and_not_asked_for_hours(database: Database) -> None:
    world = World(database)
    released(world)
    posting = Posting(database, Breaks(world.erp), "memory", world.stage.clock.now)
    with pytest.raises(Permanent, match="cannot read the amount"):
        posting.post(Work(started(database, "first"), database, 60))


class LogsOut(Unreliable):
    """An ERP whose session has run out, at one of its calls."""

    def __init__(self, connector: MemoryConnector, call: str) -> None:
        super().__init__(connector, Faults())
        self._call = call

    def find(self, reference: str) -> list[Posted]:
        if self._call == "find":
            raise AuthExpired("log in again")
        return super().find(reference)

    def post(self, posted: Posted) -> Posted:
        if self._call == "post":
            raise AuthExpired("log in again")
        return super().post(posted)


@pytest.mark.parametrize("call", ["find", "post"])
def test_a_session_that_has_run_out_is_no_refusal_and_the_job_comes_back(database: Database, call: str) -> None:
    world = World(database)
    released(world)
    posting = Posting(database, LogsOut(world.erp, call), "memory", world.stage.clock.now)
    with pytest.raises(AuthExpired):
        posting.post(Work(started(database, "first"), database, 60))
    assert (world.claim().state, world.claim().failure) == (State.POSTING, "")
    with database.reading() as connection:
        row = postings.load(connection, "EC26-000001")
    # The ERP has said that it did nothing: no settle window has to be waited for.
    assert row is not None
    assert row.progress["state"] == "idle"


class BookedBefore(TakesNoDocuments):
    """An ERP that holds the report already, since Friday: an older database was restored here."""

    def __init__(self, connector: MemoryConnector, database: Database) -> None:
        super().__init__(connector)
        self._database = database

    def find(self, reference: str) -> list[Posted]:
        with self._database.reading() as connection:
            row = postings.load(connection, reference)
        assert row is not None
        report = replace(canonical.from_json(row.report), posting_date=date(2026, 11, 20))
        self.post(self.ensure_draft(report))
        return super().find(reference)


def test_the_claim_says_the_day_that_the_books_say(database: Database) -> None:
    world = World(database)
    released(world)
    connector = BookedBefore(world.erp, database)
    Posting(database, connector, "memory", world.stage.clock.now).post(Work(started(database, "first"), database, 60))
    assert (world.claim().state, world.claim().posted_on) == (State.POSTED, date(2026, 11, 20))
