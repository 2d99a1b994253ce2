"""What an administrator adds to the company's rules, or takes out of them: a category with its account, a level.

Fields are texts, as a form has them: `add_category:zh`, `:en`, `:account`, `:limit`, `:creditable`; `add_level:name`,
`:above`, `:approver`; and with anything in it `remove_category:hotel` or `remove_level:director`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.claims.accounts import AccountRule, Category
from bot.claims.company import Company
from bot.claims.dated import current, from_today
from bot.claims.line import LONGEST_CODE
from bot.claims.money import Money
from bot.claims.people import Employee, People
from bot.claims.policy import Limit
from bot.claims.route import Level, can_approve
from bot.founding import charter
from bot.founding.problems import Problem, Refused
from bot.founding.sheets import clean

#: The levels that have a name in every language, lowest first.
LEVELS = ("manager", "department", "director", "finance", "general_manager")

#: Characters of a category's name: it stands on buttons.
LONGEST_NAME = 40


def enlarged(
    company: Company, given: Mapping[str, str], people: People, today: date, known: Mapping[str, str]
) -> Company:
    """With what is added and without what is taken out. `known` accounts are those of the books, as in `amended`.

    Raises `Refused` with everything that is wrong, each problem with its field as its column.
    """
    said = {name: clean(text) for name, text in given.items() if clean(text)}
    company = _without(company, said, today)
    problems: list[Problem] = []
    for of, add in (("add_category", _category), ("add_level", _level)):
        values = {name.partition(":")[2]: text for name, text in said.items() if name.startswith(f"{of}:")}
        # A tick alone asks for nothing.
        if values.keys() - {"creditable"}:
            try:
                company = add(company, values, people, today, known)
            except Refused as refusal:
                problems += [Problem(one.key, one.values, column=f"{of}:{one.column}") for one in refusal.problems]
    if problems:
        raise Refused(*problems)
    return company


def account_of(text: str, known: Mapping[str, str]) -> str:
    """An account of the books; any where nobody has asked them yet."""
    code = charter.code_of(text)
    if known and code not in known:
        raise Refused(Problem("staff-no_account", {"account": code}))
    return code


def approver_of(text: str, people: People) -> Employee:
    """Somebody who may be on a route."""
    one = charter.named(text, people.active())
    if not can_approve(one):
        raise Refused(Problem("charter-cannot_approve", {"name": one.name}))
    return one


def incomplete(company: Company, today: date) -> tuple[Problem, ...]:
    """What the rules as a whole lack, so that some claims would find nobody or no category."""
    levels = [level for level in company.levels if current(level, today)]
    if not company.categories:
        return (Problem("charter-no_categories"),)
    if not levels:
        return (Problem("charter-no_levels"),)
    lowest = min(levels, key=lambda level: level.above.amount)
    if lowest.above.amount > 0:
        return (Problem("staff-nobody_below", {"amount": lowest.above}, column=f"above:{lowest.name}"),)
    return ()


def _without(company: Company, said: Mapping[str, str], today: date) -> Company:
    # Its account rules stay: what was spent on it before is booked by them.
    categories = tuple(one for one in company.categories if f"remove_category:{one.code}" not in said)
    for name in {level.name for level in company.levels}:
        if f"remove_level:{name}" in said:
            old = [level for level in company.levels if level.name == name]
            company = replace(company, levels=from_today(company.levels, old, None, today))
    return replace(company, categories=categories)


class _Values:
    """The fields of what is added, one after the other, and what is wrong with them."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.problems: list[Problem] = []

    def take(self, name: str, of: Callable[[str], Any], *, needed: bool = True) -> Any:
        text = self._values.get(name, "")
        try:
            if not text and needed:
                raise Refused(Problem("charter-missing"))
            return of(text) if text else None
        except Refused as refusal:
            self.problems += [Problem(one.key, one.values, column=name) for one in refusal.problems]
            return None

    def demand(self) -> None:
        if self.problems:
            raise Refused(*self.problems)


def _category(
    company: Company, values: Mapping[str, str], people: People, today: date, known: Mapping[str, str]
) -> Company:
    found = _Values(values)
    zh = found.take("zh", _name, needed="en" not in values)
    en = found.take("en", _name, needed=False)
    account = found.take("account", lambda text: account_of(text, known))
    limit = found.take("limit", lambda text: charter.amount_of(text, company.currency), needed=False)
    code = code_from(zh or "", en or "")
    if code in {one.code for one in company.categories}:
        found.problems.append(Problem("staff-there_already", {"name": code}, column="zh" if zh else "en"))
    found.demand()
    rules = [rule for rule in company.accounts if rule.category == code and not rule.department]
    old = [one for one in company.limits if one.category == code]
    new = None if limit is None else Limit(code, Money(limit, company.currency), today)
    return replace(
        company,
        categories=(*company.categories, Category(code, zh or en, en or zh, "creditable" in values)),
        accounts=from_today(company.accounts, rules, AccountRule(code, account, today), today),
        limits=from_today(company.limits, old, new, today),
    )


def code_from(zh: str, en: str) -> str:
    """What a category is called in files: its English name without spaces, or its Chinese one."""
    return (re.sub(r"[^a-z0-9]+", "-", en.lower()).strip("-") or "".join(zh.split()))[:LONGEST_CODE]


def _name(text: str) -> str:
    if len(text) > LONGEST_NAME:
        raise Refused(Problem("charter-too_long", {"most": LONGEST_NAME}))
    return text


def _level(
    company: Company, values: Mapping[str, str], people: People, today: date, known: Mapping[str, str]
) -> Company:
    found = _Values(values)
    name = found.take("name", lambda text: charter.code_of(text))
    above = found.take("above", lambda text: charter.amount_of(text, company.currency))
    approver = found.take("approver", lambda text: approver_of(text, people))
    if name in {level.name for level in company.levels if current(level, today)}:
        found.problems.append(Problem("staff-there_already", {"name": name}, column="name"))
    found.demand()
    new = Level(name, Money(above, company.currency), today, approver.number)
    return replace(company, levels=tuple(sorted((*company.levels, new), key=lambda level: level.above.amount)))
