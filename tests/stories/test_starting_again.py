"""Work that was given up: who may start it again, and that it stands in the audit trail who did."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.chat.platform import Pressed
from bot.claims.people import Role
from bot.claims.states import State
from bot.demo.company import ADA, EMPLOYEES, NORA, SAM
from bot.jobs import queue
from bot.store import people, tables
from bot.store.database import Database
from tests.stories.world import WHO, World


def given_up(world: World, who: str = "lin") -> int:
    """The posting of somebody's claim was given up; which job that is."""
    world.submitted(who)
    world.press("mei" if who in ("lin", "sam") else "grace", "approve")
    for _ in range(30):
        world.faults.be_busy("find")
    world.press("bo", "check")
    world.wait(days=3)
    with world.stage.database.reading() as connection:
        (job,) = queue.dead(connection)
    assert job.kind == "erp.post"
    return job.id


def requeued(world: World) -> list[tuple[str, str, object]]:
    with world.stage.database.reading() as connection:
        audit = tables.audit
        rows = connection.execute(select(audit).where(audit.c.action == "requeue").order_by(audit.c.seq))
        return [(row.actor, row.subject, row.content) for row in rows]


def test_who_started_which_work_on_which_claim_again_stands_in_the_audit_trail(world: World) -> None:
    job = given_up(world)
    world.press("ada", "requeue")
    assert world.told("ada") == "The job runs again now."
    world.wait(minutes=5)
    assert world.claim().state is State.POSTED
    assert requeued(world) == [(WHO["ada"], "EC26-000001", {"job": job, "kind": "erp.post", "attempts": 30})]
    assert world.chain_is_unbroken()


def forged(world: World, who: str, job: int) -> None:
    """Press a button that one was never shown."""
    world.stage.app.inbox.receive(Pressed(f"forged-{who}", world.chat.user(WHO[who]), "requeue", f"job:{job}"))
    world.wait(minutes=5)


@pytest.mark.parametrize("who", ["lin", "sam", "mei", "grace", "otto"])
def test_nobody_else_starts_a_posting_again_whatever_they_press(world: World, who: str) -> None:
    job = given_up(world)
    forged(world, who, job)
    assert world.told(who) in ("Only an administrator or a bookkeeper can do this.", "只有管理员或会计可以这样做。")
    assert world.claim().state is State.POSTING
    assert requeued(world) == []


def test_an_administrator_does_not_start_the_posting_of_their_own_claim_again(database: Database) -> None:
    another = replace(SAM, roles=frozenset({Role.ADMINISTRATOR}))
    world = World(database, employees=[another if one.number == SAM.number else one for one in EMPLOYEES])
    job = given_up(world, "ada")
    assert world.buttons("ada") == set()
    assert "somebody else has to do it" in str(world.last("ada"))
    forged(world, "ada", job)
    assert world.told("ada").startswith("Nobody decides on their own claim.")
    assert world.claim().state is State.POSTING
    assert requeued(world) == []
    world.press("sam", "requeue")
    world.wait(minutes=5)
    assert world.claim().state is State.POSTED
    assert [actor for actor, *_ in requeued(world)] == [SAM.number]


def test_a_second_press_hears_that_it_runs_already(world: World) -> None:
    given_up(world)
    card = world.last("ada")
    world.press("ada", "requeue")
    world.press_old("ada", card, "requeue")
    assert world.told("ada") == "This job is not waiting for anybody any more."
    assert len(requeued(world)) == 1


def test_who_has_left_starts_nothing_again(world: World) -> None:
    given_up(world)
    card = world.last("ada")
    with world.stage.database.writing() as connection:
        people.save(connection, [replace(NORA, roles=NORA.roles | ADA.roles)])
    world.stage.leaves(ADA.number)
    world.press_old("ada", card, "requeue")
    assert requeued(world) == []


def test_the_posting_for_the_only_administrator_is_started_again_by_a_bookkeeper(world: World) -> None:
    given_up(world, "ada")
    world.press("nora", "requeue")
    world.wait(minutes=5)
    assert world.claim().state is State.POSTED
    assert [actor for actor, *_ in requeued(world)] == [WHO["nora"]]


def test_a_reversal_for_the_only_administrator_is_started_again_by_a_bookkeeper(world: World) -> None:
    world.submitted("ada")
    world.press("grace", "approve")
    world.press("bo", "check")
    world.press("bo", "ask_reversal", words="wrong")
    for _ in range(40):
        world.faults.be_busy("find")
    world.press("nora", "confirm_reversal")
    world.wait(days=3)
    with world.stage.database.reading() as connection:
        assert [job.kind for job in queue.dead(connection)] == ["erp.reverse"]
    world.press("bo", "requeue")
    world.wait(days=1)
    assert world.claim().state is State.REVERSED
    assert [actor for actor, *_ in requeued(world)] == [WHO["bo"]]


def test_a_bookkeeper_does_not_start_the_posting_of_their_own_claim_again(world: World) -> None:
    world.submitted("bo")
    world.press("grace", "approve")
    for _ in range(30):
        world.faults.be_busy("find")
    world.press("nora", "check")
    world.wait(days=3)
    assert world.buttons("bo") == set()
    with world.stage.database.reading() as connection:
        (job,) = queue.dead(connection)
    forged(world, "bo", job.id)
    assert world.told("bo").startswith("不能处理本人的报销单。")
    assert world.claim().state is State.POSTING
    world.press("ada", "requeue")
    world.wait(minutes=5)
    assert world.claim().state is State.POSTED


def test_other_work_stays_with_the_administrators(world: World) -> None:
    with world.stage.database.writing() as connection:
        queue.enqueue(connection, "reminders", key="other", max_attempts=1)
        connection.execute(update(tables.job).where(tables.job.c.key == "other").values(status="dead"))
        number = connection.execute(select(tables.job.c.id).where(tables.job.c.key == "other")).scalar_one()
    forged(world, "nora", number)
    assert world.told("nora") == "Only an administrator can do this."
    forged(world, "ada", number)
    assert [actor for actor, *_ in requeued(world)] == [WHO["ada"]]


def died(world: World) -> int:
    """What somebody has just done was given up before it did anything; its job."""
    with world.stage.database.writing() as connection:
        job = tables.job
        given_up = update(job).where(job.c.kind == "chat.event", job.c.status == "ready").values(status="dead")
        number: int = connection.execute(given_up.returning(job.c.id)).scalar_one()
        return number


@pytest.mark.parametrize("way", ["press", "form", "order"])
def test_nobody_starts_the_approval_of_their_own_claim_again(world: World, way: str) -> None:
    world.submitted("ada")
    if way == "press":
        world.chat.press(WHO["grace"], "approve")
    elif way == "form":
        world.press("grace", "approve_less")
        world.chat.fill(WHO["grace"], amount_1="80.00")
    else:
        world.chat.say(WHO["grace"], "approve EC26-000001")
    job = died(world)
    forged(world, "ada", job)
    assert world.told("ada") == "Nobody decides on their own claim. Somebody else has to do this on EC26-000001."
    assert world.claim().state is State.SUBMITTED
    assert requeued(world) == []


def test_nor_what_starts_the_posting_of_their_own_claim_again(world: World) -> None:
    given_up(world, "ada")
    world.chat.press(WHO["nora"], "requeue")
    forged(world, "ada", died(world))
    assert world.told("ada").startswith("Nobody decides on their own claim.")
    assert requeued(world) == []


@pytest.mark.parametrize("target", ["", "job:x", "job:999999", "EC26-999999:1", "EC26-000001:x", "什么"])
def test_a_press_on_a_strange_button_that_was_given_up_is_about_no_claim(world: World, target: str) -> None:
    for number, action in enumerate(("approve", "requeue")):
        world.stage.app.inbox.receive(Pressed(f"strange-{number}", world.chat.user(WHO["grace"]), action, target))
        job = died(world)
        world.stage.app.inbox.receive(Pressed(f"again-{number}", world.chat.user(WHO["ada"]), "requeue", f"job:{job}"))
        world.wait(minutes=1)
    assert [actor for actor, *_ in requeued(world)] == [WHO["ada"]] * 2


def test_the_approval_of_somebody_elses_claim_is_started_again(world: World) -> None:
    world.submitted("sam")
    world.chat.press(WHO["mei"], "approve")
    job = died(world)
    forged(world, "ada", job)
    assert world.claim().state is State.APPROVED
    assert requeued(world) == [(WHO["ada"], "EC26-000001", {"job": job, "kind": "chat.event", "attempts": 0})]
