"""What else stands on the document of a line, a tap away: what nobody has to fill in, and the goods. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from decimal import Decimal

from bot.chat.card import Fact, More
from bot.claims.line import Line
from bot.claims.money import Money
from bot.views.reader import GOODS, Evidence, Good, Reader

#: By the name of the field, in the order in which they are shown, with what they are called here.
_PRINTED = {
    "time": "time",
    "payment_method": "payment_method",
    "net": "net",
    "tax": "tax",
    "tax_rate": "tax_rate",
    # Of a till's slip it is no invoice number.
    "invoice_number": "number",
    "buyer": "buyer",
    "buyer_tax_number": "buyer_tax_number",
}

#: As many goods are shown; an invoice of data may have thousands.
MOST = 40


def more(reader: Reader, line: Line, evidence: Mapping[str, Evidence]) -> More | None:
    """What else was read of the document, without what would have to be asked; None where that is nothing."""
    facts = tuple(
        Fact(reader.say(f"field-{label}"), _said(reader, line, name, read), read.mark, read.crop)
        for name, label in _PRINTED.items()
        if (read := evidence.get(name, Evidence())).value is not None
    )
    found = evidence.get(GOODS, Evidence())
    if not found.goods:
        return More(reader.say("more"), facts) if facts else None
    key = {"sure": "goods-add_up", "likely": "goods-unchecked", "look": "goods-differ"}.get(found.mark)
    heads, rows = _table(reader, line, found.goods)
    return More(reader.say("more"), facts, heads, rows, reader.say(key) if key else "", found.mark)


def _said(reader: Reader, line: Line, name: str, read: Evidence) -> str:
    value = read.value
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}%" if name == "tax_rate" else _money(reader, line, value)
    if name == "payment_method" and reader.wording.knows(f"payment-{value}"):
        return reader.say(f"payment-{value}")
    return str(value)


def _table(reader: Reader, line: Line, goods: Sequence[Good]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Heads and rows; how many there were of each only where that is printed."""
    counted = any(one.quantity is not None for one in goods)
    heads = ("description", *(("quantity",) if counted else ()), "amount")
    rows = [
        (one.description, *((_number(one.quantity),) if counted else ()), _money(reader, line, one.amount))
        for one in goods[:MOST]
    ]
    if (left := len(goods) - MOST) > 0:
        rows.append((reader.say("goods-left_out", count=left), *("" for _ in heads[1:])))
    return tuple(reader.say(f"goods-{head}") for head in heads), tuple(rows)


def _number(quantity: Decimal | None) -> str:
    return "" if quantity is None else f"{quantity.normalize():f}"


def _money(reader: Reader, line: Line, amount: Decimal) -> str:
    return reader.money(Money(amount, line.paid.currency if line.paid else reader.claim.currency))
