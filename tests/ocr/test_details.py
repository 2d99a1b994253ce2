"""What every kind reads the same way: time, payment, rate, net, number, buyer, goods and the category they suggest."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ocr.checks import graded
from ocr.details import categorised, detailed
from ocr.fields.items import _words as goods_name
from ocr.fields.taxes import fits
from ocr.kinds import receipt
from ocr.page import Page
from ocr.reading import Field, LineItem, Reading
from tests.ocr.test_fields import printed
from tests.samples.recorded import TODAY

SHOP = (
    "BROOK STATIONERS SDN BHD", "GST ID: 000123456780", "Receipt No: A-004518", "Date: 12/11/2026 10:32:15 AM",
    "DESCRIPTION|QTY|PRICE|AMOUNT", "A4 PAPER|2|9.45|18.90", "9555123456789|GEL PEN", "3 X 3.50|10.50",
    "Total excl. GST|27.74", "GST @6%|1.66", "TOTAL|29.40", "CASH|50.00", "CHANGE|20.60",
)  # fmt: skip


def read(*rows: str) -> Reading:
    page = Page(tuple(word for line in printed(*rows) for word in line.words), 600, 1200)
    return graded(detailed(receipt.read(page), page), TODAY)


def test_a_shop_receipt_says_when_how_it_was_paid_and_what_was_bought() -> None:
    reading = read(*SHOP)
    said = {name: str(reading.value(name)) for name in ("time", "payment_method", "tax_rate", "net", "invoice_number")}
    assert said == {
        "time": "10:32:00", "payment_method": "cash", "tax_rate": "6", "net": "27.74", "invoice_number": "A-004518",
    }  # fmt: skip
    assert reading.items == (
        LineItem("A4 PAPER", Decimal("18.90"), Decimal(2)),
        LineItem("GEL PEN", Decimal("10.50"), Decimal(3)),
    )
    # Each is proven by other prints: the change, the tax that the rate gives, the sum of the goods.
    proven = ("payment_method", "tax_rate", "net", "tax", "items")
    assert {reading.grade(name) for name in proven} == {"verified"}
    assert reading.grade("time") == reading.grade("invoice_number") == "likely"


def test_nothing_is_proven_that_does_not_add_up() -> None:
    rows = [row.replace("18.90", "17.90").replace("1.66", "2.66").replace("20.60", "21.60") for row in SHOP]
    reading = read(*rows)
    assert reading.grade("items") == "ask"
    assert reading.grade("payment_method") == "likely"
    assert reading.grade("tax_rate") == "likely"
    assert reading.value("net") is None


@pytest.mark.parametrize(
    ("rows", "clock"),
    [
        (("Date: 15/07/201712:07",), "12:07"),
        (("日期 2026-11-20 下午3:05",), "15:05"),
        (("Open 10:00 - 22:00", "20 Nov 2026", "Time: 09.15", "Time: 09:15 pm"), "21:15"),
        (("20/11/2026|18:47:02", "Pickup 19:30"), "18:47"),
        (("20/11/2026|12:05am",), "00:05"),
        (("Tel 03:4455", "20/11/2026", "Open 10:00 - 22:00"), None),
    ],
)
def test_the_time_stands_beside_the_date_or_a_caption(rows: tuple[str, ...], clock: str | None) -> None:
    reading = read("NOODLE HOUSE", *rows, "TOTAL|9.00")
    found = reading.value("time") if reading.grade("time") != "ask" else None
    assert (str(found)[:5] if found else None) == clock


@pytest.mark.parametrize(
    ("rows", "method", "grade"),
    [
        (("合计|88.00", "微信支付|88.00"), "wechat_pay", "verified"),
        (("TOTAL|9.00", "Payment method: Touch 'n Go"), "touch_n_go", "likely"),
        (("TOTAL|9.00", "VISA|9.00", "Card No ****1234"), "card", "verified"),
        (("支付方式：支付宝", "合计|88.00"), "alipay", "likely"),
        (("CASH SALES", "CASHIER: Ann", "TOTAL|9.00", "NO CASH REFUND", "Member card 1234"), None, "ask"),
        (("TOTAL|9.00", "CASH|4.00", "VISA|5.00"), "card", "ask"),
        (("TOTAL|9.00", "CASH|0.00", "MASTERCARD|9.00"), "card", "verified"),
    ],
)
def test_the_payment_is_what_the_total_was_paid_by(rows: tuple[str, ...], method: str | None, grade: str) -> None:
    reading = read("NOODLE HOUSE", "20/11/2026", *rows)
    assert reading.grade("payment_method") == grade
    assert grade == "ask" or reading.value("payment_method") == method


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("Invoice No : CS00012727", "CS00012727"),
        ("Bill#: V001-540835", "V001-540835"),
        ("流水号：20261120000387", "20261120000387"),
        ("GST REG NO: 000123456780", None),
        ("Tel No: 03-40210276", None),
        ("Invoice date 20/11/2026", None),
        ("TABLE NO 12345", None),
    ],
)
def test_the_number_is_the_receipt_s_own(row: str, number: str | None) -> None:
    assert read("NOODLE HOUSE", row, "TOTAL|9.00").value("invoice_number") == number


def test_a_buyer_has_a_caption_and_cash_is_nobody() -> None:
    assert read("NOODLE HOUSE", "Bill to: Example Trading Ltd", "TOTAL|9.00").value("buyer") == "Example Trading Ltd"
    said = read("云溪小馆", "发票抬头：示例科技有限公司", "税号：91310000MA1K00000X", "合计|88.00")
    assert said.value("buyer") == "示例科技有限公司"
    assert said.value("buyer_tax_number") == "91310000MA1K00000X"
    assert read("NOODLE HOUSE", "Customer: CASH", "TOTAL|9.00").value("buyer") is None


@pytest.mark.parametrize(
    ("goods", "category"),
    [
        (["*餐饮服务*餐费"], "meals"),
        (["*运输服务*客运服务费"], "taxi"),
        (["*经营租赁*通行费", "*经营租赁*通行费"], "toll"),
        (["*住宿服务*住宿费"], "hotel"),
        (["*餐饮服务*餐费", "*住宿服务*住宿费"], None),
        (["*其他食品*食品"], None),
    ],
)
def test_the_names_of_the_tax_bureau_suggest_a_category(goods: list[str], category: str | None) -> None:
    items = tuple(LineItem(one, Decimal(10)) for one in goods)
    total = Field(Decimal(10), 1.0, "xml")
    reading = graded(categorised(Reading("vat_invoice", {"total": total}, items=items)), TODAY)
    assert reading.value("category") == category
    # However plain the words: what an expense was for is for its claimant to say.
    assert reading.grade("category") in ("likely", "ask")
    assert reading.grade("items") == "verified"


@pytest.mark.parametrize(
    ("rows", "category"),
    [
        (("HARBOUR VIEW HOTEL", "Room 1204", "2 nights|400.00", "TOTAL|400.00"), "hotel"),
        (("GREEN STREET CAFE", "Latte|12.00", "TOTAL|12.00"), "meals"),
        (("SUNRISE PETROL STATION", "RON95 30.00 litre|60.00", "TOTAL|60.00"), "fuel"),
        (("MAJU HARDWARE TRADING", "PAINT BRUSH|7.95", "TOTAL|7.95"), None),
        (("HARBOUR HOTEL RESTAURANT", "TOTAL|45.00"), None),
    ],
)
def test_words_suggest_a_category_and_two_are_none(rows: tuple[str, ...], category: str | None) -> None:
    assert read(*rows).value("category") == category


def test_goods_that_add_up_to_a_part_only_are_asked() -> None:
    part = read("NOODLE HOUSE", "ITEM|AMOUNT", "Tea|4.00", "Rice|6.00", "Total 0% supplies|10.00", "TOTAL|19.00")
    assert part.grade("items") == "ask"
    whole = read("NOODLE HOUSE", "ITEM|AMOUNT", "Tea|4.00", "Rice|6.00", "Subtotal|10.00", "Service charge|1.00",
                 "TOTAL|11.00")  # fmt: skip
    assert [one.description for one in whole.items] == ["Tea", "Rice"]
    assert whole.grade("items") == "verified"


def test_a_line_of_numbers_without_end_takes_no_time() -> None:
    """One that backtracks would not come to an end here at all."""
    assert goods_name("Noodles " + "1.1 " * 60 + "!x").startswith("Noodles")


@pytest.mark.parametrize(("tax", "holds"), [("0.60", True), ("0.61", False), ("0.59", False)])
def test_a_rate_holds_to_the_cent(tax: str, holds: bool) -> None:
    assert fits(Decimal(6), Decimal(tax), None, Decimal("10.60")) is holds


@pytest.mark.parametrize(("other", "grade"), [("Bill 240502", "verified"), ("Ref 20240502-17", "likely")])
def test_a_number_is_printed_twice_only_where_it_stands_alone(other: str, grade: str) -> None:
    assert read("RECEIPT NO: 240502", "TOTAL|10.00", other).grade("invoice_number") == grade
