"""The posting protocol: exactly once against an ERP without any guard, whatever dies or is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erp.connector import Capabilities
from erp.connectors.memory import MemoryConnector
from erp.errors import Busy, OutcomeUnknown
from erp.faults import Call, Fault, Faults, Kind
from erp.posting import Attach, Book, MakeDraft, attached, booked, decide, drafted, duplicated, looked, verified
from erp.progress import (
    Ask,
    Look,
    Progress,
    Settle,
    State,
    Step,
    Verify,
    Wait,
    failed,
    refused,
    reopened,
    resume,
    settle_window,
    started,
    unknown,
)
from erp.report import Posted
from erp.verification import Difference, verify
from tests.erp.company import report
from tests.erp.worlds import MEMORY, Clock

WORST = 30.0
BEGIN = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
Death = Literal["before the call", "after the call"]


class Died(Exception):
    """kill -9, as far as the test is concerned."""


@dataclass
class Trouble:
    """What goes wrong at one call that changes the ERP. `late` is a share of the longest time a commit may take."""

    fault: Kind | None = None
    late: float = 0.0
    death: Death | None = None


#: What happens to the calls of a name, one after the other; afterwards all goes well.
Troubles = dict[Call, list[Trouble]]


@dataclass
class Runner:
    """The short loop that `bot/workflow` will have, with a virtual clock, a naive ERP and trouble at every call."""

    troubles: Troubles
    capabilities: Capabilities = field(default_factory=lambda: Capabilities(guard="none", worst_seconds=WORST))
    stored: Progress = field(default_factory=lambda: Progress("EC26-000001"))

    def __post_init__(self) -> None:
        self.clock = Clock()
        self.faults = Faults(clock=self.clock)
        self.erp = MemoryConnector(replace(MEMORY, guard="none"), self.faults)
        self.report = report()
        self.seen: list[Progress] = []

    @property
    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=self.clock.seconds)

    def store(self, progress: Progress) -> Progress:
        self.stored = progress
        self.seen.append(progress)
        return progress

    def call(self, do: Callable[[], Posted | str], name: Call) -> Posted | str:
        """One call with the next trouble. It takes time, and a lost answer is noticed after the worst time."""
        planned = self.troubles.get(name, [])
        trouble = planned.pop(0) if planned else Trouble()
        if trouble.death == "before the call":
            raise Died
        if trouble.fault is not None:
            # The request may be at work from its beginning to just before the end of the window.
            longest = 3 * WORST if trouble.death is None else 3 * WORST - 1
            self.faults.add(Fault(name, trouble.fault, trouble.late * longest))
        try:
            result = do()
        except OutcomeUnknown:
            if trouble.death == "after the call":
                raise Died from None
            self.clock.seconds += WORST
            raise
        if trouble.death == "after the call":
            raise Died
        self.clock.seconds += 1
        return result

    def attach(self, id: str) -> None:
        (held,) = self.erp.read([id])
        for document in self.report.documents:
            self.call(partial(self.erp.ensure_attachment, held, document), "ensure_attachment")

    def run(self) -> Wait | Ask | Settle | None:
        """One run of the job; None when it has to be tried again."""
        progress = self.store(resume(self.stored, self.capabilities, self.now))
        while True:
            action = decide(progress, self.capabilities, self.now)
            try:
                match action:
                    case Wait() | Ask() | Settle():
                        return action
                    case Look():
                        progress = looked(progress, self.report, self.erp.find(self.report.reference))
                    case MakeDraft():
                        progress = self.store(started(progress, self.now))
                        held = self.call(lambda: self.erp.ensure_draft(self.report), "ensure_draft")
                        assert isinstance(held, Posted)
                        progress = drafted(progress, self.report, held, self.now)
                    case Attach():
                        progress = self.store(started(progress, self.now))
                        self.attach(progress.erp_id)
                        progress = attached(progress, self.now)
                    case Book():
                        progress = self.store(started(progress, self.now))
                        (draft,) = self.erp.read([progress.erp_id])
                        held = self.call(partial(self.erp.post, draft), "post")
                        assert isinstance(held, Posted)
                        progress = booked(progress, held, self.now)
                    case Verify():
                        found = self.erp.find(self.report.reference)
                        progress = verified(progress, self.report, self.capabilities, found)
            except OutcomeUnknown as error:
                self.store(unknown(progress, str(error), self.now))
                return None
            except Busy as error:
                self.store(failed(progress, str(error), self.now))
                return None
            self.store(progress)

    def until_the_end(self) -> Ask | Settle:
        for _ in range(100):
            try:
                outcome = self.run()
            except Died:
                self.clock.seconds += 1
                continue
            if isinstance(outcome, Wait):
                self.clock.seconds = max(self.clock.seconds, (outcome.until - BEGIN).total_seconds())
            elif outcome is not None:
                # Whatever is still under way in the ERP has its time.
                self.clock.seconds += 10 * WORST
                return outcome
        raise AssertionError(f"it does not end: {self.stored}")


TROUBLE = st.builds(
    Trouble,
    fault=st.sampled_from(["commit_late", "lose_reply", "lose_request", "busy", None]),
    late=st.sampled_from([0.0, 0.3, 0.6, 0.99]),
    death=st.sampled_from([None, None, "before the call", "after the call"]),
)
TROUBLES = st.fixed_dictionaries(
    {
        "ensure_draft": st.lists(TROUBLE, max_size=2),
        "ensure_attachment": st.lists(TROUBLE, max_size=2),
        "post": st.lists(TROUBLE, max_size=5),
    }
)


@settings(max_examples=400, deadline=None)
@given(TROUBLES)
def test_whatever_happens_it_ends_and_is_booked_once(troubles: Troubles) -> None:
    runner = Runner(troubles)
    assert isinstance(runner.until_the_end(), Settle)
    assert len(runner.erp.vouchers("EC26-000001")) == 1
    assert runner.stored.step is Step.SETTLED


@settings(max_examples=200, deadline=None)
@given(TROUBLES, st.integers(0, 30))
def test_a_restore_from_a_backup_at_any_moment_books_nothing_twice(troubles: Troubles, moment: int) -> None:
    runner = Runner(troubles)
    runner.until_the_end()
    # The database goes back to what it held at some moment; the ERP does not.
    runner.stored = runner.seen[min(moment, len(runner.seen) - 1)]
    assert isinstance(runner.until_the_end(), Settle)
    assert len(runner.erp.vouchers("EC26-000001")) == 1


def test_without_the_settle_window_a_late_commit_is_booked_twice() -> None:
    hasty = Runner({"post": [Trouble("commit_late", late=0.5)]}, Capabilities(guard="none", worst_seconds=0))
    hasty.until_the_end()
    assert len(hasty.erp.vouchers("EC26-000001")) == 2
    patient = Runner({"post": [Trouble("commit_late", late=0.5)]})
    patient.until_the_end()
    assert len(patient.erp.vouchers("EC26-000001")) == 1


def test_after_a_crash_nothing_is_looked_up_before_three_times_the_worst_time() -> None:
    capabilities = Capabilities(guard="none", worst_seconds=WORST)
    crashed = started(Progress("EC26-000001", step=Step.POST), BEGIN)
    progress = resume(crashed, capabilities, BEGIN + timedelta(seconds=5))
    assert decide(progress, capabilities, BEGIN + timedelta(seconds=89)) == Wait(BEGIN + timedelta(seconds=90))
    assert decide(progress, capabilities, BEGIN + timedelta(seconds=90)) == Look()
    # Another crash in the meantime changes nothing.
    assert resume(progress, capabilities, BEGIN + timedelta(seconds=50)) == progress


def test_a_lost_answer_waits_twice_the_worst_time_from_its_end() -> None:
    capabilities = Capabilities(guard="none", worst_seconds=WORST)
    assert settle_window(capabilities) == timedelta(seconds=60)
    lost = unknown(started(Progress("EC26-000001", step=Step.POST), BEGIN), "timeout", BEGIN + timedelta(seconds=20))
    assert decide(lost, capabilities, BEGIN + timedelta(seconds=21)) == Wait(BEGIN + timedelta(seconds=80))


@pytest.mark.parametrize("step", [Step.FIND, Step.DRAFT, Step.ATTACH, Step.POST, Step.VERIFY])
def test_every_run_looks_first(step: Step) -> None:
    capabilities = Capabilities(guard="unique")
    progress = resume(Progress("EC26-000001", step=step, erp_id="D-1"), capabilities, BEGIN)
    assert decide(progress, capabilities, BEGIN) == Look()


def posted(**changes: Any) -> Posted:
    """The sample report as an ERP would hold it."""
    erp = MemoryConnector(MEMORY)
    claim = report()
    draft = erp.ensure_draft(claim)
    erp.ensure_attachment(draft, claim.documents[0])
    return replace(erp.post(draft), **changes)


def test_what_is_booked_already_is_adopted_and_only_what_is_missing_is_done() -> None:
    progress = looked(Progress("EC26-000001"), report(), [posted(document_digests=())])
    assert (progress.step, progress.booked, progress.voucher_number) == (Step.ATTACH, True, "JE-0001")
    assert attached(progress, BEGIN).step is Step.VERIFY


def test_drafts_are_not_booked_however_many_there_are() -> None:
    drafts = [posted(id=f"D-{number}", state="draft") for number in range(3)]
    assert looked(Progress("EC26-000001"), report(), drafts).step is Step.DRAFT


@pytest.mark.parametrize(
    ("found", "alarm"),
    [
        ([posted(), posted(id="D-0002")], "found_twice"),
        ([posted(state="cancelled"), posted(id="D-0002")], "found_twice"),
        ([posted(state="cancelled", payment="reversed")], "reversed"),
        ([posted(total=Decimal("100.51"))], "differs"),
    ],
)
def test_what_is_not_exactly_ours_is_for_a_person(found: list[Posted], alarm: str) -> None:
    capabilities = Capabilities(guard="unique")
    for progress in (
        looked(Progress("EC26-000001"), report(), found),
        verified(Progress("EC26-000001", step=Step.VERIFY), report(), capabilities, found),
    ):
        action = decide(progress, capabilities, BEGIN)
        assert isinstance(action, Ask)
        assert action.alarm == alarm
        assert action.error.startswith("EC26-000001")
        assert resume(progress, capabilities, BEGIN) == progress
        assert decide(reopened(progress), capabilities, BEGIN) == Look()


def test_what_vanished_after_booking_is_an_alarm_and_not_booked_again() -> None:
    progress = verified(Progress("EC26-000001", step=Step.VERIFY), report(), Capabilities(guard="unique"), [])
    assert (progress.state, progress.alarm) == (State.ALARM, "vanished")


def test_a_missing_document_is_a_difference_only_where_the_erp_takes_documents() -> None:
    bare = posted(document_digests=())
    at_verify = Progress("EC26-000001", step=Step.VERIFY)
    assert verified(at_verify, report(), Capabilities(guard="unique"), [bare]).alarm == "differs"
    without = Capabilities(guard="unique", attachments=False)
    assert verified(at_verify, report(), without, [bare]).step is Step.SETTLED


def test_a_refusal_asks_a_person_and_posting_again_starts_with_a_look() -> None:
    capabilities = Capabilities(guard="unique")
    progress = refused(started(Progress("EC26-000001", step=Step.DRAFT), BEGIN), "unknown account 9999", BEGIN)
    assert decide(progress, capabilities, BEGIN) == Ask("", "unknown account 9999")
    assert decide(resume(progress, capabilities, BEGIN), capabilities, BEGIN) == Look()


def test_an_error_while_looking_does_not_make_an_unknown_outcome_known() -> None:
    lost = unknown(started(Progress("EC26-000001", step=Step.POST), BEGIN), "timeout", BEGIN)
    assert failed(lost, "busy", BEGIN).state is State.UNKNOWN
    assert refused(lost, "no right to read", BEGIN).state is State.UNKNOWN


def test_a_document_booked_under_our_hands_is_taken_when_it_is_ours() -> None:
    begun = started(Progress("EC26-000001", step=Step.DRAFT), BEGIN)
    ours = drafted(begun, report(), posted(), BEGIN)
    assert (ours.step, ours.booked, ours.state) == (Step.ATTACH, True, State.IDLE)
    assert drafted(begun, report(), posted(total=Decimal("1.00")), BEGIN).alarm == "differs"


def test_what_was_booked_and_is_not_found_any_more_is_not_booked_again() -> None:
    seen = resume(booked(Progress("EC26-000001", step=Step.POST), posted(), BEGIN), Capabilities("unique"), BEGIN)
    assert looked(seen, report(), []).alarm == "vanished"


def test_a_reference_that_the_erp_has_and_does_not_show_is_for_a_person() -> None:
    begun = started(Progress("EC26-000001", step=Step.POST), BEGIN)
    assert duplicated(begun, report(), []).alarm == "unseen"
    assert duplicated(begun, report(), [posted()]).step is Step.ATTACH


def test_after_a_person_has_looked_the_one_that_stands_is_taken() -> None:
    mended = [posted(state="cancelled"), posted(id="D-0002")]
    seen_by_a_person = reopened(looked(Progress("EC26-000001"), report(), mended))
    assert (looked(seen_by_a_person, report(), mended).alarm, looked(seen_by_a_person, report(), mended).erp_id) == (
        "",
        "D-0002",
    )
    both_reversed = [posted(state="cancelled"), posted(id="D-0002", state="cancelled")]
    assert looked(seen_by_a_person, report(), both_reversed).alarm == "reversed"
    assert looked(seen_by_a_person, report(), [posted(), posted(id="D-0002")]).alarm == "found_twice"


def test_after_a_restore_our_own_document_is_adopted_whatever_day_it_was_posted_on() -> None:
    yesterday = posted(posting_date=report().posting_date - timedelta(days=1))
    adopted = looked(Progress("EC26-000001"), report(), [yesterday])
    assert adopted.step is Step.ATTACH
    assert verified(adopted, report(), Capabilities(guard="unique"), [yesterday]).step is Step.SETTLED
    tried = started(Progress("EC26-000001", step=Step.POST), BEGIN)
    assert verified(tried, report(), Capabilities(guard="unique"), [yesterday]).alarm == "differs"


def test_a_refusal_about_what_is_booked_already_does_not_say_that_nothing_is() -> None:
    adopted = started(looked(Progress("EC26-000001"), report(), [posted()]), BEGIN)
    assert refused(adopted, "no such folder", BEGIN).state is State.ALARM


def test_attempts_count_bookings_over_all_runs() -> None:
    runner = Runner({"post": [Trouble("lose_request"), Trouble("busy")]})
    runner.until_the_end()
    assert runner.stored.attempt == 3


@pytest.mark.parametrize(
    ("held", "field"),
    [
        (posted(state="cancelled"), "state"),
        (posted(total=Decimal("100.49")), "total"),
        (posted(tax=Decimal("5.00")), "tax"),
        (posted(currency="USD"), "currency"),
        (posted(posting_date=BEGIN.date() + timedelta(days=30)), "posting_date"),
        (posted(employee="E9999"), "employee"),
        (posted(lines=(replace(posted().lines[0], account="6601.99"), *posted().lines[1:])), "accounts"),
        (posted(lines=tuple(replace(one, cost_centre="CC-20") for one in posted().lines)), "cost_centres"),
        (posted(document_digests=("0" * 64,)), "documents"),
    ],
)
def test_the_verification_names_what_differs(held: Posted, field: str) -> None:
    assert [difference.field for difference in verify(report(), held)] == [field]


def test_the_verification_shows_both_sides() -> None:
    assert verify(report(), posted(tax=Decimal("4.97"))) == (Difference("tax", "4.98", "4.97"),)
