"""What a company usually needs, offered as the answer to each question: categories, accounts, levels."""

from __future__ import annotations

from typing import Any

from babel.numbers import get_territory_currencies

from bot.founding import places

#: Code, Chinese, English, account (of 小企业会计准则), whether it carries input tax.
_CATEGORIES = (
    ("meals", "餐饮", "Meals", "6601.02", False),
    ("entertainment", "业务招待", "Entertainment", "6601.05", False),
    ("hotel", "住宿", "Hotel", "6601.03", True),
    ("taxi", "市内交通", "Taxi", "6601.03", True),
    ("train", "火车", "Train", "6601.03", True),
    ("flight", "机票", "Flight", "6601.03", True),
    ("office", "办公用品", "Office supplies", "6602.01", True),
)

_ACCOUNTS = {
    "zh": {
        "6601.02": "销售费用-餐费",
        "6601.03": "销售费用-差旅费",
        "6601.05": "销售费用-业务招待费",
        "6602.01": "管理费用-办公费",
    },
    "en": {"6601.02": "Meals", "6601.03": "Travel", "6601.05": "Entertainment", "6602.01": "Office expenses"},
}

#: The three accounts that every claim needs beside those of the categories.
PARTS = {"payable": "2241", "input_tax": "2221.01", "bank": "1002"}


def standard(locale: str) -> dict[str, Any]:
    """The document of a new company, before anything is answered."""
    return {
        "language": locale,
        "categories": [
            {"code": code, "zh": zh, "en": en, "account": account} | ({} if creditable else {"creditable": False})
            for code, zh, en, account, creditable in _CATEGORIES
        ],
        "accounts": dict(_ACCOUNTS[locale]),
        **PARTS,
        "levels": [{"name": "manager", "above": "0"}],
    }


def currency_of_country(country: str) -> str:
    """The money of a country."""
    return next(iter(get_territory_currencies(country)), "CNY")


def zone_of_country(country: str) -> str:
    """A time zone of it."""
    return places.zone_of_country(country) or "UTC"
