"""Invoices of companies with a text layer: number, issuer, date of issue and taxes by their captions; made up here."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PIL import Image

import ocr
from ocr.checks import graded
from ocr.engines.memory import MemoryEngine
from ocr.errors import Unavailable
from ocr.kinds import invoice, kind_of
from ocr.page import Word
from ocr.reading import Box, Reading
from tests.ocr.test_reading_rules import page
from tests.samples.pdfs import pdf
from tests.samples.recorded import TODAY

ENGLISH = (
    "Invoice|Willow Lake Hosting, Inc.",
    "Bill to:|Invoice number: WL-2026-0118",
    "Cloud Creek Example Ltd|Invoice date: 5 November 2026",
    "1 Creek Road|Due date: 5 December 2026",
    "Hosting October|1,000.00",
    "Subtotal|1,000.00",
    "VAT 20%|200.00",
    "Total|EUR 1,200.00",
)
GERMAN = (
    "Weidensee Papier GmbH - Seeweg 1 - 10115 Berlin",
    "Rechnungsadresse",
    "Wolkenbach Beispiel AG",
    "Rechnung Nr. 2026/118 vom 05.11.2026",
    "Lieferdatum: 03.11.2026",
    "Papier A4|1.000,00",
    "Nettobetrag|1.000,00",
    "MwSt 19%|190,00",
    "Gesamtbetrag|1.190,00 EUR",
    "USt-IdNr.: DE000000042|Geschäftsführer: L. Beispiel",
)
FRENCH = (
    "MARTIN EXEMPLE",
    "12 rue du Lac",
    "Facture n° F2026118",
    "Date : 05/11/2026",
    "Total HT :|100,00 €",
    "TVA 20% :|20,00 €",
    "Total TTC :|120,00 €",
    "Virement, titulaire du compte : PAPETERIE DU LAC",
    "PAPETERIE DU LAC",
    "Siret 00000000000042",
)
DUTCH = (
    "Factuuradres",
    "Voorbeeld Groep B.V.",
    "Klant|Factuur datum|Factuur",
    "C0042|5-11-2026|VF2026118",
    "Papier|10,00",
    "Factuur totaal|EUR 10,00",
    "Wilgenmeer Papier B.V.",
    "KvK 00000042|BTW-nr: NL000000042B01",
)


def read(*rows: str) -> Reading:
    whole = replace(page(*rows), how="pdf text")
    assert kind_of(whole).name == invoice.name
    return graded(invoice.read(whole), TODAY)


@pytest.mark.parametrize(
    ("rows", "seller", "number", "total", "net", "tax"),
    [
        (ENGLISH, "Willow Lake Hosting, Inc.", "WL-2026-0118", "1200.00", "1000.00", "200.00"),
        (GERMAN, "Weidensee Papier GmbH", "2026/118", "1190.00", "1000.00", "190.00"),
        (FRENCH, "PAPETERIE DU LAC", "F2026118", "120.00", "100.00", "20.00"),
        (DUTCH, "Wilgenmeer Papier B.V.", "VF2026118", "10.00", None, None),
    ],
    ids=["english", "german", "french", "dutch"],
)
def test_it_says_who_issued_it_and_when_and_what_it_comes_to(
    rows: tuple[str, ...], seller: str, number: str, total: str, net: str | None, tax: str | None
) -> None:
    reading = read(*rows)
    said = {name: str(found.value) for name, found in reading.fields.items()}
    assert (said["merchant"], said["invoice_number"]) == (seller, number)
    assert (said["total"], said.get("net"), said.get("tax")) == (total, net, tax)
    assert reading.value("date") == date(2026, 11, 5)
    assert reading.grade("merchant") == "likely"
    # Net and tax prove it; where none are printed, that the only total stands there twice.
    assert reading.grade("total") == "verified"


def test_the_vat_number_is_the_sellers() -> None:
    assert read(*GERMAN).value("seller_tax_number") == "DE000000042"
    assert read(*DUTCH, "Uw BTW-nummer: NL000000099B01").value("seller_tax_number") == "NL000000042B01"
    assert read(*ENGLISH, "Your VAT no: GB000000099").value("seller_tax_number") is None


def test_a_name_without_a_reason_is_asked_about_with_the_others_to_choose_from() -> None:
    rows = ("Cloud Creek Example", "Invoice no. 118", "Paper|10.00", "Total|EUR 10.00")
    assert read(*rows).grade("merchant") == "ask"


@pytest.mark.parametrize(
    "rows", [("TAX INVOICE", "WILLOW LAKE CAFE", "Total|9.00"), ("Invoice date: 05.11.2026", "Total|9.00")]
)
def test_what_has_no_invoice_number_stays_a_receipt(rows: tuple[str, ...]) -> None:
    assert kind_of(replace(page(*rows), how="pdf text")).name == "receipt"


def test_a_photo_of_an_invoice_is_read_by_the_rules_for_photos() -> None:
    assert kind_of(page(*ENGLISH)).name == "receipt"


class Broken:
    """An engine that does not run."""

    name = "broken"

    def recognise(self, image: Image.Image) -> tuple[Word, ...]:
        raise Unavailable("engine_failed")


def with_logo() -> bytes:
    """Text that does not say whose invoice it is, and a picture above it."""
    content = pdf([(40, 120, 10, "Invoice no: WL-118"), (40, 200, 10, "Total"), (300, 200, 10, "EUR 10.00")])
    out = io.BytesIO()
    Image.new("RGB", (200, 40), "teal").save(out, "JPEG")
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(content)
    logo = pdfium.PdfImage.new(document)
    logo.load_jpeg(io.BytesIO(out.getvalue()))
    logo.set_matrix(pdfium.PdfMatrix().scale(200, 40).translate(40, 330))
    sheet = document[0]
    sheet.insert_obj(logo)
    sheet.gen_content()
    saved = io.BytesIO()
    document.save(saved)
    document.close()
    return saved.getvalue()


def test_a_seller_whose_name_is_a_picture_is_recognised_and_the_rest_stays_text() -> None:
    logo = (Word("Willow Lake Stationers GmbH", 0.97, Box(0.07, 0.07, 0.38, 0.12)),)
    reading = ocr.read(with_logo(), today=TODAY, engine=MemoryEngine(otherwise=logo))
    assert (reading.value("merchant"), reading.fields["merchant"].how) == ("Willow Lake Stationers GmbH", "ocr")
    assert (reading.value("total"), reading.fields["total"].how) == (Decimal("10.00"), "pdf text")


def test_without_an_engine_the_seller_is_asked_about_and_the_rest_stands() -> None:
    reading = ocr.read(with_logo(), today=TODAY, engine=Broken())
    assert (reading.grade("merchant"), reading.value("invoice_number")) == ("ask", "WL-118")
