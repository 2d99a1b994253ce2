"""A claim that waits for somebody, and there is nobody: whoever could go on with it is the claimant, or has left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.claims.claim import Claim, stem_of
from bot.claims.people import Employee, People, Role
from bot.claims.rights import may, possible
from bot.claims.states import Action, State


@dataclass(frozen=True, slots=True)
class Deserted:
    """What administrators hear: the wording key and whose claim it is; `key` makes it once for each time.

    `able` are the administrators who can go on with it themselves: they hear it alone, and get its card.
    """

    key: str
    sentence: str
    reference: str
    name: str
    able: tuple[str, ...] = ()


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
    """Whether nobody whose turn it is can go on with it. Approvers who cannot are the matter of `reminders.py`."""
    if claim.alarmed and claim.last is not None:
        return _alarmed(claim, claim.last.at, people)
    if possible(claim, Action.CONFIRM_REVERSAL) and claim.state is State.POSTED:
        if any(may(claim, Action.CONFIRM_REVERSAL, person) for person in people.active()):
            return None
        asked = next(entry.at for entry in reversed(claim.history) if entry.action is Action.ASK_REVERSAL)
        return _told(claim, "notice-nobody_confirms", asked, people)
    if claim.state not in _NEXT:
        return None
    action, sentence = _NEXT[claim.state]
    if any(may(claim, action, person) for person in people.active()):
        return None
    return _told(claim, sentence, claim.entered or claim.history[0].at, people)


def _alarmed(claim: Claim, since: datetime, people: People) -> Deserted | None:
    """An alarm is the bookkeepers' turn; where none of them may look again, an administrator who may is told."""
    able = [person for person in people.active() if may(claim, Action.LOOK_AGAIN, person)]
    if any(Role.BOOKKEEPER in person.roles for person in able):
        return None
    sentence = "notice-administrator_looks" if able else "notice-nobody_looks"
    return replace(_told(claim, sentence, since, people), able=tuple(person.number for person in able))


def _told(claim: Claim, sentence: str, at: datetime, people: People) -> Deserted:
    since = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    name = people[claim.claimant].name if claim.claimant in people else claim.claimant
    return Deserted(f"{sentence}:{stem_of(claim.reference)}:{since}", sentence, claim.reference, name)
