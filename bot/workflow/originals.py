"""Paper originals: what stands on the cover sheet, and ticking off what has arrived, each with its audit entry."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.chat.platform import Pressed
from bot.claims.claim import Claim, stem_of
from bot.claims.errors import ClaimError, NotAllowed
from bot.claims.originals import Papers
from bot.claims.people import Employee, Role
from bot.store import audit, cards, originals
from bot.store.database import Database
from bot.views.buttons import ORIGINAL
from bot.workflow import office, outbox, pressing
from bot.workflow.desk import bookkeeper
from bot.workflow.papers import papers_of
from bot.workflow.pressing import visible


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover sheet of a claim: its lines that need their paper, and what of it has arrived."""

    claim: Claim
    desk: office.Office
    papers: Papers


class Originals:
    """Reads the cover sheet and ticks off."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def cover(self, number: str, reference: str) -> Cover:
        """The cover sheet, for whoever may see the claim. Raises `NotAllowed`."""
        with self._database.reading() as connection:
            desk = office.load(connection)
            claim = visible(connection, reference, desk.people[number], desk)
            return Cover(claim, desk, papers_of(connection, claim))

    def tick(self, number: str, reference: str, here: Collection[int]) -> None:
        """Of the claim's originals exactly these are here. Only bookkeepers, not on their own claim."""
        now = self._now()
        with self._database.writing() as connection:
            desk = office.load(connection)
            person = bookkeeper(desk, number)
            claim = visible(connection, reference, person, desk)
            needed = papers_of(connection, claim).needed
            _tick(connection, claim, {line: line in here for line in needed}, person, desk, now, f"{now.isoformat()}")


def pressed(connection: Connection, event: Pressed, person: Employee, desk: office.Office, now: datetime) -> None:
    """The paper of one line arrived, or did not after all; pressed on the card. Raises `ClaimError`.

    What happened to the claim meanwhile does not matter: the paper is here or it is not.
    """
    claim, line = pressing.seen(connection, event, person, desk), pressing.target_of(event.target)[2]
    if line not in papers_of(connection, claim).needed:
        raise ClaimError("strange-button")
    here = {line: event.action == ORIGINAL}
    _tick(connection, claim, here, bookkeeper(desk, person.number), desk, now, outbox.key_of(event))


def _tick(
    connection: Connection,
    claim: Claim,
    here: dict[int, bool],
    person: Employee,
    desk: office.Office,
    now: datetime,
    key: str,
) -> None:
    """Write down which papers are here, and have the cards of those who keep the books drawn again."""
    if claim.claimant == person.number:
        raise NotAllowed("not-on-own-claim", reference=claim.reference)
    for line, is_here in sorted(here.items()):
        if is_here:
            changed, action = originals.tick(connection, claim.reference, line, person.number, now), "original"
        else:
            changed, action = originals.undo(connection, claim.reference, line), "original_undone"
        if changed:
            audit.record(
                connection,
                at=now,
                actor=person.number,
                action=action,
                subject=claim.reference,
                content={"line": line},
            )
    stem = stem_of(claim.reference)
    for holder in sorted(cards.holders(connection, stem)):
        if holder != claim.claimant and Role.BOOKKEEPER in desk.people[holder].roles:
            outbox.redraw(connection, f"paper:{stem}:{key}:{holder}", holder, stem)
