"""What an administrator asks first: is everything there and well, and if not, what is to be done?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.claims.deserted import in_office
from bot.claims.people import People, Role
from bot.founding.problems import Problem
from bot.founding.remarks import remarks
from bot.founding.roster import Roster
from bot.jobs.queue import dead
from bot.store import audit, companies, people
from bot.wording import Wording
from erp.connector import Connector
from erp.errors import ErpError
from ocr.errors import OcrError
from ocr.process import OcrProcess


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was looked at: well, wrong (then it says what to do), or only worth knowing.

    `key` is a wording key with its `values`; what a system says itself is the value of `check-said`.
    """

    what: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    verdict: Literal["well", "wrong", "known"] = "well"

    def called(self, words: Wording) -> str:
        """What was looked at, in a word; an ERP that we have no word for by its name."""
        key = f"check-what_{self.what}"
        return words.say(key) if words.knows(key) else self.what

    def told(self, words: Wording) -> str:
        """What was found."""
        return words.say(self.key, **self.values)


def said(what: str, text: str, verdict: Literal["well", "wrong", "known"] = "well") -> Point:
    """What a system says itself, as it is."""
    return Point(what, "check-said", {"said": text}, verdict)


def of_rows(connection: Connection, now: datetime) -> Iterator[Point]:
    """What the database says: the audit chain, work that was given up, the company and its people."""
    verdict = audit.verify(connection)
    if verdict.broken:
        broken = {"entry": verdict.broken.seq, "why": verdict.broken.why}
        yield Point("audit", "check-audit_broken", broken, "wrong")
    else:
        yield Point("audit", "check-audit_whole", {"rows": verdict.rows})
    if given_up := len(dead(connection)):
        yield Point("jobs", "check-jobs_given_up", {"count": given_up}, "wrong")
    else:
        yield Point("jobs", "check-jobs_none")
    company = companies.load(connection)
    if company is None:
        yield Point("company", "check-no_company", verdict="known")
        return
    yield said("company", company.name)
    everybody = people.load(connection)
    yield Point("people", "check-people", {"count": len(everybody.active())})
    yield from _of_offices(everybody)
    today = now.astimezone(ZoneInfo(company.time_zone)).date()
    for remark in remarks(company, everybody.everybody(), Roster(()), today):
        yield _remarked(remark)


def _remarked(remark: Problem) -> Point:
    return Point("people", remark.key, remark.values, "known")


def of_invitations(connection: Connection) -> Iterator[Point]:
    """Whether everybody was let in, where there is a web chat."""
    everybody = people.load(connection)
    outside = [one for one in everybody.active() if not people.identities(connection, one.number)]
    if outside and (by := in_office(everybody, Role.ADMINISTRATOR)):
        yield Point("people", "check-not_let_in", {"count": len(outside), "number": by[0].number}, "known")


def _of_offices(everybody: People) -> Iterator[Point]:
    """Whether somebody is there for what needs a person."""
    if not in_office(everybody, Role.ADMINISTRATOR):
        yield Point("people", "check-no_administrator", verdict="wrong")
    offices = in_office(everybody, Role.ADMINISTRATOR, Role.BOOKKEEPER)
    if len(offices) == 1:
        yield Point("people", "check-one_office", {"name": f"{offices[0].name} ({offices[0].number})"}, "known")


def of_connector(name: str, connector: Connector, *, begun: bool) -> Iterator[Point]:
    """What the ERP says of itself; `begun` is whether anything was ever posted."""
    try:
        health = connector.check()
    except ErpError as error:
        yield said(name, error.message, "wrong")
        return
    for problem in health.problems:
        yield said(name, problem, "wrong")
    if not health.problems:
        yield said(name, health.version)
    elif name == "ledger" and not begun:
        yield Point(name, "check-ledger_to_come", verdict="known")


def of_reader(reader: OcrProcess) -> Iterator[Point]:
    """Whether the OCR process starts, and with which engine."""
    try:
        yield said("reading", reader.wait())
    except OcrError as error:
        yield Point("reading", "check-reading_wrong", {"why": str(error)}, "wrong")
