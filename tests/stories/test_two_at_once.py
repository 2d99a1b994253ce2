"""Two workers, two things one person sends in the same moment."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from decimal import Decimal

from bot.claims.money import Money
from bot.claims.states import State
from bot.store import claims
from bot.workflow import conversation, office
from bot.workflow.change import record
from bot.workflow.deciding import Decision
from ocr.errors import Unreadable
from tests.stories.world import WHO, World, receipt


def test_two_first_photos_at_once_are_two_lines_of_one_draft(world: World) -> None:
    for number in range(4):
        what = receipt(f"{number + 1}.00")
        content = b"\xff\xd8\xff" + str(number).encode()
        world.reader.knows(content, what)
        world.chat.photo(WHO["lin"], f"{number}.jpg", content)
    threads = [threading.Thread(target=world.stage.settle) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    world.wait(minutes=1)
    assert sorted(str(line.paid.amount) for line in world.claim().lines if line.paid) == [
        "1.00",
        "2.00",
        "3.00",
        "4.00",
    ]


def test_a_text_with_a_nul_in_it_is_taken(world: World) -> None:
    world.photo("lin", receipt("88.00"))
    world.say("lin", "客户\0拜访")
    assert world.claim().purpose == "客户拜访"


def test_who_presses_while_another_decides_hears_what_became_of_the_claim(world: World) -> None:
    world.submitted()
    database, now = world.stage.database, world.stage.clock.now()
    with database.writing() as connection:
        # The administrator reroutes, and before that is committed the manager's press is worked on.
        desk, claim = office.load(connection), claims.load(connection, "EC26-000001")
        rerouted = claim.reroute(desk.people[WHO["ada"]], now, desk.people[WHO["grace"]])
        record(connection, claim, rerouted, desk.people, desk.company, now)
        world_of_mei = threading.Thread(target=world.press, args=("mei", "approve"))
        world_of_mei.start()
        time.sleep(0.5)
    world_of_mei.join()
    assert "EC26-000001" in world.told("mei")
    assert [entry.action for entry in world.claim().history][-1] == "reroute"


def test_of_a_take_back_and_a_submission_of_the_same_receipt_one_is_refused(world: World) -> None:
    world.photo("lin", receipt("88.00"), "客户拜访", file_key="F1")
    world.press("lin", "submit")
    world.press("lin", "withdraw")
    world.photo("sam", receipt("88.00"), "Lunch", file_key="F2")
    world.press("sam", "submit")
    world.press("mei", "reject", words="请用公司卡")
    database, now = world.stage.database, world.stage.clock.now()
    with database.writing() as connection:
        # The rejection is taken back, and before that is committed the withdrawn twin is submitted again.
        desk, claim = office.load(connection), claims.load(connection, "EC26-000002")
        taken_back = Decision("take_back", desk.people[WHO["mei"]], now, desk.today(now))
        conversation.carry_out(connection, claim, taken_back, desk)
        submitting = threading.Thread(target=world.say, args=("lin", "提交 EC26-000001"))
        submitting.start()
        time.sleep(0.5)
    submitting.join()
    assert (world.claim("EC26-000001").state, world.claim("EC26-000002").state) == (State.WITHDRAWN, State.SUBMITTED)


def test_what_is_entered_for_one_line_counts_although_another_was_read_meanwhile(world: World) -> None:
    world.photo("lin", receipt("88.00"), "客户拜访", file_key="F1")
    world.photo("lin", Unreadable("no_text"), file_key="F2")
    first, second = world.claim().lines
    world.press("lin", "correct", line=first.id)
    database, now = world.stage.database, world.stage.clock.now()
    with database.writing() as connection:
        desk, claim = office.load(connection), claims.load(connection, "EC26-000001")
        read = claim.read(replace(claim.line(second.id), merchant="云溪小馆", reading="read"), now)
        record(connection, claim, read, desk.people, desk.company, now)
        filling = threading.Thread(target=world.fill, args=("lin",), kwargs={"total": "77.00"})
        filling.start()
        time.sleep(0.5)
    filling.join()
    world.wait(minutes=1)
    assert world.claim().line(first.id).paid == Money(Decimal("77.00"), "CNY")
