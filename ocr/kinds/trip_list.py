"""Lists of rides 行程单 that ride-hailing platforms send with their e-invoice: rides, their sum, the rider's phone.

Layout as the platforms show it in their help pages; no real one was measured.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ocr.checks import FORM, PARTS
from ocr.fields.captions import DAY, beside, day, money
from ocr.fields.currency import yuan
from ocr.fields.labels import plain
from ocr.fields.numbers import as_digits
from ocr.fields.worn_dates import worn_date
from ocr.page import Line, Page, lines
from ocr.reading import Check, Field, LineItem, Reading, Where

name = "trip_list"

_AIR = re.compile(r"航空|客票|航班")
_SIGNS = (r"行程人|手机号", r"上车时间", r"起点|出发地", r"终点|目的地", r"共.{0,3}\d.{0,3}[笔个]行程", r"车型|里程")
_PLATFORM = re.compile(r"([\u4e00-\u9fffA-Za-z]{2,14}?)\s?[-—–－_ ]{0,3}(?:电子)?行程单")
_AMOUNT = re.compile(r"(?<![\d.])(\d{1,5}\.\d{1,2})\s?元?")
_COUNT = re.compile(r"共\s?(?:计)?\s?(\d{1,3})\s?[笔个单]")
_CENT = Decimal("0.01")


def recognises(page: Page) -> bool:
    """行程单 with three of its captions, and nothing of an aeroplane."""
    text = plain(page.text)
    return "行程单" in text and not _AIR.search(text) and sum(bool(re.search(one, text)) for one in _SIGNS) >= 3


def read(page: Page) -> Reading:
    """Platform, total, day of issue (else of the last ride), the rider's telephone as the traveller, and a line a ride;
    without grades.

    The sum of the rides proves the total where as many rides were read as the list says it has.
    """
    rows = lines(page)
    fields: dict[str, Field] = {}
    checks = [Check(FORM, ("currency",), True)]
    rides = [ride for row in rows if (ride := _ride(row)) is not None]
    total = money(rows, r"合\s?计|总\s?计|总金额")
    if total is not None:
        value, found = total
        fields["total"] = found.field(value, 0.9, page.how)
        said = next((int(match[1]) for row in rows if (match := _COUNT.search(as_digits(row.text)))), None)
        if said == len(rides) and rides:
            checks.append(Check(PARTS, ("total",), sum((one.amount for one in rides), Decimal(0)) == value))
    issued, last = day(rows, r"申请日期|申请时间|开票日期", page.how), _last_day(rows, page)
    if issued is not None:
        fields["date"] = replace(issued, candidates=(last.value,) if last and last.value != issued.value else ())
    elif last is not None:
        fields["date"] = last
    platform = next((match for row in rows if (match := _PLATFORM.search(row.text))), None)
    if platform is not None and platform[1] not in ("行程", "电子"):
        word = next((one for row in rows for one in row.words if platform[1] in one.text), rows[0].words[0])
        fields["merchant"] = Field(
            platform[1], round(0.8 * word.confidence, 3), page.how, Where(0, word.box), word.text
        )
    phone = beside(rows, r"手机号|行程人", r"(1[\d*]{10})")
    if phone is not None:
        fields["traveller"] = phone.field(phone.text, 0.8, page.how)
    fields["currency"] = yuan(page.how)
    return Reading(kind=name, fields=fields, checks=tuple(checks), items=tuple(rides))


def _ride(row: Line) -> LineItem | None:
    """A row with a time and, as its last number, an amount."""
    text = as_digits(row.text)
    amounts = _AMOUNT.findall(text)
    if not amounts or not re.search(r"\d{1,2}:\d{2}", text) or re.search(r"合计|申请|起止|共.{0,3}笔", text):
        return None
    said = " ".join(word.text for word in row.words if re.search(r"[\u4e00-\u9fff]{2}", word.text))
    return LineItem(said, Decimal(amounts[-1]).quantize(_CENT))


def _last_day(rows: tuple[Line, ...], page: Page) -> Field | None:
    """The end of the days that the list is about."""
    for row in rows:
        if re.search(r"起止|行程日期|行程时间", row.text):
            found = [
                worn_date(one, "CNY")
                for one in re.findall(DAY, as_digits(re.split(r"起止|行程日期|行程时间", row.text)[-1]))
            ]
            days = [one[0] for one in found if one is not None]
            if days:
                word = row.words[-1]
                return Field(max(days), round(0.85 * word.confidence, 3), page.how, Where(0, word.box), row.text)
    return None
