"""The salesperson's part: a file becomes a line of the open draft, and reading it starts at once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.chat.platform import Photo
from bot.claims.claim import Claim, stem_of
from bot.claims.people import Employee
from bot.jobs.queue import enqueue
from bot.store import claims, documents, photos
from bot.store.errors import TooLarge
from bot.workflow import office
from bot.workflow.change import record
from ocr.errors import Unreadable
from ocr.formats import sniff


def keep(connection: Connection, content: bytes, name: str, now: datetime) -> str | None:
    """Put the bytes into the database, whatever they are, and return their digest; None when they are too many."""
    try:
        media_type = sniff(content)
    except Unreadable:
        # Kept all the same: the line it becomes will say why it cannot be read.
        media_type = "application/octet-stream"
    try:
        return documents.put(connection, content, name, media_type, now)
    except TooLarge:
        return None


def photo(
    connection: Connection, event: Photo, digest: str, person: Employee, desk: office.Office, now: datetime
) -> bool:
    """One photo is one line of the person's open draft; False when it became one before, however it was announced."""
    user = event.user
    if photos.once(connection, user.platform, user.workspace, event.file_key) is not None:
        return False
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
    return True


def _open_draft(connection: Connection, person: Employee, desk: office.Office, now: datetime) -> Claim:
    draft = claims.open_draft(connection, person.number)
    if draft is None:
        reference = claims.next_reference(connection, desk.today(now).year)
        draft = Claim(reference, person.number, desk.company.currency)
        claims.insert(connection, draft, now)
    return draft
