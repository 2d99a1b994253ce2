"""The main job: a photo ends up in the books, and the money comes out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.claims.states import State
from tests.stories.world import World, receipt


def test_a_photo_ends_up_in_the_erp(world: World) -> None:
    world.photo("lin", receipt("88.00"), "客户拜访")
    world.press("lin", "提交")
    world.press("mei", "同意")
    world.press("bo", "复核并入账")
    assert world.last("lin").title == "已入账，凭证号 JE-0001"
    assert world.erp.lines() == [("6601.02", Decimal(88), Decimal(0)), ("2241", Decimal(0), Decimal(88))]


def test_each_person_reads_their_own_language(world: World) -> None:
    world.photo("sam", receipt("88.00"), "Lunch with a customer")
    world.press("sam", "Submit")
    assert "Sam Carter" in world.last("mei").title
    assert "同意" in {button.label for button in world.last("mei").buttons}
    world.press("mei", "approve")
    assert world.told("sam") == "梅芳 approved EC26-000001."


def test_above_an_amount_the_director_decides_too(world: World) -> None:
    world.submitted(total="1180.00")
    world.press("mei", "approve")
    assert world.claim().state is State.IN_APPROVAL
    world.press("grace", "Approve")
    assert world.claim().state is State.APPROVED
    assert [step.level for step in world.claim().route] == ["manager", "director"]


def test_when_the_money_is_out_the_claimant_is_told_once(world: World) -> None:
    world.submitted()
    world.press("mei", "approve")
    world.press("bo", "check")
    world.erp.mark_paid("EC26-000001", date(2026, 11, 24))
    world.wait(minutes=2)
    world.wait(minutes=2)
    assert world.claim().state is State.PAID
    assert [text for text in world.chat.texts("E1001") if "付款" in text] == [
        "EC26-000001 的 ¥88.00 已于 2026年11月24日 付款。"
    ]


def test_the_same_photo_announced_twice_is_one_line(world: World) -> None:
    assert world.photo("lin", receipt("88.00"), event_id="Ev1", file_key="F1")
    assert not world.photo("lin", receipt("88.00"), event_id="Ev1", file_key="F1")
    world.photo("lin", receipt("88.00"), event_id="Ev2", file_key="F1")  # another kind of event, the same file
    assert len(world.claim().lines) == 1


def test_two_photos_are_two_lines_of_one_claim(world: World) -> None:
    world.photo("lin", receipt("88.00"))
    world.photo("lin", receipt("12.50", "滨河停车场", category="taxi"))
    assert [str(line.paid.amount) for line in world.claim().lines if line.paid] == ["88.00", "12.50"]
    assert len(world.chat.cards("E1001")) == 1


def test_everything_that_happened_stands_in_an_unbroken_audit_chain(world: World) -> None:
    world.submitted()
    world.press("mei", "approve")
    world.press("bo", "check")
    assert world.chain_is_unbroken()
