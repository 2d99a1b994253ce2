"""A line that was removed by a wrong tap: the card says so, and Undo puts it back as it was."""

from __future__ import annotations

from bot.chat.card import Section
from bot.claims.states import State
from ocr.errors import Unavailable
from tests.stories.world import World, receipt

NOODLES = receipt("88.00", "NOODLES")


def removed(world: World, who: str) -> list[Section]:
    """What the card says was removed."""
    return [part for part in world.last(who).sections if any(one.action == "restore" for one in part.buttons)]


def test_a_removed_line_is_named_and_undo_puts_it_back_as_it_was(world: World) -> None:
    world.photo("sam", NOODLES, "Lunch")
    world.photo("sam", receipt("12.50", "Kiosk"))
    world.press("sam", "correct", line=1, total="80.00")
    before = world.claim().lines
    world.press("sam", "remove", line=1)
    assert [part.heading for part in removed(world, "sam")] == ["Removed: NOODLES CN¥80.00"]
    assert [one.label for one in removed(world, "sam")[0].buttons] == ["Undo"]
    assert world.claim().claimed.amount == before[1].claimed("CNY").amount  # type: ignore[union-attr]
    world.press("sam", "restore")
    assert world.claim().lines == before
    assert not removed(world, "sam")
    assert "Amount: CN¥80.00" in [f"{fact.label}: {fact.value}" for fact in world.last("sam").sections[1].facts]
    assert world.last("sam").sections[1].document
    assert world.chain_is_unbroken()


def test_the_only_receipt_comes_back_too(world: World) -> None:
    world.photo("lin", NOODLES, "客户拜访")
    world.press("lin", "remove", line=1)
    assert [part.heading for part in removed(world, "lin")] == ["已移除：NOODLES ¥88.00"]
    world.press("lin", "restore")
    world.press("lin", "submit")
    assert world.claim().state is State.SUBMITTED


def test_once_submitted_it_stays_out_and_nobody_who_decides_sees_it(world: World) -> None:
    world.photo("sam", NOODLES, "Lunch")
    world.photo("sam", receipt("12.50", "Kiosk"))
    world.press("sam", "remove", line=1)
    old = world.last("sam")
    world.press("sam", "submit")
    assert "NOODLES" not in str(world.last("mei"))
    world.press("mei", "send_back", words="Why?")
    assert not removed(world, "sam")
    world.press_old("sam", old, "restore")
    assert [line.id for line in world.claim().lines] == [2]
    assert "has changed" in world.told("sam")


def test_a_removed_line_is_no_duplicate_and_is_checked_again_when_it_comes_back(world: World) -> None:
    world.photo("lin", NOODLES, "客户拜访")
    world.press("lin", "remove", line=1)
    world.photo("sam", NOODLES, "Lunch")
    assert not any(part.warnings for part in world.last("sam").sections)
    world.press("sam", "submit")
    world.press("lin", "restore")
    assert "EC26-000002 中已有同一份文件" in str(world.last("lin"))
    world.press("lin", "submit")
    assert world.claim().state is State.DRAFT


def test_sent_once_more_instead_the_two_are_marked_as_one(world: World) -> None:
    world.photo("sam", NOODLES, "Lunch", file_key="F1")
    world.press("sam", "remove", line=1)
    world.photo("sam", NOODLES, file_key="F1")
    world.press("sam", "restore")
    assert [line.id for line in world.claim().lines] == [1, 2]
    assert "The same file is already on this claim." in str(world.last("sam"))


def test_removed_while_it_was_being_read_it_is_read_when_it_comes_back(world: World) -> None:
    late = Unavailable("time_out")
    world.photo("sam", late, "Lunch")
    world.press("sam", "remove", line=1)
    assert not world.claim().lines
    world.reader.knows(b"\xff\xd8\xff" + repr(late).encode(), NOODLES)
    world.press("sam", "restore")
    assert world.claim().line(1).merchant == "NOODLES"
