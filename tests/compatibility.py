"""`make compatibility`: try every promise on every connector, and write down how it came out and when.

What cannot be started here keeps what was written down for it before.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from erp.connectors.catalogue import RUNS, Against, Run, runs, table
from erp.promises import try_all
from erp.world import World
from tests.erp.erpnext.world import ErpnextWorld, site
from tests.erp.serving import served
from tests.erp.tryton.server import server
from tests.erp.tryton.world import TrytonWorld
from tests.erp.worlds import LedgerWorld, MemoryWorld

PAGE = Path(__file__).resolve().parents[1] / "docs" / "compatibility.md"

HEAD = """# Compatibility

Made by `make compatibility`, which tries every promise of a connector and writes down how it came out. The promises
stand in `erp/promises.py`: posting twice books once, a lost answer is looked for after the settle window, a closed
period is never dodged, what comes back is what was sent, and more.

"""


@contextmanager
def _ledger() -> Iterator[World]:
    with tempfile.TemporaryDirectory() as folder:
        yield LedgerWorld(Path(folder) / "ledger")


@contextmanager
def _memory() -> Iterator[World]:
    yield MemoryWorld()


@contextmanager
def _erpnext() -> Iterator[World]:
    erpnext = site()
    with served(erpnext.answer) as url:
        yield ErpnextWorld(url, erpnext)


def _tryton(series: str) -> Callable[[], AbstractContextManager[World]]:
    @contextmanager
    def open_() -> Iterator[World]:
        with server(series) as running:
            yield TrytonWorld(running, datetime.now(UTC).date())

    return open_


#: Connector, what stands on the other side, and how to get it.
SIDES: tuple[tuple[str, Against, Callable[[], AbstractContextManager[World]]], ...] = (
    ("erpnext", "our simulator", _erpnext),
    ("ledger", "the ERP itself", _ledger),
    ("memory", "our simulator", _memory),
    ("tryton", "the ERP itself", _tryton("8.2")),
    ("tryton", "the ERP itself", _tryton("7.0")),
)


def page() -> str:
    """The page of the docs."""
    return HEAD + table()


def main() -> int:
    """Try all, or the connectors that are named; write `runs.json` and the page; 1 when a promise was broken."""
    named = sys.argv[1:]
    before = {(run.connector, run.version): run for run in (runs() if RUNS.is_file() else ())}
    for name, against, side in SIDES:
        if named and name not in named:
            continue
        with side() as world:
            version = world.connector.check().version
            outcomes = try_all(world)
        for one in outcomes:
            print(f"{version}: {one.name}: {one.result} {one.detail}".rstrip())
        kept = sum(one.result == "kept" for one in outcomes)
        day = datetime.now(UTC).date().isoformat()
        before[name, version] = Run(name, version, against, day, kept, len(outcomes))
    RUNS.write_text(json.dumps([asdict(run) for run in before.values()], indent=2) + "\n", "utf-8")
    PAGE.write_text(page(), "utf-8")
    return int(any(run.kept < run.tried for run in before.values()))


if __name__ == "__main__":
    sys.exit(main())
