"""What a list of people changes: who comes, who is changed in what, and who leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from bot.claims.people import Employee
from bot.founding.roster import Roster


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody before and after."""

    before: Employee
    after: Employee

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that differ."""
        return tuple(
            field.name
            for field in fields(Employee)
            if getattr(self.before, field.name) != getattr(self.after, field.name)
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """Everybody of whom something changes; the others are not in it. `left` are not active any more."""

    added: tuple[Employee, ...] = ()
    changed: tuple[Changed, ...] = ()
    left: tuple[Employee, ...] = ()
    unchanged: int = 0

    @property
    def employees(self) -> tuple[Employee, ...]:
        """As they are to be saved."""
        return (*self.added, *(one.after for one in self.changed), *self.left)

    @property
    def many_leave(self) -> bool:
        """Whether so many leave that a list may have been cut off: more than three, and more than a quarter."""
        there = self.unchanged + len(self.changed) + len(self.left)
        return len(self.left) > 3 and len(self.left) * 4 > there


def changes(known: Sequence[Employee], roster: Roster, *, part: bool) -> Changes:
    """What the list changes. It is everybody's: who is not in it has left, unless it is only a `part`."""
    before = {one.number: one for one in known}
    listed = {one.number for one in roster.employees}
    added, changed, left, unchanged = [], [], [], 0
    for one in roster.employees:
        old = before.get(one.number)
        if old is None:
            # Who came and went between two lists was never here.
            added += [one] if one.active else []
        elif old.active and not one.active:
            left.append(one)
        elif old != one:
            changed.append(Changed(old, one))
        else:
            unchanged += one.active
    if not part:
        left += [replace(one, active=False) for one in known if one.active and one.number not in listed]
    else:
        unchanged += sum(one.active and one.number not in listed for one in known)
    return Changes(tuple(added), tuple(changed), tuple(left), unchanged)
