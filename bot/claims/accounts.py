"""Categories 类别 and the accounts 科目 they are booked to: data with a start date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.claims.dated import current


@dataclass(frozen=True, slots=True)
class Category:
    """What an expense was for, in the company's words.

    `creditable` is false where input tax is never recoverable, whatever the document: catering and entertainment
    services consumed directly, collective welfare, and entertaining guests, which counts as personal consumption.
    """

    code: str
    zh: str
    en: str
    creditable: bool = True

    def called(self, language: str) -> str:
        """Its name in `zh`, and in any other language the English one."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class AccountRule:
    """From `start` on, expenses of the category (of one department, where it says so) go to the account."""

    category: str
    account: str
    start: date
    department: str = ""
    end: date | None = None


def account_for(category: str, department: str, on: date, rules: Sequence[AccountRule]) -> str:
    """The account of the most specific, latest rule; empty when nobody has decided: the bookkeeper is asked."""
    fitting = [
        rule
        for rule in rules
        if rule.category == category and rule.department in ("", department) and current(rule, on)
    ]
    best = max(fitting, key=lambda rule: (rule.department != "", rule.start), default=None)
    return best.account if best else ""
