"""Amounts, labels, dates, currencies, merchants and numbers: tables of prints and what they mean."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.fields.amounts import amounts, decimal_of
from ocr.fields.currency import currency
from ocr.fields.dates import dates
from ocr.fields.labels import label_of
from ocr.fields.merchant import merchants
from ocr.fields.numbers import amount_in_words, invoice_code
from ocr.page import Line, Page, Word, lines
from ocr.reading import Box


def printed(*rows: str) -> tuple[Line, ...]:
    """Lines as an engine gives them; `|` parts the words of one."""
    words = []
    for number, row in enumerate(rows):
        parts = row.split("|")
        for place, text in enumerate(parts):
            left = place / len(parts)
            box = Box(left, number * 0.05, left + 0.8 / len(parts), number * 0.05 + 0.03)
            words.append(Word(text.strip(), 0.99, box))
    return lines(Page(tuple(words), 600, 1200))


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("12.50", ("12.50", True)),
        ("1,234.50", ("1234.50", True)),
        ("1.234,50", ("1234.50", True)),
        ("1'234.50", ("1234.50", True)),
        ("12,50", ("12.50", True)),
        ("1,234", ("1234.00", False)),
        ("466", ("466.00", False)),
        (".02", ("0.02", True)),
        ("10.400", None),
    ],
)
def test_numbers_of_all_countries(number: str, value: tuple[str, bool] | None) -> None:
    assert decimal_of(number) == (None if value is None else (Decimal(value[0]), value[1]))


@pytest.mark.parametrize(
    ("row", "value", "label", "mark"),
    [
        ("TOTAL|RM 25.60", "25.60", "total", "RM"),
        ("Total Sales (Inclusive GST) RM|14.38", "14.38", "final", "RM"),
        ("应收金额|¥386.00", "386.00", "final", "¥"),
        ("小计|38.00元", "38.00", "subtotal", "元"),
        ("Rounding Adjustment RM|-.02", "-0.02", "rounding", "RM"),
        ("Rounding RM|45.35", "45.35", "final", "RM"),
        ("CASH|50.00", "50.00", "cash", ""),
        ("CHANGE DUE|5.75", "5.75", "change", ""),
        ("SUMME EUR|5,03", "5.03", "total", ""),
        ("TOTAL SAVING: 0.00|TOTAL|6.85", "6.85", "total", ""),
        ("VISA **** 0042|1,180.00", "1180.00", "card", ""),
        ("Total Qty: 3", None, None, ""),
        ("09/03/2018 21:28", None, None, ""),
        ("TEL 03-7803 0974", None, None, ""),
        ("GST 6%", None, None, ""),
        ("4.50元/km", None, None, ""),
    ],
)
def test_an_amount_knows_what_the_words_beside_it_call_it(
    row: str, value: str | None, label: str | None, mark: str
) -> None:
    found = amounts(printed(row))
    if value is None:
        assert [one for one in found if one.exact] == []
        return
    assert (found[-1].value, found[-1].label) == (Decimal(value), label)
    if mark:
        assert found[-1].mark == mark


def test_an_amount_alone_on_its_line_takes_the_words_above() -> None:
    assert amounts(printed("TOTAL", "9.00"))[0].label == "total"
    assert amounts(printed("TOTAL", "A 9.00"))[0].label is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Total Rounding Adj.", "rounding"),
        ("Rounded Total (RM):", "final"),
        ("Total Excl. GST", "subtotal"),
        ("Total Incl. GST", "final"),
        ("Sub Total", "subtotal"),
        ("GST 6%", "tax"),
        ("Service Charge 10%", "service"),
        ("Total Discount", "discount"),
        ("Grand Total", "final"),
        ("实收金额", "final"),
        ("找零", "change"),
        ("支付宝", "card"),
        ("SPRING WATER", None),
        ("12", None),
    ],
)
def test_labels(text: str, label: str | None) -> None:
    assert label_of(text) == label


@pytest.mark.parametrize(
    ("row", "currency_code", "value"),
    [
        ("Date: 15/07/201712:07", "MYR", date(2017, 7, 15)),
        ("05/11/2026", "MYR", date(2026, 11, 5)),
        ("11/05/2026", "USD", date(2026, 11, 5)),
        ("25/12/2018 8:13:39 PM", None, date(2018, 12, 25)),
        ("12/25/2018", None, date(2018, 12, 25)),
        ("14-08-17", "MYR", date(2017, 8, 14)),
        ("25 DEC 2018", None, date(2018, 12, 25)),
        ("Dec 25, 2018", None, date(2018, 12, 25)),
        ("15 Jun 18 08:34:31 PM", None, date(2018, 6, 15)),
        ("2026年11月05日", "CNY", date(2026, 11, 5)),
        ("2026|年|04|月|25|日", "CNY", date(2026, 4, 25)),
        ("2026-11-19 20:47", "CNY", date(2026, 11, 19)),
        ("05 02-18", "MYR", date(2018, 2, 5)),
        ("27032018", "MYR", date(2018, 3, 27)),
        ("04.12.2014", "EUR", date(2014, 12, 4)),
        ("31/02/2018", None, None),
        ("1.2.3.4", None, None),
        ("TEL 03-7803 0974", None, None),
    ],
)
def test_dates_as_they_are_printed(row: str, currency_code: str | None, value: date | None) -> None:
    found = dates(printed(row), currency_code)
    assert (found[0].value if found else None) == value


def test_a_date_that_reads_two_ways_keeps_the_other() -> None:
    assert dates(printed("05/11/2026"))[0].other == date(2026, 5, 11)
    assert dates(printed("25/11/2026"))[0].other is None
    assert dates(printed("05/05/2026"))[0].other is None


def test_the_labelled_date_is_preferred_to_other_dates() -> None:
    found = dates(printed("Expiry 01/01/2027", "Date: 14/08/2026 10:32", "Member since 02/02/2020"))
    assert found[0].value == date(2026, 8, 14)


@pytest.mark.parametrize(
    ("rows", "code", "certain"),
    [
        (("TOTAL RM 9.00",), "MYR", True),
        (("合计 ¥9.00",), "CNY", True),
        (("TOTAL CNY 9.00",), "CNY", True),
        (("合計 ¥900", "ありがとう"), "JPY", True),
        (("ABC SDN BHD", "TOTAL 9.00"), "MYR", False),
        (("SUMME EUR 5,03",), "EUR", True),
        (("TOTAL $9.00",), "USD", False),
        (("欢迎光临本店请您点餐", "合计 9.00"), "CNY", False),
    ],
)
def test_currencies(rows: tuple[str, ...], code: str, certain: bool) -> None:
    found = currency("\n".join(rows), amounts(printed(*rows)))
    assert found is not None
    assert (found.code, found.certain) == (code, certain)


def test_no_currency_is_guessed_from_nothing() -> None:
    assert currency("TOTAL 9.00", amounts(printed("TOTAL 9.00"))) is None


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (("PENA BIRU SDN BHD (000123-X)", "12, JALAN CONTOH", "TAX INVOICE"), "PENA BIRU SDN BHD"),
        (("lin lin", "PENA BIRU SDN BHD", "TAX INVOICE"), "PENA BIRU SDN BHD"),
        (("PENA BIRU BOOK", "CO. (M) SDN BHD", "TEL 03-1234"), "PENA BIRU BOOK CO. (M) SDN BHD"),
        (("GOODS SOLD ARE NOT RETURNABLE", "PENA CASH & CARRY", "TAX INVOICE"), "PENA CASH & CARRY"),
        (("WELCOME", "WILLOW LAKE HOTEL", "88 Lakeside Avenue"), "WILLOW LAKE HOTEL"),
        (("欢迎光临", "云溪小馆(滨河路店)", "结账单", "桌号：A12"), "云溪小馆(滨河路店)"),
        (("结账单", "商户名称：云溪小馆", "金额 9.00"), "云溪小馆"),
    ],
)
def test_merchants(rows: tuple[str, ...], name: str) -> None:
    assert merchants(printed(*rows))[0].value == name


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("壹佰贰拾叁圆肆角整", "123.40"),
        ("贰佰叁拾柒圆叁角整", "237.30"),
        ("伍万伍仟贰佰陆拾陆圆贰角整", "55266.20"),
        ("叁仟肆佰玖拾玖圆整", "3499.00"),
        ("壹拾圆零伍分", "10.05"),
        ("壹佰零捌圆肆角", "108.40"),
        ("（大写） 拾伍元正", "15.00"),
        ("no amount", None),
    ],
)
def test_amounts_in_chinese_capitals(words: str, value: str | None) -> None:
    assert amount_in_words(words) == (None if value is None else Decimal(value))


DIGITS = "零壹贰叁肆伍陆柒捌玖"


def in_words(cents: int) -> str:
    """The capital form, written from the rules of the forms and not from our parser."""
    whole, rest = divmod(cents, 100)
    out, gap = "", False
    for place in range(len(str(whole)) - 1, -1, -1):
        digit = whole // 10**place % 10
        if digit:
            out += ("零" if gap and out else "") + DIGITS[digit] + ("", "拾", "佰", "仟")[place % 4]
            gap = False
        else:
            gap = True
        if place == 4:
            out, gap = out + "万", False
    out += "圆"
    jiao, fen = divmod(rest, 10)
    return out + (f"{DIGITS[jiao]}角" if jiao else "零" if fen else "") + (f"{DIGITS[fen]}分" if fen else "整")


@settings(deadline=None)  # the machine may be busy
@given(st.integers(min_value=100, max_value=9_999_999_99))
def test_every_amount_in_words_is_read_back(cents: int) -> None:
    assert amount_in_words(in_words(cents)) == Decimal(cents) / 100


def test_the_code_of_an_old_invoice_carries_the_net_and_of_a_new_one_the_gross_amount() -> None:
    old = invoice_code("01,10,033000000011,00420042,210.00,20261120,12345678901234567890,1A2B,")
    new = invoice_code("01,32,,26330000000000420042,237.30,20261120,,5A1C")
    assert old is not None
    assert new is not None
    assert (old.net, old.amount, old.number, old.day) == (True, Decimal("210.00"), "00420042", date(2026, 11, 20))
    assert (new.net, new.amount, new.code) == (False, Decimal("237.30"), "")


@pytest.mark.parametrize("text", ["", "https://example.org", "01,10", "01,32,,123,5.00,20261120,,", "02,a,b,c,d,e,f"])
def test_other_codes_are_no_invoice(text: str) -> None:
    assert invoice_code(text) is None


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.text(alphabet="0123456789.,-/: RMTOALtotal¥元合计月年日%()", max_size=20), max_size=12))
def test_nothing_printed_breaks_the_rules(rows: list[str]) -> None:
    page = printed(*rows)
    for amount in amounts(page):
        assert amount.value == amount.value.quantize(Decimal("0.01"))
    dates(page, "USD")
    merchants(page)
