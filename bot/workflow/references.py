"""A reference is never given out twice, also not after an older database was restored: the books say what was."""

from __future__ import annotations

import logging
import threading

from sqlalchemy import Connection

from bot.claims.references import Held, held
from bot.jobs.errors import Permanent
from bot.jobs.job import Work
from bot.store import claims, postings
from bot.store.columns import digest
from bot.store.database import Database
from bot.workflow import outbox
from bot.workflow.steps import PASSING, words_of
from erp.connector import Connector
from erp.errors import ErpError, Unsupported

log = logging.getLogger(__name__)

#: Seconds that the start waits for the books.
_PATIENCE = 5

#: References named in one message; the books name the others.
_NAMED = 10


class References:
    """Compares with the books at the start, before anybody is heard, and once a day as the job `erp.references`."""

    def __init__(self, database: Database, connector: Connector) -> None:
        self._database = database
        self._connector = connector

    def look_first(self) -> bool:
        """At the start; whether the books could be asked. Posting itself is safe without: it looks before it posts.

        An ERP that is slow or does what nobody foresaw keeps nobody from starting.
        """
        answers: list[Held] = []

        def ask() -> None:
            try:
                answers.append(self._found())
            except Exception:
                log.warning("the ERP did not say which references it holds; it is asked again", exc_info=True)

        asking = threading.Thread(target=ask, name="references", daemon=True)
        asking.start()
        asking.join(_PATIENCE)
        if not answers:
            return False
        with self._database.writing() as connection:
            self._keep(connection, answers[0])
        return True

    def look(self, work: Work) -> None:
        """The job: an ERP that does not answer now is asked again later, any other answer is for a person."""
        try:
            found = self._found()
        except PASSING:
            raise
        except ErpError as error:
            raise Permanent(words_of(error)) from error
        with self._database.writing() as connection:
            self._keep(connection, found)
            work.done(connection)

    def _found(self) -> Held:
        try:
            there, _ = self._connector.changed(None)
        except Unsupported:
            # It cannot list what it holds: no work for anybody, since posting looks before it posts.
            return Held()
        # Read after the books: what another process is bringing there meanwhile is written down first.
        with self._database.reading() as connection:
            return held((posted.reference for posted in there), postings.references(connection))

    def _keep(self, connection: Connection, found: Held) -> None:
        for year, number in found.highest.items():
            claims.give_out_above(connection, year, number)
        if found.unknown:
            key = f"references:{digest(found.unknown)[:16]}"
            values = {"references": " ".join(found.unknown[:_NAMED]), "count": len(found.unknown)}
            outbox.tell_administrators(connection, key, "notice-unknown_references", values)
