"""Several receipts are read while the claimant already corrects one: nothing they enter is lost."""

from __future__ import annotations

from decimal import Decimal

from bot.claims.states import State
from tests.stories.world import WHO, World, receipt


def merchants(world: World) -> list[str]:
    return [line.merchant for line in world.claim().lines]


def test_a_correction_counts_while_other_receipts_arrive_and_are_read(world: World) -> None:
    world.photo("sam", receipt("88.00"))
    world.press("sam", "correct", line=1)  # the form is open
    world.photo("sam", receipt("12.50", "Kiosk"))
    world.photo("sam", receipt("45.00", "Taxi"))
    world.fill("sam", total="80.00", merchant="Noodle bar")
    assert merchants(world) == ["Noodle bar", "Kiosk", "Taxi"]
    assert world.claim().claimed.amount == Decimal("137.50")


def test_so_do_removing_a_line_and_giving_the_purpose(world: World) -> None:
    world.photo("sam", receipt("88.00"))
    world.press("sam", "describe")
    old = world.last("sam")
    world.photo("sam", receipt("12.50", "Kiosk"))
    world.fill("sam", purpose="A fair")
    assert world.claim().purpose == "A fair"
    world.press_old("sam", old, "remove")
    assert merchants(world) == ["Kiosk"]


def test_a_line_that_was_changed_meanwhile_is_shown_before_it_is_changed_again(world: World) -> None:
    world.photo("sam", receipt("88.00"))
    old = world.last("sam")
    world.press("sam", "correct", line=1, merchant="Noodle bar")
    world.press_old("sam", old, "remove")
    world.press_old("sam", old, "correct")
    assert world.chat.form(WHO["sam"]) is None
    assert merchants(world) == ["Noodle bar"]
    assert world.told("sam").startswith("EC26-000001 has changed")


def test_a_purpose_that_was_changed_meanwhile_is_shown_before_it_is_changed_again(world: World) -> None:
    world.photo("sam", receipt("88.00"))
    world.press("sam", "describe")
    world.say("sam", "A fair in Hamburg")
    world.fill("sam", purpose="A fair")
    assert world.claim().purpose == "A fair in Hamburg"
    assert "has changed" in world.told("sam")


def test_submitting_is_about_the_whole_claim_as_it_was_seen(world: World) -> None:
    world.photo("sam", receipt("88.00"), "A fair")
    old = world.last("sam")
    world.photo("sam", receipt("12.50", "Kiosk"))
    world.press_old("sam", old, "submit")
    assert world.claim().state is State.DRAFT
    assert "has changed" in world.told("sam")
