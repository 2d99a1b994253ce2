"""The route 审批流: who has to approve a claim of this amount, worked out when it is submitted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from bot.claims.dated import current
from bot.claims.errors import Incomplete
from bot.claims.money import Money
from bot.claims.people import Employee, People, Role


@dataclass(frozen=True, slots=True)
class Step:
    """One level of a claim's route: who is asked, and what they decided.

    `amounts` are the approved amounts of lines the approver lowered, by line id, in the claim's currency.
    """

    level: str
    approver: str
    approved_at: datetime | None = None
    amounts: Mapping[int, Decimal] = field(default_factory=dict)
    approved_by: str = ""  # the deputy who approved in the approver's place; empty where it was the approver


@dataclass(frozen=True, slots=True)
class Level:
    """A level of approval that applies above an amount, from a day on.

    `approver` is an employee number for a named person, or empty for the claimant's manager.
    """

    name: str  # `manager`, `director` …, a wording key
    above: Money
    start: date
    approver: str = ""
    end: date | None = None

    def applies(self, amount: Money, on: date) -> bool:
        """Whether a claim of this amount submitted on this day needs the level."""
        return current(self, on) and self.above < amount


def can_approve(person: Employee) -> bool:
    """Whether this person may be on a route: not who has left, nor an auditor, who reads all and changes nothing."""
    return person.active and Role.AUDITOR not in person.roles


def route(claimant: str, amount: Money, on: date, levels: Sequence[Level], people: People) -> tuple[Step, ...]:
    """The steps in the order of the levels, each with somebody else than the claimant who may approve at all.

    A named approver who is the claimant, has left or audits is replaced by their next superior who may, a missing
    manager by the manager's manager. The same person is asked once, at their highest level. Nobody to ask is
    `Incomplete`, and so is a named approver nobody knows: falling back to the manager would drop the level without a
    word.
    """
    steps: list[Step] = []
    for level in levels:
        if not level.applies(amount, on):
            continue
        if level.approver and level.approver not in people:
            raise Incomplete("no-approver", level=level.name)
        named = (people[level.approver],) if level.approver else ()
        candidates = (*named, *people.above(level.approver or claimant))
        fit = [person.number for person in candidates if can_approve(person) and person.number != claimant]
        if not fit:
            raise Incomplete("no-approver", level=level.name)
        approver = fit[0]
        steps = [step for step in steps if step.approver != approver]
        steps.append(Step(level.name, approver))
    if not steps:
        raise Incomplete("no-approver", level="")
    return tuple(steps)
