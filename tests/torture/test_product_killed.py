"""kill -9 over the whole product: every photo becomes one line, every approval one voucher, whatever is killed when.

The ERP is the naive one wherever the protocol itself is tried: the ledger would refuse a second booking by its own
strength and hide a mistake of ours. The real ledger is tried too, for there the ERP is killed along with the bot.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.app import Connector
from bot.claims.claim import Claim
from bot.claims.people import People as Staff
from bot.claims.states import Action, State
from bot.demo.company import CHART, SINCE
from bot.jobs.queue import dead
from bot.store import audit, claims
from bot.store.database import Database
from bot.store.tables import claim as claim_table
from bot.store.tables import job
from bot.workflow.embedded_ledger import EmbeddedLedger
from erp.report import Posted
from tests.torture.kills import Ordeal, Outcome, Program, put_through, warm
from tests.torture.naive_erp import FarErp, NaiveErp
from tests.torture.people import People
from tests.torture.product import CLAIMANTS, RULES, employees, found_company, work_until_killed

#: What a clock starts: it is always about to run again.
_BY_THE_CLOCK = ("erp.payments", "reminders", "chat.todo")


@dataclass(frozen=True)
class Scale:
    claims: int
    ordeal: Ordeal


SHORT = Scale(10, Ordeal(kills=4, between=(0.2, 0.6), deadline=60))
LONG = Scale(500, Ordeal(kills=200, between=(0.3, 2.0), deadline=1800, seed=3))
#: With processes that stand still for longer than their lease (5 s), and go on as if nothing had happened.
LONG_AND_FROZEN = Scale(500, Ordeal(kills=200, freezes=20, between=(0.3, 2.0), frozen_seconds=7, deadline=1800, seed=4))


@dataclass
class Trial:
    """A database with the company, its people, and a folder for sockets and a ledger."""

    database: Database
    folder: Path
    people: People | None = None

    def put_through(self, scale: Scale, connector: Connector) -> Outcome:
        """Run the product under the ordeal until every claim is posted; says what it did, the seed first."""
        warm()
        seed = scale.ordeal.seed
        found_company(self.database)
        chat = str(self.folder / "chat")
        people = self.people = People(chat, [person.number for person in CLAIMANTS], scale.claims, seed)
        url = self.database.engine.url.render_as_string(hide_password=False)
        nodes = 1 if self.database.dialect == "sqlite" else 2
        try:
            outcome = put_through(
                [Program(work_until_killed, (url, chat, connector))] * nodes,
                scale.ordeal,
                finished=lambda: self._given_up() or (people.idle() and self._all_posted(scale.claims)),
                meanwhile=lambda share: people.begin(max(nodes, round(share * scale.claims))),
            )
        finally:
            people.close()
        print(
            f"\nseed {seed}: {outcome.kills} kills and {outcome.freezes} freezes of {nodes} processes on"
            f" {self.database.dialect}, {scale.claims} claims of {len(people.receipts)} photos,"
            f" {people.redelivered} events sent again, {outcome.seconds:.0f} s"
        )
        return outcome

    def _given_up(self) -> bool:
        """Work that was given up does not come back by itself: nothing to wait for."""
        with self.database.reading() as connection:
            return bool(dead(connection))

    def _all_posted(self, number: int) -> bool:
        with self.database.reading() as connection:
            settled = connection.execute(
                select(func.count()).where(claim_table.c.state.in_([State.POSTED, State.PAID]))
            ).scalar_one()
            unfinished = select(job.c.id).where(
                job.c.status.in_(["ready", "scheduled", "running"]), job.c.kind.not_in(_BY_THE_CLOCK)
            )
            return settled == number and connection.execute(unfinished.limit(1)).first() is None

    def claims(self) -> list[Claim]:
        with self.database.reading() as connection:
            return list(claims.in_state(connection, *State))


def naive(database: Database, folder: Path, scale: Scale) -> None:
    """The product between people and an ERP that keeps no promise."""
    trial = Trial(database, folder)
    erp = NaiveErp(str(folder / "erp"), scale.ordeal.seed)
    try:
        outcome = trial.put_through(scale, FarErp(str(folder / "erp")))
    finally:
        erp.close()
    assert outcome.finished, (outcome, left_over(trial))
    everything_happened_once(trial, erp.booked)


def test_every_approval_is_posted_once_whenever_the_bot_is_killed(sqlite: Database, folder: Path) -> None:
    naive(sqlite, folder, SHORT)


@pytest.mark.torture
def test_500_claims_under_200_kills_and_an_erp_that_keeps_no_promise(database: Database, folder: Path) -> None:
    naive(database, folder, LONG if database.dialect == "sqlite" else LONG_AND_FROZEN)


@pytest.mark.torture
def test_500_claims_under_200_kills_that_hit_the_ledger_too(sqlite: Database, folder: Path) -> None:
    ledger = EmbeddedLedger(folder / "ledger", RULES, Staff(employees()), CHART, SINCE)
    trial = Trial(sqlite, folder)
    outcome = trial.put_through(LONG, ledger.connector)
    assert outcome.finished, (outcome, left_over(trial))
    everything_happened_once(trial, ledger.connector.changed(None)[0])
    assert ledger.problems() == ()
    # Read back by Beancount's own programs, which take a second for each.
    sample = trial.claims()[::25]
    others = [one for one in ledger.differences(sample) if "nobody approved it" not in one]
    assert others == []


# What must hold afterwards


def everything_happened_once(trial: Trial, booked: list[Posted]) -> None:
    """Compare what the people did, what the database says and what the ERP booked."""
    people, found = trial.people, trial.claims()
    assert people is not None

    assert left_over(trial) == []

    # Every photo was acknowledged, and is exactly one line.
    photos = {f"photo-{receipt.number}" for receipt in people.receipts.values()}
    assert photos <= people.acknowledged
    lines = Counter(line.document for claim in found for line in claim.lines)
    assert lines == Counter(people.receipts.keys())

    # Every approval is posted once, and to the cent what was approved.
    assert {claim.state for claim in found} <= {State.POSTED, State.PAID}
    vouchers = Counter(posted.reference for posted in booked)
    assert vouchers == Counter(claim.reference for claim in found)
    held = {posted.reference: posted for posted in booked}
    for claim in found:
        claimed = sum((people.receipts[str(line.document)].total for line in claim.lines), Decimal(0))
        cents = sum(people.lowers(step.approver, claim.reference) for step in claim.route)
        assert claim.claimed.amount == claimed
        assert claim.approved.amount == claimed - cents * Decimal("0.01") == held[claim.reference].total
        assert claim.voucher_number == held[claim.reference].voucher_number
        happened = Counter(entry.action for entry in claim.history)
        assert happened[Action.SUBMIT] == happened[Action.START_POSTING] == happened[Action.BOOK] == 1
        assert happened[Action.APPROVE] == len(claim.route)

    # What the claimant sees last is the voucher.
    for claim in found:
        assert claim.voucher_number in people.titles[claim.claimant, claim.reference]

    with trial.database.reading() as connection:
        verdict = audit.verify(connection)
    assert verdict.broken is None
    assert verdict.rows >= sum(len(claim.history) for claim in found)


def left_over(trial: Trial) -> list[str]:
    """Jobs that are dead, and those that have not ended."""
    with trial.database.reading() as connection:
        rows = connection.execute(
            select(job).where(job.c.status.not_in(["done", "cancelled"]), job.c.kind.not_in(_BY_THE_CLOCK))
        ).all()
    now = datetime.now(UTC)
    return [f"{row.key} is {row.status} since {now - row.created_at}: {row.error}" for row in rows]
