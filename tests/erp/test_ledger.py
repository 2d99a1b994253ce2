"""The embedded ledger: what is written, what Beancount says to it, and what is read back after people edited it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from erp.connectors.ledger import LedgerConnector, create, witness
from erp.world import World
from tests.contracts.connector import ConnectorContract
from tests.erp.company import SETTINGS, report
from tests.erp.worlds import LedgerWorld


class TestLedger(ConnectorContract):
    @pytest.fixture
    def world(self, tmp_path: Path) -> World:
        return LedgerWorld(tmp_path / "ledger")


@pytest.fixture
def ledger(tmp_path: Path) -> LedgerConnector:
    create(tmp_path / "ledger", SETTINGS)
    return LedgerConnector(tmp_path / "ledger", SETTINGS)


def test_a_report_is_booked_once_and_beancount_agrees(ledger: LedgerConnector) -> None:
    claim = report()
    draft = ledger.ensure_draft(claim)
    ledger.ensure_attachment(draft, claim.documents[0])
    posted = ledger.post(draft)
    assert ledger.post(draft) == posted
    assert ledger.find(claim.reference) == [posted]
    assert posted.voucher_number == "2026-11-0001"
    assert ledger.check().problems == ()
    assert [(row.account, row.amount) for row in witness(ledger.folder / "main.beancount", claim.reference)] == [
        ("Expenses:6602-03", Decimal("83.02")),
        ("Expenses:6601", Decimal("12.50")),
        ("Liabilities:2221-01", Decimal("4.98")),
        ("Liabilities:2241:E1001", Decimal("-100.50")),
    ]


def test_a_payment_that_is_written_by_hand_is_seen_with_its_date(ledger: LedgerConnector) -> None:
    claim = report()
    ledger.post(ledger.ensure_draft(claim))
    december = ledger.folder / "months" / "2026-12.beancount"
    december.write_text(
        f'2026-12-05 * "工资及报销" ^{claim.reference}\n  Liabilities:2241:E1001   100.50 CNY\n  Assets:1002\n',
        encoding="utf-8",
    )
    (posted,) = ledger.find(claim.reference)
    assert (posted.payment, posted.paid_on) == ("paid", date(2026, 12, 5))
    assert ledger.check().problems == ()
