"""A person's own claims as a list: searched, of one month, in some states, page by page, the newest first.

A page is found by where the one before it ended, so that the last costs what the first does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Connection, and_, func, literal, or_, select, tuple_

from bot.claims.claim import Claim
from bot.claims.states import State
from bot.claims.whereabouts import Sum
from bot.store import claims
from bot.store.columns import Moment
from bot.store.tables import claim, claim_line

_PLACE = (claim.c.begun_at, claim.c.reference_stem)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of them: in these states (none: in any), with these words in reference, purpose or a merchant, begun
    from `first` to before `end`."""

    states: frozenset[State] = frozenset()
    words: str = ""
    first: datetime | None = None
    end: datetime | None = None


def page(connection: Connection, claimant: str, wanted: Wanted, limit: int, after: str = "") -> tuple[Claim, ...]:
    """At most `limit` of them, the one begun last first; those that follow the claim with the stem `after`.

    After one that is not theirs comes what is first.
    """
    found = [*_conditions(claimant, wanted)]
    this = select(claim.c.begun_at).where(claim.c.reference_stem == after, claim.c.claimant == claimant)
    begun = connection.execute(this).scalar() if after else None
    if begun is not None:
        found.append(tuple_(*_PLACE) < tuple_(literal(begun, Moment), literal(after)))
    statement = select(claim).where(*found).order_by(*(column.desc() for column in _PLACE))
    return claims.loaded(connection, statement.limit(limit))


def sums(connection: Connection, claimant: str, wanted: Wanted) -> tuple[Sum, ...]:
    """Their amounts, by state and currency."""
    columns = (claim.c.state, claim.c.currency, claim.c.claimed, claim.c.approved)
    added: dict[tuple[State, str], list[tuple[Decimal, Decimal]]] = {}
    # Added up here: SQLite would make floats of amounts.
    for state, currency, claimed, approved in connection.execute(
        select(*columns).where(*_conditions(claimant, wanted))
    ):
        added.setdefault((State(state), currency), []).append((claimed, approved))
    return tuple(
        Sum(*key, len(found), sum((one for one, _ in found), Decimal(0)), sum((one for _, one in found), Decimal(0)))
        for key, found in sorted(added.items())
    )


def begun_first(connection: Connection, claimant: str) -> datetime | None:
    """When the person began their first claim."""
    return connection.execute(select(func.min(claim.c.begun_at)).where(claim.c.claimant == claimant)).scalar()


def _conditions(claimant: str, wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [claim.c.claimant == claimant]
    if wanted.states:
        found.append(claim.c.state.in_([state.value for state in sorted(wanted.states)]))
    if wanted.first is not None:
        found.append(claim.c.begun_at >= wanted.first)
    if wanted.end is not None:
        found.append(claim.c.begun_at < wanted.end)
    if wanted.words:
        lines = and_(claim_line.c.claim == claim.c.reference_stem, claim_line.c.removed.is_(False))
        bought = select(claim_line.c.id).where(lines, claim_line.c.merchant.icontains(wanted.words, autoescape=True))
        named = (claim.c.reference, claim.c.purpose)
        found.append(or_(*(one.icontains(wanted.words, autoescape=True) for one in named), bought.exists()))
    return found
