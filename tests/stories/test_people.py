"""Who may talk to the bot at all, what it says where, and what becomes of things it cannot read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.chat.platform import Pressed
from bot.claims.states import State
from bot.jobs.queue import dead, requeue
from ocr.errors import TooLarge, Unavailable, Unreadable
from tests.stories.world import WHO, World, reading, receipt


def test_a_stranger_gets_a_friendly_refusal_and_the_administrator_hears_once(world: World) -> None:
    world.chat.say("nobody", "hello")
    world.chat.say("nobody", "hello?")
    world.stage.settle()
    assert len(world.chat.texts("nobody")) == 2
    assert "管理员" in world.chat.texts("nobody")[0]
    assert "administrator" in world.chat.texts("nobody")[0]
    assert [text for text in world.chat.texts(WHO["ada"]) if "nobody" in text] == [world.told("ada")]


def test_somebody_who_has_left_can_do_nothing(world: World) -> None:
    world.stage.leaves(WHO["lin"])
    world.photo("lin", receipt("88.00"))
    assert "离职" in world.told("lin")
    assert world.chat.cards(WHO["lin"]) == []


def test_in_a_group_nothing_is_shown_and_the_answer_leads_to_the_direct_chat(world: World) -> None:
    world.chat.photo(WHO["lin"], "receipt.jpg", b"\xff\xd8\xff", private=False)
    world.chat.say(WHO["lin"], "todo", private=False)
    world.stage.settle()
    assert world.chat.cards(WHO["lin"]) == []
    assert all("私聊" in text for text in world.chat.texts(WHO["lin"]))


def test_nobody_learns_of_claims_that_do_not_concern_them(world: World) -> None:
    world.submitted()
    world.say("sam", "approve EC26-000001")
    there = world.told("sam")
    world.say("sam", "approve EC26-000002")
    assert there.replace("000001", "000002") == world.told("sam")


@pytest.mark.parametrize(
    "error",
    [
        *(Unreadable(reason) for reason in sorted(Unreadable.reasons)),
        TooLarge("pages", limit=40, actual=400),
        TooLarge("pixels", limit=1, actual=2),
        Unavailable("engine_missing"),
        Unavailable("time_out"),
    ],
    ids=str,
)
def test_what_cannot_be_read_says_why_is_kept_and_can_be_filled_in_by_hand(
    world: World, error: Unreadable | TooLarge | Unavailable
) -> None:
    world.photo("sam", error)
    world.wait(minutes=30)  # an engine that is away is tried again before anybody is bothered
    (line,) = world.claim().lines
    assert line.reading == "failed"
    assert line.problem.endswith(error.reason)
    assert any(len(note) > 20 for part in world.last("sam").sections for note in part.notes)
    world.press("sam", "correct", line=1, total="12.50", date="2026-11-20", category="meals", merchant="Kiosk")
    world.say("sam", "A sandwich")
    world.press("sam", "submit")
    assert world.claim().state is State.SUBMITTED


def test_a_reading_that_dies_unforeseen_is_filled_in_by_hand(world: World) -> None:
    world.photo("sam", RuntimeError("nobody thought of this"))
    assert world.claim().lines[0].reading == "waiting"
    world.wait(minutes=30)
    (line,) = world.claim().lines
    assert (line.reading, line.problem) == ("failed", "reading-gave_up")
    assert world.told("sam").startswith("Line 1 of EC26-000001 could not be read")
    assert "correct" in world.buttons("sam")
    assert any("Press “Correct”" in why for part in world.last("sam").sections for why in part.warnings)
    assert "requeue" in world.buttons("ada")
    world.press("sam", "correct", line=1, total="12.50", date="2026-11-20", category="meals", merchant="Kiosk")
    world.say("sam", "A sandwich")
    world.press("sam", "submit")
    assert world.claim().state is State.SUBMITTED


def test_a_reading_that_is_given_up_once_more_is_not_told_again(world: World) -> None:
    world.photo("sam", RuntimeError("nobody thought of this"))
    world.wait(minutes=30)
    before, told = world.claim(), len(world.chat.texts(WHO["sam"]))
    with world.stage.database.writing() as connection:
        assert all(requeue(connection, job.id) for job in dead(connection))
    world.wait(minutes=30)
    assert (world.claim(), len(world.chat.texts(WHO["sam"]))) == (before, told)


def test_a_reading_that_was_given_up_is_tried_again_unless_somebody_filled_it_in(world: World) -> None:
    broken = RuntimeError("a bug that an update mends")
    world.photo("sam", broken)
    world.photo("lin", broken)
    world.wait(minutes=30)
    world.press("sam", "correct", line=1, total="12.50", date="2026-11-20", category="meals", merchant="Kiosk")
    world.reader.knows(b"\xff\xd8\xff" + repr(broken).encode(), receipt("88.00"))
    with world.stage.database.writing() as connection:
        for job in dead(connection):
            assert requeue(connection, job.id)
    world.stage.settle()
    assert [line.merchant for line in world.claim("EC26-000001").lines] == ["Kiosk"]
    assert [line.merchant for line in world.claim("EC26-000002").lines] == ["云溪小馆"]


def test_what_is_not_certain_is_asked_and_what_is_only_likely_is_marked(world: World) -> None:
    unsure = reading(
        merchant="Kiosk", date=date(2026, 5, 11), total=Decimal("12.50"), currency="CNY",
        grades={"date": "ask", "merchant": "likely"},
    )  # fmt: skip
    world.photo("sam", unsure, "A sandwich")
    (line,) = world.claim().lines
    assert line.spent_on is None
    assert line.unsure == {"merchant"}
    world.press("sam", "submit")
    assert "Date" in world.told("sam")
    world.press("sam", "correct", line=1, date="2026-11-05")
    world.press("sam", "submit")
    assert world.claim().lines[0].unsure == frozenset()


def test_a_wrong_answer_in_a_form_is_explained_and_nothing_entered_is_lost(world: World) -> None:
    world.photo("sam", receipt("88.00"))
    world.press("sam", "correct", line=1, total="eighty", merchant="Noodle bar")
    form = world.chat.form(WHO["sam"])
    assert form is not None
    assert {field.name: field.error for field in form.fields}["total"].startswith("Please write an amount")
    assert {field.name: field.value for field in form.fields}["merchant"] == "Noodle bar"


def test_the_text_beside_a_photo_is_the_purpose_and_later_words_replace_it(world: World) -> None:
    world.photo("lin", receipt("88.00"), "客户拜访")
    world.say("lin", "拜访杭州客户")
    assert world.claim().purpose == "拜访杭州客户"


def test_a_rejection_stays_when_its_receipt_was_claimed_again_meanwhile(world: World) -> None:
    world.photo("lin", receipt("88.00"), "客户拜访", file_key="F1")
    world.press("lin", "submit")
    world.press("mei", "reject", words="请用公司卡")
    rejected = world.last("mei")
    world.photo("lin", receipt("88.00"), "客户拜访", file_key="F2")
    world.press("lin", "submit")
    assert world.claim("EC26-000002").state is State.SUBMITTED
    world.press_old("mei", rejected, "take_back")
    assert "EC26-000002" in world.told("mei")
    assert world.claim("EC26-000001").state is State.REJECTED
    # With the other one out of the way it may be taken back.
    world.press("lin", "withdraw")
    world.press_old("mei", rejected, "take_back")
    assert world.claim("EC26-000001").state is State.SUBMITTED


def explained(world: World, key: str) -> None:
    """The same receipt is claimed once more, with a reason."""
    world.photo("lin", receipt("88.00"), "客户拜访", file_key=key)
    world.press("lin", "explain", line=1, words="两桌")
    world.press("lin", "submit")


def test_what_was_explained_before_the_rejection_explains_no_claim_made_since(world: World) -> None:
    world.photo("lin", receipt("88.00"), "客户拜访", file_key="F1")
    world.press("lin", "submit")
    explained(world, "F2")
    second = world.last("mei")
    world.wait(minutes=1)
    world.press_old("mei", second, "reject")
    world.fill("mei", words="请用公司卡")
    rejected = world.last("mei")
    assert world.claim("EC26-000002").state is State.REJECTED
    explained(world, "F3")
    assert world.claim("EC26-000003").state is State.SUBMITTED
    world.press_old("mei", rejected, "take_back")
    assert "EC26-000003" in world.told("mei")
    assert world.claim("EC26-000002").state is State.REJECTED


def test_a_twin_that_was_known_before_or_is_a_draft_keeps_no_rejection_standing(world: World) -> None:
    world.photo("lin", receipt("88.00"), "客户拜访", file_key="F1")
    world.press("lin", "submit")
    first = world.last("mei")
    world.photo("sam", receipt("88.00"), "Lunch", file_key="F2")
    world.press("sam", "explain", line=1, words="We paid apart.")
    world.press("sam", "submit")
    world.wait(minutes=1)
    world.press_old("mei", first, "reject")
    world.fill("mei", words="按错了")
    rejected = world.last("mei")
    world.photo("sam", receipt("88.00"), "Lunch", file_key="F3")
    world.press_old("mei", rejected, "take_back")
    assert world.claim("EC26-000001").state is State.SUBMITTED


def test_the_same_receipt_claimed_twice_is_taken_out_or_explained_and_loud_to_the_approver(world: World) -> None:
    world.submitted("lin")
    world.photo("sam", receipt("88.00"), "Lunch")
    assert "The same file is already on EC26-000001. Remove this line, or press Explain" in warnings(world, "sam")
    world.press("sam", "submit")
    assert world.told("sam").startswith("Line 1 seems to be claimed twice. Remove it, or press Explain")
    assert world.claim("EC26-000002").state is State.DRAFT
    world.press("sam", "explain", line=1, words="We shared the bill.")
    world.press("sam", "submit")
    assert warnings(world, "mei").startswith("第 1 行有警示，请先看下文再作决定。")
    assert "EC26-000001 中已有同一份文件。" in warnings(world, "mei")
    assert any(
        note == "Sam Carter 说明：We shared the bill." for part in world.last("mei").sections for note in part.notes
    )


def test_twice_in_one_claim_it_is_enough_to_take_one_out(world: World) -> None:
    world.photo("sam", receipt("88.00"), "Lunch")
    world.photo("sam", receipt("88.00"))
    assert "The same file is already on this claim." in warnings(world, "sam")
    world.press("sam", "submit")
    assert world.claim().state is State.DRAFT
    world.press("sam", "remove", line=2)
    world.press("sam", "submit")
    assert world.claim().state is State.SUBMITTED
    assert warnings(world, "mei") == ""


def test_an_amount_above_the_limit_is_loud_to_whoever_approves(world: World) -> None:
    world.submitted("sam", total="800.00")
    assert "金额 ¥800.00，超过该费用类别的限额 ¥500.00。" in warnings(world, "mei")


def warnings(world: World, who: str) -> str:
    """All that the last card of somebody warns of."""
    return " ".join(warning for part in world.last(who).sections for warning in part.warnings)


@pytest.mark.parametrize("word", ["list", "claim"])
def test_commands(world: World, word: str) -> None:
    world.photo("sam", receipt("88.00"))
    world.say("sam", word)
    assert "EC26-000001" in str(world.last("sam"))


def test_todo_shows_everything_that_waits_for_me(world: World) -> None:
    world.submitted("lin")
    world.submitted("sam", total="12.50")
    world.say("mei", "待办")
    buttons = [button for part in world.last("mei").sections for button in part.buttons]
    assert {button.target for button in buttons if button.action == "open"} == {
        f"EC26-000001:{world.claim().version}",
        f"EC26-000002:{world.claim('EC26-000002').version}",
    }
    world.press("mei", "open")
    assert "approve" in world.buttons("mei")


@pytest.mark.parametrize(("action", "target"), [("requeue", "EC26-000001:1"), ("approve", "EC26-000001:x"),
                                                ("open", "EC26-000001"), ("approve", "EC26-000001:1")])  # fmt: skip
def test_a_forged_button_shows_nothing_of_a_claim_of_others(world: World, action: str, target: str) -> None:
    world.submitted("lin")
    user = world.chat.user(WHO["sam"])
    world.stage.app.inbox.receive(Pressed(f"forged-{action}-{target}", user, action, target))
    world.wait(minutes=5)
    assert world.chat.cards(WHO["sam"]) == []


def test_the_card_of_somebody_who_has_left_is_not_drawn_again(world: World) -> None:
    world.submitted("lin")
    before = world.last("mei")
    world.stage.leaves(WHO["mei"])
    world.press("lin", "withdraw")
    assert world.last("mei") == before
