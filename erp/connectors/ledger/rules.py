"""What the ledger refuses before it is written, each refusal naming the field. Pure.

The ledger's own `open` and `close` directives decide, not our settings: the bookkeeper may have changed them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from erp.connectors.ledger.settings import LedgerSettings
from erp.errors import Rejected
from erp.report import ExpenseReport

_DIRECTIVE = re.compile(
    rb"(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ \t]+(open|close|commodity)[ \t]+([^\s;\"]+)[ \t]*([A-Z][A-Z0-9'._\-, \t]*)?"
)
#: Looked for first, because a pattern that begins with a known text is found many times as fast.
_WORDS = (b"open", b"close", b"commodity")
_NAME = re.compile(rb'\n[ \t]+name:[ \t]*"((?:[^"\\\n]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Opened:
    """An account of the ledger. `currencies` is empty where any may be booked."""

    name: str
    on: date
    closed_on: date | None
    currencies: frozenset[str]
    title: str


def opened_accounts(contents: Iterable[bytes]) -> dict[str, Opened]:
    """The accounts that `open` directives name; lines that Beancount would refuse are left to bean-check."""
    opened: dict[str, Opened] = {}
    closed: dict[str, date] = {}
    for content in contents:
        for match in _directives(content):
            year, month, day, kind, raw, currencies = match.groups()
            try:
                on, name = date(int(year), int(month), int(day)), raw.decode("utf-8")
            except ValueError:  # 2026-13-01, or bytes of another encoding: bean-check names the line
                continue
            if kind == b"close":
                closed[name] = on
            elif kind == b"open":
                title = _NAME.match(content, content.find(b"\n", match.end()))
                opened[name] = Opened(
                    name=name,
                    on=on,
                    closed_on=None,
                    currencies=frozenset((currencies or b"").decode().replace(",", " ").split()),
                    title=title.group(1).decode("utf-8", "replace") if title else "",
                )
    return {
        name: Opened(name, account.on, closed.get(name), account.currencies, account.title)
        for name, account in opened.items()
    }


def commodities(content: bytes) -> set[str]:
    """The currencies that have a `commodity` directive."""
    return {match[5].decode("utf-8", "replace") for match in _directives(content) if match[4] == b"commodity"}


def _directives(content: bytes) -> Iterator[re.Match[bytes]]:
    for word in _WORDS:
        position = content.find(word)
        while position >= 0:
            match = _DIRECTIVE.match(content, content.rfind(b"\n", 0, position) + 1)
            if match is not None and match.start(4) == position:
                yield match
            position = content.find(word, position + 1)


def refuse(report: ExpenseReport, settings: LedgerSettings, opened: Mapping[str, Opened]) -> None:
    """Raise Rejected, naming the field, when this report cannot be booked as it is."""
    refuse_date(report.posting_date, settings)
    if report.currency not in settings.currencies:
        raise Rejected(
            f"the ledger has no currency {report.currency}, only {', '.join(settings.currencies)}", field="currency"
        )
    if not settings.knows_employee(report.employee.number):
        raise Rejected(
            f"the ledger has no employee {report.employee.number}", code="unknown_employee", field="employee.number"
        )
    for index, line in enumerate(report.lines):
        account = settings.account(line.account)
        field = f"lines.{index}.account"
        if account is None:
            raise Rejected(f"the ledger has no account {line.account}", code="unknown_account", field=field)
        _refuse_account(account.ledger, field, report, opened)
        if not settings.knows_cost_centre(line.cost_centre):
            raise Rejected(
                f"the ledger has no cost centre {line.cost_centre}",
                code="unknown_cost_centre",
                field=f"lines.{index}.cost_centre",
            )
    if report.tax:
        _refuse_account(settings.ledger_name(settings.input_tax), "lines.0.tax", report, opened)
    if settings.employees or settings.payable_of(report.employee.number) in opened:
        # Else it is opened with this posting.
        _refuse_account(settings.payable_of(report.employee.number), "employee.number", report, opened)


def refuse_date(on: date, settings: LedgerSettings) -> None:
    """Raise Rejected for a day in a closed period; the date is never moved."""
    if settings.closed_until is not None and on <= settings.closed_until:
        raise Rejected(
            f"the period is closed until {settings.closed_until}; {on} lies in it",
            code="closed_period",
            field="posting_date",
        )


def _refuse_account(ledger_name: str, field: str, report: ExpenseReport, opened: Mapping[str, Opened]) -> None:
    account = opened.get(ledger_name)
    if account is None:
        raise Rejected(f"the ledger has no open directive for {ledger_name}", code="not_opened", field=field)
    if report.posting_date < account.on:
        raise Rejected(f"{ledger_name} was opened on {account.on} only", code="not_opened", field="posting_date")
    if account.closed_on is not None and report.posting_date >= account.closed_on:
        raise Rejected(f"{ledger_name} was closed on {account.closed_on}", code="account_closed", field=field)
    if account.currencies and report.currency not in account.currencies:
        raise Rejected(f"{ledger_name} takes {', '.join(sorted(account.currencies))} only", field="currency")
