"""Paper train tickets as engines give them: worn signs, the number at the top against the code at the foot.

Made-up values in the layout of the tickets that 12306 shows; the code at the foot is described in `train_ticket`.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from ocr.checks import graded
from ocr.kinds import kind_of, train_ticket
from ocr.reading import Reading
from tests.ocr.test_reading_rules import TODAY, page

TICKET = (
    "020A012345",
    "杭州站|G1418|南京站",
    "2026年11月05日08:30开|02车05A号",
    "¥88.0元|网|二等座",
    "限乘当日当次车",
    "3622011988****0417 林小雨",
    "29381300201106A012345|杭州售",
)


def read(old: str = "", new: str = "") -> Reading:
    whole = page(*(row.replace(old, new) for row in TICKET if row.replace(old, new)))
    assert kind_of(whole).name == train_ticket.name
    return graded(train_ticket.read(whole), TODAY)


@pytest.mark.parametrize(
    ("print_", "value", "grade"),
    [
        ("¥88.0元", "88.00", "likely"),
        ("￥88·0元", "88.00", "likely"),
        ("Y88.0元", "88.00", "likely"),
        ("夫88.5π", "88.50", "likely"),
        ("¥8B.O元", "88.00", "likely"),
        ("¥88,5元", "88.50", "likely"),
        ("¥88 5元", "88.50", "likely"),
        ("8.0元", "8.00", "ask"),  # where the ¥ is missing a digit may be
        ("¥885元", "88.50", "ask"),
    ],
)
def test_fares(print_: str, value: str, grade: str) -> None:
    reading = read("¥88.0元", print_)
    assert (reading.value("total"), reading.grade("total")) == (Decimal(value), grade)


@pytest.mark.parametrize(
    ("print_", "grade"),
    [
        ("2026年11月05日08:30开", "likely"),
        ("2026年11月05日08:30并", "likely"),
        ("2026车11月05a08:30开", "likely"),
        ("2026年11月05B08:30开", "ask"),
        ("2O26年1l月05日08:30开", "likely"),
        ("2026年1105日08:30开", "likely"),
        ("2026年11805日08:30开", "ask"),
        ("2026411月05日08:30开", "ask"),
    ],
)
def test_dates(print_: str, grade: str) -> None:
    reading = read("2026年11月05日08:30开", print_)
    assert (str(reading.value("date")), reading.grade("date")) == ("2026-11-05", grade)


@pytest.mark.parametrize(
    ("top", "foot", "value", "grade"),
    [
        ("020A012345", "29381300201106A012345", "020A012345", "verified"),
        ("A012345", "29381300201106A012345", "A012345", "verified"),
        ("O20A0l2345", "29381300201106A012345", "020A012345", "verified"),
        ("020A012346", "29381300201106A012345", "020A012346", "likely"),
        ("010A012345", "29381300201106A012345", "010A012345", "likely"),
        ("020A012345", "?", "020A012345", "likely"),
        ("", "29381300201106A012345", "020A012345", "ask"),  # with or without its counter: nobody can say
    ],
)
def test_the_number_against_the_code_at_the_foot(top: str, foot: str, value: str, grade: str) -> None:
    rows = [row.replace("020A012345", top, 1) if row == TICKET[0] else row for row in TICKET]
    rows[-1] = rows[-1].replace("29381300201106A012345", foot)
    reading = graded(train_ticket.read(page(*(row for row in rows if row))), TODAY)
    assert (reading.value("invoice_number"), reading.grade("invoice_number")) == (value, grade)
