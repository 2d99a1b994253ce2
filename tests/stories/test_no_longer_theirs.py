"""A claim that concerned somebody once and does not any more: what they had of it goes, and nothing new comes."""

from __future__ import annotations

import pytest

from bot.chat.text import Words, card_text
from bot.claims.states import State
from bot.store import cards
from bot.workflow import outbox
from tests.stories.world import WHO, World, receipt

#: What only those may read whom the claim concerns.
SECRETS = ("88.00", "客户拜访", "云溪小馆", "66.00", "Trip")


def everything_read(world: World, who: str) -> str:
    """All that stands in somebody's chat now."""
    texts = [card_text(card, Words()) for card in world.chat.cards(WHO[who])]
    form = world.chat.form(WHO[who])
    return "\n".join([*texts, *world.chat.texts(WHO[who]), str(form or "")])


def rerouted(world: World) -> None:
    """Lin's claim waited for Mei and waits for Grace now."""
    world.submitted()
    world.say("ada", "reroute EC26-000001")
    world.fill("ada", approver=WHO["grace"])


def test_whose_turn_was_given_to_another_keeps_one_line_that_says_so(world: World) -> None:
    rerouted(world)
    card = world.last("mei")
    assert (card.title, card.buttons) == ("不再由您处理：EC26-000001", ())
    assert card.sections[0].notes == ("EC26-000001 已改由 Grace Hall 审批，您无需处理。",)
    assert len(world.chat.cards(WHO["mei"])) == 1
    assert not [secret for secret in SECRETS if secret in everything_read(world, "mei")]


def test_what_becomes_of_the_claim_is_not_drawn_for_them_any_more(world: World) -> None:
    rerouted(world)
    world.press("grace", "approve")
    world.press("bo", "check")
    assert world.claim().state is State.POSTED
    assert "Grace Hall" in card_text(world.last("mei"), Words())
    with world.stage.database.reading() as connection:
        assert WHO["mei"] not in cards.holders(connection, "EC26-000001")


def test_given_back_to_them_they_get_a_new_card(world: World) -> None:
    rerouted(world)
    world.say("ada", "reroute EC26-000001")
    world.fill("ada", approver=WHO["mei"])
    world.press("mei", "approve")
    assert world.claim().state is State.APPROVED
    assert len(world.chat.cards(WHO["mei"])) == 2


def test_a_late_press_hears_who_decides_now(world: World) -> None:
    world.submitted()
    old = world.last("mei")
    world.say("ada", "reroute EC26-000001")
    world.fill("ada", approver=WHO["grace"])
    world.press_old("mei", old, "approve")
    assert world.told("mei") == "EC26-000001 已改由 Grace Hall 审批，您无需处理。"
    assert world.claim().state is State.SUBMITTED
    assert len(world.chat.cards(WHO["mei"])) == 1


@pytest.mark.parametrize("order", ["approve", "退回"])
def test_a_late_press_or_order_after_a_withdrawal_hears_that_it_was_withdrawn(world: World, order: str) -> None:
    world.submitted()
    old = world.last("mei")
    world.press("lin", "withdraw")
    assert "林小雨已撤回 EC26-000001" in card_text(world.last("mei"), Words())
    world.press_old("mei", old, "approve")
    assert world.told("mei") == "林小雨已撤回 EC26-000001，您无需处理。"
    world.say("mei", f"{order} EC26-000001")
    assert world.told("mei") == "林小雨已撤回 EC26-000001，您无需处理。"


def test_who_never_saw_it_hears_nothing_of_a_withdrawal(world: World) -> None:
    world.submitted()
    old = world.last("mei")
    world.press("lin", "withdraw")
    world.press_old("sam", old, "approve")
    assert world.told("sam") == "I find no claim EC26-000001 that you may see."


def test_the_answer_to_a_question_goes_to_nobody_whose_business_it_is_not_any_more(world: World) -> None:
    world.submitted()
    world.press("mei", "ask", words="和谁一起吃的？")
    world.say("ada", "reroute EC26-000001")
    world.fill("ada", approver=WHO["grace"])
    world.say("lin", "和杭州的李经理")
    assert world.claim().question is None
    assert "李经理" not in everything_read(world, "mei")


def test_a_form_that_was_on_its_way_does_not_open_for_somebody_else_any_more(world: World) -> None:
    world.submitted()
    world.press("lin", "withdraw")
    with world.stage.database.writing() as connection:
        outbox.ask(connection, "late", WHO["mei"], "EC26-000001", "approve_less", None, {}, {})
    world.stage.settle()
    assert world.chat.form(WHO["mei"]) is None
    assert world.told("mei") == "林小雨已撤回 EC26-000001，您无需处理。"


def test_a_form_of_a_line_that_is_gone_says_so(world: World) -> None:
    world.photo("sam", receipt("66.00"), "Trip")
    world.press("sam", "remove")
    with world.stage.database.writing() as connection:
        outbox.ask(connection, "late", WHO["sam"], "EC26-000001", "correct", 1, {}, {})
    world.stage.settle()
    assert world.chat.form(WHO["sam"]) is None
    assert world.told("sam") == "Line 1 is not on the claim any more. Here is the current card."


def test_nothing_reaches_somebody_who_has_left(world: World) -> None:
    world.submitted()
    world.stage.leaves(WHO["mei"])
    before = everything_read(world, "mei")
    with world.stage.database.writing() as connection:
        outbox.ask(connection, "late", WHO["mei"], "EC26-000001", "approve_less", None, {}, {})
        outbox.say(connection, "late", WHO["mei"], "say-no_claim", {})
        outbox.listing(connection, "late", WHO["mei"], "list")
        outbox.listing(connection, "late", WHO["mei"], "todo")
    world.press("lin", "withdraw")
    assert everything_read(world, "mei") == before
    assert "梅芳" not in world.told("ada")  # who has left is not somebody we fail to reach
