"""The embedded ledger: what is written, and what Beancount's own programs say to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from erp.connectors import connect
from erp.connectors.ledger import LedgerConnector, create, witness
from erp.errors import Misconfigured, Rejected
from erp.report import ReportLine
from erp.world import World
from tests.contracts.connector import ConnectorContract
from tests.erp.company import LIN, SETTINGS, document, line, report
from tests.erp.worlds import LedgerWorld


class TestLedger(ConnectorContract):
    @pytest.fixture
    def world(self, tmp_path: Path) -> World:
        return LedgerWorld(tmp_path / "ledger")


def test_a_report_is_booked_once_and_beancount_agrees(ledger: LedgerConnector) -> None:
    claim = report()
    draft = ledger.ensure_draft(claim)
    ledger.ensure_attachment(draft, claim.documents[0])
    posted = ledger.post(draft)
    assert ledger.post(draft) == posted
    assert ledger.find(claim.reference) == [posted]
    assert ledger.check().problems == ()
    assert [(row.account, row.amount) for row in witness(ledger.folder / "main.beancount", claim.reference)] == [
        ("Expenses:6602-03", Decimal("83.02")),
        ("Expenses:6601", Decimal("12.50")),
        ("Liabilities:2221-01", Decimal("4.98")),
        ("Liabilities:2241:E1001", Decimal("-100.50")),
    ]


def test_the_entry_reads_like_a_bookkeepers(ledger: LedgerConnector) -> None:
    claim = report(purpose="项目启动会", lines=(line(),))
    draft = ledger.ensure_draft(claim)
    ledger.ensure_attachment(draft, claim.documents[0])
    ledger.post(draft)
    text = (ledger.folder / "months" / "2026-11.beancount").read_text("utf-8")
    assert " ".join(text.split()) == (
        '2026-11-03 * "王伟" "项目启动会" ^EC26-000001 '
        'reference: "EC26-000001" voucher: "2026-11-0001" employee: "E1001" '
        'Expenses:6602-03 83.02 CNY cost_centre: "CC-10" description: "午餐" category: "meals" spent_on: 2026-11-02 '
        'Liabilities:2221-01 4.98 CNY tax_code: "VAT6" '
        "Liabilities:2241:E1001 -88.00 CNY "
        f'2026-11-03 document Liabilities:2241:E1001 "../documents/{document().digest}.jpg" ^EC26-000001'
    )


def test_the_attached_file_lies_in_the_ledger_under_its_digest(ledger: LedgerConnector) -> None:
    claim = report()
    key = ledger.ensure_attachment(ledger.ensure_draft(claim), claim.documents[0])
    assert (ledger.folder / key).read_bytes() == claim.documents[0].content
    assert ledger.ensure_attachment(ledger.ensure_draft(claim), claim.documents[0]) == key


@pytest.mark.parametrize(
    ("name", "media_type", "suffix"),
    [
        ("x", "application/pdf", ".pdf"),
        ("票.OFD", "", ".ofd"),
        ("../../etc/passwd", "", ".bin"),
        ("x./y", "", ".bin"),
        ("x.a/b", "text/html", ".bin"),
    ],
)
def test_a_file_is_called_by_its_digest_whatever_its_name_is(
    ledger: LedgerConnector, name: str, media_type: str, suffix: str
) -> None:
    paper = document(name=name, media_type=media_type)
    key = ledger.ensure_attachment(ledger.ensure_draft(report(documents=(paper,), lines=(line(),))), paper)
    assert key == f"documents/{paper.digest}{suffix}"


def test_vouchers_are_numbered_by_month_without_gaps(ledger: LedgerConnector) -> None:
    days = [date(2026, 11, 3), date(2026, 12, 1), date(2026, 11, 30), date(2026, 11, 4)]
    for number, day in enumerate(days):
        ledger.post(ledger.ensure_draft(report(f"EC26-{number}", posting_date=day)))
    vouchers = [ledger.find(f"EC26-{number}")[0].voucher_number for number in range(4)]
    assert vouchers == ["2026-11-0001", "2026-12-0001", "2026-11-0002", "2026-11-0003"]
    ledger.reverse(ledger.find("EC26-0")[0], "错", date(2026, 11, 5))
    assert ledger.check().problems == ()


def change(account: str = "6602.03", **changes: Any) -> ReportLine:
    return line(account=account, **changes)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"posting_date": date(2026, 9, 30)}, "posting_date"),
        ({"posting_date": date(1999, 12, 31)}, "posting_date"),
        ({"currency": "GBP"}, "currency"),
        ({"employee": replace(LIN, number="E9")}, "employee.number"),
        ({"lines": (line(), change("9999"))}, "lines.1.account"),
        ({"lines": (line(), line(), change(cost_centre="CC-99"))}, "lines.2.cost_centre"),
    ],
)
def test_a_refusal_names_the_field(ledger: LedgerConnector, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Rejected) as refusal:
        ledger.ensure_draft(report(**changes))
    assert refusal.value.field == field
    assert ledger.find("EC26-000001") == []


def test_what_is_closed_between_draft_and_post_is_refused_at_the_post(ledger: LedgerConnector) -> None:
    draft = ledger.ensure_draft(report())
    with (ledger.folder / "accounts.beancount").open("a", encoding="utf-8") as file:
        file.write("2026-11-01 close Expenses:6602-03\n")
    with pytest.raises(Rejected) as refusal:
        ledger.post(draft)
    assert (refusal.value.code, refusal.value.field) == ("account_closed", "lines.0.account")
    later = LedgerConnector(ledger.folder, replace(SETTINGS, closed_until=date(2026, 11, 30)))
    with pytest.raises(Rejected) as refusal:
        later.post(draft)
    assert refusal.value.field == "posting_date"


def test_an_account_that_takes_one_currency_only_refuses_another(ledger: LedgerConnector) -> None:
    accounts = ledger.folder / "accounts.beancount"
    text = accounts.read_text("utf-8")
    accounts.write_text(text.replace("open Expenses:6601\n", "open Expenses:6601   CNY ; 人民币\n"), "utf-8")
    ledger.ensure_draft(report())
    with pytest.raises(Rejected) as refusal:
        ledger.ensure_draft(report("EC26-000002", currency="USD"))
    assert refusal.value.field == "currency"


def test_nothing_is_reversed_in_a_closed_period_or_after_a_payment(ledger: LedgerConnector) -> None:
    posted = ledger.post(ledger.ensure_draft(report()))
    with pytest.raises(Rejected) as refusal:
        ledger.reverse(posted, "错", date(2026, 9, 1))
    assert refusal.value.field == "posting_date"
    ledger.mark_paid(posted.reference, date(2026, 11, 20), Decimal(1))
    with pytest.raises(Rejected, match="is paid"):
        ledger.reverse(posted, "错", date(2026, 11, 21))


def test_a_reversal_brings_every_account_back_to_nothing(ledger: LedgerConnector) -> None:
    posted = ledger.post(ledger.ensure_draft(report()))
    ledger.reverse(posted, '金额 "错误"', date(2026, 12, 1))
    sums: dict[str, Decimal] = {}
    for row in witness(ledger.folder / "main.beancount", posted.reference):
        sums[row.account] = sums.get(row.account, Decimal(0)) + row.amount
    assert set(sums.values()) == {Decimal(0)}
    assert len(sums) == 4


def test_the_demos_payment_pays_what_is_left_and_nothing_twice(ledger: LedgerConnector) -> None:
    posted = ledger.post(ledger.ensure_draft(report()))
    assert ledger.mark_paid(posted.reference, date(2026, 11, 20), Decimal("50")).payment == "partly_paid"
    assert ledger.mark_paid(posted.reference, date(2026, 11, 25)).payment == "paid"
    again = ledger.mark_paid(posted.reference, date(2026, 11, 26))
    assert (again.paid_amount, again.paid_on) == (Decimal("100.50"), date(2026, 11, 25))


def test_laying_out_again_adds_only_what_the_settings_gained(ledger: LedgerConnector) -> None:
    accounts = ledger.folder / "accounts.beancount"
    before = accounts.read_text("utf-8")
    create(ledger.folder, SETTINGS)
    assert accounts.read_text("utf-8") == before
    newcomer = replace(SETTINGS, employees=(*SETTINGS.employees, replace(LIN, number="E2001", name="新人")))
    assert any("E2001" in problem for problem in LedgerConnector(ledger.folder, newcomer).check().problems)
    create(ledger.folder, newcomer)
    assert accounts.read_text("utf-8").startswith(before)
    assert LedgerConnector(ledger.folder, newcomer).check().problems == ()


def test_a_folder_without_a_ledger_is_said_and_not_filled(tmp_path: Path) -> None:
    ledger = LedgerConnector(tmp_path, SETTINGS)
    assert "there is no ledger" in ledger.check().problems[0]
    with pytest.raises(Misconfigured, match="there is no ledger"):
        ledger.find("EC26-000001")
    assert list(tmp_path.iterdir()) == []


def test_accounts_come_with_their_names_and_closed_ones_as_inactive(ledger: LedgerConnector) -> None:
    with (ledger.folder / "accounts.beancount").open("a", encoding="utf-8") as file:
        file.write("2026-11-01 close Expenses:6601\n")
    rows = {row.code: row for row in ledger.master("account")}
    assert (rows["6602.03"].name, rows["6602.03"].active, rows["6601"].active) == ("差旅费", True, False)
    (first, *_) = ledger.master("employee")
    assert list(ledger.master("employee", since=first.cursor)) == []


def test_it_is_reached_by_name_with_its_section_of_the_settings(tmp_path: Path) -> None:
    section = {
        "folder": str(tmp_path / "ledger"),
        "title": "公司",
        "currency": "CNY",
        "payable": "2241",
        "input_tax": "2221.01",
        "bank": "1002",
        "closed_until": date(2026, 9, 30),
        "accounts": {account.code: {"ledger": account.ledger, "name": account.name} for account in SETTINGS.accounts},
        "employees": {"E1001": "王伟"},
        "cost_centres": {"CC-10": "销售部"},
    }
    ledger = connect("ledger", section)
    assert isinstance(ledger, LedgerConnector)
    create(ledger.folder, ledger.settings)
    assert ledger.check().problems == ()
    with pytest.raises(Misconfigured, match="folder is missing"):
        connect("ledger", {})


def test_without_beancount_posting_goes_on_and_the_check_says_what_is_missing(
    ledger: LedgerConnector, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ledger.post(ledger.ensure_draft(report())).state == "posted"
    assert ledger.check().problems == ("bean-check is not installed: install the extra `ledger` (make setup does)",)
    with pytest.raises(Misconfigured, match="bean-query is not installed"):
        witness(ledger.folder / "main.beancount", "EC26-000001")


def test_where_no_employees_are_set_an_account_is_opened_with_the_first_posting(tmp_path: Path) -> None:
    settings = replace(SETTINGS, employees=())
    create(tmp_path / "anybody", settings)
    ledger = LedgerConnector(tmp_path / "anybody", settings)
    assert "E1001" not in (ledger.folder / "accounts.beancount").read_text("utf-8")
    for reference in ("EC26-000001", "EC26-000002"):
        assert ledger.post(ledger.ensure_draft(report(reference=reference))).state == "posted"
    opened = (ledger.folder / "accounts.beancount").read_text("utf-8")
    assert opened.count("Liabilities:2241:E1001") == 1
    assert 'code: "E1001"' in opened
    assert ledger.check().problems == ()
    # Whom a bookkeeper's hand has closed is refused as ever.
    with (ledger.folder / "accounts.beancount").open("a", encoding="utf-8") as file:
        file.write("2026-11-01 close Liabilities:2241:E1001\n")
    with pytest.raises(Rejected, match="was closed on 2026-11-01"):
        ledger.ensure_draft(report(reference="EC26-000003"))
