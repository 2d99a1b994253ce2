"""Pages turned upright, totals proven, grades given, readings written down and read back."""

from __future__ import annotations

import dataclasses
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr import checks
from ocr.apart import apart
from ocr.checks import graded, questions
from ocr.details import detailed
from ocr.kinds import kind_of, receipt, taxi_receipt, train_ticket
from ocr.orientation import upright
from ocr.page import Page, Word, lines, quad_word, sideways, stacked, turned
from ocr.reading import FIELDS, Box, Check, Field, Grade, Reading, Value, Where
from ocr.reading_json import reading as read_back
from ocr.reading_json import written
from tests.ocr.test_fields import printed
from tests.samples import recorded

TODAY = date(2026, 11, 24)


def page(*rows: str) -> Page:
    return Page(tuple(word for line in printed(*rows) for word in line.words), 600, 1200)


def grade_of_total(*rows: str) -> tuple[Decimal, str]:
    reading = graded(receipt.read(page(*rows)), TODAY)
    value = reading.value("total")
    assert isinstance(value, Decimal)
    return value, reading.grade("total")


@pytest.mark.parametrize(
    ("rows", "value", "grade"),
    [
        # Cash less change.
        (("TOTAL|44.25", "CASH|50.00", "CHANGE|5.75"), "44.25", "verified"),
        # Subtotal and tax.
        (("Subtotal|1,113.21", "VAT 6%|66.79", "TOTAL CNY|1,180.00"), "1180.00", "verified"),
        # The tax table below.
        (("TOTAL|10.60", "GST SUMMARY|AMOUNT|TAX", "SR 6%|10.00|0.60"), "10.60", "verified"),
        # The payment repeats it, and no change was given.
        (("TOTAL|13.80", "VISA|13.80"), "13.80", "verified"),
        # Two rates, two subtotals.
        (("Total 0% supplies|23.64", "Total 6% supplies|12.72", "Total Payable|36.36"), "36.36", "verified"),
        # Printed before and after rounding: both stand there, so nothing is proven.
        (
            ("TOTAL|17.22", "RND ADJ|-0.02", "TOTAL AFTER ROUNDING|17.20", "CASH|20.00", "CHANGE|2.80"),
            "17.20",
            "likely",
        ),
        # Cash without change that is larger: somebody forgot, or the engine did.
        (("TOTAL|13.80", "CASH|20.00"), "13.80", "likely"),
        # Nothing calls it a total.
        (("TEA|4.50", "CAKE|6.20"), "6.20", "ask"),
    ],
)
def test_a_total_is_verified_only_by_other_prints(rows: tuple[str, ...], value: str, grade: str) -> None:
    assert grade_of_total(*rows) == (Decimal(value), grade)


@pytest.mark.parametrize(
    ("rows", "value", "grade"),
    [
        # What was paid in the end is the total.
        (
            ("牛肉面 1|32.00", "酸梅汤 2|18.00", "合计|50.00", "抹零|-0.50", "会员折扣|-4.50", "应付金额|45.00"),
            "45.00",
            "ask",
        ),
        (
            ("Steak|60.00", "Subtotal|60.00", "Sales Tax|5.40", "Total|$65.40", "Tip|9.60", "Amount Paid|$75.00"),
            "75.00",
            "verified",
        ),
        # A digit of the rebate is misread: the goods prove what was not paid, so nothing is proven.
        (
            ("牛肉面 1|32.00", "酸梅汤 2|18.00", "合计|50.00", "会员折扣|-4.00", "应付金额|45.00", "微信支付|45.00"),
            "45.00",
            "ask",
        ),
    ],
)
def test_what_was_paid_after_a_rebate_or_a_tip_is_the_total(rows: tuple[str, ...], value: str, grade: str) -> None:
    found, sure = grade_of_total(*rows)
    assert (str(found), sure) == (value, grade)


def test_a_number_of_an_account_is_no_amount_however_it_is_written() -> None:
    rows = ("TEA|4.00", "CAKE|6.00", "TOTAL|10.00", "Account no|12345678901234567890123456789.00", "CASH|10.00")
    assert grade_of_total(*rows) == (Decimal("10.00"), "verified")


def test_a_part_of_the_total_is_never_verified_as_the_total() -> None:
    value, grade = grade_of_total("Total supplies|12.00", "GST|0.72", "Total incl. GST|12.72", "Grand Total|36.36")
    assert (value, grade == "verified") == (Decimal("36.36"), False)


def test_an_unsure_total_keeps_its_rivals_for_the_person_to_choose() -> None:
    reading = receipt.read(page("TEA|4.50", "CAKE|6.20"))
    assert Decimal("4.50") in reading.fields["total"].candidates


def test_a_date_in_the_future_is_read_the_other_way_round_if_that_is_past() -> None:
    reading = graded(receipt.read(page("TOTAL RM|9.00", "Date: 01/12/2026")), TODAY)
    assert reading.value("date") == date(2026, 1, 12)
    assert date(2026, 12, 1) in reading.fields["date"].candidates


def test_a_date_in_the_future_is_asked() -> None:
    reading = graded(receipt.read(page("TOTAL RM|9.00", "Date: 25/12/2026")), TODAY)
    assert reading.grade("date") == "ask"
    assert "date" in questions(reading)


def test_tomorrow_is_not_the_future_somewhere_else() -> None:
    reading = graded(receipt.read(page("TOTAL RM|9.00", "Date: 25/11/2026")), TODAY)
    assert reading.grade("date") == "likely"


def test_a_failed_check_asks_and_a_held_one_verifies() -> None:
    total = Field(Decimal("9.00"), 0.9, "ocr")
    held, failed = Check(checks.SUM, ("total",), True), Check(checks.WORDS, ("total",), False)
    assert graded(Reading("receipt", {"total": total}, (held,)), TODAY).grade("total") == "verified"
    assert graded(Reading("receipt", {"total": total}, (held, failed)), TODAY).grade("total") == "ask"
    assert (
        graded(Reading("receipt", {"total": dataclasses.replace(total, how="xml")}), TODAY).grade("total") == "verified"
    )
    assert graded(Reading("receipt", {}), TODAY).grade("total") == "ask"


def test_several_taxi_receipts_on_one_photo_are_asked_about() -> None:
    slip = ("车号|A-T0042", "日期|2026-11-18", "上车|18:05", "下车|18:31", "里程|11.2km", "金额|36.00元")
    one = graded(taxi_receipt.read(page(*slip)), TODAY)
    two = graded(taxi_receipt.read(page(*slip, *slip)), TODAY)
    assert (one.grade("total"), two.grade("total")) == ("likely", "ask")


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("name", ["dinner_zh", "hotel_en", "scan_en"])
def test_a_page_is_turned_upright_from_its_boxes_alone(name: str, degrees: int) -> None:
    (original,) = recorded.pages(name)
    back, by = upright(turned(original, degrees))
    assert by == (360 - degrees) % 360
    assert kind_of(back).read(back).value("total") == kind_of(original).read(original).value("total")


def test_box_shapes_tell_a_page_on_its_side() -> None:
    (original,) = recorded.pages("hotel_en")
    assert not sideways(original)
    assert sideways(turned(original, 90))


def test_a_tilted_photo_keeps_amounts_on_the_lines_of_their_labels() -> None:
    words = []
    for number, (label, amount) in enumerate((("Subtotal", "41.75"), ("SST 6%", "2.51"), ("TOTAL", "44.26"))):
        for text, left, right in ((label, 100, 300), (amount, 800, 950)):
            # Six degrees: over the paper's width a line sinks by more than the distance of two lines.
            tops = [500 + 60 * number + 0.105 * x for x in (left, right)]
            corners = [(left, tops[0]), (right, tops[1]), (right, tops[1] + 40), (left, tops[0] + 40)]
            words.append(quad_word(text, 0.99, [(x / 1000, y / 1500) for x, y in corners], 1000, 1500))
    assert [line.text for line in lines(Page(tuple(words), 1000, 1500))] == [
        "Subtotal 41.75",
        "SST 6% 2.51",
        "TOTAL 44.26",
    ]


def test_several_pages_are_read_as_one_roll() -> None:
    roll = stacked([page("PENA SDN BHD", "TEA|4.50"), page("TOTAL RM|4.50", "CASH|10.00", "CHANGE|5.50")])
    reading = graded(receipt.read(roll), TODAY)
    assert (reading.value("merchant"), reading.value("total")) == ("PENA SDN BHD", Decimal("4.50"))
    where = reading.fields["total"].where.box
    assert where is not None
    assert where.top >= 0.5


BOXES = st.tuples(*[st.floats(0, 1, allow_nan=False)] * 4).map(
    lambda edges: Box(
        min(edges[0], edges[2]), min(edges[1], edges[3]), max(edges[0], edges[2]), max(edges[1], edges[3])
    )
)
GRADES: tuple[Grade, ...] = ("verified", "likely", "ask")
VALUES: dict[type, st.SearchStrategy[Value]] = {
    str: st.text(max_size=20),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False, places=2),
    date: st.dates(),
    time: st.times().map(lambda one: one.replace(second=0, microsecond=0)),
}


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    fields = {}
    for name in draw(st.sets(st.sampled_from(sorted(FIELDS)))):
        values = VALUES[FIELDS[name]]
        fields[name] = Field(
            draw(values),
            draw(st.floats(0, 1)),
            draw(st.sampled_from(["xml", "ofd", "pdf text", "qr", "ocr"])),
            Where(draw(st.integers(0, 5)), draw(st.none() | BOXES), draw(st.sampled_from([0, 90, 180, 270]))),
            draw(st.text(max_size=10)),
            tuple(draw(st.lists(values, max_size=3))),
        )
    grades: dict[str, Grade] = {name: draw(st.sampled_from(GRADES)) for name in fields}
    made = tuple(Check(name, tuple(fields), True) for name in draw(st.lists(st.text(max_size=8), max_size=2)))
    return Reading("receipt", fields, made, pages=draw(st.integers(1, 9)), engine="x", grades=grades)


@settings(deadline=None)  # the machine may be busy
@given(readings(), st.lists(readings(), max_size=2), BOXES)
def test_a_reading_comes_back_as_it_was_written(reading: Reading, several: list[Reading], box: Box) -> None:
    receipts = tuple(dataclasses.replace(one, region=Where(1, box, 90)) for one in several)
    whole = dataclasses.replace(reading, receipts=receipts, certain=bool(several))
    assert read_back(written(whole)) == whole


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.tuples(st.text(max_size=12), BOXES), max_size=15))
def test_no_page_breaks_a_kind(found: list[tuple[str, Box]]) -> None:
    whole = Page(tuple(Word(text, 0.9, box) for text, box in found), 700, 1000)
    straight, _ = upright(whole)
    apart([whole, whole])
    graded(detailed(kind_of(straight).read(straight), straight), TODAY)


RECEIPT = ("NOODLE HOUSE SDN BHD", "TAX INVOICE", "TEA|4.50", "TOTAL|{total}", "CASH|20.00", "CHANGE|{change}")


def test_two_receipts_on_one_photo_are_asked_about() -> None:
    first, second = (
        [row.format(total=t, change=c) for row in RECEIPT] for t, c in (("4.50", "15.50"), ("9.00", "11.00"))
    )
    below = graded(receipt.read(page(*first, *second)), TODAY)
    one = page(*first)
    beside = graded(receipt.read(side_by_side(one, page(*second))), TODAY)
    assert graded(receipt.read(one), TODAY).grade("total") == "verified"
    assert (below.grade("total"), beside.grade("total")) == ("ask", "ask")
    assert (below.grade("merchant"), beside.grade("merchant")) == ("ask", "ask")


def side_by_side(one: Page, other: Page) -> Page:
    """Two pages as one picture twice as wide."""

    def half(of: Page, start: float) -> tuple[Word, ...]:
        return tuple(
            dataclasses.replace(
                word, box=Box(start + word.box.left / 2.1, word.box.top, start + word.box.right / 2.1, word.box.bottom)
            )
            for word in of.words
        )

    return Page((*half(one, 0.0), *half(other, 0.52)), one.width * 2, one.height)


def test_a_taxi_whose_sum_is_unreadable_is_fare_and_surcharge_together() -> None:
    slip = ("上车|08:46", "下车|09:25", "单价|3.45", "里程|16.0km", "等候|00:14:18", "金额|¥55.00", "燃油附加费|¥1.00")
    paid = taxi_receipt.read(page(*slip, "实收金额"))
    assert paid.value("total") == Decimal("56.00")
    assert paid.fields["total"].candidates == (Decimal("55.00"), Decimal("1.00"))
    assert taxi_receipt.read(page(*slip, "实收金额|¥57.00")).value("total") == Decimal("57.00")


def test_two_train_tickets_on_one_photo_are_asked_about() -> None:
    ticket = ("A012345", "2026年11月05日08:30开", "02车05A号", "¥88.0元", "限乘当日当次车")
    assert graded(train_ticket.read(page(*ticket)), TODAY).grade("total") == "likely"
    assert graded(train_ticket.read(page(*ticket, *ticket)), TODAY).grade("total") == "ask"


def test_a_train_ticket_on_its_head_gives_its_number() -> None:
    original = page("A012345", "杭州站|南京站", "2026年11月05日08:30开", "¥88.0元", "限乘当日当次车")
    assert train_ticket.read(turned(original, 180)).value("invoice_number") == "A012345"
