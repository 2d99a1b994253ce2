"""Paper invoices of toll stations 通行费: entry, exit, class of vehicle, amount, on a small form with code and number.

Layout as road operators publish it; no real one was measured. Electronic toll invoices are VAT invoices.
"""

from __future__ import annotations

import re

from ocr.checks import FORM
from ocr.fields.captions import day
from ocr.fields.currency import yuan
from ocr.fields.labels import plain
from ocr.fields.tax_forms import (
    code_and_number,
    first_day,
    given,
    issuer,
    seller_tax_number,
    total_in_figures,
    with_fitting_code,
)
from ocr.page import Page, lines
from ocr.reading import Check, Reading

name = "toll_invoice"

_TOTALS = (r"实[收付]", r"金\s?额|收费额", r"合\s?计", r"通行费|过路费|过桥费|收\s?费(?!站|员)")
_SIGNS = (
    r"通行费|过路费|过桥费|车辆通行",
    r"入口|进站|入站",
    r"出口|出站|收费站",
    r"车型|车类|车种|客[一二三四1234]",
    r"高速|公路|大桥|隧道",
)


def recognises(page: Page) -> bool:
    """A toll with two more of its signs; no VAT invoice."""
    text = plain(page.text)
    hits = [bool(re.search(sign, text)) for sign in _SIGNS]
    return hits[0] and sum(hits) >= 3 and not re.search(r"价税合计|密码区|税\s?率", text)


def read(page: Page) -> Reading:
    """Operator, day, amount, code and number; without grades."""
    rows = lines(page)
    fields = code_and_number(rows, page)
    checks = [Check(FORM, ("currency",), True)]
    total, proofs = total_in_figures(rows, page, _TOTALS)
    fields |= total
    checks += proofs
    fields |= given(
        merchant=issuer(rows, page),
        seller_tax_number=seller_tax_number(rows, page),
        date=day(rows, r"日\s?期|时\s?间|出口", page.how) or first_day(rows, page),
    )
    with_fitting_code(fields, checks)
    fields["currency"] = yuan(page.how)
    return Reading(kind=name, fields=fields, checks=tuple(checks))
