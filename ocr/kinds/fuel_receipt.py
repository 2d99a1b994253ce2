"""Slips of filling stations 加油小票: price a litre times litres is the amount, which proves it.

Layout of the slips that stations of the large companies print; no real one was measured.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from ocr.checks import FORM, PRODUCT
from ocr.fields.captions import beside, money
from ocr.fields.currency import yuan
from ocr.fields.keys import as_fields
from ocr.fields.labels import plain
from ocr.fields.tax_forms import first_day, issuer
from ocr.page import Page, lines
from ocr.reading import Check, Field, Reading

name = "fuel_receipt"

_SIGNS = (
    r"油\s?品|汽油|柴油|9[258]\s?(?:号|#)",
    r"加油站|油站|加油",
    r"升|\dL\b|油量|加油量",
    r"单价",
    r"油枪|枪号|加油机",
)
_CENT, _ROUNDED = Decimal("0.01"), Decimal("0.05")


def recognises(page: Page) -> bool:
    """Fuel, and three of what a pump prints; no tax form."""
    text = plain(page.text)
    hits = [bool(re.search(sign, text)) for sign in _SIGNS]
    return (hits[0] or hits[1]) and sum(hits) >= 4 and not re.search(r"价税合计|开票人", text)


def read(page: Page) -> Reading:
    """Station, date, what was paid, number of the slip; without grades."""
    rows = lines(page)
    fields: dict[str, Field] = {}
    checks = [Check(FORM, ("currency",), True)]
    amount = money(rows, r"金\s?额|合\s?计")
    less = money(rows, r"优惠|折扣|立减|抵扣|减免")
    paid = money(rows, r"实付|实收|实际支付|应付|支付金额") or amount
    price = beside(rows, r"单\s?价", r"(\d{1,2}\.\d{2})")
    litres = beside(rows, r"数\s?量|油量|升数|加油升", r"(\d{1,4}\.\d{1,3})") or beside(
        rows, r"", r"(\d{1,4}\.\d{2,3})\s?[升L]"
    )
    if paid is not None:
        value, found = paid
        fields["total"] = found.field(value, 0.85, page.how)
        if price is not None and litres is not None:
            product = (Decimal(price.text) * Decimal(litres.text)).quantize(_CENT, ROUND_HALF_UP)
            whole = value + (less[0] if less else 0)
            # Pumps know more of the litres than they print: within a few cents it says nothing.
            if product == whole or abs(product - whole) > _ROUNDED:
                checks.append(Check(PRODUCT, ("total",), product == whole))
    day = first_day(rows, page)
    if day is not None:
        fields["date"] = day
    seller = issuer(rows, page, r"[\u4e00-\u9fff（）()]{2,20}(?:加油站|加能站|油站)")
    if seller is not None:
        fields["merchant"] = seller
    number = beside(rows, r"流水号|小票号|交易号|单号|票号", r"([0-9A-Z]{4,24})")
    if number is not None:
        fields["invoice_number"] = number.field(number.text, 0.7, page.how)
    fields["currency"] = yuan(page.how)
    numbers, digits = as_fields(rows, "CNY", page.how)
    return Reading(kind=name, fields=fields | numbers, checks=(*checks, *digits))
