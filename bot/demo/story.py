"""The scripted demo: receipts become a paid claim, printed as each person sees it.

Everything in it is the real thing: OCR in its own process, the database, the jobs, a Beancount ledger. Only the chat is
the terminal, time is moved by hand, and whoever decides says yes. It ends with 0 only if the ledger, read back by
Beancount's own programs, holds exactly what was approved.
"""

from __future__ import annotations

import locale
import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import open_reader
from bot.chat.terminal import NoSuchButton, TerminalChat
from bot.claims.people import Employee, People
from bot.demo import folder as place
from bot.demo.acting import Acting
from bot.demo.answers import Stopped, from_stdin
from bot.demo.company import CHART, COMPANY, EMPLOYEES, LIN, SAM, SINCE
from bot.demo.fixed import settings_in
from bot.demo.screen import BY_NUMBER, Screen
from bot.demo.stage import Stage
from bot.demo.verdict import judge
from bot.store.database import Database
from bot.store.documents import LIMIT
from bot.store.migrations import migrate
from bot.views import chat_words
from bot.wording import wording
from bot.workflow.embedded_ledger import EmbeddedLedger

OWN = Path(__file__).parent / "receipts"

#: A Monday morning in Shanghai, shortly after the dates on our own two receipts.
MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def play(receipts: Sequence[Path], data: Path | None) -> int:
    """Play the story and print it; 0 when everything in it came out exactly, else 1 with what did not."""
    files = [*receipts] or sorted(OWN.glob("*.jpg"))
    if unfit := [said for file in files if (said := _unfit(file))]:
        print("\n".join(unfit), file=sys.stderr)
        return 2
    try:
        with place.place(data, datetime.now().astimezone()) as (folder, told):
            print(*told, sep="\n", end="\n" if told else "")
            return _played(folder, files, own=not receipts)
    except place.Taken as taken:
        print(taken, file=sys.stderr)
        return 2


def _unfit(file: Path) -> str:
    if not file.is_file():
        return f"{file} is not a file."
    size = file.stat().st_size
    if size > LIMIT:
        return f"{file} has {size / 2**20:.1f} MB; a file may have at most {LIMIT // 2**20} MB."
    return ""


def _claimant(*, own: bool) -> Employee:
    """林小雨 in our story; with receipts of somebody's own the salesperson who speaks the terminal's language."""
    spoken = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    spoken = spoken or locale.getlocale()[0] or ""
    return LIN if own or spoken.startswith("zh") else SAM


def _played(folder: Path, files: Sequence[Path], *, own: bool) -> int:
    began = time.monotonic()
    said = wording(_claimant(own=own).locale).say
    try:
        wrong, paid = _story(folder, files, own=own)
    except (Stopped, NoSuchButton) as stopped:
        print(f"\n✗ {stopped}\n{said('demo-so-far', folder=str(folder))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\n{said('demo-so-far', folder=str(folder))}", file=sys.stderr)
        raise
    place.seal(folder)
    seconds = time.monotonic() - began
    if wrong:
        print(f"\n✗ Not everything came out as it should: see above. Everything lies in {folder}.", flush=True)
        return 1
    receipts = "1 receipt" if paid == 1 else f"{paid} receipts"
    print(f"{receipts} → one paid claim in {seconds:.0f} s. Everything lies in {folder}.")
    return 0


def _story(folder: Path, files: Sequence[Path], *, own: bool) -> tuple[list[str], int]:
    """All of it, with the OCR process and the database closed at the end whatever happens.

    What did not come out, and how many receipts were paid.
    """
    settings = settings_in(folder)
    database = Database(settings.database_url)
    try:
        migrate(database)
        ledger = EmbeddedLedger(folder / "ledger", COMPANY, People(EMPLOYEES), CHART, SINCE)
        screen = Screen()
        chat = TerminalChat(
            screen.draw, workspace="demo", words=lambda user: chat_words(BY_NUMBER[user.id].locale), brief=True
        )
        with open_reader(settings) as reader:
            stage = Stage(settings, database, chat, reader, ledger.connector, MONDAY if own else datetime.now(UTC))
            claimant = _claimant(own=own)
            answers = None if own else from_stdin(wording(claimant.locale))
            acting = Acting(stage, screen, claimant, answers)
            acting.claims(files)
            acting.is_approved()
            acting.is_posted()
            screen.heading(acting.bookkeeper, "pays")
            stage.wait(timedelta(days=1))
            ledger.pay(acting.reference, stage.today())
            stage.wait(timedelta(minutes=2))
            return judge(screen, database, ledger, acting.claim), len(acting.claim.lines)
    finally:
        database.dispose()
