"""Asking the books once a day, and at the start, which accounts, tax codes and cost centres there are."""

from __future__ import annotations

from bot.claims.line import LONGEST_CODE
from bot.jobs.errors import Permanent
from bot.jobs.job import Work
from bot.store import masters
from bot.store.database import Database
from bot.workflow.steps import PASSING, words_of
from erp.connector import Connector, MasterKind
from erp.errors import ErpError

#: What a bookkeeper chooses from.
KINDS: tuple[MasterKind, ...] = ("account", "tax", "cost_centre")


class MasterData:
    """The handler of `erp.masters`."""

    def __init__(self, database: Database, connector: Connector) -> None:
        self._database, self._connector = database, connector

    def look(self, work: Work) -> None:
        """Ask for all of each kind that this ERP has, and keep the active ones. Of a kind it lacks nothing is known."""
        found: dict[MasterKind, dict[str, str]] = {kind: {} for kind in KINDS}
        try:
            for kind in KINDS:
                if kind in self._connector.capabilities.kinds:
                    rows = [row for row in self._connector.master(kind) if row.active]
                    found[kind] = {row.code: row.name for row in rows if 0 < len(row.code) <= LONGEST_CODE}
        except PASSING:
            raise
        except ErpError as error:
            raise Permanent(words_of(error)) from error
        with self._database.writing() as connection:
            for kind, codes in found.items():
                masters.replace(connection, kind, codes)
            work.done(connection)
