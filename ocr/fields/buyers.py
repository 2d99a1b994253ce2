"""Whom a receipt is made out to, with their tax number: behind the captions of a buyer. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.fields.tax_numbers import normal
from ocr.page import Line, Word

_BUYER = re.compile(
    r"^\W*(?:BILL(?:ED)? ?TO|SOLD ?TO|INVOICE ?TO|CUST(?:OMER|\.)?(?: ?NAME)?|BUYER|CLIENT|M/S|MESSRS|COMPANY NAME"
    r"|购买方(?:名称)?|购方(?:名称)?|买方|買受人|客户(?:名称)?|发票抬头|抬头|單位名稱)\s?\.?\s?(?::|$|(?<=TO)\s)\s?",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^\W*$|CASH|WALK|COUNTER|RETAIL|GENERAL|^\W*(?:NO|ID|TEL|CODE|COPY|SERVICE|CARE)\b|SIGNATURE|DATE|INVOICE"
    r"|\bPAX\b|^ADDRESS|^(?:NAME|CODE)\b",
    re.IGNORECASE,
)
#: Another caption on the same line ends a name.
_NEXT = re.compile(r"\s(?:DATE|TIME|INV\w*|NO|TEL|PAGE|TERMS?|日期|税号)\s?\.?\s?[.:]", re.IGNORECASE)
_TAX_NUMBER = re.compile(
    r"(?:税号|识别号|信用代码|GST|SST|VAT|TAX|UST)[^0-9]{0,24}?(?<![0-9A-Z])"
    r"((?:[A-Z]{2})?[0-9][0-9A-Z -]{7,19})(?![0-9A-Z])"
)
#: So many lines under its caption are about the buyer.
_LINES = 4


@dataclass(frozen=True, slots=True)
class BuyerFound:
    """What stands behind a caption of the buyer, and in which word."""

    name: str
    word: Word
    tax_number: str = ""
    tax_word: Word | None = None


def buyer(rows: Sequence[Line]) -> BuyerFound | None:
    """The first whom a caption names: behind it, or on the line under a lone one. "Cash" is nobody."""
    for at, row in enumerate(rows):
        text = _narrow(row.text)
        match = _BUYER.match(text)
        if match is None:
            continue
        rest, here = text[match.end() :], row
        if not rest and at + 1 < len(rows):
            here, rest = rows[at + 1], _narrow(rows[at + 1].text)
        name = _NEXT.split(rest)[0].strip(" :.-*")
        if len(re.findall(r"[^\W\d_]", name)) < 3 or _NOBODY.search(name):
            continue
        word = next((one for one in here.words if name[:6] in _narrow(one.text)), here.words[-1])
        for below in rows[at : at + _LINES]:
            number = _TAX_NUMBER.search(_narrow(below.text).upper())
            if number is not None:
                return BuyerFound(name[:120], word, normal(re.sub(r"[ -]", "", number[1])), below.words[-1])
        return BuyerFound(name[:120], word)
    return None


def _narrow(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
