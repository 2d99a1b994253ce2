"""Somebody leaves while claims wait for them: to whom each goes, if nobody says otherwise."""

from __future__ import annotations

from bot.claims.claim import Claim
from bot.claims.people import Employee, People
from bot.claims.route import can_approve


def successor(claim: Claim, people: People) -> Employee | None:
    """The next superior of the approver it waits for who may: not the claimant, nor on its route already.

    None where there is none; then an administrator has to choose.
    """
    step = claim.waiting_for
    if step is None or step.approver not in people:
        return None
    asked = {one.approver for one in claim.route}
    fit = (
        one
        for one in people.above(step.approver)
        if can_approve(one) and one.number != claim.claimant and one.number not in asked
    )
    return next(fit, None)
