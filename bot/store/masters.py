"""The codes that the books know, as they were when they were last asked."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, select
from sqlalchemy import insert as into

from bot.claims.masters import Masters
from bot.store.tables import master

ACCOUNT, TAX, COST_CENTRE = "account", "tax", "cost_centre"


def replace(connection: Connection, kind: str, codes: Mapping[str, str]) -> None:
    """From now on these are the codes of the kind, with their names; what is not among them is gone."""
    connection.execute(delete(master).where(master.c.kind == kind))
    if codes:
        connection.execute(into(master), [{"kind": kind, "code": code, "name": name} for code, name in codes.items()])


def load(connection: Connection) -> Masters:
    """All of them, by code."""
    found: dict[str, dict[str, str]] = {ACCOUNT: {}, TAX: {}, COST_CENTRE: {}}
    for row in connection.execute(select(master).order_by(master.c.kind, master.c.code)):
        found.setdefault(row.kind, {})[row.code] = row.name
    return Masters(found[ACCOUNT], found[TAX], found[COST_CENTRE])
