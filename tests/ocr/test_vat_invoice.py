"""VAT invoices of the older form, whose QR code carries the net amount: four prints that keep each other honest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ocr.checks import graded
from ocr.kinds import kind_of, vat_invoice
from ocr.page import Page
from ocr.reading import Reading
from tests.ocr.test_reading_rules import TODAY, page

ROWS = (
    "云溪增值税电子普通发票",
    "发票代码: 033002600011|发票号码: 00420042",
    "校验码 12345 67890 12345 67890|开票日期: 2026年11月03日",
    "名 称: 云溪示例科技有限公司",
    "纳税人识别号: 91330000MA000004X5",
    "货物或应税劳务名称|数量|金额|税率|税额",
    "*餐饮服务*餐费|1|210.00|13%|27.30",
    "合 计|¥210.00|¥27.30",
    "价税合计(大写)|贰佰叁拾柒圆叁角整|(小写) ¥237.30",
    "名 称: 柳湖文具有限公司",
    "纳税人识别号: 91330000MA0000090G",
    "收款人: 林|开票人: 王",
)
CODE = "01,10,033002600011,00420042,210.00,20261103,12345678901234567890,1A2B,"


def read(*rows: str, code: str = CODE) -> Reading:
    whole: Page = replace(page(*rows), codes=(code,) if code else ())
    assert kind_of(whole).name == vat_invoice.name
    return graded(vat_invoice.read(whole), TODAY)


def with_line(old: str, new: str) -> tuple[str, ...]:
    return tuple(row.replace(old, new) for row in ROWS)


def test_the_total_is_never_the_net_amount_of_the_code() -> None:
    reading = read(*ROWS)
    assert {
        name: reading.value(name) for name in ("total", "net", "tax", "date", "invoice_number", "invoice_code")
    } == {
        "total": Decimal("237.30"),
        "net": Decimal("210.00"),
        "tax": Decimal("27.30"),
        "date": date(2026, 11, 3),
        "invoice_number": "00420042",
        "invoice_code": "033002600011",
    }
    assert all(check.held for check in reading.checks)
    assert {reading.grade(name) for name in ("total", "net", "tax", "date", "invoice_number")} == {"verified"}


def test_the_buyer_stands_above_the_seller() -> None:
    reading = read(*ROWS)
    assert (reading.value("buyer"), reading.value("merchant")) == ("云溪示例科技有限公司", "柳湖文具有限公司")
    assert reading.value("buyer_tax_number") == "91330000MA000004X5"
    assert reading.value("seller_tax_number") == "91330000MA0000090G"


@pytest.mark.parametrize(
    ("old", "new"), [("(小写) ¥237.30", "(小写) ¥287.30"), ("贰佰叁拾柒圆叁角整", "贰佰叁拾染"), ("¥27.30", "27.3O")]
)
def test_one_print_that_was_misread_is_outvoted(old: str, new: str) -> None:
    reading = read(*with_line(old, new))
    assert reading.value("total") == Decimal("237.30")
    assert reading.grade("total") == "verified"


def test_prints_that_all_disagree_are_asked_about() -> None:
    rows = with_line("(小写) ¥237.30", "(小写) ¥287.30")
    reading = read(*(row.replace("贰佰叁拾柒圆叁角整", "贰佰伍拾圆整").replace("¥27.30", "¥21.30") for row in rows))
    assert reading.grade("total") == "ask"


def test_without_a_code_the_printed_numbers_are_taken_and_not_verified() -> None:
    reading = read(*ROWS, code="")
    assert (reading.value("invoice_number"), reading.value("date")) == ("00420042", date(2026, 11, 3))
    assert (reading.grade("invoice_number"), reading.grade("total")) == ("likely", "verified")


def test_a_code_that_contradicts_the_net_amount_is_shown() -> None:
    reading = read(*ROWS, code=CODE.replace("210.00", "999.00"))
    assert reading.grade("net") == "ask"


def test_a_code_of_another_invoice_is_noticed() -> None:
    reading = read(*ROWS, code=CODE.replace("00420042", "00999999"))
    assert (reading.grade("invoice_number"), reading.grade("total")) == ("ask", "ask")


def test_a_newer_code_says_the_gross_amount_and_what_it_contradicts_is_asked_about() -> None:
    newer = "01,32,,26330000000000420042,237.30,20261103,,5A1C,"
    rows = with_line("发票代码: 033002600011|发票号码: 00420042", "发票号码: 26330000000000420042")
    # The tax is unreadable: the total is compared all the same.
    worn = tuple(row for row in rows if not row.startswith(("合 计", "*餐饮")))
    for printed in (rows, worn):
        assert read(*printed, code=newer).grade("total") == "verified"
        assert read(*printed, code=newer.replace("237.30", "999.00")).grade("total") == "ask"
    other = read(*rows, code=newer.replace("20261103", "20261102"))
    assert (other.grade("date"), other.fields["date"].candidates) == ("ask", (date(2026, 11, 3),))


def test_two_invoices_on_one_page_are_asked_about() -> None:
    reading = read(*ROWS, "发票号码: 00420043", code="")
    assert {reading.grade(name) for name in ("total", "date", "invoice_number")} == {"ask"}


@pytest.mark.parametrize(
    ("title", "type_", "kind"),
    [
        ("云溪增值税专用发票", "01", "vat_special_invoice"),
        ("云溪增值税专用发票", "", "vat_special_invoice"),
        ("云溪增值税电子专用发票", "08", "vat_special_invoice"),
        ("电子发票（增值税专用发票）", "31", "vat_special_invoice"),
        ("电子发票（增值税专用发票）", "", "vat_special_invoice"),
        ("电 子 发 票 (增 值 税 专 用 发 票)", "", "vat_special_invoice"),
        ("033002600011|云溪增值税专用发票|No 00420042", "", "vat_special_invoice"),
        ("云溪增值税丙用发票", "31", "vat_special_invoice"),  # misread, but the code says it
        ("云溪增值税电子普通发票", "10", "vat_invoice"),
        ("电子发票（普通发票）", "", "vat_invoice"),
        ("电子发票（普通发票）", "32", "vat_invoice"),
        ("电子发票（普通发票）", "31", "vat_invoice"),  # they contradict each other: no tax is recovered
        ("电子发票（增值税专用发票）", "32", "vat_invoice"),
        ("云溪增值税发票", "", "vat_invoice"),
    ],
)
def test_a_special_invoice_is_told_by_its_code_and_title(title: str, type_: str, kind: str) -> None:
    code = CODE.replace("01,10,", f"01,{type_},") if type_ else ""
    assert read(*with_line("云溪增值税电子普通发票", title), code=code).kind == kind


def test_remarks_and_stamps_that_name_special_invoices_make_none() -> None:
    rows = with_line("云溪增值税电子普通发票", "云溪增值税发票")
    reading = read(*rows, "备注: 本发票不得作为增值税专用发票抵扣", "增值税专用发票", "发票专用章", code="")
    assert reading.kind == "vat_invoice"


def test_words_whose_beginning_was_misread_are_no_vote_for_their_part() -> None:
    rows = with_line("贰佰叁拾柒圆叁角整", "任佰叁拾柒圆叁角整")
    reading = read(*(row.replace("(小写) ¥237.30", "(小写) ¥Z37.30") for row in rows), code="")
    assert (reading.value("total"), reading.grade("total")) == (Decimal("237.30"), "verified")  # net and tax say it
    reading = read(
        *(row.replace("¥27.30", "") for row in with_line("贰佰叁拾柒圆叁角整", "任佰叁拾柒圆叁角整")), code=""
    )
    assert (reading.value("total"), reading.grade("total")) == (Decimal("237.30"), "likely")


def test_a_tax_that_is_unreadable_is_what_is_missing_and_not_verified() -> None:
    reading = read(*with_line("合 计|¥210.00|¥27.30", "合 计|¥210.00|?"), code="")
    assert (reading.value("tax"), reading.grade("tax")) == (Decimal("27.30"), "likely")
    assert reading.grade("total") == "verified"


@pytest.mark.parametrize(
    ("print_", "grade"),
    [("2O26年11月03日", "likely"), ("2026车11A03日", "likely"), ("2026年11803日", "ask"), ("2026411月03日", "ask")],
)
def test_worn_dates_of_issue(print_: str, grade: str) -> None:
    reading = read(*with_line("2026年11月03日", print_), code="")
    assert (reading.value("date"), reading.grade("date")) == (date(2026, 11, 3), grade)


@pytest.mark.parametrize("print_", ["0042OO42", "No 00420042", "N°0042004Z", "NO00420042"])
def test_numbers_with_letters_among_them(print_: str) -> None:
    rows = with_line("发票号码: 00420042", f"发票号码: {print_}")
    assert read(*rows, code="").value("invoice_number") == "00420042"


def test_a_credit_note_is_not_the_invoice_that_it_takes_back() -> None:
    rows = (*with_line("|发票号码: 00420042", "|00420042"), "备注|对应正数发票代码: 033002600011 号码: 00410041")
    assert read(*rows, code="").value("invoice_number") == "00420042"


ROLL = (
    "云溪增值税普通发票（卷票）",
    "发票代码:033002500107",
    "发票号码:00420042",
    "销售方名称:柳湖餐饮管理有限公司",
    "纳税人识别号:91330000MA0000090G",
    "开票日期:2026-11-18|收款员:王",
    "购买方名称:云溪示例科技有限公司",
    "纳税人识别号:91330000MA000004X5",
    "餐费|128.00|1|128.00",
    "合计金额(小写):￥128.00",
    "合计金额(大写):壹佰贰拾捌圆整",
)


def test_on_a_roll_the_seller_stands_above_the_buyer() -> None:
    reading = read(*ROLL, code="")
    assert (reading.value("merchant"), reading.value("buyer")) == ("柳湖餐饮管理有限公司", "云溪示例科技有限公司")
    numbers = (reading.value("seller_tax_number"), reading.value("buyer_tax_number"))
    assert numbers == ("91330000MA0000090G", "91330000MA000004X5")
    assert (reading.value("total"), reading.grade("total")) == (Decimal("128.00"), "verified")


@pytest.mark.parametrize("print_", ["(小写)夫237.30", "(小写) Y237.30", "(小写) 237.30"])
def test_a_misread_mark_is_still_one(print_: str) -> None:
    reading = read(*(row.replace("¥27.30", "?") for row in with_line("(小写) ¥237.30", print_)), code="")
    assert (reading.value("total"), reading.grade("total")) == (Decimal("237.30"), "verified")
