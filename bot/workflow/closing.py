"""Closing the books up to a day and opening them again, with who and when in the audit trail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from bot.claims.company import Company
from bot.claims.errors import Changed, Incomplete, NotAllowed
from bot.claims.people import Employee, Role
from bot.claims.periods import last_of_month
from bot.store import audit, companies, masters
from bot.store.companies import Closed
from bot.store.database import Database
from bot.workflow import office
from bot.workflow.setting_up import record_rules


@dataclass(frozen=True, slots=True)
class Closings:
    """How the books stand: closed up to which day, by whom, and how that came to be, the latest first.

    `accounts` are those that accrued expenses may stand on, with what people call them.
    """

    until: date | None
    account: str
    originals_first: bool
    history: tuple[Closed, ...]
    accounts: tuple[tuple[str, str], ...]
    seen: str


#: Rules that stand on the same page.
_RULES = ("accrued_account", "originals_first")


class Closing:
    """Reads and changes up to which day the books are closed."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def stands(self) -> Closings:
        """How the books stand."""
        with self._database.reading() as connection:
            company, known = office.load(connection).company, masters.load(connection).accounts
            history = companies.closings(connection)
        names = tuple(sorted(known.items())) or company.account_names
        return Closings(
            company.closed_until,
            company.accrued_account,
            company.originals_first,
            history,
            names,
            companies.digest(company),
        )

    def close(self, number: str, until: date | None, account: str, seen: str, *, originals_first: bool = False) -> bool:
        """From now on the books are closed up to this day (None: open), accrued expenses stand on this account, and
        posting waits for the paper originals or does not.

        `seen` is the digest of the rules that the person saw. Whether anything changed. Raises `ClaimError`.
        """
        now = self._now()
        with self._database.writing() as connection:
            companies.hold(connection)
            desk = office.load(connection)
            if not may_close(desk.people[number]):
                raise NotAllowed("closing-offices-only")
            company = desk.company
            if seen != companies.digest(company):
                raise Changed("closing-meanwhile")
            account = account.strip()
            _demand_day(until, desk.today(now))
            _demand_account(connection, company, account)
            changed = replace(company, closed_until=until, accrued_account=account, originals_first=originals_first)
            if changed == company:
                return False
            companies.save(connection, changed, number, now)
            if until != company.closed_until:
                content = {"until": _text(until), "before": _text(company.closed_until)}
                action = "open_books" if opens(company.closed_until, until) else "close_books"
                audit.record(connection, at=now, actor=number, action=action, subject="company", content=content)
            names = [name for name in _RULES if getattr(changed, name) != getattr(company, name)]
            if names:
                record_rules(connection, changed, names, by=number, at=now)
            return True


def may_close(person: Employee) -> bool:
    """Whether this person closes and opens the books."""
    keeps = bool({Role.BOOKKEEPER, Role.ADMINISTRATOR} & person.roles)
    return person.active and keeps and Role.AUDITOR not in person.roles


def opens(before: date | None, until: date | None) -> bool:
    """Whether books that were closed up to `before` are opened by closing them up to `until` (None: not at all)."""
    return until is None or (before is not None and until < before)


def _demand_day(until: date | None, today: date) -> None:
    last = last_of_month(today)
    if until is not None and until > last:
        # A slip in the year would stop all posting.
        raise Incomplete("closing-too-late", last=last)


def _demand_account(connection: Connection, company: Company, account: str) -> None:
    known = masters.load(connection).accounts or dict(company.account_names)
    if account and account != company.accrued_account and known and account not in known:
        raise Incomplete("closing-unknown-account", account=account)


def _text(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
