"""What somebody wants to know is answered out of the manual, in their language and for their roles."""

from __future__ import annotations

from bot.chat.card import Card
from tests.stories.world import World


def said(card: Card) -> str:
    return " ".join(note for part in card.sections for note in part.notes)


def topics(card: Card) -> list[str]:
    return [button.label for part in card.sections for button in part.buttons]


def test_help_shows_what_can_be_written_and_the_topics_of_ones_roles(world: World) -> None:
    world.say("lin", "帮助")
    assert "待办 – 待您处理的事项" in said(world.last("lin"))
    assert "提交" in topics(world.last("lin"))
    assert "按错了" in topics(world.last("lin"))
    assert "复核并入账" not in topics(world.last("lin"))
    world.say("bo", "帮助")
    assert "复核并入账" in topics(world.last("bo"))


def test_a_topic_is_one_tap_and_leads_back_to_all(world: World) -> None:
    world.say("sam", "help")
    (topic,) = [
        button for part in world.last("sam").sections for button in part.buttons if button.label == "Change my mind"
    ]
    world.press_old("sam", Card("", "", buttons=(topic,)), "help")
    assert world.last("sam").title == "Change my mind"
    assert "can be taken back with Withdraw" in said(world.last("sam"))
    world.press("sam", "help")
    assert world.last("sam").title == "What would you like to know?"


def test_a_question_is_answered_at_once(world: World) -> None:
    world.say("nora", "Help how do I reverse it?")
    assert world.last("nora").title == "Reverse a posted claim"
    world.say("bo", "帮助：怎么冲销？")
    assert world.last("bo").title == "冲销已入账的报销单"


def test_what_the_manual_does_not_know_is_said_and_everything_shown(world: World) -> None:
    world.say("sam", "help the weather tomorrow")
    assert said(world.last("sam")).startswith("I found nothing about “the weather tomorrow” in the manual.")
    assert "Submit" in topics(world.last("sam"))
