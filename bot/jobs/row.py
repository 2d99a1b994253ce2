"""A job as a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row


@dataclass(frozen=True, slots=True)
class Job:
    """A row as it was read.

    `attempt` counts starts and only grows: 1 means that nothing has been tried before (unless the database came back
    from a backup), and with `worker` it proves whose job this is. `max_attempts` says after which one it is dead.
    `errors` is its history, newest last: `{"at", "attempt", "error"}`, and `{"at", "attempt", "requeued": true}` for
    a second chance.
    """

    id: int
    key: str
    kind: str
    payload: Mapping[str, Any]
    queue: str
    priority: int
    owner: str
    status: str
    run_at: datetime
    attempt: int
    max_attempts: int
    worker: str
    error: str
    errors: tuple[Mapping[str, Any], ...]
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def failures(self) -> int:
        """Failures in a row since the job was enqueued or requeued."""
        count = 0
        for entry in reversed(self.errors):
            if "requeued" in entry:
                break
            count += 1
        return count


def job_of(row: Row[Any]) -> Job:
    """A row of the whole table as a Job."""
    return Job(
        id=row.id,
        key=row.key,
        kind=row.kind,
        payload=row.payload,
        queue=row.queue,
        priority=row.priority,
        owner=row.owner,
        status=row.status,
        run_at=row.run_at,
        attempt=row.attempts,
        max_attempts=row.max_attempts,
        worker=row.worker,
        error=row.error,
        errors=tuple(row.errors),
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )


#: Told in the transaction in which a job dies, so that a person's card is enqueued or nothing happens.
OnDead = Callable[[Connection, Job], None]
