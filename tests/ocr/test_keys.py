"""The numbers a seller is known by, as receipts of several countries print them, and whose they are not."""

from __future__ import annotations

import pytest

from ocr.checks import CHECK_DIGIT, graded
from ocr.fields.keys import check_digit, dialled, keys
from ocr.kinds import fuel_receipt, receipt
from tests.ocr.test_fields import printed
from tests.ocr.test_reading_rules import TODAY, page


def found(*rows: str, currency: str | None = "MYR") -> dict[str, str]:
    return {one.name.removeprefix("seller_"): one.value for one in keys(printed(*rows), currency)}


@pytest.mark.parametrize(
    ("row", "currency", "expected"),
    [
        # Malaysia: companies before and since 2019, partnerships, GST of 2015 to 2018, SST.
        ("AWAN STATIONERY SDN BHD (100042-X)", "MYR", {"registration": "100042-X"}),
        ("Co. Reg. No.: 000100042-X", "MYR", {"registration": "100042-X"}),
        ("(201901000042)", "MYR", {"registration": "201901000042"}),
        ("LLP0000042-LGN", "MYR", {"registration": "LLP0000042-LGN"}),
        ("(GST ID No :000420042042)", "MYR", {"tax_number": "000420042042"}),
        ("GST ID: 0004 2004 2042", "MYR", {"tax_number": "000420042042"}),
        ("(NOID GST 000420042042)", "MYR", {"tax_number": "000420042042"}),
        ("SST NO : W10-1808-32000042", "MYR", {"tax_number": "W10180832000042"}),
        # Singapore, Australia, Taiwan.
        ("GST Reg No: M2-0000042-8", "SGD", {"tax_number": "M200000428"}),
        ("Co. Reg. No. 201900042K", "SGD", {"registration": "201900042K"}),
        ("ABN 42 000 042 042", "AUD", {"tax_number": "42000042042"}),
        ("營業人統編:00420042", "TWD", {"tax_number": "00420042"}),
        # China.
        ("纳税人识别号: 91330000MA000004X5", "CNY", {"tax_number": "91330000MA000004X5"}),
        # United Kingdom, European Union.
        ("VAT No. 000 0042 00", "GBP", {"tax_number": "000004200"}),
        ("VAT Reg: GB 000 0042 00", "GBP", {"tax_number": "GB000004200"}),
        ("Registered in England no. 00420042", "GBP", {"registration": "420042"}),
        ("USt-IdNr.: DE000000426", "EUR", {"tax_number": "DE000000426"}),
        ("TVA FR 42 000042042", "EUR", {"tax_number": "FR42000042042"}),
        ("BTW-nummer: NL000000042B01", "EUR", {"tax_number": "NL000000042B01"}),
        ("SIRET 000 042 042 00042", "EUR", {"registration": "4204200042"}),
        ("Amtsgericht Weidensee HRB 4242", "EUR", {"registration": "WEIDENSEE HRB 4242"}),
        # The same number is another company's at another court.
        ("HRB 4242", "EUR", {}),
        # Telephones.
        ("Tel: 03-0042 4242 Fax:03-0042 4243", "MYR", {"phone": "+60300424242"}),
        ("TEL：03-00424242/4243", "MYR", {"phone": "+60300424242"}),
        ("订餐电话:0571-00004242", "CNY", {"phone": "+8657100004242"}),
        ("Cloud Creek Diner (212) 555-0142", "USD", {"phone": "+12125550142"}),
        ("Tel. 089/4242420", "EUR", {"phone": "0894242420"}),
        # No keys: an invoice's own number, amounts, days, a fax, goods.
        ("TAX INVOICE NO: 00004242", "MYR", {}),
        ("GST 6% 10.00 0.60", "MYR", {}),
        ("Total GST 1,234,567.80", "MYR", {}),
        ("GST 20180531", "MYR", {}),
        ("Fax: 03-0042 4243", "MYR", {}),
        ("BTW bedrag Totaal", "EUR", {}),
        ("REG:00004242 CSH:00000042", "MYR", {}),
        ("单位 Company 80004242", "CNY", {}),
        ("42420042 NASI LEMAK 4.20", "MYR", {}),
        # The complaints line of a city's taxis, the maker of the till, the buyer.
        ("投诉电话:0571-00004242", "CNY", {}),
        ("Powered by Example POS Tel 03-00424242", "MYR", {}),
        ("会员手机:13900004242", "CNY", {}),
        ("Your VAT no: GB000004200", "GBP", {}),
    ],
)  # fmt: skip
def test_what_a_seller_is_known_by(row: str, currency: str, expected: dict[str, str]) -> None:
    assert found(row, currency=currency) == expected


def test_what_stands_under_the_buyers_caption_is_the_buyers() -> None:
    rows = (
        "Tel: 03-0042 4242",
        "BILL TO:",
        "Cloud Creek Example",
        "Tel: 03-0099 9999",
        "GST ID: 000990099099",
        "Total",
    )
    assert found(*rows) == {"phone": "+60300424242"}
    assert "tax_number" not in found(*rows[1:])


@pytest.mark.parametrize(
    ("text", "currency", "number"),
    [
        ("+603 0042 4242", None, "+60300424242"),
        ("(+603)0042 4242", "MYR", "+60300424242"),
        ("603-00424242", "MYR", "+60300424242"),
        ("03-00424242", "MYR", "+60300424242"),
        ("1-300-88-4242", "MYR", "+601300884242"),
        ("86-571-00004242", "CNY", "+8657100004242"),
        ("139 0000 4242", "CNY", "+8613900004242"),
        ("400-000-4242", "CNY", "+864000004242"),
        ("6000 4242", "SGD", "+6560004242"),
        ("+44 (0)20 0000 4242", "GBP", "+442000004242"),
        ("020 0000 4242", "GBP", "+442000004242"),
        ("030 000424", "EUR", "030000424"),
        # A number without its town is somebody else's in the next one.
        ("87654321", "CNY", ""),
    ],
)
def test_a_telephone_is_the_same_however_it_is_printed(text: str, currency: str | None, number: str) -> None:
    assert dialled(text, currency) == number


def test_check_digits_of_tax_numbers() -> None:
    # The examples of the two rules: Germany's and the United Kingdom's (VIES, HMRC).
    assert check_digit("DE136695976") is True
    assert check_digit("DE136695967") is False
    assert check_digit("GB980780684") is True
    assert check_digit("GB980780648") is False
    assert check_digit("980780684", "VAT NO 980780684") is True
    assert check_digit("000420042042") is None


def test_a_number_whose_check_digit_holds_is_verified_and_one_whose_does_not_is_asked() -> None:
    rows = ("Weidensee Papier", "Papier|10.00", "Total|EUR 10.00")
    good = graded(receipt.read(page("USt-IdNr.: DE136695976", *rows)), TODAY)
    bad = graded(receipt.read(page("USt-IdNr.: DE136695967", *rows)), TODAY)
    none = graded(receipt.read(page("GST ID: 000420042042", *rows)), TODAY)
    assert [one.grade("seller_tax_number") for one in (good, bad, none)] == ["verified", "ask", "likely"]
    assert [check.held for check in good.checks if check.name == CHECK_DIGIT] == [True]


def test_a_fuel_station_is_known_by_its_telephone_too() -> None:
    rows = ("云溪加油站", "电话:0571-00004242", "油品 92号汽油|单价 7.50", "数量 40.00升", "金额|300.00", "油枪 3")
    assert fuel_receipt.read(page(*rows)).value("seller_phone") == "+8657100004242"
