"""Paper originals: which a claim needs, and ticking them off when they arrive, each with its audit entry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.claims.claim import Claim
from bot.claims.errors import NotAllowed
from bot.claims.originals import needs_original
from bot.claims.people import Employee
from bot.store import audit, documents, originals
from bot.store.database import Database
from bot.store.originals import Arrived
from bot.workflow import office
from bot.workflow.desk import bookkeeper
from bot.workflow.pressing import visible


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover sheet of a claim: its lines that need their paper, and what of it has arrived."""

    claim: Claim
    desk: office.Office
    needed: frozenset[int]
    arrived: Mapping[int, Arrived]


class Originals:
    """Reads the cover sheet and ticks off."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def cover(self, number: str, reference: str) -> Cover:
        """The cover sheet, for whoever may see the claim. Raises `NotAllowed`."""
        with self._database.reading() as connection:
            desk = office.load(connection)
            claim = visible(connection, reference, desk.people[number], desk)
            return Cover(claim, desk, _needed(connection, claim), originals.arrived(connection, claim.reference))

    def tick(self, number: str, reference: str, here: Collection[int]) -> None:
        """Of the claim's originals exactly these are here. Only bookkeepers, not on their own claim."""
        now = self._now()
        with self._database.writing() as connection:
            desk = office.load(connection)
            person: Employee = bookkeeper(desk, number)
            claim = visible(connection, reference, person, desk)
            if claim.claimant == number:
                raise NotAllowed("not-on-own-claim", reference=claim.reference)
            for line in sorted(_needed(connection, claim)):
                if line in here:
                    changed, action = originals.tick(connection, claim.reference, line, number, now), "original"
                else:
                    changed, action = originals.undo(connection, claim.reference, line), "original_undone"
                if changed:
                    audit.record(
                        connection, at=now, actor=number, action=action, subject=claim.reference, content={"line": line}
                    )


def _needed(connection: Connection, claim: Claim) -> frozenset[int]:
    kinds = {one.id: documents.get(connection, one.document)[2] if one.document else "" for one in claim.lines}
    return frozenset(line.id for line in claim.lines if needs_original(line, kinds[line.id]))
