"""Chinese taxi receipts 出租车发票: narrow printed forms, values typed in a little beside their captions.

So the total is not the value on the caption's line but the largest amount marked ¥ or 元 that is no price per km.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ocr.checks import FORM, ONE_DOCUMENT
from ocr.fields.dates import dates
from ocr.fields.labels import plain
from ocr.page import Line, Page, Word, lines
from ocr.reading import Check, Field, Reading, Value, Where

name = "taxi_receipt"

_SIGNS = (
    r"上车|GET ON",
    r"下车|GET OFF",
    r"里程|公里|MILEAGE|DISTANCE|\d\s?KM\b",
    r"等[候侯]|WAIT",
    r"车号|车牌|TAXI NO",
    r"单价|PRICE PER KM|UNIT PRICE",
    r"出租[汽车]?|TAXI",
    r"证号|工号",
)
_MARKED = re.compile(r"(?:[¥￥Y#夫*]\s?(\d{1,4}\s?[.·,]\s?\d{1,2})\s?元?|(\d{1,4}\s?[.·,]\s?\d{1,2})\s?[元π](?!\s?/))")
#: ¥3400 on a taxi is ¥34.00 whose point was lost.
_WORN = re.compile(r"[¥￥]\s?(\d{3,5})(?![\d.,])")
_CENT = Decimal("0.01")
_PER = re.compile(r"/\s?(?:KM|公)|PER KM|单价", re.IGNORECASE)
_CODE = re.compile(r"(?<!\d)(\d{12})(?!\d)")
_NUMBER = re.compile(r"(?<!\d)(\d{8})(?!\d)")
_COMPANY = re.compile(r"(?:单位名称\s*[:：]\s*)?([\u4e00-\u9fff（）()]{4,}(?:公司|车队|合作社))")
_NO_COMPANY = re.compile(r"印务|印刷|承印|印制|票证|监制|查询|税务|防伪|实业发展有限公司制|制$")


def recognises(page: Page) -> bool:
    """At least four of the captions every taxi meter prints; never a VAT invoice or a train ticket."""
    text = plain(page.text)
    return sum(bool(re.search(sign, text)) for sign in _SIGNS) >= 4 and not re.search(
        r"价税合计|纳税人识别号.*购买方", text
    )


def read(page: Page) -> Reading:
    """Total, date, company where it is printed, code and number of the roll, currency."""
    rows = lines(page)
    fields: dict[str, Field] = {}
    checks: list[Check] = []
    total = _total(rows)
    if total is not None:
        value, word, text, others, sure = total
        fields["total"] = Field(value, round(sure * word.confidence, 3), page.how, Where(0, word.box), text, others)
    if sum(1 for word in page.words if "上车" in word.text) > 1:
        checks.append(Check(ONE_DOCUMENT, ("total", "date", "invoice_number"), False))
    days = [day for day in dates(rows, "CNY") if _printed_in_full(day.text)]
    if days:
        first = days[0]
        confidence = round(0.9 * first.confidence, 3)
        fields["date"] = Field(first.value, confidence, page.how, Where(0, first.box), first.text)
    for key, found in (("invoice_code", _code(page)), ("invoice_number", _number(rows))):
        if found is not None:
            text, word = found
            fields[key] = Field(text, round(0.9 * word.confidence, 3), page.how, Where(0, word.box), text)
    company = _company(rows)
    if company is not None:
        text, word, sure = company
        fields["merchant"] = Field(text, round(sure * word.confidence, 3), page.how, Where(0, word.box), text)
    checks.append(Check(FORM, ("currency",), True))  # Chinese tax forms are made out in yuan only
    fields["currency"] = Field("CNY", 0.95, page.how, Where(0))
    return Reading(kind=name, fields=fields, checks=tuple(checks))


def _printed_in_full(text: str) -> bool:
    """A taxi prints four digits of the year; the printer's imprint "2019.08.27500000" only looks like a date."""
    return bool(re.match(r"20\d{2}\s?[-年./]", text)) and not re.search(r"\.\d{1,2}\.\d", text)


def _total(rows: tuple[Line, ...]) -> tuple[Decimal, Word, str, tuple[Value, ...], float] | None:
    """The largest marked amount, its word and print, the other amounts, and how sure it is."""
    found: list[tuple[Decimal, Word, str]] = []
    worn: list[tuple[Decimal, Word, str]] = []
    for row in rows:
        if _PER.search(row.text):
            continue
        for word in row.words:
            for match in _MARKED.finditer(word.text):
                number = re.sub(r"\s", "", match[1] or match[2]).replace("·", ".").replace(",", ".")
                found.append((Decimal(number).quantize(_CENT), word, match.group()))
            for match in _WORN.finditer(word.text):
                worn.append((Decimal(match[1]).scaleb(-2), word, match.group()))
        if not any(word in one for one in found for word in row.words) and re.search(r"金额|全额|实收", row.text):
            bare = re.search(r"(\d{1,4}\.\d{2})(?!\d)", row.text)
            if bare:
                found.append((Decimal(bare[1]), row.words[-1], bare[1]))
    sure = 0.85
    if not found:
        found, sure = worn, 0.4
    if not found:
        return None
    value, word, text = max(found, key=lambda one: one[0])
    others: list[Value] = list(dict.fromkeys(other for other, _, _ in found if other != value and other > 0))
    surcharge = sum((other for other, _, _ in found if 0 < other < value), Decimal(0))
    if others and any(re.search(r"燃油|FUEL", plain(row.text)) for row in rows) and surcharge * 4 < value:
        # Where a surcharge is printed a sum follows; if the largest amount stands above the surcharge, it is the fare.
        lowest = max(one.box.top for amount, one, _ in found if 0 < amount < value)
        if word.box.top < lowest:
            unread = any(re.search(r"实收|^TOTAL", plain(row.text)) and row.box.top > lowest for row in rows)
            whole = value + surcharge
            sure, others = (0.7, [value, *others]) if unread else (0.4, [whole, *others])
            value, text = (whole, f"{text} + {surcharge}") if unread else (value, text)
    return value, word, text, tuple(others[:3]), sure


def _code(page: Page) -> tuple[str, Word] | None:
    for word in page.words:
        match = _CODE.search(word.text.replace(" ", ""))
        if match:
            return match[1], word
    return None


def _number(rows: tuple[Line, ...]) -> tuple[str, Word] | None:
    """Eight digits beside 发票号码, or else the first eight digits under the code."""
    seen_code = False
    for number, row in enumerate(rows):
        if re.search(r"发票.{0,2}码|号码", row.text) and not re.search(r"代码", row.text):
            here = (*row.words, *(rows[number + 1].words if number + 1 < len(rows) else ()))
            for word in here:
                match = _NUMBER.search(word.text.replace(" ", ""))
                if match:
                    return match[1], word
        for word in row.words:
            match = _NUMBER.search(word.text.replace(" ", ""))
            if match and seen_code and not re.search(r"电话|查询|20\d{2}", row.text):
                return match[1], word
        seen_code = seen_code or bool(_CODE.search(row.text.replace(" ", "")))
    return None


def _company(rows: tuple[Line, ...]) -> tuple[str, Word, float] | None:
    for row in rows:
        for word in row.words:
            match = _COMPANY.search(word.text)
            if match and not _NO_COMPANY.search(word.text):
                return match[1], word, 0.9
    for row in rows:
        if len(row.words) >= 2 and re.match(r"单位", row.words[0].text):
            short = row.words[1]
            if re.fullmatch(r"[\u4e00-\u9fff]{3,}", short.text):
                return short.text, short, 0.7
    return None
