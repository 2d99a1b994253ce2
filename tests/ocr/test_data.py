"""Electronic invoices as data: every field, its place on the page, and nothing believed that the page denies."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pypdfium2 as pdfium
import pytest

import ocr
from ocr.engines.memory import MemoryEngine
from ocr.errors import Unreadable
from ocr.formats import sniff
from ocr.formats.page_picture import page_picture
from ocr.formats.pdf import attached
from ocr.limits import Limits
from ocr.reading import LineItem, Reading
from tests.ocr import einvoices
from tests.samples.pdfs import pdf
from tests.samples.recorded import TODAY, document_path

FAPIAO = {
    "merchant": einvoices.SELLER,
    "seller_tax_number": einvoices.SELLER_NUMBER,
    "buyer": einvoices.BUYER,
    "buyer_tax_number": einvoices.BUYER_NUMBER,
    "total": Decimal("237.30"),
    "net": Decimal("210.00"),
    "tax": Decimal("27.30"),
    "currency": "CNY",
}
OLDER = {**FAPIAO, "date": date(2026, 11, 3), "invoice_code": "033002600011", "invoice_number": "00420042"}
NEWER = {**FAPIAO, "date": date(2026, 11, 20), "invoice_number": einvoices.NUMBER, "tax_rate": Decimal(13)}
EUROPEAN = {
    "merchant": "Willow Lake Stationers GmbH",
    "seller_tax_number": "DE000000042",
    "buyer": "Cloud Creek Example AG",
    "invoice_number": "WL-2026/118",
    "date": date(2026, 11, 5),
    "total": Decimal("1190.00"),
    "net": Decimal("1000.00"),
    "tax": Decimal("190.00"),
    "currency": "EUR",
    "tax_rate": Decimal(19),
}
INVOICE = [(40, 40, 12, "Willow Lake Stationers GmbH"), (40, 70, 10, "Invoice WL-2026/118 of 05.11.2026")]
CUSTOM = {"发票号码": einvoices.NUMBER, "开票日期": "2026年11月20日", "合计金额": "210.00", "合计税额": "27.30"}


def read(content: bytes | str) -> Reading:
    return ocr.read(content.encode() if isinstance(content, str) else content, today=TODAY, engine=MemoryEngine())


def said(reading: Reading) -> dict[str, object]:
    """All values but the category, which no data says."""
    return {name: found.value for name, found in reading.fields.items() if name != "category"}


@pytest.mark.parametrize(
    ("content", "expected", "kind"),
    [
        (einvoices.ofd(), {**OLDER, "tax_rate": Decimal(13)}, "vat_invoice"),
        (einvoices.ofd(tags=einvoices.TAGS), {**OLDER, "tax_rate": Decimal(13)}, "vat_invoice"),
        (einvoices.ofd(original="", tags=einvoices.TAGS), OLDER, "vat_invoice"),
        (einvoices.ofd(original=""), OLDER, "vat_invoice"),
        (einvoices.EINVOICE, NEWER, "vat_invoice"),
        (einvoices.EINVOICE.replace("普通发票", "增值税专用发票"), NEWER, "vat_special_invoice"),
        (einvoices.EINVOICE.replace("UTF-8", "GBK").encode("gbk"), NEWER, "vat_invoice"),
        (einvoices.EINVOICE.replace("UTF-8", "UTF-16").encode("utf-16"), NEWER, "vat_invoice"),
        (einvoices.CII, EUROPEAN, "invoice"),
        (einvoices.UBL, EUROPEAN, "invoice"),
    ],
    ids=["ofd", "tagged", "tags-only", "page-only", "数电票", "special", "gbk", "utf-16", "cii", "ubl"],
)
def test_every_field_is_read_and_verified(content: bytes | str, expected: dict[str, object], kind: str) -> None:
    reading = read(content)
    assert (said(reading), reading.kind, reading.engine) == (expected, kind, "")
    # Without data the page's own texts are read by rules, and names stay likely: nothing proves those.
    likely = {"merchant", "buyer", "seller_tax_number", "buyer_tax_number", "date", "invoice_code", "invoice_number"}
    assert {name for name in expected if reading.grade(name) != "verified"} <= (
        likely if reading.fields["total"].how == "ofd text" else set()
    )


def test_values_have_their_place_on_the_page_of_an_ofd() -> None:
    reading = read(einvoices.ofd(tags=einvoices.TAGS))
    total, seller = reading.fields["total"].where.box, reading.fields["merchant"].where.box
    assert total is not None
    assert seller is not None
    assert (round(total.left, 2), round(total.top, 2)) == (0.80, 0.71)
    assert (round(seller.left, 2), round(seller.top, 2)) == (0.17, 0.75)
    assert reading.items == (LineItem("*纸制品*笔记本", Decimal("210.00"), Decimal("10.00")),)


@pytest.mark.parametrize(
    "content", [einvoices.ofd(), einvoices.EINVOICE.encode()], ids=["ofd", "xml without a page of its own"]
)
def test_the_page_is_drawn_and_the_total_stands_where_its_box_says(content: bytes) -> None:
    where = read(content).fields["total"].where
    assert where.box is not None
    picture = page_picture(content, sniff(content), where.page).convert("L")
    box = where.box
    part = picture.crop(
        (
            round(box.left * picture.width),
            round(box.top * picture.height),
            round(box.right * picture.width),
            round(box.bottom * picture.height),
        )
    )
    assert min(part.tobytes()) < 90 < max(part.tobytes())
    with pytest.raises(Unreadable) as refused:
        page_picture(content, sniff(content), 7)
    assert refused.value.reason == "no_pages"


@pytest.mark.parametrize(
    ("old", "new", "asked"),
    [
        ("¥237.30", "¥287.30", {"total"}),
        ("00420042", "00999999", {"invoice_number"}),
    ],
)
def test_what_people_see_on_the_page_is_not_overruled_by_hidden_data(old: str, new: str, asked: set[str]) -> None:
    texts = [(number, left, top, text.replace(old, new)) for number, left, top, text in einvoices.TEXTS]
    reading = read(einvoices.ofd(texts=texts))
    assert {name for name in OLDER if reading.grade(name) == "ask"} == asked


def test_two_sources_in_one_file_that_differ_are_asked_about() -> None:
    reading = read(einvoices.ofd(custom={**CUSTOM, "合计税额": "37.30"}))
    assert {"tax", "invoice_number", "date"} <= {name for name in OLDER if reading.grade(name) == "ask"}
    assert reading.fields["tax"].candidates == (Decimal("37.30"),)


def test_data_in_the_head_is_enough_and_the_rest_comes_from_the_page() -> None:
    reading = read(
        einvoices.ofd(original="", custom={"发票号码": "00420042", "合计金额": "210.00", "合计税额": "27.30"})
    )
    assert (reading.value("total"), reading.grade("total")) == (Decimal("237.30"), "verified")


def test_names_that_only_the_page_says_are_read_from_there() -> None:
    head = {"发票号码": "00420042", "开票日期": "2026年11月03日", "合计金额": "210.00", "合计税额": "27.30"}
    reading = read(einvoices.ofd(original="", custom={**head, "销售方纳税人识别号": einvoices.SELLER_NUMBER}))
    assert {
        name: found.how for name, found in reading.fields.items() if name in ("total", "date", "merchant", "buyer")
    } == {
        "total": "ofd",
        "date": "ofd",
        "merchant": "ofd text",
        "buyer": "ofd text",
    }
    assert (reading.value("merchant"), reading.grade("merchant")) == (einvoices.SELLER, "likely")


def test_a_name_that_takes_two_lines_on_the_page_is_one_name() -> None:
    texts = [one for one in einvoices.TEXTS if one[0] != 21]
    split = [*texts, (21, 36, 103, "柳湖文具"), (25, 36, 106, "有限公司")]
    tags = einvoices.TAGS.replace('PageRef="1">21<', 'PageRef="1">21</ofd:ObjectRef><ofd:ObjectRef PageRef="1">25<')
    assert read(einvoices.ofd(original="", texts=split, tags=tags)).value("merchant") == einvoices.SELLER


def test_an_attachment_over_the_limit_is_left_where_it_is() -> None:
    content = einvoices.with_attachment(pdf([]), einvoices.CII)
    assert [len(one) for one in attached(content)] == [len(einvoices.CII)]
    assert attached(content, Limits(xml=100)) == ()


def test_an_invoice_exempt_from_tax_has_none() -> None:
    exempt = einvoices.ORIGINAL.replace("<fp:TaxTotalAmount>27.30", "<fp:TaxTotalAmount>***").replace(
        "237.30", "210.00"
    )
    reading = read(einvoices.ofd(original=exempt))
    assert (reading.value("tax"), reading.value("net")) == (Decimal("0.00"), Decimal("210.00"))


@pytest.mark.parametrize(
    "content",
    [
        einvoices.CII.replace(">380<", ">381<"),
        einvoices.UBL.replace("<Invoice ", "<CreditNote ").replace("</Invoice>", "</CreditNote>"),
    ],
    ids=["cii", "ubl"],
)
def test_a_credit_note_is_negative(content: str) -> None:
    reading = read(content)
    assert (reading.value("total"), reading.value("tax")) == (Decimal("-1190.00"), Decimal("-190.00"))
    assert reading.grade("total") == "verified"


def test_zugferd_of_the_first_version_is_read() -> None:
    older = (
        einvoices.CII.replace("CrossIndustryInvoice", "CrossIndustryDocument")
        .replace(":ExchangedDocument", ":HeaderExchangedDocument")
        .replace("SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
        .replace("ApplicableHeaderTrade", "ApplicableSupplyChainTrade")
        .replace("SettlementHeaderMonetary", "SettlementMonetary")
        .replace("RateApplicablePercent", "ApplicablePercent")
    )
    assert said(read(older)) == EUROPEAN


@pytest.mark.parametrize("xml", [einvoices.CII, einvoices.UBL], ids=["cii", "ubl"])
def test_the_invoice_inside_a_pdf_is_read_and_found_on_its_page(xml: str) -> None:
    shown = pdf([*INVOICE, (40, 300, 10, "Total"), (300, 300, 10, "EUR 1.190,00")])
    reading = read(einvoices.with_attachment(shown, xml))
    assert said(reading) == EUROPEAN
    assert {grade for name, grade in reading.grades.items() if name != "category"} == {"verified"}
    total = reading.fields["total"]
    assert (total.how, total.where.box is not None) == ("xml", True)
    assert 0.73 < total.where.box.top < 0.78  # type: ignore[union-attr]


def test_an_invoice_of_many_pages_is_read_by_its_data() -> None:
    content = einvoices.with_attachment(
        pdf([*INVOICE, (40, 300, 10, "Total"), (300, 300, 10, "1.190,00")]), einvoices.CII
    )
    document = pdfium.PdfDocument(content)
    for _ in range(29):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    document.close()
    reading = read(out.getvalue())
    assert (reading.pages, reading.grade("total")) == (30, "verified")


def test_a_pdf_that_shows_another_total_than_its_data_is_asked_about() -> None:
    shown = pdf([*INVOICE, (40, 300, 10, "Total"), (300, 300, 10, "EUR 190,00")])
    reading = read(einvoices.with_attachment(shown, einvoices.CII))
    assert (reading.grade("total"), reading.grade("invoice_number")) == ("ask", "verified")


@pytest.mark.parametrize("attached", ["<note>nothing</note>", "no XML", "<!DOCTYPE a><CrossIndustryInvoice/>"])
def test_an_attachment_that_is_no_invoice_leaves_the_page_to_be_read(attached: str) -> None:
    reading = read(einvoices.with_attachment(document_path("einvoice_zh").read_bytes(), attached, "x.xml"))
    assert (reading.value("total"), reading.fields["total"].how) == (Decimal("237.30"), "pdf text")


def test_an_invoice_that_says_no_total_is_refused_by_name() -> None:
    with pytest.raises(Unreadable) as refused:
        read("<EInvoice><EInvoiceData/></EInvoice>")
    assert refused.value.reason == "unknown_type"


def test_words_in_the_place_of_a_tax_number_are_none() -> None:
    xml = einvoices.UBL.replace("DE000000042", "Approved for tax")
    assert read(xml).value("seller_tax_number") is None
