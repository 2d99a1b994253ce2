"""The ledger with 10,000 documents in it beside one with 100."""

from __future__ import annotations

import statistics
from collections import defaultdict
from datetime import date
from pathlib import Path

from erp.connectors.ledger import LedgerConnector, create
from erp.connectors.ledger.writing import payment_block, report_block
from tests.bench.figures import Figure, milliseconds, ratio, timed
from tests.erp.company import SETTINGS, document, report

_FEW, _MANY = 100, 10_000
_CALLS = 9


def figures(folder: Path) -> list[Figure]:
    few, many = _measured(folder / "few", _FEW), _measured(folder / "many", _MANY)
    found = []
    for call, taken in many.items():
        found.append(milliseconds(f"ledger of {_MANY:,} documents, {call}", taken))
        found.append(ratio(f"ledger of {_MANY:,} documents to {_FEW}, {call}", taken / few[call]))
    return found


def _measured(folder: Path, documents: int) -> dict[str, float]:
    """The median of each call."""
    ledger = _filled(folder, documents)
    step = documents // _CALLS
    drafts = [ledger.ensure_draft(report(f"EC28-{n:06}", posting_date=date(2027, 12, 3))) for n in range(_CALLS)]
    for draft in drafts:
        ledger.ensure_attachment(draft, document())
    return {
        "find what is there": statistics.median(
            timed(lambda n=n: ledger.find(f"EC27-{n * step:06}") for n in range(_CALLS))  # type: ignore[misc]
        ),
        "find what is not there": statistics.median(
            timed(lambda n=n: ledger.find(f"EC29-{n:06}") for n in range(_CALLS))  # type: ignore[misc]
        ),
        "post": statistics.median(timed(lambda d=draft: ledger.post(d) for draft in drafts)),  # type: ignore[misc]
    }


def _filled(folder: Path, documents: int) -> LedgerConnector:
    """A year's ledger as the connector would have written it, every other document paid."""
    create(folder, SETTINGS)
    attached = f"{document().digest}.jpg"
    (folder / "documents" / attached).write_bytes(document().content)
    months: defaultdict[str, list[str]] = defaultdict(list)
    for number in range(documents):
        month = number * 12 // documents + 1
        one = report(f"EC27-{number:06}", posting_date=date(2027, month, 3 + number % 20))
        blocks = months[f"2027-{month:02}"]
        blocks.append(report_block(one, SETTINGS, f"2027-{month:02}-{number:04}", [f"../documents/{attached}"]))
        if number % 2:
            payable, bank = SETTINGS.payable_of(one.employee.number), SETTINGS.ledger_name(SETTINGS.bank)
            block = payment_block(one.reference, payable, bank, one.total, "CNY", one.posting_date, "王伟", "报销付款")
            blocks.append(block)
    for name, blocks in months.items():
        (folder / "months" / f"{name}.beancount").write_text("\n".join(blocks), "utf-8")
    return LedgerConnector(folder, SETTINGS)
