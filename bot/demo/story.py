"""The scripted demo: two receipts become a paid claim, printed as each person sees it.

Everything in it is the real thing: OCR in its own process, the database, the jobs, a Beancount ledger. Only the chat is
the terminal, and time is moved by hand. It ends with 0 only if the ledger, read back by Beancount's own programs, holds
exactly what was approved.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import open_reader
from bot.chat.card import Form
from bot.chat.platform import User
from bot.chat.terminal import TerminalChat
from bot.claims.claim import Claim
from bot.claims.people import Employee, People
from bot.claims.states import State
from bot.demo.company import BO, CHART, COMPANY, EMPLOYEES, LIN, SINCE
from bot.demo.stage import Stage
from bot.settings import Settings
from bot.store import audit
from bot.store.database import Database
from bot.store.migrations import migrate
from bot.views import chat_words
from bot.workflow.embedded_ledger import EmbeddedLedger

OWN = Path(__file__).parent / "receipts"

#: A Monday morning in Shanghai, shortly after the dates on our own two receipts.
MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)

#: What the salesperson gives that the receipts do not say for certain: 05/11 may be May or November.
_CORRECTIONS = {
    "dinner_zh.jpg": {"category": "meals"},
    "hotel_en.jpg": {"date": "2026-11-05", "category": "hotel"},
}

_NAMES = {employee.number: employee for employee in EMPLOYEES}


def play(receipts: Sequence[Path], data: Path | None) -> int:
    """Play the story and print it; 0 when everything in it came out exactly, else 1 with what did not."""
    files = [*receipts] or sorted(OWN.glob("*.jpg"))
    if missing := [str(file) for file in files if not file.is_file()]:
        print(f"Not a file: {', '.join(missing)}", file=sys.stderr)
        return 2
    folder = data or Path("data/demo")
    if data is None:
        # Ours alone, and made anew each time.
        shutil.rmtree(folder, ignore_errors=True)
    elif folder.is_dir() and any(folder.iterdir()):
        print(
            f"{folder} is not empty: give a new folder with --data, so that nothing of yours is touched.",
            file=sys.stderr,
        )
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    start = datetime.now(UTC) if receipts else MONDAY
    return _Story(folder, files, start, scripted=not receipts).play()


class _Story:
    """Who does what, in order; every line is printed when it happens."""

    def __init__(self, folder: Path, files: Sequence[Path], start: datetime, *, scripted: bool) -> None:
        self.folder = folder
        self.files = files
        self.start = start
        self.scripted = scripted

    def play(self) -> int:
        """All of it, with the OCR process and the database closed at the end whatever happens."""
        began = time.monotonic()
        settings = Settings(data=self.folder)
        database = Database(settings.database_url)
        migrate(database)
        ledger = EmbeddedLedger(self.folder / "ledger", COMPANY, People(EMPLOYEES), CHART, SINCE)
        chat = TerminalChat(_draw, workspace="demo", words=lambda user: chat_words(_NAMES[user.id].locale))
        reader = open_reader(settings)
        try:
            stage = Stage(settings, database, chat, reader, ledger.connector, self.start)
            claim = self._claim_to_payment(stage, ledger)
            wrong = _verdict(stage, ledger, claim)
        finally:
            reader.close()
            database.dispose()
        seconds = time.monotonic() - began
        print(f"\n{len(self.files)} receipts → one paid claim in {seconds:.0f} s. Everything lies in {self.folder}.")
        return 1 if wrong else 0

    def _claim_to_payment(self, stage: Stage, ledger: EmbeddedLedger) -> Claim:
        chat = stage.chat
        _act(LIN, f"sends {len(self.files)} receipts from the phone", f"用手机发来 {len(self.files)} 张票据")
        for file in self.files:
            chat.photo(LIN.number, file.name, file.read_bytes())
        stage.settle()
        claim = stage.latest(LIN)
        self._complete(stage, claim)

        _act(LIN, "says what it was for, and submits", "写明事由并提交")
        chat.say(LIN.number, "拜访杭州客户")
        stage.settle()
        chat.press(LIN.number, "submit")
        stage.settle()

        while (step := stage.claim(claim.reference).waiting_for) is not None:
            approver = _NAMES[step.approver]
            if step.level == "director":
                _act(
                    None, "Two working days go by: reminders, then the next in line hears", "两个工作日过去：提醒与升级"
                )
                for _ in range(3):
                    stage.wait(timedelta(days=1))
            _act(approver, "approves with one tap", "一键同意")
            chat.press(approver.number, "approve")
            stage.settle()

        _act(BO, "checks accounts and tax, and posts", "核对科目与税额，入账")
        chat.press(BO.number, "check")
        stage.settle()

        _act(BO, "pays, and writes the payment into the ledger by hand", "付款，并在账本中手工记下")
        stage.wait(timedelta(days=1))
        ledger.pay(claim.reference, stage.today())
        stage.wait(timedelta(minutes=2))
        return stage.claim(claim.reference)

    def _complete(self, stage: Stage, claim: Claim) -> None:
        """What could not be read for certain is given by the person: by the script for our two, else asked here."""
        for line in claim.lines:
            if not line.missing(claim.currency):
                continue
            _act(LIN, f"corrects line {line.id}", f"更正第 {line.id} 行")
            stage.chat.press(LIN.number, "correct", line=line.id)
            stage.settle()
            while (form := stage.chat.form(LIN.number)) is not None:
                given = _CORRECTIONS.get(self.files[line.id - 1].name, {}) if self.scripted else _asked(form)
                stage.chat.fill(LIN.number, **given)
                stage.settle()


def _asked(form: Form) -> dict[str, str]:
    """Ask at the terminal for what the form still needs."""
    if not sys.stdin.isatty():
        empty = ", ".join(one.label for one in form.fields if one.required and not one.value)
        raise SystemExit(f"{form.title}: {empty} could not be read for certain. Run this in a terminal to fill it in.")
    given: dict[str, str] = {}
    for one in form.fields:
        if one.error or (one.required and not one.value):
            choices = f" ({', '.join(key for key, _ in one.choices)})" if one.choices else ""
            given[one.name] = input(f"  {one.label}{choices}: ").strip()
    return given


def _verdict(stage: Stage, ledger: EmbeddedLedger, claim: Claim) -> list[str]:
    """Print the journal and three verdicts; whatever is not exactly as it should be is returned."""
    _act(None, "The journal, as the bookkeeper opens it", "账本中的凭证")
    print(ledger.journal())
    wrong: list[str] = []

    def check(what: str, found: Sequence[str]) -> None:
        print(f"{'✗' if found else '✓'} {what}")
        for problem in found:
            print(f"    {problem}")
        wrong.extend(found)

    _act(None, "The verdicts", "核对结果")
    check("bean-check finds nothing wrong with the ledger", ledger.problems())
    check(f"the claim is paid: {claim.reference}", [] if claim.state is State.PAID else [f"it is {claim.state}"])
    check("the ledger, read back by bean-query, holds exactly what was approved", ledger.differences([claim]))
    with stage.database.reading() as connection:
        chain = audit.verify(connection)
    broken = [f"entry {chain.broken.seq}: {chain.broken.why}"] if chain.broken else []
    check(f"the audit chain is unbroken over {chain.rows} entries, head {chain.head[:12]}…", broken)
    return wrong


def _act(who: Employee | None, en: str, zh: str) -> None:
    name = f"{who.name}: " if who else ""
    print(f"\n━━ {name}{en} · {zh}\n")


def _draw(user: User, text: str) -> None:
    person = _NAMES[user.id]
    print(f"{person.name} ({person.number}) sees:")
    print(text)
