"""Two processes on one database: what one does while the other is in the middle of something."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from sqlalchemy import text

from bot.chat.card import Card
from bot.chat.platform import Address, User
from bot.chat.terminal import TerminalChat
from bot.jobs.job import Job, Work
from bot.jobs.limits import Queue
from bot.jobs.taking import take
from bot.store import claims, people
from bot.store.database import Database
from bot.workflow import office
from bot.workflow.change import record
from bot.workflow.delivery import Delivery
from bot.workflow.reading import Readings
from tests.conftest import POSTGRES
from tests.stories.world import WHO, World, receipt


class SlowChat(TerminalChat):
    """Somebody else's chat, in which something happens between the decision to replace a card and its replacement."""

    def __init__(self, chat: TerminalChat, meanwhile: Callable[[], None]) -> None:
        super().__init__(workspace="demo")
        self._chat = chat
        self._meanwhile = meanwhile

    def replace(self, user: User, address: Address, card: Card) -> Address:
        if user.id == WHO["lin"]:
            self._meanwhile()
        return self._chat.replace(user, address, card)

    def show(self, user: User, card: Card) -> Address:
        return self._chat.show(user, card)

    def tell(self, user: User, text: str) -> None:
        self._chat.tell(user, text)


def test_an_older_card_that_is_drawn_last_is_drawn_anew(database: Database) -> None:
    world = World(database)
    world.submitted()
    world.chat.press(WHO["mei"], "approve")
    world.stage.app.runner.drain(limit=1)  # the press, and not yet the cards
    with database.writing() as connection:
        jobs = take(connection, "notify", Queue(), worker="slow", places=20, lease_seconds=3600).jobs
    slow = SlowChat(world.chat, lambda: world.press("bo", "check"))
    delivery = Delivery(database, {slow.name: slow}, world.stage.clock.now)
    handlers = {"chat.card": delivery.card, "chat.notice": delivery.notice}

    def is_lins_card(one: Job) -> bool:
        return one.kind == "chat.card" and one.owner == WHO["lin"]

    assert any(map(is_lins_card, jobs))
    for one in sorted(jobs, key=is_lins_card):  # hers last: the bookkeeper has to have a card to press on
        handlers[one.kind](Work(one, database, 3600))
    assert world.claim().voucher_number not in world.last("lin").title
    world.stage.settle()
    assert world.claim().voucher_number in world.last("lin").title


def test_a_reading_waits_for_what_the_person_is_sending_and_does_not_fail(database: Database) -> None:
    world = World(database)
    content = b"\xff\xd8\xff one"
    world.reader.knows(content, receipt("88.00"))
    world.chat.photo(WHO["lin"], "receipt.jpg", content)
    world.stage.app.runner.drain(limit=1)  # the photo, and not yet its reading
    with database.writing() as connection:
        [one] = take(connection, "ocr", Queue(), worker="beside", places=1, lease_seconds=3600).jobs
    readings = Readings(database, world.reader, world.stage.clock.now)
    with database.writing() as connection:
        person = people.load(connection)[WHO["lin"]]
        people.hold(connection, person.number)
        desk = office.load(connection)
        before = claims.load(connection, "EC26-000001")
        now = world.stage.clock.now()
        record(connection, before, before.describe(person, now, "客户拜访"), desk.people, desk.company, now)
        reading = threading.Thread(target=readings.read, args=(Work(one, database, 3600),))
        reading.start()
        time.sleep(0.5)  # it is waiting by now
    reading.join()  # what it raises is an error of this test
    assert [line.reading for line in world.claim().lines] == ["read"]


@pytest.mark.parametrize("database", [POSTGRES], indirect=True)
def test_who_holds_a_person_does_not_hold_up_what_only_refers_to_them(database: Database) -> None:
    world = World(database)
    with database.writing() as connection:
        people.hold(connection, WHO["mei"])

        def refer() -> None:
            with database.writing() as another:
                another.execute(text("SET LOCAL lock_timeout = '2s'"))
                people.link(another, "terminal", "elsewhere", "mei", WHO["mei"], world.stage.clock.now())

        referring = threading.Thread(target=refer)
        referring.start()
        referring.join()
    with database.reading() as connection:
        assert people.linked(connection, "terminal", "elsewhere", "mei") is not None
