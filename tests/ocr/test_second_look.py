"""Which photos are looked at a second time, on what picture, and what is taken from it; most are looked at once."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

from PIL import Image, ImageDraw, ImageStat

import ocr
from ocr import pipeline
from ocr.checks import LOOKS, NET_TAX, SUM, graded
from ocr.kinds import receipt
from ocr.page import Page, Word, turned
from ocr.reading import Box, Check, Field, Reading
from ocr.second_look import clearer, merged, too_far
from tests.ocr.test_fields import printed
from tests.samples import effects

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


TAXI = ("出租汽车", "证号|270180", "日期|2026-10-19", "上车|10:25", "下车|10:47", "里程|8.6km", "金额|36.00元")


def test_a_slip_without_its_number_is_looked_at_again_on_a_clearer_picture_and_keeps_what_it_had() -> None:
    engine = TwoLooks(TAXI, ("发票代码|144032209110", "发票号码|07219977", *TAXI[:-1], "金额|86.00元"))
    reading = read(engine, (600, 1800))
    assert (reading.value("invoice_number"), str(reading.value("total"))) == ("07219977", "36.00")
    assert engine.sizes == [(600, 1800), (600, 1800)]


def test_what_the_clearer_picture_does_not_say_either_is_asked() -> None:
    engine = TwoLooks(TAXI, ())
    assert read(engine, (600, 1800)).grade("invoice_number") == "ask"
    assert len(engine.sizes) == 2


def test_where_the_engine_fails_at_the_second_look_the_first_one_stands() -> None:
    class Failing(TwoLooks):
        def recognise(self, image: Image.Image) -> tuple[Word, ...]:
            if self.sizes:
                raise ocr.Unavailable("engine_failed")
            return super().recognise(image)

    for rows in (TAXI, ("NOODLE HOUSE", "TOTAL|9.00")):
        assert "total" in read(Failing(rows, ())).fields


SEEN = (
    "K3-113,JL RIA",
    "80300 JOHOR",
    "TEL: 07-1234567",
    "25/10/2026 21:28",
    "TEA|5.00",
    "CAKE|4.00",
    "TOTAL|9.00",
    "CASH|9.00",
)


def test_a_receipt_that_names_nobody_is_looked_at_again_where_names_stand() -> None:
    engine = TwoLooks(SEEN, ("RESTAURANT WILLOW SDN BHD", *SEEN[:4]))
    reading = read(engine, (1000, 1500))
    assert (reading.value("merchant"), str(reading.value("total"))) == ("RESTAURANT WILLOW SDN BHD", "9.00")
    assert len(engine.sizes) == 2


def test_a_name_that_is_believed_is_not_looked_for_again() -> None:
    engine = TwoLooks(("RESTAURANT WILLOW SDN BHD", *SEEN), ())
    assert read(engine, (1000, 1500)).value("merchant") == "RESTAURANT WILLOW SDN BHD"
    assert len(engine.sizes) == 1


def far(*rows: str) -> tuple[Word, ...]:
    """Rows as they are seen on a receipt a third as wide and a quarter as high as its photo."""

    def there(box: Box) -> Box:
        return Box(0.33 + box.left / 3, 0.4 + box.top / 4, 0.33 + box.right / 3, 0.4 + box.bottom / 4)

    return tuple(replace(word, box=there(word.box)) for line in printed(*rows) for word in line.words)


class FarAway(TwoLooks):
    """Sees blurred small text first, and everything from nearer."""

    def recognise(self, image: Image.Image) -> tuple[Word, ...]:
        words = super().recognise(image)
        return far(*self.first) if len(self.sizes) == 1 else words


def test_a_receipt_far_away_in_a_large_photo_is_looked_at_from_nearer() -> None:
    engine = FarAway(("NODLE HUSE", "Tea|Z.0", "TOTAL|8.00"), ("NOODLE HOUSE", "Date: 25/10/2026", "TOTAL|9.00"))
    reading = read(engine, (2800, 2100))
    assert (reading.value("merchant"), str(reading.value("total"))) == ("NOODLE HOUSE", "9.00")
    (whole, nearer) = engine.sizes
    assert whole == (2000, 1500)
    box = reading.fields["total"].where.box
    assert box is not None
    assert 0.3 < box.left < box.right < 0.7  # where it stands in the whole photo
    assert nearer[0] > 600


def test_a_small_photo_has_nothing_to_see_from_nearer() -> None:
    engine = FarAway(("NOODLE HOUSE", "Date: 25/10/2026", "TOTAL|8.00"), ())
    assert str(read(engine, (1000, 750)).value("total")) == "8.00"
    assert len(engine.sizes) == 1


def test_a_clearer_picture_has_white_paper_black_ink_and_no_noise() -> None:
    faint = Image.new("RGB", (600, 600), (214, 208, 190))
    ImageDraw.Draw(faint).rectangle((100, 100, 300, 160), fill=(180, 176, 168))
    clear = clearer(effects.noise(faint, 3, "strong"))
    assert clear.size == faint.size
    grey = clear.convert("L")
    ink, paper = (ImageStat.Stat(grey.crop((left, 110, left + 150, 150))).mean[0] for left in (120, 420))
    assert paper - ink > 150


def test_larger_text_is_looked_at_from_nearer_only_where_the_date_was_not_found() -> None:
    rows = ("NOODLE HOUSE", "Tea|2.00", "Soup|7.00", "TOTAL|9.00", "CASH|10.00")
    for dated, far_away in (((), True), (("Date: 25/10/2026",), False)):
        page = Page(tuple(word for line in printed(*rows, *dated) for word in line.words), 1500, 2000)
        assert too_far(receipt.read(page), page) is far_away


class OnItsSide(TwoLooks):
    """Sees a slip that lies on its side with one word upside down; the right way up it sees everything."""

    def recognise(self, image: Image.Image) -> tuple[Word, ...]:
        words = super().recognise(image)
        page = Page(words, 600, 1200)
        return turned(page, 270).words if len(self.sizes) == 1 else words


def test_a_picture_on_its_side_whose_total_nothing_proves_is_looked_at_the_right_way_up() -> None:
    numbered = ("发票代码|144032209110", "发票号码|07219977")
    engine = OnItsSide((*numbered, *TAXI[:-1], "金额|00°98"), (*numbered, *TAXI))
    reading = read(engine, (1200, 600))
    assert engine.sizes == [(1200, 600), (600, 1200)]
    assert str(reading.value("total")) == "36.00"
    where = reading.fields["total"].where
    assert (where.turned, where.box) == (90, Box(0.5, 0.4, 0.9, 0.43))


def test_a_picture_on_its_side_whose_total_is_proven_is_looked_at_once() -> None:
    engine = OnItsSide(("NOODLE HOUSE", "Date: 25/10/2026", "TOTAL|9.00", "CASH|10.00", "CHANGE|1.00"), ())
    assert read(engine, (1200, 600)).grade("total") == "verified"
    assert len(engine.sizes) == 1


def _look(total: str, *proofs: str, **more: str) -> Reading:
    values = {"total": Decimal(total)} | {name: Decimal(value) for name, value in more.items()}
    checks = tuple(Check(one, tuple(values), True) for one in proofs)
    return Reading("vat_invoice", {name: Field(value, 0.9, "ocr") for name, value in values.items()}, checks)


def test_what_the_second_look_proves_of_another_total_proves_nothing_of_the_first() -> None:
    whole = graded(merged(_look("136.00"), _look("186.00", NET_TAX, net="175.47", tax="10.53")), TODAY)

    assert (whole.value("total"), whole.grade("total")) == (Decimal("136.00"), "ask")
    assert whole.fields["total"].candidates == (Decimal("186.00"),)
    assert not {"net", "tax"} & set(whole.fields)


def test_a_total_that_is_proven_needs_no_second_opinion() -> None:
    whole = graded(merged(_look("136.00", SUM), _look("186.00")), TODAY)

    assert whole.grade("total") == "verified"
    assert LOOKS not in [one.name for one in whole.checks]


def test_the_same_total_is_proven_by_what_only_the_second_look_found() -> None:
    whole = graded(merged(_look("186.00"), _look("186.00", NET_TAX, net="175.47", tax="10.53")), TODAY)

    assert [whole.grade(name) for name in ("total", "net", "tax")] == ["verified"] * 3
