"""The company's rules, amended by an administrator: new ones count from today on, and what counted before is kept.

Fields are texts, as a form has them: `name`, `tax_numbers`, `check_above`, and for each category or level
`account:hotel`, `limit:hotel`, `above:director`, `approver:director`. A field that is not given stays as it is. How
something is added or taken out: `enlarging`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from bot.claims.accounts import AccountRule
from bot.claims.company import Company
from bot.claims.dated import current, from_today
from bot.claims.money import Money
from bot.claims.people import People
from bot.claims.policy import Limit
from bot.claims.route import Level
from bot.founding import charter
from bot.founding.enlarging import account_of, approver_of, enlarged, incomplete
from bot.founding.problems import Problem, Refused
from bot.founding.sheets import clean

#: What says that there is none.
NONE = ("", "-", "0", "无")


def fields_of(company: Company, today: date) -> dict[str, str]:
    """Every field with what it says today."""
    found = {
        "name": company.name,
        "tax_numbers": ", ".join(sorted(company.tax_numbers)),
        "check_above": "" if company.check_above is None else f"{company.check_above.amount:f}",
    }
    accounts, limits = (_of_categories(rules, today) for rules in (company.accounts, company.limits))
    for category in company.categories:
        account, limit = accounts.get(category.code), limits.get(category.code)
        found[f"account:{category.code}"] = account.account if isinstance(account, AccountRule) else ""
        found[f"limit:{category.code}"] = f"{limit.amount.amount:f}" if isinstance(limit, Limit) else ""
    for level in levels_of(company, today):
        found[f"above:{level.name}"] = f"{level.above.amount:f}"
        found[f"approver:{level.name}"] = level.approver
    return found


def levels_of(company: Company, today: date) -> tuple[Level, ...]:
    """The levels that count today."""
    return tuple(level for level in company.levels if current(level, today))


def amended(
    company: Company,
    given: Mapping[str, str],
    people: People,
    today: date,
    known: Mapping[str, str] = MappingProxyType({}),
) -> Company:
    """The rules as they are to be. `known` are the accounts of the books with names; with none, any may be named.

    Raises `Refused` with everything that is wrong, each problem with its field as its column.
    """
    former, before = company, fields_of(company, today)
    said = {name: clean(text) for name, text in given.items() if name in before and clean(text) != before[name]}
    problems: list[Problem] = []
    for name, text in said.items():
        try:
            company = _with(company, name, text, people, today, known)
        except Refused as refusal:
            problems += [Problem(one.key, one.values, column=name) for one in refusal.problems]
    try:
        company = enlarged(company, given, people, today, known)
    except Refused as refusal:
        problems += refusal.problems
    if problems := problems or [*incomplete(company, today)]:
        raise Refused(*problems)
    if company == former:
        return former
    called = dict(company.account_names)
    codes = {rule.account for rule in company.accounts if rule.account in known and rule.account not in called}
    new = tuple((code, known[code]) for code in sorted(codes))
    return replace(company, account_names=(*company.account_names, *new))


def _with(company: Company, name: str, text: str, people: People, today: date, known: Mapping[str, str]) -> Company:
    kind, _, of = name.partition(":")
    if kind == "name":
        return replace(company, name=charter.name_of(text))
    if kind == "tax_numbers":
        parts = [part for part in text.replace("，", ",").replace("、", ",").split(",") if part.strip(" -")]
        return replace(company, tax_numbers=frozenset(charter.tax_number_of(one, company.country) for one in parts))
    if kind == "account":
        code = account_of(text, known)
        general = [rule for rule in company.accounts if rule.category == of and not rule.department]
        return replace(company, accounts=from_today(company.accounts, general, AccountRule(of, code, today), today))
    if kind == "above" and text in NONE:
        return _level(company, of, today, above=Money(Decimal(0), company.currency))
    if kind == "approver":
        return _level(company, of, today, approver="" if text in NONE else approver_of(text, people).number)
    money = None if text in NONE else Money(charter.amount_of(text, company.currency), company.currency)
    if kind == "check_above":
        return replace(company, check_above=money)
    if kind == "limit":
        old = [limit for limit in company.limits if limit.category == of]
        basis = next((limit.basis for limit in old if current(limit, today)), "")
        new = None if money is None else Limit(of, money, today, basis)
        return replace(company, limits=from_today(company.limits, old, new, today))
    return _level(company, of, today, above=money)


def _level(company: Company, name: str, today: date, **changes: object) -> Company:
    old = [level for level in company.levels if level.name == name]
    new = replace(next(level for level in old if current(level, today)), start=today, **changes)  # type: ignore[arg-type]
    levels = from_today(company.levels, old, new, today)
    return replace(company, levels=tuple(sorted(levels, key=lambda level: level.above.amount)))


def _of_categories(rules: Sequence[AccountRule] | Sequence[Limit], today: date) -> dict[str, AccountRule | Limit]:
    """The rule of each category that counts today, departments of their own left out."""
    fitting = [rule for rule in rules if current(rule, today) and not getattr(rule, "department", "")]
    return {rule.category: rule for rule in sorted(fitting, key=lambda rule: rule.start)}
