"""An OFD that is a scan: its picture is recognised, a seal or a logo is not."""

from __future__ import annotations

import io

import pytest
from PIL import Image

import ocr
from ocr.errors import Unreadable
from ocr.formats import OFD
from ocr.formats.page_picture import page_picture
from ocr.page import Word
from ocr.reading import Reading
from tests.ocr import einvoices
from tests.ocr.test_reading_rules import page
from tests.ocr.test_vat_invoice import ROWS
from tests.samples.recorded import TODAY


class Seeing:
    """An engine that sees an invoice on whatever it is shown, and keeps its size."""

    name = "seeing"

    def __init__(self) -> None:
        self.sizes: list[tuple[int, int]] = []

    def recognise(self, image: Image.Image) -> tuple[Word, ...]:
        self.sizes.append(image.size)
        return page(*ROWS).words


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "white").save(out, "PNG")
    return out.getvalue()


def read(content: bytes, engine: Seeing) -> Reading:
    return ocr.read(content, "invoice.ofd", today=TODAY, engine=engine)


def test_the_picture_that_the_page_is_is_recognised_and_shown() -> None:
    engine = Seeing()
    content = einvoices.scanned(picture())
    reading = read(content, engine)
    assert (str(reading.value("total")), reading.grade("total"), reading.engine) == ("237.30", "verified", "seeing")
    assert engine.sizes == [(600, 400)]
    assert page_picture(content, OFD, 0).size == (600, 400)


def test_a_page_with_words_is_read_as_it_was_whatever_pictures_it_has() -> None:
    engine = Seeing()
    reading = read(einvoices.scanned(picture(), texts=einvoices.TEXTS), engine)
    assert (reading.fields["total"].how, engine.sizes) == ("ofd text", [])


@pytest.mark.parametrize(
    "content",
    [
        einvoices.scanned(picture(), "150 10 40 40"),
        einvoices.scanned(b"JBIG2 is not read"),
        einvoices.scanned(picture(), "nowhere"),
    ],
    ids=["a seal", "no picture of ours", "nowhere"],
)
def test_what_is_no_page_is_not_recognised(content: bytes) -> None:
    engine = Seeing()
    with pytest.raises(Unreadable, match="no_text"):
        read(content, engine)
    assert engine.sizes == []
