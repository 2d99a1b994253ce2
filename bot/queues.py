"""The queues in which work waits, and who hears of what was given up in one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection

from bot.jobs.job import Job
from bot.jobs.queue import enqueue
from bot.jobs.runner import Queue
from bot.settings import Settings
from bot.store import people
from bot.workflow.starting_again import concerned

#: One queue for each thing that must not hold up another. The settings may change any of them.
QUEUES = {
    # What one person sends is worked on in its order: lines stand as the receipts were sent.
    "chat": Queue(slots=4, in_turn=True),
    # One card after the other: two jobs about the same card never race.
    "notify": Queue(slots=1, max_attempts=12),
    # The OCR process reads one document at a time.
    "ocr": Queue(slots=1, max_attempts=3),
    # As many at once as the connector allows.
    "erp": Queue(max_attempts=30),
    "default": Queue(slots=2),
}


def queues_of(settings: Settings, erp_slots: int) -> Mapping[str, Queue]:
    """The queues as the connector and the settings want them; what the settings leave out stays as it is."""
    queues = QUEUES | {"erp": replace(QUEUES["erp"], slots=erp_slots)}
    changed = settings.jobs.queues.items()
    return queues | {name: replace(queues[name], **given.model_dump(exclude_unset=True)) for name, given in changed}


def tell_dead(connection: Connection, job: Job) -> None:
    """Work that was given up becomes a card for all whose office it is; who waits for a reading does so no longer."""
    if job.kind == "chat.dead":
        # The messenger itself is broken; the list of dead jobs still has both.
        return
    if job.kind == "ocr.read":
        key = f"give-up:{job.id}:{job.attempt}"
        enqueue(connection, "ocr.give_up", key=key, queue="chat", owner=job.owner, **job.payload)
    for person in concerned(job.kind, people.load(connection)):
        enqueue(
            connection, "chat.dead", key=f"dead:{job.id}:{job.attempt}:{person.number}", queue="notify",
            owner=person.number, person=person.number, job=job.id, kind_of=job.kind, subject=job.key,
            error=job.error, attempts=job.attempt,
        )  # fmt: skip
