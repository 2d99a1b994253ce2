"""The goods on a receipt, line by line: what, how many, for how much; proven where they add up. Pure.

An item is an amount at the end of a line, between the heading of the table and the first sum. Its words stand before
it, on the lines above (bar codes and quantities between), or, where the table's first line has none, below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from ocr.fields.amounts import Amount
from ocr.fields.labels import label_of, plain
from ocr.page import Line
from ocr.reading import LineItem

_HEADING = re.compile(
    r"DESC|\bITEMS?\b|\bQTY\b|QUANT|PRICE|AMOUNT|\bAMT\b|\bU/?P\b|TOTAL|品名|名称|名稱|商品|菜品|菜名|数量"
    r"|數量|单价|單價|金额|金額|小计"
)
#: What may end the table: a sum, or how it was paid.
_ENDS = frozenset({"subtotal", "total", "final", "tax", "service", "rounding", "cash", "card", "change"})
_SUMS = frozenset({"subtotal", "total", "final"})
#: "Total qty 3 6.36" is a sum, "2 pcs 6.36" an item.
_COUNTED = re.compile(r"TOTAL|TTL|ITEMS? ?(?:COUNT|\(S\)|:)|NO\.? ?OF|合计|合計|总")
#: Words of a line that describe nothing: units, tax codes, marks.
_UNITS = (
    r"PCS?|PIECES?|EA|UNITS?|NOS|PKTS?|BTLS?|CTN|SETS?|RM|MYR|SR|ZRL|ZR|S|Z|T|TX|X|SGD|USD|EUR|DISC|NET|份|个"
    r"|個|瓶|杯|盒|袋|元|只"
    r"|件|位|碗|张|本|升|L"
)
_SAYS_NOTHING = re.compile(rf"(?:\W|\d|\b(?:{_UNITS})\b)*", re.IGNORECASE)
_CODE = re.compile(r"^\W*(?:(?:SR|ZRL?)[:\s]*)?(?:\d{4,}|[\dIO]{9,})(?!\w)\W*|^\d{1,2}[.)]\s|^(?:SR|ZRL?)\s?:\s?")
_TAIL = re.compile(
    rf"(?>\s*(?:[*×@$¥￥€]|RM|\bX\b)?\s*-?\d[\d,]*[.,]\d{{1,4}}\s?[A-Z]{{0,3}}(?![A-Z])|\s+\d{{1,2}}\s?%|\s*€|\s+[*×@]?\d+(?=\s|$)|\s*[*×@]\s*\d+"
    rf"|\s+\*?(?:{_UNITS})(?=\s|$)|[\s*@|:]+$)+\s*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\d.])\d{1,7}(?:[.,]\d{1,4})?(?![\d.])")
_LEADING = re.compile(r"^\W*(\d{1,2})\s?[X×*]?\s+(?=[^\W\d_])|^\W*(\d{1,2})[X×]\s?(?=[^\W\d_])", re.IGNORECASE)
_TIMES = re.compile(
    r"(?<![\d.*×X])(?:[X×*]\s?(\d{1,2})(?![\d.*])|(\d{1,2})\s?(?:PCS?\b|份|个|件|位|碗|杯|瓶))", re.IGNORECASE
)
_CENT = Decimal("0.01")
#: More lines than this are no receipt's goods.
_MOST = 200


def items(
    rows: Sequence[Line], found: Sequence[Amount], total: Decimal | None
) -> tuple[tuple[LineItem, ...], bool | None]:
    """The goods, and whether they add up to the total or to a subtotal of all; None where nothing was found."""
    heading = _heading(rows)
    printed_here = [one for one in found if heading < one.line and (one.exact or one.mark)]
    sums = {one.line for one in printed_here if one.label in _ENDS and one.last}
    sums |= {one.line for one in printed_here if one.label == "count" and _COUNTED.search(plain(one.label_text))}
    goods = [one for one in printed_here if one.line not in sums and one.label in (None, "discount", "count")]
    ends = sorted(sums) or [len(rows)]
    starts = sorted({one.line for one in goods if one.label != "discount"})[:3]
    first: tuple[LineItem, ...] = ()
    for end in ends[:4]:
        later = [one for one in printed_here if one.line >= end]
        printed = {one.value for one in later if one.label in _SUMS | {"count"}} & _whole(later, total)
        printed |= {total} if total else set()
        for start in starts:
            for column in (1, 2):
                amounts = _without_prices(rows, _column(goods, start, end, column))
                if not amounts or len(amounts) > _MOST:
                    continue
                every = _described(rows, amounts, heading)
                if sum(one.amount for one in every) in printed and all(_of_goods(one) for one in every):
                    return every, True
                first = first or every
    return first, False if first else None


def _whole(later: Sequence[Amount], total: Decimal | None) -> set[Decimal]:
    """What a subtotal has to be for tax, service, discount and rounding to make it the total; others are of a part."""
    if total is None:
        return set()

    def of(label: str) -> set[Decimal]:
        return {abs(one.value) for one in later if one.label == label} | {Decimal(0)}

    cents = {sign * one for one in of("rounding") if one < 1 for sign in (1, -1)}
    return {
        total - tax - service + less - cent
        for tax in of("tax")
        for service in of("service")
        for less in of("discount")
        for cent in cents
    }


def _of_goods(one: LineItem) -> bool:
    """Whether the words name goods: a sum that was not seen as one adds up with itself."""
    return (
        bool(one.description)
        and label_of(one.description) not in _SUMS | {"tax", "change"}
        and not re.search(r"OTAL\b|AMOUNT|ROUND|\bSALES\b", one.description.upper())
    )


def _heading(rows: Sequence[Line]) -> int:
    """The line of the table's heading, the last one before amounts where it takes several; -1 where there is none."""
    at = next(
        (
            row.number
            for row in rows
            if len(set(_HEADING.findall(plain(row.text)))) >= 2 and not re.search(r"\d", row.text)
        ),
        -1,
    )
    if at < 0:
        return -1
    while at + 1 < len(rows) and _HEADING.search(plain(rows[at + 1].text)) and not re.search(r"\d", rows[at + 1].text):
        at += 1
    return at


def _column(goods: Sequence[Amount], start: int, end: int, column: int) -> list[Amount]:
    """The amounts of the goods: the last of each line, or the one before it where the last is a tax."""
    found = []
    for line in sorted({one.line for one in goods if start <= one.line < end}):
        here = [one for one in goods if one.line == line]
        if len(here) >= column and here[-column].value:
            found.append(here[-column])
    return found


def _without_prices(rows: Sequence[Line], amounts: list[Amount]) -> list[Amount]:
    """Without the prices of one piece that stand on a line of their own, above or below the amount."""
    left: list[Amount] = []
    for one in amounts:
        above = left[-1] if left else None
        if above is not None and above.line == one.line - 1 and not _words(rows[one.line].text):
            numbers = [Decimal(match.group().replace(",", ".")) for match in _NUMBER.finditer(rows[one.line].text)]
            if any(count * above.value == one.value for count in numbers):
                left[-1] = replace(one, line=above.line) if _words(rows[above.line].text) else one
                continue
            if any(count * one.value == above.value for count in numbers):
                continue
        left.append(one)
    return left


def _described(rows: Sequence[Line], amounts: Sequence[Amount], heading: int) -> tuple[LineItem, ...]:
    own = [_words(rows[one.line].text) for one in amounts]
    first = amounts[0].line
    gap = min((two.line - one.line for one, two in pairwise(amounts)), default=2) - 1
    above = max(heading, first - max(1, gap) - 1) if heading < 0 else heading
    below = not own[0] and heading >= 0 and first == heading + 1
    found = []
    for place, amount in enumerate(amounts):
        until = amounts[place + 1].line if place + 1 < len(amounts) else amount.line + 2
        before = amounts[place - 1].line if place else above
        near = range(amount.line + 1, min(until, len(rows))) if below else range(before + 1, amount.line)
        lines = [rows[at].text for at in near]
        words = own[place] or next((said for text in lines if (said := _words(text))), "")
        quantity = _quantity([rows[amount.line].text, *lines], amount.value)
        if amount.value < 0 or (words and amount.label == "discount"):
            quantity = None
        value = -amount.value if amount.label == "discount" and amount.value > 0 else amount.value
        found.append(LineItem(words, value, quantity))
    return tuple(found)


def _words(text: str) -> str:
    """What a line calls the goods: without bar code, quantity and amounts; empty where nothing is left."""
    said = re.sub(r"\s+", " ", text).strip()
    said = _TAIL.sub("", _CODE.sub("", said)).strip(" |*:-@")
    leading = _LEADING.match(said)
    said = said[leading.end() :] if leading else said
    said = _CODE.sub("", said).strip()
    if _SAYS_NOTHING.fullmatch(said) or not re.search(r"[^\W\d_]{2}|[\u4e00-\u9fff]", said):
        return ""
    return said[:120]


def _quantity(texts: Sequence[str], amount: Decimal) -> Decimal | None:
    """How many: the number whose product with another printed beside it is the amount, else the one marked as such."""
    for text in texts:
        numbers = [Decimal(match.group().replace(",", ".")) for match in _NUMBER.finditer(plain(text))]
        if amount in numbers:
            # The amount itself is no factor of itself, unless it stands there twice.
            del numbers[len(numbers) - 1 - numbers[::-1].index(amount)]
        for one, two in _pairs(numbers):
            if abs(one * two - amount) < _CENT:
                return _count(one, two)
    for text in texts:
        match = _LEADING.match(text) or _TIMES.search(text)
        if match:
            return Decimal(next(part for part in match.groups() if part))
    return None


def _pairs(numbers: Sequence[Decimal]) -> Iterator[tuple[Decimal, Decimal]]:
    for place, one in enumerate(numbers):
        for two in numbers[place + 1 :]:
            if one and two:
                yield one, two


def _count(one: Decimal, two: Decimal) -> Decimal:
    """Of a quantity and a price the one without cents; of two with cents the one that is a whole number."""
    for whole in (
        [value for value in (one, two) if value.as_tuple().exponent == 0],
        [value for value in (one, two) if value == value.to_integral_value()],
        [value for value in (one, two) if value.as_tuple().exponent != -2],
    ):
        if len(whole) == 1:
            return Decimal(f"{whole[0].normalize():f}")
    return Decimal(f"{min(one, two).normalize():f}")


_FORM_FROM = re.compile(r"货物或应税|应税劳务|项目名称|服务名称|货物名称")
_FORM_TO = re.compile(r"^\W*合\s*计|价\s*税\s*合\s*计")
_FORM_AMOUNT = re.compile(r"(?<![\d.])-?\d[\d,]*\.\d{2}(?!\d)")
_FORM_RATE = re.compile(r"(?<!\d)\d{1,2}(?:\.\d)?\s?[%％]|免\s?税|不征税")
_PLATE_OR_DAY = re.compile(r"^20\d{6}$")


def form_items(rows: Sequence[Line], net: Decimal | None) -> tuple[tuple[LineItem, ...], bool | None]:
    """The lines of a Chinese tax invoice, amounts without tax, and whether they add up to the net amount."""
    start = next((at for at, row in enumerate(rows) if _FORM_FROM.search(re.sub(r"\s", "", row.text))), None)
    if start is None:
        return (), None
    found: list[LineItem] = []
    for row in rows[start + 1 :]:
        text = re.sub(r"\s", "", row.text)
        if _FORM_TO.search(text):
            break
        rate = next((at for at, word in enumerate(row.words) if _FORM_RATE.search(word.text)), None)
        money = [
            (at, Decimal(match.group().replace(",", "")))
            for at, word in enumerate(row.words[: rate if rate is not None else None])
            for match in _FORM_AMOUNT.finditer(word.text)
        ]
        first = row.words[0].text.strip()
        if not money:
            # A long name goes on below.
            if found and len(row.words) <= 2 and row.words[0].box.left < 0.4:
                found[-1] = LineItem((found[-1].description + first)[:120], found[-1].amount, found[-1].quantity)
            continue
        words = first if re.search(r"[^\W\d_]", first) else ""
        numbers = [
            Decimal(match.group())
            for word in row.words[1 : money[-1][0] + 1]
            for match in _NUMBER.finditer(word.text)
            if not _PLATE_OR_DAY.match(word.text.strip())
        ]
        amount = money[-1][1]
        quantity = next(
            (one for one, two in _pairs(numbers) if amount > 0 and abs(one * two - amount) < _CENT and two != amount),
            None,
        )
        found.append(LineItem(words, amount, quantity))
    if not found:
        return (), None
    return tuple(found), net is not None and sum(one.amount for one in found) == net
