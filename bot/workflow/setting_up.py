"""The company, its people and who is who in the chats: written with their audit rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import Connection

from bot.claims.claim import stem_of
from bot.claims.company import Company
from bot.claims.deserted import in_office
from bot.claims.errors import NotAllowed
from bot.claims.line import LONGEST_CODE
from bot.claims.people import LONGEST_NUMBER, Employee, Role
from bot.claims.states import WAITING
from bot.founding.amending import amended, fields_of
from bot.store import audit, claims, companies, masters, people, sessions
from bot.workflow import outbox


def set_up(connection: Connection, company: Company, employees: Sequence[Employee], *, by: str, at: datetime) -> None:
    """Save the company's rules and its employees; what was there before under the same numbers is replaced.

    Somebody has to be administrator afterwards: whatever needs a person is told to them.
    """
    if long := sorted(code for code in _codes(company) if len(code) > LONGEST_CODE):
        raise ValueError(f"longer than {LONGEST_CODE} characters: {', '.join(long)}")
    bounds = [level.above for level in company.levels] + ([company.check_above] if company.check_above else [])
    if other := sorted({bound.currency for bound in bounds} - {company.currency}):
        told = f"the company's currency is {company.currency}: give the levels and check_above in it"
        raise ValueError(f"{told}, not in {', '.join(other)}")
    hold_administrators(connection)
    companies.save(connection, company, by=by, at=at)
    record_rules(connection, company, by=by, at=at)
    _save(connection, employees, by=by, at=at)
    _demand_administrator(connection)


def save_people(connection: Connection, employees: Sequence[Employee], *, by: str, at: datetime) -> None:
    """Save these employees; the others stay as they are. Raises ValueError where nobody would be administrator."""
    hold_administrators(connection)
    _save(connection, employees, by=by, at=at)
    _demand_administrator(connection)


def as_amended(connection: Connection, given: Mapping[str, str], at: datetime) -> Company:
    """The company's rules as they would be with these fields; raises `Refused` with what is wrong with them."""
    company = companies.load(connection)
    if company is None:
        raise LookupError("there is no company yet")
    return amended(company, given, people.load(connection), _today(company, at), masters.load(connection).accounts)


def _today(company: Company, at: datetime) -> date:
    return at.astimezone(ZoneInfo(company.time_zone)).date()


def amend(connection: Connection, given: Mapping[str, str], *, seen: str, by: str, at: datetime) -> tuple[str, ...]:
    """An administrator amends the company's rules; the fields that changed. `seen` is the digest of those they saw.

    Raises `Refused` with what is wrong with the fields, and `NotAllowed` for whoever is no administrator, or was late.
    """
    companies.hold(connection)
    everybody, company = people.load(connection), companies.load(connection)
    if company is None or all(one.number != by for one in in_office(everybody, Role.ADMINISTRATOR)):
        raise NotAllowed("staff-administrators_only")
    if seen != companies.digest(company):
        raise NotAllowed("staff-somebody_was_faster")
    today = _today(company, at)
    changed = amended(company, given, everybody, today, masters.load(connection).accounts)
    if changed == company:
        return ()
    companies.save(connection, changed, by=by, at=at)
    before, after = fields_of(company, today), fields_of(changed, today)
    names = tuple(sorted(name for name in before | after if before.get(name, "") != after.get(name, "")))
    record_rules(connection, changed, names, by=by, at=at)
    return names


def record_rules(
    connection: Connection, company: Company, fields: Sequence[str] | None = None, *, by: str, at: datetime
) -> None:
    """Rules were saved: their digest into the audit trail, and which fields of them changed where that is known."""
    content: dict[str, object] = {"name": company.name, "digest": companies.digest(company)}
    if fields is not None:
        content["fields"] = list(fields)
    audit.record(connection, at=at, actor=by, action="rules", subject="company", content=content)


def hold_administrators(connection: Connection) -> None:
    """Of two changes at the same moment the second sees whom the first has left in office."""
    for one in in_office(people.load(connection), Role.ADMINISTRATOR):
        people.hold(connection, one.number)


def _demand_administrator(connection: Connection) -> None:
    if not in_office(people.load(connection), Role.ADMINISTRATOR):
        raise ValueError("nobody would be administrator: give somebody active, who is no auditor, that role first")


def _codes(company: Company) -> set[str]:
    """Every code of the rules that ends up on a claim."""
    return {
        *(category.code for category in company.categories),
        *(rule.account for rule in company.accounts),
        *(rule.code for rule in company.taxes),
        *(level.name for level in company.levels),
    }


def leave(connection: Connection, number: str, *, by: str, at: datetime) -> None:
    """An employee leaves: they decide nothing any more, and administrators see every claim that waits for them.

    Raises ValueError for the last administrator, who leaves when there is another.
    """
    hold_administrators(connection)
    everybody = people.load(connection)
    save_people(connection, [replace(everybody[number], active=False)], by=by, at=at)
    for claim in claims.waiting_for(connection, number):
        if claim.state in WAITING:
            for person in everybody.with_role(Role.ADMINISTRATOR):
                key = f"{claim.reference}:{claim.version}:left:{number}:{person.number}"
                outbox.show(connection, key, person.number, stem_of(claim.reference))


#: What describes an employee: kept beside the chain, where it can be erased.
_PERSONAL = ("name", "email", "department", "cost_centre", "locale", "time_zone", "country")


def _save(connection: Connection, employees: Sequence[Employee], *, by: str, at: datetime) -> None:
    unknown = sorted({one.time_zone for one in employees} - available_timezones())
    if unknown:
        # One of them would stop everybody's reminders.
        raise ValueError(f"not a time zone: {', '.join(unknown)}")
    if long := sorted(one.number for one in employees if not 0 < len(one.number) <= LONGEST_NUMBER):
        raise ValueError(f"an employee number has 1 to {LONGEST_NUMBER} characters: {', '.join(long)}")
    people.save(connection, employees)
    for employee in employees:
        if not employee.active:
            # No browser of theirs stays in. That they have left is asked with every request, too.
            sessions.end_all(connection, employee.number)
        audit.record(
            connection,
            at=at,
            actor=by,
            action="employee",
            subject=employee.number,
            content={"roles": sorted(employee.roles), "active": employee.active, "manager": employee.manager or ""},
            personal={name: (employee.number, getattr(employee, name)) for name in _PERSONAL},
        )


def link(
    connection: Connection, platform: str, workspace: str, user: str, employee: str, *, by: str, at: datetime
) -> None:
    """From now on this chat user is this employee, and hears at once what has come to wait for them before."""
    people.link(connection, platform, workspace, user, employee, at)
    audit.record(
        connection,
        at=at,
        actor=by,
        action="link",
        subject=employee,
        content={"platform": platform, "workspace": workspace},
        personal={"user": (employee, user)},
    )
    # The cards of what came before could not be put up anywhere.
    keeps = Role.BOOKKEEPER in people.load(connection)[employee].roles
    if claims.waiting_for(connection, employee) or (keeps and claims.to_check(connection, limit=1)):
        outbox.listing(connection, f"linked:{platform}:{workspace}:{user}:{employee}", employee, "todo")
