"""What a button, a form or a written order is about, and whether this person may see that and saw it as it is now."""

from __future__ import annotations

import re

from sqlalchemy import Connection

from bot.chat.platform import Event, Filled, Pressed, Said
from bot.claims.claim import Claim, stem_of
from bot.claims.errors import ClaimError, NotAllowed
from bot.claims.farewell import farewell
from bot.claims.people import Employee
from bot.claims.rights import may_see
from bot.store import cards, claims
from bot.store.errors import Unknown
from bot.workflow.office import Office
from bot.workflow.talk import Order, understood

#: A claim with its version, and the line where there is one; a job. Numbers that no database of ours can hold are none.
_CLAIM = re.compile(r"(?P<name>[A-Z0-9-]{1,16}):(?P<version>\d{1,9})(?::(?P<line>\d{1,9}))?", re.ASCII)
_DIGEST = re.compile(r"digest:(?P<number>\d{1,9})", re.ASCII)
_JOB = re.compile(r"job:(?P<number>\d{1,18})", re.ASCII)


def target_of(target: str) -> tuple[str, int, int | None]:
    """What a button is about: the claim's stem, its version, and the line where there is one."""
    if not (found := _CLAIM.fullmatch(target)):
        raise ClaimError("strange-button")
    return stem_of(found["name"]), int(found["version"]), int(found["line"]) if found["line"] else None


def job_of(target: str) -> int:
    """The job that a button is about."""
    if not (found := _JOB.fullmatch(target)):
        raise ClaimError("strange-button")
    return int(found["number"])


def digest_of(target: str) -> int:
    """The digest that a button is about."""
    if not (found := _DIGEST.fullmatch(target)):
        raise ClaimError("strange-button")
    return int(found["number"])


def visible(connection: Connection, reference: str, person: Employee, desk: Office) -> Claim:
    """The claim, if this person may see it; a claim of others is refused like one that does not exist.

    To whom it was shown once, it is said that it is not theirs any more.
    """
    try:
        claim = claims.load(connection, reference)
    except Unknown:
        raise NotAllowed("say-no_such_claim", reference=reference) from None
    if may_see(claim, person):
        return claim
    if cards.was_shown(connection, person.number, stem_of(reference)):
        raise farewell(claim, desk.people)
    raise NotAllowed("say-no_such_claim", reference=reference)


def seen(connection: Connection, event: Pressed | Filled, person: Employee, desk: Office) -> Claim:
    """The claim a press is about, in whatever version."""
    return visible(connection, target_of(event.target)[0], person, desk)


def current(
    connection: Connection, event: Pressed | Filled, person: Employee, desk: Office
) -> tuple[Claim, int | None]:
    """The claim a press is about, if the person may see it and saw it as it is now; and its line, if any."""
    _, version, line_id = target_of(event.target)
    claim = seen(connection, event, person, desk)
    if not claim.stands_as_seen(event.action, version, line_id):
        raise claim.overtaken(event.action)
    return claim, line_id


def overtaken(connection: Connection, event: Pressed | Filled, person: Employee, desk: Office) -> ClaimError | None:
    """What to say to somebody of whom another was faster: that it changed, or that it is not theirs any more.

    None where what they saw stands as it was, such as one line when another one was read meanwhile.
    """
    try:
        current(connection, event, person, desk)
    except ClaimError as late:
        return late
    return None


def about(event: Event) -> str | None:
    """The claim that a press, a form or a written order is about; None for other words and pictures."""
    match event:
        case Pressed() | Filled():
            return target_of(event.target)[0]
        case Said() if isinstance(order := understood(event.text), Order):
            return order.reference
        case _:
            return None


def shown(connection: Connection, event: Event, person: Employee, desk: Office) -> Claim | None:
    """The claim that an event is about, where it is about one that this person may see."""
    try:
        reference = about(event)
        return None if reference is None else visible(connection, reference, person, desk)
    except ClaimError:
        return None
