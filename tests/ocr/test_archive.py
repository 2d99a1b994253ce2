"""A ZIP as it comes from a tax platform: each invoice once, in however many files; nothing unsafe is opened."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import ocr
from ocr.archived import ARCHIVE
from ocr.data.same import one_each
from ocr.engines.memory import MemoryEngine
from ocr.errors import OcrError, TooLarge
from ocr.formats import ZIP, sniff
from ocr.formats.archive import APART
from ocr.formats.package import listed
from ocr.formats.page_picture import page_picture
from ocr.limits import LIMITS
from ocr.reading import Field, Reading, Value, Where
from tests.ocr import einvoices
from tests.samples import pdfs
from tests.samples.recorded import TODAY

#: The files of one invoice, and its number.
PDF, XML, NUMBER = pdfs.einvoice_zh(), einvoices.EINVOICE, einvoices.NUMBER
OTHER = XML.replace(NUMBER, "26330000000000420043")


def read(**files: str | bytes) -> Reading:
    content = einvoices.zipped({name.replace("_", "."): content for name, content in files.items()})
    return ocr.read(content, "invoices.zip", today=TODAY, engine=MemoryEngine())


def numbers(reading: Reading) -> list[object]:
    return [one.value("invoice_number") for one in reading.receipts]


def test_one_invoice_in_several_files_is_one_with_its_values_from_data_and_its_places_on_the_page() -> None:
    reading = read(a_xml=XML, b_pdf=PDF)
    total = reading.fields["total"]
    assert (reading.receipts, total.how, reading.grade("total")) == ((), "xml", "verified")
    assert total.where.page == APART  # of the second file, which people see
    assert reading.region is not None
    assert reading.region.page == APART


def test_each_invoice_is_a_receipt_of_its_own() -> None:
    reading = read(a_xml=XML, b_pdf=PDF, c_xml=OTHER, d_ofd=einvoices.ofd(), readme_txt="Invoices")
    assert (reading.kind, reading.certain, reading.fields) == (ARCHIVE, True, {})
    assert numbers(reading) == [NUMBER, "00420042", "26330000000000420043"]
    assert {one.grade("total") for one in reading.receipts} == {"verified"}


def test_two_sellers_may_count_alike() -> None:
    def invoice(seller: str, total: str, **more: str) -> Reading:
        said: dict[str, Value] = {"invoice_number": "20240001", "merchant": seller, "total": Decimal(total), **more}
        return Reading("invoice", {name: Field(value, 0.9, "pdf text", Where(0), "") for name, value in said.items()})

    alpha, beta = invoice("Alpha GmbH", "119.00"), invoice("Beta SARL", "60.00")
    assert [one.value("merchant") for one in one_each([alpha, beta])] == ["Alpha GmbH", "Beta SARL"]
    # With the code of a tax office the number is of one invoice.
    coded = invoice("柳湖餐饮", "60.00", invoice_code="133002500042")
    assert len(one_each([coded, coded])) == 1


def test_files_that_contradict_each_other_are_asked_about() -> None:
    reading = read(a_xml=XML.replace("237.3<", "238.3<"), b_pdf=PDF)
    assert reading.grade("total") == "ask"
    assert len(reading.fields["total"].candidates) == 1


def test_a_pdf_of_several_invoices_in_it_is_taken_apart_too() -> None:
    both = pdfs.joined(PDF, pdfs.einvoice_zh("26330000000000420043"))
    reading = read(a_xml=OTHER, b_pdf=both)
    assert numbers(reading) == [NUMBER, "26330000000000420043"]
    assert [one.region.page for one in reading.receipts if one.region] == [APART, APART + 1]


def test_a_file_that_cannot_be_read_is_looked_at_by_somebody() -> None:
    reading = read(a_xml=XML, b_pdf=PDF[:900])
    assert [len(one.fields) > 0 for one in reading.receipts] == [False, True]


def test_a_file_that_is_not_what_its_name_says_is_looked_at_too() -> None:
    reading = read(
        a_xml=XML, b_pdf="", c_pdf="\0" * 500, d_tif="II*\0abc", e_ofd="x", f_txt="Invoices", g_xml="<list/>"
    )
    assert sorted(len(one.fields) > 0 for one in reading.receipts) == [False] * 4 + [True]


def test_the_pages_are_those_of_the_documents_in_it() -> None:
    content = einvoices.zipped({"a.xml": XML, "b.pdf": PDF})
    assert page_picture(content, ZIP, APART).size == page_picture(PDF, "application/pdf", 0).size
    for page in (1, 2 * APART):
        with pytest.raises(OcrError, match="no_pages"):
            page_picture(content, ZIP, page)


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a_xml": XML, "more_zip": einvoices.zipped({"b.xml": OTHER})}, "nested"),
        ({"a_xml": XML, "../b_xml": OTHER}, "unsafe"),
        ({"a_xml": XML, "b_xml": " " * 30_000_000}, "unsafe"),
        ({"a_xml": "<note/>", "b_txt": "Invoices"}, "unknown_type"),
        ({"a_pdf": PDF[:900]}, "damaged"),
    ],
    ids=["an archive in it", "leads elsewhere", "bomb", "no invoice", "damaged"],
)
def test_what_is_not_opened_has_a_name(files: dict[str, str | bytes], reason: str) -> None:
    with pytest.raises(OcrError) as refused:
        read(**files)
    assert refused.value.reason == reason


def test_more_documents_than_pages_are_allowed_are_too_many() -> None:
    content = einvoices.zipped({f"{number}.xml": OTHER for number in range(3)})
    with pytest.raises(TooLarge):
        ocr.pipeline.read(ocr.document(content), today=TODAY, engine=MemoryEngine(), limits=replace(LIMITS, pages=2))


def test_an_ofd_and_the_files_of_office_programs_are_no_archives() -> None:
    assert sniff(einvoices.ofd()) == "application/ofd"
    # Stored as it is, the OFD's own names stand in the bytes of the archive too.
    assert sniff(einvoices.stored({"a.ofd": einvoices.ofd()})) == ZIP
    for name in ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"):
        with pytest.raises(OcrError, match="unknown_type"):
            sniff(einvoices.zipped({name: "", "a.xml": XML}))


def test_the_names_of_a_zip_are_read_without_believing_it() -> None:
    content = einvoices.zipped({f"{number}.xml": "" for number in range(9)})
    assert listed(content, 3) == ("0.xml", "1.xml", "2.xml")
    for cut in range(0, len(content), 7):
        listed(content[:cut] + content[cut + 5 :], 9)
