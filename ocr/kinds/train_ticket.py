"""Chinese railway tickets, the red and blue paper ones: date of travel, fare, ticket number, traveller.

Fares and dates carry their own marks (¥…元, 年月日…开), so places matter little; the number stands at the top left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from ocr.checks import FORM, NUMBER_TWICE, ONE_DOCUMENT
from ocr.page import Page, Word
from ocr.reading import Check, Field, Reading, Where

name = "train_ticket"

_SIGNS = (
    r"限乘当日当次车|中国铁路祝您|买票请到\s*12306|12306",
    r"[GDCZTKYS]\d{1,4}(?!\d)",
    r"[一二硬软商无新特][等座卧]\w?[座卧]?|二等座|一等座|硬座|软座",
    r"\d{1,2}车\s?\w{1,4}号?|车无座",
    r"年.{0,4}月.{0,4}日.{0,8}开",
    r"[¥￥]\s?\d+\.\d\s?元",
)
_DATE = re.compile(r"(20\d{2})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日?")
_DEPARTURE = re.compile(r"20\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日.{0,8}开")
_FARE = re.compile(r"[¥￥Y]?\s?(\d{1,4}[.,]\d{1,2})\s?元?")
_NUMBER = re.compile(r"(?<![A-Z0-9])([A-Z]\d{6}|[A-Z0-9]?\d{2,3}[A-Z]\d{6})(?![A-Z0-9])")
_TRAVELLER = re.compile(r"\d{6,10}\*{4}\w{4}\s*([\u4e00-\u9fff·]{2,6})")


def recognises(page: Page) -> bool:
    """A train ticket shows at least three of its signs, among them its railway line of print or its departure."""
    text = page.text
    hits = [bool(re.search(sign, text)) for sign in _SIGNS]
    return sum(hits) >= 3 and (hits[0] or hits[4]) and "发票号码" not in text and len(page.words) < 80


def read(page: Page) -> Reading:
    """Date of travel, total, number, currency, traveller; paper tickets do not name their seller, the railway."""
    fields: dict[str, Field] = {}
    checks: list[Check] = []
    day = _day(page)
    if day is not None:
        value, word, text = day
        fields["date"] = Field(value, round(0.95 * word.confidence, 3), page.how, Where(0, word.box), text)
    fare = _fare(page)
    if fare is not None:
        amount, word, text = fare
        fields["total"] = Field(amount, round(0.9 * word.confidence, 3), page.how, Where(0, word.box), text)
    number = _number(page)
    if number is not None:
        text, word = number
        fields["invoice_number"] = Field(text, round(0.9 * word.confidence, 3), page.how, Where(0, word.box), text)
        # The long number at the foot ends in the ticket number's letter and six digits: the same, printed elsewhere.
        if any(text[-7:] in other.text.replace(" ", "") for other in page.words if len(other.text) > 15):
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
    fields["currency"] = Field("CNY", 0.95, page.how, Where(0))
    return Reading(kind=name, fields=fields, checks=tuple(checks))


def _day(page: Page) -> tuple[date, Word, str] | None:
    """The date of departure; a date followed by a time and 开 before any other."""
    found: list[tuple[bool, date, Word, str]] = []
    for word in page.words:
        match = _DATE.search(word.text)
        if match:
            try:
                value = date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                continue
            found.append(("开" not in word.text, value, word, match.group()))
    return min(found, key=lambda one: (one[0], one[2].box.top))[1:] if found else None


def _fare(page: Page) -> tuple[Decimal, Word, str] | None:
    """The amount with the clearest mark: ¥ and 元, then either; the largest on a tie."""
    best: tuple[int, Decimal, Word, str] | None = None
    for word in page.words:
        for match in _FARE.finditer(word.text):
            marks = ("¥" in match.group() or "￥" in match.group()) + ("元" in match.group())
            if marks == 0:
                continue
            value = Decimal(match[1].replace(",", ".")).quantize(Decimal("0.01"))
            if best is None or (marks, value) > (best[0], best[1]):
                best = (marks, value, word, match.group())
    return None if best is None else best[1:]


def _number(page: Page) -> tuple[str, Word] | None:
    """The ticket number: highest on the page, left before right; on a ticket that may stand on its head, anywhere."""
    whole = [one for one in page.words if _NUMBER.fullmatch(one.text.replace(" ", "").upper())]
    for word in (*(one for one in _reading_order(page.words) if one.box.top < 0.5), *whole):
        match = _NUMBER.search(word.text.replace(" ", "").upper())
        if match:
            return match[1], word
    return None


def _reading_order(words: Iterable[Word]) -> list[Word]:
    return sorted(words, key=lambda one: (round(one.box.top, 1), one.box.left))
