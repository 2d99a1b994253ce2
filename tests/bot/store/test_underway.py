"""The claims behind each count of what is under way."""

from __future__ import annotations

from bot.store.database import Database
from bot.store.underway import behind, under_way
from tests.stories.world import World, receipt


def test_behind_each_count_stand_as_many_claims_the_longest_waiting_first(database: Database) -> None:
    world = World(database)
    for who, total in (("lin", "10.00"), ("nora", "20.00"), ("sam", "30.00")):
        world.photo(who, receipt(total, f"店 {total}"), "Visit")
        world.press(who, "submit")
        world.wait(minutes=1)
    with database.reading() as connection:
        steps = under_way(connection)
        listed = {
            step.approver: [
                one.claimant for one in behind(connection, step.state, step.approver, step.currency, 0, step.count + 1)
            ]
            for step in steps
        }
        (second,) = behind(connection, steps[0].state, "E1003", "CNY", 1, 5)
    assert listed == {"E1003": ["E1001", "E1002"], "E1004": ["E1006"]}
    assert (second.reference, second.target, str(second.amount)) == (
        "EC26-000003",
        f"EC26-000003:{world.claim('EC26-000003').version}",
        "30.00",
    )
