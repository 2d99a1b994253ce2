"""The memory ERP."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
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
    with pytest.raises(Misconfigured, match="there are erpnext, ledger, memory, tryton"):
        connect("sapp", {})


SECTION = {"accounts": {"2241": "payable", "2221": "tax"}, "payable": "2241", "input_tax": "2221"}


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("guard", "uniqe", "guard = 'uniqe' is none of unique, none"),
        ("guard", ["unique"], "guard = ['unique'] is none of unique, none"),
        ("worst_seconds", 0, "worst_seconds = 0 is not a number of seconds above 0"),
        ("worst_seconds", -1.5, "worst_seconds = -1.5 is not a number of seconds above 0"),
        ("worst_seconds", True, "worst_seconds = True is not a number of seconds above 0"),
        ("worst_seconds", float("nan"), "worst_seconds = nan is not a number of seconds above 0"),
        ("worst_seconds", "inf", "worst_seconds = inf is not a number of seconds above 0"),
        ("worst_seconds", "soon", "worst_seconds = 'soon' is not a number of seconds above 0"),
        ("closed_until", "October", "closed_until = 'October' is not a day, such as 2026-10-31"),
        ("closed_until", 20261031, "closed_until = 20261031 is not a day, such as 2026-10-31"),
        ("closed_until", "2026-02-30", "closed_until = '2026-02-30' is not a day, such as 2026-10-31"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_named_with_what_it_may_be(name: str, value: object, told: str) -> None:
    with pytest.raises(Misconfigured) as found:
        connect("memory", SECTION | {name: value})
    assert found.value.message == f"erp.memory: {told}"


def test_a_moment_is_not_the_last_closed_day() -> None:
    with pytest.raises(Misconfigured, match="closed_until"):
        connect("memory", SECTION | {"closed_until": datetime(2026, 10, 31, 12, tzinfo=UTC)})


@pytest.mark.parametrize("value", ["2026-10-31", date(2026, 10, 31)])
def test_a_day_may_be_written_as_text_or_as_a_date(value: object) -> None:
    erp = connect("memory", SECTION | {"closed_until": value, "worst_seconds": "2.5", "guard": "none"})
    assert isinstance(erp, MemoryConnector)
    assert (erp.settings.closed_until, erp.capabilities.worst_seconds) == (date(2026, 10, 31), 2.5)


def test_the_id_of_a_deleted_document_is_not_given_out_again() -> None:
    erp = MemoryConnector(MEMORY)
    first, second = (erp.post(erp.ensure_draft(replace(report(), reference=f"EC26-00000{n}"))) for n in (1, 2))
    erp.delete(first.reference)
    third = erp.ensure_draft(replace(report(), reference="EC26-000003"))
    assert len({first.id, second.id, third.id}) == 3
    assert erp.read([second.id]) == [second]
