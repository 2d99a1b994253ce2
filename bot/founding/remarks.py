"""What is worth a thought before a company begins, or its people change, and stops nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.claims.company import Company
from bot.claims.deserted import in_office
from bot.claims.errors import Incomplete
from bot.claims.money import Money
from bot.claims.people import Employee, People, Role
from bot.claims.route import route
from bot.founding.charter import has_wrong_check_digit
from bot.founding.problems import Problem
from bot.founding.roster import Roster


def remarks(company: Company, employees: Sequence[Employee], roster: Roster, today: date) -> tuple[Problem, ...]:
    """Who would have no approver, who keeps the books, who cannot be recognised, and what was not read."""
    everybody = People(employees)
    there = everybody.active()
    found = []
    if roster.passed_over:
        found.append(Problem("roster-passed_over", {"headings": ", ".join(roster.passed_over)}))
    if company.country == "CN":
        wrong = sorted(number for number in company.tax_numbers if has_wrong_check_digit(number))
        found += [Problem("charter-check_digit", {"given": number}) for number in wrong]
    if not company.taxes:
        found.append(Problem("charter-no_taxes"))
    found += nobody_above(there)
    if stuck := [one for one in there if not has_approvers(one, company, everybody, today)]:
        found.append(Problem("roster-no_approver", {"people": names(stuck)}))
    keepers = in_office(everybody, Role.BOOKKEEPER)
    if not keepers:
        found.append(Problem("roster-no_bookkeeper"))
    elif len(keepers) == 1:
        found.append(Problem("roster-one_bookkeeper", {"people": names(keepers)}))
    if silent := [one for one in there if not one.email]:
        found.append(Problem("roster-no_email", {"people": names(silent)}))
    return tuple(found)


def nobody_above(there: Sequence[Employee]) -> tuple[Problem, ...]:
    """Whether the list has no managers at all: then its column has another heading than those we know."""
    return (Problem("roster-no_managers"),) if len(there) > 1 and not any(one.manager for one in there) else ()


def has_approvers(one: Employee, company: Company, everybody: People, today: date) -> bool:
    """Whether a claim of this person finds its way at every amount."""
    for level in company.levels:
        amount = Money(level.above.amount + Decimal("0.01"), company.currency)
        try:
            route(one.number, amount, today, company.levels, everybody)
        except Incomplete:
            return False
    return True


def names(employees: Sequence[Employee], most: int = 8) -> str:
    """Names with numbers; of many the first, and how many more there are."""
    said = ", ".join(f"{one.name} ({one.number})" for one in employees[:most])
    return said if len(employees) <= most else f"{said} … +{len(employees) - most}"
