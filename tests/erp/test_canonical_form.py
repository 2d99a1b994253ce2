"""The canonical form for integrators: what we write passes its schemas, what passes is read, the rest is named.

Two validators that are not ours are the witnesses: jsonschema and xmlschema.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from erp import schema, shape, xml_form
from erp.__main__ import main
from erp.canonical import from_json, to_json
from erp.report import Document, Employee, ExpenseReport, ReportLine
from tests.erp.company import document, line, report

DOCS = Path(__file__).resolve().parents[2] / "docs"
JSON = jsonschema.Draft202012Validator(schema.json_schema())
XSD = xmlschema.XMLSchema(schema.xsd())

#: Text as people write it; XML has no way to say control characters, and that is a test of its own.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n\r"), max_size=30)
AMOUNT = st.decimals(min_value=-99999, max_value=99999, places=2)
DAY = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@st.composite
def lines(draw: st.DrawFn) -> ReportLine:
    net, tax = draw(AMOUNT), draw(AMOUNT)
    foreign = draw(st.booleans())
    return ReportLine(
        **{name: draw(TEXT) for name in ("description", "category", "account", "tax_code", "cost_centre", "project")},
        spent_on=draw(DAY),
        net=net,
        tax=tax,
        gross=net + tax,
        document_digests=(document().digest,) if draw(st.booleans()) else (),
        original_amount=draw(AMOUNT) if foreign else None,
        original_currency="USD" if foreign else "",
        rate=Decimal("7.1045") if foreign else None,
    )


@st.composite
def reports(draw: st.DrawFn) -> ExpenseReport:
    return ExpenseReport(
        reference=draw(st.from_regex(r"[A-Z0-9-]{1,16}", fullmatch=True)),
        employee=Employee(draw(TEXT), draw(TEXT)),
        purpose=draw(TEXT),
        currency=draw(st.sampled_from(["CNY", "JPY", "KWD"])),
        posting_date=draw(DAY),
        lines=tuple(draw(st.lists(lines(), min_size=1, max_size=3))),
        documents=(replace(document(), content=b""),),
    )


@given(reports())
def test_every_report_passes_the_json_schema_and_comes_back(sent: ExpenseReport) -> None:
    values = json.loads(json.dumps(to_json(sent)))

    assert list(JSON.iter_errors(values)) == []
    assert shape.problems(values) == ()
    assert from_json(values) == sent


@given(reports())
def test_every_report_passes_the_xsd_and_comes_back(sent: ExpenseReport) -> None:
    text = xml_form.to_xml(to_json(sent))

    XSD.validate(text)
    values = xml_form.from_xml(text.encode())
    assert shape.problems(values) == ()
    assert from_json(values) == sent


def test_the_table_has_every_field_of_the_values_and_no_other() -> None:
    def names(parts: tuple[shape.Part, ...]) -> set[str]:
        return {part.name for part in parts}

    def of(name: str) -> tuple[shape.Part, ...]:
        return next(part.parts for part in shape.REPORT if part.name == name)

    assert names(shape.REPORT) == {one.name for one in fields(ExpenseReport)}
    assert names(of("lines")) == {one.name for one in fields(ReportLine)}
    assert names(of("employee")) == {one.name for one in fields(Employee)}
    assert names(of("documents")) == {one.name for one in fields(Document)} - {"content"}


def _change(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(values: Any) -> None:
        *way, last = path.split(".")
        for step in way:
            values = values[int(step)] if isinstance(values, list) else values[step]
        if value is _change:
            del values[last]
        else:
            values[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("reference", "EC26/000001", "reference: 'EC26/000001' is no reference such as EC26-000001"),
        ("currency", "yuan", "currency: 'yuan' is no currency such as CNY"),
        ("posting_date", "3 Nov 2026", "posting_date: '3 Nov 2026' is no date such as 2026-11-03"),
        ("lines.0.net", "12,50", "lines.0.net: '12,50' is no decimal such as 88.00"),
        ("lines.0.net", 12.5, "lines.0.net: 12.5 is no text in quotation marks"),
        ("lines.0.colour", "red", "lines.0.colour: is no field of this form"),
        ("lines", [], "lines: has 0, and there must be at least 1"),
        ("lines", "none", "lines: is no list"),
        ("employee", "Wang", "employee: is no object with fields"),
        ("purpose", _change, "purpose: is missing"),
        ("version", "2.0", "version: '2.0' is no version such as 1.0"),
    ],
)
def test_what_is_no_report_is_named_by_its_place_and_the_schema_says_no_too(path: str, value: Any, said: str) -> None:
    values = to_json(report())
    _change(path, value)(values)

    assert shape.problems(values) == (said,)
    assert not JSON.is_valid(values)


def test_a_day_that_does_not_exist_is_no_date() -> None:
    values = to_json(replace(report(), posting_date=date(2026, 2, 28))) | {"posting_date": "2026-02-30"}

    assert shape.problems(values) == ("posting_date: '2026-02-30' is no date such as 2026-11-03",)


def test_what_may_be_left_out_may_be_left_out() -> None:
    whole = to_json(replace(report(), documents=(), lines=(replace(line(), document_digests=(), tax_code=""),)))
    bare = deepcopy(whole)
    for name in ("tax_code", "project", "document_digests", "original_amount", "original_currency", "rate"):
        del bare["lines"][0][name]
    del bare["documents"]

    assert shape.problems(bare) == ()
    assert JSON.is_valid(bare)
    assert from_json(bare) == from_json(whole)


BOMB = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]><r>&a;</r>'
DOUBLED = xml_form.to_xml(to_json(report())).replace("<currency>", "<currency>USD</currency><currency>", 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hello", "this is neither JSON nor XML"),
        (b"<expense_report>", "this is no XML"),
        (b"<note/>", "the root is note, not expense_report"),
        (BOMB, "a document type is refused"),
        (DOUBLED.encode(), "currency (again): is no field of this form"),
        (b"[]", "the report: is no object with fields"),
        (json.dumps(to_json(report()) | {"currency": "cny"}).encode(), "currency: 'cny' is no currency"),
    ],
)
def test_a_file_that_is_no_report_is_refused_with_what_is_wrong(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report"
    file.write_bytes(content)

    assert main(["report", str(file)]) == 1
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""


def test_sums_that_do_not_add_up_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    values = to_json(report())
    values["lines"][0]["net"] = "1.00"
    file = tmp_path / "report.json"
    file.write_text(json.dumps(values), "utf-8")

    assert main(["report", str(file)]) == 1
    assert "net 1.00 + tax 4.98 is not gross 88.00" in capsys.readouterr().err


def test_json_becomes_xml_and_json_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = replace(report(), documents=(replace(document(), content=b""),))
    file = tmp_path / "report.json"
    file.write_text(json.dumps(to_json(bare)), "utf-8")

    assert main(["report", str(file), "--xml"]) == 0
    file.write_text(capsys.readouterr().out, "utf-8")
    assert main(["report", str(file)]) == 0
    assert from_json(json.loads(capsys.readouterr().out)) == bare


def test_a_character_that_xml_cannot_say_is_refused_and_not_dropped() -> None:
    with pytest.raises(ValueError, match="purpose: 'a\\\\x07b' holds a character that XML cannot"):
        xml_form.to_xml(to_json(replace(report(), purpose="a\x07b")))


def test_the_schemas_in_the_docs_are_the_ones_that_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m erp schema --json > docs/expense-report.schema.json`, and the same with --xsd."""
    assert main(["schema", "--json"]) == 0
    assert capsys.readouterr().out == (DOCS / "expense-report.schema.json").read_text("utf-8")
    assert main(["schema", "--xsd"]) == 0
    assert capsys.readouterr().out == (DOCS / "expense-report.xsd").read_text("utf-8")
