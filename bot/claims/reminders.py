"""Who is reminded of what, and when: one digest a day for each person, and a word to others when someone is late.

Days are those of the person: their time zone, their country's working days, and not before nine in the morning. Every
value has a key that says what it is about, so that however often it is decided, it happens once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.claims.claim import Claim, stem_of
from bot.claims.people import Employee, People, Role
from bot.claims.rights import deputies
from bot.claims.route import can_approve
from bot.claims.states import State
from bot.claims.workdays import is_workday, workdays_between

#: Local time from which people are reminded.
MORNING = time(9)

Why = Literal["approve", "check", "answer", "sent back", "draft"]
Told = Literal["superior", "claimant", "administrator"]
Stuck = Literal["late", "left", "barred", "away"]


@dataclass(frozen=True, slots=True)
class Turn:
    """It is a person's turn on a claim (named by its stem), and has been since this moment."""

    claim: str
    claimant: str
    person: str  # employee number
    why: Why
    since: datetime
    deputies: tuple[str, ...] = ()  # who may decide in the approver's place, and is reminded instead
    alone: bool = False  # the approver has a deputy at the moment, who may not decide on this one


@dataclass(frozen=True, slots=True)
class Digest:
    """What a person is reminded of on a day: stems of claims, the longest waiting first."""

    person: str
    local_date: date
    to_approve: tuple[str, ...] = ()
    to_check: tuple[str, ...] = ()
    mine: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """One a day and person."""
        return f"digest:{self.person}:{self.local_date.isoformat()}"


@dataclass(frozen=True, slots=True)
class Escalation:
    """`told` hears that a claim is stuck with `approver`: late, gone, or `barred`, who may not approve any more.

    `days` are the working days they have had.

    The superior may ask the approver, the claimant knows why nothing happens, an administrator can ask somebody else.
    """

    claim: str
    claimant: str
    approver: str
    told: str
    role: Told
    why: Stuck
    since: datetime
    days: int

    @property
    def key(self) -> str:
        """Once for each turn of the approver and each role, whoever holds it; of administrators each is told once."""
        since = self.since.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        role = f"{self.role}:{self.told}" if self.role == "administrator" else self.role
        return f"{self.why}:{self.claim}:{self.approver}:{since}:{role}"


def turns(claim: Claim, since: datetime, people: People) -> tuple[Turn, ...]:
    """Whose turn it is on a claim; `since` is when it came into its state, or to its present approver."""
    stem = stem_of(claim.reference)

    def turn(person: str, why: Why, at: datetime = since) -> Turn:
        return Turn(stem, claim.claimant, person, why, at)

    found: list[Turn] = []
    if claim.waiting_for is not None:
        approver = claim.waiting_for.approver
        able = deputies(claim, people)
        away = any(approver in person.stands_in_for for person in people.active())
        found.append(Turn(stem, claim.claimant, approver, "approve", since, able, away and not able))
    if claim.with_bookkeeper:
        keepers = people.with_role(Role.BOOKKEEPER)
        found += [turn(person.number, "check") for person in keepers if person.number != claim.claimant]
    if claim.question is not None:
        found.append(turn(claim.claimant, "answer", claim.question.at))
    if claim.state is State.SENT_BACK:
        found.append(turn(claim.claimant, "sent back"))
    if claim.state is State.DRAFT:
        found.append(turn(claim.claimant, "draft"))
    return tuple(found)


def is_up(person: Employee, now: datetime) -> bool:
    """Whether a person may be reminded now: a working day of theirs, from nine o'clock on."""
    today = local_date(person, now)
    return person.active and is_workday(today, person.country) and _morning(person, today) <= now


def digests(now: datetime, people: People, waiting: Iterable[Turn], *, draft_days: int = 7) -> tuple[Digest, ...]:
    """The digests that are due, one for each person at most, by employee number.

    In it is what was waiting when the person's morning began: what came later has just been shown to them. A draft is
    nobody's business before it is `draft_days` old.
    """
    by_person: dict[str, list[Turn]] = {}
    for turn in sorted(waiting, key=lambda turn: (turn.since, turn.claim)):
        for person in turn.deputies or (turn.person,):
            by_person.setdefault(person, []).append(turn)
    due = []
    for number in sorted(by_person):
        if number not in people or not is_up(people[number], now):
            continue
        today = local_date(people[number], now)
        morning = _morning(people[number], today)
        of_draft = morning - timedelta(days=draft_days)
        ripe = [turn for turn in by_person[number] if turn.since < (of_draft if turn.why == "draft" else morning)]
        if ripe:
            due.append(
                Digest(
                    number,
                    today,
                    _claims(ripe, "approve"),
                    _claims(ripe, "check"),
                    _claims(ripe, "answer", "sent back", "draft"),
                )
            )
    return tuple(due)


def escalations(now: datetime, people: People, waiting: Iterable[Turn], *, due_days: int) -> tuple[Escalation, ...]:
    """Who else hears of approvers that are late or cannot approve, now that it is morning where they are.

    Late is whoever has had more than `due_days` working days of their own country, the day on which it became their
    turn not counted: then their next active superior (without one, an administrator) and the claimant are told. Where
    the approver has left or may not approve any more, an administrator is told at once: waiting does not help.
    """
    found: list[Escalation] = []
    for turn in sorted(waiting, key=lambda turn: (turn.since, turn.claim)):
        if turn.why != "approve" or turn.person not in people:
            continue
        approver = people[turn.person]
        begun, today = local_date(approver, turn.since), local_date(approver, now)
        days = workdays_between(begun, today, approver.country)

        superiors = [who for who in people.above(turn.person) if who.number != turn.claimant]
        administrators = [who for who in people.with_role(Role.ADMINISTRATOR) if who.number != turn.claimant]
        told: list[tuple[Employee, Told, Stuck]] = []
        if not approver.active:
            told += [(who, "administrator", "left") for who in administrators]
        elif not can_approve(approver):
            told += [(who, "administrator", "barred") for who in administrators]
        elif turn.alone:
            # The deputy is the claimant, or decides at another level: it would lie until the approver is back.
            told += [(who, "administrator", "away") for who in administrators]
        elif days > due_days:
            told += [(who, "superior", "late") for who in superiors[:1]]
            told += [(who, "administrator", "late") for who in administrators if not superiors]
            if turn.claimant in people:
                told.append((people[turn.claimant], "claimant", "late"))
        found += [
            Escalation(turn.claim, turn.claimant, turn.person, who.number, role, why, turn.since, days)
            for who, role, why in told
            if is_up(who, now)
        ]
    return tuple(found)


def local_date(person: Employee, moment: datetime) -> date:
    """The date where the person is."""
    return moment.astimezone(ZoneInfo(person.time_zone)).date()


def _morning(person: Employee, day: date) -> datetime:
    """When the person's day begins, in UTC: there no hour is missing and none comes twice."""
    return datetime.combine(day, MORNING, ZoneInfo(person.time_zone)).astimezone(UTC)


def _claims(waiting: Iterable[Turn], *reasons: Why) -> tuple[str, ...]:
    """The claims behind these turns, each once."""
    return tuple(dict.fromkeys(turn.claim for turn in waiting if turn.why in reasons))
