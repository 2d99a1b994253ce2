"""The small world in which a connector's promises are tried: an ERP, faults to order, a bookkeeper's hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from erp.connector import Connector
from erp.faults import Faults
from erp.report import ExpenseReport, Posted

Ability = Literal["pay", "closed_period", "pass_time"]


class World(Protocol):
    """Where promises are tried. `connector` has `faults` in front of it (`erp.faults.Unreliable`, or its own).

    `able` says what this world can do beyond posting. `currencies` are the ISO codes the ERP knows, the report's own
    first.
    """

    connector: Connector
    faults: Faults
    able: frozenset[Ability]
    currencies: tuple[str, ...]
    unknown_account: str

    def report(self) -> ExpenseReport:
        """One that the ERP takes: a new reference, several lines, tax, two cost centres, one document, Chinese text."""

    def booked(self, reference: str) -> int:
        """How many documents are booked under it, counted by other means than the connector, reversals left out."""

    def pay(self, posted: Posted, amount: Decimal, on: date) -> None:
        """Pay this much of it, as a bookkeeper does. Needs the ability `pay`."""

    def closed_day(self) -> date:
        """A day in a closed period. Needs the ability `closed_period`."""

    def pass_seconds(self, seconds: float) -> None:
        """Let time pass. Needs the ability `pass_time`; a real one sleeps."""


class Broken(Exception):
    """A promise that was not kept; the text says what was seen."""


def see(kept: bool, otherwise: str) -> None:
    """Raise Broken with the text unless it holds."""
    if not kept:
        raise Broken(otherwise)


def once(world: World, reference: str) -> None:
    """Raise Broken unless exactly one document is booked under the reference."""
    count = world.booked(reference)
    see(count == 1, f"{reference} is booked {count} times")


def not_booked(world: World, reference: str) -> None:
    """Raise Broken if anything is booked under the reference."""
    count = world.booked(reference)
    see(count == 0, f"{reference} is booked {count} times and should not be")
