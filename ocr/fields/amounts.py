"""Amounts of money on a page, each with the label beside it and the currency mark it carries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ocr.fields.labels import Label, label_of, plain
from ocr.page import Line
from ocr.reading import Box

_MARK = r"RM|MYR|CNY|RMB|HK\$|NT\$|US\$|S\$|SGD|USD|EUR|GBP|TWD|HKD|CHF|[¥￥$€£]"
#: No sum of money has more digits before its point; longer ones are numbers of accounts.
_DIGITS = 12
_AFTER = frozenset({"元", "圆", "圓", "円", "€", "EUR", "CNY", "RMB", "USD"})
_NUMBER = re.compile(
    rf"(?P<mark>{_MARK})?\s{{0,2}}(?P<sign>[-−–]\s?)?"
    r"(?P<number>\d{1,3}(?:[,']\s?\d{3})+(?:\.\s?\d{1,2})?|\d{1,3}(?:\.\d{3})+,\d{2}|\d+\s?[.,]\s?\d{1,3}|\d+|\.\d{2})"
    r"(?P<minus>-)?\s?(?P<after>元|圆|圓|円|%|％|€|EUR|CNY|RMB|USD|/|:|kg|KG|km|KM)?"
)
#: A lone amount whose point was misread, at the end of a line that is called a total or a payment: 28-90, 28:90.
_SLIP = re.compile(rf"(?P<mark>{_MARK})?\s?(?P<whole>\d{{1,6}})\s?(?P<point>[-:·'°])\s?(?P<cents>\d{{2}})")
_SLIP_LABELS = frozenset({"final", "total", "cash", "card", "subtotal"})
#: How far such an amount is believed: its print was not what it was read as.
_SLIP_CONFIDENCE = 0.7
#: "With 6 % GST 0.42" is the tax in the total, "with 6 % GST 7.42" the total: told apart by what else is printed.
_TAX_SHARE = Decimal(5)
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
    whole = whole or "0"
    if len(whole) > _DIGITS:
        return None
    if not whole.isdigit() or (rest and not rest.isdigit()) or len(rest) > 2:
        return None
    return Decimal(f"{whole}.{rest or '0'}").quantize(Decimal("0.01")), len(rest) == 2


def amounts(lines: Sequence[Line]) -> tuple[Amount, ...]:
    """All amounts, top to bottom and left to right, with labels from their own line, or from the line above or below
    where that holds nothing but words."""
    found: list[Amount] = []
    wordy: dict[int, str] = {}
    for line in lines:
        here = list(_on_line(line)) or _slipped(line)
        if not here:
            wordy[line.number] = line.text
        found.extend(here)
    return _taxes_apart([_labelled(amount, wordy) for amount in found])


def _taxes_apart(found: list[Amount]) -> tuple[Amount, ...]:
    """A "total" whose label speaks of tax and that is a small part of another total is the tax."""
    largest = max((one.value for one in found if one.label in ("final", "total", "cash", "card")), default=Decimal(0))
    return tuple(
        replace(one, label="tax")
        if one.label == "final"
        and re.search(r"GST|TAX|SST|VAT", plain(one.label_text))
        and 0 < one.value * _TAX_SHARE < largest
        else one
        for one in found
    )


def _on_line(line: Line) -> list[Amount]:
    """The amounts of one line; each is labelled by the words since the amount before it, or else by all before it."""
    here: list[Amount] = []
    before, since = "", ""
    for word in line.words:
        place = 0
        for match in _NUMBER.finditer(word.text):
            amount = _amount(match, word.text)
            if amount is None:
                continue
            between = f"{since} {word.text[place : match.start()]}".strip()
            before_all = f"{before} {word.text[: match.start()]}".strip()
            mark = match["mark"] or (match["after"] if match["after"] in _AFTER else "")
            lone = re.search(rf"({_MARK})\s*$", between)
            here.append(
                Amount(
                    value=amount[0],
                    line=line.number,
                    box=word.box,
                    text=match.group().strip(),
                    confidence=word.confidence,
                    mark=mark or (lone[1] if lone else ""),
                    exact=amount[1],
                    label=_checked(label_of(between) or label_of(before_all), amount[0]),
                    label_text=before_all,
                    last=False,
                )
            )
            place, since = match.end(), ""
        before = f"{before} {word.text}"
        since = f"{since} {word.text[place:]}"
    if here:
        # German and French shops print the label of some lines behind the amount.
        here[-1] = replace(here[-1], last=True, label=here[-1].label or label_of(since))
    return here


def _slipped(line: Line) -> list[Amount]:
    """The amount of a line that has none but "TOTAL 28-90" or "CASH 28:90". What could be a time of day is none."""
    *words, last = line.words
    before = " ".join(word.text for word in words)
    label = label_of(before)
    match = _SLIP.fullmatch(last.text.strip())
    if match is None or label not in _SLIP_LABELS or re.search(r"DATE|TIME", plain(before)):
        return []
    if match["point"] == ":" and int(match["whole"]) < 24 and int(match["cents"]) < 60:
        return []
    return [
        Amount(
            value=Decimal(f"{match['whole']}.{match['cents']}"),
            line=line.number,
            box=last.box,
            text=match.group(),
            confidence=min(last.confidence, _SLIP_CONFIDENCE),
            mark=match["mark"] or "",
            label=label,
            label_text=before,
        )
    ]


def _checked(label: Label | None, value: Decimal) -> Label | None:
    """A rounding of one or more is the rounded total: "Rounding RM 45.35"."""
    return "final" if label == "rounding" and value >= 1 else label


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
    if text[match.end() : match.end() + 1] == "/":
        return None  # a price per kilometre or kilogram
    parsed = decimal_of(match["number"])
    if parsed is None or parsed[0] > LARGEST or (match["number"].startswith(".") and before.isalnum()):
        return None
    value, exact = parsed
    marked = exact or match["mark"] or match["after"] in ("元", "圆", "圓", "円")
    # A bare whole number is an amount only where nothing else stands in the word: "466", not "14F" or "Jalan 3".
    if not marked and (not re.fullmatch(r"[-−–]?\s?[\d.,']+\s?", text) or len(match["number"]) > 6):
        return None
    if match["sign"] or match["minus"]:
        value = -value
    return value, exact


def _labelled(amount: Amount, wordy: dict[int, str]) -> Amount:
    """An amount alone on its line takes the words of the line above; "TOTAL" often stands over its value."""
    if amount.label is not None or re.search(r"[^\W\d_]", re.sub(_MARK, "", amount.label_text)):
        return amount
    above = wordy.get(amount.line - 1)
    if above is None or len(above) > 40:
        return amount
    return replace(amount, label=_checked(label_of(above), amount.value))
