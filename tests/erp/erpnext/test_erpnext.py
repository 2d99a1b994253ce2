"""ERPNext: every promise of a connector against a simulator, which is compared with recorded exchanges."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from erp.connectors.erpnext import connect
from erp.errors import Busy, Misconfigured, Rejected
from tests.contracts.connector import ConnectorContract
from tests.erp.erpnext.simulator import TOKEN, Erpnext
from tests.erp.erpnext.world import ErpnextWorld, site
from tests.erp.serving import Request, served

RECORDED = Path(__file__).resolve().parents[1] / "recorded"


@pytest.fixture
def world() -> Iterator[ErpnextWorld]:
    erpnext = site()
    with served(erpnext.answer) as url:
        found = ErpnextWorld(url, erpnext)
        yield found
        found.real.close()


class TestErpnext(ConnectorContract):
    @pytest.fixture
    def world(self) -> Iterator[ErpnextWorld]:
        erpnext = site()
        with served(erpnext.answer) as url:
            found = ErpnextWorld(url, erpnext)
            yield found
            found.real.close()


def test_check_asks_for_the_unique_field(world: ErpnextWorld) -> None:
    assert world.real.check().problems == ()

    world.erpnext.documents["Custom Field"].clear()
    assert "has no field custom_external_ref" in world.real.check().problems[0]


def test_a_claim_that_another_worker_made_meanwhile_is_looked_for_again(world: ErpnextWorld) -> None:
    sent = world.report()
    world.real.ensure_draft(sent)
    # Nothing is found for one look, as when the other's transaction was not yet seen.
    listed = world.erpnext.documents.pop("Expense Claim")
    original = world.erpnext._check

    def check(name: str, values: dict[str, Any]) -> None:
        world.erpnext.documents["Expense Claim"] = listed
        world.erpnext._check = original  # type: ignore[method-assign]
        original(name, values)

    world.erpnext._check = check  # type: ignore[method-assign]
    with pytest.raises(Busy, match="must be unique"):
        world.real.ensure_draft(sent)
    assert len(world.real.find(sent.reference)) == 1


def test_a_wrong_cost_centre_is_named_by_its_line_in_erpnexts_words(world: ErpnextWorld) -> None:
    sent = world.report()
    wrong = replace(sent, lines=(sent.lines[0], replace(sent.lines[1], cost_centre="Gone - DT")))

    with pytest.raises(Rejected) as said:
        world.real.ensure_draft(wrong)

    assert said.value.field == "lines.1.cost_centre"
    assert said.value.message == "Could not find Row #2: Cost Center: Gone - DT"


def test_a_cancelled_claim_keeps_its_reference(world: ErpnextWorld) -> None:
    sent = world.report()
    posted = world.real.post(world.real.ensure_draft(sent))
    world.real.reverse(posted, "wrong", sent.posting_date)

    assert world.real.ensure_draft(sent).state == "cancelled"


def test_more_than_twenty_claims_are_all_found(world: ErpnextWorld) -> None:
    for _ in range(23):
        world.real.post(world.real.ensure_draft(world.report()))

    assert len(world.real.changed(None)[0]) == 23


def test_all_settings_that_are_missing_are_said_together() -> None:
    with pytest.raises(Misconfigured) as said:
        connect({"url": "https://erp.example.com", "key": "k", "secret": "s"})

    assert [line.removeprefix("erp.erpnext: ") for line in said.value.message.splitlines()] == [
        "company is missing",
        "payable is missing",
        "cost_centre is missing",
        "approver is missing",
    ]


# The simulator against what was recorded


def recorded() -> list[dict[str, Any]]:
    lines = [line for file in sorted(RECORDED.glob("erpnext-*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    return [json.loads(line) for line in lines]


def _like(one: dict[str, Any]) -> bool:
    """A claim that was created as one of ours is."""
    created = one["method"] == "POST" and one["path"] == "/api/resource/Expense%20Claim"
    return created and bool(one["request"]["approval_status"] == "Approved")


@pytest.mark.parametrize("exchange", [one for one in recorded() if _like(one) and one["status"] == 200][:4])
def test_a_claim_of_the_simulator_has_the_fields_of_a_recorded_one(exchange: dict[str, Any]) -> None:
    sent = exchange["request"] | {"custom_external_ref": "R1", "docstatus": 0}
    for row in sent["expenses"]:
        row.setdefault("default_account", "Travel Expenses - DT")
    body = json.dumps(sent).encode()
    reply = site().answer(Request("POST", "/api/resource/Expense Claim", {}, {"authorization": TOKEN}, body))

    ours, theirs = json.loads(reply.body)["data"], exchange["response"]["data"]
    read = ("employee", "posting_date", "grand_total", "total_taxes_and_charges", "total_amount_reimbursed", "remark")
    assert {name: ours[name] for name in read} == {name: theirs[name] for name in read}
    for mine, real in zip(ours["expenses"], theirs["expenses"], strict=True):
        assert {name: real[name] for name in mine} == mine


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("LinkValidationError", {"employee": "NOPE"}),
        ("UniqueValidationError", {"custom_external_ref": "U1"}),
        ("ClosedAccountingPeriod", {"posting_date": "2026-01-10", "docstatus": 1}),
    ],
)
def test_a_refusal_of_the_simulator_has_the_shape_of_the_recorded_one(kind: str, change: dict[str, Any]) -> None:
    theirs = next(one for one in recorded() if one["status"] == 417 and one["response"].get("exc_type") == kind)
    good = next(one for one in recorded() if _like(one) and one["status"] == 200)["request"]
    row = good["expenses"][0] | {"default_account": "Travel Expenses - DT"}
    erpnext = site()
    _send(erpnext, "POST", "", good | {"custom_external_ref": "U1", "expenses": [row]})
    status, ours = _send(erpnext, "POST", "", good | {"custom_external_ref": "U2", "expenses": [row]} | change)

    assert (status, ours["exc_type"]) == (theirs["status"], theirs["response"]["exc_type"])
    assert set(ours) == set(theirs["response"])
    assert ours["exception"].partition(":")[0] == theirs["response"]["exception"].partition(":")[0]


def _send(erpnext: Erpnext, method: str, name: str, values: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    path = "/api/resource/Expense Claim" + (f"/{name}" if name else "")
    reply = erpnext.answer(Request(method, path, {}, {"authorization": TOKEN}, json.dumps(values).encode()))
    return reply.status, json.loads(reply.body)
