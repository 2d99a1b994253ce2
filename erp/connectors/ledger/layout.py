"""Lay out a new ledger, or complete one with what the settings have gained since."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from erp.connectors.ledger.connector import LedgerConnector
from erp.connectors.ledger.files import LedgerFiles, write_whole
from erp.connectors.ledger.rules import commodities, opened_accounts
from erp.connectors.ledger.settings import LedgerSettings, read_settings
from erp.connectors.ledger.writing import main_file, opens
from erp.errors import Misconfigured


def create(folder: Path, settings: LedgerSettings) -> None:
    """Write main file, accounts and folders. In a ledger that is there, only opens that are missing are added."""
    files = LedgerFiles(folder)
    for part in (folder, folder / "months", files.drafts, files.documents):
        part.mkdir(parents=True, exist_ok=True)
    # The main file last: a folder without it is no ledger yet, so that a killed `create` is simply run again.
    first = folder / "months" / "opening.beancount"
    if not files.main.exists():
        if not first.exists():
            write_whole(first, "; 期初余额 Opening balances go here.\n".encode())
        if not files.accounts.exists():
            write_whole(files.accounts, opens(settings, ()).encode("utf-8"))
        write_whole(files.main, main_file(settings).encode("utf-8"))
    with files.lock():
        contents = files.contents()
        already = set(opened_accounts(contents.values()))
        already |= {code for content in contents.values() for code in commodities(content)}
        missing = opens(settings, already)
        if missing:
            files.append(files.accounts, missing)


def connect(section: Mapping[str, Any]) -> LedgerConnector:
    """The `[erp.ledger]` section as a connector; laying the folder out is `create`. Raises Misconfigured."""
    return LedgerConnector(*_read(section))


def prepare(section: Mapping[str, Any], *, new: bool) -> None:
    """Open the accounts and people that the settings have gained; lay out a new ledger where `new` allows it."""
    folder, settings = _read(section)
    if not new and not LedgerFiles(folder).main.exists():
        return
    try:
        create(folder, settings)
    except OSError as error:
        raise Misconfigured(f"erp.ledger: {error.filename or folder} cannot be written: {error.strerror}") from error


def _read(section: Mapping[str, Any]) -> tuple[Path, LedgerSettings]:
    values = dict(section)
    folder = values.pop("folder", None)
    if not isinstance(folder, str | Path) or not str(folder):
        raise Misconfigured("erp.ledger: folder is missing")
    return Path(folder), read_settings(values)
