"""What is under way, by step: how many claims, how much, since when. Claims are not loaded for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection, select

from bot.claims.states import ENDED, State
from bot.store.tables import claim as claim_table


@dataclass(frozen=True, slots=True)
class Step:
    """Claims in one state, in one currency, that wait for the same approver (empty where none decides)."""

    state: State
    approver: str
    currency: str
    count: int
    amount: Decimal  # approved, as far as approvers have come
    since: datetime  # the longest of them


@dataclass(frozen=True, slots=True)
class Behind:
    """A claim of a step: enough for a row. `target` is what its buttons are about."""

    reference: str
    target: str
    claimant: str
    purpose: str
    amount: Decimal
    since: datetime


def under_way(connection: Connection) -> tuple[Step, ...]:
    """Every claim that has not ended, grouped; in the order of the states, the longest waiting first."""
    columns = (
        claim_table.c.state,
        claim_table.c.waiting_for,
        claim_table.c.currency,
        claim_table.c.approved,
        claim_table.c.waiting_since,
    )
    open_ = [state.value for state in State if state not in ENDED]
    groups: dict[tuple[State, str, str], list[tuple[Decimal, datetime]]] = {}
    # Added up here: SQLite would make floats of amounts.
    for row in connection.execute(select(*columns).where(claim_table.c.state.in_(open_))):
        state = State(row.state)
        approver = row.waiting_for if state in (State.SUBMITTED, State.IN_APPROVAL) else ""
        groups.setdefault((state, approver, row.currency), []).append((row.approved, row.waiting_since))
    steps = [
        Step(*key, len(found), sum((amount for amount, _ in found), Decimal(0)), min(since for _, since in found))
        for key, found in groups.items()
    ]
    order = {state: at for at, state in enumerate(State)}
    return tuple(sorted(steps, key=lambda step: (order[step.state], step.since)))


def behind(
    connection: Connection, state: State, approver: str, currency: str, skip: int, limit: int
) -> tuple[Behind, ...]:
    """The claims of a step, the longest waiting first, `limit` of them after the first `skip`."""
    c = claim_table.c
    columns = (c.reference, c.reference_stem, c.version, c.claimant, c.purpose, c.approved, c.waiting_since)
    these = select(*columns).where(c.state == state.value, c.currency == currency)
    if approver:
        these = these.where(c.waiting_for == approver)
    page = these.order_by(c.waiting_since, c.reference_stem).offset(skip).limit(limit)
    return tuple(
        Behind(
            row.reference,
            f"{row.reference_stem}:{row.version}",
            row.claimant,
            row.purpose,
            row.approved,
            row.waiting_since,
        )
        for row in connection.execute(page)
    )
