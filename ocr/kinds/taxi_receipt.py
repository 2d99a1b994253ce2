"""Chinese taxi receipts 出租车发票, and those of Hong Kong and Taiwan: narrow forms that a meter prints on.

Values stand off their captions (`ocr.fields.slips`), so the total is the largest amount marked ¥ or 元 that is no price
per kilometre and no balance of a card; where the form has a caption for what was paid, fare and surcharges prove it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ocr.checks import FORM, ONE_DOCUMENT
from ocr.fields.amounts import amounts
from ocr.fields.currency import currency, yuan
from ocr.fields.dates import DateFound, dates
from ocr.fields.labels import plain
from ocr.fields.numbers import as_digits
from ocr.fields.slips import Slip, middle, slip
from ocr.fields.tax_forms import with_fitting_code
from ocr.fields.worn_dates import SHORT, worn_date
from ocr.kinds.taxi_fares import fits, paid
from ocr.page import Line, Page, Word, lines
from ocr.reading import Check, Field, Reading, Value, Where

name = "taxi_receipt"

_SIGNS = (
    r"上[车車]|GET ?ON|\bSTART",
    r"下[车車]|GET ?OFF|\bEND\b",
    r"里程|公里|里數|MILEAGE|DISTANCE|\d\s?KM\b|\bKM\b",
    r"等[候侯]|WAIT|\bMIN",
    r"[车車]号|[车車]牌|[车車]號|TAXI NO",
    r"单价|單價|PRICE PER KM|UNIT PRICE|車資|SURCHARGE|附加費",
    r"出租[汽车]?|TAXI|的士|計程車",
    r"[证工證]号|[證工]號",
)
_NOT_TAXI = re.compile(r"价税合计|纳税人识别号.*购买方|行程单|(停车|车位)费|通行费|加油")

_CAPTIONS = {
    "date": r"日期|^DATE",
    "time": r"上[车車]|下[车車]|^时间",
    "price": r"单价|單價",
    "distance": r"里程|里數",
    "waiting": r"等[候侯]",
    "fare": r"[金全]额|金額|^FARE$|車資|车费(?!发)|^SUM$",
    "fuel": r"燃油|FUEL",
    "extra": r"附加[费費]|电召|电调|叫.{0,2}[车車]|燃油|FUEL|CALL",
    "paid": r"实[收取]|合计|應付|總[數額計]|^TOTAL",
    "card": r"^卡号|^卡[:：]?$|^CARD.{0,2}NO",
    "phone": r"电话|^TEL",
    "balance": r"[卡原余].?[原余际]?[额颜质锁]$|餘額|^CARD BAL|^PREV",
}
_VALUES = {
    "date": r"20\d\d\D\d{1,2}\D\d{1,2}",
    "time": r"(?<![\d:])\d{1,2}:\d{2}(?![:.\d])",
    "price": r"\d\.\d{2}\s?[元π]|\d\.\d{2}/",
    "distance": r"\d[.·-]\d{1,2}\s?(KM|公)",
    "waiting": r"\d{1,3}:\d{2}[:.]\d{2}",
}
_CODE = re.compile(r"(?<!\d)(\d{12})(?!\d)")
_NUMBER = re.compile(r"(?<!\d)(\d{8})(?!\d)")
_COMPANY = re.compile(r"(?:单位名称\s*[:：]?\s*)?([\u4e00-\u9fff（）()]{4,}(?:公司|车队|合作社))")
#: The number stands within so many heights of its code under it.
UNDER_CODE = 2.6
_FULL_DATE = re.compile(r"(?<!\d)20[0-3]\d(?:[-/.年一 ]{1,2}\d\d[-/.月一 ]{0,2}|\d\d[-/.月一 ]{1,2})\d\d(?!\d)")
_LOST_DIGIT = re.compile(r"(?<=\D\d\d\D)\d$")
_NO_COMPANY = re.compile(r"印务|印刷|承印|印制|票证|监制|查询|税务|防伪|实业发展有限公司制|制$")
#: 出租汽车 stands in most names; its signs are printed large on a coloured ground and misread one at a time.
_RENTED = re.compile(r"出[租和质祖相阻组粗]汽[车军奉东]")
_NOT_CHINESE = re.compile(r"的士|HK\$|HONG KONG|計程車|NT\$|統一編號|發票")


def recognises(page: Page) -> bool:
    """At least four of the captions every taxi meter prints; never a VAT invoice or a train ticket."""
    text = plain(page.text)
    return sum(bool(re.search(sign, text)) for sign in _SIGNS) >= 4 and not _NOT_TAXI.search(text)


def read(page: Page) -> Reading:
    """Total, date, company where it is printed, code and number of the roll, currency."""
    rows = lines(page)
    form = slip(rows, _CAPTIONS, _VALUES)
    fields: dict[str, Field] = {}
    checks: list[Check] = []
    total = paid(rows, form)
    if total is not None:
        sure = round(total.sure * total.word.confidence, 3)
        where = Where(0, total.word.box)
        fields["total"] = Field(total.value, sure, page.how, where, total.print, total.others)
        checks += total.checks
        plausible = fits(total.value, rows, form)
        if plausible is not None:
            checks.append(plausible)
    if sum(1 for word in page.words if re.search(r"上[车車]", word.text)) > 1:
        checks.append(Check(ONE_DOCUMENT, ("total", "date", "invoice_number"), False))
    money = _currency(page, rows)
    fields["currency"] = money
    if money.value == "CNY":
        checks.append(Check(FORM, ("currency",), True))  # Chinese tax forms are made out in yuan only
    day = _day(rows, form, str(money.value))
    if day is not None:
        fields["date"] = replace(day, how=page.how)
    code = _code(page)
    for key, found in (
        ("invoice_code", code),
        ("invoice_number", _number(page, rows, form, code[1] if code else None)),
    ):
        if found is not None:
            text, word = found
            fields[key] = Field(text, round(0.9 * word.confidence, 3), page.how, Where(0, word.box), text)
    with_fitting_code(fields, checks)
    company = _company(rows)
    if company is not None:
        text, word, certain = company
        fields["merchant"] = Field(text, round(certain * word.confidence, 3), page.how, Where(0, word.box), word.text)
    return Reading(kind=name, fields=fields, checks=tuple(checks))


def _currency(page: Page, rows: Sequence[Line]) -> Field:
    """Yuan, except on the slips of Hong Kong and Taiwan, by their marks and words."""
    text = plain(page.text)
    if _NOT_CHINESE.search(text):
        found = currency(page.text, amounts(rows))
        place = "HKD" if re.search(r"的士|HK\$|HONG KONG", text) else "TWD"
        printed = found is not None and found.certain and found.code != "CNY"
        return Field(found.code if found and printed else place, 0.9 if printed else 0.65, page.how, Where(0))
    return yuan(page.how)


def _day(rows: Sequence[Line], form: Slip, code: str) -> Field | None:
    """The date printed in full; else what stands where the date should, short or worn, which is believed less."""
    days = [day for day in dates(rows, code) if _printed_in_full(day, code)]
    if days:
        first = days[0]
        # A meter prints two digits of the day too: a single one has lost its neighbour.
        sure = 0.5 if _LOST_DIGIT.search(first.text) and not re.search(r"日", first.text) else 0.9
        return Field(first.value, round(sure * first.confidence, 3), "ocr", Where(0, first.box), first.text)
    for row in rows:
        for word in row.words:
            if form.near(word, "date") or re.search(r"日期", word.text):
                found = worn_date(word.text, code)
                if found is not None:
                    value, sure, others = found
                    rest: tuple[Value, ...] = others
                    return Field(value, round(sure * word.confidence, 3), "ocr", Where(0, word.box), word.text, rest)
    for row in rows:
        for word in row.words:
            # Its caption was not read, but nothing else looks like it: 2O19-04-I1.
            found = worn_date(word.text, code) if _FULL_DATE.search(as_digits(word.text)) else None
            if found is not None and found[1] > SHORT:
                return Field(found[0], round(SHORT * word.confidence, 3), "ocr", Where(0, word.box), word.text)
    return None


def _printed_in_full(day: DateFound, code: str) -> bool:
    """A meter prints four digits of the year; the printer's imprint "2019.08.27500000" only looks like a date."""
    first = bool(re.match(r"20\d{2}\s?[-年./一]", day.text)) or (code != "CNY" and day.text[-4:].isdigit())
    return first and not re.search(r"\.\d{1,2}\.\d", day.text)


def _code(page: Page) -> tuple[str, Word] | None:
    for word in page.words:
        match = _CODE.search(as_digits(word.text.replace(" ", "")))
        if match:
            return match[1], word
    return None


def _number(page: Page, rows: Sequence[Line], form: Slip, code: Word | None) -> tuple[str, Word] | None:
    """Eight digits beside 发票号码 or on the next line, or else the first eight digits close under the code."""
    for number, row in enumerate(rows):
        if re.search(r"发票.{0,2}码|号码", row.text) and not re.search(r"代码", row.text):
            for word in (*row.words, *(rows[number + 1].words if number + 1 < len(rows) else ())):
                match = _NUMBER.search(as_digits(word.text.replace(" ", "")))
                if match and not re.search(r"电话", word.text):
                    return match[1], word
    for word in page.words:
        match = _NUMBER.search(as_digits(word.text.replace(" ", "")))
        if match and code is not None and _close_under(code, word) and not form.near(word, "phone"):
            return match[1], word
    return None


def _close_under(code: Word, word: Word) -> bool:
    """Whether a word stands on the next line or the one after; further down are telephones."""
    return 0.3 < (middle(word) - middle(code)) / (code.box.bottom - code.box.top) < UNDER_CODE


def _company(rows: Sequence[Line]) -> tuple[str, Word, float] | None:
    for row in rows:
        for word in row.words:
            match = _COMPANY.search(word.text)
            if match and not _NO_COMPANY.search(word.text):
                return _RENTED.sub("出租汽车", match[1]), word, 0.9
    for row in rows:
        if len(row.words) >= 2 and re.match(r"单位", row.words[0].text):
            short = row.words[1]
            if re.fullmatch(r"[\u4e00-\u9fff]{3,}", short.text):
                return short.text, short, 0.7
    return None
