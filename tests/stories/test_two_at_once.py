"""Two workers, two things one person sends in the same moment."""

from __future__ import annotations

import threading
import time

from bot.store import claims
from bot.workflow import office
from bot.workflow.change import record
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
