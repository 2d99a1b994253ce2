"""The contract of an ERP connector: inherit `ConnectorContract`, give it a world. No skips for a vendor."""

from __future__ import annotations

import pytest

from erp.promises import PROMISES, Promise, try_one
from erp.world import World


class ConnectorContract:
    """Every promise of `erp/promises.py`. A subclass gives the fixture `world`; "not tried" is a failure here."""

    @pytest.fixture
    def world(self) -> World:
        raise NotImplementedError("give the contract a world")

    @pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.name)
    def test_it_keeps_its_promise(self, world: World, promise: Promise) -> None:
        outcome = try_one(promise, world)
        assert (outcome.result, outcome.detail) == ("kept", "")
