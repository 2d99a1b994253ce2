"""A table out of a file, CSV or XLSX, as people's programs write them: cells as text, rows by their numbers.

CSV in UTF-8 (with or without a byte order mark), UTF-16 or GBK, separated by commas, semicolons or tabs. In XLSX a
number keeps the zeros that its format shows (`00123`); a date stays a date, because nobody means one in these tables.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import PurePath
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.founding.problems import Problem, Refused

#: Bytes of a file, and of an XLSX once it is unpacked: a list of 20,000 people has about 2 and 15 million.
LARGEST = 5_000_000
LARGEST_UNPACKED = 40_000_000
MOST_PARTS = 500

#: Rows and columns that are looked at; what is beyond is refused, not left out.
MOST_ROWS = 20_000
MOST_COLUMNS = 60

Cell = str | date


@dataclass(frozen=True, slots=True)
class Row:
    """One row, numbered from 1 as spreadsheet programs do."""

    number: int
    cells: tuple[Cell, ...]

    def __bool__(self) -> bool:
        return any(cell != "" for cell in self.cells)


#: A table is its rows; an XLSX has several, in the order of its sheets.
Sheet = tuple[Row, ...]


def sheets(content: bytes, name: str) -> tuple[Sheet, ...]:
    """The tables in a file, its visible ones where it has several. Raises `Refused` with the reason.

    What it is is seen from its bytes; its name only counts where it is none of the known.
    """
    if len(content) > LARGEST:
        raise Refused(Problem("sheet-too_large", {"megabytes": LARGEST // 1_000_000}))
    if not content.strip():
        raise Refused(Problem("sheet-empty"))
    if content.startswith(b"PK\x03\x04"):
        return _workbook(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        # What Excel wrote before 2007, or with a password.
        raise Refused(Problem("sheet-old_excel"))
    if PurePath(name).suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods", ".pdf", ".docx", ".numbers"):
        raise Refused(Problem("sheet-not_a_table"))
    return (_csv(content),)


# CSV


def _csv(content: bytes) -> Sheet:
    text = _decoded(content)
    separator = _separator(text)
    if text.lower().startswith("sep="):
        # Excel's own way to name it.
        separator, text = text[4], "\n" + text.partition("\n")[2]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[Row] = []
    begins = 1
    try:
        for cells in reader:
            _demand_size(len(rows), len(cells))
            rows.append(Row(begins, tuple(_from_csv(cell) for cell in cells)))
            # A cell may hold line breaks: programs number what they show, which is records.
            begins += 1
    except csv.Error as error:
        raise Refused(Problem("sheet-broken_csv", row=begins)) from error
    return tuple(rows)


def _decoded(content: bytes) -> str:
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(Problem("sheet-not_a_table"))


def _separator(text: str) -> str:
    """The sign that stands most often outside quotes in the first lines."""
    head = re.sub(r'"[^"]*"', "", "\n".join(text.splitlines()[:10]))
    return max(",;\t，", key=lambda sign: head.count(sign))


def _from_csv(cell: str) -> str:
    # ="00123" is how one keeps Excel from eating the zeros.
    kept = re.fullmatch(r'="(.*)"', cell.strip())
    # An apostrophe keeps a text that begins like a formula from being one.
    return clean(kept[1] if kept else re.sub(r"^'(?=[=+\-@])", "", cell))


# XLSX


def _workbook(content: bytes) -> tuple[Sheet, ...]:
    try:
        _demand_harmless(content)
        with warnings.catch_warnings():
            # Parts of a workbook that openpyxl leaves out (charts, validations): none that we read.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
                return tuple(tuple(_rows(sheet)) for sheet in visible)
            finally:
                book.close()
    except Refused:
        raise
    except (InvalidFileException, zipfile.BadZipFile, ParseError, zlib.error, OSError, EOFError) as error:
        raise Refused(Problem("sheet-broken_xlsx")) from error
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError, NotImplementedError) as error:
        # openpyxl has no error of its own for a workbook whose parts do not fit together.
        raise Refused(Problem("sheet-broken_xlsx")) from error


def _demand_harmless(content: bytes) -> None:
    """Refuse what unpacks to far more than a list of people. `zipfile` hands out no more than a part says it has."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        found = parts.infolist()
        if len(found) > MOST_PARTS or sum(part.file_size for part in found) > LARGEST_UNPACKED:
            raise Refused(Problem("sheet-unpacks_too_large", {"megabytes": LARGEST_UNPACKED // 1_000_000}))


def _rows(sheet: Any) -> Iterator[Row]:
    # What the sheet says of its own size is often wrong.
    sheet.reset_dimensions()
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1), 1):
        row = Row(number, tuple(_from_xlsx(cell) for cell in cells))
        # Formatted rows without anything in them go on for ever in some files.
        empty = 0 if row else empty + 1
        if row:
            _demand_size(number, _width(row.cells))
            yield row
        elif empty > 1000:
            return


def _width(cells: Sequence[Cell]) -> int:
    return max((at for at, cell in enumerate(cells, 1) if cell != ""), default=0)


def _from_xlsx(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    if isinstance(value, time):
        return value.isoformat()
    return clean(str(value))


def _number(value: int | float, form: str) -> str:
    if value != int(value):
        return repr(value)
    # A format of zeros alone shows more digits than the number has.
    shown = re.fullmatch(r'"?(0+)"?', form)
    return str(int(value)).zfill(len(shown[1]) if shown and value >= 0 else 0)


# Both


def clean(text: str) -> str:
    """Full-width signs as plain ones, one space between words, nothing invisible."""
    plain = unicodedata.normalize("NFKC", text)
    seen = "".join(char for char in plain if unicodedata.category(char) not in ("Cf", "Cs", "Co", "Cn"))
    return " ".join("".join(" " if unicodedata.category(char) == "Cc" else char for char in seen).split())


def _demand_size(rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise Refused(Problem("sheet-too_many_rows", {"most": MOST_ROWS}))
    if columns > MOST_COLUMNS:
        raise Refused(Problem("sheet-too_many_columns", {"most": MOST_COLUMNS}))
