"""Chinese railway tickets, electronic ones (`rail_einvoice`) and the red and blue paper ones: date of travel, fare,
number, traveller.

Fares and dates carry their own marks (¥…元, 年月日…开), so places matter little. The number stands at the top left, on
some with three digits of the counter before it, and again within the code of 21 signs at the foot: five digits of the
station, two, three of the counter, four of a day, then the letter and the six digits of the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from ocr.checks import FORM, NUMBER_TWICE, ONE_DOCUMENT
from ocr.fields.currency import yuan
from ocr.fields.numbers import as_digits
from ocr.fields.worn_dates import LOST, worn_date
from ocr.kinds import rail_einvoice
from ocr.page import Page, Word
from ocr.reading import Check, Field, Reading, Where

name = "train_ticket"

_SIGNS = (
    r"限乘当日当次车|中国铁路祝您|买票请到\s*12306|12306",
    r"[GDCZTKYS]\d{1,4}(?!\d)",
    r"[一二硬软商无新特][等座卧]\w?[座卧]?|二等座|一等座|硬座|软座",
    r"\d{1,2}车\s?\w{1,4}号?|车无座",
    r"年.{0,4}月.{0,4}日.{0,8}开|20\d\d\D\d\d\D\d\d\D?\d\d:\d\d开",
    r"[¥￥]\s?\d+\.\d\s?元",
)
_DATE = re.compile(r"20\d{2}(?:\D{1,2}\d{1,2}\D{1,2}|\D\d{3}|\d{3}月)\d{1,2}")
_DEPARTURE = re.compile(r"20\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日.{0,8}开")
_FARE = re.compile(r"([¥￥Y夫#*]\s?)?(\d{1,4}\s?[.,·]\s?\d{1,2}|(?<=[¥￥])\d{1,4} \d(?=元))\s?([元π兀])?")
_POINTLESS = re.compile(r"[¥￥]\s?(\d{2,4}[05])\s?[元π兀]")
_NUMBER = re.compile(r"(?<![A-Z0-9])([A-Z0-9|]{0,3}?)([A-Z])([0-9A-Z|]{6})(?![A-Z0-9])")
_FOOT = re.compile(r"(?<![A-Z0-9])([0-9A-Z|]{14})([A-Z])([0-9A-Z|]{6})(?![A-Z0-9])")
_TRAVELLER = re.compile(r"\d{6,10}\*{4}\w{4}\s*([\u4e00-\u9fff·]{2,6})")


def recognises(page: Page) -> bool:
    """An electronic one, or at least three signs of a paper one, among them its railway's line or its departure."""
    if rail_einvoice.recognises(page):
        return True
    text = page.text
    hits = [bool(re.search(sign, text)) for sign in _SIGNS]
    return sum(hits) >= 3 and (hits[0] or hits[4]) and "发票号码" not in text and len(page.words) < 80


def read(page: Page) -> Reading:
    """Date of travel, total, number, currency, traveller; paper tickets do not name their seller, the railway."""
    if rail_einvoice.recognises(page):
        return rail_einvoice.read(page, name)
    fields: dict[str, Field] = {}
    checks: list[Check] = []
    day = _day(page)
    if day is not None:
        value, word, sure, text = day
        fields["date"] = Field(value, round(sure * word.confidence, 3), page.how, Where(0, word.box), text)
    fare = _fare(page)
    if fare is not None:
        amount, word, text, sure = fare
        fields["total"] = Field(amount, round(sure * word.confidence, 3), page.how, Where(0, word.box), text)
    number, twice = _number(page)
    if number is not None:
        fields["invoice_number"] = number
        if twice:
            checks.append(Check(NUMBER_TWICE, ("invoice_number",), True))
    for word in page.words:
        match = _TRAVELLER.search(word.text)
        if match:
            fields["traveller"] = Field(
                match[1], round(0.8 * word.confidence, 3), page.how, Where(0, word.box), match[1]
            )
            break
    if sum(bool(_DEPARTURE.search(word.text)) for word in page.words) > 1:
        checks.append(Check(ONE_DOCUMENT, ("total", "date", "invoice_number"), False))
    checks.append(Check(FORM, ("currency",), True))  # Chinese tax forms are made out in yuan only
    fields["currency"] = yuan(page.how)
    return Reading(kind=name, fields=fields, checks=tuple(checks))


def _day(page: Page) -> tuple[date, Word, float, str] | None:
    """The date of departure, its word, how sure, and its print; a date followed by 开 before any other."""
    found: list[tuple[bool, date, Word, float, str]] = []
    for word in page.words:
        text = as_digits(word.text)
        match = _DATE.search(text)
        if match and re.search(r"[年月日开]|\d:\d", text) and not re.search(r"[*]{4}", text):
            read = worn_date(text, "CNY")
            if read is not None:
                value, sure, _ = read
                whole = bool(re.search(r"年\s?\d{1,2}\s?月\s?\d{2}\s?(日|.*开)", text))
                found.append(
                    ("开" not in word.text, value, word, 0.95 if whole and sure >= LOST else sure, match.group())
                )
    return min(found, key=lambda one: (one[0], one[2].box.top))[1:] if found else None


def _fare(page: Page) -> tuple[Decimal, Word, str, float] | None:
    """The amount with the clearest mark: ¥ and 元, then either; the largest on a tie. Where the ¥ before it was not
    read a digit may be missing too, so it is believed less."""
    best: tuple[int, Decimal, Word, str] | None = None
    for word in page.words:
        for match in _FARE.finditer(as_digits(word.text)):
            marks = bool(match[1]) + bool(match[3])
            if marks == 0:
                continue
            value = Decimal(re.sub(r"\s?[.,·]\s?|\s", ".", match[2])).quantize(Decimal("0.01"))
            if best is None or (marks, value) > (best[0], best[1]):
                best = (marks, value, word, match.group())
    if best is not None:
        return (*best[1:], 0.9 if best[0] == 2 else 0.55)
    for word in page.words:
        if lost := _POINTLESS.search(as_digits(word.text)):  # fares have one digit after the point
            return Decimal(lost[1]).scaleb(-1).quantize(Decimal("0.01")), word, lost.group(), 0.5
    return None


def _number(page: Page) -> tuple[Field | None, bool]:
    """The ticket number, and whether its letter, digits and counter stand in the code at the foot too.

    Highest on the page, left before right; on a ticket that may stand on its head, anywhere. Where only the foot was
    read, which does not say whether the counter was printed before the number, it is asked.
    """
    foot = next(((match, word) for word in page.words if (match := _FOOT.search(_signs(word.text)))), None)
    code = _digits(foot[0][1]) + foot[0][2] + _digits(foot[0][3]) if foot else ""
    counter, serial = code[7:10], code[14:]
    whole = [one for one in page.words if _NUMBER.fullmatch(_signs(one.text))]
    for word in (*(one for one in _reading_order(page.words) if one.box.top < 0.5), *whole):
        for match in _NUMBER.finditer(_signs(word.text)):
            before, own = _digits(match[1]), match[2] + _digits(match[3])
            if not (before + own[1:]).isdigit() or (len(match[1]) == 1):
                continue
            field = Field(before + own, round(0.9 * word.confidence, 3), page.how, Where(0, word.box), word.text)
            return field, own == serial and counter.endswith(before)
    if foot is not None and code[:14].isdigit() and serial[1:].isdigit():
        return Field(counter + serial, 0.5, page.how, Where(0, foot[1].box), foot[1].text, candidates=(serial,)), False
    return None, False


def _signs(text: str) -> str:
    return text.replace(" ", "").upper()


def _digits(text: str) -> str:
    """A part of the number that has digits only: a letter in it is the digit it looks like."""
    return as_digits(f"0{text.replace('L', 'l')}0")[1:-1]


def _reading_order(words: Iterable[Word]) -> list[Word]:
    return sorted(words, key=lambda one: (round(one.box.top, 1), one.box.left))
