"""The rate of tax a receipt names, and its net amount: both proven by the arithmetic they stand in. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ocr.fields.amounts import Amount
from ocr.fields.labels import plain
from ocr.page import Line, Word
from ocr.reading import Box

_PERCENT = re.compile(r"(?<![\d.])(\d{1,2}(?:[.,]\d{1,2})?)\s?%")
_TAX = re.compile(
    r"GST|SST|\bVAT\b|TAX|MWST|UST\b|\bTVA\b|\bBTW\b|\bIVA\b|税|稅|^\W*[A-Z]{1,3}\d?\s?[=@(:-]|\b(?:SR|ZRL?|TX|S)\b"
)
_NO_TAX = re.compile(r"SERVICE|SVC|SERV\b|DISC|OFF\b|SAVE|SAVING|REBATE|DEPOSIT|折|优惠|服务费|PULP|COTTON|ALC|VOL")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class RateFound:
    """A rate of tax in percent. `holds`: the printed tax is this share of what it was charged on, to the cent."""

    value: Decimal
    box: Box
    text: str
    confidence: float
    holds: bool
    others: tuple[Decimal, ...] = ()


def rate(
    rows: Sequence[Line], tax: Decimal | None, net: Decimal | None, total: Decimal | None, form: bool = False
) -> RateFound | None:
    """The rate printed beside a word for a tax: the one by which the printed tax is right, else the only one.

    A tax form has a column of rates, with a word for a tax at its head only.
    """
    found: dict[Decimal, tuple[Word, str]] = {}
    for row in rows:
        text = plain(row.text)
        if not form and (not _TAX.search(text) or _NO_TAX.search(text)):
            continue
        for word in row.words:
            for match in _PERCENT.finditer(plain(word.text)):
                value = Decimal(match[1].replace(",", ".")).normalize()
                if 0 < value <= 30:
                    found.setdefault(Decimal(f"{value:f}"), (word, match.group()))
    right = [value for value in found if tax and fits(value, tax, net, total)]
    chosen = right[0] if len(right) == 1 else next(iter(found)) if len(found) == 1 else None
    if chosen is None:
        return None
    word, text = found[chosen]
    others = tuple(value for value in found if value != chosen)
    return RateFound(chosen, word.box, text, word.confidence, len(right) == 1, others)


def fits(percent: Decimal, tax: Decimal, net: Decimal | None, total: Decimal | None) -> bool:
    """Whether the tax is this share of the net amount, or lies in the total at this rate, to the cent."""
    of_net = (abs(net) * percent / 100).quantize(_CENT, ROUND_HALF_UP) if net is not None else None
    of_total = (abs(total) * percent / (100 + percent)).quantize(_CENT, ROUND_HALF_UP) if total is not None else None
    return abs(tax) in (of_net, of_total)


def net(found: Sequence[Amount], tax: Decimal, total: Decimal) -> tuple[Amount, Decimal] | None:
    """The amount before tax with what rounding adds to it: called so, and with the tax and the rounding the total."""
    rounding = {Decimal(0)} | {one.value for one in found if one.label == "rounding" and 0 < abs(one.value) < 1}
    rounding |= {-one for one in rounding}
    for cents in sorted(rounding, key=abs):
        for one in found:
            called = one.exact and one.label in ("subtotal", "total") and one.value > tax
            if called and one.value + tax + cents == total:
                return one, cents
    return None
