"""A bookkeeper says that a claim was paid: the books and we agree, and its claimant hears of it once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.claims.states import Action, State
from bot.store import audit
from tests.stories.world import WHO, World

TODAY = "2026-11-23"


def posted(world: World, *, pays: bool = True, tells: bool = True) -> None:
    """One claim is in the books; payments are written into them from here, or come back by themselves, or never."""
    told = "paid_amount" if tells else "none"
    world.erp.capabilities = replace(world.erp.capabilities, pays=pays, payment_status=told)  # type: ignore[arg-type]
    world.submitted()
    world.press("mei", "approve")
    world.press("bo", "check")
    assert world.claim().state is State.POSTED


def test_marked_paid_it_is_written_into_the_books_once_and_its_claimant_hears_once(world: World) -> None:
    posted(world)
    before = len(world.chat.texts(WHO["lin"]))
    world.press("bo", "mark_paid", date=TODAY)
    claim = world.claim()
    assert (claim.state, claim.paid_on) == (State.PAID, date(2026, 11, 23))
    (held,) = world.erp.find("EC26-000001")
    assert (held.payment, held.paid_amount) == ("paid", held.total)
    world.wait(minutes=5)  # and it is read back, as ever
    assert len(world.chat.texts(WHO["lin"])) == before + 1
    assert world.chain_is_unbroken()


def test_the_form_proposes_today_and_takes_no_day_to_come(world: World) -> None:
    posted(world)
    world.press("bo", "mark_paid")
    form = world.chat.form(WHO["bo"])
    assert form is not None
    assert form.fields[0].value == TODAY
    world.fill("bo", date="2026-11-24")
    again = world.chat.form(WHO["bo"])
    assert again is not None
    assert again.fields[0].error == "日期晚于今天。"
    world.fill("bo", date="2026-11-22")
    assert world.told("bo") == "EC26-000001 于 2026年11月23日 入账，付款日期不能早于该日（2026年11月22日）。"
    assert world.claim().state is State.POSTED


def test_books_that_tell_of_payments_themselves_decide(world: World) -> None:
    posted(world, pays=False)
    world.press("bo", "mark_paid", date=TODAY)
    assert world.claim().state is State.POSTED
    assert "薄文 said that it was paid on 23 Nov 2026." in str(world.last("nora"))
    assert "mark_paid" not in world.buttons("nora")
    world.erp.mark_paid("EC26-000001", date(2026, 11, 23))
    world.wait(minutes=2)
    assert world.claim().state is State.PAID


def test_of_books_that_never_tell_the_bookkeepers_word_is_taken(world: World) -> None:
    posted(world, pays=False, tells=False)
    world.press("bo", "mark_paid", date=TODAY)
    assert (world.claim().state, world.claim().paid_on) == (State.PAID, date(2026, 11, 23))


def test_a_lost_answer_pays_once(world: World) -> None:
    posted(world)
    world.faults.lose("pay", committed=True)
    world.press("bo", "mark_paid", date=TODAY)
    world.wait(minutes=10)
    assert world.claim().state is State.PAID
    (held,) = world.erp.find("EC26-000001")
    assert held.paid_amount == held.total


def test_two_bookkeepers_at_once_mark_it_once(world: World) -> None:
    posted(world, pays=False)
    world.press("bo", "mark_paid")
    world.press("nora", "mark_paid")
    world.fill("bo", date=TODAY)
    world.fill("nora", date=TODAY)
    assert [entry.action for entry in world.claim().history].count(Action.MARK_PAID) == 1
    with world.stage.database.reading() as connection:
        marks = [one["actor"] for one in audit.entries(connection) if one["action"] == "mark_paid"]
    assert marks == [WHO["bo"]]


def test_nobody_marks_their_own_and_what_is_about_to_be_reversed_is_not_marked(world: World) -> None:
    posted(world)
    assert "mark_paid" not in world.buttons("lin")
    world.press("bo", "ask_reversal", words="重复")
    assert "mark_paid" not in world.buttons("nora")
