"""Itineraries of e-tickets 航空运输电子客票行程单: the paper form, and since 2024-12 the 电子发票 of that name.

Both print what the total is made of (fare, fuel surcharge, development fund, other charges; the electronic one the VAT
too), so it is proven by its parts. Written after the forms as publicly described, not checked
against the text of an announcement; no real one was measured.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ocr.checks import FORM, PARTS
from ocr.fields.captions import beside, day, money
from ocr.fields.currency import yuan
from ocr.fields.labels import plain
from ocr.fields.tax_numbers import normal
from ocr.page import Page, lines
from ocr.reading import Check, Field, Reading

name = "air_itinerary"

_TITLE = re.compile(r"航空运输电子客票|客票行程单|ITINERARY ?/? ?RECEIPT OF E-?TICKET")
_SIGNS = (
    r"民航发展基金|机场建设费|DEVELOPMENT FUND",
    r"燃油附加费|FUEL SURCHARGE",
    r"电子客票号码|E-?TICKET NO",
    r"填开日期|DATE OF ISSUE",
    r"填开单位|ISSUED BY",
    r"旅客姓名|NAME OF PASSENGER",
    r"承运人|CARRIER",
)
_FARE, _TOTAL = r"票\s?价|FARE(?!.{0,3}BASIS)", r"合\s?计|TOTAL"
_OTHERS = (r"燃油附加|FUEL", r"发展基金|建设费|FUND", r"其他税费|OTHER TAX", r"保险费|INSURANCE")
_TAX = r"增值税税额|税额"
#: A name alone: no caption of the next column.
_TRAVELLER = (
    r"((?<![\u4e00-\u9fff])(?!有效|证件|签注)[\u4e00-\u9fff·]{2,6}(?![\u4e00-\u9fff])|[A-Z]{2,}/[A-Z]{2,}(?: [A-Z]+)*)"
)


def recognises(page: Page) -> bool:
    """Its title with one of its captions, or five of them."""
    text = plain(page.text)
    hits = sum(bool(re.search(sign, text)) for sign in _SIGNS)
    return (bool(_TITLE.search(text)) and hits >= 1) or hits >= 5


def read(page: Page) -> Reading:
    """Issuer, traveller, date of issue, number, fare and fees as the total, tax, buyer; without grades.

    The number is the invoice's own of 20 digits, else the e-ticket's. `net` is what VAT is worked out from: fare and
    fuel surcharge, without the tax where it is printed apart.
    """
    rows = lines(page)
    fields: dict[str, Field] = {}
    checks = [Check(FORM, ("currency",), True)]  # the form is made out in yuan only
    total, fare = money(rows, _TOTAL), money(rows, _FARE)
    fees = [found for caption in _OTHERS if (found := money(rows, caption)) is not None]
    tax = money(rows, _TAX)
    if total is not None:
        value, place = total
        fields["total"] = place.field(value, 0.9, page.how)
        if fare is not None and fees:
            parts = fare[0] + sum((fee for fee, _ in fees), Decimal(0)) + (tax[0] if tax else 0)
            checks.append(Check(PARTS, ("total", *(("tax",) if tax else ())), parts == value))
    if tax is not None:
        fields["tax"] = tax[1].field(tax[0], 0.85, page.how)
        if fare is not None:
            fuel = money(rows, _OTHERS[0])
            fields["net"] = fare[1].field(fare[0] + (fuel[0] if fuel else 0), 0.85, page.how)
        if (rate := beside(rows, r"税率", r"(\d{1,2})\s?%")) is not None:
            fields["tax_rate"] = rate.field(Decimal(rate.text), 0.85, page.how)
    for key, caption, value_, sure in (
        ("traveller", r"旅客姓名|NAME OF PASSENGER", _TRAVELLER, 0.8),
        ("merchant", r"填开单位|ISSUED BY", r"([\u4e00-\u9fff（）()]{4,40})", 0.85),
        ("buyer", r"购买方名称", r"([\u4e00-\u9fff（）()]{2,40})", 0.85),
        (
            "buyer_tax_number",
            r"信用代码.{0,10}识别号|识别号|信用代码",
            r"([0-9A-Z]{18}|[0-9A-Z]{15})(?![0-9A-Z])",
            0.85,
        ),
    ):
        text = beside(rows, caption, value_, digits=False)
        if text is not None:
            fields[key] = text.field(normal(text.text) if key.endswith("number") else text.text, sure, page.how)
    issued = day(rows, r"填开日期|开票日期|DATE OF ISSUE", page.how)
    if issued is not None:
        fields["date"] = issued
    number = beside(rows, r"发票号码", r"(\d{20})(?!\d)") or beside(
        rows, r"客票号码|E-?TICKET NO", r"(\d{3}\s?-?\s?\d{10})"
    )
    if number is not None:
        fields["invoice_number"] = number.field(re.sub(r"\D", "", number.text), 0.9, page.how)
    fields["currency"] = yuan(page.how)
    return Reading(kind=name, fields=fields, checks=tuple(checks))
