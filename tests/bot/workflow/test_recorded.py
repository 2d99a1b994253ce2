"""What an audit entry says about a change of a claim, to the letter."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from bot.claims.line import BY_CLAIMANT, Line, Rate
from bot.claims.money import Money
from bot.store.columns import canonical
from bot.workflow.recorded import content_of, line_of, personal_of
from tests.bot.example_claims import BOSS, LIN, NOODLES, TRAIN, at, draft, submitted

FULL = Line(
    3, "c" * 64, "read", problem="", kind="vat_special_invoice", merchant="Hotel am Tor", spent_on=date(2026, 7, 20),
    paid=Money(Decimal("120.00"), "EUR"), printed_tax=Decimal("7.85"), invoice_number="24112000000012345678",
    buyer_tax_number="91310000MA1K00000X", category="office",
    rate=Rate(Decimal("7.8412"), date(2026, 7, 19), BY_CLAIMANT),
    unsure=frozenset({"total", "date"}), account="6602.09", tax=Decimal("61.55"), tax_code="VAT-S", cost_centre="CC-10",
    project="P-7",
)  # fmt: skip


def test_a_line_is_kept_whole() -> None:
    assert canonical(line_of(FULL, "CNY")) == (
        '{"account":"6602.09","buyer":"","buyer_tax_number":"91310000MA1K00000X","category":"office",'
        '"claimed":{"amount":"940.94","currency":"CNY"},"cost_centre":"CC-10",'
        f'"document":"{"c" * 64}","id":3,"invoice_number":"24112000000012345678","kind":"vat_special_invoice",'
        '"merchant":"Hotel am Tor","paid":{"amount":"120.00","currency":"EUR"},"printed_tax":"7.85","problem":"",'
        '"project":"P-7","rate":{"on":"2026-07-19","source":"claimant","value":"7.8412"},"reading":"read","recalled":null,'
        '"receipt":0,"several":0,"spent_on":"2026-07-20","tax":"61.55","tax_code":"VAT-S","unsure":["date","total"]}'
    )


@pytest.mark.parametrize("name", [field.name for field in fields(Line)])
def test_nothing_about_a_line_changes_without_being_kept(name: str) -> None:
    changes = {"id": 9, "reading": "failed", "spent_on": None, "paid": None, "rate": None, "printed_tax": None,
               "tax": Decimal(1), "unsure": frozenset()}  # fmt: skip
    other = replace(FULL, **{name: changes.get(name, "other")})  # type: ignore[arg-type]
    assert line_of(other, "CNY") != line_of(FULL, "CNY")


def test_an_approval_says_the_amounts_the_route_and_the_rules() -> None:
    before = submitted(NOODLES, TRAIN)
    after = before.approve(BOSS, at(2), amounts={1: Decimal("60.00")})
    assert content_of(before, after, "f" * 64) == {
        "version": after.version,
        "before": "submitted",
        "state": "in_approval",
        "currency": "CNY",
        "claimed": "641.00",
        "approved": "613.00",
        "lines": [1, 2],
        "lowered": [{"line": 1, "claimed": "88.00", "approved": "60.00"}],
        "rules": "f" * 64,
        "route": [
            {
                "level": "manager",
                "approver": "E02",
                "approved_at": at(2).isoformat(),
                "amounts": {"1": "60.00"},
                "approved_by": "",
            },
            {"level": "director", "approver": "E01", "approved_at": None, "amounts": {}, "approved_by": ""},
        ],
    }
    assert personal_of(before, after) == {}


def test_submitting_keeps_the_route_and_the_coding_that_was_worked_out() -> None:
    before, after = draft(NOODLES), submitted(NOODLES)
    content = content_of(before, after, "")
    assert [(step["level"], step["approver"]) for step in content["route"]] == [("manager", "E02"), ("director", "E01")]
    assert content["lowered"] == []
    whose, line = personal_of(before, after)["line 1"]
    assert whose == LIN.number
    assert after.lines[0].account == "6602.01"
    assert line == line_of(after.lines[0], "CNY")


def test_an_entry_about_one_line_says_which_and_keeps_no_other() -> None:
    before = draft(NOODLES, TRAIN)
    corrected = before.correct(LIN, at(1), replace(before.line(2), merchant="Railway"), "merchant")
    assert content_of(before, corrected, "")["line"] == 2
    assert set(personal_of(before, corrected)) == {"note", "line 2"}
    removed = corrected.remove(LIN, at(1), 1)
    content = content_of(corrected, removed, "")
    assert (content["line"], content["lines"]) == (1, [2])
    assert personal_of(corrected, removed) == {}


def test_words_and_purpose_are_personal() -> None:
    before = submitted()
    asked = before.ask(BOSS, at(2), "Who was there?")
    assert personal_of(before, asked) == {"note": (BOSS.number, "Who was there?")}
    told = draft(purpose="")
    assert personal_of(told, told.describe(LIN, at(1), "A fair")) == {"purpose": (LIN.number, "A fair")}
