"""An empty list of people to fill in: the headings in one language and one example row, which is passed over."""

from __future__ import annotations

import csv
import io
from pathlib import PurePath

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

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
    heads = [heading(column, words) for column in COLUMNS]
    example = [words.say(f"template-{column}") for column in COLUMNS]
    match PurePath(name).suffix.lower():
        case ".xlsx":
            return _workbook(heads, example, words)
        case ".csv":
            text = io.StringIO()
            csv.writer(text, lineterminator="\r\n").writerows([heads, example])
            # With the mark Excel reads Chinese; everything else passes it over.
            return text.getvalue().encode("utf-8-sig")
        case _:
            raise ValueError(name)


def _workbook(heads: list[str], example: list[str], words: Wording) -> bytes:
    book = Workbook()
    sheet = book.active
    if sheet is None:  # a new workbook has one; this is for the type checker
        raise AssertionError
    sheet.title = words.say("template-sheet")
    sheet.append(heads)
    sheet.append(example)
    for at, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column, 14)
        head = sheet.cell(1, at)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="E8EEF4")
        head.comment = Comment(words.say(f"template-about_{column}"), words.say("role-system"), width=320, height=120)
        for row in range(1, 502):
            # As text, so that Excel leaves 00123 as it is.
            sheet.cell(row, at).number_format = "@"
        sheet.cell(2, at).font = Font(italic=True, color="6B7280")
        sheet.cell(2, at).alignment = Alignment(vertical="top")
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
