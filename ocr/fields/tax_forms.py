"""What tax forms that are no VAT invoices have alike: code and number, the seller and its tax number, the day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ocr.checks import CODE_YEAR, LIKELY, WORDS
from ocr.fields.captions import beside, money
from ocr.fields.dates import dates
from ocr.fields.numbers import amount_in_words, code_of_year
from ocr.fields.tax_numbers import holds, normal
from ocr.page import Line, Page
from ocr.reading import Check, Field, Where

_COMPANY = (
    r"[\u4e00-\u9fff（）()]{3,}(?:公司|酒店|饭店|餐厅|商店|超市|宾馆|中心|服务部|经营部|停车场|管理处|收费站|合作社)"
)
_CAPTION = re.compile(
    r"(?:收款单位|开票单位|收费单位|单位名称|销售方名?称?|收款方|商户名?称?|经营单位)(?:[（(]盖?章[)）])?\s*[:：]?\s*"
)
_NOT_A_SELLER = re.compile(r"印务|印刷|承印|印制|票证|监制|查询|税务|防伪|付款|购买方|银行|支付|购货")


def code_and_number(rows: Sequence[Line], page: Page) -> dict[str, Field]:
    """`invoice_code` of ten or twelve digits and `invoice_number` of eight or twenty, by their captions."""
    found = {}
    for key, caption, digits in (
        ("invoice_code", r"发票代码|代码", r"(?<!\d)(\d{12}|\d{10})(?!\d)"),
        ("invoice_number", r"发票号码|号\s?码", r"(?<!\d)(\d{20}|\d{8})(?!\d)"),
    ):
        value = beside(rows, caption, digits)
        if value is not None:
            found[key] = value.field(value.text, 0.9, page.how)
    return found


def issuer(rows: Sequence[Line], page: Page, own: str = _COMPANY) -> Field | None:
    """The seller: behind its caption, else the first name of the form `own`, else of a company; never the printer."""
    words = [word for row in rows for word in row.words]
    captioned = beside(rows, _CAPTION.pattern, r"([\u4e00-\u9fff（）()A-Za-z]{4,40})", digits=False)
    if captioned is not None and not _NOT_A_SELLER.search(captioned.text):
        return captioned.field(captioned.text, 0.85, page.how)
    for pattern, sure in ((own, 0.8), (_COMPANY, 0.8)):
        for word in words:
            match = re.search(pattern, word.text)
            if match and not _NOT_A_SELLER.search(word.text):
                return Field(match.group(), round(sure * word.confidence, 3), page.how, Where(0, word.box), word.text)
    return None


def seller_tax_number(rows: Sequence[Line], page: Page) -> Field | None:
    """A number whose check digit holds, on the form or in the seal."""
    for row in rows:
        for word in row.words:
            for match in re.finditer(r"(?<![0-9A-Z])([0-9A-Z]{18})(?![0-9A-Z])", re.sub(r"\s", "", word.text).upper()):
                number = normal(match[1])
                if holds(number):
                    return Field(number, round(0.85 * word.confidence, 3), page.how, Where(0, word.box), word.text)
    return None


def first_day(rows: Sequence[Line], page: Page) -> Field | None:
    """The best date that does not stand in the imprint of a printing house."""
    usable = [row for row in rows if not re.search(r"印\w{0,4}\d|[份本卷]|有效期", row.text)]
    days = dates(usable, "CNY")
    if not days:
        return None
    return Field(days[0].value, round(0.9 * days[0].confidence, 3), page.how, Where(0, days[0].box), days[0].text)


def in_words(rows: Sequence[Line], page: Page) -> dict[str, Field]:
    """The total as the first amount in words says it, for forms that have no figures."""
    for row in rows:
        value = amount_in_words(row.text)
        if value is not None:
            sure = round(0.75 * min(word.confidence for word in row.words), 3)
            return {"total": Field(value, sure, page.how, Where(0, row.box), row.text)}
    return {}


def total_in_figures(rows: Sequence[Line], page: Page, captions: Sequence[str]) -> tuple[dict[str, Field], list[Check]]:
    """The total by the first of its captions that has one, and what the first amount in words says to it."""
    found = next((pair for caption in captions if (pair := money(rows, caption)) is not None), None)
    if found is None:
        return {}, []
    value, print_ = found
    said = next((one for row in rows if (one := amount_in_words(row.text)) is not None), None)
    proofs = [Check(WORDS, ("total",), said == value)] if said is not None else []
    return {"total": print_.field(value, 0.85, page.how)}, proofs


def given(**fields: Field | None) -> dict[str, Field]:
    """Those of the fields that were found."""
    return {name: field for name, field in fields.items() if field is not None}


def with_fitting_code(fields: dict[str, Field], checks: list[Check]) -> None:
    """An invoice code whose year cannot be: asked, and taken as the only look-alike that can."""
    code, on = fields.get("invoice_code"), fields.get("date")
    if code is None or on is None or not isinstance(on.value, date) or on.confidence < LIKELY or code.how == "qr":
        return
    fitting = code_of_year(str(code.value), on.value)
    if fitting != code.value:
        checks.append(Check(CODE_YEAR, ("invoice_code",), False))
        if fitting is not None:
            fields["invoice_code"] = replace(code, value=fitting, candidates=(code.value,))
