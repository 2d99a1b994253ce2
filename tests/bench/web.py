"""The web chat from outside: how soon a photo is a card, and how soon it is acknowledged while the queue is full."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import httpx
from sqlalchemy import select

from bot.claims.people import Role
from bot.demo.company import EMPLOYEES
from bot.demo.fixed import settings_in
from bot.demo.page import SAMPLES
from bot.store.database import Database
from bot.store.tables import job
from tests.bench.figures import Figure, milliseconds, percentile, ratio, seconds, timed
from tests.browser.windows import demo

#: One after the other, and at once: more than can be read while they are sent.
_CARDS, _QUEUE = 12, 200

PEOPLE = [person.number for person in EMPLOYEES if Role.AUDITOR not in person.roles]

_RECEIPT = SAMPLES["dinner_zh.jpg"].read_bytes()


def figures(folder: Path) -> list[Figure]:
    with demo(folder / "idle") as address, _window(address) as client:
        cards = timed(_card(client, number) for number in range(1, _CARDS + 1))
    read = _reading(folder / "idle")
    with demo(folder / "full") as address, _window(address) as client:
        acknowledged = timed(_photo(client, PEOPLE[n % len(PEOPLE)]) for n in range(_QUEUE))
    return [
        seconds("photo to card, read with the real engine, p50", percentile(cards, 0.5)),
        seconds("photo to card, p95", percentile(cards, 0.95)),
        ratio("photo to card to the reading alone, p50", percentile(cards, 0.5) / percentile(read, 0.5)),
        milliseconds("photo acknowledged while up to 200 wait to be read, p50", percentile(acknowledged, 0.5)),
        milliseconds("photo acknowledged while up to 200 wait, p99", percentile(acknowledged, 0.99)),
    ]


def _reading(data: Path) -> list[float]:
    """Seconds that each document was read, as the jobs of the demo in this folder say."""
    database = Database(settings_in(data).database_url)
    try:
        with database.reading() as connection:
            moments = select(job.c.started_at, job.c.finished_at).where(job.c.kind == "ocr.read")
            return [(end - start).total_seconds() for start, end in connection.execute(moments)]
    finally:
        database.dispose()


@contextmanager
def _window(address: str) -> Iterator[httpx.Client]:
    headers = {"Origin": address.rstrip("/")}
    with httpx.Client(base_url=f"{address}as/", headers=headers, trust_env=False) as client:
        yield client


def _photo(client: httpx.Client, person: str = PEOPLE[0]) -> Callable[[], None]:
    asked, content = {"id": str(uuid4()), "pick": str(uuid4()), "name": "dinner.jpg"}, _RECEIPT + uuid4().bytes

    def send() -> None:
        client.post(f"{person}/files", params=asked, content=content).raise_for_status()

    return send


def _card(client: httpx.Client, number: int) -> Callable[[], None]:
    """Send one more and wait until the card shows it read, as a window would see it."""
    send = _photo(client)

    def become_a_card() -> None:
        send()
        page = ""
        while page.count('pictured"') != number or "<progress" in page:
            time.sleep(0.02)
            page = client.get(f"{PEOPLE[0]}/").text

    return become_a_card
