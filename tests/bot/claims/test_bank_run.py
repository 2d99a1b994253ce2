"""Rows of a bank, whatever their columns: which claim each means, and whether it can be marked as paid."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.claims.bank_columns import Cell
from bot.claims.bank_run import matched, rows_of
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
    (row,) = rows_of([("20269999", "2026-11-0123")])
    assert (row.on, row.amounts) == (None, (Decimal("20269999"),))


BALANCE = str(CLAIM.approved.amount + 5000)
TITLE = ("示例科技有限公司", "账号 6222 0000 0000 0000")


@pytest.mark.parametrize(
    ("headings", "cells", "expected"),
    [
        # Only the amount's column is the amount, whatever else is a number.
        (("交易日期", "摘要", "金额（元）", "余额"), (DAY, CLAIM.reference, AMOUNT, BALANCE), "ready"),
        (("交易日期", "摘要", "金额（元）", "余额"), (DAY, CLAIM.reference, BALANCE, AMOUNT), "differs"),
        (("日期", "摘要", "借方发生额", "贷方发生额"), (DAY, CLAIM.reference, AMOUNT, ""), "ready"),
        # Money that came in is none that went out.
        (("日期", "摘要", "借方发生额", "贷方发生额"), (DAY, CLAIM.reference, "", AMOUNT), "unclear"),
        (("Date", "Details", "Paid out", "Amount"), ("2026-11-24", CLAIM.reference, AMOUNT, OTHER), "ready"),
        (("Date", "Details", "Amount", "Amount (USD)"), (DAY, CLAIM.reference, AMOUNT, OTHER), "unclear"),
        # A voucher number where it is said to be one, and not what happens to be the same number elsewhere.
        (("No", "Voucher number", "Amount"), ("1", CLAIM.voucher_number, AMOUNT), "ready"),
        (("Customer", "Voucher number", "Amount"), (CLAIM.voucher_number, "JE-999", AMOUNT), "unknown"),
        # The day of payment, not the first day of the row.
        (("打印日", "付款日期", "单号", "金额"), (DAY - timedelta(days=9), DAY, CLAIM.reference, AMOUNT), "ready"),
        # Without headings: one number that looks like money is the amount, of two nobody knows.
        ((), ("3", CLAIM.reference, f"{CLAIM.approved.amount:.2f}"), "ready"),
        ((), (CLAIM.reference, f"{CLAIM.approved.amount:.2f}".replace(".", ",")), "ready"),
        ((), (CLAIM.reference, f"{CLAIM.approved.amount:.2f}", "5000.00"), "unclear"),
        ((), (f"{CLAIM.reference} {CLAIM.approved.amount:.2f} 2026-11-24",), "ready"),
        ((), (f"{CLAIM.reference} 7.00",), "differs"),
        ((), (f"{CLAIM.reference}, EC26-000999", AMOUNT), "unclear"),
    ],
)
def test_columns_are_told_by_their_headings_or_by_what_stands_in_them(
    headings: tuple[Cell, ...], cells: tuple[Cell, ...], expected: str
) -> None:
    table = [TITLE, headings, cells] if headings else [cells]
    known = {CLAIM.reference: CLAIM, CLAIM.voucher_number: CLAIM}
    assert [one.verdict for one in matched(rows_of(table), known, KAI.number, DAY, DAY)] == [expected]
