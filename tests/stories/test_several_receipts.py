"""Several receipts in one photo: a line for each, and one tap says that it is one; in doubt, it is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.chat.card import Section
from bot.claims.states import State
from ocr.reading import Box, Grade, Reading, Where
from tests.samples import pdfs
from tests.stories.world import World, receipt

DAY = date(2026, 11, 18)


def photo_of(*receipts: Reading, certain: bool = True, total: str = "99.00") -> Reading:
    """One photo on which these lie beside each other; as one, everything on it is asked about."""
    share = 1 / len(receipts)
    placed = tuple(
        replace(one, region=Where(0, Box(round(place * share, 3), 0.1, round((place + 0.9) * share, 3), 0.9)))
        for place, one in enumerate(receipts)
    )
    whole = receipt(total, "平安出租", DAY)
    asked: dict[str, Grade] = dict.fromkeys(whole.fields, "ask")
    return replace(whole, receipts=placed, certain=certain, grades=asked)


TAXIS = tuple(receipt(total, "平安出租", DAY, "taxi") for total in ("36.00", "21.50", "18.00"))


def asked(world: World, who: str) -> list[Section]:
    """What the card says of files with several receipts."""
    return [part for part in world.last(who).sections if any(one.action == "join" for one in part.buttons)]


def amounts(world: World) -> list[str]:
    return [f"{line.paid.amount:f}" if line.paid else "?" for line in world.claim().lines]


def test_each_receipt_of_a_photo_is_a_line_with_its_part_of_the_picture(world: World) -> None:
    world.photo("sam", photo_of(*TAXIS), "Airport and back")
    assert amounts(world) == ["36.00", "21.50", "18.00"]
    assert [part.heading for part in asked(world, "sam")] == ["3 receipts were found in one file: lines 1, 2 and 3."]
    pictures = [part.document for part in world.last("sam").sections if part.document]
    assert [picture.box and picture.box[0] for picture in pictures] == [0.0, 0.333, 0.667]
    # Three receipts of one file are no duplicates of each other.
    assert not any(part.warnings for part in world.last("sam").sections)
    world.press("sam", "submit")
    assert world.claim().state is State.SUBMITTED
    assert not asked(world, "mei")
    assert world.chain_is_unbroken()


def test_it_is_one_receipt_after_all_and_back(world: World) -> None:
    world.photo("lin", photo_of(*TAXIS), "客户拜访")
    assert [part.heading for part in asked(world, "lin")] == ["一个文件里识别出 3 张票据：第 1、2和3 行。"]
    world.press("lin", "join")
    assert amounts(world) == ["99.00"]
    assert "join" not in world.buttons("lin")
    world.press("lin", "split")
    assert amounts(world) == ["36.00", "21.50", "18.00"]
    assert [line.id for line in world.claim().lines] == [1, 4, 5]


def test_where_there_is_doubt_the_claimant_says_how_many_there_are(world: World) -> None:
    for reference, button, said in (("EC26-000001", "split", 3), ("EC26-000002", "join", 1)):
        world.photo("sam", photo_of(*TAXIS, certain=False), "Airport", file_key=button)
        assert [line.paid for line in world.claim(reference).lines] == [None]
        (question,) = asked(world, "sam")
        assert question.heading == "There seem to be 3 receipts in this file."
        assert [one.label for one in question.buttons] == ["A line for each", "It is one receipt"]
        world.press("sam", button)
        assert len(world.claim(reference).lines) == said
        assert all(line.paid for line in world.claim(reference).lines)
        world.press("sam", "withdraw")


def test_what_somebody_has_corrected_is_not_thrown_away(world: World) -> None:
    world.photo("sam", photo_of(*TAXIS), "Airport and back")
    before = world.last("sam")
    world.press("sam", "correct", line=2, total="22.00")
    assert "join" not in world.buttons("sam")
    world.press_old("sam", before, "join")
    assert amounts(world) == ["36.00", "22.00", "18.00"]


def test_announced_again_it_is_the_same_lines_also_when_the_first_was_removed(world: World) -> None:
    world.photo("sam", photo_of(*TAXIS), "Airport and back", file_key="F1")
    world.press("sam", "remove", line=1)
    world.photo("sam", photo_of(*TAXIS), file_key="F1", event_id="again")
    assert amounts(world) == ["21.50", "18.00"]


@pytest.mark.parametrize("by", ["lin", "sam"])
def test_sent_once_more_each_is_asked_about(world: World, by: str) -> None:
    world.photo("sam", photo_of(*TAXIS), "Airport and back")
    world.photo(by, photo_of(*TAXIS), "Again")
    assert len([part for part in world.last(by).sections if part.warnings]) == 3


def test_a_pdf_whose_pages_are_invoices_is_a_line_for_each(world: World) -> None:
    numbers = ["26330000000000420042", "26330000000000420043"]
    world.file("lin", "两张.pdf", pdfs.joined(*map(pdfs.einvoice_zh, numbers)), "办公用品")
    assert [line.invoice_number for line in world.claim().lines] == numbers
    pictures = [part.document for part in world.last("lin").sections if part.document]
    assert [picture.page for picture in pictures] == [0, 1]
