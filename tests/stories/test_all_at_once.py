"""One press on the digest approves everything without findings that it lists, each as a decision of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.claims.states import Action, State
from bot.demo.company import COMPANY
from bot.jobs.job import Job, Work
from bot.store import audit, companies, digests
from bot.store.database import Database
from bot.workflow.together import Deciding
from tests.stories.world import MONDAY, WHO, World, receipt


def sent(world: World, who: str, total: str, merchant: str, purpose: str = "客户拜访") -> None:
    """Somebody has submitted one receipt."""
    world.photo(who, receipt(total, merchant), purpose)
    world.press(who, "submit")


@pytest.fixture
def three(world: World) -> World:
    """Three claims wait for Mei: two have no findings, the third is above a limit."""
    sent(world, "lin", "88.00", "云溪小馆")
    sent(world, "sam", "42.00", "老王面馆")
    sent(world, "lin", "600.00", "湖滨酒家")
    world.say("mei", "待办")
    return world


def states(world: World) -> list[State]:
    return [world.claim(f"EC26-00000{number}").state for number in (1, 2, 3)]


def test_what_has_no_findings_is_approved_and_the_rest_stays(three: World) -> None:
    digest = str(three.last("mei"))
    assert "全部同意（无提示的 2 张）" in digest
    assert "其中 2 张没有提示，共 ¥130.00。" in digest
    assert digest.count("有提示，请打开后再决定。") == 1
    three.press("mei", "approve_all")
    assert states(three) == [State.APPROVED, State.APPROVED, State.SUBMITTED]
    after = str(three.last("mei"))
    assert "已一次同意 2 张。" in after
    assert "待审批 1 张" in after
    assert "approve_all" not in three.buttons("mei")


def test_each_is_a_decision_of_its_own_in_the_audit_trail(three: World) -> None:
    three.press("mei", "approve_all")
    with three.stage.database.reading() as connection:
        rows = [row for row in audit.entries(connection) if row["action"] == "approve"]
    assert [(row["subject"], row["actor"]) for row in rows] == [
        ("EC26-000001", WHO["mei"]),
        ("EC26-000002", WHO["mei"]),
    ]
    assert three.chain_is_unbroken()


def test_what_changed_meanwhile_is_left_and_said(three: World) -> None:
    digest = three.last("mei")
    three.press("lin", "withdraw")  # the third, which is not in it anyway
    three.say("sam", "withdraw EC26-000002")
    three.say("sam", "submit EC26-000002")  # waits again, and looks the same
    three.press_old("mei", digest, "approve_all")
    assert states(three) == [State.APPROVED, State.SUBMITTED, State.WITHDRAWN]
    after = str(three.last("mei"))
    assert "已一次同意 1 张，以下 1 张未变动：" in after
    assert "EC26-000002：此后有变动，请单独查看。" in after


def test_what_was_asked_about_is_not_in_it(three: World) -> None:
    three.press("mei", "ask", words="和谁？")
    asked = [claim.reference for claim in three.stage.claims() if claim.question]
    three.say("mei", "待办")
    three.press("mei", "approve_all")
    assert [three.claim(one).state for one in asked] == [State.SUBMITTED]


def test_a_second_press_does_nothing_more(three: World) -> None:
    digest = three.last("mei")
    three.chat.press(WHO["mei"], "approve_all")
    three.chat.press(WHO["mei"], "approve_all")
    three.stage.settle()
    three.press_old("mei", digest, "approve_all")
    for reference in ("EC26-000001", "EC26-000002"):
        assert [entry.action for entry in three.claim(reference).history].count(Action.APPROVE) == 1


class Died(BaseException):
    """The process is gone: nothing of ours catches that."""


def test_a_process_that_dies_in_the_middle_is_followed_by_one_that_goes_on(three: World) -> None:
    database, moments = three.stage.database, iter([MONDAY])

    def now() -> datetime:
        for moment in moments:
            return moment
        raise Died

    with database.reading() as connection:
        listed = digests.latest(connection, WHO["mei"])
    assert listed is not None
    order = {"digest": listed.number, "action": "approve_all"}
    job = Job(1, "x", "chat.together", order, "chat", 0, "", "running", MONDAY, 1, 5, "a", "", (), MONDAY, MONDAY, None)
    with pytest.raises(Died):
        Deciding(database, now).decide(Work(job, database, 60))
    assert states(three) == [State.APPROVED, State.SUBMITTED, State.SUBMITTED]
    # Another process takes the same order up.
    three.press("mei", "approve_all")
    assert states(three) == [State.APPROVED, State.APPROVED, State.SUBMITTED]
    for reference in ("EC26-000001", "EC26-000002"):
        assert [entry.action for entry in three.claim(reference).history].count(Action.APPROVE) == 1
    assert "已一次同意 2 张。" in str(three.last("mei"))
    assert three.chain_is_unbroken()


def test_all_of_them_are_taken_back_at_once(three: World) -> None:
    three.press("mei", "approve_all")
    three.press("bo", "check")  # one of the two is posted meanwhile
    three.press("mei", "take_back_all")
    assert sorted(states(three)) == [State.POSTED, State.SUBMITTED, State.SUBMITTED]
    after = str(three.last("mei"))
    assert "已收回 1 张的决定，以下 1 张未收回：" in after
    assert "全部同意（无提示的 1 张）" in after
    assert three.chain_is_unbroken()


def test_the_same_in_words_after_a_look(three: World) -> None:
    three.say("mei", "全部同意")
    assert states(three) == [State.APPROVED, State.APPROVED, State.SUBMITTED]
    three.say("mei", "approve all")  # nothing is listed any more: they look first
    assert states(three)[2] is State.SUBMITTED
    assert "今天的报销事项" in three.last("mei").title


def test_nobody_presses_for_somebody_else(three: World) -> None:
    digest = three.last("mei")
    three.press_old("sam", digest, "approve_all")
    assert states(three) == [State.SUBMITTED] * 3
    assert three.told("sam").startswith("I do not know this button")


def test_the_morning_reminder_has_the_button_too(world: World) -> None:
    sent(world, "lin", "88.00", "云溪小馆")
    world.wait(days=1)
    assert "今天的报销事项" in world.last("mei").title
    world.press("mei", "approve_all")
    assert world.claim().state is State.APPROVED


def test_a_long_list_is_cut_where_it_can_be_seen(sqlite: Database) -> None:
    world = World(sqlite)
    for number in range(43):
        sent(world, "lin", f"{20 + number}.00", f"面馆 {number}")
    world.say("mei", "待办")
    card = world.last("mei")
    assert "另有 3 张未列出，处理后再写“待办”。" in str(card)
    assert sum(button.action == "open" for part in card.sections for button in part.buttons) == 40
    world.press("mei", "approve_all")
    assert "已一次同意 40 张。" in str(world.last("mei"))
    assert "全部同意（无提示的 3 张）" in str(world.last("mei"))  # what could not be seen was not approved


def test_a_bookkeeper_posts_all_without_findings_and_the_rest_stays(world: World) -> None:
    for number, (total, day) in enumerate((("88.00", 20), ("42.00", 20), ("600.00", 20), ("30.00", 2)), start=1):
        world.photo("lin", receipt(total, f"面馆 {number}", date(2026, 11, day)), "客户拜访")
        world.press("lin", "submit")
        world.press("mei", "approve")
    with world.stage.database.writing() as connection:
        closed = replace(COMPANY, closed_until=date(2026, 11, 10))
        companies.save(connection, closed, by="system", at=world.stage.clock.now())
    world.say("bo", "todo")
    listed = world.last("bo")
    assert "全部入账（无提示的 2 张）" in str(listed)
    assert str(listed).count("有提示，请打开后再决定。") == 2  # above a limit, and of a closed period
    world.press("mei", "take_back")  # of the last; the others wait as they did
    world.press("bo", "post_all")
    assert [world.claim(f"EC26-00000{number}").state for number in (1, 2, 3)] == [
        State.POSTED,
        State.POSTED,
        State.APPROVED,
    ]
    assert any("已一次放行入账 2 张。" in str(card) for card in world.chat.cards(WHO["bo"]))
    world.press_old("bo", listed, "post_all")
    world.press_old("lin", listed, "post_all")
    with world.stage.database.reading() as connection:
        checks = [(row["subject"], row["actor"]) for row in audit.entries(connection) if row["action"] == "check"]
    assert checks == [("EC26-000001", WHO["bo"]), ("EC26-000002", WHO["bo"])]
    # The same in words: what is listed last is what counts.
    world.photo("sam", receipt("50.00", "面馆 9"), "Lunch")
    world.press("sam", "submit")
    world.press("mei", "approve")
    world.say("bo", "全部入账")  # nothing of it is listed yet: they look first
    assert world.claim("EC26-000005").state is State.APPROVED
    world.say("bo", "全部入账")
    assert world.claim("EC26-000005").state is State.POSTED
