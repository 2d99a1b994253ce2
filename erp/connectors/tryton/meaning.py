"""A supplier invoice of Tryton as our Posted, and our report as a supplier invoice. Pure.

The amounts of tax are given, not computed: a claim carries the tax that is printed on its receipts (3.39 on a rail
ticket of 41.00), which no rate gives to the cent.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from erp.errors import Rejected
from erp.report import REFERENCE, ExpenseReport, PaymentState, Posted, PostedLine
from erp.verification import verify

INVOICE = "account.invoice"

#: What is read of an invoice: enough to say what is booked, and whether it is what was sent.
FIELDS = (
    *("reference", "state", "number", "comment", "invoice_date", "accounting_date", "reconciled", "write_date"),
    *("create_date", "total_amount", "tax_amount", "amount_to_pay", "currency.code", "party.code", "account.code"),
    *("move.date", "move.state", "lines.amount", "lines.description", "lines.account.code"),
    *("lines.analytic_accounts.account.code", "taxes.amount", "taxes.account.code", "taxes.description"),
    *("payment_lines.date",),
)

#: How a digest stands in an attachment's description.
_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Codes:
    """The ids of what a report names by codes, and of what every invoice needs. `root` is of the cost centres."""

    company: int
    journal: int
    payable: int
    party: int
    address: int
    payment_term: int | None
    currency: int
    accounts: Mapping[str, int]
    #: Name of the tax → (its id, the account it is booked to).
    taxes: Mapping[str, tuple[int, int]]
    #: Code of the cost centre → (its root, its id).
    cost_centres: Mapping[str, tuple[int, int]]


def invoice_of(report: ExpenseReport, codes: Codes) -> dict[str, Any]:
    """The invoice to create. Raises Rejected, naming the field, for a code that Tryton does not have."""
    lines = [_line_of(report, index, codes) for index in range(len(report.lines))]
    return {
        "type": "in",
        "reference": report.reference,
        "company": codes.company,
        "party": codes.party,
        "invoice_address": codes.address,
        "account": codes.payable,
        "journal": codes.journal,
        "currency": codes.currency,
        "payment_term": codes.payment_term,
        "invoice_date": report.posting_date,
        "accounting_date": report.posting_date,
        "comment": report.purpose,
        "lines": [["create", lines]],
        "taxes": [["create", _taxes_of(report, codes)]],
    }


def _line_of(report: ExpenseReport, index: int, codes: Codes) -> dict[str, Any]:
    line = report.lines[index]
    if line.account not in codes.accounts:
        raise _unknown(index, "account", line.account)
    values: dict[str, Any] = {
        "type": "line",
        "description": line.description,
        "account": codes.accounts[line.account],
        "quantity": 1.0,
        "unit_price": line.net,
        "currency": codes.currency,
        "company": codes.company,
    }
    if line.cost_centre:
        if line.cost_centre not in codes.cost_centres:
            raise _unknown(index, "cost_centre", line.cost_centre)
        root, centre = codes.cost_centres[line.cost_centre]
        values["analytic_accounts"] = [["create", [{"root": root, "account": centre}]]]
    return values


def _taxes_of(report: ExpenseReport, codes: Codes) -> list[dict[str, Any]]:
    sums: dict[str, tuple[Decimal, Decimal]] = defaultdict(lambda: (Decimal(0), Decimal(0)))
    for index, line in enumerate(report.lines):
        if line.tax:
            if line.tax_code not in codes.taxes:
                raise _unknown(index, "tax_code", line.tax_code)
            base, amount = sums[line.tax_code]
            sums[line.tax_code] = (base + line.net, amount + line.tax)
    return [
        {
            "manual": True,
            "description": code,
            "tax": codes.taxes[code][0],
            "account": codes.taxes[code][1],
            "base": base,
            "amount": amount,
        }
        for code, (base, amount) in sums.items()
    ]


def _unknown(index: int, what: Literal["account", "cost_centre", "tax_code"], code: str) -> Rejected:
    field = f"lines.{index}.{what}"
    return Rejected(f"Tryton has no {what.replace('_', ' ')} {code!r}", code=f"unknown_{what}", field=field)


def is_draft_of(draft: Posted, report: ExpenseReport) -> bool:
    """Whether a draft says what the report says, texts included."""
    differences = [one for one in verify(report, draft, documents=False) if one.field != "state"]
    texts = Counter(line.description for line in report.lines)
    own = Counter(line.description for line in draft.lines[: len(report.lines)])
    return not differences and draft.purpose == report.purpose and texts == own


def counts(row: Mapping[str, Any]) -> bool:
    """Whether an invoice is one of ours to speak of: a draft thrown away, never booked, is not."""
    return row["state"] != "cancelled" or row.get("move.") is not None


def posted_of(row: Mapping[str, Any], attachments: Sequence[Mapping[str, Any]]) -> Posted:
    """What Tryton holds, as read with FIELDS."""
    state = _state(row)
    total, owed = row["total_amount"], row["amount_to_pay"]
    paid = Decimal(0) if state != "posted" else total - owed
    days = [one["date"] for one in row.get("payment_lines.") or ()]
    return Posted(
        id=str(row["id"]),
        reference=row["reference"] or "",
        state=state,
        total=total,
        tax=row["tax_amount"],
        currency=row["currency."]["code"],
        posting_date=_posting_date(row),
        voucher_number=row["number"] or "",
        payment=_payment(state, total, paid),
        paid_amount=paid,
        paid_on=max(days) if days and paid else (row["reconciled"] if paid and paid == total else None),
        lines=_lines(row),
        document_digests=digests(attachments),
        employee=(row.get("party.") or {}).get("code") or "",
        purpose=row["comment"] or "",
    )


def _state(row: Mapping[str, Any]) -> Literal["draft", "posted", "cancelled"]:
    if row["state"] in ("posted", "paid"):
        return "posted"
    return "cancelled" if row["state"] == "cancelled" else "draft"


def _payment(state: str, total: Decimal, paid: Decimal) -> PaymentState:
    if state == "cancelled":
        return "reversed"
    if not paid:
        return "unpaid"
    return "paid" if paid == total else "partly_paid"


def _posting_date(row: Mapping[str, Any]) -> date:
    booked = (row.get("move.") or {}).get("date")
    found = booked or row["accounting_date"] or row["invoice_date"] or row["create_date"].date()
    assert isinstance(found, date)  # noqa: S101 - one of them is always a day
    return found


def _lines(row: Mapping[str, Any]) -> tuple[PostedLine, ...]:
    own = [
        PostedLine(line["account."]["code"], line["amount"], _cost_centre(line), line["description"] or "")
        for line in row["lines."]
        if line.get("account.")
    ]
    taxes = [PostedLine(tax["account."]["code"], tax["amount"], "", tax["description"]) for tax in row["taxes."]]
    return (*own, *taxes, PostedLine(row["account."]["code"], -row["total_amount"]))


def _cost_centre(line: Mapping[str, Any]) -> str:
    named = [one["account."]["code"] for one in line.get("analytic_accounts.") or () if one.get("account.")]
    return named[0] or "" if named else ""


def digests(attachments: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The digests of the attachments that we made, in the order they were made."""
    found = [_DIGEST.search(one["description"] or "") for one in attachments]
    return tuple(dict.fromkeys(match[1] for match in found if match))


def is_ours(reference: str | None) -> bool:
    """Whether a reference could be ours: other supplier invoices carry the number of their supplier."""
    return bool(reference) and REFERENCE.fullmatch(reference or "") is not None
