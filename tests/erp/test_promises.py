"""The promises notice a connector that breaks them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from erp.connectors.memory import MemoryConnector
from erp.errors import ErpError, OutcomeUnknown, Rejected
from erp.promises import PROMISES, try_all, try_one
from erp.report import Document, ExpenseReport, Posted
from tests.erp.worlds import MEMORY, MemoryWorld


class Forgetful(MemoryConnector):
    """Books again whenever it is asked."""

    def post(self, posted: Posted) -> Posted:
        return self._book(posted.id)


class Redating(MemoryConnector):
    """Moves what lies in a closed period to the first open day, as Odoo does."""

    def ensure_draft(self, report: ExpenseReport) -> Posted:
        opens = (MEMORY.closed_until or date.min) + timedelta(days=1)
        return super().ensure_draft(replace(report, posting_date=max(report.posting_date, opens)))


class Careless(MemoryConnector):
    """Loses the cost centres and says "refused" when it does not know."""

    def _draft(self, report: ExpenseReport) -> Posted:
        lines = tuple(replace(line, cost_centre="") for line in report.lines)
        return super()._draft(replace(report, lines=lines))

    def post(self, posted: Posted) -> Posted:
        try:
            return super().post(posted)
        except OutcomeUnknown as error:
            raise Rejected("500 Internal Server Error") from error


class Mute(MemoryConnector):
    """Refuses without naming the field, and attaches every time."""

    def ensure_draft(self, report: ExpenseReport) -> Posted:
        try:
            return super().ensure_draft(report)
        except Rejected as error:
            raise Rejected("export failed") from error

    def _attach(self, id: str, document: Document) -> str:
        held = self._held[id].posted
        self._keep(replace(held, document_digests=(*held.document_digests, document.digest)))
        return f"{id}/{len(held.document_digests)}"


@pytest.mark.parametrize(
    ("erp", "broken"),
    [
        (lambda world: Forgetful(replace(MEMORY, guard="none"), world.faults), "posting twice books once"),
        (lambda world: Redating(MEMORY, world.faults), "a closed period is refused and never dodged with another date"),
        (lambda world: Careless(MEMORY, world.faults), "what comes back is what was sent"),
        (lambda world: Careless(MEMORY, world.faults), "a lost answer is an unknown outcome, and looking decides it"),
        (lambda world: Mute(MEMORY, world.faults), "an unknown account is refused, and the refusal names the field"),
        (lambda world: Mute(MEMORY, world.faults), "attaching twice attaches once"),
    ],
)
def test_a_broken_promise_is_noticed(erp: Callable[[MemoryWorld], MemoryConnector], broken: str) -> None:
    world = MemoryWorld()
    world.erp = erp(world)
    world.connector = world.erp
    promise = next(promise for promise in PROMISES if promise.name == broken)
    assert try_one(promise, world).result == "broken"


def test_a_world_that_cannot_pay_says_so_instead_of_passing() -> None:
    world = MemoryWorld()
    world.able = frozenset({"closed_period"})
    results = {outcome.name: outcome.result for outcome in try_all(world)}
    assert results["a payment is seen, in part and in full"] == "not tried"
    assert results["posting twice books once"] == "kept"
    assert "broken" not in results.values()


def test_an_error_that_leaves_the_connector_breaks_the_promise() -> None:
    world = MemoryWorld()
    world.faults.be_busy("find")
    outcome = try_one(next(p for p in PROMISES if p.name == "what nobody posted is not found"), world)
    assert outcome.result == "broken"
    assert issubclass(OutcomeUnknown, ErpError)
