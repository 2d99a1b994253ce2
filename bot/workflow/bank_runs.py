"""A whole bank run is marked as paid: looked at first, then marked claim by claim, each a decision of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from bot.claims.bank_run import Match, matched, named, rows_of
from bot.claims.claim import Claim
from bot.claims.errors import ClaimError
from bot.claims.people import Employee
from bot.claims.states import Action
from bot.founding.sheets import sheets
from bot.store import claims
from bot.store.database import Database
from bot.workflow import office
from bot.workflow.deciding import Unfit
from bot.workflow.desk import Act, Desk, Outcome, bookkeeper, carrying_out


class BankRuns:
    """Looks at a list or a file, and marks what was confirmed."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now
        self._desk = Desk(database, now)

    def demand(self, number: str) -> None:
        """Raises `NotAllowed` for who is no bookkeeper."""
        with self._database.reading() as connection:
            bookkeeper(office.load(connection), number)

    def look(self, number: str, content: bytes, name: str, default: date) -> tuple[Match, ...]:
        """What the list says, row by row. Raises `Refused` for what is none, `NotAllowed` for who is no bookkeeper."""
        rows = [row for sheet in sheets(content, name) for row in rows_of([one.cells for one in sheet])]
        with self._database.reading() as connection:
            desk = office.load(connection)
            bookkeeper(desk, number)
            found = claims.named(connection, sorted(named(rows)))
        known = {claim.reference: claim for claim in found} | {one.voucher_number: one for one in found}
        return matched(rows, known, number, default, desk.today(self._now()))

    def mark(self, number: str, chosen: Sequence[tuple[str, str]]) -> Outcome:
        """Mark these (target of the claim, day) as paid."""
        done: list[str] = []
        left: list[str] = []
        for target, on in chosen:
            reference, why = self._desk.alone(number, target, _marks(on))
            (left if why else done).append(why or reference)
        return Outcome(tuple(done), tuple(left))


def _marks(on: str) -> Act:
    mark = carrying_out(Action.MARK_PAID, {"date": on})

    def act(connection: Connection, desk: office.Office, person: Employee, claim: Claim, now: datetime) -> None:
        try:
            mark(connection, desk, person, claim, now)
        except Unfit as unfit:
            raise ClaimError(next(iter(unfit.errors.values()))) from unfit

    return act
