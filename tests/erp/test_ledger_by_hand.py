"""A bookkeeper edits the ledger by hand: what is read is what the file says now, and what cannot be read is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from erp.connectors.ledger import LedgerConnector
from erp.errors import Duplicate, Misconfigured
from erp.report import Posted
from tests.erp.company import LIN, report

REF = "EC26-000001"


@pytest.fixture
def month(ledger: LedgerConnector) -> Path:
    """The file with one posted report."""
    claim = report()
    draft = ledger.ensure_draft(claim)
    ledger.ensure_attachment(draft, claim.documents[0])
    ledger.post(draft)
    return ledger.folder / "months" / "2026-11.beancount"


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def add(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def the(ledger: LedgerConnector) -> Posted:
    (posted,) = ledger.find(REF)
    return posted


def test_changed_amounts_comments_and_spaces_are_read(ledger: LedgerConnector, month: Path) -> None:
    edit(
        month,
        ("  Expenses:6602-03                                  83.02 CNY", "\t! Expenses:6602-03\t1,083.02  CNY ; 改"),
        ("                      -100.50 CNY", "  -(100.50 + 2*500) CNY"),
        ('  reference: "EC26-000001"', '  ; 会计备注 "\n  reference:   "EC26-000001"  ; ours'),
    )
    posted = the(ledger)
    assert (posted.total, posted.lines[0].amount) == (Decimal("1100.50"), Decimal("1083.02"))
    assert posted.lines[0].cost_centre == "CC-10"
    assert ledger.check().problems == ()


def test_an_amount_that_is_left_out_is_what_balances(ledger: LedgerConnector, month: Path) -> None:
    edit(month, ("                      -100.50 CNY", ""))
    assert the(ledger).total == Decimal("100.50")
    assert ledger.check().problems == ()


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_an_entry_that_is_moved_to_another_file_is_found(ledger: LedgerConnector, month: Path, ending: str) -> None:
    before = the(ledger)
    other = ledger.folder / "corrections" / "补录.beancount"
    other.parent.mkdir()
    other.write_bytes(month.read_text("utf-8").replace("\n", ending).encode())
    month.write_text("", "utf-8")
    add(ledger.folder / "main.beancount", 'include "corrections/*.beancount"\n')
    assert the(ledger) == before
    assert ledger.post(ledger.ensure_draft(report())) == before
    assert ledger.check().problems == ()


@pytest.mark.parametrize("mark", ["; ", ";", "* "])
def test_an_entry_that_is_commented_out_is_not_there(ledger: LedgerConnector, month: Path, mark: str) -> None:
    lines = month.read_text("utf-8").splitlines()
    month.write_text("\n".join(mark + line if line else line for line in lines) + "\n", "utf-8")
    assert ledger.find(REF) == []


def test_a_reference_in_a_text_or_a_comment_is_not_an_entry(ledger: LedgerConnector, month: Path) -> None:
    add(
        month,
        '\n; ^EC26-000002 fehlt noch\n2026-11-09 * "see ^EC26-000002" "reference: \\"EC26-000002\\"" #EC26-000002\n'
        "  Expenses:6601  1 CNY ; ^EC26-000002\n  Assets:1002\n"
        '2026-11-09 note Assets:1002 "EC26-000002"\n'
        '2026-11-09 * "a longer one" ^EC26-000002-R2\n  Expenses:6601  1 CNY\n  Assets:1002\n',
    )
    assert ledger.find("EC26-000002") == []
    assert the(ledger).payment == "unpaid"
    assert ledger.check().problems == ()


def test_an_entry_that_was_copied_is_found_twice_and_nothing_is_posted(ledger: LedgerConnector, month: Path) -> None:
    add(month, month.read_text("utf-8"))
    assert [posted.id for posted in ledger.find(REF)] == [REF, f"{REF}/2"]
    assert [posted.id for posted in ledger.read([f"{REF}/2"])] == [f"{REF}/2"]
    with pytest.raises(Duplicate) as found:
        ledger.ensure_draft(report())
    assert len(found.value.posted) == 2


def test_without_its_metadata_the_link_still_tells_an_entry(ledger: LedgerConnector, month: Path) -> None:
    edit(month, ('  reference: "EC26-000001"\n', ""))
    assert the(ledger).total == Decimal("100.50")
    edit(month, (" ^EC26-000001", ""))
    assert ledger.find(REF) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"王伟"', '"王伟', "2026-11.beancount:2: cannot read"),
        ("83.02 CNY", "83.02.1 CNY", "2026-11.beancount:2"),
        ("83.02 CNY", "(83.02 CNY", "2026-11.beancount:2: cannot read the amount '( 83.02'"),
        ("2026-11-03 *", "2026-11-31 *", "2026-11.beancount:2: 2026-11-31 is not a date"),
        ("83.02 CNY", "83.02 元", "2026-11.beancount:2"),
    ],
)
def test_an_entry_of_ours_that_cannot_be_read_is_named_and_never_taken_for_missing(
    ledger: LedgerConnector, month: Path, old: str, new: str, says: str
) -> None:
    edit(month, (old, new))
    with pytest.raises(Misconfigured) as problem:
        ledger.find(REF)
    assert says in problem.value.message
    with pytest.raises(Misconfigured):
        ledger.ensure_draft(report())
    # The others go on.
    ledger.post(ledger.ensure_draft(report("EC26-000002")))
    assert [posted.reference for posted in ledger.changed(None)[0]] == ["EC26-000002"]
    assert any(says in text for text in ledger.check().problems)


def test_a_month_that_is_saved_in_another_encoding_is_named(ledger: LedgerConnector, month: Path) -> None:
    text = month.read_text("utf-8").replace("🍜", "")
    month.write_bytes(text.encode("gbk"))
    with pytest.raises(Misconfigured, match=r"2026-11\.beancount:2: not UTF-8"):
        ledger.find(REF)
    month.write_bytes(text.encode("utf-16"))
    with pytest.raises(Misconfigured, match=r"2026-11\.beancount: is not UTF-8"):
        ledger.find("EC26-000009")


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (
            lambda folder: edit(folder / "main.beancount", ('include "months/*.beancount"', "")),
            "does not include months",
        ),
        (lambda folder: (folder / "accounts.beancount").unlink(), 'include "accounts.beancount" finds no file'),
        (lambda folder: (folder / "main.beancount").unlink(), "there is no ledger"),
    ],
)
def test_a_file_that_is_not_included_any_more_is_named_instead_of_overlooked(
    ledger: LedgerConnector, month: Path, break_it: Callable[[Path], None], says: str
) -> None:
    break_it(ledger.folder)
    with pytest.raises(Misconfigured, match=says.replace("*", r"\*")):
        ledger.find(REF)


def test_the_check_names_the_first_problem_with_file_and_line(ledger: LedgerConnector, month: Path) -> None:
    edit(month, ("83.02 CNY", "83.03 CNY"))
    assert ledger.check().problems[0].startswith("months/2026-11.beancount:2: Transaction does not balance")
    (ledger.folder / "documents" / f"{report().documents[0].digest}.jpg").unlink()
    assert any("does not exist" in problem for problem in ledger.check().problems)


def pay(text: str) -> str:
    return f'\n2026-12-05 * "招商银行" "报销" ^{REF}\n{text}\n'


@pytest.mark.parametrize(
    ("payments", "state", "amount"),
    [
        (pay("  Liabilities:2241:E1001   100.50 CNY\n  Assets:1002"), "paid", "100.50"),
        (pay("  Liabilities:2241:E1001   100 CNY\n  Assets:1002"), "partly_paid", "100"),
        (pay(f'  reference: "{REF}"\n  Liabilities:2241:E1001   100.50 CNY\n  Assets:1002'), "paid", "100.50"),
        (
            pay("  Assets:1002  -105.50 CNY\n  Expenses:6602  5 CNY ; 手续费\n  Liabilities:2241:E1001"),
            "paid",
            "100.50",
        ),
        (pay("  Liabilities:2241:E1001   14.12 USD @ 7.12 CNY\n  Assets:1002"), "paid", "100.5344"),
        (pay("  Liabilities:2241:E1001   14.12 USD @@ 100.50 CNY\n  Assets:1002"), "paid", "100.50"),
        (
            pay("  Liabilities:2241:E1001   100.50 CNY\n  Assets:1002")
            + pay("  Liabilities:2241:E1001   -100.50 CNY\n  Assets:1002 ; 退票"),
            "unpaid",
            "0",
        ),
        (pay("  Expenses:6601  1 CNY\n  Expenses:6602  -1 CNY ; 改科目"), "unpaid", "0"),
    ],
)
def test_payments_are_read_from_what_a_bookkeeper_writes(
    ledger: LedgerConnector, month: Path, payments: str, state: str, amount: str
) -> None:
    _, cursor = ledger.changed(None)
    (month.parent / "2026-12.beancount").write_text(payments, "utf-8")
    posted = the(ledger)
    assert (posted.payment, posted.paid_amount) == (state, Decimal(amount))
    assert [one.payment for one in ledger.changed(cursor)[0]] == [state]
    assert ledger.check().problems == ()


def test_a_transfer_for_several_claims_pays_each_its_part(ledger: LedgerConnector, month: Path) -> None:
    ledger.post(ledger.ensure_draft(report("EC26-000002", employee=LIN)))
    add(
        month,
        f'\n2026-12-05 * "代发" ^{REF} ^EC26-000002 ^BANK-77\n'
        "  Liabilities:2241:E1001  100.50 CNY\n  Liabilities:2241:E1002  60 CNY\n  Assets:1002\n",
    )
    assert (the(ledger).payment, the(ledger).paid_on) == ("paid", date(2026, 12, 5))
    assert ledger.find("EC26-000002")[0].paid_amount == 60


def test_a_transfer_for_two_claims_of_one_person_has_to_say_which_is_which(
    ledger: LedgerConnector, month: Path
) -> None:
    ledger.post(ledger.ensure_draft(report("EC26-000002")))
    add(month, f'\n2026-12-05 * "代发" ^{REF} ^EC26-000002\n  Liabilities:2241:E1001  150 CNY\n  Assets:1002\n')
    with pytest.raises(Misconfigured, match="pays EC26-000001, EC26-000002 together"):
        ledger.find(REF)
    assert any("together" in problem for problem in ledger.check().problems)
    apart = (
        f'  Liabilities:2241:E1001  100.50 CNY\n    reference: "{REF}"\n'
        '  Liabilities:2241:E1001  49.50 CNY\n    reference: "EC26-000002"\n'
    )
    edit(month, ("  Liabilities:2241:E1001  150 CNY\n", apart))
    assert the(ledger).payment == "paid"
    assert ledger.find("EC26-000002")[0].paid_amount == Decimal("49.50")
    assert ledger.check().problems == ()


def test_a_reversal_that_is_written_by_hand_cancels(ledger: LedgerConnector, month: Path) -> None:
    add(
        month,
        f'\n2026-11-28 * "红字冲销" ^{REF}\n  Expenses:6602-03  -83.02 CNY\n  Expenses:6601  -12.50 CNY\n'
        "  Liabilities:2221-01  -4.98 CNY\n  Liabilities:2241:E1001\n",
    )
    assert (the(ledger).state, the(ledger).payment) == ("cancelled", "reversed")
    assert ledger.reverse(the(ledger), "x", date(2026, 11, 29)) == the(ledger)


def test_an_editor_that_saves_an_older_text_over_ours_is_noticed_by_looking(
    ledger: LedgerConnector, month: Path
) -> None:
    in_the_editor = month.read_text("utf-8")
    ledger.post(ledger.ensure_draft(report("EC26-000002")))
    month.write_text(in_the_editor, "utf-8")
    assert ledger.find("EC26-000002") == []
    assert the(ledger).state == "posted"


def test_a_last_line_without_an_end_is_not_run_into(ledger: LedgerConnector, month: Path) -> None:
    month.write_bytes(month.read_bytes().rstrip(b"\n"))
    ledger.post(ledger.ensure_draft(report("EC26-000002")))
    assert len(ledger.find("EC26-000002")) == 1
    assert ledger.check().problems == ()
