"""Electronic rail tickets and air itineraries: their XBRL, alone, in an OFD and in a PDF."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from ocr.errors import Unreadable
from tests.ocr import einvoices
from tests.ocr.test_data import read, said
from tests.samples.pdfs import pdf

RAIL = {
    "invoice_number": "26339100000000420042",
    "date": date(2026, 11, 17),
    "total": Decimal("73.00"),
    "net": Decimal("66.97"),
    "tax": Decimal("6.03"),
    "tax_rate": Decimal(9),
    "traveller": "林小溪",
    "buyer": einvoices.BUYER,
    "buyer_tax_number": einvoices.BUYER_NUMBER,
    "currency": "CNY",
}
AIR = {
    **RAIL,
    "invoice_number": "26338200000000420043",
    "date": date(2026, 11, 21),
    "merchant": "云溪航空有限公司",
    "total": Decimal("1205.40"),
    "net": Decimal("1060.00"),
    "tax": Decimal("95.40"),
}
#: The page says this too, and the data does not.
DEPARTS: dict[str, object] = {"time": time(8, 36)}
#: What the page of a rail ticket prints; it says neither net nor tax.
PAGE = (
    (1, 60, 7, "电子发票（铁路电子客票）"),
    (2, 14, 20, "发票号码:26339100000000420042"),
    (3, 120, 20, "开票日期:2026年11月20日"),
    (4, 14, 40, "云溪东站 G7042 柳湖站"),
    (5, 14, 55, "2026年11月17日 08:36开"),
    (6, 14, 65, "票价:￥73.00"),
    (7, 14, 75, "3300001990****0042 林小溪"),
)


@pytest.mark.parametrize(
    ("content", "expected", "kind"),
    [
        (einvoices.rail(), RAIL, "train_ticket"),
        (einvoices.air(), AIR, "air_itinerary"),
        (einvoices.ofd(original=einvoices.rail(), texts=PAGE), RAIL | DEPARTS, "train_ticket"),
        (einvoices.with_attachment(pdf([]), einvoices.rail(), "0"), RAIL, "train_ticket"),
        (einvoices.with_attachment(pdf([]), einvoices.air(), "atr_issuer.xml"), AIR, "air_itinerary"),
    ],
    ids=["rail", "air", "rail in an ofd", "rail in a pdf, without a name", "air in a pdf"],
)
def test_every_field_is_read_and_verified(content: bytes | str, expected: dict[str, object], kind: str) -> None:
    reading = read(content)
    assert (said(reading), reading.kind) == (expected, kind)
    assert {reading.grade(name) for name in expected if name not in DEPARTS} == {"verified"}


def test_an_attachment_that_the_ofd_does_not_list_is_found_in_its_folder() -> None:
    entries = einvoices.ofd_entries(original=einvoices.rail(), texts=PAGE)
    del entries["Doc_0/Attachs/Attachments.xml"]
    entries["Doc_0/Attachs/rai_issuer_42.xml"] = entries.pop("Doc_0/Attachs/original_invoice.xml")
    assert said(read(einvoices.zipped(entries))) == RAIL | DEPARTS


def test_a_page_that_prints_another_fare_is_asked_about() -> None:
    texts = [(number, left, top, text.replace("73.00", "78.00")) for number, left, top, text in PAGE]
    reading = read(einvoices.ofd(original=einvoices.rail(), texts=texts))
    assert (reading.grade("total"), reading.grade("invoice_number")) == ("ask", "verified")


def test_parts_of_an_itinerary_that_do_not_add_up_are_asked_about() -> None:
    assert read(einvoices.air(CivilAviationDevelopmentFund="0.00")).grade("total") == "ask"


def test_without_a_day_of_travel_it_is_the_day_of_issue() -> None:
    reading = read(einvoices.rail(TravelDate=""))
    assert (reading.kind, reading.value("date")) == ("rail_fee", date(2026, 11, 20))  # it was given back


def test_another_voucher_in_the_same_form_is_refused_by_name() -> None:
    with pytest.raises(Unreadable, match="unknown_type"):
        read("<xbrl><bkr:TotalAmount>1.00</bkr:TotalAmount></xbrl>")
