"""A file that was sent before: its sender hears where it is, and what is asked for nowhere becomes a line again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.claims.claim import Claim
from bot.claims.states import State
from tests.stories.world import WHO, World, reading, receipt

NOODLES = receipt("88.00")
DAY = date(2026, 11, 20)


def lines(claim: Claim) -> list[int]:
    return [line.id for line in claim.lines]


def test_sent_again_the_person_hears_which_line_it_is(world: World) -> None:
    world.photo("lin", receipt("12.50"), "客户拜访", file_key="F0")
    world.photo("lin", NOODLES, file_key="F1")
    world.photo("lin", NOODLES, file_key="F1")
    assert world.told("lin") == "这份票据已在 EC26-000001 第 2 行，您无需操作。"
    assert lines(world.claim()) == [1, 2]


def test_also_when_its_claim_is_on_its_way_or_in_the_books(world: World) -> None:
    world.photo("sam", NOODLES, "Lunch", file_key="F1")
    world.press("sam", "submit")
    world.photo("sam", NOODLES, file_key="F1")
    assert world.told("sam").startswith("This one is already on EC26-000001, line 1.")
    world.press("mei", "approve")
    world.press("bo", "check")
    world.photo("sam", NOODLES, file_key="F1")
    assert world.told("sam").startswith("This one is already on EC26-000001, line 1.")
    assert len(world.stage.claims()) == 1


def test_after_its_line_was_removed_it_is_a_line_again(world: World) -> None:
    world.photo("lin", NOODLES, file_key="F1")
    world.press("lin", "remove", line=1)
    world.photo("lin", NOODLES, file_key="F1")
    assert lines(world.claim()) == [2]
    world.photo("lin", NOODLES, file_key="F1")
    assert world.told("lin") == "这份票据已在 EC26-000001 第 2 行，您无需操作。"


def test_after_its_claim_was_withdrawn_or_rejected_it_is_a_line_of_a_new_one(world: World) -> None:
    world.photo("lin", NOODLES, "客户拜访", file_key="F1")
    world.press("lin", "submit")
    world.press("mei", "reject", words="写错了人")
    world.photo("lin", NOODLES, "客户拜访", file_key="F1")
    assert lines(world.claim("EC26-000002")) == [1]
    world.press("lin", "withdraw")
    world.photo("lin", NOODLES, "客户拜访", file_key="F1")
    assert lines(world.claim("EC26-000003")) == [1]
    assert "EC26-000001" not in str(world.last("lin"))  # rejected and withdrawn ones are no duplicates


def test_the_file_of_somebody_else_is_a_line_and_marked_as_a_duplicate(world: World) -> None:
    world.photo("lin", NOODLES, "客户拜访", file_key="F1")
    world.press("lin", "submit")
    world.photo("sam", NOODLES, "Lunch", file_key="F1")
    assert world.claim("EC26-000002").claimant == WHO["sam"]
    world.press("sam", "submit")
    assert "EC26-000001" in str(world.last("mei"))
    # Now it is Sam's that is asked about; Lin's own stays where it is.
    world.photo("sam", NOODLES, file_key="F1")
    assert world.told("sam").startswith("This one is already on EC26-000002, line 1.")
    assert world.claim().state is State.SUBMITTED


def test_why_one_duplicate_is_right_is_no_reason_for_another(world: World) -> None:
    world.photo("sam", NOODLES, "Lunch")
    world.press("sam", "submit")
    world.photo("lin", NOODLES, "客户拜访", file_key="F1")
    world.press("lin", "explain", line=1, words="两个人各付各的")
    world.press("lin", "submit")
    world.press("lin", "withdraw")
    withdrawn = world.last("lin")
    # The same receipt is claimed in another claim meanwhile.
    world.photo("lin", NOODLES, "客户拜访", file_key="F2")
    world.press("lin", "explain", line=1, words="两个人各付各的")
    world.press("lin", "submit")
    world.press_old("lin", withdrawn, "submit")
    assert world.claim("EC26-000002").state is State.WITHDRAWN
    assert "EC26-000003 中已有同一份文件。请移除这一行，或按“说明”写明理由。" in str(world.last("lin"))
    world.press("lin", "explain", line=1, words="又点了一份")
    world.press("lin", "submit")
    assert world.claim("EC26-000002").state is State.SUBMITTED


def test_a_reason_for_something_else_is_none_for_a_duplicate(world: World) -> None:
    made_out_to_me = reading(
        merchant="得力文具", date=DAY, total=Decimal("35.00"), currency="CNY", category="office", buyer="个人"
    )
    world.photo("lin", made_out_to_me, "文具", file_key="F1")
    world.press("lin", "explain", line=1, words="店家只开个人抬头")
    world.press("lin", "submit")
    world.press("lin", "withdraw")
    withdrawn = world.last("lin")
    world.photo("lin", made_out_to_me, "文具", file_key="F2")
    world.press("lin", "submit")
    assert world.claim("EC26-000002").state is State.SUBMITTED
    world.press_old("lin", withdrawn, "submit")
    assert world.claim().state is State.WITHDRAWN
