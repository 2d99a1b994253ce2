"""Electronic rail tickets 电子发票（铁路电子客票）, since 2024-11: what they print, from a PDF's text or a picture.

Layout as publicly described, not checked against the text of the announcement; no real one was measured. The tax is
in the XML and not on the page; the XML itself is read as data elsewhere.
"""

from __future__ import annotations

import re

from ocr.checks import FORM, QR
from ocr.fields.captions import beside, day, money
from ocr.fields.currency import yuan
from ocr.fields.numbers import as_digits, invoice_code
from ocr.fields.tax_numbers import normal
from ocr.fields.worn_dates import worn_date
from ocr.page import Page, Word, lines
from ocr.reading import Check, Field, Reading, Where

#: What giving a ticket back or changing it cost: no fare, so no rule for the tax of a fare holds for it.
fee = "rail_fee"

_TITLE = re.compile(r"铁路电子客票|电子发票.{0,2}铁路")
_DEPARTURE = re.compile(r"20\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s*\d{1,2}[:：]\d{2}")
_TRAVELLER = re.compile(r"\d{6,10}\*{4}\w{4}\s*([\u4e00-\u9fff·]{2,6})?")


def recognises(page: Page) -> bool:
    """Its title, or 电子客票号 with a fare and no aeroplane."""
    text = page.text
    rail = "电子客票号" in text and re.search(r"票\s?价", text) and re.search(r"[GDCZTKYS]\d{1,4}", text)
    return bool(_TITLE.search(text) or rail) and not re.search(r"航空|航班|民航", text)


def read(page: Page, kind: str) -> Reading:
    """Date of travel, fare, invoice number of 20 digits, traveller, buyer; without grades.

    A ticket that was given back prints what that cost (退票费) instead of a fare; it is of the kind `fee`.
    """
    rows = lines(page)
    fields: dict[str, Field] = {}
    checks = [Check(FORM, ("currency",), True)]
    fare = money(rows, r"票\s?价")
    if fare is None and (fare := money(rows, r"退票费|改签费")) is not None:
        kind = fee
    if fare is not None:
        fields["total"] = fare[1].field(fare[0], 0.9, page.how)
    number = beside(rows, r"发票号码", r"(?<!\d)(\d{20})(?!\d)")
    if number is not None:
        fields["invoice_number"] = number.field(number.text, 0.9, page.how)
    _compare(page, fields, checks)
    travelled = _travelled(page) or day(rows, r"开票日期", page.how)
    if travelled is not None:
        fields["date"] = travelled
    buyer = beside(rows, r"购买方名称", r"([\u4e00-\u9fff（）()]{2,40})", digits=False)
    tax_number = beside(rows, r"信用代码|识别号", r"([0-9A-Z]{18})(?![0-9A-Z])", digits=False)
    if buyer is not None:
        fields["buyer"] = buyer.field(buyer.text, 0.85, page.how)
    if tax_number is not None:
        fields["buyer_tax_number"] = tax_number.field(normal(tax_number.text), 0.85, page.how)
    traveller = _traveller(page)
    if traveller is not None:
        fields["traveller"] = traveller
    fields["currency"] = yuan(page.how)
    return Reading(kind=kind, fields=fields, checks=tuple(checks))


def _compare(page: Page, fields: dict[str, Field], checks: list[Check]) -> None:
    """Number and fare against the QR code, where there is one."""
    code = next((found for found in map(invoice_code, page.codes) if found), None)
    if code is None:
        return
    if "invoice_number" in fields:
        checks.append(Check(QR, ("invoice_number",), fields["invoice_number"].value == code.number))
    else:
        fields["invoice_number"] = Field(code.number, 0.99, "qr", Where(0), code.number)
    if "total" in fields and code.amount == fields["total"].value:
        # The code may leave the tax out: only sameness says something.
        checks.append(Check(QR, ("total",), True))


def _travelled(page: Page) -> Field | None:
    """The day with a time of departure; the date of issue has none."""
    found: list[tuple[bool, Word]] = []
    for word in page.words:
        text = as_digits(word.text)
        if "开票" not in text and re.search(r"20\d{2}\D{1,2}\d{1,2}\D{1,2}\d{1,2}", text):
            found.append((not _DEPARTURE.search(text) and "开" not in text, word))
    for _, word in sorted(found, key=lambda one: one[0]):
        read = worn_date(word.text, "CNY")
        if read is not None:
            return Field(read[0], round(read[1] * word.confidence, 3), page.how, Where(0, word.box), word.text)
    return None


def _traveller(page: Page) -> Field | None:
    words = list(page.words)
    for place, word in enumerate(words):
        match = _TRAVELLER.search(word.text)
        if match is None:
            continue
        for one, text in ((word, match[1]), *((near, near.text) for near in words[place + 1 : place + 3])):
            if text and re.fullmatch(r"[\u4e00-\u9fff·]{2,6}", text):
                return Field(text, round(0.8 * one.confidence, 3), page.how, Where(0, one.box), one.text)
    return None
