"""Single lines go back to the claimant with a reason, as a claim of their own; the rest of the claim goes on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.claims.money import Money
from bot.claims.states import Action, State
from bot.store import audit
from tests.stories.world import WHO, World, receipt

NEW = "EC26-000002"


@pytest.fixture
def two(world: World) -> World:
    """Lin has submitted two receipts, 88.00 and 42.00."""
    world.photo("lin", receipt("88.00"), "客户拜访", file_key="first")
    world.photo("lin", receipt("42.00", "老王面馆"), file_key="second")
    world.press("lin", "submit")
    return world


def test_one_tap_on_the_line_and_a_reason(two: World) -> None:
    two.press("mei", "send_back_lines", line=2, words="请补发票")
    assert [line.id for line in two.claim().lines] == [1]
    assert two.claim().state is State.SUBMITTED
    back = two.claim(NEW)
    assert (back.state, back.claimant, back.purpose) == (State.SENT_BACK, WHO["lin"], "客户拜访")
    assert [(line.id, line.merchant) for line in back.lines] == [(2, "老王面馆")]
    assert back.lines[0].document
    assert two.told("lin") == f"梅芳退回了您报销单中的部分明细，已另立为 {NEW}：请补发票"
    assert "梅芳从 EC26-000001 退回：请补发票" in str(two.last("lin"))
    two.press("mei", "approve")
    two.press("bo", "check")
    assert two.erp.lines()[-1] == ("2241", Decimal(0), Decimal(88))
    assert two.chain_is_unbroken()


def test_corrected_and_submitted_again_under_its_own_reference(two: World) -> None:
    two.press("mei", "send_back_lines", line=2, words="请把日期写对")
    two.press("lin", "correct", line=2, date="2026-11-19")
    two.press("lin", "submit")
    # Not its own twin, although it stood on another claim before.
    assert two.claim(NEW).state is State.SUBMITTED
    for reference in ("EC26-000001", NEW):
        two.say("mei", f"approve {reference}")
        two.say("bo", f"check {reference}")
    assert {two.claim(reference).state for reference in ("EC26-000001", NEW)} == {State.POSTED}
    assert two.claim(NEW).approved == Money(Decimal(42), "CNY")


def test_lines_are_chosen_in_the_form_of_the_whole_claim(two: World) -> None:
    two.press("mei", "send_back")
    form = two.chat.form(WHO["mei"])
    assert form is not None
    assert form.fields[1].choices == (("1", "1 · 云溪小馆 · ¥88.00"), ("2", "2 · 老王面馆 · ¥42.00"))
    two.fill("mei", words="请补发票", lines="1")
    assert [line.id for line in two.claim().lines] == [2]
    assert [line.id for line in two.claim(NEW).lines] == [1]


@pytest.mark.parametrize("lines", ["", "1,2"])
def test_no_line_or_every_line_is_the_whole_claim(two: World, lines: str) -> None:
    two.press("mei", "send_back", words="请重做", lines=lines)
    assert two.claim().state is State.SENT_BACK
    assert len(two.claim().lines) == 2
    assert len(two.stage.claims()) == 1


@pytest.mark.parametrize(
    "order",
    [
        "send back EC26-000001 2: No invoice",
        "退回 EC26-000001 第2行：No invoice",
        "send back EC26-000001 line 2: No invoice",
    ],
)
def test_the_same_in_words(two: World, order: str) -> None:
    two.say("mei", order)
    assert [line.id for line in two.claim(NEW).lines] == [2]
    assert two.claim(NEW).history[-1].note == "No invoice"


def test_in_words_without_a_reason_the_form_asks_for_it(two: World) -> None:
    two.say("mei", "退回 EC26-000001 1、2：")
    form = two.chat.form(WHO["mei"])
    assert form is not None
    assert form.fields[1].value == "1,2"
    two.fill("mei", words="请补发票", lines="2")
    assert [line.id for line in two.claim(NEW).lines] == [2]


def test_a_line_that_is_not_there_is_said_and_nothing_happens(two: World) -> None:
    two.say("mei", "send back EC26-000001 1,7: Why?")
    assert two.told("mei").startswith("第 7 行已不在报销单上")
    two.press("mei", "send_back", words="Why?", lines="x")
    form = two.chat.form(WHO["mei"])
    assert form is not None
    assert form.fields[1].error == "请从列表中选择。"
    assert len(two.claim().lines) == 2
    two.press("mei", "send_back_lines", line=2, words="Why?")
    assert two.claim(NEW).lines  # and the reference is the next one: nothing was used up


def test_a_wrong_press_is_taken_back_with_everything(two: World) -> None:
    before = two.claim()
    two.press("mei", "send_back_lines", line=1, words="请补发票")
    two.press("mei", "take_back")
    assert two.claim().lines == before.lines
    assert two.claim(NEW).lines == ()
    assert two.claim(NEW).state is State.WITHDRAWN
    assert not any(NEW in card.title and card.buttons for card in two.chat.cards(WHO["lin"]))
    two.press("mei", "approve")
    assert two.claim().approved == Money(Decimal(130), "CNY")
    assert two.chain_is_unbroken()


def test_what_the_claimant_has_gone_on_with_stays_where_it_is(two: World) -> None:
    two.press("mei", "send_back_lines", line=2, words="请把日期写对")
    two.press("lin", "correct", line=2, date="2026-11-19")
    two.press("mei", "take_back")
    assert two.told("mei").startswith(f"退回的明细已成为 {NEW}")
    assert [line.id for line in two.claim().lines] == [1]
    assert two.claim(NEW).lines[0].spent_on == date(2026, 11, 19)


def test_the_same_photo_is_known_where_its_line_is_now(two: World) -> None:
    two.press("mei", "send_back_lines", line=2, words="请补发票")
    two.photo("lin", receipt("42.00", "老王面馆"), file_key="second")
    assert two.told("lin") == f"这份票据已在 {NEW} 第 2 行，您无需操作。"
    two.press("mei", "take_back")
    two.photo("lin", receipt("42.00", "老王面馆"), file_key="second")
    assert two.told("lin") == "这份票据已在 EC26-000001 第 2 行，您无需操作。"


def test_the_next_photo_belongs_to_another_draft(two: World) -> None:
    two.press("mei", "send_back_lines", line=2, words="请补发票")
    two.photo("lin", receipt("10.00", "早点铺"))
    assert len(two.claim(NEW).lines) == 1
    assert two.claim("EC26-000003").state is State.DRAFT


def test_a_double_click_sends_back_once(two: World) -> None:
    two.press("mei", "send_back_lines", line=2)
    two.press("mei", "send_back_lines", line=2)
    card = two.last("mei")
    two.fill("mei", words="请补发票")
    two.press_old("mei", card, "send_back_lines")
    assert [entry.action for entry in two.claim().history].count(Action.SEND_BACK_LINES) == 1
    assert len(two.stage.claims()) == 2


def test_the_next_level_sees_what_went_back_and_decides_on_the_rest(world: World) -> None:
    world.photo("sam", receipt("1100.00"), "Visit")
    world.photo("sam", receipt("900.00", "老王面馆"))
    world.press("sam", "submit")
    world.press("mei", "send_back_lines", line=1, words="Too much")
    world.press("mei", "approve")
    assert f"梅芳 sent lines back as {NEW}: Too much" in str(world.last("grace"))
    world.press("grace", "approve")
    assert world.claim().state is State.APPROVED
    assert world.claim().approved == Money(Decimal(900), "CNY")


def test_both_audit_rows_name_the_other_claim(two: World) -> None:
    two.press("mei", "send_back_lines", line=2, words="请补发票")
    with two.stage.database.reading() as connection:
        rows = [row for row in audit.entries(connection) if row["action"] == "send_back_lines"]
    assert [(row["subject"], row["content"]["other"], row["content"]["lines"]) for row in rows] == [
        ("EC26-000001", NEW, [1]),
        (NEW, "EC26-000001", [2]),
    ]
    assert two.chain_is_unbroken()
