"""The company's currency changes while claims are on their way: nothing stops, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.claims.money import Money
from bot.claims.states import State
from bot.demo.company import COMPANY
from bot.jobs.queue import dead
from bot.workflow.setting_up import set_up
from tests.stories.world import WHO, World, receipt

IN_EUROS = replace(
    COMPANY,
    currency="EUR",
    levels=tuple(replace(level, above=Money(level.above.amount, "EUR")) for level in COMPANY.levels),
    check_above=Money(Decimal(100), "EUR"),
)


def now_in_euros(world: World) -> None:
    with world.stage.database.writing() as connection:
        set_up(connection, IN_EUROS, [], by=WHO["ada"], at=world.stage.clock.now())


def test_a_draft_in_the_old_currency_is_refused_in_words_and_its_receipts_become_a_new_claim(world: World) -> None:
    meal = receipt("88.00")
    world.photo("sam", meal, "A fair")
    now_in_euros(world)
    world.press("sam", "submit")
    assert world.told("sam").startswith("EC26-000001 is in CNY, and the company claims in EUR now. Discard or withdraw")
    assert (world.claim().state, len(world.claim().lines)) == (State.DRAFT, 1)
    world.press("sam", "withdraw")
    world.photo("sam", meal, "A fair")
    assert world.claim("EC26-000002").currency == "EUR"
    with world.stage.database.reading() as connection:
        assert dead(connection) == []


def test_what_was_submitted_before_goes_on_and_passes_the_bookkeeper(world: World) -> None:
    world.submitted("sam")
    now_in_euros(world)
    world.press("mei", "approve")
    assert world.claim().state is State.APPROVED
    world.press("bo", "check")
    assert world.claim().state is State.POSTED


def test_levels_in_the_old_currency_are_refused_before_anything_is_changed(world: World) -> None:
    told = "currency is EUR: give the levels and check_above in it, not in CNY"
    with pytest.raises(ValueError, match=told), world.stage.database.writing() as connection:
        set_up(connection, replace(COMPANY, currency="EUR"), [], by="system", at=world.stage.clock.now())
