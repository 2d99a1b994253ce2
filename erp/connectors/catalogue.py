"""What each connector is for, and how it was last shown to work: `python -m erp connectors`, `docs/compatibility.md`.

`runs.json` beside this file is written by `make compatibility`, which tries every promise of `erp/promises.py` on each;
nobody writes it by hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

RUNS = Path(__file__).with_name("runs.json")

#: What stood on the other side: the ERP itself, or something of ours that answers as it does.
Against = Literal["the ERP itself", "our simulator"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a claim becomes in this ERP."""

    erp: str
    target: str


@dataclass(frozen=True, slots=True)
class Run:
    """How the promises came out: `kept` of `tried`, on a day, against a version of the ERP or a simulator."""

    connector: str
    version: str
    against: Against
    day: str
    kept: int
    tried: int


CATALOGUE: Mapping[str, Entry] = {
    "erpnext": Entry("ERPNext with Frappe HR", "an Expense Claim"),
    "ledger": Entry("Beancount, embedded", "a journal entry in a plain-text file"),
    "memory": Entry("none: for trying things out", "a journal entry that is gone with the process"),
    "tryton": Entry("Tryton", "a supplier invoice of the employee"),
}


def runs() -> tuple[Run, ...]:
    """The last runs, as `make compatibility` wrote them down."""
    return tuple(Run(**one) for one in json.loads(RUNS.read_text("utf-8")))


def rows() -> list[tuple[str, str, str, str, str]]:
    """Connector, ERP and version, what a claim becomes, how it was shown to work, when."""
    found = []
    for name, entry in CATALOGUE.items():
        shown = [run for run in runs() if run.connector == name]
        for run in shown:
            kept = f"{run.kept} of {run.tried} promises kept by {run.against}"
            found.append((name, run.version, entry.target, kept, run.day))
        if not shown:
            found.append((name, entry.erp, entry.target, "not yet run", ""))
    return found


HEADS = ("connector", "run against", "a claim becomes", "shown by", "on")


def table() -> str:
    """As Markdown."""
    lines = [f"| {' | '.join(row)} |" for row in (HEADS, ("---",) * len(HEADS), *rows())]
    return "\n".join(lines) + "\n"
