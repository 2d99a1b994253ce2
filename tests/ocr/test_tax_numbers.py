"""Check digits of Chinese tax numbers: the standards' examples, misread characters noticed, repairs offered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.checks import graded
from ocr.fields.tax_numbers import SIGNS, check_sign, holds, normal, organisation_sign, proven, repairs
from ocr.kinds import vat_invoice
from ocr.reading import Reading
from tests.ocr.test_reading_rules import TODAY, page
from tests.ocr.test_vat_invoice import ROWS

SELLER, BUYER = "91330000MA0000090G", "91330000MA000004X5"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (SELLER, True),
        (SELLER[:-1] + "H", False),
        ("11010519491231002X", True),  # the example of GB 11643 for a person
        ("110105194912310021", False),
        ("330000MA0000090", True),  # before 2015: a place and an organisation code
        ("330000MA0000091", None),  # or the identity number of a person, of that time
        ("11010519491231002X00", None),
    ],
)
def test_what_check_digits_say(number: str, said: bool | None) -> None:
    assert holds(number) is said


def test_the_example_of_the_standard_for_organisation_codes() -> None:
    assert organisation_sign("D2143569") == "X"  # GB 11714, annex A


@st.composite
def numbers(draw: st.DrawFn) -> str:
    place = draw(st.text("0123456789", min_size=6, max_size=6))
    organisation = draw(st.text(SIGNS, min_size=8, max_size=8))
    first = f"91{place}{organisation}{organisation_sign(organisation)}"
    return first + check_sign(first)


@given(numbers())
def test_a_number_made_by_the_rules_is_proven(number: str) -> None:
    assert (holds(number), proven(number), repairs(number)) == (True, True, ())


@given(numbers(), st.integers(0, 17), st.sampled_from(SIGNS))
def test_every_single_misread_character_is_noticed(number: str, place: int, sign: str) -> None:
    misread = number[:place] + sign + number[place + 1 :]
    assert proven(misread) is (misread == number)


@given(numbers(), st.integers(0, 16))
def test_every_swap_of_neighbours_is_noticed(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert proven(swapped) is (swapped == number)


@given(
    numbers(),
    st.integers(8, 15),
    st.sampled_from([("8", "B"), ("0", "D"), ("5", "S"), ("1", "I"), ("2", "Z"), ("6", "G")]),
)
def test_a_look_alike_is_put_back_or_offered(number: str, place: int, pair: tuple[str, str]) -> None:
    right, wrong = pair
    if number[place] != right:
        return
    misread = normal(number[:place] + wrong + number[place + 1 :])
    assert misread == number or number in repairs(misread)


def read(old: str, new: str) -> Reading:
    return graded(vat_invoice.read(page(*(row.replace(old, new) for row in ROWS))), TODAY)


def test_an_invoice_with_both_numbers_has_them_verified() -> None:
    reading = read("", "")
    assert (reading.grade("seller_tax_number"), reading.grade("buyer_tax_number")) == ("verified", "verified")


def test_a_misread_number_is_asked_with_the_likely_one_beside_it() -> None:
    reading = read(SELLER, "91330000MA000009DG")
    assert (reading.grade("seller_tax_number"), reading.grade("buyer_tax_number")) == ("ask", "verified")
    assert SELLER in reading.fields["seller_tax_number"].candidates


def test_the_seal_prints_the_sellers_number_again() -> None:
    reading = graded(
        vat_invoice.read(page(*(row.replace(SELLER, "91330000MA000009DG") for row in ROWS), SELLER)), TODAY
    )
    assert (reading.value("seller_tax_number"), reading.grade("seller_tax_number")) == (SELLER, "verified")


def test_a_single_number_may_be_the_other_partys() -> None:
    assert read("纳税人识别号: " + BUYER, "").grade("seller_tax_number") == "likely"


def test_paper_prints_its_number_and_its_code_twice() -> None:
    twice = (*ROWS[:2], "No 00420042|033002600011", *ROWS[2:])
    reading = graded(vat_invoice.read(page(*twice)), TODAY)
    assert (reading.grade("invoice_number"), reading.grade("invoice_code")) == ("verified", "verified")
    assert read("", "").grade("invoice_number") == "likely"
