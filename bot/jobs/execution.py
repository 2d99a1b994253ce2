"""Running one job that was taken, whoever delivered it: the threads of `runner` today, another engine's workers
tomorrow."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.jobs import ending
from bot.jobs.errors import JobError, Lost
from bot.jobs.job import Handler, Work
from bot.jobs.limits import Queue
from bot.jobs.row import Job, OnDead
from bot.store.database import Database

log = logging.getLogger(__name__)

#: How often the end of a job is written before it is left to the reaper; with the pauses about a minute.
_TRIES = 14


@dataclass(frozen=True)
class Execution:
    """What is needed to run a job. `pause` waits so many seconds, or less when the process is about to stop.

    `chance` gives a number in [0, 1) for the backoff.
    """

    database: Database
    handlers: Mapping[str, Handler]
    queues: Mapping[str, Queue]
    on_dead: OnDead | None
    lease_seconds: float
    pause: Callable[[float], object]
    chance: Callable[[], float] = field(default=random.SystemRandom().random)

    def run(self, job: Job) -> None:
        """Call the handler and write down how it ended. Raises nothing but KeyboardInterrupt."""
        work = Work(job, self.database, self.lease_seconds)
        interrupt: KeyboardInterrupt | None = None
        error: BaseException | None = None
        try:
            handler = self.handlers.get(job.kind)
            if handler is None:  # an older release on another machine may still be running, or a newer one may come
                raise JobError(f"no handler for {job.kind}")
            handler(work)
        except Lost:
            # Whoever has the job now ends it; ours changed nothing.
            log.warning("a job was lost to somebody else", extra=ending.about(job))
            return
        except KeyboardInterrupt as pressed:  # only in the main thread, that is, while draining
            error = interrupt = pressed
        except BaseException as raised:  # a library that calls sys.exit() is one more way to fail
            log.exception("a job failed", extra=ending.about(job))
            error = raised
        if not work.ended:
            self._write_down(work, error)
        if interrupt:
            raise interrupt

    def _write_down(self, work: Work, error: BaseException | None) -> None:
        wait = 0.1
        for _ in range(_TRIES):
            try:
                with self.database.writing() as connection:
                    if error is None:  # it returned without a word
                        work.done(connection)
                        return
                    queue = self.queues.get(work.job.queue, Queue())
                    again = ending.after_failure(work.job, queue, error, self.chance())
                    ending.fail(connection, work.job, ending.words(error), again, self.on_dead)
                    return
            except Lost:
                log.warning("a job was lost to somebody else", extra=ending.about(work.job))
                return
            except Exception:
                log.exception("cannot write down how a job ended; trying again", extra=ending.about(work.job))
                self.pause(wait)
                wait = min(5, wait * 2)
        log.error("the end of a job was not written down; it will start again", extra=ending.about(work.job))
