"""What can go wrong between the approval and the books, and what people see of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.claims.money import Money
from bot.claims.states import State
from bot.demo.company import COMPANY
from bot.jobs import queue
from bot.store import postings
from bot.store.database import Database
from erp import canonical
from erp.report import Employee as ErpEmployee
from erp.report import ExpenseReport, ReportLine
from tests.stories.world import WHO, World


def approved(world: World, total: str = "88.00") -> None:
    """One claim, approved, waiting for the bookkeeper."""
    world.submitted(total=total)
    world.press("mei", "approve")


def closed(world: World, account: str) -> None:
    """Today this account was taken out of the books, which we hear of tomorrow."""
    rules = world.erp.settings
    world.erp.settings = replace(rules, accounts={c: name for c, name in rules.accounts.items() if c != account})


def test_the_bookkeeper_corrects_the_account_before_posting(world: World) -> None:
    approved(world)
    world.press("bo", "recode", line=1, account="6601.05")
    world.press("bo", "check")
    assert world.erp.lines()[0] == ("6601.05", Decimal(88), Decimal(0))


def test_a_lost_answer_is_looked_into_after_the_settle_window_and_booked_once(world: World) -> None:
    approved(world)
    world.faults.lose("post", committed=True)
    world.press("bo", "check")
    assert world.claim().state is State.POSTING
    world.wait(seconds=30)  # within twice the ERP's worst time: nothing is looked at, nothing is posted
    assert world.claim().state is State.POSTING
    world.wait(seconds=60)
    assert world.claim().state is State.POSTED
    assert len(world.erp.vouchers("EC26-000001")) == 1


def test_a_reply_lost_before_it_arrived_is_posted_again_and_booked_once(world: World) -> None:
    approved(world)
    world.faults.lose("post", committed=False)
    world.press("bo", "check")
    world.wait(minutes=2)
    assert len(world.erp.vouchers("EC26-000001")) == 1


def test_an_erp_that_commits_late_is_waited_for(world: World) -> None:
    approved(world)
    world.faults.commit_late("post", seconds=45)
    world.press("bo", "check")
    for _ in range(10):
        world.wait(seconds=15)
    assert world.claim().state is State.POSTED
    assert len(world.erp.vouchers("EC26-000001")) == 1


def test_a_busy_erp_is_tried_again(world: World) -> None:
    approved(world)
    world.faults.be_busy("ensure_draft")
    world.press("bo", "check")
    world.wait(minutes=2)
    assert world.claim().state is State.POSTED


def test_what_the_erp_refuses_is_fixed_and_posted_under_the_same_reference(world: World) -> None:
    approved(world)
    closed(world, "6601.02")
    world.press("bo", "check")
    assert world.claim().state is State.POSTING_FAILED
    assert "unknown account 6601.02" in str(world.last("bo"))  # the ERP's own text
    assert "会计正在处理" in world.told("lin")
    world.press("bo", "recode", line=1, account="6601.05")
    world.press("bo", "fix_and_post")
    assert world.claim().state is State.POSTED
    assert [posted.reference for posted in world.erp.vouchers("EC26-000001")] == ["EC26-000001"]


def test_what_cannot_be_fixed_goes_back_to_the_claimant(world: World) -> None:
    approved(world)
    closed(world, "6601.02")
    world.press("bo", "check")
    world.press("bo", "send_back", words="请换成发票")
    assert world.claim().state is State.SENT_BACK


def test_what_was_refused_sent_back_and_corrected_is_posted_as_it_is_now(database: Database) -> None:
    world = World(database, company=replace(COMPANY, check_above=Money(Decimal(10000), "CNY")))  # no check below that
    world.submitted(total="88.00")
    rules = world.erp.settings
    world.erp.settings = replace(rules, closed_until=date(2026, 12, 31))
    world.press("mei", "approve")
    world.wait(minutes=2)
    assert world.claim().state is State.POSTING_FAILED
    world.erp.settings = rules
    world.press("bo", "send_back", words="金额不对")
    world.press("lin", "correct", line=1, total="66.00")
    world.press("lin", "submit")
    world.press("mei", "approve")
    world.wait(minutes=2)
    assert world.claim().state is State.POSTED
    assert [posted.total for posted in world.erp.vouchers("EC26-000001")] == [Decimal(66)]


def test_the_bookkeeper_does_not_post_their_own_claim(world: World) -> None:
    world.submitted("bo")
    world.press("grace", "approve")
    assert "check" not in world.buttons("bo")
    world.say("bo", "复核 EC26-000001")
    assert world.claim().state is State.APPROVED
    world.press("nora", "check")
    assert world.claim().state is State.POSTED


def test_a_reversal_takes_two_people_and_the_claim_can_be_claimed_again(world: World) -> None:
    approved(world)
    world.press("bo", "check")
    world.press("bo", "ask_reversal", words="记错了期间")
    assert "confirm_reversal" not in world.buttons("bo")
    world.press("nora", "confirm_reversal")
    assert world.claim().state is State.REVERSED
    assert [posted.state for posted in world.erp.find("EC26-000001")] == ["cancelled"]
    world.press("lin", "reopen")
    world.press("lin", "submit")
    world.press("mei", "approve")
    world.press("bo", "check")
    assert world.claim().reference == "EC26-000001-R2"
    assert [posted.state for posted in world.erp.find("EC26-000001-R2")] == ["posted"]


def test_a_document_of_somebody_else_under_our_reference_is_an_alarm_for_a_person(world: World) -> None:
    approved(world)
    amount = Decimal(66)
    line = ReportLine("?", date(2026, 11, 1), "meals", "6601.02", net=amount, tax=Decimal(0), gross=amount)
    strange = ExpenseReport("EC26-000001", ErpEmployee("E1001", "?"), "?", "CNY", date(2026, 11, 1), (line,))
    world.erp.post(world.erp.ensure_draft(strange))
    world.press("bo", "check")
    assert world.claim().state is State.POSTING  # not posted, and not called failed either
    assert "total: sent 88.00, held 66" in str(world.last("bo"))
    assert "held 66" not in str(world.last("lin"))  # somebody else's business
    assert [posted.total for posted in world.erp.vouchers("EC26-000001")] == [amount]
    # Not put right yet: the same again, and still nothing is booked.
    world.press("bo", "look_again")
    assert "held 66" in str(world.last("bo"))
    # Reversed there, the reference is used up, and the claim goes on under the next one.
    world.erp.reverse(world.erp.vouchers("EC26-000001")[0], "?", date(2026, 11, 24))
    world.press("bo", "look_again")
    assert world.claim().state is State.REVERSED
    world.press("lin", "reopen")
    world.press("lin", "submit")
    world.press("mei", "approve")
    world.press("bo", "check")
    assert [posted.total for posted in world.erp.vouchers("EC26-000001-R2")] == [Decimal(88)]


def test_who_claimed_does_not_clear_up_the_alarm_about_their_own_claim(world: World) -> None:
    world.submitted("bo")
    world.press("grace", "approve")
    amount = Decimal(66)
    line = ReportLine("?", date(2026, 11, 1), "meals", "6601.02", net=amount, tax=Decimal(0), gross=amount)
    strange = ExpenseReport("EC26-000001", ErpEmployee("E1001", "?"), "?", "CNY", date(2026, 11, 1), (line,))
    world.erp.post(world.erp.ensure_draft(strange))
    world.press("nora", "check")
    assert "look_again" not in world.buttons("bo")
    assert "look_again" in world.buttons("nora")


def test_what_somebody_reversed_in_the_books_before_we_saw_it_there_is_claimed_again(world: World) -> None:
    approved(world)
    world.faults.lose("post", committed=True)
    world.press("bo", "check")
    world.erp.reverse(world.erp.vouchers("EC26-000001")[0], "?", date(2026, 11, 24))
    world.wait(minutes=2)
    assert world.claim().state is State.REVERSED
    assert "reopen" in world.buttons("lin")


def test_work_that_was_given_up_becomes_a_card_and_is_started_again(world: World) -> None:
    approved(world)
    for _ in range(30):
        world.faults.be_busy("find")
    world.press("bo", "check")
    world.wait(days=3)
    with world.stage.database.reading() as connection:
        assert [job.kind for job in queue.dead(connection)] == ["erp.post"]
    world.press("ada", "requeue")
    world.wait(minutes=5)
    assert world.claim().state is State.POSTED


def test_an_erp_that_is_busy_is_asked_for_payments_a_minute_later_and_nobody_is_disturbed(world: World) -> None:
    approved(world)
    world.press("bo", "check")
    world.erp.mark_paid("EC26-000001", date(2026, 11, 30))
    world.faults.be_busy("read")
    world.wait(minutes=1)
    assert world.claim().state is State.POSTED
    world.wait(minutes=1)
    assert world.claim().state is State.PAID
    assert not [text for text in world.chat.texts(WHO["ada"]) if "busy" in text]


def test_the_payment_date_is_the_erps(world: World) -> None:
    approved(world)
    world.press("bo", "check")
    world.erp.mark_paid("EC26-000001", date(2026, 11, 30))
    world.wait(minutes=2)
    assert world.claim().paid_on == date(2026, 11, 30)


def reversal(world: World) -> None:
    """Posted, and two people agreed to reverse it."""
    approved(world)
    world.press("bo", "check")
    world.press("bo", "ask_reversal", words="记错了期间")
    world.press("nora", "confirm_reversal")


def test_a_reversal_that_the_erp_refuses_leaves_everything_as_it_was_and_says_why(world: World) -> None:
    approved(world)
    world.press("bo", "check")
    world.press("bo", "ask_reversal", words="记错了期间")
    world.erp.mark_paid("EC26-000001", date(2026, 11, 24))
    world.press("nora", "confirm_reversal")
    for who in ("bo", "nora"):
        assert "EC26-000001 is paid" in world.told(who)
    assert world.claim().state is State.POSTED
    world.wait(minutes=2)
    assert world.claim().state is State.PAID


@pytest.mark.parametrize("committed", [True, False])
def test_a_lost_answer_to_a_reversal_is_looked_into_after_the_settle_window(world: World, committed: bool) -> None:
    world.faults.lose("reverse", committed=committed)
    reversal(world)
    assert world.claim().state is State.POSTED
    assert world.buttons("bo").isdisjoint({"drop_reversal", "ask_reversal"})  # it may have been done already
    world.wait(seconds=30)
    assert world.claim().state is State.POSTED
    world.wait(seconds=35)
    assert world.claim().state is State.REVERSED
    assert [posted.state for posted in world.erp.vouchers("EC26-000001")] == ["cancelled"]


def test_what_somebody_deleted_in_the_books_is_not_called_reversed(world: World) -> None:
    approved(world)
    world.press("bo", "check")
    world.press("bo", "ask_reversal", words="记错了期间")
    world.erp.delete("EC26-000001")
    world.press("nora", "confirm_reversal")
    assert world.claim().state is State.POSTED
    assert "is not there any more" in world.told("bo")
    # Entered again there, it is reversed when two people ask for it again.
    with world.stage.database.reading() as connection:
        row = postings.load(connection, "EC26-000001")
    assert row is not None
    world.erp.post(world.erp.ensure_draft(canonical.from_json(row.report)))
    world.press("bo", "ask_reversal", words="记错了期间")
    world.press("nora", "confirm_reversal")
    assert world.claim().state is State.REVERSED
