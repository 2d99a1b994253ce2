"""Deputies 代理: who decides in an approver's place for a period. Pure; on which claims they may is in `rights.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.claims.errors import Incomplete
from bot.claims.people import Employee, People
from bot.claims.route import can_approve

#: Days a deputy may be named for; more is a slip in the year.
LONGEST = 366


@dataclass(frozen=True, slots=True)
class Deputyship:
    """`deputy` stands in for `approver` from the first day to the last, both whole days where the approver is."""

    approver: str
    deputy: str
    first: date
    last: date
    number: int = 0
    ended: bool = False  # by the approver, before its time

    def runs(self, today: date) -> bool:
        """Whether it counts on this day of the approver's."""
        return not self.ended and self.first <= today <= self.last

    def lasts(self, today: date) -> bool:
        """Whether it counts or will."""
        return not self.ended and today <= self.last


def day_of(person: Employee, now: datetime) -> date:
    """The date where the person is."""
    return now.astimezone(ZoneInfo(person.time_zone)).date()


def standing_in(people: People, deputyships: Sequence[Deputyship], now: datetime) -> People:
    """The people with whom each of them stands in for at this moment.

    Only for whom they were named by: a deputy's deputy stands in for the deputy, and not for anybody further. Nobody
    stands in for somebody who has left: that is the administrator's matter.
    """
    found: dict[str, set[str]] = {}
    for one in deputyships:
        if one.approver not in people or one.deputy not in people:
            continue
        approver, deputy = people[one.approver], people[one.deputy]
        if approver.active and can_approve(deputy) and one.runs(day_of(approver, now)):
            found.setdefault(one.deputy, set()).add(one.approver)
    return people.with_changed(
        replace(people[number], stands_in_for=frozenset(approvers)) for number, approvers in found.items()
    )


def demand_fit(wanted: Deputyship, others: Sequence[Deputyship], people: People, today: date) -> None:
    """Raise `Incomplete` with the reason why this deputy cannot be named; `others` are the approver's own."""
    deputy = people[wanted.deputy]
    if wanted.deputy == wanted.approver:
        raise Incomplete("deputy-self")
    if not deputy.active:
        raise Incomplete("approver-has-left", name=deputy.name)
    if not can_approve(deputy):
        raise Incomplete("approver-is-auditor", name=deputy.name)
    if wanted.last < wanted.first:
        raise Incomplete("deputy-backwards")
    if wanted.last < today:
        raise Incomplete("deputy-past")
    if wanted.last - wanted.first > timedelta(days=LONGEST):
        raise Incomplete("deputy-long")
    for one in others:
        if one.lasts(today) and one.first <= wanted.last and wanted.first <= one.last:
            raise Incomplete("deputy-already", name=people[one.deputy].name, first=one.first, last=one.last)
