"""Chinese VAT invoices 增值税发票 and 数电票, from a PDF's text or from a picture.

Three prints of the total (小写, 大写, 金额 + 税额) and the QR code keep each other honest: the value two of them agree
on is taken. The QR's amount is net on types 01, 04 and 10 and gross on 31 and 32, so it is a check and never the total.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ocr.checks import CHECK_DIGIT, FORM, NET_TAX, NUMBER_TWICE, ONE_DOCUMENT, QR, WORDS
from ocr.fields.dates import dates
from ocr.fields.numbers import ORDINARY_TYPES, SPECIAL_TYPES, InvoiceCode, as_digits, invoice_code
from ocr.fields.parties import parties
from ocr.fields.tax_forms import with_fitting_code
from ocr.fields.tax_numbers import holds, proven, repairs
from ocr.fields.worn_dates import worn_date
from ocr.kinds.vat_sums import in_figures, in_words, marked, one_of_pair, pair, sum_word, tax_free
from ocr.page import Line, Page, Word, lines
from ocr.reading import Check, Field, Reading, Value, Where

name = "vat_invoice"

#: What a reading says of a special invoice, whose tax can be recovered.
special = "vat_special_invoice"

_SIGNS = (
    r"价税合计",
    r"购\s?买\s?方|购\s?货",
    r"销\s?售\s?方",
    r"税\s?额",
    r"纳税人识别号|统一社会信用代码",
    r"开票人",
    r"发票号码",
    r"密\s?码\s?区",
)
#: Electronic invoices of other forms, which other kinds read.
_OTHER_FORM = re.compile(r"铁路电子客票|航空运输电子客票")
_NUMBER = re.compile(r"(?<!\d)(\d{20}|\d{8})(?!\d)")
_CODE = re.compile(r"(?<!\d)(\d{12}|\d{10})(?!\d)")
_SPECIAL_TITLE = re.compile(r"增值税(电子)?专用发票|电子发票[（(]专用发票")
#: A credit note names the invoice that it takes back.
_OTHER_INVOICE = re.compile(r"对应正数|正数发票|原发票|被冲红|红字")


def recognises(page: Page) -> bool:
    """Its title with 增值税 or 电子发票, or at least four of the captions of its form."""
    text = re.sub(r"[ \u3000]", "", page.text)
    if _OTHER_FORM.search(text):
        return False
    if any(invoice_code(code) for code in page.codes) and "税" in text:
        return True
    hits = sum(bool(re.search(sign, text)) for sign in _SIGNS)
    titled = re.search(r"增值税.{0,6}发票|电子.{0,3}发票[（(]", text)
    return hits >= 4 or (bool(titled) and hits >= 2)


def read(page: Page) -> Reading:
    """Seller, buyer, their numbers, date, code and number, net, tax, total, without grades."""
    rows = lines(page)
    code = next((found for found in map(invoice_code, page.codes) if found), None)
    fields: dict[str, Field] = {}
    checks: list[Check] = []

    _read_amounts(page, rows, code, fields, checks)
    _read_numbers(page, rows, code, fields, checks)
    for key, (value, word) in parties(rows, page).items():
        fields[key] = Field(value, round(0.9 * word.confidence, 3), page.how, Where(0, word.box), word.text)
    _check_tax_numbers(fields, checks)
    with_fitting_code(fields, checks)
    checks.append(Check(FORM, ("currency",), True))  # Chinese tax forms are made out in yuan only
    fields["currency"] = Field("CNY", 0.98, page.how, Where(0))
    return Reading(kind=special if is_special(rows, code) else name, fields=fields, checks=tuple(checks))


def is_special(rows: tuple[Line, ...], code: InvoiceCode | None) -> bool:
    """专用发票 by its QR code, or where that does not say, by its title; a title that says otherwise makes it ordinary.

    A title stands at the top: remarks further down name special invoices too.
    """
    titles = [re.sub(r"\s", "", row.text) for row in rows if row.words[0].box.top < 0.3]
    if any(re.search(r"普通发票", title) for title in titles):
        return False
    if code is not None and code.type in SPECIAL_TYPES | ORDINARY_TYPES:
        return code.type in SPECIAL_TYPES
    return any(_SPECIAL_TITLE.search(title) for title in titles)


def _read_amounts(
    page: Page, rows: tuple[Line, ...], code: InvoiceCode | None, fields: dict[str, Field], checks: list[Check]
) -> None:
    money = marked(rows)
    values = [value for value, _, _ in money]
    figures = in_figures(rows)
    words = in_words(rows)
    two = pair(values, rows)
    votes: Counter[Decimal] = Counter()
    for vote in (figures, words, sum(two) if two else None):
        if vote is not None:
            votes[Decimal(vote)] += 1
    if not votes and values:
        votes[max(values, key=abs)] += 1
    if not votes:
        return
    total = max(votes, key=lambda value: (votes[value], value == words, abs(value)))
    word = next((one for value, one, _ in money if value == total), sum_word(rows))
    sure = 0.9 if votes[total] >= 2 else 0.6
    others: tuple[Value, ...] = tuple(value for value in votes if value != total)
    fields["total"] = Field(total, sure, page.how, Where(0, word.box), word.text, others)

    if code is not None and code.amount is not None and not code.net:
        checks.append(Check(QR, ("total",), abs(total) == abs(code.amount)))
    if words is not None and figures is not None:
        checks.append(Check(WORDS, ("total",), words == figures or votes[total] >= 2))
    elif words is not None and words == total and votes[total] >= 2:
        checks.append(Check(WORDS, ("total",), True))
    if two is not None and sum(two) == total:
        net, tax = two
        checks.append(Check(NET_TAX, ("total", "net", "tax"), True))
    elif two is not None and two[0] and votes[total] < 2:
        net, tax = two
        checks.append(Check(NET_TAX, ("total", "net", "tax"), False))
    elif tax_free(rows, total, values):
        net, tax = total, Decimal("0.00")
    elif figures == words == total and (part := one_of_pair(rows, total)) is not None:
        # One of the two is unreadable: what it must be is no print of it, so it proves nothing.
        net, tax = max(part, total - part, key=abs), min(part, total - part, key=abs)
        for key, value in (("net", net), ("tax", tax)):
            fields[key] = Field(value, 0.6, page.how, Where(0, word.box), f"{total} - {part}")
        return
    else:
        return
    for key, value in (("net", net), ("tax", tax)):
        place = next((one for printed, one, _ in money if printed == value), word)
        fields[key] = Field(value, 0.85, page.how, Where(0, place.box), place.text)
    if code is not None and code.amount is not None and code.net:
        checks.append(Check(QR, ("net",), abs(net) == abs(code.amount)))


def _read_numbers(
    page: Page, rows: tuple[Line, ...], code: InvoiceCode | None, fields: dict[str, Field], checks: list[Check]
) -> None:
    number, printed_code, others = _number(rows), _invoice_code(rows), _all_numbers(rows)
    if code is not None:
        fields["invoice_number"] = Field(code.number, 0.99, "qr", Where(0), code.number)
        # A code stuck over another document's: the number it carries is printed nowhere, and another one is.
        agrees = number is None or any(code.number in re.sub(r"\s", "", word.text) for word in page.words)
        checks.append(Check(QR, ("invoice_number", *(() if agrees else ("total",))), agrees))
        if code.code:
            fields["invoice_code"] = Field(code.code, 0.99, "qr", Where(0), code.code)
            checks.append(Check(QR, ("invoice_code",), True))
    elif number is not None:
        text, word = number
        fields["invoice_number"] = Field(text, round(0.9 * word.confidence, 3), page.how, Where(0, word.box), text)
    if "invoice_code" not in fields and printed_code is not None and not (code and not code.code):
        text, word = printed_code
        fields["invoice_code"] = Field(text, round(0.9 * word.confidence, 3), page.how, Where(0, word.box), text)
    for key in ("invoice_number", "invoice_code"):
        if key in fields and _prints(rows, str(fields[key].value)) > 1:
            checks.append(Check(NUMBER_TWICE, (key,), True))
    if len(others) > 1:
        checks.append(Check(ONE_DOCUMENT, ("total", "date", "invoice_number"), False))

    days = dates(rows, "CNY")
    if code is not None and code.day is not None:
        box = next((day.box for day in days if day.value == code.day), None)
        rest: tuple[Value, ...] = tuple(day.value for day in days if day.value != code.day)[:2]
        fields["date"] = Field(code.day, 0.99, "qr", Where(0, box), code.day.isoformat(), rest)
        if days:
            checks.append(Check(QR, ("date",), box is not None))
    elif not days and (worn := _worn_day(rows)) is not None:
        fields["date"] = replace(worn, how=page.how)
    elif days:
        first = max(days, key=lambda day: (_issued(day.text), day.score))
        fields["date"] = Field(first.value, round(0.9 * first.confidence, 3), page.how, Where(0, first.box), first.text)


def _worn_day(rows: tuple[Line, ...]) -> Field | None:
    """A date that lost some of its signs, beside 开票日期 or between some of its own."""
    for row in rows:
        for word in row.words:
            text = as_digits(word.text)
            own = re.search(r"20\d\d\D{1,2}\d{1,2}\D{1,2}\d", text) and re.search(r"[年月日]", text)
            if own or re.search(r"开票日期", row.text):
                found = worn_date(text, "CNY")
                if found is not None:
                    value, sure, _ = found
                    return Field(value, round(sure * word.confidence, 3), "ocr", Where(0, word.box), word.text)
    return None


def _issued(text: str) -> bool:
    """The date of issue is printed with 年 and 月; validity notes of the printing house are not."""
    return "年" in text and "月" in text


def _check_tax_numbers(fields: dict[str, Field], checks: list[Check]) -> None:
    """Check digits prove the print; which party it belongs to is sure where the other one has a number of its own."""
    names = [name for name in ("seller_tax_number", "buyer_tax_number") if name in fields]
    numbers = {name: str(fields[name].value) for name in names}
    for name, number in numbers.items():
        if holds(number) is False:
            fields[name] = replace(fields[name], candidates=repairs(number)[:3])
            checks.append(Check(CHECK_DIGIT, (name,), False))
        elif proven(number) and len(set(numbers.values())) == 2:
            checks.append(Check(CHECK_DIGIT, (name,), True))


def _number(rows: tuple[Line, ...]) -> tuple[str, Word] | None:
    """Beside 发票号码 (or No), else the only number of twenty digits, else of eight high on the right."""
    for row in rows:
        if re.search(r"发票.?码[:：]|发票号码|号\s?码|N[oO0°][.:：]?", row.text) and not _OTHER_INVOICE.search(
            row.text
        ):
            for word in reversed(row.words):
                for match in _NUMBER.finditer(_figures(word.text)):
                    if not (len(match[1]) == 8 and _looks_like_a_day(match[1])):
                        return match[1], word
    codes = [text for word in _words(rows) if 10 <= len(text := _figures(word.text)) <= 12 and text.isdigit()]
    for word in sorted(_words(rows), key=lambda one: -one.box.left):
        whole = _NUMBER.fullmatch(_figures(word.text))
        if whole is None or _looks_like_a_day(whole[1]) or any(whole[1] in code for code in codes):
            continue
        if len(whole[1]) == 20 or word.box.top < 0.35:
            return whole[1], word
    return None


def _figures(text: str) -> str:
    """A print of digits without spaces, without No before it, its letters as the digits they look like."""
    return as_digits(re.sub(r"\bN[oO°][.:：]?|\s", "", text))


def _all_numbers(rows: tuple[Line, ...]) -> set[str]:
    """Different invoice numbers by their own captions: two of them are two invoices on one page."""
    found = set()
    for word in _words(rows):
        match = re.search(r"发票号码\s*[:：]?\s*(\d{20}|\d{8})(?!\d)", word.text)
        if match:
            found.add(match[1])
    return found


def _prints(rows: tuple[Line, ...], number: str) -> int:
    """On how many words of their own a number stands: paper has it on the form and again by the seller's printer."""
    return sum(bool(re.search(rf"(?<!\d){number}(?!\d)", word.text.replace(" ", ""))) for word in _words(rows))


def _invoice_code(rows: tuple[Line, ...]) -> tuple[str, Word] | None:
    for row in rows:
        if re.search(r"发票代码", row.text):
            for word in row.words:
                match = _CODE.search(_figures(word.text))
                if match:
                    return match[1], word
    for word in sorted(_words(rows), key=lambda one: one.box.top):
        match = _CODE.fullmatch(_figures(word.text))
        if match and word.box.top < 0.3:
            return match[1], word
    return None


def _words(rows: tuple[Line, ...]) -> Iterator[Word]:
    for row in rows:
        yield from row.words


def _looks_like_a_day(text: str) -> bool:
    try:
        return 2010 <= date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:8]}").year <= 2040
    except ValueError:
        return False
