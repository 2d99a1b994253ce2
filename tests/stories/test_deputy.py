"""A deputy decides in an approver's place for a period that is set in the chat, and never on a claim of their own."""

from __future__ import annotations

from bot.claims.states import Action, State
from bot.store import audit
from tests.stories.world import WHO, World, receipt

WEEK = "2026-11-23 2026-11-27"


def test_the_deputy_sees_and_decides_what_waits_and_what_arrives(world: World) -> None:
    world.submitted()
    world.say("mei", f"deputy E1002 {WEEK}")
    assert world.told("mei").startswith("2026年11月23日至2026年11月27日由 Sam Carter 代您审批")
    assert world.told("sam").startswith("梅芳 has named you deputy from 23 Nov 2026 to 27 Nov 2026")
    assert "For 梅芳" in str(world.last("sam"))  # the digest: what waits already
    world.press("sam", "approve_all")
    assert world.claim().state is State.APPROVED
    world.photo("lin", receipt("42.00", "老王面馆"), "客户拜访")
    world.press("lin", "submit")
    card = world.last("sam")
    assert card.title == "林小雨 asks for CN¥42.00"
    assert "For 梅芳" in str(card)
    world.press("sam", "approve")
    entry = world.claim("EC26-000002").history[-1]
    assert (entry.by, entry.on_behalf, entry.action) == (WHO["sam"], WHO["mei"], Action.APPROVE)
    assert "Sam Carter (for 梅芳)" in str(world.last("sam"))
    assert world.told("lin") == "Sam Carter（代梅芳）已同意 EC26-000002。"
    world.say("lin", "list")
    assert "Sam Carter（代梅芳），2026年11月23日" in world.chat.seen(WHO["lin"])
    with world.stage.database.reading() as connection:
        rows = [row for row in audit.entries(connection) if row["action"] in ("approve", "deputy")]
    assert [row["actor"] for row in rows] == [WHO["mei"], WHO["sam"], WHO["sam"]]
    assert rows[0]["content"] == {"deputy": WHO["sam"], "first": "2026-11-23", "last": "2026-11-27", "number": 1}
    assert rows[1]["content"]["on_behalf"] == WHO["mei"]
    assert world.chain_is_unbroken()


def test_never_on_ones_own_claim_which_stays_and_is_escalated(world: World) -> None:
    world.say("mei", f"代理 Sam Carter {WEEK}")
    world.submitted("sam")
    assert "approve" not in world.buttons("sam")
    world.say("sam", "approve EC26-000001")
    assert world.claim().state is State.SUBMITTED
    world.wait(days=1)
    assert world.told("ada").startswith("EC26-000001 of Sam Carter waits for 梅芳, who is away")
    world.press("mei", "approve")
    assert world.claim().state is State.APPROVED


def test_a_deputy_of_a_deputy_decides_nothing(world: World) -> None:
    world.say("mei", f"deputy E1002 {WEEK}")
    world.say("sam", f"deputy E1006 {WEEK}")
    world.submitted()
    world.say("nora", "approve EC26-000001")
    assert world.claim().state is State.SUBMITTED


def test_two_levels_stay_two_people(world: World) -> None:
    world.say("mei", f"deputy E1004 {WEEK}")  # Grace, who is the second level of such a claim
    world.submitted(total="1180.00")
    world.say("grace", "approve EC26-000001")
    assert world.claim().state is State.SUBMITTED
    world.say("mei", "deputy end")
    world.say("mei", f"deputy E1002 {WEEK}")
    world.say("grace", f"deputy E1002 {WEEK}")
    world.press("sam", "open")
    world.press("sam", "approve")
    assert world.claim().state is State.IN_APPROVAL
    world.say("sam", "approve EC26-000001")
    assert world.claim().state is State.IN_APPROVAL
    world.press("grace", "approve")
    assert world.claim().state is State.APPROVED


def test_it_begins_and_ends_by_itself(world: World) -> None:
    world.submitted()
    world.say("mei", "deputy E1002 2026-11-24 2026-11-24")
    world.say("sam", "approve EC26-000001")
    assert world.claim().state is State.SUBMITTED
    world.wait(days=1)
    assert "For 梅芳" in str(world.last("sam"))
    world.press("sam", "open")
    card = world.last("sam")
    world.wait(days=1)
    world.press_old("sam", card, "approve")
    assert world.claim().state is State.SUBMITTED
    assert "EC26-000001 is no longer with you" in world.told("sam")


def test_ended_early_nothing_stays_with_the_deputy(world: World) -> None:
    world.say("mei", f"deputy E1002 {WEEK}")
    world.submitted()
    assert "approve" in world.buttons("sam")
    world.say("mei", "代理 结束")
    assert world.told("mei") == "Sam Carter 不再代您审批。"
    assert world.last("sam").title == "No longer with you: EC26-000001"
    world.say("mei", "代理结束")
    assert world.told("mei").startswith("您目前没有代理人")


def test_the_approver_takes_back_what_was_decided_in_their_place(world: World) -> None:
    world.say("mei", f"deputy E1002 {WEEK}")
    world.submitted()
    world.press("sam", "approve")
    world.press("mei", "take_back")
    assert world.claim().state is State.SUBMITTED
    assert "approve" in world.buttons("mei")


def test_by_a_form_and_its_mistakes_are_said_at_the_field(world: World) -> None:
    world.say("mei", "代理 nobody 2026-12-01 2026-12-07")
    form = world.chat.form(WHO["mei"])
    assert form is not None
    assert [field.error for field in form.fields] == ["请从列表中选择。", "", ""]
    assert form.fields[1].value == "2026-12-01"
    world.fill("mei", deputy="E1002", last="2026-13-01")
    form = world.chat.form(WHO["mei"])
    assert form is not None
    assert form.fields[2].error == "请填写日期，例如 2026-07-24。"
    world.fill("mei", last="2026-11-30")
    # Whatever is refused, nothing has to be entered twice.
    form = world.chat.form(WHO["mei"])
    assert form is not None
    assert [field.value for field in form.fields] == ["E1002", "2026-12-01", "2026-11-30"]
    assert [field.error for field in form.fields] == ["", "", "最后一天早于第一天，请重新写日期。"]
    for words, answer in (
        ("deputy E1003 2026-12-01 2026-12-07", "代理人不能是您本人"),
        ("deputy E1008 2026-12-01 2026-12-07", "Otto Weiss 是审计人员"),
        ("deputy E1002 2026-11-01 2026-11-07", "这段时间已经过去"),
        ("deputy E1002 2026-12-01 2036-12-07", "代理期间最长一年"),
        ("deputy E1002 2026-12-01 2026-12-07", "2026年12月1日至2026年12月7日由 Sam Carter 代您审批"),
        ("deputy E1004 2026-12-07 2026-12-09", "2026年12月1日至2026年12月7日已由 Sam Carter 代理"),
    ):
        world.say("mei", words)
        form = world.chat.form(WHO["mei"])
        assert form is not None
        assert answer in [world.told("mei")[: len(answer)], *(field.error[: len(answer)] for field in form.fields)]


def test_of_several_the_approver_chooses_which_one_ends(world: World) -> None:
    world.say("mei", f"deputy E1002 {WEEK}")
    world.say("mei", "deputy E1004 2026-12-01 2026-12-07")
    world.say("mei", "代理 结束")
    form = world.chat.form(WHO["mei"])
    assert form is not None
    assert [label for _, label in form.fields[0].choices] == [
        "Sam Carter，2026年11月23日至2026年11月27日",
        "Grace Hall，2026年12月1日至2026年12月7日",
    ]
    world.fill("mei", which="99")
    form = world.chat.form(WHO["mei"])
    assert form is not None
    assert form.fields[0].error == "请从列表中选择。"
    world.fill("mei", which=form.fields[0].choices[1][0])
    assert world.told("mei") == "Grace Hall 不再代您审批。"
    assert world.told("grace") == "You are no longer deputy for 梅芳."
    world.submitted()
    assert "approve" in world.buttons("sam")
    world.say("mei", "代理 结束")
    assert world.told("mei") == "Sam Carter 不再代您审批。"


def test_words_that_only_begin_like_it_are_a_purpose(world: World) -> None:
    world.photo("lin", receipt("88.00"))
    world.say("lin", "代理商拜访")
    assert world.claim().purpose == "代理商拜访"
