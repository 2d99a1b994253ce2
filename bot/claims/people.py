"""People: employees as the company's master data has them, and the roles they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

#: Characters an employee number may have.
LONGEST_NUMBER = 32


class Role(StrEnum):
    """In what capacity someone acts. CLAIMANT and APPROVER come from the claim, the others from the person."""

    CLAIMANT = "claimant"
    APPROVER = "approver"
    BOOKKEEPER = "bookkeeper"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Employee:
    """One person. `number` is the employee number, the same in the ERP; `manager` another's number, or None at the top.

    `locale` is `zh` or `en`; `time_zone` an IANA name; `country` (ISO 3166) decides the public holidays.
    """

    number: str
    name: str
    email: str
    manager: str | None = None
    department: str = ""
    cost_centre: str = ""
    locale: str = "en"
    time_zone: str = "UTC"
    country: str = "CN"
    roles: frozenset[Role] = frozenset()
    active: bool = True
    stands_in_for: frozenset[str] = frozenset()  # for whom they are deputy at this moment: `deputies.py`


class People:
    """Everyone by number: an immutable look-up for decisions."""

    def __init__(self, employees: Iterable[Employee]) -> None:
        self._by_number: Mapping[str, Employee] = {employee.number: employee for employee in employees}

    def __getitem__(self, number: str) -> Employee:
        return self._by_number[number]

    def __contains__(self, number: object) -> bool:
        return number in self._by_number

    def everybody(self) -> tuple[Employee, ...]:
        """Those who have left, too."""
        return tuple(self._by_number.values())

    def with_changed(self, changed: Iterable[Employee]) -> People:
        """Everyone, these of them as given."""
        return People({**self._by_number, **{one.number: one for one in changed}}.values())

    def active(self) -> tuple[Employee, ...]:
        """Everyone who has not left."""
        return tuple(employee for employee in self._by_number.values() if employee.active)

    def with_role(self, role: Role) -> tuple[Employee, ...]:
        """Everyone active who holds the role."""
        return tuple(employee for employee in self.active() if role in employee.roles)

    def above(self, number: str) -> tuple[Employee, ...]:
        """Manager, manager's manager and so on, active ones only; a circle in the data ends the chain."""
        chain: list[Employee] = []
        seen = {number}
        manager = self._by_number[number].manager
        while manager is not None and manager not in seen and manager in self._by_number:
            seen.add(manager)
            found = self._by_number[manager]
            if found.active:
                chain.append(found)
            manager = found.manager
        return tuple(chain)
