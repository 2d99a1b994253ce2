"""The ledger's settings: which of the company's codes is which Beancount account, and who and what exists.

In TOML:

    [erp.ledger]
    folder = "data/ledger"
    title = "示例科技有限公司"
    currency = "CNY"
    payable = "2241"           # employees' claims are owed on a sub-account of this one
    input_tax = "2221.01"
    bank = "1002"
    closed_until = 2026-10-31  # optional: nothing is posted on or before this day
    [erp.ledger.accounts]
    "6602.03" = { ledger = "Expenses:6602-03", name = "差旅费" }
    "2241" = { ledger = "Liabilities:2241", name = "其他应付款-员工" }
    [erp.ledger.employees]
    "E1001" = "王伟"
    [erp.ledger.cost_centres]
    "CC-10" = "销售部"
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from erp.errors import Misconfigured
from erp.report import Employee

ROOTS = ("Assets", "Liabilities", "Equity", "Income", "Expenses")
CURRENCY = re.compile(r"[A-Z]{3}")


def is_account_name(name: str) -> bool:
    """Whether Beancount takes it: a root, then parts that begin with a capital or a digit (Chinese may follow)."""
    root, *parts = name.split(":")
    return root in ROOTS and bool(parts) and all(_is_part(part) for part in parts)


def _is_part(part: str) -> bool:
    if not part or unicodedata.category(part[0]) not in ("Lu", "Nd"):
        return False
    return all(char == "-" or unicodedata.category(char)[0] == "L" or char.isdecimal() for char in part)


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the company's chart: its code there, its name in the ledger, and what people call it."""

    code: str
    ledger: str
    name: str


@dataclass(frozen=True, slots=True)
class CostCentre:
    """A cost centre; the code stands on the postings."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class LedgerSettings:
    """What the ledger connector has to know. Raises Misconfigured with all problems together, one a line.

    `payable`, `input_tax` and `bank` are codes of `accounts`. `closed_until` is the last closed day.
    `opened_on` is the date of the open directives that are written. Where no employees are set, anybody may be owed
    money: their account is opened with their first posting.
    """

    title: str
    currency: str
    accounts: tuple[Account, ...]
    payable: str
    input_tax: str
    bank: str
    employees: tuple[Employee, ...] = ()
    cost_centres: tuple[CostCentre, ...] = ()
    other_currencies: tuple[str, ...] = ()
    closed_until: date | None = None
    opened_on: date = date(2000, 1, 1)

    def __post_init__(self) -> None:
        problems = [*self._account_problems(), *self._people_problems()]
        problems += [
            f"currency {currency!r} is not an ISO 4217 code"
            for currency in self.currencies
            if not CURRENCY.fullmatch(currency)
        ]
        if problems:
            raise Misconfigured("\n".join(f"erp.ledger: {problem}" for problem in problems))

    @property
    def currencies(self) -> tuple[str, ...]:
        """Every currency a report may be in, the ledger's own first."""
        return (self.currency, *self.other_currencies)

    def account(self, code: str) -> Account | None:
        """The account with this code of the company's chart."""
        return next((account for account in self.accounts if account.code == code), None)

    def ledger_name(self, code: str) -> str:
        """The Beancount name of a code that the settings know; KeyError for another."""
        account = self.account(code)
        if account is None:
            raise KeyError(code)
        return account.ledger

    def payable_of(self, employee_number: str) -> str:
        """The employee's own sub-account of the payable account."""
        return f"{self.ledger_name(self.payable)}:{sub_account(employee_number)}"

    def code_of(self, ledger_name: str) -> str:
        """The company's code of a Beancount account, sub-accounts included; the name itself where there is none."""
        name = ledger_name
        while name:
            for account in self.accounts:
                if account.ledger == name:
                    return account.code
            name = name.rpartition(":")[0]
        return ledger_name

    def knows_employee(self, number: str) -> bool:
        """Whether they may be owed money; with no employees set, anybody may."""
        return not self.employees or any(employee.number == number for employee in self.employees)

    def knows_cost_centre(self, code: str) -> bool:
        """Whether a posting may carry it; with no cost centres set, any may."""
        return not code or not self.cost_centres or any(centre.code == code for centre in self.cost_centres)

    def _account_problems(self) -> list[str]:
        problems = [
            f"account {account.code}: {account.ledger!r} is not a Beancount account name "
            "(such as Expenses:6602-03: each part begins with a capital letter or a digit)"
            for account in self.accounts
            if not is_account_name(account.ledger)
        ]
        problems += [f"account code {code} is there twice" for code in _twice(a.code for a in self.accounts)]
        problems += [f"two account codes lead to {name}" for name in _twice(a.ledger for a in self.accounts)]
        problems += [
            f"{what} = {code!r} is not among the accounts"
            for what, code in (("payable", self.payable), ("input_tax", self.input_tax), ("bank", self.bank))
            if self.account(code) is None
        ]
        payable = self.account(self.payable)
        if payable is not None:
            problems += [
                f"account {account.code}: {account.ledger} lies under the payable account, whose "
                "sub-accounts are the employees"
                for account in self.accounts
                if account.ledger.startswith(payable.ledger + ":")
            ]
        return problems

    def _people_problems(self) -> list[str]:
        problems = ["an employee has no number" for employee in self.employees if not employee.number]
        problems += [
            f"two employees would share the sub-account {name}"
            for name in _twice(sub_account(employee.number) for employee in self.employees)
        ]
        problems += [f"cost centre {code} is there twice" for code in _twice(c.code for c in self.cost_centres)]
        return problems


def sub_account(employee_number: str) -> str:
    """An employee number as the last part of an account name: other characters become dashes."""
    part = "".join(char if _is_part("A" + char) else "-" for char in employee_number)
    return part if part and _is_part(part[0]) else f"N-{part}"


def _twice(values: Any) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def read_settings(section: Mapping[str, Any]) -> LedgerSettings:
    """The `[erp.ledger]` section (without `folder`) as settings. Raises Misconfigured with all problems together."""
    wanted = {"title", "currency", "payable", "input_tax", "bank", "accounts"}
    optional = {"employees", "cost_centres", "other_currencies", "closed_until", "opened_on"}
    # What is there and wrong comes first: a key that is misspelt explains why another one is missing.
    problems = [
        f"{key} is not a setting{''.join(f'; is {one} meant?' for one in get_close_matches(key, wanted | optional, 1))}"
        for key in sorted(set(section) - wanted - optional)
    ]
    accounts = section.get("accounts", {})
    if not isinstance(accounts, Mapping):
        problems.append("accounts is not a table")
        accounts = {}
    for code, account in accounts.items():
        if not isinstance(account, Mapping) or not {"ledger", "name"} <= set(account):
            problems.append(f"account {code} needs ledger and name")
    for key in ("employees", "cost_centres"):
        if not isinstance(section.get(key, {}), Mapping):
            problems.append(f"{key} is not a table of code = name")
    for key in ("closed_until", "opened_on"):
        if key in section and not isinstance(section[key], date):
            problems.append(f"{key} is not a date such as 2026-10-31")
    if missing := sorted(wanted - set(section)):
        problems.append(f"missing: {', '.join(missing)}")
    if problems:
        raise Misconfigured("\n".join(f"erp.ledger: {problem}" for problem in problems))
    return LedgerSettings(
        title=str(section["title"]),
        currency=str(section["currency"]),
        accounts=tuple(Account(str(c), str(a["ledger"]), str(a["name"])) for c, a in accounts.items()),
        payable=str(section["payable"]),
        input_tax=str(section["input_tax"]),
        bank=str(section["bank"]),
        employees=tuple(Employee(str(number), str(name)) for number, name in section.get("employees", {}).items()),
        cost_centres=tuple(CostCentre(str(c), str(n)) for c, n in section.get("cost_centres", {}).items()),
        other_currencies=tuple(str(currency) for currency in section.get("other_currencies", ())),
        closed_until=section.get("closed_until"),
        opened_on=section.get("opened_on", date(2000, 1, 1)),
    )
