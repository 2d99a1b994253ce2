"""An ExpenseReport as JSON and back: decimals as strings, ISO dates and currencies. Pure.

The bytes of a document do not travel in the JSON; its digest, name and media type do.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from erp.report import FORMAT_VERSION, Document, Employee, ExpenseReport, ReportLine


def to_json(report: ExpenseReport) -> dict[str, Any]:
    """The report as plain JSON values; `from_json` of it gives the report again, without documents' content."""
    return {
        "version": report.version,
        "reference": report.reference,
        "employee": {"number": report.employee.number, "name": report.employee.name},
        "purpose": report.purpose,
        "currency": report.currency,
        "posting_date": report.posting_date.isoformat(),
        "lines": [_line_to_json(line) for line in report.lines],
        "documents": [
            {"digest": document.digest, "name": document.name, "media_type": document.media_type}
            for document in report.documents
        ],
    }


def _line_to_json(line: ReportLine) -> dict[str, Any]:
    return {
        "description": line.description,
        "spent_on": line.spent_on.isoformat(),
        "category": line.category,
        "account": line.account,
        "net": str(line.net),
        "tax": str(line.tax),
        "gross": str(line.gross),
        "tax_code": line.tax_code,
        "cost_centre": line.cost_centre,
        "project": line.project,
        "document_digests": list(line.document_digests),
        "original_amount": None if line.original_amount is None else str(line.original_amount),
        "original_currency": line.original_currency,
        "rate": None if line.rate is None else str(line.rate),
    }


def from_json(values: Mapping[str, Any]) -> ExpenseReport:
    """The report these JSON values say. Raises ValueError (KeyError for a missing field) where they say none."""
    if str(values["version"]).split(".")[0] != FORMAT_VERSION.split(".")[0]:
        raise ValueError(f"an expense report of version {values['version']}; this program reads {FORMAT_VERSION}")
    return ExpenseReport(
        reference=values["reference"],
        employee=Employee(values["employee"]["number"], values["employee"]["name"]),
        purpose=values["purpose"],
        currency=values["currency"],
        posting_date=date.fromisoformat(values["posting_date"]),
        lines=tuple(_line_from_json(line) for line in values["lines"]),
        documents=tuple(
            Document(document["digest"], document["name"], document["media_type"])
            for document in values.get("documents") or ()
        ),
        version=values["version"],
    )


def _line_from_json(values: Mapping[str, Any]) -> ReportLine:
    def decimal_or_none(text: str | None) -> Decimal | None:
        return Decimal(text) if text else None

    return ReportLine(
        description=values["description"],
        spent_on=date.fromisoformat(values["spent_on"]),
        category=values["category"],
        account=values["account"],
        net=Decimal(values["net"]),
        tax=Decimal(values["tax"]),
        gross=Decimal(values["gross"]),
        tax_code=values.get("tax_code") or "",
        cost_centre=values.get("cost_centre") or "",
        project=values.get("project") or "",
        document_digests=tuple(values.get("document_digests") or ()),
        original_amount=decimal_or_none(values.get("original_amount")),
        original_currency=values.get("original_currency") or "",
        rate=decimal_or_none(values.get("rate")),
    )
