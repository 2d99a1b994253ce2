"""The `ocr` queue: read a document outside any transaction, then fill its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.claims.claim import Claim
from bot.claims.line import Line
from bot.claims.states import EDITABLE
from bot.jobs.job import Work
from bot.store import claims, documents, progress, readings
from bot.store import people as people_rows
from bot.store.database import Database
from bot.workflow import office, outbox, recalling
from bot.workflow.change import record
from bot.workflow.evidence import apart, filled, to_json
from ocr.errors import Cancelled, OcrError, TooLarge, Unavailable, Unreadable
from ocr.formats import document
from ocr.reading import Document, Progress, Reading
from ocr.reading_json import reading as from_json

#: Wording key of a line whose reading died in a way nobody foresaw.
GAVE_UP = "reading-gave_up"

#: How often the card says at which page a long document is.
SHOWN_EVERY = timedelta(seconds=3)


class Reader(Protocol):
    """Reads one document; raises the errors of `ocr/errors.py`. The OCR process is one, tests hand in another."""

    def read(self, document: Document, today: date, progress: Progress) -> Reading:
        """What the document says; `today` decides whether a date is plausible.

        `progress` hears of each page that has to be recognised, and raises `Cancelled` where nobody waits any more.
        """


class Readings:
    """Reads documents one by one and fills the lines they belong to."""

    def __init__(self, database: Database, reader: Reader, now: Callable[[], datetime]) -> None:
        self._database = database
        self._reader = reader
        self._now = now

    def read(self, work: Work) -> None:
        """Fill the line the job is about, or say on it why it could not be read."""
        name, line_id = str(work.job.payload["claim"]), int(work.job.payload["line"])
        with self._database.reading() as connection:
            desk = office.load(connection)
            claim = claims.load(connection, name)
        line = _waiting(claim, line_id)
        if line is None or line.document is None:
            # Removed, filled in by hand or submitted in the meantime: nobody waits for this reading.
            with self._database.writing() as connection:
                work.done(connection)
            return
        with self._database.reading() as connection:
            content, file_name, _ = documents.get(connection, line.document)
            known = readings.get(connection, line.document)
        try:
            # The same bytes say the same: they are read once.
            if known:
                reading = from_json(known)
            else:
                told = self._telling(work, claim.claimant, name, line)
                reading = self._reader.read(document(content, file_name), desk.today(self._now()), told)
        except Cancelled:
            with self._database.writing() as connection:
                progress.drop(connection, line.document)
                work.done(connection)
        except (Unreadable, TooLarge, Unavailable) as error:
            if isinstance(error, Unavailable) and work.job.attempt < work.job.max_attempts:
                raise
            # It cannot be read, or this was the last attempt: the person fills it in instead of waiting for ever.
            self._fill(work, claim.claimant, name, replace(line, reading="failed", problem=problem_key(error)), None)
        else:
            self._fill(work, claim.claimant, name, filled(line, reading, desk.company), reading)

    def _telling(self, work: Work, claimant: str, name: str, line: Line) -> Progress:
        """Ends the reading where nobody waits for it any more, and else shows on the card at which page it is."""
        shown: datetime | None = None

        def told(page: int, pages: int) -> None:
            nonlocal shown
            with self._database.reading() as connection:
                claim = claims.load(connection, name)
            if _waiting(claim, line.id) is None or line.document is None:
                raise Cancelled
            now = self._now()
            if pages == 1 or (shown is not None and now - shown < SHOWN_EVERY):
                return
            shown = now
            with self._database.writing() as connection:
                progress.put(connection, line.document, page, pages)
                outbox.redraw(connection, f"page:{work.job.id}:{work.job.attempt}:{page}", claimant, name)

        return told

    def give_up(self, work: Work) -> None:
        """The job that reads a line died in a way nobody foresaw: the person fills it in, and hears of it."""
        name, line_id = str(work.job.payload["claim"]), int(work.job.payload["line"])
        with self._database.reading() as connection:
            claim = claims.load(connection, name)
        line = _waiting(claim, line_id)
        if line is None or line.problem == GAVE_UP:
            with self._database.writing() as connection:
                work.done(connection)
            return
        self._fill(work, claim.claimant, name, replace(line, reading="failed", problem=GAVE_UP), None)

    def _fill(self, work: Work, claimant: str, name: str, line: Line, reading: Reading | None) -> None:
        now = self._now()
        with self._database.writing() as connection:
            # The person may be sending more photos for the same draft just now.
            people_rows.hold(connection, claimant)
            if reading is not None and line.document is not None:
                readings.put(connection, line.document, to_json(reading), reading.engine, now)
            if line.document is not None:
                progress.drop(connection, line.document)
            desk = office.load(connection)
            before = claims.load(connection, name)
            if _waiting(before, line.id) is not None:
                rest: list[Line] = []
                if reading is not None:
                    several = apart(line, reading, desk.company, before.next_line) if reading.certain else (line,)
                    line, *rest = (
                        recalling.recall(connection, one, reading, claimant, desk.company, now) for one in several
                    )
                record(connection, before, before.read(line, now, rest), desk.people, desk.company, now)
                if line.problem == GAVE_UP:
                    values = {"line": line.id, "reference": before.reference}
                    outbox.say(connection, f"gave-up:{work.job.id}", claimant, "notice-reading_gave_up", values)
            work.done(connection)


def _waiting(claim: Claim, line_id: int) -> Line | None:
    """The line, if it still waits to be read on a claim that can still be changed.

    One that was given up still waits until somebody fills it in: an administrator may have it tried again.
    """
    line = next((line for line in claim.lines if line.id == line_id), None)
    waits = line is not None and (line.reading == "waiting" or (line.reading == "failed" and line.problem == GAVE_UP))
    return line if waits and claim.state in EDITABLE else None


def problem_key(error: OcrError) -> str:
    """The wording key of a reading that failed: `unreadable-damaged`, `too-large-pixels`, `reading-time_out`."""
    kind = {Unreadable: "unreadable", TooLarge: "too-large", Unavailable: "reading"}[type(error)]
    return f"{kind}-{error.reason}"
