"""A list of people against those who are there: what it would change, said line by line, and then done as a whole.

Both the command and the page of the administrators ask here first (`planned`) and act after a yes (`carried_out`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection

from bot.claims.claim import stem_of
from bot.claims.deserted import in_office
from bot.claims.errors import NotAllowed
from bot.claims.people import Employee, People, Role
from bot.claims.route import can_approve
from bot.founding import roster
from bot.founding.changes import Changed, Changes, changes
from bot.founding.problems import Problem, Refused
from bot.founding.remarks import remarks
from bot.founding.roster import Home, Roster
from bot.wording import Wording
from bot.workflow import office
from bot.workflow.leaving import Departure, Handover, after, change_people, departures
from bot.workflow.setting_up import hold_administrators


@dataclass(frozen=True, slots=True)
class List:
    """A list of people as it was handed in; with `part` it is not everybody's."""

    content: bytes
    name: str
    part: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list would change, and what those who leave leave behind; `people` are everybody afterwards."""

    changes: Changes
    departures: tuple[Departure, ...]
    remarks: tuple[Problem, ...]
    people: People

    @property
    def waiting(self) -> tuple[Handover, ...]:
        """The claims that wait for somebody who leaves."""
        return tuple(one for departure in self.departures for one in departure.approvals)

    @property
    def digest(self) -> str:
        """Changes with the plan: what somebody has seen is what they agree to."""
        told = repr((self.changes, [(one.claim.reference, one.claim.version) for one in self.waiting]))
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def could_take(self, one: Handover) -> tuple[Employee, ...]:
        """Who may be asked instead, by name."""
        asked = {step.approver for step in one.claim.route} | {one.claim.claimant}
        fit = (other for other in self.people.active() if can_approve(other) and other.number not in asked)
        return tuple(sorted(fit, key=lambda other: other.name))


def planned(
    connection: Connection, given: List, by: str, now: datetime, wishes: Mapping[str, str] = MappingProxyType({})
) -> Plan:
    """What it would change now. Raises `Refused` with what is wrong with the list, and `NotAllowed` for `by`."""
    desk = office.load(connection)
    if all(one.number != by for one in in_office(desk.people, Role.ADMINISTRATOR)):
        raise NotAllowed("staff-administrators_only")
    known, today = desk.people.everybody(), desk.today(now)
    home = Home(desk.people[by].locale, desk.company.time_zone, desk.company.country)
    found = roster.read(given.content, given.name, home, known)
    plan = changes(known, found, part=given.part)
    everybody = after(desk.people, plan.employees)
    before = remarks(desk.company, known, Roster(()), today)
    fresh = remarks(desk.company, everybody.everybody(), found, today)
    gone = departures(connection, plan.employees, wishes)
    return Plan(plan, gone, tuple(one for one in fresh if one not in before), everybody)


def carried_out(
    connection: Connection, given: List, by: str, now: datetime, wishes: Mapping[str, str] = MappingProxyType({}),
    seen: str = "",
) -> tuple[Plan, tuple[Handover, ...]]:  # fmt: skip
    """Do it, in the caller's transaction; also what could not be handed over. `seen`: only what was looked at."""
    hold_administrators(connection)
    plan = planned(connection, given, by, now, wishes)
    if seen and seen != plan.digest:
        raise NotAllowed("staff-somebody_was_faster")
    if not plan.changes.employees:
        return plan, ()
    try:
        return plan, change_people(connection, plan.changes.employees, by=by, at=now, wishes=wishes)
    except ValueError as error:
        raise Refused(Problem("roster-no_administrator")) from error


def wishes_of(given: Sequence[str]) -> dict[str, str]:
    """`EC26-000001=E1005`: that claim goes to that person."""
    wishes = {}
    for one in given:
        reference, sign, person = one.partition("=")
        if not sign or not person.strip():
            raise Refused(Problem("staff-odd_wish", {"given": one}))
        wishes[stem_of(reference.strip().upper())] = person.strip()
    return wishes


# In words


def counted(plan: Plan, words: Wording) -> str:
    """How many come, change, leave and stay."""
    found = plan.changes
    return words.say(
        "staff-plan",
        added=len(found.added),
        changed=len(found.changed),
        left=len(found.left),
        unchanged=found.unchanged,
    )


def added(plan: Plan) -> list[str]:
    """Who comes."""
    return [f"{one.name} ({one.number}) {one.department}".rstrip() for one in plan.changes.added]


def changed(plan: Plan, words: Wording) -> list[str]:
    """Who is changed in what."""
    return [f"{one.after.name} ({one.after.number}): {_difference(one, words)}" for one in plan.changes.changed]


def goes_to(one: Handover, words: Wording) -> str:
    """To whom a claim goes that waits for somebody who leaves."""
    values = {"reference": one.claim.reference, "amount": one.claim.claimed}
    if one.to is None:
        return words.say("staff-goes_to_nobody", **values)
    return words.say("staff-goes_to", to=f"{one.to.name} ({one.to.number})", **values)


def left_behind(departure: Departure, people: People, words: Wording) -> list[str]:
    """What else somebody leaves: what comes to them later, what is theirs, who is under them, their levels."""
    rows = [words.say("staff-later", reference=claim.reference) for claim in departure.later]
    for claim in departure.unpaid:
        state = words.say(f"state-{claim.state}")
        rows.append(words.say("staff-unpaid", reference=claim.reference, amount=claim.claimed, state=state))
    for claim in departure.drafts:
        values = {"reference": claim.reference, "amount": claim.claimed, "lines": len(claim.lines)}
        rows.append(words.say("staff-draft", **values))
    if under := [other for other in people.active() if other.manager == departure.person.number]:
        rows.append(words.say("staff-under", count=len(under)))
    for name in departure.levels:
        level = words.say(f"level-{name}") if words.knows(f"level-{name}") else name
        rows.append(words.say("staff-level", level=level))
    return rows


def _difference(one: Changed, words: Wording) -> str:
    def said(employee: Employee, name: str) -> str:
        value = getattr(employee, name)
        if name == "roles":
            return ", ".join(words.say(f"role-{role}") for role in sorted(value)) or "-"
        if name == "active":
            return words.say("staff-there" if value else "staff-gone")
        return str(value or "-")

    return "; ".join(
        f"{words.say(f'staff-field_{name}')} {said(one.before, name)} → {said(one.after, name)}" for name in one.names
    )
