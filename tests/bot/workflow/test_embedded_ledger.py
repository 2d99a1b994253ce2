"""The verdict on the embedded ledger, as Beancount's own program reads it: what was approved, or what is otherwise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.claims.claim import Claim
from bot.claims.line import Line
from bot.claims.money import Money
from bot.claims.people import People
from bot.claims.states import State
from bot.demo.company import CHART, COMPANY, EMPLOYEES
from bot.workflow.embedded_ledger import EmbeddedLedger
from bot.workflow.reports import expense_report

DAY = date(2026, 11, 24)
PEOPLE = People(EMPLOYEES)
LINE = Line(
    1, None, "read", merchant="云溪小馆", spent_on=DAY, paid=Money(Decimal("88.00"), "CNY"), category="meals",
    account="6601.02", tax=Decimal("4.98"), cost_centre=PEOPLE["E1001"].cost_centre,
)  # fmt: skip
CLAIM = Claim("EC26-000001", "E1001", "CNY", "客户拜访", (LINE,), State.POSTED, posted_on=DAY)


@pytest.fixture
def ledger(tmp_path: Path) -> EmbeddedLedger:
    """A ledger that holds the claim."""
    embedded = EmbeddedLedger(tmp_path / "ledger", COMPANY, PEOPLE, CHART, date(2026, 1, 1))
    report = expense_report(CLAIM, PEOPLE["E1001"], {}, DAY)
    embedded.connector.post(embedded.connector.ensure_draft(report))
    return embedded


def by_hand(ledger: EmbeddedLedger, old: str, new: str) -> None:
    """Somebody edits the month's file."""
    month = ledger.folder / "months" / "2026-11.beancount"
    text = month.read_text("utf-8")
    assert old in text
    month.write_text(text.replace(old, new), "utf-8")


def test_a_ledger_that_holds_what_was_approved_and_paid_has_no_differences(ledger: EmbeddedLedger) -> None:
    assert ledger.differences([CLAIM]) == []
    ledger.pay("EC26-000001", date(2026, 11, 27))
    paid = Claim("EC26-000001", "E1001", "CNY", "", (LINE,), State.PAID, posted_on=DAY, paid_on=date(2026, 11, 27))
    assert ledger.differences([paid]) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("83.02 CNY", "83.03 CNY", "83.03"),
        (f"{DAY} *", "2026-11-23 *", "2026-11-23"),
        ('employee: "E1001"', 'employee: "E1002"', "E1002"),
        (" CNY", " USD", "USD"),
        ('cost_centre: "', 'cost_centre: "X', "X"),
        ("Expenses:6601-02", "Expenses:6601-05", "6601-05"),
    ],
)
def test_whatever_is_changed_by_hand_is_a_difference(ledger: EmbeddedLedger, old: str, new: str, said: str) -> None:
    by_hand(ledger, old, new)
    [difference] = ledger.differences([CLAIM])
    assert said in difference.partition("in the ledger")[2]


def test_what_nobody_approved_is_a_difference(ledger: EmbeddedLedger) -> None:
    assert ledger.differences([]) == ["EC26-000001: in the ledger, but nobody approved it"]
