"""A database as it is after years: many claims of many people, most of them paid, in cards and conversations too.

The same number is open however many there are, because what waits does not grow with the years. Of 100,000 receipts
some twenty each are of the same shop and day, as of those who eat at the same place, and two of the same amount.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert

from bot.chat.card import Button, Card, Fact, Section
from bot.claims.claim import Claim
from bot.claims.line import Line
from bot.claims.money import Money
from bot.claims.route import Step
from bot.claims.states import Action, Happened, State
from bot.demo.company import COMPANY, EMPLOYEES, LIN, MEI
from bot.store.claim_rows import claim_row, event_row, line_row, step_row
from bot.store.database import Database
from bot.store.migrations import migrate
from bot.store.tables import card, claim, claim_event, claim_line, claim_step, conversation, entry, job
from bot.web.card_json import card_written
from bot.workflow.setting_up import link, set_up
from tests.stories.world import MONDAY

FEW, MANY = 1_000, 100_000

#: Beside the eight of the sample company.
PEOPLE = tuple(
    replace(LIN, number=f"P{n:04}", name=f"Person {n}", email=f"p{n}@example.com", manager=MEI.number)
    for n in range(1_000 - len(EMPLOYEES))
)

#: Open claims, whatever the number of all: so many of each, the rest is paid.
_OPEN = {State.APPROVED: 60, State.SUBMITTED: 60, State.DRAFT: 60, State.POSTED: 60, State.SENT_BACK: 10}

_ROWS = 5_000


@contextmanager
def filled(file: Path, count: int) -> Iterator[Database]:
    """A database with so many claims. One in five of them is of LIN, whose conversation shows them all."""
    database = Database(f"sqlite:///{file}")
    try:
        migrate(database)
        with database.writing() as connection:
            set_up(connection, COMPANY, [*EMPLOYEES, *PEOPLE], by="system", at=MONDAY)
            for one in EMPLOYEES:
                link(connection, "web", "", one.number, one.number, by="system", at=MONDAY)
        for start in range(0, count, _ROWS):
            with database.writing() as connection:
                _fill(connection, range(start, min(count, start + _ROWS)))
        with database.writing() as connection:
            begun = {"workspace": "", "user_id": LIN.number, "last": count, "form": None, "form_number": 0}
            connection.execute(insert(conversation).values(**begun))
        yield database
    finally:
        database.dispose()


def claims_of(numbers: range) -> list[Claim]:
    """The claims of these numbers, from 0: the newest come first, and they are open."""
    states = [state for state, number in _OPEN.items() for _ in range(number)]
    return [_claim(n, states[n] if n < len(states) else State.PAID) for n in numbers]


def _claim(number: int, state: State) -> Claim:
    day = date(2026, 11, 20) - timedelta(days=number % 350)
    who = LIN.number if number % 5 == 0 else PEOPLE[number % len(PEOPLE)].number
    paid, shop = Money(Decimal(number // 350 // 28 + 1), "CNY"), f"Shop {number // 350 % 14}"
    line = Line(1, None, "read", merchant=shop, spent_on=day, paid=paid, category="meals")
    line = replace(line, account="6601.02", cost_centre="CC-10", invoice_number=f"{number:020}")
    route = () if state is State.DRAFT else (Step("manager", MEI.number, None if state is State.SUBMITTED else MONDAY),)
    history = (
        Happened(MONDAY, who, Action.ADD, State.DRAFT),
        *((Happened(MONDAY, who, Action.SUBMIT, State.DRAFT),) if route else ()),
    )
    voucher = f"JE-{number}" if state in (State.POSTED, State.PAID) else ""
    name = f"EC25-{number + 1:06}"
    return Claim(name, who, "CNY", "Visit", (line,), state, len(history), 2, route, history, voucher_number=voucher)


def _fill(connection: Connection, numbers: range) -> None:
    rows: dict[Table, list[Mapping[str, Any]]] = {}

    def put(table: Table, **values: Any) -> None:
        rows.setdefault(table, []).append(values)

    for number, one in zip(numbers, claims_of(numbers), strict=True):
        at, name = MONDAY - timedelta(minutes=number), one.reference
        put(
            claim,
            reference_stem=name,
            **claim_row(one),
            begun_at=MONDAY - timedelta(hours=number),
            waiting_since=at,
            changed_at=at,
        )
        for position, line in enumerate(one.lines):
            put(claim_line, **line_row(name, position, line))
        for position, step in enumerate(one.route):
            put(claim_step, **step_row(name, position, step))
        for position, happened in enumerate(one.history):
            put(claim_event, **event_row(name, position, happened))
        put(card, employee=one.claimant, subject=name, platform="web", address={"entry": str(number)}, version=1)
        if one.claimant == LIN.number:
            shown = {"kind": "card", "content": card_written(_card(one)), "at": at, "key": None}
            put(entry, workspace="", user_id=LIN.number, number=number, place=number, changed=number, **shown)
        for kind, queue in (("chat.event", "chat"), ("ocr.read", "ocr"), ("chat.card", "notify")):
            put(job, **_done(kind, queue, name, one.claimant, at))
    for table, values in rows.items():
        connection.execute(insert(table), values)


def _card(one: Claim) -> Card:
    facts = tuple(Fact(name, "Shop 1") for name in ("Merchant", "Date", "Amount", "Category"))
    return Card(one.reference, one.purpose, (Section("1", facts),), (Button("open", "Open", one.reference),))


def _done(kind: str, queue: str, name: str, owner: str, at: datetime) -> dict[str, Any]:
    moments = {"run_at": at, "created_at": at, "started_at": at, "finished_at": at + timedelta(seconds=1)}
    counted = {"attempts": 1, "max_attempts": 3, "allowance": 3, "priority": 5}
    named = {"key": f"{kind}:{name}", "kind": kind, "queue": queue, "owner": owner, "payload": {"claim": name}}
    return {**named, **moments, **counted, "status": "done", "worker": "w", "error": "", "errors": []}
