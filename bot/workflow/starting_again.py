"""Work that was given up is started again: by an administrator, never on their own claim, and it is written down."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.claims.claim import Claim
from bot.claims.errors import ClaimError, NotAllowed
from bot.claims.people import Employee, Role
from bot.jobs.queue import dead, requeue
from bot.store import audit, claims


def start_again(connection: Connection, job_id: int, by: Employee, at: datetime) -> None:
    """Give a dead job its attempts once more; raises `ClaimError` where it is not dead, or not theirs to start."""
    found = next((job for job in dead(connection) if job.id == job_id), None)
    stem = found.payload.get("claim") if found else None
    claim = claims.load(connection, str(stem)) if stem else None
    demand_restart(claim, by)
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


def demand_restart(claim: Claim | None, by: Employee) -> None:
    """Raise what refuses this person to start work on the claim again; None for work that is about no claim."""
    if not by.active or Role.ADMINISTRATOR not in by.roles:
        raise NotAllowed("administrators-only")
    if claim is not None and claim.claimant == by.number:
        raise NotAllowed("not-on-own-claim", reference=claim.reference)
