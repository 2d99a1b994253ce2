"""The prints of net, tax and total on a Chinese VAT invoice: in figures 小写, in words 大写, on the line of 合计."""

from __future__ import annotations

import re
from decimal import Decimal

from ocr.fields.numbers import amount_in_words, as_digits
from ocr.page import Line, Word

_MONEY = re.compile(r"(?:[¥￥夫]|(?<![A-Za-z])Y)\s?(-?\s?[\d,]+\.\s?\d{2})(?!\d)")
_PLAIN_MONEY = re.compile(r"(?<![0-9A-Za-z.,])(-?[\d,]*\d\.\d{2})(?!\d)")
_CENT = Decimal("0.01")


def marked(rows: tuple[Line, ...]) -> list[tuple[Decimal, Word, int]]:
    """Amounts with a ¥, value, word and line; the mark may be a word of its own."""
    found = []
    for row in rows:
        for place, word in enumerate(row.words):
            text = as_digits(word.text)
            if text.strip() in ("¥", "￥") and place + 1 < len(row.words):
                text += as_digits(row.words[place + 1].text)
            for match in _MONEY.finditer(text):
                value = _decimal(match[1])
                if value is not None:
                    found.append((value, word, row.number))
    return found


def _decimal(text: str) -> Decimal | None:
    digits = re.sub(r"[,\s]", "", text)
    return Decimal(digits).quantize(_CENT) if re.fullmatch(r"-?\d{1,12}\.\d{2}", digits) else None


def in_figures(rows: tuple[Line, ...]) -> Decimal | None:
    for row in rows:
        if re.search(r"小\s?写", row.text):
            after = as_digits(re.split(r"小\s?写", row.text)[-1])
            match = _MONEY.search(after) or _PLAIN_MONEY.search(after)
            if match:
                return _decimal(match[1])
    return None


def in_words(rows: tuple[Line, ...]) -> Decimal | None:
    for row in rows:
        value = amount_in_words(row.text)
        if value is not None and value > 0:
            return -value if re.search(r"[（(]?负数?[）)]?", row.text) else value
    return None


def pair(values: list[Decimal], rows: tuple[Line, ...]) -> tuple[Decimal, Decimal] | None:
    """Net and tax: the two marked amounts whose sum is the largest marked one, or the two on the line of 合计."""
    if not values:
        return None
    total = max(values, key=abs)
    for net in sorted(set(values), key=abs, reverse=True):
        tax = total - net
        if net not in (total, 0) and tax in values and abs(tax) < abs(net):
            return net, tax
    for row in rows:
        if re.match(r"\s*合\s*计", row.text) and not re.search(r"价\s?税", row.text):
            two = [value for match in _MONEY.finditer(row.text) if (value := _decimal(match[1])) is not None]
            if len(two) == 2 and abs(two[1]) < abs(two[0]):
                return two[0], two[1]
    return None


def one_of_pair(rows: tuple[Line, ...], total: Decimal) -> Decimal | None:
    """The only marked amount on the line of 合计, smaller than the total: its net, or its tax."""
    for row in rows:
        if re.match(r"\s*合\s*计", row.text) and not re.search(r"价\s?税", row.text):
            found = {value for value, _, _ in marked((row,)) if 0 < abs(value) < abs(total)}
            return found.pop() if len(found) == 1 else None
    return None


def sum_word(rows: tuple[Line, ...]) -> Word:
    """Where the total stands that is in no marked print: on the line of its words or figures."""
    return next((row.words[-1] for row in rows if re.search(r"[大小]\s?写", row.text)), rows[-1].words[0])


def tax_free(rows: tuple[Line, ...], total: Decimal, values: list[Decimal]) -> bool:
    """Exempt and not taxed invoices print 免税, 不征税 or stars instead of a tax."""
    text = "\n".join(row.text for row in rows)
    return values.count(total) >= 2 and bool(re.search(r"免税|不征税|\*{3}", text))
