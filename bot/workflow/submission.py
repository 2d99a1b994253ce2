"""The salesperson's part: a file becomes a line of the open draft, and reading it starts at once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.chat.platform import Photo
from bot.claims.claim import Claim, stem_of
from bot.claims.people import Employee
from bot.claims.states import State
from bot.jobs.queue import enqueue
from bot.store import claims, documents, photos
from bot.store.errors import TooLarge
from bot.workflow import office, outbox
from bot.workflow.change import record
from ocr.errors import Unreadable
from ocr.formats import sniff


class Refused(Exception):
    """A file that is not kept; `key` is of the sentence that says what can be sent instead."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def keep(connection: Connection, content: bytes, name: str, now: datetime) -> str:
    """Put the bytes into the database and return their digest. Raises `Refused` for what we cannot read."""
    try:
        return documents.put(connection, content, name, sniff(content), now)
    except Unreadable as error:
        raise Refused("say-empty_file" if error.reason == "empty" else "say-no_receipt") from error
    except TooLarge as error:
        raise Refused("say-refused_file") from error


def refuse(connection: Connection, event: Photo, key: str, person: Employee) -> None:
    """Say which file was not taken and what can be sent instead; there is no line of it."""
    outbox.say(connection, outbox.key_of(event), person.number, key, {"name": event.name or "–"})


def photo(
    connection: Connection, event: Photo, digest: str, person: Employee, desk: office.Office, now: datetime
) -> None:
    """One photo is one line of the person's open draft, however often it is sent: then they hear which one it is."""
    user = event.user
    known = photos.once(connection, user.platform, user.workspace, event.file_key)
    if known is not None:
        claim, line_id = claims.load(connection, known[0]), known[1]
        if stands(claim, line_id, person):
            values = {"reference": claim.reference, "line": line_id}
            outbox.say(connection, outbox.key_of(event), person.number, "say-same_photo", values)
            return
    before = _open_draft(connection, person, desk, now)
    after = before.add(person, now, digest)
    line = after.lines[-1]
    photos.remember(
        connection,
        user.platform,
        user.workspace,
        event.file_key,
        employee=person.number,
        document=digest,
        stem=stem_of(after.reference),
        line=line.id,
        before=known,
    )
    record(connection, before, after, desk.people, desk.company, now)
    if event.text.strip() and not after.purpose:
        described = after.describe(person, now, event.text)
        record(connection, after, described, desk.people, desk.company, now)
    enqueue(
        connection,
        "ocr.read",
        key=f"read:{stem_of(after.reference)}:{line.id}",
        queue="ocr",
        owner=person.number,
        claim=stem_of(after.reference),
        line=line.id,
    )


def stands(claim: Claim, line_id: int, person: Employee) -> bool:
    """Whether this line of the person's is still asked to be paid: not removed, withdrawn or rejected."""
    asked = claim.claimant == person.number and claim.state not in (State.WITHDRAWN, State.REJECTED)
    document = next((line.document for line in (*claim.lines, *claim.removed) if line.id == line_id), None)
    # Of several receipts in one photo any will do.
    return asked and any(line.id == line_id or (line.receipt and line.document == document) for line in claim.lines)


def _open_draft(connection: Connection, person: Employee, desk: office.Office, now: datetime) -> Claim:
    draft = claims.open_draft(connection, person.number)
    if draft is None:
        reference = claims.next_reference(connection, desk.today(now).year)
        draft = Claim(reference, person.number, desk.company.currency)
        claims.insert(connection, draft, now)
    return draft
