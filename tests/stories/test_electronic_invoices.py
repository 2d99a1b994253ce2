"""An electronic invoice, in whatever file it comes: read exactly, beside its page, and claimed once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.claims.money import Money
from tests.ocr import einvoices
from tests.samples.recorded import document_path
from tests.stories.world import World

#: One invoice in the three files its seller sends.
FILES = {
    "发票.pdf": document_path("einvoice_zh").read_bytes(),
    "发票.ofd": einvoices.ofd(
        original=einvoices.EINVOICE,
        texts=[
            (number, left, top, {"00420042": einvoices.NUMBER, "2026年11月03日": "2026年11月20日"}.get(text, text))
            for number, left, top, text in einvoices.TEXTS
            if number not in (2, 3)
        ],
    ),
    "发票.xml": einvoices.EINVOICE.encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_it_is_read_and_nothing_is_left_to_ask_its_goods_suggest_the_category(world: World, name: str) -> None:
    world.file("lin", name, FILES[name], "办公用品")
    line = world.claim().lines[0]
    assert (line.merchant, line.spent_on, line.paid) == (
        einvoices.SELLER,
        date(2026, 11, 20),
        Money(Decimal("237.30"), "CNY"),
    )
    assert (line.invoice_number, line.buyer_tax_number) == (einvoices.NUMBER, einvoices.BUYER_NUMBER)
    assert line.missing("CNY") == ()
    assert line.category == "office"
    assert "category" in line.unsure
    evidence = [fact.evidence for part in world.last("lin").sections for fact in part.facts if fact.label == "金额"]
    assert all(place is not None and place.box for place in evidence)  # drawn, where the file has no picture of itself


def test_as_pdf_ofd_and_xml_it_is_one_invoice(world: World) -> None:
    for name, content in FILES.items():
        world.file("lin", name, content, "办公用品")
    receipts = [part for part in world.last("lin").sections if part.document]
    assert ["已有相同的发票号码" in str(part.warnings) for part in receipts] == [False, True, True]


def test_the_zip_of_a_tax_platform_is_a_line_for_each_invoice(world: World) -> None:
    other = einvoices.EINVOICE.replace(einvoices.NUMBER, "26330000000000420043")
    world.file("lin", "invoices.zip", einvoices.zipped({**FILES, "另一张.xml": other}), "办公用品")
    assert [line.invoice_number for line in world.claim().lines] == [einvoices.NUMBER, "26330000000000420043"]
    assert {line.paid for line in world.claim().lines} == {Money(Decimal("237.30"), "CNY")}
    pictures = [part.document for part in world.last("lin").sections if part.document]
    assert [picture.page for picture in pictures] == [0, 3000]  # the first page of the PDF, and of the other's XML
    # Of an archive there is no one receipt.
    assert not {"join", "split"} & world.buttons("lin")


def test_somebody_elses_file_of_an_invoice_that_was_claimed_is_asked_about(world: World) -> None:
    world.file("lin", "发票.pdf", FILES["发票.pdf"], "办公用品")
    world.file("sam", "invoice.xml", FILES["发票.xml"], "Paper")
    assert "The same invoice number is already on EC26-000001." in str(world.last("sam"))


def test_a_file_made_to_attack_is_kept_and_named_and_the_line_can_be_filled_in(world: World) -> None:
    world.file(
        "sam", "invoice.xml", b"<!DOCTYPE EInvoice [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><EInvoice>&x;</EInvoice>"
    )
    assert "contains things that no invoice has" in str(world.last("sam"))
    assert "correct" in world.buttons("sam")
