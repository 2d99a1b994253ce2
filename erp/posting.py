"""Posting exactly once, as decisions: no I/O and no clock. Who runs it stores the Progress before and after each call.

    FIND → DRAFT → ATTACH → POST → VERIFY → SETTLED

    progress = resume(stored or Progress(reference), capabilities, now)      at the start of every run
    while True:
        match decide(progress, capabilities, now):
            case Look():        progress = looked(progress, report, connector.find(reference))
            case MakeDraft():   progress = started(progress, now); store(progress)
                                progress = drafted(progress, connector.ensure_draft(report), now)
            case Attach():      the same with ensure_attachment for each document, and `attached`
            case Book():        the same with guard() and post, and `booked`
            case Verify():      progress = verified(progress, report, capabilities, connector.find(reference))
            case Wait(until):   the end of this run; come back then
            case Ask() | Settle(): the end
        store(progress)

`store` is fenced: it fails for one who has lost the lease. An error ends the run: OutcomeUnknown → `unknown`; Rejected,
Misconfigured, Unsupported → `refused`; Busy, AuthExpired → `failed`; Duplicate → `looked` with what it carries.

Why it books once. Before any attempt the ERP is looked at, in the same run. An attempt whose end is not known (lost
answer, crash, lost lease) forbids both looking and booking until the settle window is over: twice the ERP's worst time
after the end of the attempt, because a request that timed out may still be at work, and "not there" would only mean
"not yet". After the window "not there" is final and may book again. Looking alone, without the window, booked 22 of 60
twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from erp.connector import Capabilities
from erp.report import ExpenseReport, Posted
from erp.verification import verify


class Step(StrEnum):
    """Where a posting is."""

    FIND = "find"
    DRAFT = "draft"
    ATTACH = "attach"
    POST = "post"
    VERIFY = "verify"
    SETTLED = "settled"


class State(StrEnum):
    """What is known about the step.

    idle     nothing under way
    started  a call is under way, or was when the process died
    unknown  a call ended and nobody knows how; nothing is done before the settle window ends
    refused  the ERP refuses; a person fixes it and posts again
    alarm    the ERP holds something that must not be; a person decides
    """

    IDLE = "idle"
    STARTED = "started"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    ALARM = "alarm"


Alarm = Literal["", "found_twice", "differs", "reversed", "vanished"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the posting of one reference is; everything that has to be stored.

    `attempt` counts the bookings that were begun, over all runs. `started_at` and `ended_at` belong to the last call
    that changes the ERP; times are aware, by the queue's clock. `booked` means the ERP was seen to hold the posted one.
    """

    reference: str
    step: Step = Step.FIND
    state: State = State.IDLE
    attempt: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    booked: bool = False
    erp_id: str = ""
    voucher_number: str = ""
    alarm: Alarm = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Ask the ERP for the reference."""


@dataclass(frozen=True, slots=True)
class MakeDraft:
    """Prepare the document."""


@dataclass(frozen=True, slots=True)
class Attach:
    """Attach every document of the report, one after the other."""


@dataclass(frozen=True, slots=True)
class Book:
    """Post the document, right after proving that the lease is still ours."""


@dataclass(frozen=True, slots=True)
class Verify:
    """Read it back and compare."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Do nothing with this reference before that time."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Ask:
    """A person has to act: `error` says on what."""

    alarm: Alarm
    error: str


@dataclass(frozen=True, slots=True)
class Settle:
    """Booked and verified: nothing is left to do."""

    erp_id: str
    voucher_number: str


Action = Look | MakeDraft | Attach | Book | Verify | Wait | Ask | Settle


def settle_window(capabilities: Capabilities) -> timedelta:
    """How long after the end of an unknown attempt the ERP may still commit it."""
    return timedelta(seconds=2 * capabilities.worst_seconds)


def resume(progress: Progress, capabilities: Capabilities, now: datetime) -> Progress:
    """The progress at the start of a run. What an earlier run saw is not believed: this run looks for itself.

    That also covers the first attempt after a restore from a backup, whose progress may be older than the ERP, and a
    person who pressed "post again" after a refusal.
    """
    if progress.state is State.STARTED:
        # The run before died in the call. When that ended nobody knows; at the latest after the ERP's worst time.
        begun = progress.started_at or now
        end = begun + timedelta(seconds=capabilities.worst_seconds)
        return replace(progress, state=State.UNKNOWN, ended_at=end, error="the attempt before was cut off")
    if progress.state in (State.UNKNOWN, State.ALARM) or progress.step is Step.SETTLED:
        return progress
    return replace(progress, step=Step.FIND, state=State.IDLE)


def reopened(progress: Progress) -> Progress:
    """After a person has dealt with an alarm: look again."""
    return replace(progress, step=Step.FIND, state=State.IDLE, alarm="", error="", booked=False)


def decide(progress: Progress, capabilities: Capabilities, now: datetime) -> Action:
    """The next thing to do."""
    if progress.state is State.ALARM or progress.state is State.REFUSED:
        return Ask(progress.alarm, progress.error)
    if progress.state is State.STARTED:
        # Only the holder of the lease gets here, so whoever was in that call has died or lost: that is for `resume`.
        raise ValueError(f"{progress.reference}: a call is under way; resume first")
    if progress.state is State.UNKNOWN:
        if progress.ended_at is None:
            raise ValueError(f"{progress.reference}: an unknown outcome has the time of its end")
        until = progress.ended_at + settle_window(capabilities)
        return Wait(until) if now < until else Look()
    match progress.step:
        case Step.FIND:
            return Look()
        case Step.DRAFT:
            return MakeDraft()
        case Step.ATTACH:
            return Attach()
        case Step.POST:
            return Book()
        case Step.VERIFY:
            return Verify()
        case Step.SETTLED:
            return Settle(progress.erp_id, progress.voucher_number)


def looked(progress: Progress, report: ExpenseReport, found: Sequence[Posted]) -> Progress:
    """After looking: nothing booked leads on to the draft, the report itself is adopted, anything else is an alarm."""
    booked = [posted for posted in found if posted.state != "draft"]
    if not booked:
        # Drafts are not booked, however many; `ensure_draft` takes up what is there.
        return replace(progress, step=Step.DRAFT, state=State.IDLE, booked=False, error="")
    problem = _not_ours(report, booked)
    if problem is not None:
        return _alarm(progress, *problem)
    return replace(
        progress,
        step=Step.ATTACH,
        state=State.IDLE,
        booked=True,
        erp_id=booked[0].id,
        voucher_number=booked[0].voucher_number,
        error="",
    )


def started(progress: Progress, now: datetime) -> Progress:
    """Right before a call that changes the ERP; to be stored before the call is made."""
    booking = progress.step is Step.POST
    return replace(
        progress,
        state=State.STARTED,
        attempt=progress.attempt + (1 if booking else 0),
        started_at=now,
        ended_at=None,
        error="",
    )


def drafted(progress: Progress, posted: Posted, now: datetime) -> Progress:
    """The draft is there. If it came back as booked, someone booked it in between: it goes through the look again."""
    step = Step.ATTACH if posted.state == "draft" else Step.FIND
    return replace(progress, step=step, state=State.IDLE, ended_at=now, erp_id=posted.id)


def attached(progress: Progress, now: datetime) -> Progress:
    """Every document is attached."""
    return replace(progress, step=Step.VERIFY if progress.booked else Step.POST, state=State.IDLE, ended_at=now)


def booked(progress: Progress, posted: Posted, now: datetime) -> Progress:
    """The ERP says it is booked; the verification decides whether it is what was sent."""
    return replace(
        progress,
        step=Step.VERIFY,
        state=State.IDLE,
        ended_at=now,
        booked=True,
        erp_id=posted.id,
        voucher_number=posted.voucher_number,
    )


def unknown(progress: Progress, error: str, now: datetime) -> Progress:
    """A call ended and nobody knows how. Reading has no outcome to be unknown: it is simply done again."""
    if progress.state is not State.STARTED:
        return replace(progress, error=error)
    return replace(progress, state=State.UNKNOWN, ended_at=now, error=error)


def failed(progress: Progress, error: str, now: datetime) -> Progress:
    """Nothing was booked and it may be tried again: the same step, by the retry rules of the jobs.

    An unknown outcome that was being looked into stays unknown.
    """
    if progress.state is State.UNKNOWN:
        return replace(progress, error=error)
    return replace(progress, state=State.IDLE, ended_at=now, error=error)


def refused(progress: Progress, error: str, now: datetime) -> Progress:
    """Nothing was booked and a person has to act first."""
    if progress.state is State.UNKNOWN:
        # A refusal of the look says nothing about the attempt before.
        return replace(progress, error=error)
    return replace(progress, state=State.REFUSED, ended_at=now, error=error)


def verified(
    progress: Progress, report: ExpenseReport, capabilities: Capabilities, found: Sequence[Posted]
) -> Progress:
    """After reading back: settled when exactly one booked document is what was sent."""
    held = [posted for posted in found if posted.state != "draft"]
    if not held:
        return _alarm(progress, "vanished", f"{progress.reference} was booked and is not there any more")
    problem = _not_ours(report, held, documents=capabilities.attachments)
    if problem is not None:
        return _alarm(progress, *problem)
    return replace(
        progress,
        step=Step.SETTLED,
        state=State.IDLE,
        erp_id=held[0].id,
        voucher_number=held[0].voucher_number,
        error="",
    )


def _not_ours(report: ExpenseReport, held: Sequence[Posted], *, documents: bool = False) -> tuple[Alarm, str] | None:
    """Why what the ERP holds under the reference cannot be taken for the report; None when it can."""
    if len(held) > 1:
        ids = ", ".join(f"{posted.id} ({posted.state})" for posted in held)
        return "found_twice", f"{report.reference} is in the ERP {len(held)} times: {ids}"
    if held[0].state == "cancelled":
        return "reversed", f"{report.reference} was reversed in the ERP; post it under a new reference"
    differences = verify(report, held[0], documents=documents)
    if differences:
        text = "; ".join(f"{one.field}: sent {one.sent}, held {one.held}" for one in differences)
        return "differs", f"{report.reference}: {text}"
    return None


def _alarm(progress: Progress, alarm: Alarm, error: str) -> Progress:
    return replace(progress, state=State.ALARM, alarm=alarm, error=error)
