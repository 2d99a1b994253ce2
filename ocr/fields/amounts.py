"""Amounts of money on a page, each with the label beside it and the currency mark it carries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ocr.fields.labels import Label, label_of
from ocr.page import Line
from ocr.reading import Box

_MARK = r"RM|MYR|CNY|RMB|HK\$|NT\$|US\$|S\$|SGD|USD|EUR|GBP|TWD|HKD|CHF|[¥￥$€£]"
_NUMBER = re.compile(
    rf"(?P<mark>{_MARK})?\s{{0,2}}(?P<sign>[-−–]\s?)?"
    r"(?P<number>\d{1,3}(?:[,']\s?\d{3})+(?:\.\s?\d{1,2})?|\d{1,3}(?:\.\d{3})+,\d{2}|\d+\s?[.,]\s?\d{1,3}|\d+)"
    r"(?P<minus>-)?\s?(?P<after>元|圆|圓|円|%|％|€|EUR|CNY|RMB|USD|/|:|kg|KG|km|KM)?"
)
#: Nobody claims more on one receipt; longer digit runs are bar codes, telephone and account numbers.
LARGEST = Decimal(10_000_000)


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount: `line` numbers its line; `exact` whether it had two decimals; `mark` is RM, ¥ …"""

    value: Decimal
    line: int
    box: Box
    text: str
    confidence: float
    mark: str = ""
    exact: bool = True
    label: Label | None = None
    label_text: str = ""
    last: bool = True


def decimal_of(number: str) -> tuple[Decimal, bool] | None:
    """A printed number as Decimal and whether it had two decimals: 1,234.50, 1.234,50, 12,50, 1'234.50; else None."""
    digits = re.sub(r"[\s']", "", number)
    if "," in digits and "." in digits:
        point = max(digits.rfind(","), digits.rfind("."))
        whole, rest = re.sub(r"[.,]", "", digits[:point]), digits[point + 1 :]
    elif "," in digits or "." in digits:
        sign = "," if "," in digits else "."
        whole, _, rest = digits.rpartition(sign)
        if sign == "," and len(rest) == 3:
            whole, rest = whole.replace(",", "") + rest, ""
        whole = whole.replace(sign, "")
    else:
        whole, rest = digits, ""
    if not whole.isdigit() or (rest and not rest.isdigit()) or len(rest) > 2:
        return None
    return Decimal(f"{whole}.{rest or '0'}").quantize(Decimal("0.01")), len(rest) == 2


def amounts(lines: Sequence[Line]) -> tuple[Amount, ...]:
    """All amounts, top to bottom and left to right, with labels from their own line, or from the line above or below
    where that holds nothing but words."""
    found: list[Amount] = []
    wordy: dict[int, str] = {}
    for line in lines:
        here = list(_on_line(line))
        if not here:
            wordy[line.number] = line.text
        found.extend(here)
    return tuple(_labelled(amount, wordy) for amount in found)


def _on_line(line: Line) -> list[Amount]:
    here: list[Amount] = []
    before = ""
    for word in line.words:
        place = 0
        for match in _NUMBER.finditer(word.text):
            text_between = word.text[place : match.start()]
            amount = _amount(match, word.text)
            if amount is None:
                continue
            value, exact = amount
            before_all = f"{before} {text_between}".strip()
            mark = match["mark"] or (
                match["after"] if match["after"] in ("元", "圆", "圓", "円", "€", "EUR", "CNY", "RMB", "USD") else ""
            )
            lone = re.search(rf"({_MARK})\s*$", before_all)
            if not mark and lone:
                mark = lone[1]
            here.append(
                Amount(
                    value=value,
                    line=line.number,
                    box=word.box,
                    text=match.group().strip(),
                    confidence=word.confidence,
                    mark=mark or "",
                    exact=exact,
                    label=label_of(text_between) or label_of(before_all),
                    label_text=before_all,
                    last=False,
                )
            )
            place = match.end()
        before = f"{before} {word.text}"
    if here:
        rest = line.text.rsplit(here[-1].text, 1)[-1]
        tail = label_of(rest) if here[-1].label is None else None
        here[-1] = _with(here[-1], last=True, label=here[-1].label or tail)
    return here


def _amount(match: re.Match[str], text: str) -> tuple[Decimal, bool] | None:
    """The value, or None where the digits are part of a date, a time, a percentage, a code or a measure."""
    start, end = match.start("number"), match.end("number")
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if match["after"] in ("%", "％", ":", "/", "kg", "KG", "km", "KM") or before in ("/", ":", ".", "#", "*"):
        return None
    if (before in ("-", "−", "–") and re.search(r"\w\s?[-−–]$", text[:start])) or after.isdigit():
        return None
    if re.match(r"[./-]\d", text[end : end + 2]) or (after == "-" and re.match(r"-\w", text[end : end + 2])):
        return None
    parsed = decimal_of(match["number"])
    if parsed is None or parsed[0] > LARGEST:
        return None
    value, exact = parsed
    marked = exact or match["mark"] or match["after"] in ("元", "圆", "圓", "円")
    # A bare whole number is an amount only where nothing else stands in the word: "466", not "14F" or "Jalan 3".
    if not marked and (not re.fullmatch(r"[-−–]?\s?[\d.,']+\s?", text) or len(match["number"]) > 6):
        return None
    if match["sign"] or match["minus"]:
        value = -value
    return value, exact


def _with(amount: Amount, *, last: bool, label: Label | None) -> Amount:
    return Amount(
        amount.value,
        amount.line,
        amount.box,
        amount.text,
        amount.confidence,
        amount.mark,
        amount.exact,
        label,
        amount.label_text,
        last,
    )


def _labelled(amount: Amount, wordy: dict[int, str]) -> Amount:
    """An amount alone on its line takes the words of the line above; "TOTAL" often stands over its value."""
    if amount.label is not None or re.search(r"[^\W\d_]{2}", re.sub(_MARK, "", amount.label_text)):
        return amount
    above = wordy.get(amount.line - 1)
    if above is None or len(above) > 40:
        return amount
    return _with(amount, last=amount.last, label=label_of(above))
