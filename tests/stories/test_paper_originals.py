"""Paper originals on the bookkeeper's card: which are awaited, ticked off as they arrive, and posting that waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.claims.money import Money
from bot.claims.states import State
from bot.demo.company import COMPANY
from bot.store import audit
from bot.store.database import Database
from bot.workflow.closing import Closing
from bot.workflow.desk import Desk, Returned
from bot.workflow.originals import Originals
from tests.stories.world import WHO, World, reading, receipt


def by_taxi(world: World, day: date = date(2026, 11, 20)) -> None:
    """Lunch and a taxi, whose paper has to come, wait for the bookkeeper."""
    ride = reading("taxi_receipt", category="taxi", date=day, total=Decimal("35.00"), currency="CNY")
    world.photo("lin", receipt("88.00", day=day), "客户拜访")
    world.photo("lin", ride)
    world.press("lin", "submit")
    world.press("mei", "approve")


def said(world: World, who: str) -> list[str]:
    card = world.last(who)
    return [fact.value for part in card.sections for fact in part.facts if fact.label in ("Paper original", "纸质原件")]


def first(world: World, wanted: bool) -> None:
    """Whether posting waits for the originals, said on the page Month end."""
    closing = Closing(world.stage.database, world.stage.clock.now)
    stands = closing.stands()
    closing.close(WHO["nora"], stands.until, stands.account, stands.seen, originals_first=wanted)


def test_what_is_awaited_stands_on_the_card_and_is_ticked_off_there(world: World) -> None:
    by_taxi(world)
    assert said(world, "nora") == ["still to come"]
    assert "Paper still to come of line 2." in world.last("nora").sections[0].notes
    assert "original" not in world.buttons("mei") | world.buttons("lin")
    version = world.claim().version
    world.press("bo", "original", 2)
    assert said(world, "nora") == ["here (薄文, 23 Nov 2026 09:30)"]  # drawn again for both, where it stands
    assert said(world, "bo") == ["已收到（薄文，2026年11月23日 09:30）"]
    cover = Originals(world.stage.database, world.stage.clock.now).cover(WHO["nora"], "EC26-000001")
    assert cover.papers.arrived[2].by == WHO["bo"]
    old = world.last("nora")
    world.press("nora", "original_undone", 2)
    world.press_old("nora", old, "original_undone")  # twice is once
    assert said(world, "bo") == ["未收到"]
    with world.stage.database.reading() as connection:
        entries = [one for one in audit.entries(connection) if str(one["action"]).startswith("original")]
    assert [(one["actor"], one["action"]) for one in entries] == [
        (WHO["bo"], "original"),
        (WHO["nora"], "original_undone"),
    ]
    world.press("nora", "check")  # nobody said that posting has to wait
    assert (world.claim().state, world.claim().version > version) == (State.POSTED, True)


def test_posting_waits_for_the_originals_where_the_company_wants_it(database: Database) -> None:
    world = World(database, replace(COMPANY, check_above=Money(Decimal(1000), "CNY")))
    first(world, True)
    by_taxi(world)
    world.wait(minutes=2)
    assert world.claim().state is State.APPROVED  # small enough to go by itself, if its paper were here
    assert "Paper still to come of line 2. Posting waits for it." in world.last("nora").sections[0].notes
    desk = Desk(world.stage.database, world.stage.clock.now)
    (row,) = desk.waiting(WHO["nora"]).rows
    assert (row.ready, row.paper) == (False, "Paper still to come of line 2. Posting waits for it.")
    (left,) = desk.post(WHO["nora"], [row.target]).left
    assert left.startswith("EC26-000001 is posted once its paper originals are here: line 2 is still to come.")
    world.say("bo", "todo")
    assert "post_all" not in world.buttons("bo")
    world.press("nora", "original", 2)
    world.press("nora", "check")
    assert world.claim().state is State.POSTED
    first(world, False)
    by_taxi(world, date(2026, 11, 19))
    world.wait(minutes=2)
    assert world.claim("EC26-000002").state is State.POSTED


def test_paper_that_has_arrived_goes_with_its_line_and_comes_back_with_it(world: World) -> None:
    ride = reading("taxi_receipt", category="taxi", date=date(2026, 11, 20), total=Decimal("35.00"), currency="CNY")
    world.photo("lin", receipt("88.00"), "客户拜访")
    world.photo("lin", ride)
    world.press("lin", "submit")
    originals = Originals(world.stage.database, world.stage.clock.now)
    originals.tick(WHO["nora"], "EC26-000001", {2})
    world.press("mei", "send_back_lines", 2, words="请写明去哪里")
    assert originals.cover(WHO["nora"], "EC26-000002").papers.awaited == ()
    world.press("mei", "take_back")
    assert originals.cover(WHO["nora"], "EC26-000001").papers.awaited == ()


def test_what_was_corrected_stays_in_the_form_where_posting_waits_for_the_paper(world: World) -> None:
    by_taxi(world)
    first(world, True)
    desk = Desk(world.stage.database, world.stage.clock.now)
    target = f"EC26-000001:{world.claim().version}"
    back = desk.correct(WHO["nora"], target, {"account.1": "6601.05"}, post=True)
    assert isinstance(back, Returned)
    assert "line 2 is still to come" in back.why
    (row,) = desk.waiting(WHO["nora"], back).rows
    assert (row.opened, row.lines[0].fields[0].value) == (True, "6601.05")
    assert world.claim().lines[0].account == "6601.02"
