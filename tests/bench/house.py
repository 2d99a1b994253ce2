"""The bot process that is measured from outside: `python -m tests.bench.house FOLDER [receipts]`.

It says `ready` when the App works. With `receipts` it lets OCR read the two receipts of the demo instead, and says how
much memory it and the OCR process hold afterwards.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from bot.app import App, Parts, open_reader
from bot.chat.terminal import TerminalChat
from bot.claims.people import People
from bot.demo.company import CHART, COMPANY, EMPLOYEES, LIN, SINCE
from bot.demo.stage import Stage
from bot.demo.story import MONDAY, OWN
from bot.settings import Settings
from bot.store.database import Database
from bot.store.migrations import migrate
from bot.workflow.embedded_ledger import EmbeddedLedger
from tests.stories.world import PreparedReader


def resident() -> int:
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main(folder: Path, receipts: bool) -> None:
    """Everything that `python -m bot run` does until it works, the OCR process apart, which is measured by itself."""
    settings = Settings(data=folder)
    database = Database(settings.database_url)
    migrate(database)
    ledger = EmbeddedLedger(folder / "ledger", COMPANY, People(EMPLOYEES), CHART, SINCE)
    chat = TerminalChat(workspace="demo")
    if not receipts:
        app = App(settings, database, Parts({chat.name: chat}, PreparedReader(), ledger.connector, "ledger"))
        app.start()
        print("ready", flush=True)
        sys.stdin.read()
        app.stop()
        return
    reader = open_reader(settings)
    try:
        engine = reader.wait()
        warm = reader.memory()
        stage = Stage(settings, database, chat, reader, ledger.connector, MONDAY)
        for file in sorted(OWN.glob("*.jpg")):
            chat.photo(LIN.number, file.name, file.read_bytes())
        stage.settle()
        print(json.dumps({"engine": engine, "bot": resident(), "warm": warm, "ocr": reader.memory()}))
    finally:
        reader.close()
        database.dispose()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] == ["receipts"])
