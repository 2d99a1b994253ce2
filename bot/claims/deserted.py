"""A claim that waits for somebody, and there is nobody: whoever could go on with it is the claimant, or has left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC

from bot.claims.claim import Claim, stem_of
from bot.claims.people import Employee, People, Role
from bot.claims.rights import may
from bot.claims.states import Action, State


@dataclass(frozen=True, slots=True)
class Deserted:
    """What administrators hear: the wording key and whose claim it is; `key` makes it once for each time."""

    key: str
    sentence: str
    reference: str
    name: str


#: What has to be done next where an office waits, and what is said when nobody may do it.
_NEXT: Mapping[State, tuple[Action, str]] = {
    State.APPROVED: (Action.CHECK, "notice-nobody_checks"),
    State.POSTING_FAILED: (Action.FIX_AND_POST, "notice-nobody_checks"),
    State.SENT_BACK: (Action.SUBMIT, "notice-nobody_corrects"),
}


def in_office(people: People, *offices: Role) -> tuple[Employee, ...]:
    """Everybody active who acts in one of the offices; an auditor reads everything and acts in none."""
    held = frozenset(offices)
    return tuple(one for one in people.active() if one.roles & held and Role.AUDITOR not in one.roles)


def deserted(claim: Claim, people: People) -> Deserted | None:
    """Whether nobody can go on with the claim as it is. Approvers who have left are the matter of `reminders.py`."""
    if claim.state not in _NEXT:
        return None
    action, sentence = _NEXT[claim.state]
    if any(may(claim, action, person) for person in people.active()):
        return None
    entered = next(entry.at for entry in reversed(claim.history) if entry.before is not claim.state)
    since = entered.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    name = people[claim.claimant].name if claim.claimant in people else claim.claimant
    return Deserted(f"{sentence}:{stem_of(claim.reference)}:{since}", sentence, claim.reference, name)
