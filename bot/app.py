"""The only place where the parts are put together: database, runner, schedules, platforms, reader and connector."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from bot import serving
from bot.chat.platform import Platform
from bot.claims.company import Company
from bot.claims.deserted import in_office
from bot.claims.people import Employee, Role
from bot.jobs import clock
from bot.jobs.clock import QueueClock
from bot.jobs.job import Handler
from bot.jobs.queue import enqueue
from bot.jobs.runner import Runner
from bot.queues import QUEUES, queues_of, tell_dead
from bot.schedule import Schedules, alive, put
from bot.settings import Checks, Settings, SettingsError, settings_file
from bot.store import companies, people, postings
from bot.store.database import Database, understood
from bot.store.errors import Outdated, StoreError, Unreachable, Unusable
from bot.store.migrations import migrate, require_newest
from bot.workflow import checkup, setting_up
from bot.workflow.checkup import Point, said
from bot.workflow.delivery import Delivery
from bot.workflow.inbox import Inbox
from bot.workflow.masters import MasterData
from bot.workflow.paying import Paying
from bot.workflow.payments import Payments
from bot.workflow.posting import Posting
from bot.workflow.reading import Reader, Readings
from bot.workflow.references import References
from bot.workflow.reminders import Reminders
from bot.workflow.reversing import Reversing
from bot.workflow.signing_in import SignInLinks
from bot.workflow.together import Deciding
from erp.connector import Connector
from erp.connectors import connect, prepare
from erp.errors import Misconfigured
from ocr.engines import ENGINES
from ocr.process import OcrProcess

__all__ = ["App", "Connector", "Parts", "open_reader", "stand_by", "utc_now"]

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
    #: Where the web chat is found, its slash included; empty where there is none that a link could lead to.
    web: str = ""


class App:
    """One process of the product."""

    def __init__(self, settings: Settings, database: Database, parts: Parts) -> None:
        self.database = database
        self.parts = parts
        self.references = References(database, parts.connector)
        self.inbox = Inbox(database, parts.platforms, parts.now)
        self.runner = Runner(
            database,
            self._handlers(),
            queues_of(settings, parts.connector.capabilities.max_parallel_posts),
            clock=parts.queue_clock,
            on_dead=tell_dead,
            lease_seconds=settings.jobs.lease_seconds,
        )
        self.schedules = Schedules(database, self.runner, parts.now)

    def _handlers(self) -> Mapping[str, Handler]:
        database, parts = self.database, self.parts
        delivery = Delivery(database, parts.platforms, parts.now, parts.web)
        readings = Readings(database, parts.reader, parts.now)
        reminders = Reminders(database, parts.now)
        return {
            "chat.event": self.inbox.handle,
            "chat.card": delivery.card,
            "chat.notice": delivery.notice,
            "chat.say": delivery.say,
            "chat.form": delivery.form,
            "chat.todo": delivery.todo,
            "chat.list": delivery.list,
            "chat.together": Deciding(database, parts.now).decide,
            "chat.link": SignInLinks(database, parts.platforms, parts.now, parts.web).send,
            "chat.help": delivery.help,
            "chat.stranger": delivery.stranger,
            "chat.dead": delivery.dead_letter,
            "ocr.read": readings.read,
            "ocr.give_up": readings.give_up,
            "erp.post": Posting(database, parts.connector, parts.connector_name, parts.now).post,
            "erp.reverse": Reversing(database, parts.connector, parts.connector_name, parts.now).reverse,
            "erp.references": self.references.look,
            "erp.pay": Paying(database, parts.connector, parts.connector_name, parts.now).pay,
            "erp.masters": MasterData(database, parts.connector).look,
            "erp.payments": Payments(database, parts.connector, parts.connector_name, parts.now).look,
            "reminders": reminders.remind,
        }

    def start(self) -> None:
        """Take events in, work, and tick; before anybody is heard, the books say which references are taken."""
        asked = self.references.look_first()
        for platform in self.parts.platforms.values():
            platform.start(self.inbox.receive)
        self.plan()
        if not asked:
            with self.database.writing() as connection:
                # Once a day, however often it starts: what is dead already waits for a person.
                enqueue(connection, "erp.references", key=f"references:{self.parts.now():%Y-%m-%d}", queue="erp")
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
            put(connection, "masters", "erp.masters", "UTC", "every 86400 s", now)
            # A list that is a day old is no reason to wait for the next one.
            enqueue(connection, "erp.masters", key=f"masters:{now:%Y-%m-%d}", queue="erp")
            put(connection, "references", "erp.references", "UTC", "every 86400 s", now)
            put(connection, "reminders", "reminders", "UTC", "every 600 s", now)


def open_reader(settings: Settings) -> OcrProcess:
    """Start the OCR process; it warms up by itself, and has to be closed."""
    return OcrProcess(settings.ocr.engine or "auto", read_seconds=settings.ocr.seconds)


def set_up(settings: Settings) -> None:
    """Bring the database to this version, and the embedded ledger to its settings. Nothing to do is no error.

    A ledger is begun only while nothing was ever posted: one that has vanished is not replaced by an empty one.
    """
    with _opened(settings, new=True) as database:
        migrate(database)
        with database.reading() as connection:
            new = not postings.any_begun(connection)
    try:
        prepare(settings.erp.connector, settings.connector_section, new=new)
    except Misconfigured as error:
        raise SettingsError(error.message) from error


def has_company(settings: Settings) -> bool:
    """Whether an installation of these settings was begun already; where there is no database yet, it was not."""
    try:
        with current_database(settings) as database, database.reading() as connection:
            return companies.load(connection) is not None
    except Unreachable:
        address = understood(settings.database_url)
        if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
            return False
        raise
    except Outdated:
        return False


def begin(
    settings: Settings, company: Company, employees: Sequence[Employee], keep_settings: Callable[[], None]
) -> bool:
    """Begin an installation: the company and its people in one transaction, at whose end the settings are kept.

    Whatever goes wrong or is interrupted before leaves no company. The ledger comes last: `run` makes one as well.
    False, and nothing is done, where somebody else has begun one meanwhile.
    """
    with _opened(settings, new=True) as database:
        migrate(database)
        with database.writing() as connection:
            companies.hold_first(connection)
            if companies.load(connection) is not None:
                return False
            setting_up.set_up(connection, company, employees, by="system", at=utc_now())
            keep_settings()
    set_up(settings)
    return True


def administrators_language(settings: Settings) -> str:
    """The language of whoever runs it, as far as one can know it: the first administrator's; empty for nobody's."""
    try:
        with current_database(settings) as database, database.reading() as connection:
            office = in_office(people.load(connection), Role.ADMINISTRATOR)
    except (StoreError, DatabaseError):
        # That is what the check is about to say.
        return ""
    return office[0].locale if office else ""


def serve(settings: Settings, until: threading.Event) -> None:
    """Run one process until `until` is set, then end in order; database and ledger are set up first."""
    set_up(settings)
    name = settings.erp.connector
    connector = connect(name, settings.connector_section)
    with ExitStack() as stack:
        reader = stack.enter_context(open_reader(settings))
        database = stack.enter_context(_opened(settings))
        web = serving.installation(settings, database, utc_now)
        if web is not None:
            stack.callback(web.close)
        platforms: dict[str, Platform] = {"web": web.chat} if web else {}
        parts = Parts(platforms, reader, connector, name, web=web.site.base if web else "")
        app = App(settings, database, parts)
        app.start()
        told = {"database": database.dialect, "connector": name, "web": parts.web}
        log.info("running", extra=told)
        with web.serving() if web else nullcontext():
            stand_by(until)
            log.info("stopping")
        app.stop()
        log.info("stopped")


def stand_by(until: threading.Event) -> None:
    """Wait until it is set by a signal. Looks every second: the system may give the signal to another thread, which
    does not wake the main one, and the handler runs in no other."""
    while not until.wait(1):
        pass


def is_alive(settings: Settings) -> bool:
    """Whether a process that works on this database has given a sign of life within the last minute."""
    with current_database(settings) as database, database.reading() as connection:
        return alive(connection, clock.now(connection))


@contextmanager
def current_database(settings: Settings) -> Iterator[Database]:
    """The database, which has to be there and of this version. Raises `StoreError`, which says what to do."""
    with _opened(settings) as database:
        require_newest(database)
        yield database


@contextmanager
def _opened(settings: Settings, *, new: bool = False) -> Iterator[Database]:
    address = understood(settings.database_url)
    file = Path(address.database or "")
    if address.get_backend_name() == "sqlite" and not new and not file.exists():
        raise Unreachable(f"there is none at {file} yet: run `python -m bot migrate`")
    database = Database(settings.database_url)
    try:
        yield database
    except DatabaseError as error:
        database.explain(error)
        raise
    finally:
        database.dispose()


# Whether all is well


def _database_problems(settings: Settings) -> Sequence[str]:
    try:
        understood(settings.database_url)
    except Unusable as error:
        return [f"database.url: {error}"]
    return []


def _queue_problems(settings: Settings) -> Sequence[str]:
    unknown = sorted(set(settings.jobs.queues) - set(QUEUES))
    return [f"jobs.queues.{name}: there is no such queue; there are {', '.join(QUEUES)}" for name in unknown]


def _engine_problems(settings: Settings) -> Sequence[str]:
    name = settings.ocr.engine
    if name in ("", "auto", *ENGINES) or ":" in name:
        return []
    return [f"ocr.engine: there is no engine {name!r}; there are auto, {', '.join(ENGINES)}"]


def _connector_problems(settings: Settings) -> Sequence[str]:
    try:
        connect(settings.erp.connector, settings.connector_section)
    except Misconfigured as error:
        return error.message.splitlines()
    return []


#: What the parts find wrong with their sections of the settings; `bot.settings.load` asks them.
CHECKS: Checks = {
    "database": _database_problems,
    "jobs": _queue_problems,
    "ocr": _engine_problems,
    "erp": _connector_problems,
    "web": serving.problems,
}


def look(settings: Settings) -> Iterator[Point]:
    """Look at everything this installation consists of; the settings have passed `CHECKS`."""
    file = settings_file()
    if file.is_file():
        yield said("settings", str(file))
    else:
        yield Point("settings", "check-no_settings", {"file": str(file)})
    begun = False
    try:
        with current_database(settings) as database, database.reading() as connection:
            yield said("database", database.engine.url.render_as_string(hide_password=True))
            yield from checkup.of_rows(connection, utc_now())
            if settings.web.on:
                yield from checkup.of_invitations(connection)
            begun = postings.any_begun(connection)
            runs = alive(connection, clock.now(connection))
        yield Point("process", "check-runs" if runs else "check-runs_not", verdict="known")
    except StoreError as error:
        yield said("database", str(error), "wrong")
    yield from serving.look(settings)
    connector = connect(settings.erp.connector, settings.connector_section)
    yield from checkup.of_connector(settings.erp.connector, connector, begun=begun)
    with open_reader(settings) as reader:
        yield from checkup.of_reader(reader)
