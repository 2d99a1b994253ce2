"""The roster 人员名单: a table of people as employees, with everything that is wrong with it, each by row and column.

Nothing is guessed: what stands in a cell is understood or it is said. What a table has no column for stays as it was
for those who are known, and takes the company's own for those who are new.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.claims.line import LONGEST_CODE
from bot.claims.people import LONGEST_NUMBER, Employee, Role
from bot.founding import places
from bot.founding.headings import NEEDED, WORDS, Column, Headings, best
from bot.founding.problems import Problem, Refused, in_order
from bot.founding.sheets import Row, sheets

#: Rows that begin like this are examples, as in the template.
EXAMPLE = re.compile(r"(例|示例|e\.g\.|example)", re.IGNORECASE)

#: What stands at the front of a row that counts the others.
_TOTAL = re.compile(r"(合计|总计|小计|共计|总人数|sub-?total|(grand )?total)[:：]?", re.IGNORECASE)

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")

_ROLES = {
    Role.BOOKKEEPER: ("会计", "财务", "出纳", "bookkeeper", "accountant", "finance"),
    Role.ADMINISTRATOR: ("管理员", "系统管理员", "administrator", "admin"),
    Role.AUDITOR: ("审计", "审计员", "稽核", "auditor", "audit"),
}
#: Everybody claims, and who approves is said by the levels: these ask for nothing.
_NO_ROLES = ("员工", "报销人", "审批人", "经理", "无", "employee", "claimant", "approver", "manager", "none", "-")

_LEFT = ("离职", "已离职", "是", "left", "yes", "inactive", "resigned", "terminated")
_STAYS = ("", "在职", "试用", "试用期", "正式", "实习", "否", "active", "no", "employed", "probation")

LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Home:
    """What people have of whom nothing else is said: the company's own language, time zone and country."""

    locale: str = "zh"
    time_zone: str = "Asia/Shanghai"
    country: str = "CN"


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody of the table; who has left is not active. `columns` it had, and the headings that were passed over."""

    employees: tuple[Employee, ...]
    columns: frozenset[Column] = frozenset()
    passed_over: tuple[str, ...] = ()


@dataclass(slots=True)
class _Draft:
    """One row on its way to an employee: who the manager is needs all the others."""

    row: Row
    employee: Employee
    manager: str = ""
    problems: list[Problem] = field(default_factory=list)


def read(content: bytes, name: str, home: Home, known: Sequence[Employee] = ()) -> Roster:
    """The roster in a file. `known` are the employees so far. Raises `Refused` with every problem there is."""
    tables = sheets(content, name)
    found = best(tables)
    if found is None:
        raise Refused(Problem("roster-no_headings", {"number": WORDS["number"][0], "name": WORDS["name"][0]}))
    sheet, heads = found
    if missing := [column for column in NEEDED if column not in heads.at]:
        raise Refused(*(Problem("roster-no_column", _words(column), row=heads.row) for column in missing))
    if heads.twice:
        raise Refused(*(Problem("roster-column_twice", {"heading": one}, row=heads.row) for one in heads.twice))
    rows = [row for row in sheet if row.number > heads.row and row and not _is_nobody(heads, row)]
    if not rows:
        raise Refused(Problem("roster-nobody"))
    by_number = {one.number: one for one in known}
    drafts = [_draft(row, heads, home, by_number) for row in rows]
    problems = [problem for draft in drafts for problem in draft.problems]
    problems += _twice(drafts, heads)
    problems += _lost_zeros(drafts, heads, by_number)
    if "manager" in heads.at:
        problems += _find_managers(drafts, heads, by_number)
    if not problems:
        problems += _circles(drafts, heads, by_number)
    if problems:
        raise Refused(*in_order(problems))
    return Roster(tuple(draft.employee for draft in drafts), frozenset(heads.at), heads.unknown)


def _words(column: Column) -> dict[str, str]:
    return {"zh": WORDS[column][0], "en": next(word for word in WORDS[column] if word.isascii())}


def _is_nobody(heads: Headings, row: Row) -> bool:
    """Whether the row is no person: an example, a count of the others, or a note in columns that are not read."""
    cell = heads.cell(row, "number")
    if isinstance(cell, str) and EXAMPLE.match(cell):
        return True
    front = next((one for one in row.cells if one), "")
    if isinstance(front, str) and _TOTAL.fullmatch(front):
        return True
    return not any(heads.cell(row, column) for column in heads.at)


# One row


def _draft(row: Row, heads: Headings, home: Home, known: dict[str, Employee]) -> _Draft:
    problems: list[Problem] = []

    def text(column: Column, longest: int = LONGEST_TEXT) -> str:
        cell = heads.cell(row, column)
        if not isinstance(cell, str):
            problems.append(Problem("roster-date", {"date": cell}, row.number, heads.said[column]))
            return ""
        if cell.startswith("#") and cell.rstrip("!?").upper() in _SHEET_ERRORS:
            problems.append(Problem("roster-formula", {"given": cell}, row.number, heads.said[column]))
            return ""
        if len(cell) > longest:
            problems.append(Problem("roster-too_long", {"most": longest}, row.number, heads.said[column]))
            return ""
        return cell

    def wrong(key: str, column: Column, **values: object) -> None:
        problems.append(Problem(key, values, row.number, heads.said[column]))

    number = _number(text("number", LONGEST_NUMBER))
    if not number and not problems:
        wrong("roster-no_number", "number")
    elif number and not re.fullmatch(r"[\w.\-/]+", number):
        wrong("roster-odd_number", "number", given=number)
    before = known.get(number)
    one = before or Employee(number, "", "", locale=home.locale, time_zone=home.time_zone, country=home.country)
    name = text("name")
    if not name and heads.cell(row, "name") == "":
        wrong("roster-no_name", "name")
    one = replace(one, name=name, active=True)
    if "email" in heads.at:
        email = text("email")
        if email and not _EMAIL.fullmatch(email):
            wrong("roster-odd_email", "email", given=email)
        one = replace(one, email=email)
    if "department" in heads.at:
        one = replace(one, department=text("department"))
    if "cost_centre" in heads.at:
        one = replace(one, cost_centre=_number(text("cost_centre", LONGEST_CODE)))

    def understood(column: Column, key: str, of: Callable[[str], str | None], default: str) -> str:
        said = text(column)
        if not said:
            return default
        meant = of(said)
        if meant is None:
            wrong(key, column, given=said)
        return meant or default

    if "language" in heads.at:
        one = replace(one, locale=understood("language", "roster-odd_language", places.language, home.locale))
    if "time_zone" in heads.at:
        one = replace(one, time_zone=understood("time_zone", "roster-odd_zone", places.time_zone, home.time_zone))
    if "country" in heads.at:
        one = replace(one, country=understood("country", "roster-odd_country", places.country, home.country))
    if "roles" in heads.at:
        given = [part for part in re.split(r"[,，、;；/|+]| and |和", text("roles")) if part.strip()]
        roles, unknown = _roles(given)
        for part in unknown:
            wrong("roster-odd_role", "roles", given=part)
        one = replace(one, roles=roles)
    if "left" in heads.at:
        status = text("left").lower()
        if status in _LEFT:
            one = replace(one, active=False)
        elif status not in _STAYS:
            wrong("roster-odd_status", "left", given=status)
    manager = text("manager") if "manager" in heads.at else ""
    return _Draft(row, one, manager, problems)


_SHEET_ERRORS = ("#N/A", "#REF", "#VALUE", "#NAME", "#DIV/0", "#NULL", "#NUM")


def _number(text: str) -> str:
    """A number as people mean it: not `123.0`, which a spreadsheet made of 123, nor with the sign of text."""
    return re.sub(r"^(\d+)\.0+$", r"\1", text.lstrip("'"))


def _roles(given: Iterable[str]) -> tuple[frozenset[Role], list[str]]:
    roles, unknown = set(), []
    for part in (one.strip().lower() for one in given):
        role = next((role for role, words in _ROLES.items() if part in words), None)
        if role is not None:
            roles.add(role)
        elif part not in _NO_ROLES:
            unknown.append(part)
    return frozenset(roles), unknown


# All rows together


def folded(number: str) -> str:
    """What two employee numbers may not share: they would be one for the eye, or one account in the books."""
    return re.sub(r"[\W_]", "-", number).lower()


def _twice(drafts: Sequence[_Draft], heads: Headings) -> list[Problem]:
    found: list[Problem] = []

    def look(column: Column, key: str, value_of: Callable[[Employee], str]) -> None:
        first: dict[str, int] = {}
        for draft in drafts:
            value = value_of(draft.employee)
            if not value:
                continue
            if value in first:
                found.append(Problem(key, {"other": first[value]}, draft.row.number, heads.said[column]))
            first.setdefault(value, draft.row.number)

    look("number", "roster-number_twice", lambda one: folded(one.number))
    # Who has left may have handed on their address.
    look("email", "roster-email_twice", lambda one: one.email.lower() if one.active else "")
    return found


def _lost_zeros(drafts: Sequence[_Draft], heads: Headings, known: dict[str, Employee]) -> list[Problem]:
    """A number that is new, and would be a known one but for zeros, capitals or signs: a slip, not somebody else."""
    alike = {_bare(number): number for number in known}
    return [
        Problem("roster-number_alike", {"given": number, "known": alike[_bare(number)]}, draft.row.number,
                heads.said["number"])
        for draft in drafts
        if (number := draft.employee.number) and number not in known and _bare(number) in alike
    ]  # fmt: skip


def _bare(number: str) -> str:
    return folded(number).lstrip("0")


def _find_managers(drafts: Sequence[_Draft], heads: Headings, known: Mapping[str, Employee]) -> list[Problem]:
    """Set each one's manager, by number, e-mail or a name that only one has; the problems with them."""
    here = [draft.employee for draft in drafts]
    numbers = {one.number for one in here}
    everybody = [*here, *(one for one in known.values() if one.active and one.number not in numbers)]
    index: dict[str, list[Employee]] = defaultdict(list)
    for one in everybody:
        for word in {one.number.lower(), _bare(one.number), one.email.lower(), one.name.lower()} - {""}:
            index[word].append(one)
    exact = {one.number: one for one in everybody}
    problems = []
    for draft in drafts:
        said = _number(draft.manager)
        if not said or said in ("-", "无", "none"):
            draft.employee = replace(draft.employee, manager=None)
            continue
        place = (draft.row.number, heads.said["manager"])
        # 王伟 (E1001), E1001 王伟: the number says who.
        parts = [part for part in re.split(r"[\s()（）/,，]+", said) if part in exact]
        given = said if said in exact else parts[0] if len(parts) == 1 else said
        found = [exact[given]] if given in exact else index.get(given.lower()) or index.get(_bare(given)) or []
        if not found and (left := _still(draft.employee, said, known)) is not None:
            draft.employee = replace(draft.employee, manager=left.number)
        elif not found:
            problems.append(Problem("roster-manager_unknown", {"given": said}, *place))
        elif len(found) > 1:
            numbered = ", ".join(one.number for one in found)
            problems.append(Problem("roster-manager_unclear", {"given": said, "numbers": numbered}, *place))
        elif found[0].number == draft.employee.number:
            problems.append(Problem("roster-manager_self", {}, *place))
        elif not found[0].active and draft.employee.active:
            problems.append(Problem("roster-manager_left", {"name": found[0].name}, *place))
        else:
            draft.employee = replace(draft.employee, manager=found[0].number)
    return problems


def _still(one: Employee, said: str, known: Mapping[str, Employee]) -> Employee | None:
    """Their manager of before, who has left since: whoever is above that one is asked, until the list names another."""
    before = known.get(one.number)
    left = known.get(before.manager or "") if before is not None else None
    if left is None or said.lower() not in (left.number.lower(), left.name.lower(), left.email.lower()):
        return None
    return left


def _circles(drafts: Sequence[_Draft], heads: Headings, known: dict[str, Employee]) -> list[Problem]:
    """Each circle of managers, once, at the first of its rows."""
    above = {number: one.manager for number, one in known.items()}
    above |= {draft.employee.number: draft.employee.manager for draft in drafts}
    told: set[str] = set()
    problems = []
    for draft in drafts:
        chain: list[str] = []
        at: str | None = draft.employee.number
        while at is not None and at not in chain and at not in told:
            chain.append(at)
            at = above.get(at)
        if at is not None and at in chain:
            circle = chain[chain.index(at) :]
            column = heads.said.get("manager", heads.said["number"])
            problems.append(Problem("roster-circle", {"numbers": " → ".join([*circle, at])}, draft.row.number, column))
        told |= set(chain)
    return problems
