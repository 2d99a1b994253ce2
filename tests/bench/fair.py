"""Many photos of many people queued at once: nobody's first waits for anybody's last.

What is measured is an order, which does not depend on the machine: how many photos had been read, of all, when the last
person's first one was, and when it stood on their card. Then it ends, the queue still nearly full. The queue, its slots
and all jobs are the real ones. The 6,000 are read by a reader that takes a fixed time; a smaller share by the real
engine.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from bot.app import App, Parts, utc_now
from bot.chat.card import Card
from bot.chat.platform import Address, User
from bot.chat.terminal import TerminalChat
from bot.claims.people import People
from bot.demo.company import CHART, COMPANY, EMPLOYEES, LIN, SINCE
from bot.demo.page import SAMPLES
from bot.settings import Settings
from bot.store.database import Database
from bot.store.migrations import migrate
from bot.workflow.embedded_ledger import EmbeddedLedger
from bot.workflow.reading import Reader
from bot.workflow.setting_up import link, set_up
from ocr.errors import Unavailable
from ocr.process import OcrProcess
from ocr.reading import Document, Progress, Reading, unwatched
from tests.bench.figures import Figure, ratio
from tests.stories.world import receipt

_PEOPLE, _EACH = 150, 40

#: With the real engine, which takes about a second for each.
_REAL_PEOPLE, _REAL_EACH = 10, 4

#: Seconds until a bench that does not get on is given up.
_PATIENCE = 1800.0


def figures(folder: Path) -> list[Figure]:
    found = _measured(folder / "fixed", FixedReader(0.02), _PEOPLE, _EACH, "20 ms each")
    with OcrProcess() as reader:
        try:
            engine = reader.wait()
        except Unavailable as error:
            return [*found, Figure("the same with the real engine", "-", note=f"not here: {error}")]
        return found + _measured(folder / "real", reader, _REAL_PEOPLE, _REAL_EACH, engine)


class FixedReader:
    """Stands in for OCR: takes the same time for each document, whatever the machine does, and says the same of all."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._read = 0

    def read(self, document: Document, today: date, progress: Progress = unwatched) -> Reading:
        """A receipt of another amount each."""
        time.sleep(self._seconds)
        self._read += 1
        return receipt(f"{Decimal(1000 + self._read) / 100}", day=today)


class Order:
    """Notes in which order photos are read, and how many had been when a person first saw one of theirs read."""

    def __init__(self, reader: Reader, photos: Mapping[bytes, tuple[str, int]]) -> None:
        self._reader, self._photos = reader, photos
        self._people = len({number for number, _ in photos.values()})
        self.read_in: list[tuple[str, int]] = []
        self.seen_at: dict[str, int] = {}
        self.all_seen = threading.Event()

    def read(self, document: Document, today: date, progress: Progress = unwatched) -> Reading:
        """What the document says."""
        reading = self._reader.read(document, today, progress)
        self.read_in.append(self._photos[document.content])
        return reading

    def seen(self, user: User, card: Card) -> None:
        """A card came or changed."""
        if card.progress is None or card.progress[0]:
            self.seen_at.setdefault(user.id, len(self.read_in))
        if len(self.seen_at) == self._people:
            self.all_seen.set()


class Watched(TerminalChat):
    """A chat that tells which cards it was given."""

    order: Order

    def show(self, user: User, card: Card) -> Address:
        self.order.seen(user, card)
        return super().show(user, card)

    def replace(self, user: User, address: Address, card: Card) -> Address:
        self.order.seen(user, card)
        return super().replace(user, address, card)


def _measured(folder: Path, reader: Reader, people: int, each: int, how: str) -> list[Figure]:
    picture = SAMPLES["dinner_zh.jpg"].read_bytes()
    employees = [replace(LIN, number=f"P{n:03}", email=f"p{n}@example.com") for n in range(people)]
    photos = {picture + uuid4().bytes: (one.number, n) for one in employees for n in range(each)}
    order = Order(reader, photos)
    settings = Settings(data=folder)
    database = Database(settings.database_url)
    migrate(database)
    chat = Watched(workspace="demo")
    chat.order = order
    now = utc_now()
    with database.writing() as connection:
        set_up(connection, COMPANY, [*EMPLOYEES, *employees], by="system", at=now)
        for one in employees:
            user = chat.user(one.number)
            link(connection, user.platform, user.workspace, user.id, one.number, by="system", at=now)
    ledger = EmbeddedLedger(folder / "ledger", COMPANY, People(EMPLOYEES), CHART, SINCE)
    app = App(settings, database, Parts({chat.name: chat}, order, ledger.connector, "ledger"))
    chat.start(app.inbox.receive)
    for content, (number, _) in photos.items():  # all of one person before all of the next: the worst that can come
        chat.photo(number, "dinner.jpg", content)
    app.start()
    try:
        if not order.all_seen.wait(_PATIENCE):
            raise TimeoutError(f"{len(order.seen_at)} of {people} have seen a photo of theirs read")
    finally:
        app.stop()
        database.dispose()
    return _figures_of(order, people, each, how)


def _figures_of(order: Order, people: int, each: int, how: str) -> list[Figure]:
    last_seen = max(order.seen_at.values())
    by_then = order.read_in[:last_seen]
    last_first = max(at for at, (_, n) in enumerate(by_then, 1) if n == 0)
    furthest = max(Counter(number for number, _ in by_then).values())
    return [
        Figure(f"{people * each:,} photos of {people} people at once ({how})", "", note="one person's after another's"),
        ratio("  photos read until everybody's first was, to people", last_first / people, f"{last_first} photos"),
        ratio("  until it stood on everybody's card, to people", last_seen / people, f"{last_seen} photos"),
        Figure("  most that anybody had had read by then", str(furthest), note=f"of {each}"),
    ]
