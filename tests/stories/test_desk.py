"""The bookkeeper's desk: what waits for them, several claims posted at once, one corrected and posted in place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.claims.errors import NotAllowed
from bot.claims.people import Role
from bot.claims.states import Action, State
from bot.demo.company import EMPLOYEES
from bot.store import audit
from bot.store.database import Database
from bot.workflow.desk import Desk, Outcome, Returned
from tests.stories.world import WHO, World, reading, receipt


def desk_of(world: World) -> Desk:
    return Desk(world.stage.database, world.stage.clock.now)


def waiting(world: World, who: str = "nora") -> list[tuple[str, str]]:
    return [(row.reference, row.kind) for row in desk_of(world).waiting(WHO[who]).rows]


def approved(world: World, *totals: str) -> list[str]:
    """So many claims of Lin's wait for the bookkeeper; their targets."""
    for number, total in enumerate(totals, start=1):
        world.photo("lin", receipt(total, merchant=f"店 {number}"), "会议")
        world.press("lin", "submit")
        world.press("mei", "approve")
    return [f"{claim.reference}:{claim.version}" for claim in world.stage.claims()]


def post(world: World, targets: list[str], who: str = "nora") -> Outcome:
    done = desk_of(world).post(WHO[who], targets)
    world.stage.settle()
    return done


def test_everything_that_is_ticked_is_posted_each_as_a_decision_of_its_own(world: World) -> None:
    targets = approved(world, "10.00", "20.00", "30.00")
    done = post(world, targets[:2])
    assert done == Outcome(("EC26-000001", "EC26-000002"))
    assert [claim.state for claim in world.stage.claims()].count(State.POSTED) == 2
    assert waiting(world) == [("EC26-000003", "check")]
    with world.stage.database.reading() as connection:
        checks = [one for one in audit.entries(connection) if one["action"] == "check"]
    assert [(one["actor"], one["subject"]) for one in checks] == [
        (WHO["nora"], "EC26-000001"),
        (WHO["nora"], "EC26-000002"),
    ]


def test_what_changed_meanwhile_is_left_and_said(world: World) -> None:
    targets = approved(world, "10.00", "20.00")
    world.press("mei", "take_back")  # of the second, which Mei approved last
    done = post(world, targets)
    assert done.done == ("EC26-000001",)
    assert done.left == ("EC26-000002 has changed meanwhile and stands here as it is now, if it still waits for you.",)
    assert world.claim("EC26-000002").state is State.SUBMITTED


def test_two_clicks_and_two_bookkeepers_post_once(world: World) -> None:
    targets = approved(world, "10.00")
    assert post(world, targets * 2).done == ("EC26-000001",)
    assert post(world, targets).left == ()
    assert len(post(world, targets, "bo").left) == 1
    assert [entry.action for entry in world.claim().history].count(Action.CHECK) == 1
    assert len(world.erp.vouchers("EC26-000001")) == 1


def test_nobody_posts_their_own_claim_and_it_is_not_on_their_desk(world: World) -> None:
    world.photo("nora", receipt("10.00"), "Lunch")
    world.press("nora", "submit")
    world.press("grace", "approve")
    (claim,) = world.stage.claims()
    assert waiting(world, "nora") == []
    assert not desk_of(world).waiting(WHO["nora"]).more  # nor said to be behind it
    assert waiting(world, "bo") == [("EC26-000001", "check")]
    assert post(world, [f"{claim.reference}:{claim.version}"]).done == ()
    assert world.claim().state is State.APPROVED


def test_only_bookkeepers_have_a_desk(database: Database) -> None:
    both = [replace(one, roles=one.roles | {Role.AUDITOR}) if one.number == WHO["bo"] else one for one in EMPLOYEES]
    world = World(database, employees=both)
    for who in ("lin", "mei", "ada", "otto", "bo"):
        with pytest.raises(NotAllowed):
            desk_of(world).waiting(WHO[who])


def test_what_nothing_was_found_about_is_ticked_and_the_rest_says_why(world: World) -> None:
    world.photo("lin", receipt("900.00"), "晚餐")  # above the limit
    world.press("lin", "submit")
    world.press("mei", "approve")
    approved(world, "10.00")
    rows = {row.reference: row for row in desk_of(world).waiting(WHO["nora"]).rows}
    assert (rows["EC26-000001"].ready, rows["EC26-000001"].plain) == (True, False)
    assert "above the limit" in rows["EC26-000001"].lines[0].warnings[0]
    assert rows["EC26-000002"].plain


def test_what_the_erp_refused_says_why_and_is_fixed_and_posted_in_place(world: World) -> None:
    targets = approved(world, "10.00")
    rules = world.erp.settings
    world.erp.settings = replace(rules, accounts={c: n for c, n in rules.accounts.items() if c != "6601.02"})
    post(world, targets)
    (row,) = desk_of(world).waiting(WHO["nora"]).rows
    assert (row.kind, row.opened, row.ready) == ("mend", True, False)
    assert "unknown account 6601.02" in row.why
    assert next((field.value, field.title) for field in row.lines[0].fields) == ("6601.02", "销售费用-餐费")
    fixed = desk_of(world).correct(WHO["nora"], row.target, {"account.1": "6601.05", "tax.1": "0.00"}, post=True)
    world.stage.settle()
    assert fixed == Outcome(("EC26-000001",))
    assert world.claim().state is State.POSTED
    assert world.erp.lines()[0][0] == "6601.05"


def test_a_code_that_is_none_changes_nothing_and_keeps_what_was_written(world: World) -> None:
    (target,) = approved(world, "10.00")
    values = {"account.1": "9999", "tax.1": "ten", "tax_code.1": "", "cost_centre.1": "CC-20"}
    returned = desk_of(world).correct(WHO["nora"], target, values, post=True)
    assert isinstance(returned, Returned)
    assert world.claim().state is State.APPROVED
    (row,) = desk_of(world).waiting(WHO["nora"], returned).rows
    assert [field.value for field in row.lines[0].fields] == ["9999", "ten", "", "CC-20"]


def test_a_tax_nobody_has_decided_is_asked_and_not_taken_for_none(database: Database) -> None:
    world = World(database)
    paid = Decimal("10.00")
    ride = reading("ride_hailing_invoice", category="taxi", date=date(2026, 11, 20), total=paid, currency="CNY")
    world.photo("lin", ride, "客户拜访")
    world.press("lin", "submit")
    world.press("mei", "approve")
    target = f"EC26-000001:{world.claim().version}"
    (row,) = desk_of(world).waiting(WHO["nora"]).rows
    assert not row.ready
    returned = desk_of(world).correct(WHO["nora"], target, {"account.1": "6601.05", "tax.1": " "}, post=True)
    assert isinstance(returned, Returned)
    assert returned.errors == {"tax.1": "tax-undecided-here"}
    assert world.claim().lines[0].account == "6601.03"  # all or nothing
    decided = desk_of(world).correct(WHO["nora"], target, {"account.1": "6601.05", "tax.1": "0"}, post=False)
    assert decided == Outcome(("EC26-000001",))
    assert world.claim().state is State.APPROVED


def test_a_reversal_that_needs_a_second_person_lies_on_the_desk(world: World) -> None:
    post(world, approved(world, "10.00"))
    world.press("nora", "ask_reversal", words="wrong month")
    assert waiting(world, "nora") == [("EC26-000001", "reversal")]  # to drop it, never to confirm it
    (row,) = desk_of(world).waiting(WHO["bo"]).rows
    assert "wrong month" in row.why
    assert row.actions == (Action.CONFIRM_REVERSAL, Action.DROP_REVERSAL)
    desk_of(world).press(WHO["bo"], Action.CONFIRM_REVERSAL, row.target)
    world.stage.settle()
    assert world.claim().state is State.REVERSED
    assert waiting(world, "bo") == []
