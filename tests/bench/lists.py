"""Every list there is, opened with 1,000 and with 100,000 claims in the database, in a company of 1,000 people.

What is measured is the whole page as a browser gets it, or the card as it stands in the chat afterwards, in seconds of
the processor: server, database and browser are one process here, and what else the machine does is not in it. A new
list is a line in `PAGES`. Taking claims out as a file is no list: it takes as long as the file is.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from bot.claims.people import Employee
from bot.demo.company import ADA, LIN, MEI, NORA
from bot.demo.page import Everybody
from bot.jobs.queue import enqueue
from bot.jobs.runner import Queue, Runner
from bot.store.database import Database
from bot.web.all_pages import all_pages
from bot.web.chat import WebChat
from bot.web.door import Door
from bot.web.server import loopback, serving
from bot.workflow.delivery import Delivery
from tests.bench.figures import Figure, milliseconds, percentile, ratio, timed
from tests.bench.filled import FEW, MANY, filled
from tests.stories.world import MONDAY

#: What is opened, by whom, at which address.
PAGES: Mapping[str, tuple[Employee, str]] = {
    "conversation of somebody with a fifth of all": (LIN, "/"),
    "its earlier part": (LIN, "/earlier?before={middle}"),
    "own claims of somebody with a fifth of all": (LIN, "/claims"),
    "its next page": (LIN, "/claims?after=EC25-{seen:06}"),
    "its latest month": (LIN, "/claims?month=2026-11"),
    "its paid ones": (LIN, "/claims?part=paid"),
    "its ones with a word": (LIN, "/claims?words=shop+3"),
    "a word that none has, looked for in all of these": (LIN, "/claims?words=nowhere"),
    "desk": (NORA, "/desk"),
    "payments": (NORA, "/payments"),
    "month end": (NORA, "/month-end"),
    "claims behind a step of it": (NORA, "/month-end?state=posted&approver=&currency=CNY"),
    "cover sheet": (NORA, "/cover?claim=EC25-000001"),
    "company and its 1,000 people": (ADA, "/company"),
}

#: Cards that list, as the job that draws them.
CARDS: Mapping[str, tuple[Employee, str]] = {
    "digest of an approver": (MEI, "chat.todo"),
    "digest of a bookkeeper": (NORA, "chat.todo"),
    "own latest claims": (LIN, "chat.list"),
}

#: Openings of each list, after the first, which fills caches.
_TIMES = 21


def figures(folder: Path) -> list[Figure]:
    with ExitStack() as stack:
        few, many = (_ways(stack, folder / f"{count}.db", count) for count in (FEW, MANY))
        taken = {name: _in_turn(few[name], many[name]) for name in many}
    found = []
    for name, (short, long) in taken.items():
        found.append(milliseconds(f"{name}, {MANY:,} claims, p50", percentile(long, 0.5)))
        pairs = [after / before for before, after in zip(short, long, strict=True)]
        found.append(ratio(f"  to {FEW:,} claims", percentile(pairs, 0.5), "aim: under 1.5"))
    return found


def _in_turn(few: Callable[[], object], many: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Seconds of each opening, one after the other by turns."""
    taken = timed([few, many] * (_TIMES + 1), time.process_time)
    return taken[2::2], taken[3::2]


def _ways(stack: ExitStack, file: Path, count: int) -> dict[str, Callable[[], object]]:
    """What opens each list of a database with so many claims."""
    database = stack.enter_context(filled(file, count))
    return {**stack.enter_context(_pages(database, count)), **_cards(database)}


@contextmanager
def _pages(database: Database, count: int) -> Iterator[dict[str, Callable[[], object]]]:
    chat = WebChat(database, lambda: MONDAY)
    routes = all_pages(database, chat, Door(Everybody(database, chat)), lambda: MONDAY)
    with loopback(0) as bound, serving(routes, bound) as address, httpx.Client(trust_env=False) as client:

        def page(person: Employee, path: str) -> Callable[[], object]:
            there = f"{address}as/{person.number}{path.format(middle=count // 2, seen=count // 40 * 20 + 1)}"
            return lambda: client.get(there).raise_for_status()

        yield {name: page(*one) for name, one in PAGES.items()}


def _cards(database: Database) -> dict[str, Callable[[], object]]:
    chat = WebChat(database, lambda: MONDAY)
    delivery = Delivery(database, {"web": chat}, lambda: MONDAY)
    runner = Runner(database, {"chat.todo": delivery.todo, "chat.list": delivery.list}, {"notify": Queue()})
    numbers = itertools.count()

    def card(person: Employee, kind: str) -> Callable[[], object]:
        def draw() -> None:
            with database.writing() as connection:
                enqueue(connection, kind, key=f"bench:{next(numbers)}", queue="notify", person=person.number)
            if runner.drain() != 1:
                raise RuntimeError(f"{kind} is not all there was to do")

        return draw

    return {name: card(*one) for name, one in CARDS.items()}
