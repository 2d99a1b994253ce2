"""One process of the whole product, to be killed: the real App with its runner threads and schedules.

Only what lies outside of it is not real: the chat, the reader, and where it says so the ERP.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.app import App, Connector, Parts
from bot.chat.card import Card, Form
from bot.chat.errors import TryLater
from bot.chat.platform import Address, Capabilities, Receive, User
from bot.claims.money import Money
from bot.claims.people import Employee
from bot.demo.company import COMPANY, EMPLOYEES, LIN
from bot.settings import JobsSettings, QueueSettings, Settings
from bot.store.database import Database
from bot.workflow.setting_up import link, set_up
from ocr.errors import Unavailable
from ocr.reading import Document, Field, Progress, Reading, Value, unwatched
from tests.torture.people import WORKSPACE
from tests.torture.wire import ask, enter

CLAIMANTS = tuple(replace(LIN, number=f"E2{n:03}", name=f"申请人 {n}") for n in range(25))

#: Half of the claims are small enough to be posted without a check, once they cannot be taken back any more.
RULES = replace(COMPANY, check_above=Money(Decimal(150), "CNY"), take_back_seconds=1)

#: Nobody is killed 200 times in a few minutes: with the attempts a real installation has, bad luck would be given up.
_QUEUES = {
    "chat": QueueSettings(slots=4, max_attempts=1000),
    "notify": QueueSettings(slots=1, max_attempts=1000),
    "ocr": QueueSettings(slots=1, max_attempts=1000),
    "erp": QueueSettings(slots=3, max_attempts=1000),
    "default": QueueSettings(slots=2, max_attempts=1000),
}


def employees() -> tuple[Employee, ...]:
    return (*EMPLOYEES, *CLAIMANTS)


def found_company(database: Database) -> None:
    """The company and its people, and who is who in the chat."""
    now = datetime.now(UTC)
    with database.writing() as connection:
        set_up(connection, RULES, employees(), by="setup", at=now)
        for person in employees():
            link(connection, "far", WORKSPACE, person.number, person.number, by="setup", at=now)


def work_until_killed(url: str, chat: str, connector: Connector) -> None:
    """What each process runs."""
    settings = Settings(jobs=JobsSettings(lease_seconds=5, queues=_QUEUES))
    parts = Parts({"far": FarChat(chat)}, PreparedReader(), connector, "far")
    App(settings, Database(url), parts).start()
    threading.Event().wait()


class FarChat:
    """The platform: events come from the people's chat, cards go there."""

    name = "far"
    capabilities = Capabilities(form="modal")

    def __init__(self, address: str) -> None:
        self._address = address

    def start(self, receive: Receive) -> None:
        for _ in range(3):
            threading.Thread(target=self._take_in, args=(receive,), daemon=True).start()

    def stop(self) -> None:
        """It is killed instead."""

    def _take_in(self, receive: Receive) -> None:
        while True:
            with enter(self._address) as connection:
                connection.send(("events",))
                self._receive_all(connection.recv, connection.send, receive)

    def _receive_all(self, recv: Callable[[], object], send: Callable[[bool], None], receive: Receive) -> None:
        try:
            while True:
                receive(recv())  # type: ignore[arg-type]
                send(True)
        except (EOFError, OSError):
            return  # it took us for dead; we come back

    def show(self, user: User, card: Card) -> Address:
        found: Address = self._ask("show", user, card)
        return found

    def replace(self, user: User, address: Address, card: Card) -> Address:
        found: Address = self._ask("replace", user, address, card)
        return found

    def tell(self, user: User, text: str) -> None:
        self._ask("tell", user, text)

    def ask(self, user: User, form: Form) -> None:
        self._ask("ask", user, form)

    def fetch(self, reference: Mapping[str, str]) -> bytes:
        raise NotImplementedError("every photo brings its bytes")

    def _ask(self, *message: object) -> Address:
        try:
            answer: Address = ask(self._address, message, 5)
        except (TimeoutError, EOFError, OSError) as error:
            raise TryLater("no answer") from error
        return answer


class PreparedReader:
    """Stands in for OCR: each photo says itself what it says. Now and then it is not available."""

    def read(self, document: Document, today: date, progress: Progress = unwatched) -> Reading:
        time.sleep(random.uniform(0, 0.03))
        if random.random() < 0.02:
            raise Unavailable("engine_failed", "told to")
        said = json.loads(document.content.removeprefix(b"\xff\xd8\xff"))
        values: dict[str, Value] = {
            "merchant": f"店 {said['number']}",
            "date": today - timedelta(days=3),
            "total": Decimal(said["total"]),
            "currency": "CNY",
            "category": "meals",
        }
        fields = {name: Field(value, 0.99, "ocr") for name, value in values.items()}
        return Reading("receipt", fields, engine="prepared", grades=dict.fromkeys(values, "verified"))
