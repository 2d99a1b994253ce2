"""Tryton, a real one: every promise of a connector, and what only Tryton does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest

from bot.claims.states import State
from bot.demo.company import CHART, EMPLOYEES
from bot.store.database import Database
from erp.connector import Health
from erp.connectors.tryton import TrytonConnector, connect
from erp.errors import AuthExpired, Busy, Duplicate, ErpError, Misconfigured, OutcomeUnknown, Rejected
from erp.report import Employee, Posted
from tests.contracts.connector import ConnectorContract
from tests.erp.tryton.server import server
from tests.erp.tryton.world import INVOICE, TrytonWorld, section
from tests.stories.world import World, receipt


@pytest.fixture(scope="session")
def tryton_8_2() -> Iterator[dict[str, Any]]:
    with server("8.2") as running:
        yield running


@pytest.fixture(scope="session")
def tryton_7_0() -> Iterator[dict[str, Any]]:
    with server("7.0") as running:
        yield running


@pytest.fixture
def world(tryton_8_2: dict[str, Any]) -> TrytonWorld:
    return TrytonWorld(tryton_8_2, datetime.now(UTC).date())


class TestTryton82(ConnectorContract):
    @pytest.fixture
    def world(self, tryton_8_2: dict[str, Any]) -> TrytonWorld:
        return TrytonWorld(tryton_8_2, datetime.now(UTC).date())


@pytest.mark.torture
class TestTryton70(ConnectorContract):
    @pytest.fixture
    def world(self, tryton_7_0: dict[str, Any]) -> TrytonWorld:
        return TrytonWorld(tryton_7_0, datetime.now(UTC).date())


def test_check_says_the_series_and_nothing_else_where_all_is_well(world: TrytonWorld) -> None:
    assert world.real.check() == Health("Tryton 8.2")


def test_check_says_what_the_user_may_not(world: TrytonWorld) -> None:
    user = _user_without_rights(world)

    health = user.check()

    assert health.version == "Tryton 8.2"
    assert "user 'guest' may not create account.invoice" in health.problems


def test_a_wrong_password_is_said_and_nothing_is_tried_with_it_again(world: TrytonWorld) -> None:
    wrong = connect(section(world.server) | {"password": "wrong"})

    assert wrong.check().problems == ("Tryton does not know 'expensebot' with this password",)
    with pytest.raises(AuthExpired):
        wrong.find("EC26-000001")


def test_a_company_or_a_journal_that_is_not_there_is_said(world: TrytonWorld) -> None:
    elsewhere = connect(section(world.server) | {"company": "Nobody Ltd."})
    unbooked = connect(section(world.server) | {"journal": "EXPENSES"})

    assert elsewhere.check().problems == ("erp.tryton.company: Tryton has no company 'Nobody Ltd.'",)
    assert unbooked.check().problems == ("erp.tryton.journal: Tryton has no journal 'EXPENSES'",)


def test_all_settings_that_are_wrong_are_said_together() -> None:
    with pytest.raises(Misconfigured) as said:
        connect({"url": "http://erp.example.com", "database": "erp", "password": "x", "colour": "red"})

    assert said.value.message.splitlines() == [
        "erp.tryton: colour is not a setting",
        "erp.tryton: user is missing",
        "erp.tryton: http://erp.example.com: only this machine itself may be asked without TLS; use https",
    ]


def test_a_session_that_ended_is_begun_again(world: TrytonWorld) -> None:
    world.real.find("EC26-000001")
    world.admin("model", "res.user", "write", [_id_of(world, "expensebot")], {"password": world.server["password"]})

    assert world.real.find("EC26-000001") == []


def test_the_tax_is_what_the_receipt_says_and_not_what_a_rate_gives(world: TrytonWorld) -> None:
    sent = world.report()
    rail = replace(sent.lines[0], net=Decimal("37.61"), tax=Decimal("3.39"), gross=Decimal("41.00"))
    sent = replace(sent, lines=(rail,))

    posted = world.real.post(world.real.ensure_draft(sent))

    assert (posted.total, posted.tax) == (Decimal("41.00"), Decimal("3.39"))


def test_an_employee_a_cost_centre_or_a_tax_that_tryton_lacks_is_named(world: TrytonWorld) -> None:
    sent = world.report()
    nobody = replace(sent, employee=Employee("E999", "Nobody"))
    nowhere = replace(sent, lines=(replace(sent.lines[0], cost_centre="CC999"),))
    untaxed = replace(sent, lines=(sent.lines[1], replace(sent.lines[0], tax_code="VAT99")))

    assert [_refusal(world, one) for one in (nobody, nowhere, untaxed)] == [
        ("employee.number", "Tryton has no employee E999"),
        ("lines.0.cost_centre", "Tryton has no cost centre 'CC999'"),
        ("lines.1.tax_code", "Tryton has no tax code 'VAT99'"),
    ]


def test_a_refusal_by_tryton_keeps_its_words(world: TrytonWorld) -> None:
    with pytest.raises(Rejected) as said:
        world.real.post(world.real.ensure_draft(replace(world.report(), posting_date=world.closed_day())))

    assert said.value.field == "posting_date"
    assert "period" in said.value.message


def test_four_workers_at_once_book_it_once(world: TrytonWorld) -> None:
    sent = world.report()
    booked: list[Posted] = []
    together = Barrier(4)

    def work() -> None:
        own = connect(section(world.server))
        together.wait()
        for _ in range(40):
            try:
                booked.append(own.post(own.ensure_draft(sent)))
                return
            except (Busy, Rejected, OutcomeUnknown):  # another's draft or lock was in the way: look and begin again
                continue

    workers = [Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(booked) == 4
    assert len({one.id for one in booked}) == 1
    assert world.booked(sent.reference) == 1


def test_two_invoices_with_our_reference_are_an_alarm_and_none_is_picked(world: TrytonWorld) -> None:
    """What a person does by hand: copy the invoice, give it the reference, say yes to the warning."""
    sent = world.report()
    posted = world.real.post(world.real.ensure_draft(sent))
    (copy,) = world.admin("model", INVOICE, "copy", [int(posted.id)], {"reference": sent.reference})
    day = {"invoice_date": sent.posting_date, "accounting_date": sent.posting_date, "reference": sent.reference}
    world.admin("model", INVOICE, "write", [copy], day)
    world.post_in_spite_of_warnings(copy)

    with pytest.raises(Duplicate) as said:
        world.real.post(posted)

    assert [one.id for one in said.value.posted] == [posted.id, str(copy)]
    assert [one.state for one in world.real.find(sent.reference)] == ["posted", "posted"]


def test_an_invoice_in_another_journal_is_none_of_ours(world: TrytonWorld) -> None:
    """Suppliers' invoices carry a number too, in the journal of purchases."""
    sent = world.report()
    draft = world.real.ensure_draft(sent)
    values = {"name": "Purchases", "code": "PUR", "type": "expense"}
    (journal,) = world.admin("model", "account.journal", "create", [values])

    world.admin("model", INVOICE, "write", [int(draft.id)], {"journal": journal})
    found = world.real.find(sent.reference)
    world.admin("model", INVOICE, "delete", [int(draft.id)])
    world.admin("model", "account.journal", "delete", [journal])

    assert found == []


def test_a_draft_changed_by_hand_is_made_anew(world: TrytonWorld) -> None:
    sent = world.report()
    draft = world.real.ensure_draft(sent)
    world.admin("model", INVOICE, "write", [int(draft.id)], {"comment": "changed"})

    assert world.real.post(world.real.ensure_draft(sent)).purpose == sent.purpose


def test_a_document_of_a_megabyte_arrives_as_it_is(world: TrytonWorld) -> None:
    content = bytes(range(256)) * 4096
    large = replace(world.report().documents[0], content=content, digest=hashlib.sha256(content).hexdigest())
    draft = world.real.ensure_draft(replace(world.report(), documents=(large,), lines=(_bare(world),)))

    key = world.real.ensure_attachment(draft, large)

    assert world.admin("model", "ir.attachment", "read", [int(key)], ["data"])[0]["data"] == content


def test_a_photo_becomes_an_invoice_of_the_employee_and_its_payment_comes_back(
    world: TrytonWorld, sqlite: Database
) -> None:
    """The whole product on a real ERP: sent, approved, checked, posted, paid in Tryton, told."""
    people = {person.number: person.name for person in EMPLOYEES}
    world.take_on(people, {code: names[1] for code, names in CHART.accounts.items()}, CHART.cost_centres)
    now = datetime.now(UTC).replace(hour=2)
    day = now.date()
    office = World(sqlite, connector=world.real, start=now)
    office.photo("lin", receipt("88.00", day=day), "客户拜访")
    office.press("lin", "submit")
    office.press("mei", "approve")
    office.press("bo", "check")

    claim = office.claim()
    (posted,) = world.real.find(claim.reference)
    assert (claim.state, posted.state, posted.total) == (State.POSTED, "posted", Decimal("88.00"))
    assert (posted.employee, posted.purpose) == ("E1001", "客户拜访")
    assert [(line.account, line.cost_centre) for line in posted.lines][:1] == [("6601.02", "CC-10")]
    assert len(posted.document_digests) == 1
    assert posted.voucher_number in office.last("lin").title

    world.pay(posted, posted.total, day)
    office.wait(minutes=2)

    assert office.claim().state is State.PAID
    assert any("付款" in text for text in office.chat.texts("E1001"))


def _bare(world: TrytonWorld) -> Any:
    return replace(world.report().lines[0], document_digests=())


def _refusal(world: TrytonWorld, report: Any) -> tuple[str, str]:
    with pytest.raises(Rejected) as said:
        world.real.ensure_draft(report)
    return said.value.field, said.value.message


def _id_of(world: TrytonWorld, login: str) -> int:
    return int(world.admin("model", "res.user", "search", [["login", "=", login]])[0])


def _user_without_rights(world: TrytonWorld) -> TrytonConnector:
    company = world.server["ids"]["company"]
    values = {"name": "Guest", "login": "guest", "password": "a long enough one", "company": company}
    try:
        world.admin("model", "res.user", "create", [values | {"companies": [["add", [company]]]}])
    except ErpError:
        assert _id_of(world, "guest")  # a run before made it
    return connect(section(world.server) | {"user": "guest", "password": "a long enough one"})
