"""What the ERP holds against what was sent. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from erp.report import ExpenseReport, Posted


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the ERP holds otherwise than it was sent."""

    field: Literal[
        "state", "total", "tax", "currency", "posting_date", "employee", "accounts", "cost_centres", "documents"
    ]
    sent: str
    held: str


def verify(report: ExpenseReport, posted: Posted, *, documents: bool = True) -> tuple[Difference, ...]:
    """What the ERP holds otherwise than it was sent; several ERPs change one of these without an error."""
    differences: list[Difference] = []
    if posted.state != "posted":
        differences.append(Difference("state", "posted", posted.state))
    if posted.total != report.total:
        differences.append(Difference("total", str(report.total), str(posted.total)))
    if posted.tax != report.tax:
        differences.append(Difference("tax", str(report.tax), str(posted.tax)))
    if posted.currency != report.currency:
        differences.append(Difference("currency", report.currency, posted.currency))
    if posted.posting_date != report.posting_date:
        differences.append(Difference("posting_date", str(report.posting_date), str(posted.posting_date)))
    if posted.employee and posted.employee != report.employee.number:
        differences.append(Difference("employee", report.employee.number, posted.employee))
    if posted.lines:
        # An ERP that gives no lines back cannot be asked for their accounts and cost centres.
        differences += _in_lines(report, posted)
    missing = {document.digest for document in report.documents} - set(posted.document_digests)
    if documents and missing:
        differences.append(
            Difference("documents", f"{len(report.documents)} documents", f"without {', '.join(sorted(missing))}")
        )
    return tuple(differences)


def _in_lines(report: ExpenseReport, posted: Posted) -> list[Difference]:
    """Sums by account, of the accounts that were sent (payable and tax are the ERP's own), and by cost centre."""
    accounts = _sums((line.account, line.net) for line in report.lines)
    centres = _sums((line.cost_centre, line.net) for line in report.lines)
    held = _sums((line.account, line.amount) for line in posted.lines if line.account in accounts)
    held_centres = _sums((line.cost_centre, line.amount) for line in posted.lines)
    found = []
    if accounts != held:
        found.append(Difference("accounts", _listed(accounts), _listed(held)))
    if centres != held_centres:
        found.append(Difference("cost_centres", _listed(centres), _listed(held_centres)))
    return found


def _sums(amounts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """What each code comes to; no code and nothing are left out."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for code, amount in amounts:
        sums[code] += amount
    return {code: amount for code, amount in sums.items() if code and amount}


def _listed(sums: dict[str, Decimal]) -> str:
    return ", ".join(f"{code} {amount}" for code, amount in sorted(sums.items())) or "none"
