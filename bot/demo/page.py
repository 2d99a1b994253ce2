"""The sample company in a browser: on loopback only, where one chooses at `/` whom to be.

Everything in it is the real thing: the web chat, OCR in its own process, jobs in threads, a Beancount ledger. Nobody
has to prove who they are, which is why no other machine is let in.
"""

from __future__ import annotations

import signal
import socket
import sys
import threading
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import ChoiceLoader, FileSystemLoader
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App, Connector, Parts, open_reader, stand_by, utc_now
from bot.claims.claim import Claim
from bot.claims.people import People
from bot.claims.states import State
from bot.demo import folder as place
from bot.demo.company import CHART, COMPANY, EMPLOYEES, PARTS, SINCE
from bot.demo.fixed import settings_in
from bot.jobs.queue import enqueue
from bot.settings import Settings
from bot.store import claims
from bot.store import people as people_rows
from bot.store.database import Database
from bot.store.migrations import migrate
from bot.web.all_pages import all_pages
from bot.web.chat import WebChat
from bot.web.door import Door
from bot.web.drawing import LANGUAGES, environment
from bot.web.server import loopback, serving
from bot.web.visitors import Visitor, nobody_of_that_name
from bot.wording import wording
from bot.workflow.embedded_ledger import EmbeddedLedger
from bot.workflow.reading import Reader
from bot.workflow.setting_up import link, set_up

#: Where the page is found if it is free there; else at any port that is.
USUAL_PORT = 8765

#: What one can send: the two of the story, and `more`. File name → file.
SAMPLES = {file.name: file for file in sorted((Path(__file__).parent / "receipts").rglob("*.jpg"))}


class Everybody:
    """The entrance of the demo: one is whom the path says, `/as/E1001/`."""

    below = "/as/{name}"
    nobody = staticmethod(nobody_of_that_name)

    def __init__(self, database: Database, chat: WebChat) -> None:
        self._database, self._chat = database, chat

    def visitor(self, request: Request) -> Visitor | None:
        """The employee of this number, as long as they are there."""
        user = self._chat.user(str(request.path_params["name"]))
        with self._database.reading() as connection:
            person = people_rows.linked(connection, user.platform, user.workspace, user.id)
        if person is None or not person.active:
            return None
        part = wording(person.locale).say(PARTS[person.number]) if person.number in PARTS else ""
        return Visitor(user, person, part)


class Company:
    """The sample company as a whole product in this process, with its pages."""

    def __init__(self, settings: Settings, database: Database, reader: Reader, ledger: EmbeddedLedger) -> None:
        self._database, self._ledger = database, ledger
        self.chat = WebChat(database, utc_now)
        with database.writing() as connection:
            now = utc_now()
            set_up(connection, COMPANY, EMPLOYEES, by="system", at=now)
            for employee in EMPLOYEES:
                user = self.chat.user(employee.number)
                link(connection, user.platform, user.workspace, user.id, employee.number, by="system", at=now)
        connector: Connector = ledger.connector
        self.app = App(settings, database, Parts({"web": self.chat}, reader, connector, settings.erp.connector))

    def routes(self) -> list[BaseRoute]:
        """The pages of the chat, and the one where one chooses whom to be."""
        door = Door(Everybody(self._database, self.chat), way_back="/")
        return [
            Route("/", self._start),
            Route("/pay/{reference}", self._pay, methods=["POST"]),
            Route("/receipts/{name}", _receipt),
            *all_pages(self._database, self.chat, door, utc_now),
        ]

    async def _start(self, _: Request) -> Response:
        return HTMLResponse(await run_in_threadpool(self._drawn))

    def _drawn(self) -> str:
        with self._database.reading() as connection:
            unpaid = claims.in_state(connection, State.POSTED)
        zh, en = wording("zh"), wording("en")
        people = [
            {"person": one, "part": wording(one.locale).say(PARTS[one.number]), "lang": LANGUAGES[one.locale]}
            for one in EMPLOYEES
        ]
        owed = [
            {"reference": claim.reference, "name": _name(claim), "amount": zh.money(claim.approved)} for claim in unpaid
        ]
        environs = environment().overlay()
        environs.loader = ChoiceLoader([FileSystemLoader(Path(__file__).parent / "templates"), environment().loader])  # type: ignore[list-item]
        page = environs.get_template("start.html")
        return page.render(lang="zh-Hans", zh=zh.say, en=en.say, people=people, owed=owed, samples=sorted(SAMPLES))

    async def _pay(self, request: Request) -> Response:
        """Write the payment into the ledger, as the bookkeeper does by hand after the bank run, and look at once."""
        return await run_in_threadpool(self._paid, str(request.path_params["reference"]))

    def _paid(self, reference: str) -> Response:
        with self._database.reading() as connection:
            owed = {claim.reference for claim in claims.in_state(connection, State.POSTED)}
        if reference not in owed:
            return PlainTextResponse("Nothing is owed under this reference.", 404)
        self._ledger.pay(reference, datetime.now(ZoneInfo(COMPANY.time_zone)).date())
        with self._database.writing() as connection:
            enqueue(connection, "erp.payments", key=f"demo-paid:{reference}", queue="default")
        return RedirectResponse("/", 303)


def _name(claim: Claim) -> str:
    return People(EMPLOYEES)[claim.claimant].name


async def _receipt(request: Request) -> Response:
    name = str(request.path_params["name"])
    if name not in SAMPLES:
        return PlainTextResponse("There is no such receipt.", 404)
    return FileResponse(SAMPLES[name], media_type="image/jpeg")


def serve(port: int | None, data: Path | None) -> int:
    """Serve the sample company until Ctrl-C; 0, or 2 when it cannot be served here."""
    try:
        bound = _bound(port)
    except OSError as error:
        print(f"Port {port} cannot be had ({error.strerror}): give another one with --port.", file=sys.stderr)
        return 2
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        with place.place(data, datetime.now().astimezone(), works=True) as (folder, told):
            print(*told, sep="\n", end="\n" if told else "")
            _serve(folder, bound, stop)
    except place.Taken as taken:
        print(taken, file=sys.stderr)
        return 2
    finally:
        bound.close()
    return 0


def _bound(port: int | None) -> socket.socket:
    if port is not None:
        return loopback(port)
    try:
        return loopback(USUAL_PORT)
    except OSError:
        return loopback(0)


def _serve(folder: Path, bound: socket.socket, stop: threading.Event) -> None:
    settings = settings_in(folder)
    database = Database(settings.database_url)
    with ExitStack() as stack:
        stack.callback(database.dispose)
        migrate(database)
        ledger = EmbeddedLedger(folder / "ledger", COMPANY, People(EMPLOYEES), CHART, SINCE)
        reader = stack.enter_context(open_reader(settings))
        company = Company(settings, database, reader, ledger)
        company.app.start()
        stack.callback(company.app.stop)
        address = stack.enter_context(serving(company.routes(), bound))
        for locale in ("zh", "en"):
            print(wording(locale).say("demo-page-at", address=address, folder=str(folder)), flush=True)
        stand_by(stop)
        # The windows are let go first: a stream that nobody ends would keep the server waiting.
        company.chat.stop()
