"""A list of people, as a personnel department hands it in: what is understood, and what is said of what is not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.claims.people import Employee, Role
from bot.founding.charter import name_of
from bot.founding.problems import Problem, Refused, told
from bot.founding.remarks import nobody_above
from bot.founding.roster import Home, Roster, read
from bot.founding.template import template
from bot.wording import wording

HEADS = "工号,姓名,邮箱,直接上级,部门,成本中心,语言,时区,国家,角色,在职状态"
HOME = Home("zh", "Asia/Shanghai", "CN")


def xlsx(*rows: Sequence[Any], formats: dict[str, str] | None = None) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cell, form in (formats or {}).items():
        sheet[cell].number_format = form
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv(*lines: str) -> bytes:
    return "\n".join((HEADS, *lines)).encode()


def of(content: bytes, name: str = "people.csv", known: Sequence[Employee] = ()) -> Roster:
    return read(content, name, HOME, known)


def problems(content: bytes, known: Sequence[Employee] = ()) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refusal:
        of(content, known=known)
    return refusal.value.problems


def refused(content: bytes, locale: str = "en", known: Sequence[Employee] = ()) -> list[str]:
    return [told(problem, wording(locale)) for problem in problems(content, known)]


def test_a_row_becomes_an_employee() -> None:
    found = of(csv(
        "E1,王伟,wang@example.com,,管理层,CC-90,,,,,",
        "E2,Sam Carter,sam@example.com,E1,销售部,CC-10,English,New York,美国,会计、管理员,在职",
    ))  # fmt: skip
    assert found.employees == (
        Employee("E1", "王伟", "wang@example.com", None, "管理层", "CC-90", "zh", "Asia/Shanghai", "CN"),
        Employee("E2", "Sam Carter", "sam@example.com", "E1", "销售部", "CC-10", "en", "America/New_York", "US",
                 frozenset({Role.BOOKKEEPER, Role.ADMINISTRATOR})),
    )  # fmt: skip


LINES = "工号,姓名,上级\nE1,王伟,\nE2,林小雨,E1\n"


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode(),
        LINES.encode("utf-8-sig"),
        LINES.encode("gbk"),
        LINES.encode("utf-16"),
        LINES.replace(",", ";").encode(),
        LINES.replace(",", "\t").encode(),
        LINES.replace("\n", "\r\n").encode("gb18030"),
        ("sep=;\n" + LINES.replace(",", ";")).encode(),
        ("\n人员名单,,\n" + LINES + ",,\n\n").encode(),
        LINES.replace("工号", "Employee No.").replace("姓名", "Full name (名)").replace("上级", "Reports to").encode(),
        LINES.replace("工号", " 员工编号 *").replace("E1,王伟", '"E1"," 王伟　"').encode(),
        LINES.replace("E1", "Ｅ１").encode(),
        xlsx(["工号", "姓名", "上级"], ["E1", "王伟"], ["E2", "林小雨", "E1"]),
        xlsx(["人员名单"], [], ["工号", "姓名", "上级"], ["E1", "王伟", None], [], ["E2", "林小雨", "E1"]),
    ],
)  # fmt: skip
def test_whatever_program_wrote_it(content: bytes) -> None:
    assert [(one.number, one.name, one.manager) for one in of(content).employees] == [
        ("E1", "王伟", None), ("E2", "林小雨", "E1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        (b"number,name\n00123,A\n", ["00123"]),
        (b"number,name\n123.0,A\n", ["123"]),
        (b"number,name\n'00123,A\n", ["00123"]),
        (b'number,name\n"=""00123""",A\n', ["00123"]),
        (xlsx(["number", "name"], [123, "A"]), ["123"]),
        (xlsx(["number", "name"], [123.0, "A"], [124, "B"], formats={"A2": "00000"}), ["00123", "124"]),
        (xlsx(["number", "name"], ["00123", "A"]), ["00123"]),
    ],
)
def test_a_number_stays_what_it_was_for_people(content: bytes, numbers: list[str]) -> None:
    assert [one.number for one in of(content).employees] == numbers


@pytest.mark.parametrize("said", ["E1", "e1", "王伟", "WANG@example.com", "王伟 (E1)", "E1 王伟"])
def test_a_manager_is_found_by_number_name_or_address(said: str) -> None:
    found = of(csv(f"E2,林小雨,,{said},,,,,,,", "E1,王伟,wang@example.com,,,,,,,,"))
    assert found.employees[0].manager == "E1"


def test_a_manager_whose_zeros_a_spreadsheet_has_eaten_is_found() -> None:
    assert of(b"number,name,manager\n00123,A,\n00124,B,123\n").employees[1].manager == "00123"


def test_the_sheet_with_the_people_is_found_behind_another() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Read me first"])
    people = book.create_sheet("People")
    people.append(["Name", "Employee number"])
    people.append(["A", "E1"])
    file = io.BytesIO()
    book.save(file)
    assert of(file.getvalue()).employees[0].number == "E1"


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("name", ["people.csv", "people.xlsx"])
def test_the_template_has_one_example_that_is_passed_over(locale: str, name: str) -> None:
    content = template(name, wording(locale))
    with pytest.raises(Refused) as refusal:
        of(content, name)
    assert [problem.key for problem in refusal.value.problems] == ["roster-nobody"]
    # With the first word of its number away, the example is a whole employee.
    if name.endswith(".csv"):
        text = content.decode("utf-8-sig").replace("例 E1001", "E1001").replace("e.g. E1001", "E1001")
        (one,) = of(text.replace("E1000", "").encode(), name).employees
        assert (one.time_zone, one.country, one.roles) == ("Asia/Shanghai", "CN", frozenset({Role.BOOKKEEPER}))


def test_a_list_as_an_office_keeps_it() -> None:
    """A title over the headings, columns of its own, words of its own, a count at the foot."""
    found = of(
        xlsx(
            ["星河仪器（杭州）有限公司 员工花名册"],
            ["序号", "工号", "姓名", "所在部门", "职务", "直属领导", "企业邮箱", "入职日期"],
            [1, "0001", "陈思远", "总经办", "总经理", None, "chen@xinghe.example", date(2020, 1, 1)],
            [2, "0002", "周敏", "财务部", "经理", "陈思远", "zhou@xinghe.example", date(2020, 1, 1)],
            ["合计", None, "2人"],
            ["制表人：马超"],
        )
    )
    assert [(one.number, one.department, one.manager, one.email) for one in found.employees] == [
        ("0001", "总经办", None, "chen@xinghe.example"),
        ("0002", "财务部", "0001", "zhou@xinghe.example"),
    ]
    assert found.passed_over == ("序号", "职务", "入职日期")
    assert nobody_above(found.employees) == ()
    without = [replace(one, manager=None) for one in found.employees]
    assert [problem.key for problem in nobody_above(without)] == ["roster-no_managers"]


def test_a_company_in_china_has_the_brackets_of_its_licence() -> None:
    assert name_of("星河仪器(杭州)有限公司") == "星河仪器（杭州）有限公司"
    assert name_of("Aurora (Asia) Ltd") == "Aurora (Asia) Ltd"


CELLS = [
    (",王伟,,,,,,,,,", 2, "工号", "roster-no_number"),
    ("E 1,王伟,,,,,,,,,", 2, "工号", "roster-odd_number"),
    ("E1" * 20 + ",王伟,,,,,,,,,", 2, "工号", "roster-too_long"),
    ("E1,,,,,,,,,,", 2, "姓名", "roster-no_name"),
    ("E1,王伟,wang.example.com,,,,,,,,", 2, "邮箱", "roster-odd_email"),
    ("E1,王伟,,,,,Klingon,,,,", 2, "语言", "roster-odd_language"),
    ("E1,王伟,,,,,,Mars,,,", 2, "时区", "roster-odd_zone"),
    ("E1,王伟,,,,,,,Atlantis,,", 2, "国家", "roster-odd_country"),
    ("E1,王伟,,,,,,,,会计、国王,", 2, "角色", "roster-odd_role"),
    ("E1,王伟,,,,,,,,,也许", 2, "在职状态", "roster-odd_status"),
    ("E1,王伟,,E1,,,,,,,", 2, "直接上级", "roster-manager_self"),
    ("E1,王伟,,E9,,,,,,,", 2, "直接上级", "roster-manager_unknown"),
    ("E1,#N/A,,,,,,,,,", 2, "姓名", "roster-formula"),
    ("E1,王伟,,,,,,,,,\ne1,林,,,,,,,,,", 3, "工号", "roster-number_twice"),
    ("E-1,王伟,,,,,,,,,\nE.1,林,,,,,,,,,", 3, "工号", "roster-number_twice"),
    ("E1,王伟,a@b.cn,,,,,,,,\nE2,林,A@b.cn,,,,,,,,", 3, "邮箱", "roster-email_twice"),
    ("E1,王伟,,,,,,,,,\nE2,王伟,,,,,,,,,\nE3,林,,王伟,,,,,,,", 4, "直接上级", "roster-manager_unclear"),
    ("E1,王伟,,,,,,,,,离职\nE2,林,,E1,,,,,,,", 3, "直接上级", "roster-manager_left"),
    ("E1,王,,E3,,,,,,,\nE2,林,,E1,,,,,,,\nE3,梅,,E2,,,,,,,", 2, "直接上级", "roster-circle"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "row", "column", "key"), CELLS)
def test_what_is_wrong_in_a_cell_is_said_with_its_place(lines: str, row: int, column: str, key: str) -> None:
    (problem,) = problems(csv(*lines.split("\n")))
    assert (problem.row, problem.column, problem.key) == (row, column, key)
    assert told(problem, wording("en")).startswith(f"Row {row}, “{column}”: ")
    assert told(problem, wording("zh")).startswith(f"第 {row} 行“{column}”：")


def test_the_sentence_says_what_to_do_next() -> None:
    assert refused(csv("E1,王伟,,,,,,,,,", "E2,王伟,,,,,,,,,", "E3,林,,王伟,,,,,,,")) == [
        "Row 4, “直接上级”: Several people are called “王伟”: E1, E2. Write the employee number."
    ]
    assert refused(csv("E1,王,,E3,,,,,,,", "E2,林,,E1,,,,,,,", "E3,梅,,E2,,,,,,,"), "zh") == [
        "第 2 行“直接上级”：上级关系成了一个圈：E1 → E3 → E2 → E1。其中一人须改换上级，或没有上级。"
    ]


FILES = [
    (b"", "sheet-empty"),
    (b"  \n \n", "sheet-empty"),
    (b"x" * 5_000_001, "sheet-too_large"),
    (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "sheet-old_excel"),
    (b"PK\x03\x04" + b"\0" * 100, "sheet-broken_xlsx"),
    (b"\x89PNG\r\n\x1a\n\0\0", "sheet-not_a_table"),
    (b"hello\nworld\n", "roster-no_headings"),
    ("工号,邮箱\nE1,a@b.cn\n".encode(), "roster-no_column"),
    ("姓名,邮箱\n王伟,a@b.cn\n".encode(), "roster-no_column"),
    ("工号,姓名,员工编号\nE1,王伟,E2\n".encode(), "roster-column_twice"),
    (HEADS.encode(), "roster-nobody"),
    ("工号,姓名\n".encode() + b"E1,A\n" * 20_001, "sheet-too_many_rows"),
    (("工号,姓名," + "x," * 80).encode(), "sheet-too_many_columns"),
    (xlsx(["工号", "姓名"], [date(2026, 1, 2), "王伟"]), "roster-date"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "key"), FILES, ids=[key for _, key in FILES])
def test_a_file_that_is_no_list_is_refused_in_words(content: bytes, key: str) -> None:
    assert [problem.key for problem in problems(content)] == [key]
    assert "Traceback" not in refused(content)[0]


def test_everything_wrong_is_said_at_once_and_in_the_order_of_the_rows() -> None:
    places = [
        said.split(":")[0] for said in refused(csv("E1,,x,E9,,,,,,,", "E1,林,,,,,Klingon,,,国王,", ",梅,,,,,,,,,"))
    ]
    assert places == ["Row 2, “姓名”", "Row 2, “邮箱”", "Row 2, “直接上级”", "Row 3, “语言”", "Row 3, “角色”",
                      "Row 3, “工号”", "Row 4, “工号”"]  # fmt: skip


def test_a_workbook_that_unpacks_without_end_is_not_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in zipfile_parts(xlsx(["工号", "姓名"], ["E1", "王伟"])):
            parts.writestr(name, content)
        parts.writestr("xl/media/bomb.bin", b"\0" * 41_000_000)
    (said,) = refused(file.getvalue())
    assert said.startswith("The file holds more than 40 MB once it is unpacked")


def test_a_workbook_full_of_entities_is_refused() -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "' + "a" * 1000 + '">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 50}">' for a, b in zip("abcdef", "bcdefg", strict=True)
    ) + "]>"  # fmt: skip
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in zipfile_parts(xlsx(["工号", "姓名"], ["E1", "王伟"])):
            text = content.decode()
            parts.writestr(name, entities + text.replace("工号", "&g;") if name.endswith("sheet1.xml") else content)
    assert refused(file.getvalue()) == [
        "The workbook is damaged and cannot be read. Open it in Excel and save it once more."
    ]


def zipfile_parts(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return [(name, parts.read(name)) for name in parts.namelist()]


KEEPS = frozenset({Role.BOOKKEEPER})
WANG = Employee("00123", "王伟", "wang@example.com", None, "销售部", "CC-10", "en", "Europe/Berlin", "DE", KEEPS)


def test_what_a_list_has_no_column_for_stays_as_it_was() -> None:
    found = of("工号,姓名,部门\n00123,王维,\n00124,林小雨,\n".encode(), known=[WANG])
    assert found.employees[0] == Employee(
        "00123", "王维", "wang@example.com", None, "", "CC-10", "en", "Europe/Berlin", "DE", KEEPS
    )  # fmt: skip
    assert found.employees[1] == Employee("00124", "林小雨", "", locale="zh", time_zone="Asia/Shanghai")


def test_a_known_person_is_not_made_another_by_a_lost_zero() -> None:
    (problem,) = problems("工号,姓名\n123,王伟\n".encode(), known=[WANG])
    assert (problem.key, problem.values) == ("roster-number_alike", {"given": "123", "known": "00123"})


def test_a_manager_may_be_somebody_who_is_not_in_the_list() -> None:
    assert of("工号,姓名,上级\n00124,林小雨,王伟\n".encode(), known=[WANG]).employees[0].manager == "00123"


@given(st.binary(max_size=400))
def test_no_bytes_do_anything_but_become_a_list_or_a_refusal(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", HEADS.encode() + b"\n"):
        with suppress(Refused):
            of(start + content)


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=40))
def test_no_damage_to_a_workbook_does_anything_else_either(at: int, damage: bytes) -> None:
    whole = xlsx(["工号", "姓名"], ["E1", "王伟"])
    with suppress(Refused):
        of(whole[:at] + damage + whole[at + len(damage) :], "people.xlsx")
