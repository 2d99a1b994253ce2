"""The company's rules as the form of the administrators' page: its fields, their names, what is chosen from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.claims.company import Company
from bot.claims.people import People
from bot.claims.route import can_approve
from bot.founding.amending import fields_of, levels_of
from bot.founding.enlarging import LEVELS
from bot.store import companies
from bot.wording import Wording

#: Fields that hold an amount, and those that hold an account.
_AMOUNTS, _ACCOUNTS = ("check_above", "above", "limit"), ("account",)


def rules(
    company: Company, people: People, today: date, accounts: Mapping[str, str], words: Wording
) -> Mapping[str, Any]:
    """What `company_rules.html` draws; `accounts` are those of the books, offered while one is typed."""
    values = fields_of(company, today)
    staff = [(one.number, f"{one.name} ({one.number})") for one in people.active() if can_approve(one)]
    named = {level.name for level in levels_of(company, today)}
    free = [name for name in LEVELS if name not in named]

    def field(name: str, choices: Sequence[tuple[str, str]] | None = None) -> Mapping[str, Any]:
        kind = _kind(name)
        return {
            "name": name,
            "label": words.say(f"staff-rule_{kind}"),
            "value": values.get(name, ""),
            "amount": kind in _AMOUNTS,
            "account": kind in _ACCOUNTS,
            "choices": choices,
        }

    levels = {
        "title": "init-shown_level",
        "remove": "staff-remove_level",
        "adding": "staff-add_level",
        "creditable": "",
        "groups": [
            {
                "name": level_name(level.name, words),
                "account": "",
                "fields": [
                    field(f"above:{level.name}"),
                    field(f"approver:{level.name}", [("", words.say("level-manager")), *staff]),
                ],
                "remove": f"remove_level:{level.name}",
            }
            for level in levels_of(company, today)
        ],
        "add": [
            field("add_level:name", [("", "–"), *((one, level_name(one, words)) for one in free)]),
            field("add_level:above"),
            field("add_level:approver", [("", "–"), *staff]),
        ],
    }
    categories = {
        "title": "init-shown_categories",
        "remove": "staff-remove_category",
        "adding": "staff-add_category",
        "creditable": "add_category:creditable",
        "groups": [
            {
                "name": one.called(words.locale),
                "account": company.account_name(values[f"account:{one.code}"]),
                "fields": [field(f"account:{one.code}"), field(f"limit:{one.code}")],
                "remove": f"remove_category:{one.code}",
            }
            for one in company.categories
        ],
        "add": [field(f"add_category:{name}") for name in ("zh", "en", "account", "limit")],
    }
    return {
        "own": [field(name) for name in ("name", "tax_numbers", "check_above")],
        "parts": [levels, categories],
        "accounts": sorted(accounts.items()),
        "where": f"{company.country} · {company.time_zone} · {company.currency}",
        "digest": companies.digest(company),
    }


def field_name(name: str, company: Company, words: Wording) -> str:
    """What a field is called where it stands alone: `limit:hotel` is “Limit for one receipt Hotel”."""
    kind, _, of = name.partition(":")
    if kind.startswith("add_"):
        return f"{words.say(f'staff-{kind}')}: {_plain(_kind(name), words)}"
    category = next((one for one in company.categories if one.code == of), None)
    if category is not None:
        return f"{_plain(kind, words)} {category.called(words.locale)}"
    return f"{_plain(kind, words)} {level_name(of, words) if of else ''}".strip()


def level_name(name: str, words: Wording) -> str:
    """What a level is called."""
    return words.say(f"level-{name}") if words.knows(f"level-{name}") else name


def _kind(name: str) -> str:
    """The kind of a field: `add_category:limit` is asked for as any limit is."""
    kind, _, of = name.partition(":")
    return of if kind.startswith("add_") else kind


def _plain(kind: str, words: Wording) -> str:
    # What may be left empty stands in brackets behind it, which is for the form.
    return words.say(f"staff-rule_{kind}").replace("（", " (").partition(" (")[0]
