"""What the tests of `erp` share."""

from __future__ import annotations

from pathlib import Path

import pytest

from erp.connectors.ledger import LedgerConnector, create
from tests.erp.company import SETTINGS


@pytest.fixture
def ledger(tmp_path: Path) -> LedgerConnector:
    """A new ledger of the sample company."""
    create(tmp_path / "ledger", SETTINGS)
    return LedgerConnector(tmp_path / "ledger", SETTINGS)
