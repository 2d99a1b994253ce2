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
from ocr.fields.numbers import ORDINARY_TYPES, SPECIAL_TYPES, InvoiceCode, amount_in_words, invoice_code
from ocr.fields.parties import parties
from ocr.fields.tax_numbers import holds, proven, repairs
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
_MONEY = re.compile(r"[¥￥]\s?(-?\s?[\d,]+\.\s?\d{2})(?!\d)")
_PLAIN_MONEY = re.compile(r"(?<![\d.])(-?[\d,]*\d\.\d{2})(?!\d)")
_NUMBER = re.compile(r"(?<!\d)(\d{20}|\d{8})(?!\d)")
_CODE = re.compile(r"(?<!\d)(\d{12}|\d{10})(?!\d)")
_SPECIAL_TITLE = re.compile(r"增值税(电子)?专用发票|电子发票[（(]专用发票")
_CENT = Decimal("0.01")


def recognises(page: Page) -> bool:
    """Its title with 增值税 or 电子发票, or at least four of the captions of its form."""
    text = re.sub(r"[ \u3000]", "", page.text)
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
    marked = _marked(rows)
    values = [value for value, _, _ in marked]
    figures = _in_figures(rows)
    words = _in_words(rows)
    pair = _pair(values, rows)
    votes: Counter[Decimal] = Counter()
    for vote in (figures, words, sum(pair) if pair else None):
        if vote is not None:
            votes[Decimal(vote)] += 1
    if not votes and values:
        votes[max(values, key=abs)] += 1
    if not votes:
        return
    total = max(votes, key=lambda value: (votes[value], value == words, abs(value)))
    word = next((one for value, one, _ in marked if value == total), rows[-1].words[0])
    sure = 0.9 if votes[total] >= 2 else 0.6
    others: tuple[Value, ...] = tuple(value for value in votes if value != total)
    fields["total"] = Field(total, sure, page.how, Where(0, word.box), word.text, others)

    if words is not None and figures is not None:
        checks.append(Check(WORDS, ("total",), words == figures or votes[total] >= 2))
    elif words is not None and words == total and votes[total] >= 2:
        checks.append(Check(WORDS, ("total",), True))
    if pair is not None and sum(pair) == total:
        net, tax = pair
        checks.append(Check(NET_TAX, ("total", "net", "tax"), True))
    elif pair is not None and pair[0] and votes[total] < 2:
        net, tax = pair
        checks.append(Check(NET_TAX, ("total", "net", "tax"), False))
    elif _tax_free(rows, total, values):
        net, tax = total, Decimal("0.00")
    else:
        return
    for key, value in (("net", net), ("tax", tax)):
        place = next((one for money, one, _ in marked if money == value), word)
        fields[key] = Field(value, 0.85, page.how, Where(0, place.box), place.text)
    if code is not None and code.amount is not None:
        against = net if code.net else total
        checks.append(Check(QR, ("net",) if code.net else ("total",), abs(against) == abs(code.amount)))


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
        if box is not None:
            checks.append(Check(QR, ("date",), True))
    elif days:
        first = max(days, key=lambda day: (_issued(day.text), day.score))
        fields["date"] = Field(first.value, round(0.9 * first.confidence, 3), page.how, Where(0, first.box), first.text)


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


def _marked(rows: tuple[Line, ...]) -> list[tuple[Decimal, Word, int]]:
    """Amounts with a ¥, value, word and line; the mark may be a word of its own."""
    found = []
    for row in rows:
        for place, word in enumerate(row.words):
            text = word.text
            if text.strip() in ("¥", "￥") and place + 1 < len(row.words):
                text += row.words[place + 1].text
            for match in _MONEY.finditer(text):
                value = _decimal(match[1])
                if value is not None:
                    found.append((value, word, row.number))
    return found


def _decimal(text: str) -> Decimal | None:
    digits = re.sub(r"[,\s]", "", text)
    return Decimal(digits).quantize(_CENT) if re.fullmatch(r"-?\d+\.\d{2}", digits) else None


def _in_figures(rows: tuple[Line, ...]) -> Decimal | None:
    for row in rows:
        if re.search(r"小\s?写", row.text):
            after = re.split(r"小\s?写", row.text)[-1]
            match = _MONEY.search(after) or _PLAIN_MONEY.search(after)
            if match:
                return _decimal(match[1])
    return None


def _in_words(rows: tuple[Line, ...]) -> Decimal | None:
    for row in rows:
        value = amount_in_words(row.text)
        if value is not None and value > 0:
            return -value if re.search(r"[（(]?负数?[）)]?", row.text) else value
    return None


def _pair(values: list[Decimal], rows: tuple[Line, ...]) -> tuple[Decimal, Decimal] | None:
    """Net and tax: the two marked amounts whose sum is the largest marked one, or the two on the line of 合计."""
    if not values:
        return None
    total = max(values, key=abs)
    for net in sorted(set(values), key=abs, reverse=True):
        tax = total - net
        if net not in (total, 0) and tax in values and abs(tax) < abs(net):
            return net, tax
    for row in rows:
        if re.match(r"\s*合\s*计", row.text) and not re.search(r"价\s?税", row.text):
            two = [value for match in _MONEY.finditer(row.text) if (value := _decimal(match[1])) is not None]
            if len(two) == 2 and abs(two[1]) < abs(two[0]):
                return two[0], two[1]
    return None


def _tax_free(rows: tuple[Line, ...], total: Decimal, values: list[Decimal]) -> bool:
    """Exempt and not taxed invoices print 免税, 不征税 or stars instead of a tax."""
    text = "\n".join(row.text for row in rows)
    return values.count(total) >= 2 and bool(re.search(r"免税|不征税|\*{3}", text))


def _number(rows: tuple[Line, ...]) -> tuple[str, Word] | None:
    """Beside 发票号码 (or No), else the only number of twenty digits, else of eight high on the right."""
    for row in rows:
        if re.search(r"发票号码|号\s?码|N[oO0°][.:：]?", row.text):
            for word in reversed(row.words):
                for match in _NUMBER.finditer(re.sub(r"\s", "", word.text)):
                    if not (len(match[1]) == 8 and _looks_like_a_day(match[1])):
                        return match[1], word
    for word in sorted(_words(rows), key=lambda one: -one.box.left):
        whole = _NUMBER.fullmatch(word.text.strip())
        if whole and (len(whole[1]) == 20 or word.box.top < 0.35) and not _looks_like_a_day(whole[1]):
            return whole[1], word
    return None


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
                match = _CODE.search(re.sub(r"\s", "", word.text))
                if match:
                    return match[1], word
    for word in sorted(_words(rows), key=lambda one: one.box.top):
        match = _CODE.fullmatch(word.text.strip())
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
