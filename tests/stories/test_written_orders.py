"""What is written instead of pressed holds for what the person's own card shows them, as a press does."""

from __future__ import annotations

import pytest

from bot.claims.states import State
from bot.store import cards
from tests.stories.world import WHO, World, receipt


def changed_behind_the_back_of(world: World, who: str) -> None:
    """Lin takes the claim back and asks for more; the new card has not reached this person yet."""
    with world.stage.database.reading() as connection:
        old = cards.find(connection, WHO[who], "EC26-000001")
    assert old is not None
    world.press("lin", "withdraw")
    world.press("lin", "correct", line=1, total="880.00")
    world.press("lin", "submit")
    with world.stage.database.writing() as connection:
        cards.remember(connection, WHO[who], "EC26-000001", old.platform, old.address, old.version)


@pytest.mark.parametrize(
    "order", ["同意 EC26-000001", "approve ec26-000001", "驳回 EC26-000001 太贵", "退回 EC26-000001"]
)
def test_an_order_about_an_old_state_is_refused_and_the_new_card_shown(world: World, order: str) -> None:
    world.submitted()
    changed_behind_the_back_of(world, "mei")
    before = len(world.chat.cards(WHO["mei"]))
    world.say("mei", order)
    assert world.claim().state is State.SUBMITTED
    assert world.told("mei") == "EC26-000001 已有变动，请看最新的卡片。"
    assert len(world.chat.cards(WHO["mei"])) == before + 1
    assert "880.00" in str(world.last("mei"))
    assert world.chat.form(WHO["mei"]) is None
    world.say("mei", "同意 EC26-000001")
    assert world.claim().state is State.APPROVED


def test_who_never_saw_the_claim_is_shown_it_first(world: World) -> None:
    world.submitted()
    world.press("mei", "approve")
    with world.stage.database.writing() as connection:
        cards.part(connection, WHO["nora"], "EC26-000001")  # as if it had never come
    world.say("nora", "check EC26-000001")
    assert world.claim().state is State.APPROVED
    assert world.told("nora").startswith("Please look at EC26-000001 first")
    assert "check" in world.buttons("nora")
    world.say("nora", "check EC26-000001")
    assert world.claim().state is State.POSTED


def test_what_one_changed_oneself_a_moment_ago_one_knows(world: World) -> None:
    world.photo("lin", receipt("88.00"))
    world.chat.say(WHO["lin"], "客户拜访")
    world.chat.say(WHO["lin"], "提交 EC26-000001")  # in one breath: the card with the purpose is not drawn yet
    world.stage.settle()
    assert world.claim().state is State.SUBMITTED


def test_an_answer_in_words_is_taken_although_the_question_changed_the_claim(world: World) -> None:
    world.submitted()
    world.press("mei", "ask", words="和谁一起吃的？")
    world.say("lin", "回答 EC26-000001 和杭州的李经理")
    assert "和杭州的李经理" in world.told("mei")
