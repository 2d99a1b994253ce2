"""What ERPNext's refusal means for the person who has to mend it. Pure."""

from __future__ import annotations

import re

from erp.errors import ErpError, Rejected
from erp.report import ExpenseReport

_CLOSED = frozenset({"ClosedAccountingPeriod", "FiscalYearError", "PeriodClosedError", "ClosedPeriodError"})


class Refused(ErpError):
    """ERPNext said no and nothing was done. `kind` is its `exc_type`; never leaves the room."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def rejected(error: Refused, report: ExpenseReport | None = None) -> Rejected:
    """The refusal with its field where it can be told, ERPNext's own text kept."""
    if error.kind in _CLOSED:
        return Rejected(error.message, code="closed_period", field="posting_date")
    if error.kind == "LinkValidationError" and report is not None:
        return Rejected(error.message, code="unknown", field=_named(error.message, report))
    return Rejected(error.message, code=error.kind)


def _named(message: str, report: ExpenseReport) -> str:
    """The field whose value the message names: "Could not find Row #1: Cost Center: X"."""
    row = re.search(r"Row #(\d+)", message)
    first = int(row[1]) - 1 if row else 0
    if message.endswith(f": {report.employee.number}"):
        return "employee.number"
    for index, line in enumerate(report.lines):
        if row and index != first:
            continue
        for field in ("account", "cost_centre", "category", "tax_code"):
            value = getattr(line, field)
            if value and message.endswith(f": {value}"):
                return f"lines.{index}.{field}"
    return ""
