"""Text and names: what people type goes into Beancount and comes back, by our reader and by Beancount's own."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erp.canonical import from_json, to_json
from erp.connectors.ledger import Account, LedgerConnector, LedgerSettings, create, read_settings
from erp.connectors.ledger.amounts import Sum, Unreadable
from erp.connectors.ledger.reading import Transaction, read_entry
from erp.connectors.ledger.settings import is_account_name, sub_account
from erp.connectors.ledger.writing import number, quoted
from erp.errors import Misconfigured
from erp.report import Employee
from tests.erp.company import SETTINGS, line, report

TEXTS = [
    "差旅费 深圳→北京",
    'he said "no"',
    "back\\slash \\n \\",
    "two\nlines\tand a tab",
    "🍜👨‍👩‍👧 emoji",
    "; not a comment ^EC26-999999 #tag",
    '2026-11-03 * "fake" ^EC26-999999',
    "\n2026-11-03 open Assets:Fake\n",
    "'single' `back` $(x) {cost} @ 5 CNY",
    "ي RTL ‮ override",
    "'; DROP TABLE",
    "",
]


def test_every_text_comes_back_from_our_reader_and_from_beancount(ledger: LedgerConnector) -> None:
    for index, text in enumerate(TEXTS):
        ledger.post(ledger.ensure_draft(report(f"EC26-{index}", purpose=text, lines=(line(description=text or "x"),))))
    assert [ledger.find(f"EC26-{index}")[0].purpose for index in range(len(TEXTS))] == TEXTS
    assert ledger.find("EC26-1")[0].lines[0].description == TEXTS[1]
    assert ledger.find("EC26-999999") == []
    query = "SELECT DISTINCT narration WHERE account ~ '^Liabilities'"
    program = Path(sys.executable).parent / "bean-query"
    answer = subprocess.run(
        [program, "-f", "csv", ledger.folder / "main.beancount", query], capture_output=True, check=True
    ).stdout.decode("utf-8")
    rows = [row[0] if row else "" for row in csv.reader(io.StringIO(answer, newline=""))][1:]
    # bean-query's CSV strips spaces and line ends at the edges of a text.
    assert {row.strip() for row in rows} == {text.strip() for text in TEXTS}
    assert ledger.check().problems == ()


@settings(deadline=None)
@given(st.text())
def test_any_text_becomes_one_line_and_keeps_what_can_be_seen(text: str) -> None:
    written = quoted(text)
    assert "\n" not in written
    assert "\r" not in written
    entry = read_entry("x", f"2026-11-03 * {written} ^A\n".encode())
    assert isinstance(entry, Transaction)
    assert visible(entry.narration) == visible(text)


def visible(text: str) -> str:
    """Without what may become a space."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in plain if char in "\n\t" or (char.isprintable() and char != " "))


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_an_amount_is_written_without_exponent_and_read_back_exactly(amount: Decimal) -> None:
    assert "E" not in number(amount)
    assert Decimal(number(amount)) == amount


@settings(deadline=None)
@given(
    st.recursive(
        st.decimals(1, 1000, places=2).map(lambda d: ([f"{d}"], d)),
        lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(
            lambda three: (
                ["(", *three[0][0], ")", three[1], "(", *three[2][0], ")"],
                {"+": three[0][1] + three[2][1], "-": three[0][1] - three[2][1], "*": three[0][1] * three[2][1]}[
                    three[1]
                ],
            )
        ),
        max_leaves=5,
    )
)
def test_amounts_are_calculated_as_beancount_does(calculation: tuple[list[str], Decimal]) -> None:
    texts, value = calculation
    assert Sum("x", texts).value() == value


def test_multiplication_binds_closer_and_a_sum_goes_from_left_to_right() -> None:
    assert Sum("x", ["10", "-", "2", "-", "3", "*", "2"]).value() == 2
    assert Sum("x", ["-", "8", "/", "2", "/", "2"]).value() == -2
    for nonsense in (["1", "/", "0"], ["(", "1"], ["1", "2"], [], ["*"]):
        with pytest.raises(Unreadable):
            Sum("x", nonsense).value()


GOOD_NAMES = ["Expenses:6602-03", "Expenses:A差旅费", "Assets:1002:N招商", "Expenses:É", "Expenses:3a"]
BAD_NAMES = ["expenses:1", "Expenses", "Expenses:", "Expenses:差旅费", "Expenses:a", "Expenses:-1", "Expenses:A b"]
BAD_NAMES += ["Expenses:6602.03", "Spesen:1", "Expenses:A_b"]


@pytest.mark.parametrize("name", GOOD_NAMES + BAD_NAMES)
def test_an_account_name_is_valid_exactly_when_beancount_takes_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.beancount").write_text(f"2000-01-01 open {name}\n", "utf-8")
    program = Path(sys.executable).parent / "bean-check"
    taken = subprocess.run([program, tmp_path / "x.beancount"], capture_output=True).returncode == 0
    assert is_account_name(name) is taken is (name in GOOD_NAMES)


def test_we_are_stricter_where_beancount_looks_at_the_beginning_only() -> None:
    # Beancount 3.2 refuses Expenses:招商 and takes Assets:1002:招商, because its pattern is not tied to the end.
    assert not is_account_name("Assets:1002:招商")


@pytest.mark.parametrize(
    ("employee", "part"),
    [("E1001", "E1001"), ("1001", "1001"), ("e.1/2", "N-e-1-2"), ("王伟", "N-王伟"), ("E_1", "E-1")],
)
def test_an_employee_number_becomes_a_part_of_an_account_name(employee: str, part: str) -> None:
    assert sub_account(employee) == part
    assert is_account_name(f"Liabilities:2241:{part}")


@settings(deadline=None)
@given(st.text(min_size=1))
def test_any_employee_number_gives_a_valid_account(employee: str) -> None:
    assert is_account_name(f"Liabilities:2241:{sub_account(employee)}")


def test_a_ledger_of_odd_names_passes_beancounts_check(tmp_path: Path) -> None:
    odd = replace(
        SETTINGS,
        title='a "b"\nc',
        employees=(Employee("e.1/2", '欧阳 "O\'Neil" 🍜'), Employee("王伟", "王伟")),
        accounts=(*SETTINGS.accounts, Account("x", "Expenses:A差旅费", '差旅费 \\ "x"')),
    )
    create(tmp_path / "l", odd)
    ledger = LedgerConnector(tmp_path / "l", odd)
    claim = report(employee=odd.employees[0], lines=(line(account="x"),))
    assert ledger.post(ledger.ensure_draft(claim)).lines[-1].account == "2241"
    assert ledger.check().problems == ()


def test_all_problems_of_the_settings_are_said_together() -> None:
    with pytest.raises(Misconfigured) as problems:
        LedgerSettings(
            title="x",
            currency="RMB¥",
            accounts=(
                Account("1", "Expenses:差旅", "x"),
                Account("1", "Liabilities:2241", "x"),
                Account("2", "Liabilities:2241:E1", "x"),
                Account("3", "Liabilities:2241:E1", "x"),
                Account("2241", "Liabilities:2241", "x"),
            ),
            payable="2241",
            input_tax="7",
            bank="8",
            employees=(Employee("E.1", "a"), Employee("E/1", "b")),
        )
    text = problems.value.message
    for wanted in (
        "RMB¥",
        "Expenses:差旅",
        "code 1 is there twice",
        "two account codes lead to Liabilities:2241:E1",
        "input_tax = '7'",
        "bank = '8'",
        "lies under the payable",
        "share the sub-account E-1",
    ):
        assert wanted in text


def test_a_section_with_mistakes_is_refused_with_all_of_them() -> None:
    with pytest.raises(Misconfigured) as problems:
        read_settings(
            {"title": "x", "colour": "blue", "accounts": {"1": "Assets:1"}, "employees": [], "closed_until": "x"}
        )
    lines = problems.value.message.splitlines()
    assert len(lines) == 5
    # First what is wrong, then in one line what is missing.
    assert lines[-1] == "erp.ledger: missing: bank, currency, input_tax, payable"
    assert all(line.startswith("erp.ledger: ") for line in lines)


def test_a_report_survives_its_json_form() -> None:
    claim = report(lines=(line(original_amount=Decimal("12.00"), original_currency="USD", rate=Decimal("7.1234")),))
    bare = replace(claim, documents=tuple(replace(paper, content=b"") for paper in claim.documents))
    assert from_json(to_json(claim)) == bare
    with pytest.raises(ValueError, match="version 2"):
        from_json(to_json(replace(claim, version="2.0")))
