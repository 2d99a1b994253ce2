"""What was paid for a taxi: which of the marked amounts of the slip, and what the others say to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ocr.checks import CARD_BALANCE, FARE, FARE_FITS
from ocr.fields.labels import plain
from ocr.fields.numbers import as_digits
from ocr.fields.slips import Slip, middle
from ocr.page import Line, Word
from ocr.reading import Check, Value

_CENT = Decimal("0.01")
_YUAN, _JIAO = Decimal(1), Decimal("0.1")
#: Nowhere does a taxi cost less.
_LEAST = Decimal(5)

#: What a ride may cost, in times of price and distance, and yuan of waiting besides.
_LOWEST, _HIGHEST, _WAITED = Decimal("0.6"), Decimal(3), Decimal(80)
#: Nor a kilometre more.
_PRICE = Decimal(10)

_BEFORE = r"(?:HK\$|NT\$|[¥￥Y#夫*$])\s?"
_AFTER = r"\s?[元π兀](?!\s?/)"
_POINTED = r"\d{1,4}\s?[.·,，]{1,2}\s?\d{1,2}|\d{1,3} \d{2}(?=\s?[元π兀])"
_MARKED = re.compile(rf"(?:{_BEFORE}({_POINTED})(?!\d)|({_POINTED}){_AFTER})")
#: ¥3400 is ¥34.00 whose point was lost, and so is 3400 where a sum should stand.
_POINTLESS = re.compile(r"(?:^|[¥￥])\s?(\d{3,5})\s?[元π兀]?$")
_WHOLE = re.compile(r"(?:^|HK\$|NT\$|[¥￥$])\s?(\d{2,4})\s?[元π兀]?$")
_BARE = re.compile(r"^\D{0,2}(\d{1,4}[.·,]\d{2})\D{0,2}$")
_PER = re.compile(r"/\s?(?:KM|公)|PER KM|单价|單價", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paid:
    """The total, the word it stands in and its print, other amounts to choose from, how sure (0 to 1), and checks."""

    value: Decimal
    word: Word
    print: str
    others: tuple[Value, ...]
    sure: float
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class _Amount:
    value: Decimal
    word: Word
    print: str


def paid(rows: Sequence[Line], form: Slip) -> Paid | None:
    """What was paid, by the form's own caption for it or as the largest marked amount; None where there is none."""
    marked = [one for one in _marked(rows) if not _of_card(one.word, form)]
    worn = [one for one in _worn(rows, form) if not _of_card(one.word, form)]
    clear = [one for one in marked if one.value > 0 and not _price(one, form)]
    largest = max(clear, key=lambda one: one.value, default=None)
    lost = max(worn, key=lambda one: one.value, default=None)
    if largest is not None and (proof := _made_of(largest, [one for one in clear if one is not largest])):
        return Paid(largest.value, largest.word, largest.print, _others(largest.value, clear), 0.9, proof)
    if form.captions.get("paid") and form.captions.get("extra"):
        summed = _with_surcharges(clear, worn, form)
        if summed is not None:
            return summed
    if lost is not None and (largest is None or (lost.value > largest.value and _only_extra(largest, form))):
        # The sum itself lost its point or its mark, and only surcharges kept theirs.
        sure, chosen = (0.4 if largest else 0.5), lost
    elif largest is not None:
        sure, chosen = 0.85, largest
    else:
        return None
    if not chosen.value:
        return None  # surcharges of nothing are all that was legible
    if chosen.value < _LEAST or (form.captions.get("fuel") and _above_a_part(chosen, clear)):
        # Less than a ride costs; or the fare, where a fuel surcharge was added and the sum of both is not to be seen.
        sure = min(sure, 0.4)
    if chosen.value % _JIAO:
        # Meters count in tenths of a yuan: the last digit is a zero that was struck through, or misread.
        sure = min(sure, 0.4)
    others = _others(chosen.value, [*clear, *worn])
    return Paid(chosen.value, chosen.word, chosen.print, others, sure, tuple(_card(rows, chosen.value, form)))


def _above_a_part(chosen: _Amount, clear: Sequence[_Amount]) -> bool:
    return any(one.value < chosen.value and middle(one.word) > middle(chosen.word) for one in clear)


def _others(value: Decimal, every: Sequence[_Amount]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(one.value for one in every if one.value != value))[:3]


def _with_surcharges(clear: Sequence[_Amount], worn: Sequence[_Amount], form: Slip) -> Paid | None:
    """The total of a form that has captions for fare, surcharges and what was paid: what stands at the last of them."""
    place = max(form.places("paid"))
    total = _nearest([*clear, *worn], place, form)
    parts = [one for one in clear if one is not total and middle(one.word) < place - form.pitch / 2]
    if total is not None and total.value >= max((one.value for one in parts), default=_LEAST):
        others = _others(total.value, parts)
        checks = _made_of(total, parts)
        return Paid(total.value, total.word, total.print, others, 0.9 if checks or total in clear else 0.5, checks)
    if len(parts) > 1:
        # What was paid is unreadable, and what it is made of is not.
        whole, first = _sum(parts), max(parts, key=lambda one: one.value)
        rounded = whole.quantize(_YUAN, ROUND_HALF_UP).quantize(_CENT)
        every = dict.fromkeys(one for one in (whole, *(part.value for part in parts)) if one != rounded)
        return Paid(rounded, first.word, " + ".join(one.print for one in parts), tuple(every)[:3], 0.7)
    return None


def _made_of(total: _Amount, parts: Sequence[_Amount]) -> tuple[Check, ...]:
    """Proof of the total by the fare and the surcharges above it; where it is whole, they were rounded to the yuan."""
    if total.value < _LEAST or not parts or any(middle(one.word) > middle(total.word) for one in parts):
        return ()
    whole = _sum(parts)
    held = total.value == whole or (total.value % _YUAN == 0 and total.value == whole.quantize(_YUAN, ROUND_HALF_UP))
    return (Check(FARE, ("total",), True),) if held else ()


def _sum(parts: Sequence[_Amount]) -> Decimal:
    return sum((one.value for one in parts), Decimal(0))


def _nearest(every: Sequence[_Amount], place: float, form: Slip) -> _Amount | None:
    near = [one for one in every if abs(middle(one.word) - place) <= 0.75 * form.pitch]
    return min(near, key=lambda one: abs(middle(one.word) - place), default=None)


def _only_extra(one: _Amount, form: Slip) -> bool:
    """Whether an amount stands where a surcharge should and none where the fare should."""
    extra, fare = form.distance(one.word, "extra"), form.distance(one.word, "fare")
    return one.value < _LEAST or (extra is not None and extra < 0.5 and (fare is None or extra < fare))


def _price(one: _Amount, form: Slip) -> bool:
    """Whether an amount is the price of a kilometre: small, and standing nearer to that caption than to any sum's."""
    price = form.distance(one.word, "price")
    sums = [far for role in ("fare", "paid") if (far := form.distance(one.word, role)) is not None]
    return one.value < _PRICE and price is not None and price <= 0.5 and all(price < far for far in sums)


def _of_card(word: Word, form: Slip) -> bool:
    """Whether a word is a balance of a transport card, which stand at the foot and may be larger than the fare."""
    under_number = [place + 0.3 * form.pitch for place in form.places("card")]
    first = min((*under_number, *(place - 0.3 * form.pitch for place in form.places("balance"))), default=None)
    return first is not None and middle(word) > first


def _card(rows: Sequence[Line], total: Decimal, form: Slip) -> Iterator[Check]:
    """Card before and card after the ride, where both are printed, differ by the total."""
    held = [one.value for one in _marked(rows) if _of_card(one.word, form) and one.value > 0]
    if len(held) >= 2 and any(before - after == total for before in held for after in held):
        yield Check(CARD_BALANCE, ("total",), True)


def fits(total: Decimal, rows: Sequence[Line], form: Slip) -> Check | None:
    """Whether a ride of that distance at that price may cost so much: it tells when a digit was lost.

    The price a kilometre may be that of the longest stretch, and waiting and the first kilometres cost more: so only
    what is far off fails, and what fits proves nothing. None where one of them was not read.
    """
    price = _read_at(rows, form, "price", r"(?<![\d.])(\d\.\d{2})(?!\d)")
    distance = _read_at(rows, form, "distance", r"(?<![\d.])(\d{1,3}\.\d{1,2})(?!\d)")
    if price is None or distance is None or not (1 <= price < _PRICE and distance >= 1):
        return None
    driven = price * distance
    return Check(FARE_FITS, ("total",), driven * _LOWEST <= total <= driven * _HIGHEST + _WAITED)


def _read_at(rows: Sequence[Line], form: Slip, role: str, pattern: str) -> Decimal | None:
    """The number nearest to where a caption's value should stand."""
    found = [
        (distance, match[1])
        for row in rows
        for word in row.words
        if (match := re.search(pattern, as_digits(word.text).replace("·", ".")))
        and (distance := form.distance(word, role)) is not None
        and distance <= 0.6
    ]
    return Decimal(min(found)[1]) if found else None


def _marked(rows: Sequence[Line]) -> Iterator[_Amount]:
    for row in rows:
        if _PER.search(row.text):
            continue
        for word in row.words:
            for match in _MARKED.finditer(as_digits(word.text)):
                number = re.sub(r"\s*[.·,，]{1,2}\s*|\s+", ".", match[1] or match[2])
                yield _Amount(Decimal(number).quantize(_CENT), word, match.group())


def _worn(rows: Sequence[Line], form: Slip) -> Iterator[_Amount]:
    """Amounts without their point or mark, where the fare or what was paid should stand."""
    for row in rows:
        if _PER.search(row.text):
            continue
        for word in row.words:
            text = re.sub(r"^.*(金额|全额|金額|車資|TOTAL|FARE)\s*[:：]?", "", plain(as_digits(word.text))).strip()
            placed = form.near(word, "fare") or form.near(word, "paid")
            marked = re.match(r"[¥￥$]|HK\$|NT\$", text) is not None
            if not placed and not marked:
                continue
            if bare := _BARE.match(text):
                yield _Amount(Decimal(re.sub(r"[·,]", ".", bare[1])).quantize(_CENT), word, bare[1])
            elif (lost := _POINTLESS.search(text)) and lost[1].endswith(("0", "5")) and "$" not in text:
                yield _Amount(Decimal(lost[1]).scaleb(-2).quantize(_CENT), word, lost[1])
            elif whole := _WHOLE.search(text):
                yield _Amount(Decimal(whole[1]).quantize(_CENT), word, whole[1])
