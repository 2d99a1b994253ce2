"""Taxi slips as they come: values off their captions, worn and misread marks, other cities.

The layouts are those of forms shown in public (Beijing, Shanghai, Shenzhen, Hangzhou, Hong Kong, Taipei), the
values made up; the words are written as an engine gives them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ocr.checks import FARE, graded
from ocr.fields.worn_dates import worn_date
from ocr.kinds import kind_of, taxi_receipt
from ocr.page import Page, Word
from ocr.reading import Box, Reading
from tests.ocr.test_reading_rules import TODAY

Row = tuple[str, str]


def slip(*rows: Row, shift: float = 0.0, head: tuple[str, ...] = ()) -> Page:
    """A slip: heads one below the other, then captions at the left and values `shift` lines lower at the right."""
    step = 1 / (len(rows) + len(head) + 2)
    words = [Word(text, 0.99, Box(0.2, n * step, 0.8, (n + 0.6) * step)) for n, text in enumerate(head)]
    for number, (caption, value) in enumerate(rows, len(head)):
        top = number * step
        if caption:
            words.append(Word(caption, 0.99, Box(0.1, top, 0.3, top + 0.6 * step)))
        if value:
            words.append(Word(value, 0.99, Box(0.5, top + shift * step, 0.9, top + (shift + 0.6) * step)))
    return Page(tuple(words), 600, 1800)


def read(*rows: Row, shift: float = 0.0, head: tuple[str, ...] = ()) -> Reading:
    page = slip(*rows, shift=shift, head=head)
    assert kind_of(page).name == taxi_receipt.name
    return graded(taxi_receipt.read(page), TODAY)


HEAD = ("云溪市出租汽车专用发票", "发票代码 133002500001", "发票号码 00451872")
RIDE: tuple[Row, ...] = (
    ("车号", "AT0042"),
    ("证号", "270180"),
    ("日期", "2026-11-18"),
    ("上车", "18:05"),
    ("下车", "18:31"),
    ("单价", "3.30元"),
    ("里程", "8.6km"),
    ("等候", "00:12:43"),
)
CARD: tuple[Row, ...] = (("卡号", "00420042"), ("原额", "85.20元"), ("余额", "49.20元"))


def changed(rows: tuple[Row, ...], caption: str, value: str) -> tuple[Row, ...]:
    return tuple((name, value if name == caption else old) for name, old in rows)


@pytest.mark.parametrize("shift", [-0.6, 0.0, 0.4, 1.3])
@pytest.mark.parametrize(
    ("print_", "value"),
    [
        ("36.00元", "36.00"),
        ("¥36.00", "36.00"),
        ("￥36·00元", "36.00"),
        ("￥36..00元", "36.00"),  # a speck is a second point
        ("Y36.00元", "36.00"),
        ("夫36.00", "36.00"),
        ("*36.00", "36.00"),
        ("36.00π", "36.00"),
        ("36.00兀", "36.00"),
        ("36.00 元", "36.00"),
        ("¥36.0元", "36.00"),
        ("¥36,50", "36.50"),
        ("¥3O.00", "30.00"),
        ("36.50", "36.50"),  # the mark is lost
        ("¥3600", "36.00"),  # the point is lost
        ("3650", "36.50"),  # both are
        ("36元", "36.00"),
        ("136.00元", "136.00"),
    ],
)
def test_the_sum_is_found_wherever_it_stands_and_however_worn(shift: float, print_: str, value: str) -> None:
    reading = read(*RIDE, ("金额", print_), *CARD, shift=shift, head=HEAD)
    assert reading.value("total") == Decimal(value)


def test_a_card_holds_more_than_the_ride_cost_and_proves_it() -> None:
    paid = read(*RIDE, ("金额", "36.00元"), *CARD, head=HEAD)
    assert (paid.value("total"), paid.grade("total")) == (Decimal("36.00"), "verified")
    otherwise = read(*RIDE, ("金额", "36.00元"), *changed(CARD, "余额", "48.20元"), head=HEAD)
    assert (otherwise.value("total"), otherwise.grade("total")) == (Decimal("36.00"), "likely")


@pytest.mark.parametrize(
    ("fare", "fuel", "call", "total", "value", "grade"),
    [
        ("¥18.80", "¥1.00", "¥0.00", "¥20.00", "20.00", "verified"),  # rounded to the yuan
        ("¥55.00", "¥1.00", "¥0.00", "¥56.00", "56.00", "verified"),
        ("¥18.80", "¥1.00", "00°0夫", "#20.00", "20.00", "verified"),
        ("¥18.80", "¥1.00", "¥5.00", "¥20.00", "20.00", "likely"),  # they do not add up
        ("¥18.80", "¥1.00", "¥0.00", "", "20.00", "likely"),  # worn away
        ("¥18.80", "¥1.00", "¥0.00", "¥2000", "20.00", "verified"),  # worn, and yet made of what it is made of
        ("1880", "¥1.00", "¥0.00", "¥2000", "20.00", "ask"),
    ],
)
def test_fare_and_surcharges_prove_what_was_paid(
    fare: str, fuel: str, call: str, total: str, value: str, grade: str
) -> None:
    ride = (*RIDE, ("金额", fare), ("燃油附加费", fuel), ("预约叫车服务费", call), ("实收金额", total), ("卡号", ""))
    reading = read(*ride, head=HEAD)
    assert (reading.value("total"), reading.grade("total")) == (Decimal(value), grade)
    assert all(check.held for check in reading.checks if check.name == FARE)


def test_a_surcharge_alone_is_not_the_total() -> None:
    reading = read(*RIDE, ("金额", "¥4350"), ("附加费", "¥1.00元"), head=HEAD)
    assert (reading.value("total"), reading.grade("total")) == (Decimal("43.50"), "ask")
    reading = read(*RIDE, ("金额", "?3·"), ("附加费", "¥1.00元"), head=HEAD)
    assert reading.grade("total") == "ask"
    assert read(*RIDE, ("金额", "?3·"), ("附加费", "¥0.00元"), head=HEAD).value("total") is None


@pytest.mark.parametrize(
    ("print_", "value", "grade"),
    [
        ("2026-11-18", "2026-11-18", "likely"),
        ("2026年11月18日", "2026-11-18", "likely"),
        ("2026年11月18a", "2026-11-18", "likely"),
        ("2026/11/18", "2026-11-18", "likely"),
        ("2026.11.18", "2026-11-18", "likely"),
        ("20261118", "2026-11-18", "likely"),
        ("2026-1118", "2026-11-18", "likely"),
        ("2026 11 18", "2026-11-18", "likely"),
        ("26-11-18", "2026-11-18", "likely"),
        ("26年11月18日", "2026-11-18", "likely"),
        ("2O26-11-18", "2026-11-18", "likely"),
        ("2026年11月088", "2026-11-08", "ask"),  # 日 read as a digit
        ("2026年11月68日", "2026-11-08", "ask"),  # a zero that was struck through
        ("2826-11-08", "2026-11-08", "ask"),
        ("2002298", None, "ask"),
    ],
)
def test_dates_of_worn_matrix_printers(print_: str, value: str | None, grade: str) -> None:
    reading = read(*changed(RIDE, "日期", print_), ("金额", "36.00元"), head=HEAD)
    assert (str(reading.value("date")) if value else None) == value
    assert reading.grade("date") == grade


@pytest.mark.parametrize(
    ("number", "phone", "value"),
    [
        ("00451872", "83611888", "00451872"),
        ("0045l87Z", "83611888", "00451872"),  # letters among the digits
        ("", "83611888", None),  # a telephone is no number
    ],
)
def test_the_number_stands_close_under_its_code(number: str, phone: str, value: str | None) -> None:
    reading = read(
        ("单位", "0096"), ("电话", phone), *RIDE, ("金额", "36.00元"), head=("出租汽车", "133002500001", number)
    )
    assert reading.value("invoice_number") == value


@pytest.mark.parametrize(
    ("price", "distance", "total", "grade"),
    [
        ("3.75元/km", "19.9km", "76.00元", "likely"),
        ("3.75元/km", "19.9km", "6.00元", "ask"),  # a digit was lost
        ("3.75元/km", "19.9km", "760.00元", "ask"),
        ("2.30", "3.1", "15.00元", "likely"),
        ("2.30", "?", "6.00元", "likely"),  # nothing to compare with
    ],
)
def test_a_sum_that_no_such_ride_costs_is_asked(price: str, distance: str, total: str, grade: str) -> None:
    ride = changed(changed(RIDE, "单价", price), "里程", distance)
    assert read(*ride, ("金额", total), head=HEAD).grade("total") == grade


def test_a_year_in_the_code_that_cannot_be_is_a_misread_digit() -> None:
    reading = read(*RIDE, ("金额", "36.00元"), head=("出租汽车", "133007500001", "00451872"))
    assert (reading.value("invoice_code"), reading.grade("invoice_code")) == ("133002500001", "ask")
    assert reading.fields["invoice_code"].candidates == ("133007500001",)
    assert read(*RIDE, ("金额", "36.00元"), head=HEAD).grade("invoice_code") == "likely"


def test_the_fare_is_not_taken_for_the_total_where_fuel_was_added() -> None:
    reading = read(*RIDE, ("金额", "¥55.00"), ("燃油附加费", "¥1.00"), ("", "t"), head=HEAD)
    assert (reading.grade("total"), reading.fields["total"].candidates) == ("ask", (Decimal("1.00"),))


def test_meters_count_in_tenths_so_a_last_digit_is_a_zero() -> None:
    assert read(*RIDE, ("金额", "36.06元"), head=HEAD).grade("total") == "ask"


def test_a_date_is_found_without_its_caption_and_asked_where_a_digit_was_lost() -> None:
    assert read(*changed(RIDE, "日期", ""), ("", "2O26-11-l8"), head=HEAD).value("date") == date(2026, 11, 18)
    assert read(*changed(RIDE, "日期", "2026-11-1"), head=HEAD).grade("date") == "ask"


def test_the_imprint_and_the_law_of_the_printing_house_are_no_dates() -> None:
    foot: tuple[Row, ...] = (("浙税印(2019)135号·2019.08·27500000份", ""), ("2024年5月印", ""))
    reading = read(*changed(RIDE, "日期", "?"), ("金额", "36.00元"), *foot, head=HEAD)
    assert reading.value("date") != date(2019, 8, 27)


def test_the_day_comes_first_in_hong_kong_and_years_of_the_republic_in_taiwan() -> None:
    assert worn_date("05/11/26", "HKD") == (date(2026, 11, 5), 0.7, (date(2005, 11, 26),))
    assert worn_date("115/11/05", "TWD") == (date(2026, 11, 5), 0.8, ())


def test_a_slip_of_hong_kong() -> None:
    reading = read(
        ("TAXI NO. 車牌", "XX0042"),
        ("START 開始", "05/11/2026 18:05"),
        ("END 完結", "05/11/2026 18:31"),
        ("PAID KM 收費公里", "7.20"),
        ("PAID MIN 收費分鐘", "4.10"),
        ("SURCHARGE 附加費", "HK$0.0"),
        ("TOTAL FARE 總數", "HK$84.5"),
        head=("的士車資收據",),
    )
    assert (reading.value("total"), reading.value("currency")) == (Decimal("84.50"), "HKD")
    assert (reading.value("date"), reading.grade("currency")) == (date(2026, 11, 5), "likely")


def test_a_slip_of_taiwan() -> None:
    reading = read(
        ("車號", "TDA-0042"),
        ("日期", "115/11/05"),
        ("上車", "18:05"),
        ("下車", "18:31"),
        ("里程", "8.2公里"),
        ("車資", "NT$285"),
        head=("計程車乘車證明", "統一編號 04200420"),
    )
    assert (reading.value("total"), reading.value("currency")) == (Decimal("285.00"), "TWD")
    assert reading.value("date") == date(2026, 11, 5)


def test_the_word_for_taxi_in_a_company_name_is_mended() -> None:
    reading = read(*RIDE, ("金额", "36.00元"), head=("云溪星河出和汽车有限公司", *HEAD[1:]))
    assert reading.value("merchant") == "云溪星河出租汽车有限公司"
