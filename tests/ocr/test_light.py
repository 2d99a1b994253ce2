"""What lies in shadow is made as bright as the rest before it is recognised; what is lit evenly stays as it is."""

from __future__ import annotations

import io
from datetime import date

import pytest
from PIL import Image, ImageDraw

import ocr
from ocr import pipeline
from ocr.formats.light import evenly_lit
from ocr.page import Word
from tests.ocr.test_fields import printed
from tests.samples import effects


def receipt() -> Image.Image:
    """Bars of ink on paper, with a heading printed white on black."""
    image = Image.new("RGB", (400, 640), (246, 244, 238))
    draw = ImageDraw.Draw(image)
    for top in range(60, 620, 30):
        draw.rectangle((130, top, 260, top + 12), fill=(40, 40, 44))
    draw.rectangle((20, 10, 380, 50), fill=(20, 20, 20))
    draw.rectangle((100, 24, 300, 36), fill=(240, 240, 240))
    return image


def bright(image: Image.Image, place: tuple[int, int]) -> int:
    level = image.convert("L").getpixel(place)
    assert isinstance(level, int)
    return level


@pytest.mark.parametrize("seed", range(4))
def test_no_shadow_is_left_and_ink_stays_ink(seed: int) -> None:
    shaded = effects.shadow(receipt(), seed, "strong")
    lit = evenly_lit(shaded)
    assert lit.size == shaded.size
    for top in range(80, 600, 60):
        assert bright(lit, (100, top)) > 150  # at the shadow's edge; elsewhere above 200
        assert bright(lit, (200, top - 12)) < 130
    assert bright(lit, (60, 30)) < 130 < bright(lit, (200, 30))  # white on black is still that


def test_a_picture_that_is_lit_evenly_is_left_untouched() -> None:
    for even in (
        receipt(),
        effects.fade(receipt(), 1, "strong"),
        effects.crease(receipt(), 1),
        Image.new("RGB", (3, 9)),
    ):
        assert evenly_lit(even) is even


def test_the_engine_is_shown_the_picture_without_its_shadow() -> None:
    shown = []

    class Looking:
        name = "looking"

        def recognise(self, image: Image.Image) -> tuple[Word, ...]:
            shown.append(image)
            return tuple(word for line in printed("TOTAL|9.00", "Date: 25/10/2026") for word in line.words)

    shaded = effects.shadow(receipt(), 2, "strong")
    content = io.BytesIO()
    shaded.save(content, "PNG")
    pipeline.read(ocr.document(content.getvalue(), "a.png"), today=date(2026, 11, 24), engine=Looking())
    assert shown[0].tobytes() == evenly_lit(shaded).tobytes() != shaded.tobytes()
