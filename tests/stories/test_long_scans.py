"""A scan of many pages takes minutes: the card says how far it is, and whoever does not want to wait cancels it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.claims.states import State
from ocr.errors import Unavailable
from tests.samples.pdfs import pdf
from tests.stories.world import World, receipt

SCAN = pdf([(20, 20, 10, "forty pages")])


def send(world: World, pages: int, **meanwhile: Callable[[], None]) -> list[int]:
    """Lin sends a scan, of which every page takes a second; the pages that were recognised. `page_12` is what happens
    at that page."""
    recognised: list[int] = []

    def page(number: int) -> Callable[[], None]:
        def happens() -> None:
            recognised.append(number)
            world.stage.clock.move_to(world.stage.clock.now() + timedelta(seconds=1))
            # The card changes meanwhile, and whatever is pressed is taken.
            world.stage.settle()
            meanwhile.get(f"page_{number}", world.stage.settle)()

        return happens

    world.reader.knows_scan(SCAN, receipt("88.00"), [page(number + 1) for number in range(pages)])
    world.file("lin", "folder.pdf", SCAN, "客户拜访")
    return recognised


def test_the_card_says_at_which_page_it_is_every_few_seconds_and_in_its_place(world: World) -> None:
    seen: list[str] = []

    def look() -> None:
        seen.append(world.last("lin").sections[1].heading)

    recognised = send(world, 10, page_1=look, page_2=look, page_4=look, page_10=look)
    assert recognised == list(range(1, 11))
    assert seen == [f"1 · 识别中，第 {page} 页，共 10 页……" for page in (1, 1, 4, 10)]
    # One card, which says in the end what was read.
    assert len(world.chat.cards("E1001")) == 1
    assert "¥88.00" in str(world.last("lin"))
    assert "cancel_reading" not in world.buttons("lin")


@pytest.mark.parametrize("how", ["button", "words"])
def test_it_can_be_cancelled_and_the_line_says_what_to_do(world: World, how: str) -> None:
    def cancel() -> None:
        if how == "button":
            world.press("lin", "cancel_reading", 1)
        else:
            world.say("lin", "取消")

    recognised = send(world, 40, page_12=cancel)
    # The page that was under way is the last.
    assert recognised == list(range(1, 13))
    assert "您已取消识别。请按“更正”手工填写" in str(world.last("lin"))
    world.press("lin", "correct", 1, total="88", date="2026-11-20", category="meals")
    world.press("lin", "submit")
    assert world.claim().state is State.SUBMITTED


def test_a_line_that_is_removed_is_not_read_to_its_end(world: World) -> None:
    assert send(world, 40, page_3=lambda: world.press("lin", "remove", 1)) == [1, 2, 3]
    assert world.claim().lines == ()


def test_a_process_that_dies_on_the_way_begins_again_and_reads_it_once(world: World) -> None:
    died: list[int] = []

    def die() -> None:
        if not died:
            died.append(1)
            raise Unavailable("engine_failed")

    recognised = send(world, 10, page_6=die)
    world.wait(minutes=5)
    assert recognised == [1, 2, 3, 4, 5, 6, *range(1, 11)]
    assert [line.reading for line in world.claim().lines] == ["read"]
    assert len(world.chat.cards("E1001")) == 1


def test_nothing_is_cancelled_where_nothing_long_is_read(world: World) -> None:
    world.photo("lin", receipt("88.00"), "客户拜访")
    world.say("lin", "cancel")
    assert "目前没有正在逐页识别的文件" in world.told("lin")
    assert world.claim().purpose == "客户拜访"
