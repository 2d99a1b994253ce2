"""The memory ERP."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from erp.connectors import connect
from erp.connectors.memory import MemoryConnector, MemorySettings
from erp.errors import Duplicate, Misconfigured, OutcomeUnknown, Rejected
from erp.faults import Fault, Faults
from erp.world import World
from tests.contracts.connector import ConnectorContract
from tests.erp.company import report
from tests.erp.worlds import MEMORY, Clock, MemoryWorld


class TestMemory(ConnectorContract):
    @pytest.fixture
    def world(self) -> World:
        return MemoryWorld()


def test_lines_read_as_debits_and_credits() -> None:
    erp = MemoryConnector(MEMORY)
    erp.post(erp.ensure_draft(report()))
    assert erp.lines() == [
        ("6602.03", Decimal("83.02"), 0),
        ("6601", Decimal("12.50"), 0),
        ("2221.01", Decimal("4.98"), 0),
        ("2241", 0, Decimal("100.50")),
    ]


def test_without_a_guard_two_bookings_that_overlap_are_both_booked() -> None:
    clock = Clock()
    faults = Faults(Fault("post", "commit_late", 3), clock=clock)
    erp = MemoryConnector(replace(MEMORY, guard="none"), faults)
    draft = erp.ensure_draft(report())
    with pytest.raises(OutcomeUnknown):
        erp.post(draft)
    erp.post(draft)
    clock.seconds = 3
    assert len(erp.vouchers(draft.reference)) == 2
    with pytest.raises(Duplicate) as found:
        erp.post(draft)
    assert len(found.value.posted) == 2


def test_a_paid_document_is_not_reversed() -> None:
    erp = MemoryConnector(MEMORY)
    posted = erp.post(erp.ensure_draft(report()))
    erp.mark_paid(posted.reference, date(2026, 11, 9))
    with pytest.raises(Rejected, match="is paid"):
        erp.reverse(posted, "x", date(2026, 11, 10))


def test_it_is_reached_by_name_with_its_section_of_the_settings() -> None:
    section = {
        "accounts": {"6602": "管理费用", "2241": "应付", "2221": "税"},
        "payable": "2241",
        "input_tax": "2221",
        "employees": {"E1": "王伟"},
    }
    erp = connect("memory", section)
    assert [row.name for row in erp.master("employee")] == ["王伟"]


def test_all_problems_of_its_settings_are_said_together() -> None:
    with pytest.raises(Misconfigured) as problems:
        MemorySettings(accounts={}, payable="1", input_tax="2", employees=(), currencies=())
    assert len(problems.value.message.splitlines()) == 3


def test_an_unknown_name_says_which_there_are() -> None:
    with pytest.raises(Misconfigured, match="there are ledger, memory"):
        connect("sapp", {})
