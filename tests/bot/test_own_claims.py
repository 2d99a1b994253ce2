"""One's own claims as rows: each says where it is, whose turn it is, and since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.claims.states import State
from bot.claims.whereabouts import OPEN, PARTS, Sum, part_of
from bot.views.own_claims import own_row, own_totals
from tests.bot.example_claims import BOOKS, BOSS, CLAIMS, COMPANY, LIN, PEOPLE, TODAY, at

ENGLISH = replace(LIN, locale="en")


def notes(name: str) -> tuple[str, ...]:
    """What the row of an example says, in English."""
    return own_row(CLAIMS[name](), ENGLISH, PEOPLE, COMPANY, TODAY).notes


def test_every_state_is_in_one_part() -> None:
    assert sorted(state for states in PARTS.values() for state in states) == sorted(State)
    assert {part_of(state) for state in OPEN} == {"with_me", "waiting", "coming"}


@pytest.mark.parametrize("name", CLAIMS)
def test_every_claim_has_a_row_in_both_languages(name: str) -> None:
    for viewer in (LIN, ENGLISH):
        row = own_row(CLAIMS[name](), viewer, PEOPLE, COMPANY, TODAY)
        assert all(row.notes)
        assert row.target.startswith("EC26-000001:")


def test_a_row_says_whose_turn_it_is_and_since_when() -> None:
    assert notes("submitted") == ("Waiting for Mia Chen since 24 Jul 2026 10:30 (3 days).",)
    assert notes("in_approval") == ("Waiting for Tom Berger since 24 Jul 2026 11:30 (3 days).",)
    # What the bookkeeper does to it meanwhile is no new beginning.
    approved = CLAIMS["approved"]()
    line = replace(approved.lines[0], account="6602.09")
    row = own_row(approved.recode(BOOKS, at(40), line), ENGLISH, PEOPLE, COMPANY, TODAY)
    assert row.notes == (
        "CN¥613.00 of CN¥641.00 was approved.",
        "With the bookkeeper since 25 Jul 2026 05:30 (2 days).",
    )
    assert row.amount == "CN¥613.00"


def test_of_what_a_bookkeeper_marked_as_paid_the_claimant_reads_that() -> None:
    marked = CLAIMS["posted"]().mark_paid(BOOKS, at(40), date(2026, 7, 26))
    said = own_row(marked, ENGLISH, PEOPLE, COMPANY, TODAY).notes
    assert said[-1].startswith("周敏 said that it was paid on 26 Jul 2026.")


def test_a_question_is_the_claimants_turn() -> None:
    asked = own_row(CLAIMS["submitted, asked"](), ENGLISH, PEOPLE, COMPANY, TODAY)
    assert (asked.mine, [action for action, _ in asked.actions]) == (True, ["withdraw"])
    reminded = CLAIMS["submitted"]().remind(LIN, at(72))
    assert [action for action, _ in own_row(reminded, LIN, PEOPLE, COMPANY, TODAY).actions] == ["withdraw"]
    assert BOSS.name in str(own_row(reminded, LIN, PEOPLE, COMPANY, TODAY).notes)


def test_totals_are_by_currency_and_of_what_was_approved_once_it_is() -> None:
    sums = (
        Sum(State.APPROVED, "CNY", 1, Decimal(100), Decimal(80)),
        Sum(State.POSTED, "CNY", 1, Decimal(20), Decimal(20)),
        Sum(State.POSTED, "EUR", 1, Decimal(7), Decimal(7)),
        Sum(State.SUBMITTED, "CNY", 2, Decimal(60), Decimal(50)),
        Sum(State.PAID, "CNY", 9, Decimal(900), Decimal(900)),
        Sum(State.DRAFT, "CNY", 1, Decimal(5), Decimal(5)),
    )
    coming, waiting = "On its way to you: CN¥100.00 and €7.00", "Waiting for approval: CN¥60.00"
    assert own_totals(sums, ENGLISH) == (coming, waiting)
    assert own_totals(sums, ENGLISH, paid=True) == (coming, waiting, "Paid: CN¥900.00")
