"""Reversing exactly once, as decisions: no I/O and no clock. Run and stored like a posting (`posting.py`).

    FIND → REVERSE → VERIFY → SETTLED

    case Look() | Verify():  progress = looked(progress, report, connector.find(reference))
    case Reverse():          progress = started(progress, now); store(progress)
                             connector.reverse(…); progress = reversed_(progress, now)

It ends when the one document under the reference is cancelled. Nothing there is no reversal: the document is somewhere
else, or somebody has deleted it, and a person has to find out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from erp.connector import Capabilities
from erp.progress import (
    Ask,
    Look,
    Progress,
    Settle,
    State,
    Step,
    Verify,
    Wait,
    alarmed,
    found_twice,
    held_up,
    listed,
    vanished,
)
from erp.report import ExpenseReport, Posted
from erp.verification import verify


@dataclass(frozen=True, slots=True)
class Reverse:
    """Cancel the document."""


Action = Look | Reverse | Verify | Wait | Ask | Settle


def decide(progress: Progress, capabilities: Capabilities, now: datetime) -> Action:
    """The next thing to do."""
    first = held_up(progress, capabilities, now)
    if first is not None:
        return first
    match progress.step:
        case Step.FIND:
            return Look()
        case Step.REVERSE:
            return Reverse()
        case Step.VERIFY:
            return Verify()
        case Step.SETTLED:
            return Settle()
        case _:
            raise ValueError(f"{progress.reference}: this is the progress of a posting")


def looked(progress: Progress, report: ExpenseReport, found: Sequence[Posted]) -> Progress:
    """After looking, before the reversal or after it. `progress.erp_id` is the document that was posted."""
    held = [posted for posted in found if posted.state != "draft"]
    reference = progress.reference
    if not held:
        return vanished(progress)
    live = [posted for posted in held if posted.state == "posted"]
    # Reversed ones beside the one that stands are the traces of a mended alarm, if a person says so.
    if len(live) > 1 or (len(held) > 1 and not progress.reviewed):
        return found_twice(progress, held)
    if live and not progress.reviewed and _somebody_elses(progress, report, live[0]):
        return alarmed(
            progress, "differs", f"under {reference} stands another document than was posted: {listed(held)}"
        )
    if live and progress.step is Step.VERIFY:
        return alarmed(progress, "differs", f"the ERP said that {reference} is reversed, and holds it: {listed(held)}")
    step = Step.REVERSE if live else Step.SETTLED
    return replace(progress, step=step, state=State.IDLE, erp_id=(live or held)[0].id, error="")


def _somebody_elses(progress: Progress, report: ExpenseReport, held: Posted) -> bool:
    """Whether this is not the document that was posted. What a bookkeeper changed in ours does not make it another."""
    others = {difference.field for difference in verify(report, held)} & {"employee", "total", "currency"}
    return bool(others) or (progress.erp_id != "" and held.id != progress.erp_id)


def reversed_(progress: Progress, now: datetime) -> Progress:
    """The ERP says that it is cancelled; reading back decides."""
    return replace(progress, step=Step.VERIFY, state=State.IDLE, ended_at=now)
