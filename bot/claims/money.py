"""Money: an exact amount and its ISO 4217 currency, together; rounded here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel.core import get_global

#: Decimal places other than two (ISO 4217, list one). Not taken from CLDR, which has what is usual in cash: there the
#: Serbian dinar has none, and a receipt over 12.50 RSD would be claimed as 13.
_OTHER_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_DIGITS = {currency: places for places, currencies in _OTHER_DIGITS.items() for currency in currencies.split()}


def digits(currency: str) -> int:
    """Decimal places of a currency (ISO 4217 minor unit): 2 for CNY, 0 for JPY, 3 for KWD."""
    return _DIGITS.get(currency, 2)


@cache
def _last_days() -> dict[str, date]:
    """Until when each currency is legal tender anywhere; from CLDR, which ISO's list of codes leaves out."""
    last: dict[str, date] = {}
    for used in get_global("territory_currencies").values():
        for code, _, end, tender in used:
            if tender:
                last[code] = max(last.get(code, date.min), date(*end) if end else date.max)
    return last


def in_use(currency: str, on: date) -> bool:
    """Whether the ISO 4217 code is of a currency one can pay with on this day: CNY is, XAU and DEM are not."""
    return on <= _last_days().get(currency, date.min)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """The amount in the currency's digits, halves away from zero (commercial rounding)."""
    return amount.quantize(Decimal(1).scaleb(-digits(currency)), rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency. Adding or comparing two currencies is an error, not a conversion."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"an amount is a Decimal, not {type(self.amount).__name__}")
        if not self.amount.is_finite():
            raise ValueError(f"not an amount: {self.amount}")
        if len(self.currency) != 3 or not (self.currency.isascii() and self.currency.isupper()):
            raise ValueError(f"not an ISO 4217 code: {self.currency!r}")

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.amount <= other.amount

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.amount < other.amount

    def at(self, rate: Decimal, currency: str) -> Money:
        """This amount in another currency, rounded to its digits; `rate` is units of `currency` for one of ours."""
        return Money(rounded(self.amount * rate, currency), currency)

    def rounded(self) -> Money:
        """In the currency's own digits."""
        return Money(rounded(self.amount, self.currency), self.currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Sum of amounts that are all in `currency`; nothing sums to zero."""
    result = Money(Decimal(0), currency)
    for amount in amounts:
        result += amount
    return result
