"""Beancount's own programs, run as subprocesses: `bean-check` for the whole, `bean-query` for one reference.

Beancount is GPL and this product is MIT: its programs are started, its code is never imported. Nothing here shares
anything with the reader of this connector, so that what the programs say is a second opinion.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from erp.errors import Busy, Misconfigured
from erp.report import REFERENCE

_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class WitnessRow:
    """One posting as bean-query reports it: the Beancount account, debit positive; what is not given is empty.

    `employee` and `kind` belong to the transaction: the kind is `document` (it says `reference:`), `reversal` (it says
    `reverses:`), or empty for all others, payments among them.
    """

    on: date
    account: str
    amount: Decimal
    currency: str
    cost_centre: str
    employee: str
    kind: str


def version() -> str:
    """What `bean-check --version` says. Raises Misconfigured when it is not installed."""
    return _run("bean-check", ["--version"]).stdout.strip()


def problems(main: Path) -> list[str]:
    """What bean-check finds wrong with the ledger, as `file:line: message`, files relative to the ledger's folder."""
    # Without its cache, which is a pickle beside the ledger.
    done = _run("bean-check", ["--no-cache", "--json", str(main)])
    try:
        errors = json.loads(done.stdout)["errors"]
    except (ValueError, KeyError) as error:
        raise Misconfigured(f"bean-check: {done.stderr.strip() or done.stdout.strip()}") from error
    return [_problem(main.parent, error) for error in errors]


def _problem(folder: Path, error: dict[str, object]) -> str:
    message = " ".join(str(error.get("message", "")).split())
    place = str(error.get("filename") or "")
    if not place or place.startswith("<"):
        return message
    return f"{os.path.relpath(place, folder)}:{error.get('lineno') or 0}: {message}"


def witness(main: Path, reference: str) -> list[WitnessRow]:
    """Every posting in the ledger whose transaction carries the link of the reference, read by bean-query."""
    if not REFERENCE.fullmatch(reference):
        raise ValueError(f"not a claim reference: {reference!r}")
    query = (
        "SELECT date, account, number, currency, meta('cost_centre'), entry_meta('employee'), "
        f"entry_meta('reference'), entry_meta('reverses') WHERE '{reference}' IN links"
    )
    done = _run("bean-query", ["--no-errors", "--format", "csv", str(main), query])
    if done.returncode:
        raise Misconfigured(f"bean-query: {done.stderr.strip()}")
    rows = list(csv.reader(io.StringIO(done.stdout)))[1:]
    return [
        WitnessRow(
            date.fromisoformat(on),
            account,
            Decimal(amount.strip()),
            currency,
            centre,
            employee,
            "reversal" if reverses else "document" if document else "",
        )
        for on, account, amount, currency, centre, employee, document, reverses in rows
    ]


def _run(program: str, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    # The one beside our Python first: an environment that is not activated has it there and not on the PATH.
    beside = Path(sys.executable).parent / program
    found = str(beside) if beside.exists() else shutil.which(program)
    if found is None:
        raise Misconfigured(f"{program} is not installed: install the extra `ledger` (make setup does)")
    environment = {**os.environ, "BEANCOUNT_DISABLE_LOAD_CACHE": "1", "PYTHONUTF8": "1"}
    try:
        return subprocess.run(  # the program's own answer says what went wrong
            [found, *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Busy(f"{program} took longer than {_SECONDS:.0f} seconds") from error
    except OSError as error:
        raise Misconfigured(f"{program} cannot be started: {error.strerror}") from error
