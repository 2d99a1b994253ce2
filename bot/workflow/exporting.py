"""Claims and lines taken out as a file: by whom, which and how many, with the digest of the file, stands in the audit
trail before anybody has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

from bot.claims.errors import NotAllowed
from bot.claims.people import Employee, Role
from bot.store import audit
from bot.store.database import Database
from bot.store.extracts import Wanted, extracted
from bot.views.extract import CLAIMS, LINES, Cell, Extract
from bot.wording import wording
from bot.workflow import office
from bot.workflow.sheets import Format, digest_of, fill, opened

Table = Literal["claims", "lines"]

#: Roles that may take every claim with them: those who see every claim anyway.
_MAY = frozenset({Role.BOOKKEEPER, Role.AUDITOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written, and how much is in it."""

    name: str
    claims: int
    lines: int
    digest: str


class Exporting:
    """Writes files for those who may have them."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def write(self, file: Path, number: str, wanted: Wanted, form: Format, table: Table = "lines") -> Exported:
        """Write what is wanted to `file` for the employee of this number, and record it. Raises `NotAllowed`.

        An XLSX file has both tables, a CSV file the one that is named.
        """
        now = self._now()
        with self._database.reading() as connection:
            desk = office.load(connection)
            person = desk.people[number]
            if not may_export(person):
                raise NotAllowed("export-offices-only")
            extract = Extract(person, desk.people, desk.company)
            words = wording(person.locale)
            columns = (("claims", CLAIMS), ("lines", LINES))
            tables = {name: (words.say(f"sheet-{name}"), extract.heads(own)) for name, own in columns}
            with closing(opened(file, form, tables, table)) as sheet:
                counts = fill(sheet.write, _rows(connection, wanted, extract))
        exported = Exported(
            _name(wanted, form, table), counts.get("claims", 0), counts.get("lines", 0), digest_of(file)
        )
        content = {
            "format": form,
            "table": table if form == "csv" else "all",
            "states": sorted(wanted.states),
            "dated": wanted.dated,
            "first": wanted.first.isoformat() if wanted.first else "",
            "last": wanted.last.isoformat() if wanted.last else "",
            "claims": exported.claims,
            "lines": exported.lines,
            "digest": exported.digest,
        }
        with self._database.writing() as connection:
            audit.record(connection, at=now, actor=number, action="export", subject="claims", content=content)
        return exported


def may_export(person: Employee) -> bool:
    """Whether this person may take every claim with them."""
    return person.active and bool(person.roles & _MAY)


def _rows(connection: Connection, wanted: Wanted, extract: Extract) -> Iterator[tuple[str, Sequence[Cell]]]:
    for claim in extracted(connection, wanted):
        yield "claims", extract.claim(claim)
        for line in extract.lines(claim):
            yield "lines", line


def _name(wanted: Wanted, form: Format, table: Table) -> str:
    """Such as `lines-posted-2026-11-01-2026-11-30.csv`: only letters that every system takes."""
    days = [day.isoformat() for day in (wanted.first, wanted.last) if day]
    what = table if form == "csv" else "claims"
    return "-".join([what, *([wanted.dated, *days] if days else ())]) + f".{form}"
