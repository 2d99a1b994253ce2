"""Hotel folios 宾客账单: charges by day, payments, a balance of nothing; in Chinese and English.

The charges add up to the total, which proves it; so does what was paid, unless the charges say otherwise. Seller,
currency and whatever has no caption of a folio is read as on any receipt. Layout as hotel systems print it; no real one
was measured.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ocr.checks import ONE_DOCUMENT, PARTS, VERIFYING
from ocr.fields.amounts import Amount, amounts
from ocr.fields.captions import day
from ocr.fields.dates import MONTH_FIRST, dates
from ocr.fields.labels import plain
from ocr.kinds import receipt
from ocr.page import Line, Page, lines
from ocr.reading import Check, Field, Reading, Value, Where

name = "hotel_folio"

_ARRIVAL = r"入住(?!人)|到店|抵店|抵达|来期|ARRIVAL|CHECK.?IN"
_DEPARTURE = r"离店|退房|离开|离期|DEPARTURE|CHECK.?OUT"
_ROOM, _TITLE = r"房号|房间|ROOM", r"账单|帐单|结账|FOLIO|STATEMENT|GUEST BILL|INVOICE|消费明细"
_PAYMENT = re.compile(
    r"付款|付讫|预付|预授权|押金|定金|微信|支付宝|银联|信用卡|现金|刷卡|转账|挂账|PAYMENT|PAID|VISA|MASTER|AMEX|UNIONPAY|CASH|DEPOSIT|CARD"
)
_TOTAL = re.compile(r"消费(?:合|总)计|费用合计|合\s?计|总\s?计|总\s?额|(?<!SUB)(?<!SUB[- ])TOTAL|GRAND")
#: A part of the total, whatever it is called besides.
_PART = re.compile(r"SUB.?TOTAL|小计|NET\b|BEFORE|EXCL|税前|不含税|税额|\bTAX|\bVAT|\bGST|MWST|TVA")
#: A total of some of the charges, or of what was paid, which is not what the stay cost.
_SECTION = re.compile(rf"ROOM|房费|餐|{_PAYMENT.pattern}")
_BALANCE = re.compile(r"余额|结余|差额|BALANCE")
_DAY = re.compile(
    r"^\W{0,2}(?:20\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}|\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?|\d{1,2}[- ]?[A-Z]{3})"
)


def recognises(page: Page) -> bool:
    """A room, a day of arrival, a day of departure and the title of a bill."""
    text = plain(page.text)
    return all(re.search(one, text) for one in (_ARRIVAL, _DEPARTURE, _ROOM, _TITLE)) and "价税合计" not in text


def read(page: Page) -> Reading:
    """Hotel, day of departure, total and currency; without grades."""
    rows = lines(page)
    base = receipt.read(page)
    fields = {key: one for key, one in base.fields.items() if key not in ("tax", "total", "date")}
    checks = [one for one in base.checks if not {"total", "date"} & set(one.fields) or one.name == ONE_DOCUMENT]
    charged, paid = _charges(rows)
    total, agreed = _total(rows, page)
    if total is not None:
        fields["total"] = total
        parts = {sum(charged, Decimal(0)), sum(paid, Decimal(0))} - {Decimal(0)}
        proven = total.value == sum(charged or paid, Decimal(0))
        proofs = [one for one in base.checks if "total" in one.fields and one.name in VERIFYING]
        if proofs and base.value("total") == total.value and total.value not in parts:
            checks += proofs  # taxes that stand below the charges are in no line of a day
        elif parts and agreed and (proven or total.value not in parts):
            checks.append(Check(PARTS, ("total",), proven))
    elif "total" in base.fields:
        # No line is called the total of the stay: what a receipt's sums prove here may be a payment.
        fields["total"] = base.fields["total"]
        checks = [one for one in base.checks if "total" not in one.fields or one.name not in VERIFYING]
    leaving = _departure(rows, page, str(base.value("currency") or "")) or base.fields.get("date")
    if leaving is not None:
        fields["date"] = leaving
    if "tax" in base.fields and base.value("total") == fields.get("total", base.fields["tax"]).value:
        fields["tax"] = base.fields["tax"]
    return replace(base, kind=name, fields=fields, checks=tuple(checks))


def _charges(rows: Sequence[Line]) -> tuple[list[Decimal], list[Decimal]]:
    """What was charged and what was paid, by the last amount of every line that begins with a day."""
    charged: list[Decimal] = []
    paid: list[Decimal] = []
    for row in rows:
        text = plain(row.text)
        found = [one.value for one in amounts([row]) if one.exact]
        if _DAY.match(text) and found and not _TOTAL.search(text) and not _BALANCE.search(text):
            (paid if _PAYMENT.search(text) else charged).append(abs(found[-1]))
    return charged, paid


def _total(rows: Sequence[Line], page: Page) -> tuple[Field | None, bool]:
    """The largest amount on a line that is called a total, of no section and no balance; whether all of them say it."""
    totals: list[Amount] = []
    for row in rows:
        text = plain(row.text)
        found = [one for one in amounts([row]) if one.exact and one.value > 0]
        parted = any(other.search(text) for other in (_PART, _SECTION, _BALANCE)) or _DAY.match(text)
        if _TOTAL.search(text) and not parted and found:
            totals.append(max(found, key=lambda one: one.value))
    if not totals:
        return None, False
    best = max(totals, key=lambda one: one.value)
    field = Field(best.value, round(0.85 * best.confidence, 3), page.how, Where(0, best.box), best.text)
    return field, all(one.value == best.value for one in totals)


def _departure(rows: Sequence[Line], page: Page, currency: str) -> Field | None:
    """The day behind its caption, in Chinese or as the currency's country writes it."""
    chinese = day(rows, r"离店\S{0,3}|退房\S{0,3}|离期", page.how)
    if chinese is not None:
        return chinese
    for row in rows:
        match = re.search(_DEPARTURE, plain(row.text))
        if match is None:
            continue
        behind = tuple(word for word in row.words if word.box.right > _left_of(row))
        found = sorted(dates([replace(row, words=behind or row.words)], currency), key=lambda one: one.box.left)
        if found:
            one = found[-1]
            others: tuple[Value, ...] = () if one.other is None else (one.other,)
            unsure = one.other is not None and currency not in MONTH_FIRST and currency in ("CNY", "HKD", "TWD", "")
            return Field(one.value, 0.5 if unsure else 0.85, page.how, Where(0, one.box), one.text, others)
    return None


def _left_of(row: Line) -> float:
    """Where the caption of the departure begins on its line."""
    return next((word.box.left for word in row.words if re.search(_DEPARTURE, plain(word.text))), 0.0)
