"""Fixed-amount invoices 定额发票: the amount is part of the form, in words and most often in figures.

They carry no date unless somebody stamped one, so it is asked. Layout as the tax bureaus publish it; no real one was
measured.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ocr.checks import FORM, ONE_DOCUMENT, WORDS
from ocr.fields.currency import yuan
from ocr.fields.numbers import amount_in_words, as_digits
from ocr.fields.tax_forms import code_and_number, first_day, given, issuer, seller_tax_number
from ocr.page import Line, Page, lines
from ocr.reading import Check, Field, Reading, Where

name = "quota_invoice"

_FIGURES = re.compile(r"[¥￥]\s?(\d{1,4}(?:\.\d{1,2})?)(?![\d.])|(?<!\d)(\d{1,4}(?:\.00)?)\s?元")
_CENT = Decimal("0.01")


def recognises(page: Page) -> bool:
    """定额发票 with its code or number."""
    text = page.text
    return bool(re.search(r"定\s?额\s?发\s?票", text)) and bool(re.search(r"发票代码|发票号码|\d{12}", text))


def read(page: Page) -> Reading:
    """Amount, code and number, seller where the seal can be read; without grades."""
    rows = lines(page)
    fields = code_and_number(rows, page)
    checks = [Check(FORM, ("currency",), True)]
    words = [(value, row) for row in rows if (value := amount_in_words(_whole(row.text))) is not None]
    figures = [
        (Decimal(match[1] or match[2]).quantize(_CENT), row)
        for row in rows
        if (match := _FIGURES.search(as_digits(row.text))) is not None
    ]
    if words or figures:
        value, row = (words or figures)[0]
        agrees = any(value == other for other, _ in figures) if words else False
        sure = 0.85 if words else 0.7
        confidence = min(word.confidence for word in row.words)
        others = tuple(dict.fromkeys(other for other, _ in (*words, *figures) if other != value))
        fields["total"] = Field(value, round(sure * confidence, 3), page.how, Where(0, row.box), row.text, others)
        if words and figures:
            checks.append(Check(WORDS, ("total",), agrees))
        if len({number for one in rows for number in _numbers(one)}) > 1 or sum(map(_amounts, rows)) > 1:
            checks.append(Check(ONE_DOCUMENT, ("total", "invoice_number"), False))
    fields |= given(
        merchant=issuer(rows, page),
        seller_tax_number=seller_tax_number(rows, page),
        date=first_day(rows, page),
    )
    fields["currency"] = yuan(page.how)
    return Reading(kind=name, fields=fields, checks=tuple(checks))


def _whole(text: str) -> str:
    """伍拾元 is written without 整 on some."""
    return re.sub(r"人民币|金额|[:：（()）]", " ", text).replace(" ", "")


def _numbers(row: Line) -> list[str]:
    return re.findall(r"发票号码\D{0,3}(\d{8})(?!\d)", as_digits(row.text))


def _amounts(row: Line) -> int:
    """How many amounts in words stand in a row: two invoices may lie beside each other."""
    return sum(amount_in_words(_whole(word.text)) is not None for word in row.words)
