"""Work that was given up is started again, by whose office it is, never on their own claim, and it is written down."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.chat.platform import Event, Pressed
from bot.claims.claim import Claim
from bot.claims.deserted import in_office
from bot.claims.errors import ClaimError, NotAllowed
from bot.claims.people import Employee, People, Role
from bot.jobs.job import Job
from bot.jobs.queue import dead, requeue
from bot.store import audit, claims, events
from bot.store.errors import Unknown
from bot.workflow.event_json import event_of
from bot.workflow.pressing import about, job_of


def start_again(connection: Connection, job_id: int, by: Employee, at: datetime) -> None:
    """Give a dead job its attempts once more; raises `ClaimError` where it is not dead, or not theirs to start."""
    found = _dead(connection, job_id)
    claim = claim_of(connection, found) if found else None
    demand_restart(found.kind if found else "", claim, by)
    if found is None or not requeue(connection, job_id):
        raise ClaimError("job-not-dead")
    # Without its key: in that may stand who it is about, and what is in the chain can never be erased.
    audit.record(
        connection,
        at=at,
        actor=by.number,
        action="requeue",
        subject=claim.reference if claim else f"job:{job_id}",
        content={"job": job_id, "kind": found.kind, "attempts": found.attempt},
    )


def may_start_again(connection: Connection, job_id: int, person: Employee) -> bool:
    """Whether the job waits for a person, and this one may start it again; the card shows the button to nobody else."""
    found = _dead(connection, job_id)
    if found is None:
        return False
    try:
        demand_restart(found.kind, claim_of(connection, found), person)
    except NotAllowed:
        return False
    return True


def demand_restart(kind: str, claim: Claim | None, by: Employee) -> None:
    """Raise what refuses this person to start work of the kind again; `claim` is None where it is about none."""
    if by not in concerned(kind, People([by])):
        raise NotAllowed("restart-offices-only" if kind in _OF_THE_BOOKS else "administrators-only")
    if claim is not None and claim.claimant == by.number:
        raise NotAllowed("not-on-own-claim", reference=claim.reference)


def concerned(kind: str, people: People) -> tuple[Employee, ...]:
    """Everybody whose office it is to see to work of the kind that was given up."""
    books = (Role.BOOKKEEPER,) if kind in _OF_THE_BOOKS else ()
    return in_office(people, Role.ADMINISTRATOR, *books)


def claim_of(connection: Connection, job: Job) -> Claim | None:
    """The claim that the work is about, where it is about one; of a message, the claim that it decides on."""
    if "event" in job.payload:
        received = events.load(connection, int(str(job.payload["event"])))
        # What was erased is about nothing any more.
        return _claim_meant(connection, job, event_of(received.kind, received.content)[0]) if received.content else None
    stem = job.payload.get("claim")
    return claims.load(connection, str(stem)) if stem else None


def _claim_meant(connection: Connection, job: Job, event: Event) -> Claim | None:
    """The claim that a press, a form or an order is about, whoever it came from."""
    try:
        if isinstance(event, Pressed) and event.action == "requeue":
            # The card of a job comes after it, so this ends.
            meant = _dead(connection, job_of(event.target))
            return claim_of(connection, meant) if meant and meant.id < job.id else None
        # Other words and pictures are about their sender's own claims.
        reference = about(event)
        return None if reference is None else claims.load(connection, reference)
    except (ClaimError, Unknown):
        # A button of which nobody knows anything; it will be refused.
        return None


#: What bookkeepers see to as well: the only administrator may be the claimant.
_OF_THE_BOOKS = frozenset({"erp.post", "erp.reverse", "erp.pay"})


def _dead(connection: Connection, job_id: int) -> Job | None:
    return next((job for job in dead(connection) if job.id == job_id), None)
