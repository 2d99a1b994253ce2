"""The people of the torture and the chat they use: outside the killed processes, as a chat company's servers are.

Whoever they are, they act on what the bot shows them and on nothing else: a claimant submits when the card says that
everything is there, approvers and bookkeepers press the button on the card they got. So a card that is lost stops a
claim for ever, and the torture notices. Every event has its own id; what was not acknowledged is sent again under it,
and now and then something that was.
"""

from __future__ import annotations

import hashlib
import json
import queue
import random
import re
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from multiprocessing.connection import Connection
from typing import Any

from bot.chat.card import Button, Card, Form
from bot.chat.platform import Event, Filled, Photo, Pressed, User
from bot.views.buttons import APPROVE_LESS
from tests.torture.wire import Door

WORKSPACE = "torture"
_STEM = re.compile(r"EC\d\d-\d{6}")


@dataclass(frozen=True)
class Receipt:
    """A photo that somebody sends, and what it says."""

    number: int
    total: Decimal

    @property
    def content(self) -> bytes:
        return b"\xff\xd8\xff" + json.dumps({"number": self.number, "total": str(self.total)}).encode()

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass
class Claimant:
    """One who claims, one claim after the other. `sent` are the photos of the claim that is not submitted yet."""

    number: str
    waiting: list[list[Receipt]]
    sent: list[Receipt] = field(default_factory=list)
    stem: str = ""


class People:
    """All of them, and their chat. `lowers` decides which approver leaves a cent less of which claim."""

    def __init__(self, address: str, claimants: list[str], claims: int, seed: int) -> None:
        self.receipts: dict[str, Receipt] = {}  # by digest: everything that is ever sent
        self.acknowledged: set[str] = set()  # ids of events
        self.titles: dict[tuple[str, str], str] = {}  # of the newest card of a person about a claim
        self.redelivered = 0
        self._chance = random.Random(seed)
        self._seed = seed
        self._claimants = {number: Claimant(number, []) for number in claimants}
        self._order = [claimants[n % len(claimants)] for n in range(claims)]
        self._begun = 0
        self._submitted: set[str] = set()
        self._pressed: set[tuple[str, str, str]] = set()
        self._numbers = defaultdict[str, int](int)
        self._events: queue.Queue[Event] = queue.Queue()
        self._lock = threading.RLock()
        self._door = Door(address, self._visit)

    def close(self) -> None:
        self._door.close()

    def begin(self, claims: int) -> None:
        """From now on so many claims are to be made, those before included."""
        with self._lock:
            for number in self._order[self._begun : claims]:
                claimant = self._claimants[number]
                claimant.waiting.append([self._receipt() for _ in range(self._chance.choice((1, 1, 2, 3)))])
                self._go_on(claimant)
            self._begun = max(self._begun, claims)

    def idle(self) -> bool:
        """Whether everything that was to be sent has been acknowledged."""
        with self._lock:
            claimants = self._claimants.values()
            done = self._begun == len(self._order) and not any(one.waiting or one.sent for one in claimants)
            return done and self._events.empty()

    def lowers(self, approver: str, stem: str) -> bool:
        return random.Random(f"{self._seed} {approver} {stem}").random() < 0.15

    # What they do

    def _receipt(self) -> Receipt:
        number = len(self.receipts) + 1
        most = self._chance.choice((99, 400, 1500))
        receipt = Receipt(number, Decimal(self._chance.randint(1000, most * 100)) / 100)
        self.receipts[receipt.digest] = receipt
        return receipt

    def _go_on(self, claimant: Claimant) -> None:
        if claimant.sent or not claimant.waiting:
            return
        claimant.sent = claimant.waiting.pop(0)
        user = _user(claimant.number)
        for receipt in claimant.sent:
            key = f"photo-{receipt.number}"
            self._events.put(Photo(key, user, key, f"{key}.jpg", receipt.content, text="客户拜访"))

    def _look(self, user: User, card: Card) -> None:
        """Somebody sees a card."""
        number = user.id
        found = _STEM.search(str(card.sections[0].facts[:1])) if card.sections else None
        if found is None:
            return  # not about a claim
        stem = found[0]
        self.titles[number, stem] = card.title
        buttons = {button.action: button for button in card.buttons}
        claimant = self._claimants.get(number)
        if claimant is not None:
            self._look_at_own(claimant, stem, card, buttons.get("submit"))
        if "approve" in buttons:
            self._press(user, buttons[APPROVE_LESS if self.lowers(number, stem) else "approve"])
        elif "check" in buttons:
            self._press(user, buttons["check"])

    def _look_at_own(self, claimant: Claimant, stem: str, card: Card, submit: Button | None) -> None:
        if stem in self._submitted:
            return
        if submit is not None:
            lines = sum(button.action == "remove" for part in card.sections for button in part.buttons)
            if submit.style == "primary" and lines == len(claimant.sent):
                claimant.stem = stem
                self._press(_user(claimant.number), submit)
        elif stem == claimant.stem:
            # It is on its way: the next one.
            self._submitted.add(stem)
            claimant.sent = []
            self._go_on(claimant)

    def _press(self, user: User, button: Button) -> None:
        """Once for each button: the same one may be shown again."""
        if (user.id, button.action, button.target) not in self._pressed:
            self._pressed.add((user.id, button.action, button.target))
            self._events.put(Pressed(self._next("press"), user, button.action, button.target))

    def _fill(self, user: User, form: Form) -> None:
        """Approve, but a cent less of the first line."""
        values = {one.name: one.value for one in form.fields}
        first = form.fields[0].name
        values[first] = str(Decimal(values[first]) - Decimal("0.01"))
        self._events.put(Filled(self._next("fill"), user, form.action, form.target, values))

    def _next(self, what: str) -> str:
        self._numbers[what] += 1
        return f"{what}-{self._numbers[what]}"

    # The chat

    def _visit(self, connection: Connection) -> None:
        name, *arguments = connection.recv()
        if name == "events":
            self._deliver(connection)
            return
        with self._lock:
            answer = self._answer(name, *arguments)
            if self._chance.random() < 0.01:
                return  # shown, and its answer is lost
        connection.send(answer)

    def _answer(self, name: str, user: User, *arguments: Any) -> Any:
        if name == "ask":
            self._fill(user, *arguments)
            return None
        if name == "tell":
            return None
        self._look(user, arguments[-1])
        return arguments[0] if name == "replace" else {"card": self._next("card")}

    def _deliver(self, connection: Connection) -> None:
        """Hand events to one process, one after the other, until it dies."""
        while not self._door.closing.is_set():
            try:
                event = self._events.get(timeout=0.2)
            except queue.Empty:
                if connection.poll():
                    return  # nothing was asked: it hung up
                continue
            acknowledged = False
            try:
                connection.send(event)
                acknowledged = connection.poll(3) and connection.recv()
            finally:
                with self._lock:
                    if acknowledged:
                        self.acknowledged.add(event.id)
                    if not acknowledged or self._chance.random() < 0.03:
                        self.redelivered += 1
                        self._events.put(event)
            if not acknowledged:
                return  # whatever it still says belongs to an event that somebody else gets now


def _user(number: str) -> User:
    return User("far", WORKSPACE, number)
