"""An Expense Claim of ERPNext as our Posted, and our report as an Expense Claim. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from erp.connectors.erpnext.settings import ErpnextSettings
from erp.errors import Unsupported
from erp.report import Document, ExpenseReport, PaymentState, Posted, PostedLine

CLAIM = "Expense Claim"

#: A file keeps no text of ours beside it but its name: at most 140 characters.
_DIGEST = re.compile(r"-([0-9a-f]{64})(?:\.|$)")
_NAME_LENGTH = 60

STATES: Mapping[int, Literal["draft", "posted", "cancelled"]] = {0: "draft", 1: "posted", 2: "cancelled"}


def claim_of(report: ExpenseReport, own: ErpnextSettings) -> dict[str, Any]:
    """The Expense Claim to create. Raises Unsupported for another currency than the company's.

    Its amounts are net: taxes stand in a table of their own and are added to the grand total.
    """
    if report.currency != own.currency:
        raise Unsupported(f"an Expense Claim is in {own.currency} only, not in {report.currency}")
    return {
        "employee": report.employee.number,
        "company": own.company,
        "expense_approver": own.approver,
        "approval_status": "Approved",
        "posting_date": report.posting_date.isoformat(),
        "payable_account": own.payable,
        "cost_center": own.cost_centre,
        "remark": report.purpose,
        own.field: report.reference,
        "expenses": [
            {
                "expense_date": line.spent_on.isoformat(),
                "expense_type": line.category,
                "default_account": line.account,
                "description": line.description,
                "amount": line.net,
                "sanctioned_amount": line.net,
                "cost_center": line.cost_centre or own.cost_centre,
            }
            for line in report.lines
        ],
        "taxes": [
            {
                "account_head": line.tax_code,
                "rate": 0,
                "tax_amount": line.tax,
                "total": line.gross,
                "description": line.description or line.tax_code,
                "cost_center": line.cost_centre or own.cost_centre,
            }
            for line in report.lines
            if line.tax
        ],
    }


def posted_of(
    row: Mapping[str, Any], own: ErpnextSettings, files: Sequence[str], payments: Sequence[Mapping[str, Any]]
) -> Posted:
    """What ERPNext holds: the document, the names of its files, its submitted payments."""
    state = STATES[int(row["docstatus"])]
    total, paid = _money(row["grand_total"]), _money(row["total_amount_reimbursed"])
    days = [date.fromisoformat(str(one["posting_date"])) for one in payments]
    return Posted(
        id=str(row["name"]),
        reference=str(row[own.field] or ""),
        state=state,
        total=total,
        tax=_money(row["total_taxes_and_charges"]),
        currency=own.currency,
        posting_date=date.fromisoformat(str(row["posting_date"])),
        voucher_number=str(row["name"]) if state != "draft" else "",
        payment=_payment(state, total, paid),
        paid_amount=paid if state == "posted" else Decimal(0),
        paid_on=max(days) if days and paid and state == "posted" else None,
        lines=_lines(row, own),
        document_digests=tuple(dict.fromkeys(match[1] for name in files if (match := _DIGEST.search(name)))),
        employee=str(row["employee"]),
        purpose=str(row["remark"] or ""),
    )


def _payment(state: str, total: Decimal, paid: Decimal) -> PaymentState:
    """By the amounts: paid through a journal entry or an advance, `status` has often stayed Unpaid."""
    if state == "cancelled":
        return "reversed"
    if state == "draft" or not paid:
        return "unpaid"
    return "paid" if paid >= total else "partly_paid"


def _lines(row: Mapping[str, Any], own: ErpnextSettings) -> tuple[PostedLine, ...]:
    expenses = [
        PostedLine(
            str(one["default_account"]),
            _money(one["sanctioned_amount"]),
            str(one["cost_center"] or ""),
            str(one["description"] or ""),
        )
        for one in row["expenses"]
    ]
    taxes = [PostedLine(str(one["account_head"]), _money(one["tax_amount"])) for one in row["taxes"]]
    return (*expenses, *taxes, PostedLine(own.payable, -_money(row["grand_total"])))


def _money(value: Any) -> Decimal:
    """ERPNext keeps amounts as numbers of nine digits after the point; 115.0 is 115.00."""
    return Decimal(str(value or 0)).normalize() + Decimal("0.00")


def file_name(document: Document) -> str:
    """The name under which a document is attached: what people call it, and which bytes it is."""
    bare = re.split(r"[/\\]", document.name)[-1]
    stem, point, ending = bare.rpartition(".")
    stem, ending = (stem, f".{ending}") if point and stem else (bare, "")
    return f"{stem[:_NAME_LENGTH] or 'document'}-{document.digest}{ending[:10]}"
