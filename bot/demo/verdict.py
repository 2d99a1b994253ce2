"""How the demo ends: the journal, what Beancount's own programs and the audit chain say, and what to try next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.claims.claim import Claim
from bot.claims.states import State
from bot.demo.screen import Screen
from bot.store import audit
from bot.store.database import Database
from bot.workflow.embedded_ledger import EmbeddedLedger


def judge(screen: Screen, database: Database, ledger: EmbeddedLedger, claim: Claim) -> list[str]:
    """Print the journal and the verdicts; whatever is not exactly as it should be is returned."""
    screen.heading(None, "journal")
    print(ledger.journal())
    wrong: list[str] = []

    def check(what: str, found: Sequence[str]) -> None:
        print(f"{'✗' if found else '✓'} {what}")
        for problem in found:
            print(f"    {problem}")
        wrong.extend(found)

    screen.heading(None, "verdicts")
    check("bean-check finds nothing wrong with the ledger", ledger.problems())
    check(f"the claim is paid: {claim.reference}", [] if claim.state is State.PAID else [f"it is {claim.state}"])
    check("the ledger, read back by bean-query, holds exactly what was approved", ledger.differences([claim]))
    with database.reading() as connection:
        chain = audit.verify(connection)
    broken = [f"entry {chain.broken.seq}: {chain.broken.why}"] if chain.broken else []
    check(f"the audit chain is unbroken over {chain.rows} entries, head {chain.head[:12]}…", broken)
    screen.heading(None, "next")
    _what_next(Path(database.engine.url.database or "").parent, chain.head)
    return wrong


def _what_next(folder: Path, head: str) -> None:
    main = folder / "ledger" / "main.beancount"
    query = "SELECT date, account, position ORDER BY date"
    print(f"""The audit chain ends in {head}; is that still in it?
    EXPENSE_DATA={folder} .venv/bin/python -m bot audit verify --head {head}
The ledger, by Beancount's own programs (in a browser with Fava: see docs/quickstart.md):
    .venv/bin/bean-query {main} "{query}"
Once more, with receipts of your own, or in a browser, where you are everybody yourself:
    .venv/bin/python -m bot demo --script [RECEIPT…]
    .venv/bin/python -m bot demo --port 8765""")
