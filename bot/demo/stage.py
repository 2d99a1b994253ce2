"""The sample company on a stage: the whole product in one process, with a clock that can be moved.

The scripted demo plays on it with real OCR and the ledger; the stories in `tests/stories` with prepared readings.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.app import App, Connector, Parts
from bot.chat.terminal import TerminalChat
from bot.claims.claim import Claim
from bot.claims.company import Company
from bot.claims.people import Employee
from bot.claims.states import State
from bot.demo.company import COMPANY, EMPLOYEES
from bot.jobs.clock import MovableClock
from bot.settings import Settings
from bot.store import claims
from bot.store.database import Database
from bot.workflow.reading import Reader
from bot.workflow.setting_up import leave, link, set_up


class Stage:
    """Runs everything that is due whenever somebody has done something."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        chat: TerminalChat,
        reader: Reader,
        connector: Connector,
        start: datetime,
        company: Company = COMPANY,
        employees: Sequence[Employee] = EMPLOYEES,
        web: str = "",
    ) -> None:
        """`web` is the address of a web chat beside it, where there is one."""
        self.clock = MovableClock(start)
        self.chat = chat
        self.database = database
        with database.writing() as connection:
            set_up(connection, company, employees, by="system", at=start)
            for employee in employees:
                # In the demo one is whom one says: the user's id is the employee number.
                user = chat.user(employee.number)
                link(connection, user.platform, user.workspace, user.id, employee.number, by="system", at=start)
        parts = Parts({chat.name: chat}, reader, connector, settings.erp.connector, self.clock.now, self.clock, web=web)
        self.app = App(settings, database, parts)
        chat.start(self.app.inbox.receive)
        self.app.plan()
        self.settle()

    def settle(self) -> None:
        """Let everything that is due now happen."""
        self.app.runner.drain()

    def wait(self, step: timedelta) -> None:
        """Let time pass, an hour at a time; schedules and delayed jobs fire when their time has come."""
        end = self.clock.now() + step
        while (now := self.clock.now()) < end:
            self.app.runner.drain(until=min(end, now + timedelta(hours=1)))
            self.app.schedules.tick()
            self.settle()

    def leaves(self, number: str) -> None:
        """This person is not with the company any more."""
        with self.database.writing() as connection:
            leave(connection, number, by="system", at=self.clock.now())
        self.settle()

    def today(self) -> date:
        """The company's date."""
        return self.clock.now().astimezone(ZoneInfo(COMPANY.time_zone)).date()

    def latest(self, person: Employee) -> Claim:
        """The claim of this person that changed last."""
        with self.database.reading() as connection:
            return claims.of(connection, person.number)[0]

    def claims(self) -> tuple[Claim, ...]:
        """Every claim, whatever its state."""
        with self.database.reading() as connection:
            return claims.in_state(connection, *State)

    def claim(self, reference: str) -> Claim:
        """A claim as the database has it."""
        with self.database.reading() as connection:
            return claims.load(connection, reference)
