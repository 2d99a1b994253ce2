"""What an administrator asks first: is everything there and well, and if not, what is to be done?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from bot.claims.deserted import in_office
from bot.claims.people import People, Role
from bot.jobs.queue import dead
from bot.store import audit, companies, people
from erp.connector import Connector
from erp.errors import ErpError
from ocr.errors import OcrError
from ocr.process import OcrProcess


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was looked at: well, wrong (then `told` says what to do), or only worth knowing."""

    what: str
    told: str
    verdict: Literal["well", "wrong", "known"] = "well"


def of_rows(connection: Connection) -> Iterator[Point]:
    """What the database says: the audit chain, work that was given up, the company."""
    verdict = audit.verify(connection)
    if verdict.broken:
        yield Point("audit", f"broken at entry {verdict.broken.seq}: {verdict.broken.why}", "wrong")
    else:
        yield Point("audit", f"unbroken, {verdict.rows} entries")
    if given_up := len(dead(connection)):
        yield Point("jobs", f"given up: {given_up}; see `python -m bot jobs`", "wrong")
    else:
        yield Point("jobs", "none was given up")
    company = companies.load(connection)
    if company is None:
        yield Point("company", "none yet: `python -m bot init` begins one", "known")
    else:
        yield Point("company", company.name)
        yield from _of_offices(people.load(connection))


def _of_offices(everybody: People) -> Iterator[Point]:
    """Whether somebody is there for what needs a person."""
    if not in_office(everybody, Role.ADMINISTRATOR):
        yield Point("people", "nobody is administrator, so nobody hears of what went wrong: make somebody one", "wrong")
    offices = in_office(everybody, Role.ADMINISTRATOR, Role.BOOKKEEPER)
    if len(offices) == 1:
        told = f"only {offices[0].number} is administrator or bookkeeper, and nobody looks after their own claims"
        yield Point("people", f"{told}: make somebody else one, too", "known")


def of_connector(name: str, connector: Connector, *, begun: bool) -> Iterator[Point]:
    """What the ERP says of itself; `begun` is whether anything was ever posted."""
    try:
        health = connector.check()
    except ErpError as error:
        yield Point(name, error.message, "wrong")
        return
    for problem in health.problems:
        yield Point(name, problem, "wrong")
    if not health.problems:
        yield Point(name, health.version)
    elif name == "ledger" and not begun:
        yield Point(name, "`python -m bot migrate` begins a new ledger, or opens what is missing", "known")


def of_reader(reader: OcrProcess) -> Iterator[Point]:
    """Whether the OCR process starts, and with which engine."""
    try:
        yield Point("reading", reader.wait())
    except OcrError as error:
        yield Point("reading", f"{error}: run `make setup`, or choose another `ocr.engine`", "wrong")
