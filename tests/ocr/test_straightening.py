"""Pages that lie crooked or are seen from the side: their words are laid straight, their boxes stay on the photo."""

from __future__ import annotations

import math

import pytest

from ocr.orientation import upright
from ocr.page import Page, Word, lines, quad_word, turned
from ocr.reading import Box
from ocr.straightening import straightened
from ocr.understanding import understood

WIDE, TALL = 1000, 1500
ROWS = (
    ("PENA SDN BHD TRADING", ""),
    ("Receipt number: 20071", "Date: 25/10/2026"),
    *((f"Item number {place} of many", f"{place}.75") for place in range(1, 9)),
    ("TOTAL AMOUNT RM", "44.26"),
    ("CASH RECEIVED RM", "50.00"),
    ("CHANGE GIVEN RM", "5.74"),
)


def photographed(degrees: float, narrow: float = 0.0) -> Page:
    """ROWS on a paper turned clockwise by some degrees; its right edge is lower by the share `narrow`."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))

    def there(x: float, y: float) -> tuple[float, float]:
        away = 1 + narrow * (x / WIDE + 0.5)
        x, y = x / away, y / away
        return (x * cos - y * sin) / WIDE / 1.5 + 0.5, (x * sin + y * cos) / TALL / 1.5 + 0.5

    words: list[Word] = []
    for row, pair in enumerate(ROWS):
        for text, left in zip(pair, (-450, 250), strict=True):
            top, right = 100 * row - 650, left + 20 * len(text)
            corners = [there(left, top), there(right, top), there(right, top + 34), there(left, top + 34)]
            words += [quad_word(text, 0.99, corners, WIDE, TALL)] if text else []
    return Page(tuple(words), WIDE, TALL)


@pytest.mark.parametrize("degrees", [-17, -8, -1, 0, 3, 8, 15])
@pytest.mark.parametrize("narrow", [0.0, 0.2])
@pytest.mark.parametrize("way", [0, 90, 180, 270])
def test_lines_stay_together_however_the_paper_lies(degrees: float, narrow: float, way: int) -> None:
    page, turn = upright(turned(photographed(degrees, narrow), way))
    assert turn == -way % 360
    straight, _ = straightened(page)
    assert [line.text for line in lines(straight)] == [" ".join(pair).strip() for pair in ROWS]


@pytest.mark.parametrize("degrees", [-12, 0, 5])
@pytest.mark.parametrize("way", [0, 90])
def test_a_value_is_shown_where_it_stands_on_the_photo(degrees: float, way: int) -> None:
    photo = turned(photographed(degrees, 0.15), way)
    found = understood([photo]).fields["total"].where
    printed = next(word.box for word in turned(photo, found.turned).words if word.text == "44.26")
    assert found.box is not None
    assert inside(printed, found.box, 0.01)
    assert inside(found.box, printed, 0.02)


def test_a_page_that_lies_straight_is_left_as_it_is() -> None:
    page = photographed(0)
    straight, lie = straightened(page)
    assert straight is page
    box = Box(0.1, 0.2, 0.3, 0.4)
    assert lie.back(box) == box


def inside(box: Box, other: Box, slack: float) -> bool:
    return (
        box.left >= other.left - slack
        and box.top >= other.top - slack
        and box.right <= other.right + slack
        and box.bottom <= other.bottom + slack
    )
