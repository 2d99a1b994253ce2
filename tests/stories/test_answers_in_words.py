"""What is asked may be answered in words: an amount that could not be read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.claims.money import Money
from tests.stories.world import World, reading, receipt


def test_an_amount_that_is_missing_is_answered_by_writing_it(world: World) -> None:
    world.photo("lin", receipt("12.00"), "客户拜访")
    world.photo("lin", reading(merchant="云溪小馆", category="meals"))
    world.say("lin", "８８.50元")
    first, second = world.claim().lines
    assert (first.paid, second.paid) == (Money(Decimal("12.00"), "CNY"), Money(Decimal("88.50"), "CNY"))
    assert world.claim().purpose == "客户拜访"


@pytest.mark.parametrize("words", ["88.50 for lunch", "Room 1208", "2026-11-05"])
def test_words_with_a_number_in_them_stay_the_purpose(world: World, words: str) -> None:
    world.photo("lin", reading(merchant="云溪小馆", category="meals"))
    world.say("lin", words)
    assert (world.claim().purpose, world.claim().lines[0].paid) == (words, None)


def test_a_number_is_the_purpose_where_no_amount_is_asked(world: World) -> None:
    world.photo("lin", receipt("12.00"))
    world.say("lin", "4711")
    assert world.claim().purpose == "4711"


def test_an_amount_that_no_money_can_be_is_refused_with_the_reason(world: World) -> None:
    world.photo("sam", reading(merchant="Cafe", category="meals"))
    world.say("sam", "88.505")
    assert world.told("sam") == "This currency has fewer digits behind the point."
    assert world.claim().lines[0].paid is None


def test_a_question_answered_without_words_is_asked_again(world: World) -> None:
    world.submitted("sam")
    world.press("mei", "ask", words="Who was there?")
    world.say("sam", " ")
    assert world.told("sam") == "Please write your answer."
