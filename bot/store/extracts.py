"""Which claims somebody wants to take with them: by state and period, page by page, as many as there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, select

from bot.claims.claim import Claim
from bot.claims.states import State
from bot.store import claims
from bot.store.tables import claim as claim_table
from bot.store.tables import claim_line

#: Claims that are in memory at once.
_PAGE = 200

#: Which day of a claim has to lie in the period: of one of its expenses, of its posting, of its payment.
Dated = Literal["spent", "posted", "paid"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Claims in these states (none: in any), with a day from `first` to `last`, both included; None is open."""

    states: frozenset[State] = frozenset()
    dated: Dated = "spent"
    first: date | None = None
    last: date | None = None


def extracted(connection: Connection, wanted: Wanted) -> Iterator[Claim]:
    """The claims, by reference. Use it when reading, so that all of them are of one moment."""
    after = ""
    while True:
        page = select(claim_table.c.reference_stem).where(claim_table.c.reference_stem > after, *_conditions(wanted))
        stems = list(connection.execute(page.order_by(claim_table.c.reference_stem).limit(_PAGE)).scalars())
        if not stems:
            return
        after = stems[-1]
        yield from claims.these(connection, stems)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.states:
        found.append(claim_table.c.state.in_([state.value for state in sorted(wanted.states)]))
    if wanted.first is None and wanted.last is None:
        return found
    day: ColumnElement[Any] = {
        "spent": claim_line.c.spent_on,
        "posted": claim_table.c.posted_on,
        "paid": claim_table.c.paid_on,
    }[wanted.dated]
    within = [day >= wanted.first] if wanted.first else []
    within += [day <= wanted.last] if wanted.last else []
    if wanted.dated == "spent":
        mine = (claim_line.c.claim == claim_table.c.reference_stem) & claim_line.c.removed.is_(False)
        return [*found, select(claim_line.c.id).where(mine, *within).exists()]
    return [*found, *within]
