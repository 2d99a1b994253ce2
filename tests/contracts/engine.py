"""What every OCR engine promises. Inherit, give the fixture `engine`, and all of this runs against it."""

from __future__ import annotations

import math

import pytest
from PIL import Image

from ocr.engines.engine import Engine
from ocr.formats.pdf import sheet_picture
from tests.samples.recorded import document_path


class EngineContract:
    """Inherited by the tests of each engine; the fixture may skip only where its program is not installed."""

    @pytest.fixture
    def engine(self) -> Engine:
        raise NotImplementedError

    @pytest.fixture
    def receipt(self) -> Image.Image:
        """A scanned English receipt: plain enough for every engine, how good they are is measured elsewhere."""
        return sheet_picture(document_path("scan_en").read_bytes(), 0)

    def test_it_has_a_stable_name(self, engine: Engine) -> None:
        assert engine.name
        assert engine.name == engine.name.strip()

    def test_it_reads_the_amount_of_a_receipt(self, engine: Engine, receipt: Image.Image) -> None:
        text = " ".join(word.text for word in engine.recognise(receipt))
        assert "44.25" in text
        assert "STATIONERY" in text

    def test_a_word_lies_where_it_stands(self, engine: Engine, receipt: Image.Image) -> None:
        total = next(word for word in engine.recognise(receipt) if "44.25" in word.text)
        head = next(word for word in engine.recognise(receipt) if "STATIONERY" in word.text)
        assert head.box.bottom < total.box.top
        assert total.box.right > 0.6

    def test_every_box_is_on_the_page_and_every_confidence_between_0_and_1(
        self, engine: Engine, receipt: Image.Image
    ) -> None:
        for word in engine.recognise(receipt):
            assert word.text == word.text.strip() != ""
            assert 0 <= word.confidence <= 1
            assert 0 <= word.box.left < word.box.right <= 1
            assert 0 <= word.box.top < word.box.bottom <= 1
            assert math.isfinite(word.tilt)

    def test_the_same_picture_gives_the_same_words_and_is_left_as_it_was(
        self, engine: Engine, receipt: Image.Image
    ) -> None:
        before = receipt.tobytes()
        assert engine.recognise(receipt) == engine.recognise(receipt)
        assert receipt.tobytes() == before

    @pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (400, 300), (2000, 1600)])
    def test_a_blank_picture_has_no_words_and_is_no_error(self, engine: Engine, size: tuple[int, int]) -> None:
        assert engine.recognise(Image.new("RGB", size, "white")) == ()
