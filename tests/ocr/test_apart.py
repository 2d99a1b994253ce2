"""Several receipts in one file: where they are cut apart, and what is never cut."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PIL import Image

import ocr
from ocr import pipeline
from ocr.apart import apart, within
from ocr.page import Page, Word, turned, turned_box
from ocr.reading import Box, Reading
from tests.ocr.test_reading_rules import TODAY, page
from tests.ocr.test_vat_invoice import CODE, ROWS

SHOP = ("PENA BIRU SDN BHD", "TAX INVOICE", "Date: 14/08/2026", "GEL PEN|10.50", "TOTAL RM|10.50", "CASH|20.00")
CAFE = ("RUMAH KOPI SDN BHD", "RECEIPT", "Date: 15/08/2026", "KOPI|4.20", "TOTAL RM|4.20", "CASH|5.00", "CHANGE|0.80")
SLIP = ("CARD SLIP", "RECEIPT 0042", "Date: 14/08/2026", "TOTAL RM|10.50", "VISA|10.50")


def taxi(number: str, total: str, day: str = "2026-11-18") -> tuple[str, ...]:
    return (
        "云溪市出租汽车专用发票",
        "发票代码|133002600019",
        f"发票号码|{number}",
        "车号|A-T0042",
        f"日期|{day}",
        "上车|18:05",
        "下车|18:31",
        "里程|11.2km",
        f"金额|{total}元",
    )


def invoice(number: str) -> tuple[str, ...]:
    return tuple(row.replace("00420042", number) for row in ROWS)


def laid(*pieces: tuple[Page, Box]) -> Page:
    """Pieces of paper on one picture, each in its box."""
    words = tuple(replace(word, box=within(box, word.box)) for one, box in pieces for word in one.words)
    return Page(words, 2000, 1500)


LEFT, RIGHT = Box(0.02, 0.02, 0.45, 0.98), Box(0.55, 0.02, 0.98, 0.98)
UPPER, LOWER = Box(0.1, 0.02, 0.6, 0.45), Box(0.1, 0.52, 0.6, 0.98)


class Seeing:
    """An engine that sees one page on every picture, or on pictures of other sizes another one."""

    name = "seeing"

    def __init__(self, page: Page, *nearer: Page) -> None:
        self._pages = [page, *nearer]

    def recognise(self, image: Image.Image) -> tuple[Word, ...]:
        return (self._pages.pop(0) if len(self._pages) > 1 else self._pages[0]).words


def read(engine: Seeing, size: tuple[int, int] = (2000, 1500)) -> Reading:
    content = io.BytesIO()
    Image.new("RGB", size, "white").save(content, "PNG")
    return pipeline.read(ocr.document(content.getvalue(), "a.png"), today=TODAY, engine=engine)


def values(receipts: Sequence[Reading], name: str) -> list[str]:
    return [str(one.value(name)) for one in receipts]


def test_two_slips_beside_each_other_are_two_receipts_each_where_it_lies() -> None:
    reading = read(Seeing(laid((page(*taxi("00451872", "36.00")), LEFT), (page(*taxi("00451873", "21.50")), RIGHT))))
    assert values(reading.receipts, "total") == ["36.00", "21.50"]
    assert values(reading.receipts, "invoice_number") == ["00451872", "00451873"]
    assert reading.certain
    left, right = (one.region.box for one in reading.receipts if one.region is not None)
    assert left is not None
    assert right is not None
    assert left.right < 0.5 < right.left
    place = reading.receipts[1].fields["total"].where.box
    assert place is not None
    assert right.left <= place.left <= place.right <= right.right
    # As one document, everything is asked about.
    assert {reading.grade(name) for name in ("total", "date", "invoice_number", "merchant")} == {"ask"}


def test_a_slip_on_its_side_below_the_others_is_read_the_right_way_up() -> None:
    lying = turned(page(*taxi("00451874", "18.00")), 270)
    photo = laid(
        (page(*taxi("00451872", "36.00")), Box(0.02, 0.02, 0.4, 0.5)),
        (page(*taxi("00451873", "21.50")), Box(0.5, 0.02, 0.9, 0.5)),
        (lying, Box(0.02, 0.6, 0.6, 0.98)),
    )
    third = read(Seeing(photo)).receipts[2]
    assert (str(third.value("total")), third.fields["total"].where.turned) == ("18.00", 90)
    box = third.fields["total"].where.box
    assert box is not None
    assert turned_box(box, 270).top > 0.55


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_photo_that_is_turned_as_a_whole_is_cut_all_the_same(degrees: int) -> None:
    photo = laid((page(*SHOP), LEFT), (page(*CAFE), RIGHT))
    reading = read(Seeing(turned(photo, degrees)), (1500, 2000) if degrees % 180 else (2000, 1500))
    assert sorted(values(reading.receipts, "total")) == ["10.50", "4.20"]


def test_receipts_of_two_shops_beside_each_other_are_certain_below_each_other_they_are_asked_about() -> None:
    beside = read(Seeing(laid((page(*SHOP), LEFT), (page(*CAFE), RIGHT))))
    below = read(Seeing(laid((page(*SHOP), UPPER), (page(*CAFE), LOWER))))
    assert values(beside.receipts, "total") == values(below.receipts, "total") == ["10.50", "4.20"]
    assert (beside.certain, below.certain) == (True, False)


def test_the_slip_of_the_card_below_its_bill_is_the_same_purchase() -> None:
    assert read(Seeing(laid((page(*SHOP), UPPER), (page(*SLIP), LOWER)))).receipts == ()


def test_the_slip_of_the_card_with_a_tip_beside_its_bill_is_asked_about() -> None:
    tipped = ("RUMAH KOPI", "RECEIPT", "Date: 14/08/2026", "BASE|10.50", "TIP|2.00", "TOTAL RM|12.50", "VISA|12.50")
    assert not any(one.certain for one in apart([laid((page(*SHOP), LEFT), (page(*tipped), RIGHT))]))


def test_a_page_of_another_kind_with_a_total_and_a_day_of_its_own_is_asked_about() -> None:
    ride = tuple(row for row in taxi("", "36.00", "2026-11-12") if "号码" not in row)
    for pages in ((ROWS, CAFE), (CAFE, ROWS), (ROWS, ride), (ride, CAFE), (CAFE, ride)):
        receipts = apart([page(*rows) for rows in pages])
        assert len(receipts) == 2
        assert not all(one.certain for one in receipts)


def quota(number: str) -> tuple[str, ...]:
    return (
        "云溪省通用定额发票",
        "发票代码133002500042",
        f"发票号码{number}",
        "伍拾元整",
        "￥50.00",
        "云溪停车服务有限公司",
    )


def test_fixed_amounts_have_no_date_and_are_cut_apart_by_their_numbers() -> None:
    photo = laid((page(*quota("00420042")), LEFT), (page(*quota("00420043")), RIGHT))
    assert [one.regions[0].reading.value("invoice_number") for one in apart([photo])] == ["00420042", "00420043"]


def test_a_file_has_as_many_receipts_as_it_has_pages() -> None:
    assert len(apart([page(*taxi(f"004518{number}", "36.00")) for number in range(10, 55)])) == 45


def test_one_receipt_stays_one() -> None:
    for rows in (SHOP, CAFE, taxi("00451872", "36.00"), ROWS):
        assert apart([page(*rows)]) == ()


def test_two_invoices_on_one_sheet_are_two_and_each_keeps_its_own_code() -> None:
    other = CODE.replace("00420042", "00420043")
    sheet = replace(laid((page(*ROWS), UPPER), (page(*invoice("00420043")), LOWER)), codes=(other, CODE))
    receipts = apart([sheet])
    assert [one.regions[0].page.codes for one in receipts] == [(CODE,), (other,)]
    assert all(one.certain for one in receipts)


def test_pages_with_numbers_of_their_own_are_invoices_of_their_own() -> None:
    more = page("第2页", "备注: 无", "项目|金额", "*餐饮服务*餐费|10.00")
    receipts = apart([page(*ROWS), more, page(*invoice("00420043")), page(*invoice("00420043"))])
    assert [[region.number for region in one.regions] for one in receipts] == [[0, 1], [2, 3]]
    assert all(one.certain for one in receipts)


def test_a_bill_that_goes_on_is_one() -> None:
    assert apart([page(*SHOP[:4]), page(*SHOP[4:])]) == ()
    assert apart([page(*SHOP), page("TERMS", "GOODS SOLD ARE NOT RETURNABLE", "TOTAL RM|10.50")]) == ()


def test_a_total_of_nothing_is_looked_at_nearer_too() -> None:
    photo = laid((page(*taxi("00451872", "36.00")), LEFT), (page(*taxi("00451873", "0.00")), RIGHT))
    reading = read(Seeing(photo, page(*taxi("00451873", "21.50"))), (4000, 3000))
    assert values(reading.receipts, "total") == ["36.00", "21.50"]


def test_what_was_too_small_on_the_photo_is_looked_at_by_itself_and_nearer() -> None:
    worn = taxi("00451873", "21.50", day="20?6-??-?8")
    photo = laid((page(*taxi("00451872", "36.00")), LEFT), (page(*worn), RIGHT))
    nearer = page(*taxi("00451873", "21.50"))
    large, small = read(Seeing(photo, nearer), (4000, 3000)), read(Seeing(photo, nearer), (2000, 1500))
    assert [one.value("date") for one in large.receipts] == [date(2026, 11, 18)] * 2
    assert small.receipts[1].value("date") is None
    box = large.receipts[1].fields["total"].where.box
    assert box is not None
    assert 0.5 < box.left < box.right <= 1
    assert large.receipts[1].value("total") == Decimal("21.50")
