"""Invoices 通用机打发票 that a shop's own printer fills in: restaurants, parking, small services, before 数电票.

Layout as the tax bureaus publish it (a head with code and number, then captions with values); no real one was measured.
"""

from __future__ import annotations

import re

from ocr.checks import FORM
from ocr.fields.captions import MONEY, beside, day
from ocr.fields.currency import yuan
from ocr.fields.labels import plain
from ocr.fields.tax_forms import (
    code_and_number,
    first_day,
    given,
    in_words,
    issuer,
    seller_tax_number,
    total_in_figures,
    with_fitting_code,
)
from ocr.page import Page, lines
from ocr.reading import Check, Reading

name = "printed_invoice"

_TITLE = re.compile(r"通用机打|机打发票|通用(?:手工)?发票|(?:服务|餐饮|饮食|娱乐|交通|客运)\S{0,6}(?:专用|统一)?发票")
#: By the way they name the total, the surest first.
_TOTALS = (r"小写", r"实收|合计金额|金额合计|总\s?计", r"合\s?计", r"金\s?额|开票金额")


def recognises(page: Page) -> bool:
    """Its title with 发票代码 and 发票号码, and none of the columns of a VAT invoice."""
    text = plain(page.text)
    has_both = "发票代码" in text and re.search(r"发票号码|号码", text)
    return bool(_TITLE.search(text) and has_both) and not re.search(r"价税合计|税\s?率|密码区", text)


def read(page: Page) -> Reading:
    """Seller, date, total, code and number, buyer where it is printed; without grades."""
    rows = lines(page)
    fields = code_and_number(rows, page)
    checks = [Check(FORM, ("currency",), True)]
    total, proofs = total_in_figures(rows, page, _TOTALS)
    fields |= total or in_words(rows, page)
    checks += proofs
    buyer = beside(rows, r"付款方|付款单位|购买方名?称?|客户名?称?", r"([\u4e00-\u9fff（）()]{2,40})", digits=False)
    if buyer is not None and not re.search(MONEY, buyer.text):
        fields["buyer"] = buyer.field(buyer.text, 0.75, page.how)
    fields |= given(
        merchant=issuer(rows, page),
        seller_tax_number=seller_tax_number(rows, page),
        date=day(rows, r"开票日期|日\s?期", page.how) or first_day(rows, page),
    )
    with_fitting_code(fields, checks)
    fields["currency"] = yuan(page.how)
    return Reading(kind=name, fields=fields, checks=tuple(checks))
