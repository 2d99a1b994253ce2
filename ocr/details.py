"""What every kind reads the same way, once its own fields are read: time, payment, rate, number, buyer, goods …

Pure. Nothing a kind has read is replaced; what is proven here becomes a `Check`.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ocr.checks import GOODS, KIND, NET_TAX, NUMBER_TWICE, PAYMENT, RATE, SUM, TIME_TWICE
from ocr.fields.amounts import Amount, amounts
from ocr.fields.buyers import buyer
from ocr.fields.categories import OF_KIND, category
from ocr.fields.items import form_items, items
from ocr.fields.payments import payment
from ocr.fields.receipt_numbers import receipt_number
from ocr.fields.taxes import net, rate
from ocr.fields.times import TimeFound, boarding, times
from ocr.page import Line, Page, lines
from ocr.reading import Box, Check, Field, LineItem, Reading, Value, Where

#: Printed tills and bills: their words are free. The other kinds are forms, which have their own places.
_FREE = ("receipt", "invoice")
#: Those that name one moment; a list of rides, a stay and an itinerary have several.
_TIMED = (*_FREE, "taxi_receipt", "train_ticket", "fuel_receipt", "parking_receipt")
_PAID = (*_FREE, "fuel_receipt", "parking_receipt", "hotel_folio")
_FORMS = ("vat_invoice", "vat_special_invoice")


def detailed(reading: Reading, page: Page) -> Reading:
    """The reading with what else its page says, without grades."""
    rows = lines(page)
    found = _Found(reading, page, rows)
    printed = amounts(rows)
    if reading.kind in _TIMED:
        _read_time(found)
    if reading.kind in _PAID:
        _read_payment(found, printed)
    if reading.kind in _FREE:
        _read_taxes(found, printed)
        _read_number(found)
        _read_buyer(found)
        found.goods(*items(rows, printed, found.decimal("total")))
    elif reading.kind in _FORMS:
        found.goods(*form_items(rows, found.decimal("net")))
        _read_rate(found)
    elif reading.items:
        found.check(GOODS, "items", held=sum(one.amount for one in reading.items) == found.decimal("total"))
    _read_category(found)
    return found.reading


def categorised(reading: Reading) -> Reading:
    """A reading of data with the category that its goods suggest."""
    found = _Found(reading, Page((), 1, 1), ())
    _read_category(found)
    return found.reading


class _Found:
    """A reading that grows, with what its fields are read from."""

    def __init__(self, reading: Reading, page: Page, rows: tuple[Line, ...]) -> None:
        self.reading, self.page, self.rows = reading, page, rows

    def put(
        self, name: str, value: Value, sure: float, box: Box | None, text: str, others: tuple[Value, ...] = ()
    ) -> None:
        """A field, unless the kind has read it itself."""
        if name not in self.reading.fields:
            one = Field(value, round(max(0.05, min(0.99, sure)), 3), self.page.how, Where(0, box), text, others)
            self.reading = replace(self.reading, fields={**self.reading.fields, name: one})

    def check(self, name: str, *fields: str, held: bool = True) -> None:
        self.reading = replace(self.reading, checks=(*self.reading.checks, Check(name, fields, held)))

    def decimal(self, name: str) -> Decimal | None:
        value = self.reading.value(name)
        return value if isinstance(value, Decimal) else None

    def goods(self, every: tuple[LineItem, ...], adds_up: bool | None) -> None:
        """The goods; those that do not add up to what is printed are asked about."""
        if every and not self.reading.items:
            self.reading = replace(self.reading, items=every)
            self.check(GOODS, "items", held=bool(adds_up))


def _read_time(found: _Found) -> None:
    day = found.reading.fields.get("date")
    every = times(found.rows, day.where.box if day else None)
    ride = boarding(found.rows) if found.reading.kind == "taxi_receipt" else None
    best: TimeFound | None = ride or next(iter(every), None)
    if best is None:
        return
    sure = 0.9 if best.score >= 2 else 0.62 if best.score > 1 else 0.4
    others = tuple(dict.fromkeys(one.value for one in every if one.value != best.value and one.score >= 1))[:3]
    found.put("time", best.value, sure * best.confidence, best.box, best.text, others)
    if ride is None and sum(one.value == best.value and one.score >= 2 for one in every) > 1:
        found.check(TIME_TWICE, "time")


def _read_taxes(found: _Found, printed: tuple[Amount, ...]) -> None:
    tax, total = found.decimal("tax"), found.decimal("total")
    if tax is not None and total is not None and 0 < tax < total:
        before = net(printed, tax, total)
        if before is not None:
            one, rounding = before
            found.put("net", one.value, 0.85 * one.confidence, one.box, one.text)
            if found.decimal("net") == one.value:
                found.check(SUM if rounding else NET_TAX, "net", "tax")
    _read_rate(found)


def _read_rate(found: _Found) -> None:
    tax, total = found.decimal("tax"), found.decimal("total")
    one = rate(found.rows, tax, found.decimal("net"), total, found.reading.kind in _FORMS)
    if one is not None:
        found.put("tax_rate", one.value, 0.7 * one.confidence, one.box, one.text, one.others)
        if one.holds and found.decimal("tax_rate") == one.value:
            found.check(RATE, "tax_rate", "tax")


def _read_payment(found: _Found, printed: tuple[Amount, ...]) -> None:
    one = payment(found.rows, printed, found.decimal("total"))
    if one is not None:
        found.put("payment_method", one.method, one.sure * one.confidence, one.box, one.text, one.others)
        if one.proven:
            found.check(PAYMENT, "payment_method")


def _read_number(found: _Found) -> None:
    one = receipt_number(found.rows)
    if one is not None and "invoice_number" not in found.reading.fields:
        found.put("invoice_number", one.value, one.sure * one.confidence, one.box, one.text)
        if one.twice:
            found.check(NUMBER_TWICE, "invoice_number")


def _read_buyer(found: _Found) -> None:
    one = buyer(found.rows)
    if one is None:
        return
    found.put("buyer", one.name, 0.75 * one.word.confidence, one.word.box, one.word.text)
    if one.tax_word is not None:
        sure = 0.75 * one.tax_word.confidence
        found.put("buyer_tax_number", one.tax_number, sure, one.tax_word.box, one.tax_word.text)


def _read_category(found: _Found) -> None:
    reading = found.reading
    goods = [one.description for one in reading.items]
    one = category(reading.kind, found.rows, str(reading.value("merchant") or ""), goods)
    if one is not None:
        found.put("category", one.name, one.sure, one.box, one.text, one.others)
        if reading.kind in OF_KIND:
            found.check(KIND, "category")
