"""The bookkeeper's pages with 1,000 and with 100,000 claims in the database: how long opening them takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import insert

from bot.claims.claim import Claim
from bot.claims.line import Line
from bot.claims.money import Money
from bot.claims.states import State
from bot.demo.company import COMPANY, EMPLOYEES, LIN, NORA
from bot.store import claims
from bot.store.claim_rows import claim_row, line_row
from bot.store.database import Database
from bot.store.migrations import migrate
from bot.store.tables import claim as claim_table
from bot.store.tables import claim_line
from bot.workflow.desk import Desk
from bot.workflow.setting_up import set_up
from tests.bench.figures import Figure, milliseconds, percentile, ratio, timed
from tests.stories.world import MONDAY

_FEW, _MANY, _WAITING, _TIMES = 1_000, 100_000, 60, 15


def figures(folder: Path) -> list[Figure]:
    few, many = (_opened(folder / f"{count}.db", count) for count in (_FEW, _MANY))
    return [
        milliseconds(f"the desk opened with {_FEW:,} claims, {_WAITING} of them waiting, p50", few),
        milliseconds(f"the desk opened with {_MANY:,} claims, p50", many),
        ratio("the same, how much longer", many / few, "aim: under 1.5"),
    ]


def _opened(file: Path, count: int) -> float:
    database = Database(f"sqlite:///{file}")
    try:
        migrate(database)
        with database.writing() as connection:
            set_up(connection, COMPANY, EMPLOYEES, by="system", at=MONDAY)
            for number in range(_WAITING):
                claims.insert(connection, _claim(number, State.APPROVED), MONDAY)
            done = [_claim(number, State.PAID) for number in range(_WAITING, count)]
            moments = {"waiting_since": MONDAY, "changed_at": MONDAY}
            rows = [{"reference_stem": one.reference, **claim_row(one), **moments} for one in done]
            connection.execute(insert(claim_table), rows)
            lines = [line_row(one.reference, 0, line) for one in done for line in one.lines]
            connection.execute(insert(claim_line), lines)
        desk = Desk(database, lambda: MONDAY)
        taken = timed(lambda: desk.waiting(NORA.number) for _ in range(_TIMES))
        return percentile(taken[1:], 0.5)
    finally:
        database.dispose()


def _claim(number: int, state: State) -> Claim:
    day = date(2026, 11, 20) - timedelta(days=number % 1000)
    paid = Money(Decimal(number % 700 + 1), "CNY")
    line = Line(1, None, "read", merchant=f"Shop {number % 4999}", spent_on=day, paid=paid, category="meals")
    line = replace(line, account="6601.02", cost_centre="CC-10", invoice_number=f"{number:020}")
    return Claim(f"EC26-{number:06}", LIN.number, "CNY", "Visit", (line,), state, voucher_number=f"JE-{number}")
