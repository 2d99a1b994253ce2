"""From the last approval to the voucher, with the real App on SQLite and the real ledger; beside the bare calls."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from bot.app import App, Connector, Parts, utc_now
from bot.chat.terminal import TerminalChat
from bot.claims.money import Money
from bot.claims.people import People
from bot.claims.states import State
from bot.demo.company import CHART, COMPANY, EMPLOYEES, LIN, MEI, SINCE
from bot.settings import Settings
from bot.store import claims
from bot.store.database import Database
from bot.store.migrations import migrate
from bot.workflow.embedded_ledger import EmbeddedLedger
from bot.workflow.setting_up import link, set_up
from erp.report import Document, Employee, ExpenseReport, ReportLine
from tests.bench.figures import Figure, milliseconds, percentile, ratio, timed
from tests.stories.world import PreparedReader, receipt

_CLAIMS = 40

#: Nothing is checked and nothing can be taken back: an approval goes straight to the ledger.
_RULES = replace(COMPANY, check_above=Money(Decimal(100_000), "CNY"), take_back_seconds=0)


def figures(folder: Path) -> list[Figure]:
    bare = _bare(EmbeddedLedger(folder / "bare", _RULES, People(EMPLOYEES), CHART, SINCE).connector)
    whole = _whole(folder)
    return [
        milliseconds("approval to voucher, p50", percentile(whole, 0.5)),
        milliseconds("approval to voucher, p95", percentile(whole, 0.95)),
        milliseconds("the bare calls (find, draft, attach, post, find), p50", percentile(bare, 0.5)),
        milliseconds("the bare calls, p95", percentile(bare, 0.95)),
        ratio("approval to voucher to bare calls, p50", percentile(whole, 0.5) / percentile(bare, 0.5)),
        ratio("approval to voucher to bare calls, p95", percentile(whole, 0.95) / percentile(bare, 0.95)),
    ]


def _content(number: int) -> bytes:
    return b"\xff\xd8\xff" + str(number).encode() * 20_000


def _bare(connector: Connector) -> list[float]:
    def book(number: int) -> Callable[[], object]:
        report, document = _report(number)

        def calls() -> None:
            connector.find(report.reference)
            draft = connector.ensure_draft(report)
            connector.ensure_attachment(draft, document)
            connector.post(draft)
            connector.find(report.reference)

        return calls

    return timed(book(number) for number in range(_CLAIMS))


def _report(number: int) -> tuple[ExpenseReport, Document]:
    content, total, today = _content(number), Decimal(100 + number), datetime.now(UTC).date()
    document = Document(hashlib.sha256(content).hexdigest(), "receipt.jpg", "image/jpeg", content)
    line = ReportLine(
        description="云溪小馆",
        spent_on=today,
        category="meals",
        account="6601.02",
        net=total,
        tax=Decimal(0),
        gross=total,
        cost_centre="CC-10",
        document_digests=(document.digest,),
    )
    reference = f"EC26-{number:06}"
    who = Employee(LIN.number, LIN.name)
    return ExpenseReport(reference, who, "客户拜访", "CNY", today, (line,), (replace(document, content=b""),)), document


def _whole(folder: Path) -> list[float]:
    settings = Settings(data=folder)
    database = Database(settings.database_url)
    migrate(database)
    ledger = EmbeddedLedger(folder / "ledger", _RULES, People(EMPLOYEES), CHART, SINCE)
    chat, reader = TerminalChat(workspace="demo"), PreparedReader()
    with database.writing() as connection:
        set_up(connection, _RULES, EMPLOYEES, by="setup", at=utc_now())
        for person in (LIN, MEI):
            user = chat.user(person.number)
            link(connection, user.platform, user.workspace, user.id, person.number, by="setup", at=utc_now())
    app = App(settings, database, Parts({chat.name: chat}, reader, ledger.connector, "ledger"))
    app.start()
    try:
        return [_approved(app, chat, reader, number) for number in range(_CLAIMS)]
    finally:
        app.stop()
        database.dispose()


def _approved(app: App, chat: TerminalChat, reader: PreparedReader, number: int) -> float:
    """One claim; seconds from the press of the last approver until the voucher number stands in the database."""
    content = _content(number)
    reader.knows(content, receipt(f"{100 + number}.00", day=datetime.now(UTC).date()))
    chat.photo(LIN.number, "receipt.jpg", content, "客户拜访")
    name = f"EC{datetime.now(UTC).year % 100}-{number + 1:06}"

    def state() -> State | None:
        with app.database.reading() as connection:
            found = claims.of(connection, LIN.number, limit=1)
        if not found or found[0].reference != name:
            return None
        ready = found[0].lines and all(line.reading == "read" for line in found[0].lines)
        return found[0].state if found[0].state is not State.DRAFT or ready else None

    _wait(lambda: state() is State.DRAFT and _shows(chat, LIN.number, "submit", name))
    chat.press(LIN.number, "submit")
    _wait(lambda: state() is State.SUBMITTED and _shows(chat, MEI.number, "approve", name))
    time.sleep(0.2)  # whatever is still being drawn is not part of it
    began = time.perf_counter()
    chat.press(MEI.number, "approve")
    _wait(lambda: state() is State.POSTED)
    return time.perf_counter() - began


def _shows(chat: TerminalChat, number: str, action: str, name: str) -> bool:
    cards = chat.cards(number)
    return bool(cards) and any(
        button.action == action and button.style == "primary" and button.target.startswith(name)
        for button in cards[-1].buttons
    )


def _wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not until():
        if time.monotonic() > deadline:
            raise TimeoutError("the claim does not get on")
        time.sleep(0.003)
