"""Reversing exactly once: whatever happens on the way, on an ERP that would reverse twice."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erp.connector import Capabilities
from erp.connectors.memory import MemoryConnector
from erp.errors import Busy, OutcomeUnknown
from erp.faults import Fault, Faults, Kind
from erp.progress import Ask, Progress, Settle, State, Step, Wait, failed, reopened, resume, started, unknown
from erp.report import Posted
from erp.reversing import Reverse, decide, looked, reversed_
from tests.erp.company import report
from tests.erp.worlds import MEMORY, Clock

WORST = 30.0
BEGIN = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


@dataclass
class Runner:
    """The loop of `bot/workflow/reversing.py` with a virtual clock and a naive ERP; a run may die after its call."""

    troubles: list[tuple[Kind | None, float, bool]]
    worst: float = WORST
    stored: Progress = field(default_factory=lambda: Progress("EC26-000001"))

    def __post_init__(self) -> None:
        self.clock = Clock()
        self.faults = Faults(clock=self.clock)
        self.erp = MemoryConnector(replace(MEMORY, guard="none"), self.faults)
        self.erp.post(self.erp.ensure_draft(report()))
        self.capabilities = Capabilities(guard="none", worst_seconds=self.worst)

    @property
    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=self.clock.seconds)

    def run(self) -> Wait | Ask | Settle | None:
        """One run of the job; None when it died or has to be tried again."""
        progress = resume(self.stored, self.capabilities, self.now)
        held: Posted | None = None
        while True:
            action = decide(progress, self.capabilities, self.now)
            if isinstance(action, Wait | Ask | Settle):
                return action
            if isinstance(action, Reverse) and held is not None:
                self.stored = started(progress, self.now)
                kind, late, dies = self.troubles.pop(0) if self.troubles else (None, 0.0, False)
                if kind is not None:
                    self.faults.add(Fault("reverse", kind, late * (3 * WORST - 1 if dies else 3 * WORST)))
                try:
                    self.erp.reverse(held, "?", date(2026, 11, 4))
                    after = reversed_(self.stored, self.now)
                except OutcomeUnknown as error:
                    # Noticed after the worst time; who dies notices nothing.
                    self.clock.seconds += 0 if dies else WORST
                    after = unknown(self.stored, str(error), self.now)
                except Busy as error:
                    after = failed(self.stored, str(error), self.now)
                if dies:
                    return None
                progress = self.stored = after
                if kind == "busy":
                    return None
            else:
                found = self.erp.find("EC26-000001")
                held = next((one for one in found if one.state == "posted"), None)
                progress = looked(progress, report(), found)

    def until_the_end(self) -> Ask | Settle:
        for _ in range(100):
            outcome = self.run()
            if isinstance(outcome, Wait):
                self.clock.seconds = max(self.clock.seconds, (outcome.until - BEGIN).total_seconds())
            elif outcome is not None:
                self.clock.seconds += 10 * WORST
                return outcome
            self.clock.seconds += 1
        raise AssertionError(f"it does not end: {self.stored}")


KINDS: list[Kind | None] = ["commit_late", "lose_reply", "lose_request", "busy", None]
TROUBLE = st.tuples(st.sampled_from(KINDS), st.sampled_from([0.0, 0.3, 0.6, 0.99]), st.booleans())


@settings(max_examples=300, deadline=None)
@given(st.lists(TROUBLE, max_size=5))
def test_whatever_happens_it_ends_and_is_reversed_once(troubles: list[tuple[Kind | None, float, bool]]) -> None:
    runner = Runner(troubles)
    assert isinstance(runner.until_the_end(), Settle)
    assert [posted.state for posted in runner.erp.vouchers("EC26-000001")] == ["cancelled"]


def test_without_the_settle_window_a_late_reversal_is_done_twice() -> None:
    hasty = Runner([("commit_late", 0.5, False)], worst=0)
    hasty.until_the_end()
    assert [posted.state for posted in hasty.erp.vouchers("EC26-000001")] == ["cancelled", "cancelled"]


def posted(state: str, id: str = "D-1") -> Posted:
    held = MemoryConnector(MEMORY)
    return replace(held.post(held.ensure_draft(report())), state=state, id=id)  # type: ignore[arg-type]


def test_what_is_reversed_already_is_left_alone() -> None:
    progress = looked(Progress("EC26-000001"), report(), [posted("cancelled")])
    assert decide(progress, Capabilities("unique"), BEGIN) == Settle()


@pytest.mark.parametrize(
    ("found", "step", "alarm"),
    [
        ([], Step.FIND, "vanished"),
        ([], Step.VERIFY, "vanished"),
        ([posted("posted"), posted("posted", "D-2")], Step.FIND, "found_twice"),
        ([posted("cancelled"), posted("cancelled", "D-2")], Step.VERIFY, "found_twice"),
        ([posted("posted")], Step.VERIFY, "differs"),
    ],
)
def test_what_is_not_one_reversed_document_is_for_a_person(found: list[Posted], step: Step, alarm: str) -> None:
    progress = looked(Progress("EC26-000001", step=step), report(), found)
    assert (progress.state, progress.alarm) == (State.ALARM, alarm)


def test_after_a_person_has_looked_an_older_reversed_one_is_no_alarm() -> None:
    progress = reopened(Progress("EC26-000001"))
    assert looked(progress, report(), [posted("cancelled"), posted("posted", "D-2")]).step is Step.REVERSE


@pytest.mark.parametrize(
    "stranger",
    [posted("posted", "D-9"), replace(posted("posted"), employee="E9"), replace(posted("posted"), total=Decimal(1))],
)
def test_a_document_that_is_not_the_one_we_posted_is_not_reversed(stranger: Posted) -> None:
    progress = looked(Progress("EC26-000001", erp_id="D-1"), report(), [stranger])
    assert progress.alarm == "differs"
    # Two people who have seen that may still want it.
    assert looked(reopened(progress), report(), [stranger]).step is Step.REVERSE


def test_what_a_bookkeeper_changed_in_ours_can_still_be_reversed() -> None:
    ours = replace(posted("posted"), posting_date=date(2026, 12, 1))
    assert looked(Progress("EC26-000001", erp_id="D-1"), report(), [ours]).step is Step.REVERSE


def test_a_progress_of_a_posting_is_not_taken_for_one_of_a_reversal() -> None:
    with pytest.raises(ValueError, match="of a posting"):
        decide(Progress("EC26-000001", step=Step.DRAFT), Capabilities("unique"), BEGIN)
