"""How far a change of the ERP is (a posting, a reversal), and what is known about it. Pure; no clock.

Both protocols (`posting.py`, `reversing.py`) store a Progress before and after each call that changes the ERP. An
attempt whose end is not known (lost answer, crash, lost lease) forbids looking and trying again until the settle window
is over: twice the ERP's worst time after the end of the attempt, because a request that timed out may still be at
work, and "not there" would only mean "not yet".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from erp.connector import Capabilities
from erp.report import Posted


class Step(StrEnum):
    """Where it is; a posting goes through DRAFT, ATTACH and POST, a reversal through REVERSE."""

    FIND = "find"
    DRAFT = "draft"
    ATTACH = "attach"
    POST = "post"
    REVERSE = "reverse"
    VERIFY = "verify"
    SETTLED = "settled"


class State(StrEnum):
    """What is known about the step.

    idle     nothing under way
    started  a call is under way, or was when the process died
    unknown  a call ended and nobody knows how; nothing is done before the settle window ends
    refused  the ERP refuses and nothing was changed; a person fixes it and starts again
    alarm    the ERP holds something that must not be; a person decides
    """

    IDLE = "idle"
    STARTED = "started"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    ALARM = "alarm"


#: found_twice: under one reference; differs: not what was sent; reversed: by somebody else; vanished: was booked and is
#: not there; unseen: the ERP says that it has the reference and does not show it.
Alarm = Literal["", "found_twice", "differs", "reversed", "vanished", "unseen"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the posting or the reversal of one reference is; everything that has to be stored.

    `attempt` counts the bookings (or reversals) that were begun, over all runs. `started_at` and `ended_at` belong to
    the last call that changes the ERP; times are aware, by the queue's clock. `booked` means the ERP was seen to hold
    the posted one. `reviewed`: a person has looked into an alarm and asked to go on.
    """

    reference: str
    step: Step = Step.FIND
    state: State = State.IDLE
    attempt: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    booked: bool = False
    reviewed: bool = False
    erp_id: str = ""
    voucher_number: str = ""
    alarm: Alarm = ""
    error: str = ""
    field: str = ""  # of the report, that the ERP refuses; empty where it does not say


@dataclass(frozen=True, slots=True)
class Look:
    """Ask the ERP for the reference."""


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
    """Done and verified: nothing is left to do."""


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
    if progress.state in (State.UNKNOWN, State.ALARM):
        return progress
    return replace(progress, step=Step.FIND, state=State.IDLE)


def reopened(progress: Progress) -> Progress:
    """After a person has dealt with an alarm: look again, and believe what is there then."""
    return replace(progress, step=Step.FIND, state=State.IDLE, alarm="", error="", booked=False, reviewed=True)


def held_up(progress: Progress, capabilities: Capabilities, now: datetime) -> Ask | Wait | Look | None:
    """What its state asks for whatever the step is; None when the step decides."""
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
    return None


def started(progress: Progress, now: datetime) -> Progress:
    """Right before a call that changes the ERP; to be stored before the call is made."""
    booking = progress.step in (Step.POST, Step.REVERSE)
    return replace(
        progress,
        state=State.STARTED,
        attempt=progress.attempt + (1 if booking else 0),
        started_at=now,
        ended_at=None,
        error="",
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


def refused(progress: Progress, error: str, now: datetime, field: str = "") -> Progress:
    """Nothing was changed and a person has to act first; of what is booked already it is an alarm."""
    if progress.state is State.UNKNOWN:
        # A refusal of the look says nothing about the attempt before.
        return replace(progress, error=error)
    if progress.booked:
        return alarmed(progress, "differs", f"{progress.reference} is booked; what was missing is refused: {error}")
    return replace(progress, state=State.REFUSED, ended_at=now, error=error, field=field)


def alarmed(progress: Progress, alarm: Alarm, error: str) -> Progress:
    """A person has to decide: the ERP holds what must not be."""
    return replace(progress, state=State.ALARM, alarm=alarm, error=error)


def vanished(progress: Progress) -> Progress:
    """Nothing stands under the reference, and something did."""
    return alarmed(progress, "vanished", f"{progress.reference} was booked and is not there any more")


def found_twice(progress: Progress, held: Sequence[Posted]) -> Progress:
    """More than one document stands under the reference."""
    text = f"{progress.reference} is in the ERP {len(held)} times: {listed(held)}"
    return alarmed(progress, "found_twice", text)


def listed(held: Sequence[Posted]) -> str:
    """Documents as a person finds them in the ERP."""
    return ", ".join(f"{posted.id} ({posted.state})" for posted in held)
