"""`python -m tests.bench`: figures, not right or wrong. Seconds belong to the machine and its load, ratios travel.

Each part has processes and folders of its own. With RECEIPTS=DIR in the environment the reading of those receipts is
measured too (`tests/bench/reading`). With names as arguments only those parts: `python -m tests.bench jobs`.
"""

from __future__ import annotations

import logging
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bench import fair, jobs, ledger, lists, posting, processes, web
from tests.bench.figures import Figure
from tests.bench.reading.__main__ import main as measure_reading

PARTS: Mapping[str, Callable[[Path], list[Figure]]] = {
    "processes": processes.figures,
    "jobs": jobs.figures,
    "posting": posting.figures,
    "ledger": ledger.figures,
    "web": web.figures,
    "lists": lists.figures,
    "fair": fair.figures,
}


def main(names: list[str]) -> int:
    """Print the table, a part as soon as it is measured."""
    if unknown := sorted(set(names) - set(PARTS)):
        print(f"There is no {', '.join(unknown)}; there is {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    logging.getLogger().setLevel(logging.ERROR)
    began = time.monotonic()
    print(f"python -m tests.bench {' '.join(names)}".rstrip())
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {_load()} before")
    for name in names or PARTS:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            figures = PARTS[name](Path(folder))
        print()
        for figure in figures:
            print(f"{figure.what:<58} {figure.value:>9} {figure.unit:<6} {figure.note}".rstrip(), flush=True)
    print(f"\n{time.monotonic() - began:.0f} s, load {_load()} after")
    return measure_reading([]) if os.environ.get("RECEIPTS") else 0


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
