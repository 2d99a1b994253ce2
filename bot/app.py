"""The only place where the parts are put together: database, runner, schedules, platforms, reader and connector."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from bot.chat.platform import Platform
from bot.claims.people import Role
from bot.jobs import clock
from bot.jobs.clock import QueueClock
from bot.jobs.job import Handler, Job
from bot.jobs.queue import dead, enqueue
from bot.jobs.runner import Queue, Runner
from bot.schedule import Schedules, alive, put
from bot.settings import Settings, SettingsError
from bot.store import audit, companies
from bot.store import people as people_rows
from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.migrations import migrate, require_newest
from bot.workflow.delivery import Delivery
from bot.workflow.inbox import Inbox
from bot.workflow.posting import Posting
from bot.workflow.reading import Reader, Readings
from bot.workflow.reminders import Reminders
from erp.connector import Connector
from erp.connectors import connect
from erp.errors import ErpError, Misconfigured
from ocr.process import OcrProcess

__all__ = ["App", "Connector", "Parts", "open_reader", "utc_now"]

log = logging.getLogger(__name__)

Now = Callable[[], datetime]


def utc_now() -> datetime:
    """The business clock of a real installation; the demo and the tests hand in one that can be moved."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Parts:
    """What differs between a real installation, the demo and a test: handed in, never looked up."""

    platforms: Mapping[str, Platform]
    reader: Reader
    connector: Connector
    connector_name: str
    now: Now = utc_now
    queue_clock: QueueClock | None = None
    close: Callable[[], None] = lambda: None


class App:
    """One process of the product."""

    def __init__(self, settings: Settings, database: Database, parts: Parts) -> None:
        self.database = database
        self.parts = parts
        self.inbox = Inbox(database, parts.platforms, parts.now)
        self.runner = Runner(
            database,
            self._handlers(),
            queues_of(settings, parts.connector),
            clock=parts.queue_clock,
            on_dead=_tell_dead,
            lease_seconds=settings.jobs.lease_seconds,
        )
        self.schedules = Schedules(database, self.runner, parts.now)

    def _handlers(self) -> Mapping[str, Handler]:
        database, parts = self.database, self.parts
        delivery = Delivery(database, parts.platforms, parts.now)
        posting = Posting(database, parts.connector, parts.connector_name, parts.now)
        reminders = Reminders(database, parts.now)
        return {
            "chat.event": self.inbox.handle,
            "chat.card": delivery.card,
            "chat.notice": delivery.notice,
            "chat.say": delivery.say,
            "chat.form": delivery.form,
            "chat.todo": delivery.todo,
            "chat.list": delivery.list,
            "chat.stranger": delivery.stranger,
            "chat.dead": delivery.dead_letter,
            "ocr.read": Readings(database, parts.reader, parts.now).read,
            "erp.post": posting.post,
            "erp.reverse": posting.reverse,
            "erp.payments": posting.payments,
            "reminders": reminders.remind,
        }

    def start(self) -> None:
        """Take events in, work, and tick."""
        for platform in self.parts.platforms.values():
            platform.start(self.inbox.receive)
        self.plan()
        self.runner.start()
        self.schedules.start()

    def stop(self) -> None:
        """Finish what is under way, and leave the rest in the database."""
        for platform in self.parts.platforms.values():
            platform.stop()
        self.schedules.stop()
        self.runner.stop(timeout=30)

    def plan(self) -> None:
        """The schedules of the product; what is already planned keeps its next time."""
        now = self.parts.now()
        with self.database.writing() as connection:
            put(connection, "payments", "erp.payments", "UTC", "every 60 s", now)
            put(connection, "reminders", "reminders", "UTC", "every 600 s", now)


def queues_of(settings: Settings, connector: Connector) -> Mapping[str, Queue]:
    """One queue for each thing that must not hold up another. The settings may change any of them."""
    queues = {
        "chat": Queue(slots=4),
        # One card after the other: two jobs about the same card never race.
        "notify": Queue(slots=1, max_attempts=12),
        # The OCR process reads one document at a time.
        "ocr": Queue(slots=1, max_attempts=3),
        "erp": Queue(slots=connector.capabilities.max_parallel_posts, max_attempts=30),
        "default": Queue(slots=2),
    }
    return queues | {name: Queue(**given.model_dump()) for name, given in settings.jobs.queues.items()}


def _tell_dead(connection: Connection, job: Job) -> None:
    """Work that was given up becomes a card for every administrator."""
    if job.kind == "chat.dead":
        # The messenger itself is broken; the list of dead jobs still has both.
        return
    for person in people_rows.load(connection).with_role(Role.ADMINISTRATOR):
        enqueue(
            connection, "chat.dead", key=f"dead:{job.id}:{job.attempt}:{person.number}", queue="notify",
            owner=person.number, person=person.number, job=job.id, kind_of=job.kind, subject=job.key,
            error=job.error, attempts=job.attempt,
        )  # fmt: skip


def parts_of(settings: Settings) -> Parts:
    """The parts that the settings ask for. Raises `SettingsError` with what the adapters find wrong with theirs."""
    try:
        connector = connect(settings.erp.connector, settings.connector_section)
    except Misconfigured as error:
        raise SettingsError(error.message) from error
    reader = open_reader(settings)
    return Parts({}, reader, connector, settings.erp.connector, close=reader.close)


def open_reader(settings: Settings) -> OcrProcess:
    """Start the OCR process; it warms up by itself, and has to be closed."""
    return OcrProcess(settings.ocr.engine or "auto", read_seconds=settings.ocr.seconds)


def serve(settings: Settings, until: threading.Event) -> None:
    """Run one process until `until` is set, then end in order. The database is brought to this version first."""
    parts = parts_of(settings)
    database = Database(settings.database_url)
    try:
        migrate(database)
        app = App(settings, database, parts)
        app.start()
        log.info("running", extra={"database": database.dialect, "connector": parts.connector_name})
        until.wait()
        log.info("stopping")
        app.stop()
    finally:
        database.dispose()
        parts.close()


def is_alive(settings: Settings) -> bool:
    """Whether a process that works on this database has given a sign of life within the last minute."""
    database = Database(settings.database_url)
    try:
        require_newest(database)
        with database.reading() as connection:
            return alive(connection, clock.now(connection))
    finally:
        database.dispose()


def problems(settings: Settings) -> list[str]:
    """What is missing or wrong in this installation, a sentence each, with what to do."""
    found: list[str] = []
    database = Database(settings.database_url)
    try:
        require_newest(database)
        with database.reading() as connection:
            if companies.load(connection) is None:
                found.append("no company is set up yet: `python -m bot demo` shows a sample one")
            given_up = len(dead(connection))
            verdict = audit.verify(connection)
        if given_up:
            found.append(f"{given_up} jobs were given up: see `python -m bot jobs`")
        if verdict.broken:
            found.append(f"the audit chain is broken at entry {verdict.broken.seq}: {verdict.broken.why}")
    except StoreError as error:
        found.append(str(error))
    finally:
        database.dispose()
    try:
        found += connect(settings.erp.connector, settings.connector_section).check().problems
    except ErpError as error:
        found += error.message.splitlines()
    return found
