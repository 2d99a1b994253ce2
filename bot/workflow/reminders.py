"""What is due by the clock: each person's digest of the day, and a word to others when an approver is late or has left.

Decided in `bot/claims/reminders.py`. A job's key says what it is about, so looking every ten minutes tells once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.claims.claim import stem_of
from bot.claims.deputies import Deputyship, day_of
from bot.claims.deserted import Deserted, deserted
from bot.claims.reminders import Digest, Escalation, digests, escalations, is_up, turns
from bot.claims.states import State
from bot.jobs.job import Work
from bot.store import claims, companies, deputies
from bot.store.database import Database
from bot.workflow import office, outbox
from bot.workflow.change import tell_deserted
from bot.workflow.deputies import begin, clear

#: States in which it is somebody's turn.
_OPEN = (
    State.DRAFT,
    State.SUBMITTED,
    State.IN_APPROVAL,
    State.SENT_BACK,
    State.APPROVED,
    State.POSTING,  # when there is an alarm
    State.POSTING_FAILED,
)


@dataclass(frozen=True, slots=True)
class Due:
    """What is due, and under which reference and with whose names it is said."""

    digests: tuple[Digest, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    deserted: tuple[Deserted, ...] = ()
    deputies: tuple[Deputyship, ...] = ()  # whose first day it is, or whose last has gone by
    references: Mapping[str, str] = field(default_factory=dict)  # of claims, by stem
    names: Mapping[str, str] = field(default_factory=dict)  # of people, by number


class Reminders:
    """The job `reminders`, which a schedule puts in every ten minutes."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def remind(self, work: Work) -> None:
        """Look what is due, outside the transaction that writes; then put down all messages at once."""
        with self._database.reading() as connection:
            found = due(connection, self._now())
        with self._database.writing() as connection:
            remind(connection, found)
            work.done(connection)


def due(connection: Connection, now: datetime) -> Due:
    """What is due now, whether or not it was told before. Nothing before the installation has a company."""
    if companies.load(connection) is None:
        return Due()
    desk = office.load(connection, now)
    people = desk.people
    if not any(is_up(person, now) for person in people.active()):
        # Night or a day off for everybody: the claims need not be read.
        return Due()
    since = {turn.stem: turn.since for turn in claims.waiting(connection, now)}
    found = {stem_of(claim.reference): claim for claim in claims.in_state(connection, *_OPEN)}
    waiting = [turn for name, claim in found.items() if name in since for turn in turns(claim, since[name], people)]
    left = (*found.values(), *claims.to_confirm(connection))
    begun = tuple(
        one
        for one in deputies.since(connection, now.date() - timedelta(days=3))
        if one.approver in people and day_of(people[one.approver], now) in (one.first, one.last + timedelta(days=1))
    )
    return Due(
        digests(now, people, waiting),
        escalations(now, people, waiting, due_days=desk.company.due_days),
        # Told when the claim changed; here for what changed about people since.
        tuple(one for claim in left if (one := deserted(claim, people)) is not None),
        begun,
        {name: claim.reference for name, claim in found.items()},
        {turn.person: people[turn.person].name for turn in waiting}
        | {turn.claimant: people[turn.claimant].name for turn in waiting},
    )


def remind(connection: Connection, found: Due) -> None:
    """Put down a message for everything that was found; what was told before is not told again."""
    for digest in found.digests:
        # The card is drawn from what waits when it is delivered, so ids are not handed on.
        outbox.listing(connection, digest.key, digest.person, "todo")
    for one in found.deserted:
        tell_deserted(connection, one)
    for named in found.deputies:
        # Once each, by the keys of what goes out.
        begin(connection, named)
        clear(connection, named)
    for late in found.escalations:
        values = {
            "reference": found.references[late.claim],
            "name": found.names[late.approver],
            "claimant": found.names[late.claimant],
            "days": late.days,
        }
        outbox.say(connection, late.key, late.told, f"notice-{late.why}_{late.role}", values)
        if late.role == "administrator":
            # With the button to ask somebody else.
            outbox.show(connection, late.key, late.told, late.claim)
