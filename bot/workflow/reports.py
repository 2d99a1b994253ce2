"""From an approved claim to the expense report the ERP gets. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.claims.claim import Claim
from bot.claims.line import Line
from bot.claims.people import Employee
from bot.claims.periods import voucher_text
from erp.report import Document, ExpenseReport, ReportLine
from erp.report import Employee as ErpEmployee


def expense_report(
    claim: Claim, claimant: Employee, documents: Mapping[str, Document], posting_date: date
) -> ExpenseReport:
    """The report of everything that was approved. A line the approvers left nothing of is not in it.

    `documents` are those of the claim by digest, without their bytes.
    """
    lines = tuple(_line(claim, line) for line in claim.lines if claim.approved_amount(line).amount)
    used = {digest for line in lines for digest in line.document_digests}
    return ExpenseReport(
        reference=claim.reference,
        employee=ErpEmployee(claimant.number, claimant.name),
        purpose=voucher_text(claim),
        currency=claim.currency,
        posting_date=posting_date,
        lines=lines,
        documents=tuple(document for digest, document in documents.items() if digest in used),
    )


def _line(claim: Claim, line: Line) -> ReportLine:
    gross = claim.approved_amount(line).amount
    # An approver may have left less than the tax that was worked out before.
    tax = min(line.tax, gross)
    foreign = line.paid is not None and line.paid.currency != claim.currency
    return ReportLine(
        description=line.merchant or line.category,
        spent_on=line.spent_on or date.min,
        category=line.category,
        account=claim.booked_on(line),
        net=gross - tax,
        tax=tax,
        gross=gross,
        tax_code="" if line.tax_code == "ASK" or not tax else line.tax_code,
        cost_centre=line.cost_centre,
        project=line.project,
        document_digests=(line.document,) if line.document else (),
        original_amount=line.paid.amount if foreign and line.paid else None,
        original_currency=line.paid.currency if foreign and line.paid else "",
        rate=line.rate.value if foreign and line.rate else None,
    )
