"""Two workers, two things one person sends in the same moment."""

from __future__ import annotations

import threading

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
