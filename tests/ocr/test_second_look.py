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


class TwoLooks:
    """Answers the first picture with one text and every further one with another, and keeps their sizes."""

    name = "two looks"

    def __init__(self, first: tuple[str, ...], again: tuple[str, ...]) -> None:
        self.first, self.again = first, again
        self.sizes: list[tuple[int, int]] = []

    def recognise(self, image: Image.Image) -> tuple[Word, ...]:
        self.sizes.append(image.size)
        rows = self.first if len(self.sizes) == 1 else self.again
        return tuple(word for line in printed(*rows) for word in line.words)


def read(engine: TwoLooks, size: tuple[int, int] = (100, 200)) -> ocr.Reading:
    content = io.BytesIO()
    Image.new("RGB", size, "white").save(content, "PNG")
    return pipeline.read(ocr.document(content.getvalue(), "a.png"), today=TODAY, engine=engine)


def test_a_worn_date_is_taken_from_the_larger_picture_and_nothing_else() -> None:
    engine = TwoLooks(("NOODLE HOUSE", "TOTAL|9.00"), ("NOODLE HOSE", "Date: 25/10/2026", "TOTAL|8.00"))
    reading = read(engine)
    assert (reading.value("date"), str(reading.value("total"))) == (date(2026, 10, 25), "9.00")
    assert reading.value("merchant") == "NOODLE HOUSE"
    assert len(engine.sizes) == 2


def test_nothing_is_found_on_the_larger_one_either() -> None:
    assert read(TwoLooks(("TOTAL|9.00",), ())).value("date") is None


def test_a_receipt_with_a_date_no_receipt_and_a_large_picture_are_looked_at_once() -> None:
    dated = TwoLooks(("TOTAL|9.00", "Date: 25/10/2026"), ())
    other = TwoLooks(("HELLO WORLD",), ())
    large = TwoLooks(("TOTAL|9.00",), ())
    for engine, size in ((dated, (100, 200)), (other, (100, 200)), (large, (1900, 2000))):
        read(engine, size)
        assert len(engine.sizes) == 1


def test_where_a_date_should_stand_only_that_strip_is_looked_at_again() -> None:
    engine = TwoLooks(("NOODLE HOUSE", "Date:|2?/1", "TOTAL|9.00"), ("Date: 25/10/2026",))
    reading = read(engine, (1200, 2000))  # too large to be looked at again as a whole
    assert reading.value("date") == date(2026, 10, 25)
    (_, (width, height)) = engine.sizes
    assert (width, height < 800) == (1920, True)
    box = reading.fields["date"].where.box
    assert box is not None
    assert box.bottom < 0.2


def test_a_taxi_slip_is_looked_at_again_as_a_taxi_slip() -> None:
    slip = ("出租汽车", "证号|270180", "日期|2002298", "上车|10:25", "下车|10:47", "里程|8.6km", "金额|36.00元")
    engine = TwoLooks(slip, ("证号|270180", "日期|26-10-19", "上车|10:25"))
    assert read(engine, (600, 1800)).value("date") == date(2026, 10, 19)
