"""A receipt in a foreign currency: the claimant gives the rate, and those who decide see where it came from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.claims.line import BY_CLAIMANT, Line, Rate
from bot.claims.money import Money
from bot.claims.states import State
from tests.stories.world import WHO, World, reading

FRIDAY, THURSDAY = date(2026, 11, 20), date(2026, 11, 19)


def hotel(world: World, **answers: str) -> None:
    """Sam sends the bill of a hotel in Hamburg, and corrects it."""
    bill = reading(merchant="Hotel am Tor", date=FRIDAY, total=Decimal("120.00"), currency="EUR", category="hotel")
    world.photo("sam", bill, "Fair in Hamburg")
    world.press("sam", "correct", line=1, **answers)


def line(world: World) -> Line:
    return world.claim().lines[0]


def error(world: World, name: str) -> str:
    form = world.chat.form(WHO["sam"])
    assert form is not None
    return {field.name: field.error for field in form.fields}[name]


def test_a_rate_typed_by_the_claimant_is_of_the_day_of_the_expense_and_says_who_gave_it(world: World) -> None:
    hotel(world, rate="7.84")
    assert line(world).rate == Rate(Decimal("7.84"), FRIDAY, BY_CLAIMANT)
    assert line(world).claimed("CNY") == Money(Decimal("940.80"), "CNY")


def test_approver_and_bookkeeper_see_that_the_rate_came_from_the_claimant(world: World) -> None:
    hotel(world, rate="7.84")
    world.press("sam", "submit")
    assert any("汇率 7.84" in note and "报销人" in note for part in world.last("mei").sections for note in part.notes)
    world.press("mei", "approve")
    assert any("汇率 7.84" in note and "报销人" in note for part in world.last("bo").sections for note in part.notes)


def test_a_rate_and_a_date_given_together_belong_together(world: World) -> None:
    hotel(world, rate="7.84", date="2026-11-19")
    assert line(world).rate == Rate(Decimal("7.84"), THURSDAY, BY_CLAIMANT)


def test_another_currency_asks_for_another_rate(world: World) -> None:
    hotel(world, rate="7.84")
    world.press("sam", "correct", line=1, total="120.00", currency="USD", rate="7.84", date="2026-11-20")
    assert line(world).paid == Money(Decimal("120.00"), "USD")
    assert line(world).rate is None
    world.press("sam", "submit")
    assert world.claim().state is State.DRAFT
    assert "Exchange rate" in world.told("sam")
    world.press("sam", "correct", line=1, rate="7.11")
    world.press("sam", "submit")
    assert world.claim().claimed == Money(Decimal("853.20"), "CNY")


def test_another_currency_and_another_rate_in_one_go(world: World) -> None:
    hotel(world, rate="7.84")
    world.press("sam", "correct", line=1, currency="USD", rate="7.11")
    assert line(world).rate == Rate(Decimal("7.11"), FRIDAY, BY_CLAIMANT)


@pytest.mark.parametrize("typed", ["7.84", "7.11"])
def test_the_company_s_own_currency_needs_no_rate(world: World, typed: str) -> None:
    hotel(world, rate="7.84")
    world.press("sam", "correct", line=1, currency="CNY", rate=typed)
    assert line(world).rate is None
    assert line(world).claimed("CNY") == Money(Decimal("120.00"), "CNY")


def test_another_date_asks_for_the_rate_of_that_day(world: World) -> None:
    hotel(world, rate="7.84")
    world.press("sam", "correct", line=1, date="2026-11-19", rate="7.84")
    assert (line(world).spent_on, line(world).rate) == (THURSDAY, None)
    world.press("sam", "correct", line=1, rate="7.84")  # it was the same that day, and sam says so
    assert line(world).rate == Rate(Decimal("7.84"), THURSDAY, BY_CLAIMANT)


def test_a_rate_left_standing_in_the_form_stays_what_it_is(world: World) -> None:
    hotel(world, rate="7.84")
    before = line(world).rate
    world.wait(days=1)
    world.press("sam", "correct", line=1, merchant="Hotel am Tor GmbH", rate="7.84")
    assert line(world).rate == before


@pytest.mark.parametrize("typed", ["0", "-7.84", "7,84", "1e3", "NaN", "Infinity", "0.00000001", "99999999", "7.84 EUR",
                                   "+7.84", "1.12345678901"])  # fmt: skip
def test_what_is_no_rate_is_asked_again(world: World, typed: str) -> None:
    hotel(world, rate=typed)
    assert error(world, "rate").startswith("Please write a rate")
    assert line(world).rate is None


@pytest.mark.parametrize("typed", ["EURO", "€", "XYZ", "DEM", "XAU", "XXX"])
def test_a_currency_is_one_that_somebody_can_pay_with(world: World, typed: str) -> None:
    hotel(world, currency=typed)
    assert error(world, "currency").startswith("Please write a currency code")
    assert line(world).paid == Money(Decimal("120.00"), "EUR")
