"""The work on a job that a handler is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from bot.jobs import ending
from bot.jobs.row import Job, OnDead
from bot.store.database import Database, after_commit

__all__ = ["Handler", "Job", "OnDead", "Work"]


@dataclass(slots=True)
class Work:
    """What a handler gets. It does what is outside without a transaction, then all the rest in one:

        with database.writing() as connection:
            …                          # what the work changed
            enqueue(connection, …)     # what comes next
            work.done(connection)      # Lost if the job is no longer ours: nothing of this happened

    Returning without `done` or `later` ends the job too, in a transaction of its own.
    """

    job: Job
    database: Database
    lease_seconds: float
    ended: bool = field(default=False, init=False)  # by a transaction that has been committed

    def done(self, connection: Connection) -> None:
        """End the job in the caller's transaction. Raises `Lost`."""
        ending.finish(connection, self.job)
        after_commit(connection, self._end)

    def later(self, connection: Connection, seconds: float) -> None:
        """Put the job off in the caller's transaction, for example to wait for something. Raises `Lost`.

        This is not a failure: `attempt` goes on counting, as a proof of what may have been tried, and `max_attempts`
        grows by the one that was used, so that as many failures as before are left.
        """
        ending.put_off(connection, self.job, seconds)
        after_commit(connection, self._end)

    def guard(self) -> None:
        """Prove that the job is still ours and renew its lease, in a transaction of its own. Raises `Lost`.

        Right before a call that must not happen twice: a thread may have stood still for longer than its lease. The
        call's own time-out has to be shorter than half the lease.
        """
        with self.database.writing() as connection:
            self.hold(connection)

    def hold(self, connection: Connection) -> None:
        """The same in the caller's transaction: what it writes is written by whoever has the job, or not at all."""
        ending.renew(connection, self.job, self.lease_seconds)

    def _end(self) -> None:
        self.ended = True


Handler = Callable[[Work], None]
