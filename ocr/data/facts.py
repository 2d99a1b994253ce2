"""From the texts of an invoice's data to fields: amounts, dates and names as they are written in XML. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from ocr.checks import NET_TAX, equal
from ocr.element import Element
from ocr.reading import FIELDS, Check, Field, How, LineItem, Value

_CENT = Decimal("0.01")
_DAY = re.compile(r"(\d{4})\s*[-/年.]?\s*(\d{1,2})\s*[-/月.]?\s*(\d{1,2})")
#: Larger amounts are mistakes, and Decimal would turn 1E999999 into a million digits.
_LARGEST = Decimal(10) ** 12


def money(text: str) -> Decimal | None:
    """An amount with two decimals; `***` and 免税 stand for no tax. None for what is no amount."""
    plain = re.sub(r"[\s,¥￥]", "", text)
    if re.fullmatch(r"\*{2,}|免税|不征税", plain):
        return Decimal("0.00")
    # Only ASCII digits: Decimal takes those of every script.
    if not re.fullmatch(r"[-+]?[0-9]{1,13}(\.[0-9]{0,10})?", plain):
        return None
    value = Decimal(plain)
    return value.quantize(_CENT) if abs(value) < _LARGEST else None


def day(text: str) -> date | None:
    """A date: 2026-11-20, 20261120, 2026年11月20日, with or without a time behind it."""
    match = _DAY.match(text.strip())
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def percent(texts: Iterable[str]) -> Decimal | None:
    """The one tax rate of all lines in percent, from `13%`, `13.00` or `0.13`; None where they differ or say none."""
    found = set()
    for text in texts:
        plain = text.strip().rstrip("%％")
        try:
            value = Decimal(plain)
        except InvalidOperation:
            continue
        if value.is_finite() and 0 <= value <= 100:
            found.add((value * 100 if 0 < value < 1 and plain == text.strip() else value).normalize())
    return Decimal(f"{found.pop():f}") if len(found) == 1 else None


def fields(texts: Mapping[str, str], how: How) -> dict[str, Field]:
    """The fields of these texts by name; what cannot be understood is left out."""
    found: dict[str, Field] = {}
    for name, text in texts.items():
        value: Value | None
        if FIELDS[name] is Decimal:
            value = money(text)
        elif FIELDS[name] is date:
            value = day(text)
        else:
            value = re.sub(r"\s+", " ", text).strip()[:300]
        if value is not None and value != "":
            found[name] = Field(value, 1.0, how, text=text[:300])
    return found


def sums(found: Mapping[str, Field]) -> tuple[Check, ...]:
    """Whether net and tax add up to the total, where all three are said."""
    amounts = [found[name].value for name in ("net", "tax", "total") if name in found]
    if len(amounts) != 3:
        return ()
    net, tax, total = (one for one in amounts if isinstance(one, Decimal))
    return (equal(NET_TAX, ("net", "tax", "total"), net + tax, total),)


def signed(sign: str, text: str) -> str:
    """The amount of a credit note, which says without a sign what is given back."""
    return text if not sign or not text or text.startswith("-") else sign + text


def in_currency(parent: Element, currency: str, *path: str) -> str:
    """The amount in the invoice's own currency, where the tax is also said in that of the seller's books."""
    every = list(parent.every(*path))
    own = [one.text for one in every if one.attributes.get("currencyID", currency) == currency]
    return own[0] if own else ""


#: How an invoice is paid, by the codes of UN/EDIFACT 4461 (EN 16931, BT-81).
_PAYMENT_MEANS = {
    "10": "cash",
    "20": "cheque",
    "30": "bank_transfer",
    "42": "bank_transfer",
    "48": "card",
    "49": "direct_debit",
    "54": "card",
    "55": "card",
    "58": "bank_transfer",
    "59": "direct_debit",
}


def payment(codes: Iterable[str]) -> str:
    """The payment method that all these codes mean; empty where they mean several, or one without a name here."""
    means = {_PAYMENT_MEANS.get(code.strip(), "") for code in codes}
    return means.pop() if len(means) == 1 else ""


def line_item(description: str, amount: str, quantity: str) -> LineItem | None:
    """A line of the invoice; None for one without words or without an amount."""
    value = money(amount)
    return LineItem(description[:300], value, money(quantity)) if description and value is not None else None
