"""Where a claim is for its claimant: with them, with an approver, on its way to them, paid, or ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot.claims.states import WAITING, State

Part = Literal["with_me", "waiting", "coming", "paid", "ended"]

#: In the order in which one asks for them.
PARTS: Mapping[Part, frozenset[State]] = {
    "with_me": frozenset({State.DRAFT, State.SENT_BACK}),
    "waiting": WAITING,
    "coming": frozenset({State.APPROVED, State.POSTING, State.POSTING_FAILED, State.POSTED}),
    "paid": frozenset({State.PAID}),
    "ended": frozenset({State.REJECTED, State.WITHDRAWN, State.REVERSED}),
}

#: What has not come to its end.
OPEN: frozenset[State] = PARTS["with_me"] | PARTS["waiting"] | PARTS["coming"]


@dataclass(frozen=True, slots=True)
class Sum:
    """How many claims in one state and currency, and their amounts together."""

    state: State
    currency: str
    count: int
    claimed: Decimal
    approved: Decimal


def part_of(state: State) -> Part:
    """Where a claim in this state is."""
    return next(part for part, states in PARTS.items() if state in states)
