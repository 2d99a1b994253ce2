"""The company's people change: who comes, who moves, who leaves; and what waits for those who leave goes to others.

`departures` says what would become of it, for an administrator to look at; `change_people` does it in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection

from bot.claims.claim import Claim, stem_of
from bot.claims.errors import ClaimError, Incomplete
from bot.claims.handover import successor
from bot.claims.people import Employee, People, Role
from bot.claims.states import EDITABLE, ENDED, WAITING, State
from bot.store import claims
from bot.workflow import change, office, outbox, setting_up

#: Claims of one person that are looked through.
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Handover:
    """A claim that waits for somebody who leaves, and who is asked instead; nobody: an administrator decides later."""

    claim: Claim
    to: Employee | None


@dataclass(frozen=True, slots=True)
class Departure:
    """What somebody leaves behind. `later` are claims that come to them at a later level."""

    person: Employee
    approvals: tuple[Handover, ...] = ()
    later: tuple[Claim, ...] = ()
    drafts: tuple[Claim, ...] = ()
    unpaid: tuple[Claim, ...] = ()
    levels: tuple[str, ...] = ()


def after(before: People, employees: Sequence[Employee]) -> People:
    """Everybody, once these are changed."""
    return People(({one.number: one for one in before.everybody()} | {one.number: one for one in employees}).values())


def departures(
    connection: Connection,
    employees: Sequence[Employee],
    wishes: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Departure, ...]:
    """What those of these who leave leave behind; `wishes` are employee numbers by reference. Raises `ClaimError`."""
    desk = office.load(connection)
    people = after(desk.people, employees)
    leaving = [
        one for one in employees if not one.active and one.number in desk.people and desk.people[one.number].active
    ]
    under_way = claims.in_state(connection, *WAITING) if leaving else ()
    found = []
    for one in leaving:
        mine = claims.of(connection, one.number, _MOST)
        waiting = [claim for claim in under_way if claim.waiting_for and claim.waiting_for.approver == one.number]
        later = [
            claim
            for claim in under_way
            if claim not in waiting
            and any(step.approver == one.number and not step.approved_at for step in claim.route)
        ]
        found.append(
            Departure(
                one,
                tuple(Handover(claim, _chosen(claim, people, wishes)) for claim in waiting),
                tuple(later),
                tuple(claim for claim in mine if claim.state in EDITABLE - {State.WITHDRAWN}),
                tuple(claim for claim in mine if claim.state not in EDITABLE | ENDED),
                tuple(level.name for level in desk.company.levels if level.approver == one.number),
            )
        )
    return tuple(found)


def _chosen(claim: Claim, people: People, wishes: Mapping[str, str]) -> Employee | None:
    wish = wishes.get(stem_of(claim.reference))
    if wish is None:
        return successor(claim, people)
    if wish not in people:
        raise Incomplete("no-such-person", number=wish)
    return people[wish]


def change_people(
    connection: Connection,
    employees: Sequence[Employee],
    *,
    by: str,
    at: datetime,
    wishes: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Handover, ...]:
    """Save these employees and hand over what waits for those who leave; what could not be is in the answer.

    Raises ValueError where nobody would be administrator, and `ClaimError` for a wish that cannot be.
    """
    gone = departures(connection, employees, wishes)
    setting_up.save_people(connection, employees, by=by, at=at)
    desk = office.load(connection)
    left_over = []
    for one in (handover for departure in gone for handover in departure.approvals):
        if one.to is None or by not in desk.people:
            left_over.append(one)
            continue
        try:
            rerouted = one.claim.reroute(desk.people[by], at, one.to)
        except ClaimError:
            if stem_of(one.claim.reference) in wishes:
                raise
            # Such as the administrator's own claim: another one has to.
            left_over.append(one)
            continue
        change.record(connection, one.claim, rerouted, desk.people, desk.company, at)
    for one in left_over:
        for person in desk.people.with_role(Role.ADMINISTRATOR):
            key = f"{one.claim.reference}:{one.claim.version}:left:{person.number}"
            outbox.show(connection, key, person.number, stem_of(one.claim.reference))
    return tuple(left_over)
