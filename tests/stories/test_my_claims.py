"""One's own claims: where each of them is, what is on its way, and what one can do about it."""

from __future__ import annotations

from bot.claims.states import Action
from tests.stories.world import WHO, World, receipt


def test_an_approver_is_reminded_with_the_card_and_not_twice_a_day(world: World) -> None:
    world.submitted("sam")
    old = world.last("mei")
    world.photo("lin", receipt("35.00", "出租车"))  # something else comes after
    world.press("sam", "remind")
    assert world.told("mei") == "Sam Carter 请您查看 EC26-000001：¥88.00 待您审批。"
    assert "was reminded last on 23 Nov 2026 09:30." in str(world.last("sam"))
    assert "催办" in str(world.last("mei").sections)
    world.say("sam", "remind EC26-000001")
    assert world.told("sam").startswith("A reminder of EC26-000001 went out today already.")
    world.wait(days=1)
    world.say("sam", "催办 EC26-000001")
    assert [one.action for one in world.claim().history].count(Action.REMIND) == 2
    world.press_old("mei", old, "approve")  # what they saw is what there is
    assert world.claim().route[0].approved_at is not None
    assert world.chain_is_unbroken()


def test_a_deputy_is_reminded_instead_and_of_who_has_left_the_claimant_hears(world: World) -> None:
    world.submitted("lin")
    world.say("mei", "deputy E1002 2026-11-23 2026-11-24")
    world.press("lin", "remind")
    assert world.told("sam").endswith("CN¥88.00 waits for your approval.")
    assert "请您查看" not in world.told("mei")
    world.wait(days=2)
    world.stage.leaves(WHO["mei"])
    world.press("lin", "remind")
    assert world.told("lin").startswith("梅芳已不能审批 EC26-000001")
