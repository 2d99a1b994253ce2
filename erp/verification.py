"""What the ERP holds against what was sent. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from erp.report import ExpenseReport, Posted


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the ERP holds otherwise than it was sent."""

    field: Literal["state", "total", "tax", "currency", "posting_date", "cost_centres", "documents"]
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
    sent, held = _cost_centres(report), _held_cost_centres(posted)
    if posted.lines and sent != held:
        # An ERP that gives no lines back cannot be asked for their cost centres.
        differences.append(Difference("cost_centres", _listed(sent), _listed(held)))
    missing = {document.digest for document in report.documents} - set(posted.document_digests)
    if documents and missing:
        differences.append(
            Difference("documents", f"{len(report.documents)} documents", f"without {', '.join(sorted(missing))}")
        )
    return tuple(differences)


def _cost_centres(report: ExpenseReport) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in report.lines:
        sums[line.cost_centre] += line.net
    return {centre: amount for centre, amount in sums.items() if centre and amount}


def _held_cost_centres(posted: Posted) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in posted.lines:
        sums[line.cost_centre] += line.amount
    return {centre: amount for centre, amount in sums.items() if centre and amount}


def _listed(sums: dict[str, Decimal]) -> str:
    return ", ".join(f"{centre} {amount}" for centre, amount in sorted(sums.items())) or "none"
