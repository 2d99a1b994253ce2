"""One's own claims: where each of them is, what is on its way, and what one can do about it."""

from __future__ import annotations

from bot.claims.claim import Claim
from bot.claims.states import Action, State
from bot.store import claims
from bot.store.database import Database
from bot.workflow.own_claims import PAGE, Asked, OwnClaims
from tests.stories.world import MONDAY, WHO, World, receipt


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


def test_list_says_where_each_open_claim_is_and_has_its_buttons(world: World) -> None:
    world.say("sam", "list")
    assert str(world.last("sam")).count("Send me a photo of a receipt") == 2  # to the eye, and to the notification
    world.submitted("sam")
    world.photo("sam", receipt("35.00", "Taxi"))
    world.say("sam", "list")
    card = world.last("sam")
    assert (card.title, card.summary) == ("Your claims", "2 claims of yours are open.")
    assert [part.heading for part in card.sections[1:]] == [
        "EC26-000002 · Draft · CN¥35.00",
        "EC26-000001 · Submitted · CN¥88.00",
    ]
    assert card.sections[0].notes == ("2 claims of yours are open.", "Waiting for approval: CN¥88.00")
    assert "Waiting for 梅芳 since 23 Nov 2026 09:30." in card.sections[2].notes
    assert [button.label for button in card.sections[2].buttons] == ["Open", "Remind", "Withdraw"]
    world.press("sam", "remind_listed")
    card = world.last("sam")
    assert card.title == "Your claims"  # in its place, with what became of it
    assert "梅芳 was reminded last on 23 Nov 2026 09:30." in card.sections[2].notes
    assert [button.label for button in card.sections[2].buttons] == ["Open", "Withdraw"]
    world.press("sam", "Discard")
    world.press("sam", "withdraw_listed")
    assert [claim.state for claim in world.stage.claims()] == [State.WITHDRAWN, State.WITHDRAWN]
    assert world.last("sam").summary.startswith("You have no open claim.")
    assert "EC26-000001 · Withdrawn · CN¥88.00 · 客户拜访" in world.last("sam").sections[0].notes


def test_in_another_chat_the_list_leads_to_the_page(database: Database) -> None:
    world = World(database, web="https://expense.example.com/")
    world.submitted("lin")
    world.say("lin", "列表")
    assert world.last("lin").sections[0].notes[-1].endswith("https://expense.example.com/claims")


def test_the_page_finds_a_claim_by_words_month_and_where_it_is(world: World) -> None:
    own = OwnClaims(world.stage.database, world.stage.clock.now)
    assert not own.page(WHO["sam"], Asked()).any

    def found(part: str = "", words: str = "", month: str = "", after: str = "") -> list[str]:
        return [row.reference[-2:] for row in own.page(WHO["sam"], Asked.of(part, words, month, after)).rows]

    world.submitted("sam")
    world.press("mei", "approve")
    world.submitted("lin")
    world.wait(days=10)
    world.photo("sam", receipt("35.00", "Taxi Müller 100%"), "Airport")
    assert found() == ["03", "01"]
    assert (found(part="coming"), found(part="with_me"), found(part="paid")) == (["01"], ["03"], [])
    assert (found(words="ＥＣ26-000001"), found(words="taxi"), found(words="客户")) == (["01"], ["03"], ["01"])
    assert (found(words="100%"), found(words="1%"), found(words="_")) == (["03"], [], [])
    assert found(words="\x00 ") == found()
    assert (found(month="2026-11"), found(month="2026-12"), found(month="2026-10")) == (["01"], ["03"], [])
    assert (found(month="26-13"), found(part="nowhere"), found(after="EC26-000002")) == ([*found()],) * 3
    assert found(after="EC26-000003") == ["01"]
    page = own.page(WHO["sam"], Asked())
    assert (page.months, page.totals) == (("2026-12", "2026-11"), ("On its way to you: CN¥88.00",))
    assert page.rows[1].notes == ("With the bookkeeper since 23 Nov 2026 09:30 (10 days).",)
    world.press("sam", "remove", line=1)
    assert found(words="taxi") == []


def test_what_is_pressed_on_the_page_is_done_or_says_why_not(world: World) -> None:
    own = OwnClaims(world.stage.database, world.stage.clock.now)
    world.submitted("sam")
    row = own.page(WHO["sam"], Asked()).rows[0]
    assert own.press(WHO["sam"], Action.REMIND, row.target).said == "梅芳 has been reminded of EC26-000001."
    world.stage.settle()
    assert "请您查看 EC26-000001" in world.told("mei")
    assert own.press(WHO["sam"], Action.REMIND, row.target).said.startswith("A reminder of EC26-000001 went out today")
    assert own.press(WHO["lin"], Action.WITHDRAW, row.target).said == "没有找到您可以查看的报销单 EC26-000001。"
    assert own.press(WHO["sam"], Action.WITHDRAW, row.target).done
    late = own.press(WHO["sam"], Action.WITHDRAW, row.target)
    assert (late.done, late.said[:28]) == (False, "EC26-000001 has changed mean")
    assert not own.press(WHO["sam"], Action.WITHDRAW, "nonsense").done


def test_older_ones_stand_on_the_next_page_each_once(world: World) -> None:
    own, seen, after = OwnClaims(world.stage.database, world.stage.clock.now), list[str](), ""
    with world.stage.database.writing() as connection:
        for number in range(2 * PAGE + 1):
            claims.insert(connection, Claim(f"EC26-{number:06}", WHO["sam"], "CNY"), MONDAY)  # all at one moment
    for _ in range(3):
        page = own.page(WHO["sam"], Asked(after=after))
        seen += [row.reference for row in page.rows]
        after = page.older
    assert after == ""
    assert seen == [f"EC26-{number:06}" for number in reversed(range(2 * PAGE + 1))]
