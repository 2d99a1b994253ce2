"""Many receipts, few taps: one category for all that have none, and one word for all that is likely."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.claims.states import State
from ocr.reading import Reading
from tests.stories.world import World, reading, receipt


def bare(total: str, merchant: str) -> Reading:
    """A receipt of which nobody knows the category, and whose merchant is only likely."""
    return reading(
        merchant=merchant,
        date=date(2026, 11, 20),
        total=Decimal(total),
        currency="CNY",
        category="",
        grades={"merchant": "likely"},
    )


def test_a_document_of_several_pages_is_seen_whole_by_whoever_claims_and_decides(world: World) -> None:
    world.photo("sam", replace(receipt("88.00"), pages=3), "Fair")
    assert [part.pages for part in world.last("sam").sections if part.document] == [3]
    world.press("sam", "submit")
    assert [part.pages for part in world.last("mei").sections if part.document] == [3]


def test_a_category_chosen_for_one_is_taken_for_all_and_one_press_says_that_the_rest_is_right(world: World) -> None:
    for number in range(5):
        world.photo("sam", bare(f"{20 + number}.00", f"Cafe {number}"), "Fair")
    world.press("sam", "correct", line=1, category="meals")
    world.press("sam", "categorise")
    world.press("sam", "correct", line=4, category="entertainment")
    assert [line.category for line in world.claim().lines] == ["meals", "meals", "meals", "entertainment", "meals"]
    world.press("sam", "confirm")
    assert not any(line.unsure for line in world.claim().lines)
    assert "confirm" not in world.buttons("sam")
    world.press("sam", "submit")
    assert world.claim().state is State.SUBMITTED
    # Nothing was found about it: it can be approved together with others.
    assert "Cafe" in str(world.last("mei"))
    assert not any(part.warnings for part in world.last("mei").sections)
    world.say("mei", "待办")
    assert "approve_all" in world.buttons("mei")
    assert world.chain_is_unbroken()


def suggested(category: str) -> Reading:
    """A receipt whose words suggest a category, which is never more than likely."""
    read = receipt("88.00", category=category)
    return replace(read, grades={**read.grades, "category": "likely"})


def test_a_category_that_a_receipt_suggests_is_marked_and_one_tap_says_that_it_is_right(world: World) -> None:
    world.photo("lin", suggested("meals"), "客户拜访")
    line = world.claim().line(1)
    assert line.category == "meals"
    assert line.unsure == {"category"}
    category = next(one for part in world.last("lin").sections for one in part.facts if one.value == "餐饮")
    assert category.mark == "likely"
    world.press("lin", "correct", line=1, category="meals")
    assert world.claim().line(1).unsure == frozenset()


def test_a_suggested_category_that_the_company_does_not_have_is_asked_for(world: World) -> None:
    world.photo("lin", suggested("parking"), "客户拜访")
    line = world.claim().line(1)
    assert (line.category, line.missing("CNY")) == ("", ("category",))
