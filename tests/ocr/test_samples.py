"""Our own documents: what is read from their recorded pages, in milliseconds and without an engine."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ocr.checks import graded
from ocr.details import detailed
from ocr.kinds import KINDS, kind_of
from ocr.orientation import upright
from ocr.page import Page, stacked
from ocr.reading import Reading
from ocr.reading_json import item_written, plain
from tests.samples import recorded


def page(name: str) -> Page:
    return stacked([upright(one)[0] for one in recorded.pages(name)])


def read(name: str) -> Reading:
    whole = page(name)
    return graded(detailed(kind_of(whole).read(whole), whole), recorded.TODAY)


@pytest.mark.parametrize("name", recorded.NAMES)
def test_every_sample_is_read_as_expected(name: str) -> None:
    reading, expected = read(name), recorded.expected(name)
    assert reading.kind == expected["kind"]
    assert {key: plain(found.value) for key, found in reading.fields.items()} == expected["fields"]
    assert [item_written(one) for one in reading.items] == expected["items"]
    assert dict(reading.grades) == expected["grades"]
    assert {check.name: check.held for check in reading.checks} == expected["checks"]


def test_the_dinner_of_the_demo_is_read_and_its_total_verified_by_the_change() -> None:
    reading = read("dinner_zh")
    assert reading.value("merchant") == "云溪小馆(滨河路店)"
    assert reading.value("total") == Decimal("386.00")
    assert reading.value("date") == date(2026, 11, 19)
    assert reading.value("currency") == "CNY"
    assert reading.grade("total") == "verified"


def test_the_hotel_of_the_demo_is_read_and_its_two_way_date_is_asked() -> None:
    reading = read("hotel_en")
    assert reading.value("merchant") == "WILLOW LAKE HOTEL"
    assert reading.value("total") == Decimal("1180.00")
    assert reading.value("tax") == Decimal("66.79")
    assert reading.value("currency") == "CNY"
    assert reading.grade("total") == "verified"
    assert reading.value("date") == date(2026, 11, 5)
    assert reading.grade("date") == "ask"
    assert reading.fields["date"].candidates == (date(2026, 5, 11),)


@pytest.mark.parametrize("name", recorded.NAMES)
def test_only_one_kind_claims_a_sample_besides_the_one_that_takes_what_is_left(name: str) -> None:
    own = [kind.name for kind in KINDS if kind.recognises(page(name))]
    assert own[-1] == "receipt"
    assert len(own) <= 2
