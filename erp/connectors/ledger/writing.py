"""Beancount text from a report, a reversal and a payment. Pure; our own text, beancount is never imported."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from erp.connectors.ledger.reading import Transaction
from erp.connectors.ledger.settings import LedgerSettings
from erp.journal import Entry, journal_entry
from erp.report import Employee, ExpenseReport, ReportLine


def quoted(text: str) -> str:
    r"""A Beancount string on one line: `"` `\` newline and tab escaped, other control characters as a space."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    one_line_end = text.replace("\r\n", "\n").replace("\r", "\n")
    # Control characters, lone surrogates and line separators of other alphabets are no text a bookkeeper can see.
    return '"' + "".join(escapes.get(char) or (" " if _unwritable(char) else char) for char in one_line_end) + '"'


def _unwritable(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")


def number(amount: Decimal) -> str:
    """The amount as it is, never with an exponent."""
    return f"{amount:f}"


def report_block(
    report: ExpenseReport, settings: LedgerSettings, voucher_number: str, document_paths: Sequence[str]
) -> str:
    """The transaction of a report and one `document` directive for each attached file.

    `document_paths` are relative to the month's file. The caller has checked the accounts: KeyError for an unknown one.
    """
    entry = journal_entry(report, payable=settings.payable, input_tax=settings.input_tax)
    payable = settings.payable_of(report.employee.number)
    rows = [
        f"{report.posting_date} * {quoted(report.employee.name)} {quoted(report.purpose)} ^{report.reference}",
        *_metadata(
            2,
            reference=quoted(report.reference),
            voucher=quoted(voucher_number),
            employee=quoted(report.employee.number),
        ),
    ]
    for side in entry.entries[:-1]:
        rows.append(_posting(settings.ledger_name(side.account), side.amount, report.currency))
        rows += _debit_metadata(side, None if side.line is None else report.lines[side.line])
    rows.append(_posting(payable, entry.entries[-1].amount, report.currency))
    rows += [f"{report.posting_date} document {payable} {quoted(path)} ^{report.reference}" for path in document_paths]
    return "\n".join(rows) + "\n"


def _debit_metadata(side: Entry, line: ReportLine | None) -> list[str]:
    if line is None:
        return _metadata(4, tax_code=quoted(side.description) if side.description else "")
    return _metadata(
        4,
        cost_centre=quoted(line.cost_centre) if line.cost_centre else "",
        description=quoted(line.description) if line.description else "",
        category=quoted(line.category) if line.category else "",
        project=quoted(line.project) if line.project else "",
        spent_on=line.spent_on.isoformat(),
        original=(
            "" if line.original_amount is None else quoted(f"{number(line.original_amount)} {line.original_currency}")
        ),
        rate="" if line.rate is None else number(line.rate),
    )


def reversal_block(transaction: Transaction, reference: str, on: date, reason: str, voucher_number: str) -> str:
    """The counter entry of what the file says now: the same postings with every sign turned."""
    rows = [
        f"{on} * {quoted(transaction.payee)} {quoted(reason)} ^{reference}",
        *_metadata(2, reverses=quoted(reference), voucher=quoted(voucher_number)),
    ]
    for posting in transaction.postings:
        rows.append(_posting(posting.account, -posting.amount, posting.currency))
        centre = posting.metadata.get("cost_centre", "")
        rows += _metadata(4, cost_centre=quoted(centre) if centre else "")
    return "\n".join(rows) + "\n"


def payment_block(
    reference: str, payable: str, bank: str, amount: Decimal, currency: str, on: date, payee: str, narration: str
) -> str:
    """A payment as a bookkeeper would write it: debit the payable, credit the bank, carry the link."""
    return "\n".join(
        [
            f"{on} * {quoted(payee)} {quoted(narration)} ^{reference}",
            _posting(payable, amount, currency),
            _posting(bank, -amount, currency),
            "",
        ]
    )


def document_block(reference: str, payable: str, path: str, on: date) -> str:
    """A file that is attached after the entry was posted."""
    return f"{on} document {payable} {quoted(path)} ^{reference}\n"


def main_file(settings: LedgerSettings) -> str:
    """The one file that Beancount and Fava are pointed at."""
    return "\n".join(
        [
            ";; -*- mode: beancount -*-",
            ";; The ledger of Expense Assistant. Edit it as you like; it is read anew each time.",
            f'option "title" {quoted(settings.title)}',
            *(f'option "operating_currency" "{currency}"' for currency in settings.currencies),
            "",
            'include "accounts.beancount"',
            'include "months/*.beancount"',
            "",
        ]
    )


def opens(settings: LedgerSettings, already: Iterable[str]) -> str:
    """`open` and `commodity` directives of everything in the settings that is not in `already`; empty for nothing."""
    have = set(already)
    rows = [f"{settings.opened_on} commodity {c}" for c in settings.currencies if c not in have]
    accounts = [(account.ledger, account.name, account.code) for account in settings.accounts]
    accounts += [(settings.payable_of(e.number), e.name, e.number) for e in settings.employees]
    for ledger_name, name, code in accounts:
        if ledger_name not in have:
            rows += _open(settings.opened_on, ledger_name, name, code)
    return "\n".join(rows) + "\n" if rows else ""


def opens_for(employee: Employee, settings: LedgerSettings) -> str:
    """The `open` directive of one employee's account."""
    rows = _open(settings.opened_on, settings.payable_of(employee.number), employee.name, employee.number)
    return "\n".join(rows) + "\n"


def _open(on: date, ledger_name: str, name: str, code: str) -> list[str]:
    return [f"{on} open {ledger_name}", *_metadata(2, name=quoted(name), code=quoted(code))]


def _posting(account: str, amount: Decimal, currency: str) -> str:
    return f"  {account:<40} {number(amount):>14} {currency}"


def _metadata(indent: int, **values: str) -> list[str]:
    return [f"{' ' * indent}{key}: {value}" for key, value in values.items() if value]
