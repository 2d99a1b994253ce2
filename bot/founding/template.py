"""An empty list of people to fill in: the headings in one language and one example row, which is passed over."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import PurePath

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from bot.claims.people import Employee
from bot.founding.headings import WORDS, Column
from bot.wording import Wording

#: `left` is for later: a new company has nobody who has left.
COLUMNS: tuple[Column, ...] = tuple(column for column in WORDS if column != "left")

_WIDTHS = {"name": 16, "email": 28, "manager": 18, "department": 16, "time_zone": 16, "roles": 20}


def heading(column: Column, words: Wording) -> str:
    """The heading of a column in this language."""
    chinese = words.locale == "zh"
    return next(word for word in WORDS[column] if word.isascii() != chinese).capitalize()


def template(name: str, words: Wording) -> bytes:
    """The file, XLSX or CSV by its name; ValueError for another name."""
    return _file(name, [[words.say(f"template-{column}") for column in COLUMNS]], words)


def listed(name: str, employees: Sequence[Employee], words: Wording) -> bytes:
    """The same with people in it, as a list that is read back as it is; ValueError for another name."""
    return _file(name, [[_said(one, column, words) for column in COLUMNS] for one in employees], words, example=False)


def _said(one: Employee, column: Column, words: Wording) -> str:
    match column:
        case "manager":
            return one.manager or ""
        case "language":
            return {"zh": "中文", "en": "English"}.get(one.locale, one.locale)
        case "roles":
            return ", ".join(words.say(f"role-{role}") for role in sorted(one.roles))
        case "left":
            return ""
        case _:
            return str(getattr(one, column))


def _file(name: str, rows: Sequence[Sequence[str]], words: Wording, *, example: bool = True) -> bytes:
    heads = [heading(column, words) for column in COLUMNS]
    match PurePath(name).suffix.lower():
        case ".xlsx":
            return _workbook(heads, rows, words, example=example)
        case ".csv":
            text = io.StringIO()
            # A number alone would lose its zeros in Excel, and a text that begins like a formula would be one.
            plain = [[_harmless(cell) for cell in row] for row in rows]
            csv.writer(text, lineterminator="\r\n").writerows([heads, *plain])
            # With the mark Excel reads Chinese; everything else passes it over.
            return text.getvalue().encode("utf-8-sig")
        case _:
            raise ValueError(name)


def _harmless(cell: str) -> str:
    return f'="{cell}"' if re.fullmatch(r"0\d+", cell) else f"'{cell}" if cell[:1] in "=+-@\t" and cell else cell


def _workbook(heads: Sequence[str], rows: Sequence[Sequence[str]], words: Wording, *, example: bool) -> bytes:
    book = Workbook()
    sheet = book.active
    if sheet is None:  # a new workbook has one; this is for the type checker
        raise AssertionError
    sheet.title = words.say("template-sheet")
    sheet.append(list(heads))
    for at, cells in enumerate(rows, 2):
        for position, said in enumerate(cells, 1):
            cell = sheet.cell(at, position, said)
            # A text, whatever it begins with.
            cell.data_type = "s"
    for at, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column, 14)
        head = sheet.cell(1, at)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="E8EEF4")
        head.comment = Comment(words.say(f"template-about_{column}"), words.say("role-system"), width=320, height=120)
        for row in range(1, len(rows) + 502):
            # As text, so that Excel leaves 00123 as it is.
            sheet.cell(row, at).number_format = "@"
        if example:
            sheet.cell(2, at).font = Font(italic=True, color="6B7280")
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
