"""A real Tryton behind a bad network, and workers that are killed: every approval is one voucher, to the cent.

`CLAIMS=2000 python -m pytest -m torture tests/torture/test_tryton_tortured.py -s` for the long one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.demo.company import CHART
from bot.store.database import Database
from erp.connectors.tryton import TrytonConnector, connect
from erp.report import Posted
from tests.erp.tryton.server import server
from tests.erp.tryton.world import TrytonWorld, section
from tests.torture.kills import Ordeal
from tests.torture.product import employees
from tests.torture.proxy import BadNetwork
from tests.torture.test_product_killed import Scale, Trial, everything_happened_once, left_over

CLAIMS = int(os.environ.get("CLAIMS", "200"))

#: How long the product waits for an answer, seconds; the settle window is twice that.
PATIENCE = 4.0


class Reconnecting(TrytonConnector):
    """The connector, connected anew in each process that it is sent to."""

    def __reduce__(self) -> tuple[Any, ...]:
        own = self.settings
        names = ("url", "database", "user", "password", "seconds")
        return reconnected, ({name: getattr(own, name) for name in names},)


def reconnected(values: dict[str, Any]) -> Reconnecting:
    return Reconnecting(connect(values).settings)


@pytest.fixture
def world() -> Iterator[TrytonWorld]:
    with server("8.2") as running:
        found = TrytonWorld(running, datetime.now(UTC).date())
        people = {person.number: person.name for person in employees()}
        found.take_on(people, {code: names[1] for code, names in CHART.accounts.items()}, CHART.cost_centres)
        yield found


@pytest.mark.torture
def test_every_approval_is_one_invoice_behind_a_bad_network_and_under_kills(
    world: TrytonWorld, database: Database, folder: Path
) -> None:
    network = BadNetwork(world.server["url"], seed=5, late=PATIENCE + 1)
    trial = Trial(database, folder)
    kills = max(4, CLAIMS // 4)
    scale = Scale(CLAIMS, Ordeal(kills=kills, between=(0.5, 2.5), deadline=120 + 8 * CLAIMS, seed=6))
    try:
        outcome = trial.put_through(
            scale, reconnected(section(world.server) | {"url": network.url, "seconds": PATIENCE})
        )
    finally:
        network.close()
    print(f"faults: {dict(network.done)}")

    assert outcome.finished, (outcome, left_over(trial))
    booked = every_invoice(world)
    everything_happened_once(trial, booked)
    assert [one.reference for one in booked if world.booked(one.reference) != 1] == []


def every_invoice(world: TrytonWorld) -> list[Posted]:
    """What Tryton has booked, asked without the bad network."""
    return [one for one in world.real.changed(None)[0] if one.state == "posted"]
