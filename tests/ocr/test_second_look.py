"""A receipt whose date was not found is looked at again, larger, and only then."""

from __future__ import annotations

import io
from datetime import date

from PIL import Image

import ocr
from ocr import pipeline
from ocr.page import Word
from tests.ocr.test_fields import printed

TODAY = date(2026, 11, 24)


class BySize:
    """Answers small pictures with one text and large ones with another, and counts."""

    name = "by size"

    def __init__(self, small: tuple[str, ...], large: tuple[str, ...]) -> None:
        self.small, self.large, self.asked = small, large, 0

    def recognise(self, image: Image.Image) -> tuple[Word, ...]:
        self.asked += 1
        rows = self.large if image.width > 100 else self.small
        return tuple(word for line in printed(*rows) for word in line.words)


def read(engine: BySize, size: tuple[int, int] = (100, 200)) -> ocr.Reading:
    content = io.BytesIO()
    Image.new("RGB", size, "white").save(content, "PNG")
    return pipeline.read(ocr.document(content.getvalue(), "a.png"), today=TODAY, engine=engine)


def test_a_worn_date_is_taken_from_the_larger_picture_and_nothing_else() -> None:
    engine = BySize(("NOODLE HOUSE", "TOTAL|9.00"), ("NOODLE HOSE", "Date: 25/10/2026", "TOTAL|8.00"))
    reading = read(engine)
    assert (reading.value("date"), str(reading.value("total"))) == (date(2026, 10, 25), "9.00")
    assert reading.value("merchant") == "NOODLE HOUSE"
    assert engine.asked == 2


def test_nothing_is_found_on_the_larger_one_either() -> None:
    assert read(BySize(("TOTAL|9.00",), ())).value("date") is None


def test_a_receipt_with_a_date_no_receipt_and_a_large_picture_are_looked_at_once() -> None:
    dated = BySize(("TOTAL|9.00", "Date: 25/10/2026"), ())
    other = BySize(("HELLO WORLD",), ())
    large = BySize((), ("TOTAL|9.00",))
    for engine, size in ((dated, (100, 200)), (other, (100, 200)), (large, (1900, 2000))):
        read(engine, size)
        assert engine.asked == 1
