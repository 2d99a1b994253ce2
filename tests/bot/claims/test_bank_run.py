"""Rows of a bank, whatever their columns: which claim each means, and whether it can be marked as paid."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.claims.bank_run import Cell, matched, rows_of
from bot.claims.claim import Claim
from tests.bot.claims.cast import DAY, KAI, NOW, posted, posting

CLAIM = posted()
AMOUNT = str(CLAIM.approved.amount)
OTHER = str(CLAIM.approved.amount + 1)


def verdict(claim: Claim, *cells: Cell, by: str = KAI.number, default: date = DAY, today: date = DAY) -> list[str]:
    known = {claim.reference: claim, claim.voucher_number: claim}
    return [one.verdict for one in matched(rows_of([cells]), known, by, default, today)]


@pytest.mark.parametrize(
    "cells",
    [
        (CLAIM.reference,),
        (f"报销 {CLAIM.reference.lower()} 林", AMOUNT),
        (CLAIM.voucher_number, AMOUNT, DAY),
        (f"{CLAIM.reference};x", f"-{AMOUNT}", "2026/11/24"),
        ("7", CLAIM.reference, f"¥{AMOUNT}", "20261124"),
        (CLAIM.voucher_number,),
    ],
)
def test_a_row_is_found_by_reference_or_voucher_number_whatever_its_columns(cells: tuple[Cell, ...]) -> None:
    assert verdict(CLAIM, *cells) == ["ready"]


def test_what_cannot_be_marked_says_why() -> None:
    assert verdict(CLAIM, CLAIM.reference, OTHER) == ["differs"]
    assert verdict(CLAIM, "EC26-999999", AMOUNT) == ["unknown"]
    assert verdict(CLAIM, CLAIM.reference, by=CLAIM.claimant) == ["own"]
    assert verdict(CLAIM.pay(NOW, DAY), CLAIM.reference) == ["paid"]
    assert verdict(CLAIM.mark_paid(KAI, NOW, DAY), CLAIM.reference) == ["marked"]
    assert verdict(CLAIM.ask_reversal(KAI, NOW, "Twice"), CLAIM.reference) == ["reversal"]
    assert verdict(posting(), CLAIM.reference) == ["unposted"]
    assert verdict(CLAIM, CLAIM.reference, DAY + timedelta(days=1)) == ["future"]
    assert verdict(CLAIM, CLAIM.reference, DAY - timedelta(days=1)) == ["early"]


def test_a_second_row_of_the_same_claim_is_not_marked_and_headings_are_left_out() -> None:
    rows = rows_of([("日期", "金额"), (CLAIM.reference, AMOUNT), (CLAIM.voucher_number, AMOUNT), ()])
    found = matched(rows, {CLAIM.reference: CLAIM, CLAIM.voucher_number: CLAIM}, KAI.number, DAY, DAY)
    assert [(one.row.number, one.verdict) for one in found] == [(2, "ready"), (3, "twice")]


def test_a_number_that_is_no_day_is_no_day() -> None:
    (row,) = rows_of([("20269999", "2026-11-0123", "12.5")])
    assert (row.on, row.amounts) == (None, (Decimal("20269999"), Decimal("12.5")))
