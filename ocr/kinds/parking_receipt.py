"""Receipts for parking 停车费: slips of barriers, and the tax form for it with code and number.

Layout of slips shown in public; no real one was measured.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ocr.checks import FORM, PAID, SUM
from ocr.fields.captions import DAY, beside, day, money
from ocr.fields.currency import yuan
from ocr.fields.labels import plain
from ocr.fields.tax_forms import code_and_number, first_day, given, in_words, issuer, seller_tax_number
from ocr.page import Line, Page, lines
from ocr.reading import Check, Field, Reading

name = "parking_receipt"

_SIGNS = (
    r"停车|车位|泊车|泊位",
    r"[入进]场|驶入|[入进]口时间",
    r"[出离]场|驶[出离]|出口时间|缴费时间",
    r"时长|停留|停放|计时",
    r"车牌|车号",
)
_OUT, _IN = r"[出离]场\S{0,2}|驶[出离]\S{0,2}|出口时间|缴费时间|收费时间", r"[入进]场|驶入|[入进]口"


def recognises(page: Page) -> bool:
    """停车 with its tax form, or with two of what a barrier knows; no VAT invoice."""
    text = plain(page.text)
    hits = [bool(re.search(sign, text)) for sign in _SIGNS]
    form = re.search(r"停车\S{0,8}(?:发票|收据|凭证|小票|票)", text) and re.search(r"发票代码|收费|金额|元", text)
    return hits[0] and (sum(hits[1:]) >= 2 or bool(form)) and not re.search(r"价税合计|定额发票|密码区", text)


def read(page: Page) -> Reading:
    """Car park, day of leaving, what was paid, code and number; without grades."""
    rows = lines(page)
    fields = code_and_number(rows, page)
    checks = [Check(FORM, ("currency",), True)]
    due, paid = money(rows, r"应[收付缴]"), money(rows, r"实[收付缴]|已[付缴]")
    less = money(rows, r"优惠|减免|抵扣|折扣")
    total = paid or due or money(rows, r"停车费|收费金额|合\s?计|金\s?额|收费")
    if total is not None:
        value, found = total
        fields["total"] = found.field(value, 0.85, page.how)
        if paid is not None and due is not None and due[1].word is not paid[1].word:
            rest = due[0] - (less[0] if less else Decimal(0))
            checks.append(Check(SUM if less else PAID, ("total",), rest == value))
    else:
        fields |= in_words(rows, page)
    fields |= given(
        merchant=issuer(rows, page, r"[\u4e00-\u9fffA-Za-z（）()]{2,24}(?:停车场|停车库|车库|停车楼)"),
        seller_tax_number=seller_tax_number(rows, page),
        date=_left(rows, page),
    )
    fields["currency"] = yuan(page.how)
    return Reading(kind=name, fields=fields, checks=tuple(checks))


def _left(rows: Sequence[Line], page: Page) -> Field | None:
    """The day of leaving, by its caption; else any that is not the day of arrival, or that one."""
    left = day(rows, _OUT, page.how)
    arrived = beside(rows, _IN, DAY)
    if left is None and arrived is not None:
        rest = [row for row in rows if arrived.word not in row.words]
        return first_day(rest, page) or day(rows, _IN, page.how)
    return left or first_day(rows, page)
