"""Tables as files for a spreadsheet: CSV and XLSX, written row by row, never all in memory.

A cell that begins like a formula is a formula to whoever opens a file (OWASP, "CSV Injection"). XLSX says of each cell
what it is, so a text stays a text. CSV cannot: there such a text gets an apostrophe before it, and so does one that
begins with an apostrophe, so that taking one away always gives back what was written.
"""

from __future__ import annotations

import csv
import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell import Cell as Place
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from bot.views.extract import Cell

Format = Literal["csv", "xlsx"]

#: Characters of one cell: more than this no spreadsheet takes.
LONGEST = 32_767

#: Digits of a number that a spreadsheet keeps: it has floats. More of them are written as text.
EXACT = 15

#: What a formula begins with; in other widths too, which some programs read alike.
_FORMULA = "=+-@"
_LEADING = "\t\r\n"


def risky(text: str) -> bool:
    """Whether some program may take the text for more than a text."""
    first = unicodedata.normalize("NFKC", text.lstrip(" \u3000\u00a0")[:1])
    return text[:1] in (*_LEADING, "'") or (first != "" and first in _FORMULA + _LEADING)


def guarded(text: str) -> str:
    """The text as a cell of a CSV file."""
    return f"'{text}" if risky(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` made the cell of."""
    return cell[1:] if cell.startswith("'") else cell


def sound(text: str) -> str:
    """The text without what no file of a spreadsheet can hold, and as long as a cell may be."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = "".join("\ufffd" if _lost(letter) else letter for letter in whole)
    return whole if len(whole) <= LONGEST else whole[: LONGEST - 1] + "…"


def _lost(letter: str) -> bool:
    # Half a pair, a control character, and the two code points that XML does not have.
    return letter in "\ufffe\uffff" or (letter not in "\n\t" and unicodedata.category(letter) in ("Cc", "Cs"))


class CsvFile:
    """One table, comma-separated, in UTF-8 with the mark by which Excel knows it."""

    def __init__(self, file: Path, table: str, heads: Sequence[str]) -> None:
        self._table = table
        self._file = file.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow([guarded(sound(head)) for head in heads])

    def write(self, table: str, row: Sequence[Cell]) -> None:
        """Add a row; those of another table are left out."""
        if table == self._table:
            self._writer.writerow([_in_csv(cell) for cell in row])

    def close(self) -> None:
        """The file is whole."""
        self._file.close()


def _in_csv(cell: Cell) -> str:
    if isinstance(cell, str):
        return guarded(sound(cell))
    if isinstance(cell, Decimal):
        # A number, also a negative one: no apostrophe.
        return format(cell, "f")
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


class XlsxFile:
    """Several tables, each on a sheet of its own; rows go to temporary files until it is closed."""

    def __init__(self, file: Path, tables: Mapping[str, tuple[str, Sequence[str]]]) -> None:
        """`tables`: by name, what the sheet is called, and its headings."""
        self._path, self._book = file, Workbook(write_only=True)
        self._sheets: dict[str, WriteOnlyWorksheet] = {}
        for name, (title, heads) in tables.items():
            sheet: WriteOnlyWorksheet = self._book.create_sheet(title)
            sheet.freeze_panes = "A2"
            sheet.append([self._text(sheet, head, bold=True) for head in heads])
            self._sheets[name] = sheet

    def write(self, table: str, row: Sequence[Cell]) -> None:
        """Add a row to its sheet."""
        sheet = self._sheets[table]
        sheet.append([self._cell(sheet, cell) for cell in row])

    def close(self) -> None:
        """The file is whole."""
        self._book.save(self._path)

    def _cell(self, sheet: WriteOnlyWorksheet, cell: Cell) -> Place | None:
        if cell is None or cell == "":
            return None
        if isinstance(cell, str):
            return self._text(sheet, cell)
        if isinstance(cell, Decimal) and len(cell.normalize().as_tuple().digits) > EXACT:
            return self._text(sheet, format(cell, "f"))
        made = WriteOnlyCell(sheet)
        made.value = cell
        if isinstance(cell, Decimal):
            places = max(0, -int(cell.as_tuple().exponent))
            made.number_format = "#,##0" + (f".{'0' * places}" if places else "")
        elif isinstance(cell, date):
            made.number_format = "yyyy-mm-dd"
        return made

    def _text(self, sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False) -> Place:
        text = sound(text)
        made = WriteOnlyCell(sheet, text)
        made.data_type = "s"  # whatever it begins with
        made.number_format = "@"
        if risky(text):
            # It stays a text when somebody edits the cell.
            made.quotePrefix = True
        if bold:
            made.font = Font(bold=True)
        return made


Write = Callable[[str, Sequence[Cell]], None]


def opened(
    file: Path, form: Format, tables: Mapping[str, tuple[str, Sequence[str]]], chosen: str
) -> CsvFile | XlsxFile:
    """A file to write rows to: tables by name, each with its title and heads; a CSV file has the chosen one only."""
    return CsvFile(file, chosen, tables[chosen][1]) if form == "csv" else XlsxFile(file, tables)


def digest_of(file: Path) -> str:
    """SHA-256 of what stands in it, 64 hex digits."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def fill(write: Write, rows: Iterable[tuple[str, Sequence[Cell]]]) -> dict[str, int]:
    """Write rows of (table, cells); how many of each table."""
    counts: dict[str, int] = {}
    for table, cells in rows:
        write(table, cells)
        counts[table] = counts.get(table, 0) + 1
    return counts
