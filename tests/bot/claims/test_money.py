"""Money is exact, knows its currency, and is rounded in one place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.claims.money import Money, digits, in_use, rounded, total
from tests.bot.claims.cast import cny, ready

CURRENCIES = ["CNY", "JPY", "KWD", "CLF", "RSD", "USD"]


@pytest.mark.parametrize(
    ("currency", "places"),
    [
        ("CNY", 2),
        ("USD", 2),
        ("JPY", 0),
        ("KRW", 0),
        ("VND", 0),
        ("KWD", 3),
        ("TND", 3),
        ("CLF", 4),
        ("RSD", 2),
        ("LBP", 2),
    ],
)
def test_digits_are_those_of_iso_4217_and_not_of_cash(currency: str, places: int) -> None:
    assert digits(currency) == places


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("0.005", "CNY", "0.01"),
        ("0.0049", "CNY", "0.00"),
        ("2.675", "CNY", "2.68"),
        ("-0.005", "CNY", "-0.01"),
        ("0.5", "JPY", "1"),
        ("1.5", "JPY", "2"),
        ("-2.5", "JPY", "-3"),
        ("0.0005", "KWD", "0.001"),
        ("88", "CNY", "88.00"),
    ],
)
def test_halves_go_away_from_zero(amount: str, currency: str, expected: str) -> None:
    assert str(rounded(Decimal(amount), currency)) == expected


@given(st.decimals(-(10**9), 10**9, places=6), st.sampled_from(CURRENCIES))
@settings(max_examples=50)
def test_rounding_moves_by_at_most_half_a_unit_and_once(amount: Decimal, currency: str) -> None:
    once = rounded(amount, currency)
    assert abs(once - amount) * 2 <= Decimal(1).scaleb(-digits(currency))
    assert rounded(once, currency) == once


def test_two_currencies_do_not_mix() -> None:
    one, other = cny("1"), Money(Decimal(1), "USD")
    for mix in (one.__add__, one.__sub__, one.__lt__, one.__le__):
        with pytest.raises(ValueError, match="CNY and USD do not mix"):
            mix(other)
    assert one != other


def test_money_adds_up_and_compares() -> None:
    assert cny("1.10") + cny("2.20") - cny("0.30") == cny("3.00")
    assert cny("1.1") == cny("1.10")
    assert cny("1") < cny("2") <= cny("2.00")
    assert not cny("2") < cny("2.00")
    assert total([cny("0.1")] * 10, "CNY") == cny("1")
    assert total([], "JPY") == Money(Decimal(0), "JPY")


def test_an_amount_is_a_finite_decimal_with_a_currency_code() -> None:
    with pytest.raises(TypeError, match="not float"):
        Money(1.1, "CNY")  # type: ignore[arg-type]
    for amount in ("NaN", "Infinity"):
        with pytest.raises(ValueError, match="not an amount"):
            Money(Decimal(amount), "CNY")
    for currency in ("cny", "RM", "元元元", ""):
        with pytest.raises(ValueError, match="ISO 4217"):
            Money(Decimal(1), currency)


def test_a_line_claims_an_amount_in_the_digits_of_the_currency() -> None:
    assert str(replace(ready(), paid=cny("10.005")).claimed("CNY")) == str(cny("10.01"))


def test_a_foreign_amount_is_converted_and_rounded_to_the_digits_of_the_other() -> None:
    assert Money(Decimal("20.00"), "USD").at(Decimal("7.12345"), "CNY") == cny("142.47")
    assert cny("100.00").at(Decimal("20.555"), "JPY").amount == Decimal("2056")


@pytest.mark.parametrize(
    ("code", "on", "usable"),
    [
        ("CNY", date(2026, 11, 24), True),
        ("ZWL", date(2024, 8, 31), True),
        ("ZWL", date(2024, 9, 1), False),
        ("DEM", date(2026, 11, 24), False),
        ("CNH", date(2026, 11, 24), False),  # only traded
        ("XAU", date(2026, 11, 24), False),
        ("cny", date(2026, 11, 24), False),
        ("", date(2026, 11, 24), False),
    ],
)
def test_a_currency_is_in_use_while_somebody_can_pay_with_it(code: str, on: date, usable: bool) -> None:
    assert in_use(code, on) is usable
