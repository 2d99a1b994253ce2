"""Posting exactly once, as decisions: no I/O and no clock. Who runs it stores the Progress before and after each call.

    FIND → DRAFT → ATTACH → POST → VERIFY → SETTLED

    progress = resume(stored or Progress(reference), capabilities, now)      at the start of every run
    while True:
        match decide(progress, capabilities, now):
            case Look():        progress = looked(progress, report, connector.find(reference))
            case MakeDraft():   progress = started(progress, now); store(progress)
                                progress = drafted(progress, connector.ensure_draft(report), now)
            case Attach():      the same with ensure_attachment for each document, and `attached`
            case Book():        the same with post, and `booked`
            case Verify():      progress = verified(progress, report, capabilities, connector.find(reference))
            case Wait(until):   the end of this run; come back then
            case Ask() | Settle(): the end
        store(progress)

`store` is fenced: it fails for one who has lost the lease, and renews the lease for one who has it, so nobody makes a
call without having proven right before it that the job is theirs. An error ends the run: OutcomeUnknown → `unknown`;
Rejected, Misconfigured, Unsupported → `refused`; Busy, AuthExpired → `failed`; Duplicate → `duplicated`.

Why it books once. Before any attempt the ERP is looked at, in the same run. An attempt whose end is not known forbids
both looking and booking until the settle window is over (`progress.py`). After the window "not there" is final and may
book again, unless the ERP was seen to hold it before. Looking alone, without the window, booked 22 of 60 twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from erp.connector import Capabilities
from erp.progress import Ask, Look, Progress, Settle, State, Step, Verify, Wait, alarmed, found_twice, held_up, vanished
from erp.report import ExpenseReport, Posted
from erp.verification import verify


@dataclass(frozen=True, slots=True)
class MakeDraft:
    """Prepare the document."""


@dataclass(frozen=True, slots=True)
class Attach:
    """Attach every document of the report, one after the other."""


@dataclass(frozen=True, slots=True)
class Book:
    """Post the document."""


Action = Look | MakeDraft | Attach | Book | Verify | Wait | Ask | Settle


def decide(progress: Progress, capabilities: Capabilities, now: datetime) -> Action:
    """The next thing to do."""
    first = held_up(progress, capabilities, now)
    if first is not None:
        return first
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
            return Settle()
        case Step.REVERSE:
            raise ValueError(f"{progress.reference}: this is the progress of a reversal")


def looked(progress: Progress, report: ExpenseReport, found: Sequence[Posted]) -> Progress:
    """After looking: nothing booked leads on to the draft, the report itself is adopted, anything else is an alarm."""
    booked = [posted for posted in found if posted.state != "draft"]
    if not booked and progress.booked:
        return vanished(progress)
    if not booked:
        # Drafts are not booked, however many; `ensure_draft` takes up what is there.
        return replace(progress, step=Step.DRAFT, state=State.IDLE, error="")
    return _taken(progress, report, booked, Step.ATTACH)


def duplicated(progress: Progress, report: ExpenseReport, found: Sequence[Posted]) -> Progress:
    """After a call that the ERP refused because it has the reference; `found` is what it shows of it."""
    if any(posted.state != "draft" for posted in found):
        return looked(progress, report, found)
    return alarmed(progress, "unseen", f"the ERP says that it has {progress.reference}, and does not show it")


def drafted(progress: Progress, report: ExpenseReport, posted: Posted, now: datetime) -> Progress:
    """The draft is there. If it came back as booked, someone booked it in between: looked at like what is found."""
    ended = replace(progress, step=Step.ATTACH, state=State.IDLE, ended_at=now, erp_id=posted.id)
    return ended if posted.state == "draft" else looked(ended, report, [posted])


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


def verified(
    progress: Progress, report: ExpenseReport, capabilities: Capabilities, found: Sequence[Posted]
) -> Progress:
    """After reading back: settled when exactly one booked document is what was sent."""
    held = [posted for posted in found if posted.state != "draft"]
    if not held:
        return vanished(progress)
    return _taken(progress, report, held, Step.SETTLED, documents=capabilities.attachments)


def _taken(
    progress: Progress, report: ExpenseReport, held: Sequence[Posted], step: Step, *, documents: bool = False
) -> Progress:
    """Take what the ERP holds under the reference for the report, and go on with `step`; else an alarm."""
    live = [posted for posted in held if posted.state != "cancelled"]
    if not live and (len(held) == 1 or progress.reviewed):
        text = f"{report.reference} was reversed in the ERP; post it under a new reference"
        return alarmed(progress, "reversed", text)
    # Reversed ones beside the one that stands are the traces of a mended alarm, if a person says so.
    if len(live) != 1 or (len(held) > 1 and not progress.reviewed):
        return found_twice(progress, held)
    # Found before any attempt of ours, as after a restore: it was posted on a day that is not known here any more.
    adopted = progress.attempt == 0
    differences = [
        one for one in verify(report, live[0], documents=documents) if not (adopted and one.field == "posting_date")
    ]
    if differences:
        text = "; ".join(f"{one.field}: sent {one.sent}, held {one.held}" for one in differences)
        return alarmed(progress, "differs", f"{report.reference}: {text}")
    return replace(
        progress,
        step=step,
        state=State.IDLE,
        booked=True,
        erp_id=live[0].id,
        voucher_number=live[0].voucher_number,
        error="",
    )
