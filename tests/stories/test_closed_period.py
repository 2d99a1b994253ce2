"""An expense of a closed month: a bookkeeper is asked where it goes, and nothing is re-dated in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.claims.errors import ClaimError
from bot.claims.money import Money
from bot.claims.states import Action, State
from bot.demo.company import COMPANY
from bot.store import audit, postings
from bot.store.database import Database
from bot.workflow.closing import Closing
from bot.workflow.desk import Desk
from tests.stories.world import WHO, World, receipt

OCTOBER, MONDAY = date(2026, 10, 20), date(2026, 11, 23)


def close(world: World, until: date | None, who: str = "nora", seen: str = "", account: str = "2241.02") -> bool:
    closing = Closing(world.stage.database, world.stage.clock.now)
    return closing.close(WHO[who], until, account, seen or closing.stands().seen)


def of_october(world: World, total: str = "88.00", day: date = OCTOBER) -> None:
    """Lin's receipt of October, approved, waits for the bookkeeper."""
    world.photo("lin", receipt(total, day=day), "客户拜访")
    world.press("lin", "submit")
    world.press("mei", "approve")


def report(world: World, reference: str = "EC26-000001") -> dict[str, object]:
    with world.stage.database.reading() as connection:
        row = postings.load(connection, reference)
    assert row is not None
    return row.report


def test_it_is_asked_on_the_card_and_posted_in_the_next_open_period(world: World) -> None:
    close(world, date(2026, 10, 31))
    of_october(world)
    assert {"post_next", "accrue"} <= world.buttons("nora")
    assert "check" not in world.buttons("nora")
    (asked,) = world.last("nora").sections[0].warnings
    assert asked == "Line 1 is of 2026-10, and the books are closed up to 31 Oct 2026. In which period is it posted?"
    assert "the voucher is dated 23 Nov 2026 and its text names 2026-10" in world.last("nora").sections[0].notes[0]
    world.press("nora", "post_next")
    posted = world.claim()
    assert (posted.state, posted.posted_on, posted.lines[0].spent_on) == (State.POSTED, MONDAY, OCTOBER)
    assert report(world)["purpose"] == "[2026-10] 客户拜访"
    assert world.erp.lines()[0] == ("6601.02", Decimal(88), Decimal(0))
    said = [fact.value for part in world.last("nora").sections for fact in part.facts if fact.label == "Closed period"]
    assert said == ["2026-10, posted in the next open period (Nora Quinn, 23 Nov 2026 09:30)"]


def test_it_is_posted_against_what_was_accrued_for_it(world: World) -> None:
    close(world, date(2026, 10, 31))
    of_october(world)
    world.say("nora", "accrue EC26-000001")
    assert world.claim().state is State.POSTED
    assert world.claim().lines[0].account == "6601.02"
    assert world.erp.lines() == [("2241.02", Decimal(88), Decimal(0)), ("2241", Decimal(0), Decimal(88))]
    with world.stage.database.reading() as connection:
        (entry,) = [one for one in audit.entries(connection) if one["action"] == "accrue"]
    assert entry["actor"] == WHO["nora"]


def test_without_an_account_for_it_nothing_is_posted_against_an_accrual(world: World) -> None:
    close(world, date(2026, 10, 31), account="")
    of_october(world)
    world.press("nora", "accrue")
    assert "no account for accrued expenses" in world.told("nora").lower()
    assert world.claim().state is State.APPROVED


def test_post_all_leaves_it_and_says_so(world: World) -> None:
    of_october(world)
    of_october(world, "20.00", date(2026, 11, 20))
    seen = world.last("nora")
    targets = [f"{claim.reference}:{claim.version}" for claim in world.stage.claims()]
    close(world, date(2026, 10, 31), who="ada")
    desk = Desk(world.stage.database, world.stage.clock.now)
    waiting = desk.waiting(WHO["nora"])
    assert waiting.asked == 1
    assert [(row.kind, row.ready, bool(row.asked)) for row in waiting.rows] == [
        ("period", False, True),
        ("check", True, False),
    ]
    done = desk.post(WHO["nora"], targets)
    assert done.done == ("EC26-000002",)
    (left,) = done.left
    assert left.startswith("The books are closed up to 31 Oct 2026, and this has expenses of 2026-10: please say first")
    assert "EC26-000001" in left
    # Corrected and answered in one go; and a card from before the closing asks as well.
    world.press_old("bo", seen, "check")
    answered = desk.correct(WHO["nora"], targets[0], {"account.1": "6601.05"}, post=True, answer=Action.POST_NEXT)
    world.stage.settle()
    assert answered.done == ("EC26-000001",)  # type: ignore[union-attr]
    assert {account for account, _, _ in world.erp.lines()} == {"6601.02", "6601.05", "2241"}


def test_books_closed_after_the_release_stop_what_has_not_begun_and_leave_what_has(database: Database) -> None:
    world = World(database, replace(COMPANY, check_above=Money(Decimal(1000), "CNY")))
    world.faults.lose("post", committed=False)
    of_october(world)  # released with the approval, a minute later
    world.wait(minutes=1.5)
    assert world.claim().posting_started
    of_october(world, "20.00")
    close(world, date(2026, 10, 31))
    world.wait(minutes=30)
    assert world.claim().state is State.POSTED
    held = world.claim("EC26-000002")
    assert (held.state, held.history[-1].action) == (State.APPROVED, Action.ASK_PERIOD)
    assert world.erp.vouchers("EC26-000002") == []
    world.press("bo", "post_next")
    assert world.claim("EC26-000002").state is State.POSTED
    # What is approved from now on is asked at once, however small.
    of_october(world, "30.00")
    assert world.claim("EC26-000003").state is State.APPROVED


def test_a_date_that_the_erp_refuses_is_asked_too(world: World) -> None:
    rules = world.erp.settings
    world.erp.settings = replace(rules, closed_until=MONDAY)
    of_october(world)
    world.press("nora", "check")
    assert (world.claim().state, world.claim().refused_day) == (State.POSTING_FAILED, MONDAY)
    assert {"fix_and_post", "post_next", "accrue"} <= world.buttons("nora")
    assert "takes no voucher of 23 Nov 2026" in world.last("nora").sections[0].warnings[0]
    world.wait(days=1)
    world.press("nora", "fix_and_post")  # the same day again, never another
    assert world.claim().refused_day == MONDAY
    world.press("nora", "post_next")
    assert (world.claim().state, world.claim().posted_on) == (State.POSTED, date(2026, 12, 1))
    of_october(world, "20.00")
    world.erp.settings = replace(rules, closed_until=date(2026, 11, 24))
    world.press("nora", "check")
    world.erp.settings = rules  # opened again there
    world.wait(days=3)
    world.press("nora", "fix_and_post")
    assert world.claim("EC26-000002").posted_on == date(2026, 11, 24)


def test_who_closed_and_opened_what_is_in_the_audit_trail(world: World) -> None:
    before = Closing(world.stage.database, world.stage.clock.now).stands().seen
    assert close(world, date(2026, 10, 31))
    assert not close(world, date(2026, 10, 31))
    of_october(world)
    for who in ("lin", "mei", "otto"):
        with pytest.raises(ClaimError, match="closing-offices-only"):
            close(world, None, who)
    for until, seen, account, why in (
        (None, before, "2241.02", "closing-meanwhile"),
        (date(2027, 10, 31), "", "2241.02", "closing-too-late"),
        (None, "", "9999", "closing-unknown-account"),
    ):
        with pytest.raises(ClaimError, match=why):
            close(world, until, "nora", seen, account)
    assert close(world, None, "ada")
    world.press("nora", "post_next")  # on the card from before
    assert "open again" in world.told("nora")
    world.press("nora", "check")
    assert world.claim().state is State.POSTED
    with world.stage.database.reading() as connection:
        found = [one for one in audit.entries(connection) if one["action"] in ("close_books", "open_books")]
    assert [(one["actor"], one["content"]) for one in found] == [
        (WHO["nora"], {"until": "2026-10-31", "before": ""}),
        (WHO["ada"], {"until": "", "before": "2026-10-31"}),
    ]
    assert world.chain_is_unbroken()


def test_a_reversal_is_not_dated_into_the_closed_books(world: World) -> None:
    of_october(world)
    world.press("nora", "check")
    close(world, date(2026, 11, 30))
    world.erp.settings = replace(world.erp.settings, closed_until=date(2026, 11, 30))
    world.press("nora", "ask_reversal", words="记错了科目")
    world.press("bo", "confirm_reversal")
    assert world.claim().state is State.REVERSED
