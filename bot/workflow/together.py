"""One press for all claims of a digest without findings, to approve or to post, and the way back.

Each claim is a decision of its own, in a transaction of its own, under the version that was listed, and what became of
it is written down with it. So a process that dies in between goes on where it was, and a second press does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.chat.platform import Pressed
from bot.claims.claim import Claim, stem_of
from bot.claims.errors import ClaimError
from bot.claims.people import Employee
from bot.claims.periods import question_of
from bot.claims.rights import may
from bot.claims.states import Action
from bot.jobs.job import Work
from bot.store import claims, digests
from bot.store import people as people_rows
from bot.store.database import Database
from bot.store.errors import Stale, Unknown
from bot.views.digest import APPROVE_ALL, MOST, POST_ALL, TAKE_BACK_ALL, Outcome, Together
from bot.workflow import conversation, office, outbox
from bot.workflow.deciding import Decision
from bot.workflow.papers import holding_up
from bot.workflow.pressing import digest_of

#: Where what became of the claims is written down.
_KEPT_AS = {APPROVE_ALL: "approved", TAKE_BACK_ALL: "taken_back", POST_ALL: "posted"}

#: What is done to each.
_DONE = {APPROVE_ALL: Action.APPROVE, TAKE_BACK_ALL: Action.TAKE_BACK, POST_ALL: Action.CHECK}


def plain(
    connection: Connection, found: Sequence[Claim], person: Employee, desk: office.Office, now: datetime
) -> dict[str, int]:
    """The claims that one press may approve, by stem, with their version: nothing about them asks for a look."""
    today = desk.today(now, person.time_zone)
    return {
        stem_of(claim.reference): claim.version
        for claim in found[:MOST]
        if may(claim, Action.APPROVE, person)
        and claim.question is None
        and not office.findings_of(connection, claim, desk.company, today)
    }


def to_post(
    connection: Connection, found: Sequence[Claim], person: Employee, desk: office.Office, now: datetime
) -> dict[str, int]:
    """The claims that one press may release for posting, by stem, with their version: nothing about them has to be
    settled, asked or looked at."""
    today = desk.today(now, person.time_zone)
    return {
        stem_of(claim.reference): claim.version
        for claim in found[:MOST]
        if may(claim, Action.CHECK, person)
        and claim.question is None
        and not claim.unsettled()
        and question_of(claim, desk.company) is None
        and not holding_up(connection, claim, desk.company)
        and not office.findings_of(connection, claim, desk.company, today)
    }


def pressed(connection: Connection, event: Pressed, person: Employee) -> None:
    """Have it done, once however often it is pressed. Raises `ClaimError` where there is no such listing of theirs."""
    number = digest_of(event.target)
    try:
        listed = digests.load(connection, number)
    except Unknown:
        listed = None
    if listed is None or listed.person != person.number:
        raise ClaimError("strange-button")
    outbox.together(connection, person.number, number, event.action)


def outcome_of(connection: Connection, number: int, action: str) -> Outcome:
    """What became of it, for the card."""
    listed = digests.load(connection, number)
    became = getattr(listed, _KEPT_AS[action]) or {}
    left = [
        (claims.load(connection, stem).reference, str(why["why"]), why["values"])
        for stem, why in sorted(became.items())
        if not isinstance(why, int)
    ]
    done = len(became) - len(left)
    return Outcome(action, done, tuple(left), number if action == APPROVE_ALL and done else 0)


def listing(
    connection: Connection,
    plain: Mapping[str, int],
    posting: Mapping[str, int],
    person: str,
    outcome: Outcome | None,
    now: datetime,
) -> Together:
    """What one press may decide on the card that is drawn now."""
    number = digests.put(connection, person, plain, posting, now) if plain or posting else 0
    return Together(number, frozenset(plain), frozenset(posting), outcome)


class Deciding:
    """The job `chat.together`."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def decide(self, work: Work) -> None:
        """Decide claim by claim, then show what became of them."""
        number, action = int(str(work.job.payload["digest"])), str(work.job.payload["action"])
        with self._database.reading() as connection:
            listed = digests.load(connection, number)
        of_action = {APPROVE_ALL: listed.claims, TAKE_BACK_ALL: listed.done, POST_ALL: listed.to_post}
        for stem, version in of_action[action].items():
            self._one(number, action, stem, version)
        with self._database.writing() as connection:
            outbox.listing(connection, f"{action}:{number}", listed.person, "todo", after=[number, action])
            work.done(connection)

    def _one(self, number: int, action: str, stem: str, version: int) -> None:
        try:
            with self._database.writing() as connection:
                self._decided(connection, number, action, stem, version)
            return
        except Stale:
            why = _left("digest-changed")
        except ClaimError as refusal:
            why = _left(refusal.key, **refusal.values)
        with self._database.writing() as connection:
            _note(connection, number, action, stem, why)

    def _decided(self, connection: Connection, number: int, action: str, stem: str, version: int) -> None:
        now = self._now()
        desk = office.load(connection, now)
        listed = digests.load(connection, number, hold=True)
        if stem in (getattr(listed, _KEPT_AS[action]) or {}):
            # A job that had died after this one.
            return
        person = desk.people[listed.person]
        decided = _DONE[action]
        people_rows.hold(connection, person.number)
        claim = claims.load(connection, stem)
        if not claim.stands_as_seen(decided, version, None):
            raise ClaimError("digest-changed")
        still = {APPROVE_ALL: plain, POST_ALL: to_post}.get(action)
        if still is not None and not still(connection, [claim], person, desk, now):
            # Found since it was listed, such as the same receipt on another claim.
            raise ClaimError("digest-findings")
        conversation.carry_out(connection, claim, Decision(decided, person, now, desk.today(now)), desk)
        _note(connection, number, action, stem, claim.version + 1)


def _note(connection: Connection, number: int, action: str, stem: str, what: Any) -> None:
    listed, column = digests.load(connection, number, hold=True), _KEPT_AS[action]
    digests.became(connection, listed, column, {**(getattr(listed, column) or {}), stem: what})


def _left(why: str, **values: object) -> dict[str, object]:
    plain = {name: value if isinstance(value, int) else str(value) for name, value in values.items()}
    return {"why": why, "values": plain}
