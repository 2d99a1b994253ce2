"""The charter of a company: its names, tax numbers, categories with accounts, and levels, as `company.toml` has them.

`read` takes the file's plain values apart and says everything that is wrong; `company` makes of it the rules that
claims are decided by. A charter names people as their company does; who that is, is looked up in the roster.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bot.claims.accounts import AccountRule, Category
from bot.claims.company import Company
from bot.claims.line import LONGEST_CODE
from bot.claims.money import Money, digits, in_use
from bot.claims.people import Employee
from bot.claims.policy import Limit
from bot.claims.route import Level, can_approve
from bot.claims.tax import CHINA
from bot.founding import places
from bot.founding.problems import Problem, Refused
from bot.founding.sheets import clean

#: The first word of a level that everybody has: their manager.
MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Spending:
    """A category 费用类别 with the account it is booked to, and the limit of one receipt of it, if there is one."""

    code: str
    zh: str
    en: str
    account: str
    creditable: bool = True
    limit: Decimal | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """A level of approval above an amount: by the manager (no approver), or by whom the company names."""

    name: str
    above: Decimal
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Charter:
    """Everything `company.toml` says. `accounts` are code → name; amounts are in `currency`."""

    name: str
    locale: str
    country: str
    time_zone: str
    currency: str
    tax_numbers: tuple[str, ...]
    categories: tuple[Spending, ...]
    accounts: Mapping[str, str]
    payable: str
    input_tax: str
    bank: str
    levels: tuple[Rank, ...]
    check_above: Decimal | None = None


#: What may stand in the file, and in one category or level of it.
KEYS = (
    "language", "people", "data", "address", "name", "tax_numbers", "country", "time_zone", "currency", "check_above",
    "payable", "input_tax", "bank", "administrators", "bookkeepers", "accounts", "categories", "levels",
)  # fmt: skip
_OF_CATEGORY = ("code", "zh", "en", "account", "creditable", "limit", "basis")
_OF_LEVEL = ("name", "above", "approver")


def read(document: Mapping[str, Any], today: date) -> Charter:
    """The charter in the values of a TOML file. Raises `Refused` with every problem, each with its key."""
    found = _Reading(today)
    found.only(document, KEYS, "")
    country = found.take(document, "country", country_of, "CN")
    currency = found.take(document, "currency", lambda text: currency_of(text, today), "CNY")
    charter = Charter(
        name=found.take(document, "name", name_of, ""),
        locale=found.take(document, "language", language_of, "zh"),
        country=country,
        time_zone=found.take(document, "time_zone", zone_of, places.zone_of_country(country) or "UTC"),
        currency=currency,
        tax_numbers=tuple(
            found.each(document, "tax_numbers", lambda text: tax_number_of(text, country)),
        ),
        categories=tuple(found.tables(document, "categories", _OF_CATEGORY, lambda one: _spending(one, currency))),
        accounts=found.names(document, "accounts"),
        payable=found.take(document, "payable", code_of, "2241"),
        input_tax=found.take(document, "input_tax", code_of, "2221.01"),
        bank=found.take(document, "bank", code_of, "1002"),
        levels=tuple(found.tables(document, "levels", _OF_LEVEL, lambda one: _rank(one, currency))),
        check_above=found.take(document, "check_above", lambda text: amount_of(text, currency), None),
    )
    problems = [*found.problems, *_together(charter)]
    if problems:
        raise Refused(*problems)
    return charter


class _Reading:
    """The values of a file, one after the other, and what is wrong with them."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.problems: list[Problem] = []

    def only(self, table: Mapping[str, Any], keys: Iterable[str], before: str) -> None:
        self.problems += [Problem("charter-unknown", column=f"{before}{key}") for key in table if key not in keys]

    def take(self, table: Mapping[str, Any], key: str, of: Callable[[str], Any], default: Any, before: str = "") -> Any:
        given = table.get(key)
        if given is None:
            if key == "name" and not before:
                self.problems.append(Problem("charter-missing", column=key))
            return default
        try:
            return of(clean(str(given)))
        except Refused as refusal:
            self.problems += [Problem(one.key, one.values, column=f"{before}{key}") for one in refusal.problems]
            return default

    def each(self, table: Mapping[str, Any], key: str, of: Callable[[str], Any]) -> list[Any]:
        given = table.get(key, [])
        if isinstance(given, str):
            given = [given]
        if not isinstance(given, Sequence):
            self.problems.append(Problem("charter-no_list", column=key))
            return []
        return [one for each in given if (one := self.take({key: each}, key, of, None)) is not None]

    def tables(self, table: Mapping[str, Any], key: str, keys: Sequence[str], of: Callable[[Any], Any]) -> list[Any]:
        given = table.get(key, [])
        if not isinstance(given, Sequence) or not all(isinstance(one, Mapping) for one in given):
            self.problems.append(Problem("charter-no_tables", {"table": key}, column=key))
            return []
        made = []
        for at, one in enumerate(given, 1):
            before = f"{key}.{one.get('code') or one.get('name') or at}."
            self.only(one, keys, before)
            try:
                made.append(of(one))
            except Refused as refusal:
                self.problems += [
                    Problem(each.key, each.values, column=before + each.column) for each in refusal.problems
                ]
        return made

    def names(self, table: Mapping[str, Any], key: str) -> dict[str, str]:
        given = table.get(key, {})
        if not isinstance(given, Mapping):
            self.problems.append(Problem("charter-no_names", column=key))
            return {}
        return {
            self.take({code: code}, code, code_of, str(code), f"{key}."): clean(str(name))
            for code, name in given.items()
        }


def _spending(given: Mapping[str, Any], currency: str) -> Spending:
    found = _Reading(date.min)
    if missing := [key for key in ("code", "account") if not given.get(key)]:
        raise Refused(*(Problem("charter-missing", column=key) for key in missing))
    code = found.take(given, "code", code_of, "", ".")
    spending = Spending(
        code=code,
        zh=clean(str(given.get("zh") or given.get("en") or code)),
        en=clean(str(given.get("en") or given.get("zh") or code)),
        account=found.take(given, "account", code_of, "", "."),
        creditable=given.get("creditable", True) is not False,
        limit=found.take(given, "limit", lambda text: amount_of(text, currency), None, "."),
        basis=clean(str(given.get("basis", ""))),
    )
    _demand(found)
    return spending


def _rank(given: Mapping[str, Any], currency: str) -> Rank:
    found = _Reading(date.min)
    if not given.get("name"):
        raise Refused(Problem("charter-missing", column="name"))
    rank = Rank(
        name=found.take(given, "name", code_of, "", "."),
        above=found.take(given, "above", lambda text: amount_of(text, currency), Decimal(0), "."),
        approver=clean(str(given.get("approver", ""))),
    )
    _demand(found)
    return rank


def _demand(found: _Reading) -> None:
    if found.problems:
        raise Refused(*(Problem(one.key, one.values, column=one.column.lstrip(".")) for one in found.problems))


def _together(charter: Charter) -> list[Problem]:
    """What is wrong only when one looks at several values at once."""
    problems = []
    if not charter.categories:
        problems.append(Problem("charter-no_categories", column="categories"))
    if not charter.levels:
        problems.append(Problem("charter-no_levels", column="levels"))
    problems += _twice("categories", [one.code for one in charter.categories])
    problems += _twice("levels", [one.name for one in charter.levels])
    parts = {"payable": charter.payable, "input_tax": charter.input_tax, "bank": charter.bank}
    spent = {one.account for one in charter.categories}
    problems += [
        Problem("charter-account_twice", {"account": code}, column=part)
        for at, (part, code) in enumerate(parts.items())
        if code in spent or code in list(parts.values())[:at]
    ]
    alike: dict[str, str] = {}
    for code in sorted({*spent, *parts.values(), *charter.accounts}):
        if (other := alike.setdefault(ledger_part(code), code)) != code:
            problems.append(Problem("charter-accounts_alike", {"account": code, "other": other}, column="accounts"))
    return problems


def _twice(key: str, codes: Sequence[str]) -> list[Problem]:
    return [
        Problem("charter-twice", {"code": code}, column=key) for code in sorted(set(codes)) if codes.count(code) > 1
    ]


# One value each: what people write, as we keep it


def name_of(text: str) -> str:
    """The company's name, as it stands on invoices."""
    if not text:
        raise Refused(Problem("charter-missing"))
    if len(text) > 200:
        raise Refused(Problem("charter-too_long", {"most": 200}))
    if any("\u4e00" <= char <= "\u9fff" for char in text):
        # As the business licence 营业执照 has them.
        text = text.replace("(", "（").replace(")", "）")
    return text


def language_of(text: str) -> str:
    """`zh` or `en`."""
    if (found := places.language(text)) is None:
        raise Refused(Problem("roster-odd_language", {"given": text}))
    return found


def country_of(text: str) -> str:
    """ISO 3166."""
    if (found := places.country(text)) is None:
        raise Refused(Problem("roster-odd_country", {"given": text}))
    return found


def zone_of(text: str) -> str:
    """An IANA name."""
    if (found := places.time_zone(text)) is None:
        raise Refused(Problem("roster-odd_zone", {"given": text}))
    return found


def currency_of(text: str, today: date) -> str:
    """ISO 4217, of money that one can pay with."""
    code = {"人民币": "CNY", "RMB": "CNY", "元": "CNY"}.get(text.upper(), text.upper())
    if not in_use(code, today):
        raise Refused(Problem("charter-odd_currency", {"given": text}))
    return code


def tax_number_of(text: str, country: str) -> str:
    """纳税人识别号: in China 15 to 20 digits and capitals, 18 with a check digit; elsewhere as it is written."""
    number = re.sub(r"[\s-]", "", text).upper()
    if not number.isascii() or not number.isalnum() or not 5 <= len(number) <= 20:
        raise Refused(Problem("charter-odd_tax_number", {"given": text}))
    if country == "CN" and len(number) not in (15, 17, 18, 20):
        raise Refused(Problem("charter-tax_number_length", {"given": text, "length": len(number)}))
    return number


#: GB 32100-2015: the signs of a unified social credit identifier, each worth its place; I, O, S, V and Z are not used.
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def has_wrong_check_digit(number: str) -> bool:
    """Whether a number of 18 places is no unified social credit identifier 统一社会信用代码: one is mistyped."""
    if len(number) != 18:
        return False
    if not all(sign in _SIGNS for sign in number):
        return True
    counted = sum(_SIGNS.index(sign) * pow(3, at, 31) for at, sign in enumerate(number[:17]))
    return _SIGNS[-counted % 31] != number[17]


def code_of(text: str) -> str:
    """A code of ours: of an account, a category or a level."""
    if not text or any(char.isspace() for char in text):
        raise Refused(Problem("charter-odd_code", {"given": text}))
    if len(text) > LONGEST_CODE:
        raise Refused(Problem("charter-too_long", {"most": LONGEST_CODE}))
    return text


def amount_of(text: str, currency: str) -> Decimal:
    """An amount as people write it, in the currency's digits."""
    plain = text.strip("¥$€£元圆 ").replace("，", ",")
    if not re.fullmatch(r"(\d{1,12}|\d{1,3}(,\d{3}){1,3})(\.\d{1,4})?", plain, re.ASCII):
        raise Refused(Problem("charter-odd_amount", {"given": text}))
    amount = Decimal(plain.replace(",", ""))
    if amount != round(amount, digits(currency)):
        raise Refused(Problem("charter-odd_digits", {"given": text, "currency": currency}))
    return amount


# What is made of it


def ledger_part(code: str) -> str:
    """A code as part of a Beancount account name: a capital or a digit first, then letters, digits and dashes."""
    part = "".join(char if char.isalnum() and (char.isdecimal() or char.isalpha()) else "-" for char in code)
    part = part[:1].upper() + part[1:]
    return part if part and unicodedata.category(part[0]) in ("Lu", "Nd") else f"A-{part}"


def named(text: str, employees: Sequence[Employee]) -> Employee:
    """The one person of this number, e-mail or name. Raises `Refused` for none and for several."""
    said = clean(text)
    by_number = [one for one in employees if one.number == said]
    found = by_number or [
        one for one in employees if said and said.lower() in (one.number.lower(), one.email.lower(), one.name.lower())
    ]
    if not found:
        raise Refused(Problem("roster-manager_unknown", {"given": said}))
    if len(found) > 1:
        numbers = ", ".join(one.number for one in found)
        raise Refused(Problem("roster-manager_unclear", {"given": said, "numbers": numbers}))
    return found[0]


def account_names(charter: Charter, words: Mapping[str, str]) -> dict[str, str]:
    """Every account the charter uses, with its name: its own, or that of its first category; `words` has the others."""
    parts = {charter.bank: words["bank"], charter.input_tax: words["input_tax"], charter.payable: words["payable"]}
    spent = {one.account: one.zh if charter.locale == "zh" else one.en for one in reversed(charter.categories)}
    return {code: charter.accounts.get(code) or name for code, name in sorted((parts | spent).items())}


def company(charter: Charter, employees: Sequence[Employee], names: Mapping[str, str], today: date) -> Company:
    """The rules for claims, from the first day of last year on. Raises `Refused` for unknown approvers."""
    since = date(today.year - 1, 1, 1)

    def money(amount: Decimal) -> Money:
        return Money(amount, charter.currency)

    levels, problems = [], []
    for rank in charter.levels:
        try:
            approver = named(rank.approver, employees) if rank.approver else None
            if approver is not None and not can_approve(approver):
                raise Refused(Problem("charter-cannot_approve", {"name": approver.name}))
        except Refused as refusal:
            problems += [
                Problem(one.key, one.values, column=f"levels.{rank.name}.approver") for one in refusal.problems
            ]
            continue
        levels.append(Level(rank.name, money(rank.above), since, approver.number if approver else ""))
    if problems:
        raise Refused(*problems)
    return Company(
        name=charter.name,
        currency=charter.currency,
        tax_numbers=frozenset(charter.tax_numbers),
        country=charter.country,
        time_zone=charter.time_zone,
        categories=tuple(Category(one.code, one.zh, one.en, one.creditable) for one in charter.categories),
        accounts=tuple(AccountRule(one.code, one.account, since) for one in charter.categories),
        levels=tuple(sorted(levels, key=lambda level: level.above.amount)),
        limits=tuple(
            Limit(one.code, money(one.limit), since, one.basis) for one in charter.categories if one.limit is not None
        ),
        taxes=CHINA if charter.country == "CN" else (),
        check_above=None if charter.check_above is None else money(charter.check_above),
        account_names=tuple(names.items()),
    )
