"""Which column is which: headings as personnel programs and people write them, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.founding.sheets import Cell, Row, Sheet

Column = Literal[
    "number",
    "name",
    "email",
    "manager",
    "department",
    "cost_centre",
    "language",
    "time_zone",
    "country",
    "roles",
    "left",
]

#: The columns in the order of the template. Each has its words; the first of each language is the template's.
WORDS: Mapping[Column, tuple[str, ...]] = {
    "number": (
        "工号", "employee number", "员工编号", "员工号", "人员编号", "职工号", "职工编号", "职员编号", "编号",
        "employee no", "employee id", "staff number", "staff no", "staff id", "personnel number", "number", "no", "id",
    ),
    "name": (
        "姓名", "name", "员工姓名", "人员姓名", "中文名", "中文姓名", "名字", "full name", "employee name", "employee",
    ),
    "email": (
        "邮箱", "e-mail", "电子邮箱", "电子邮件", "邮件", "工作邮箱", "公司邮箱", "企业邮箱", "邮箱地址",
        "email", "mail", "email address", "work email",
    ),
    "manager": (
        "直接上级", "manager", "上级", "直属上级", "上级领导", "直属领导", "直接领导", "部门领导", "领导", "主管",
        "直接主管", "直属主管", "上级主管", "经理", "直线经理", "汇报对象", "汇报人", "汇报上级", "上级姓名",
        "直接上级姓名", "上级工号", "直接上级工号", "supervisor", "superior", "reports to", "line manager",
        "manager number",
    ),
    "department": ("部门", "department", "所属部门", "所在部门", "一级部门", "部门名称", "dept", "team"),
    "cost_centre": ("成本中心", "cost centre", "成本中心编号", "cost center", "costcentre"),
    "language": ("语言", "language", "语种", "lang", "locale"),
    "time_zone": ("时区", "time zone", "工作城市", "城市", "工作地点", "timezone", "city", "location", "office"),
    "country": ("国家", "country", "国家地区", "所在国家", "country code"),
    "roles": ("角色", "roles", "权限", "系统角色", "role"),
    "left": ("在职状态", "status", "状态", "离职", "员工状态", "left", "employment status"),
}  # fmt: skip

#: Without these a table is no list of people.
NEEDED: tuple[Column, ...] = ("number", "name")

#: Rows in which the headings are looked for: some programs put a title above them.
_HEAD = 20


def _plain(text: str) -> str:
    """A heading without what stands in brackets behind it, and without signs."""
    return re.sub(r"[\W_]", "", re.sub(r"[(\[【].*", "", text)).lower()


_KNOWN: Mapping[str, Column] = {_plain(word): column for column, words in WORDS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the columns of a table are (counted from 0), and what stands over each."""

    row: int
    at: Mapping[Column, int]
    said: Mapping[Column, str]
    twice: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def cell(self, row: Row, column: Column) -> Cell:
        """What stands there; empty where the table has no such column or the row is shorter."""
        at = self.at.get(column)
        return "" if at is None or at >= len(row.cells) else row.cells[at]


def headings(sheet: Sheet) -> Headings | None:
    """The first row that has what a list of people needs; of rows that have not, the one with most; None for none."""
    found = [one for row in sheet[:_HEAD] if (one := _of(row)).at]
    whole = next((one for one in found if all(column in one.at for column in NEEDED)), None)
    return whole or max(found, key=lambda one: len(one.at), default=None)


def best(sheets: Sequence[Sheet]) -> tuple[Sheet, Headings] | None:
    """The table with the people in it: the first whose headings say so."""
    known = [(sheet, found) for sheet in sheets if (found := headings(sheet)) is not None]
    whole = next((one for one in known if all(column in one[1].at for column in NEEDED)), None)
    return whole or (known[0] if known else None)


def _of(row: Row) -> Headings:
    at: dict[Column, int] = {}
    said: dict[Column, str] = {}
    twice, unknown = [], []
    for position, cell in enumerate(row.cells):
        if not isinstance(cell, str) or not cell:
            continue
        column = _KNOWN.get(_plain(cell))
        if column is None:
            unknown.append(cell)
        elif column in at:
            twice.append(cell)
        else:
            at[column], said[column] = position, cell
    return Headings(row.number, at, said, tuple(twice), tuple(unknown))
