"""What somebody hears of a claim that does not concern them any more: just that, and nothing of what is in it."""

from __future__ import annotations

from bot.claims.claim import Claim
from bot.claims.errors import NotAllowed
from bot.claims.people import People
from bot.claims.states import Action, State


def farewell(claim: Claim, people: People) -> NotAllowed:
    """A refusal for whoever presses a button of it, and the words of the card that takes the old one's place."""
    step, last = claim.waiting_for, claim.last
    if claim.state is State.WITHDRAWN:
        return NotAllowed("notice-withdrawn", reference=claim.reference, name=_name(claim.claimant, people))
    if step is not None and last is not None and last.action is Action.REROUTE:
        return NotAllowed("notice-moved_on", reference=claim.reference, name=_name(step.approver, people))
    # Whatever has become of it is for those whom it concerns now.
    return NotAllowed("say-parted", reference=claim.reference)


def _name(number: str, people: People) -> str:
    return people[number].name if number in people else number
