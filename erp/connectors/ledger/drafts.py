"""Drafts: reports that are prepared and not booked, one JSON file each beside the ledger and not part of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from erp.canonical import from_json, to_json
from erp.connectors.ledger.files import write_whole
from erp.errors import Misconfigured
from erp.report import ExpenseReport, Posted, PostedLine


@dataclass(frozen=True, slots=True)
class Draft:
    """A prepared report and the file names of what is attached to it, by digest."""

    report: ExpenseReport
    attached: dict[str, str] = field(default_factory=dict)

    def posted(self, payable: str, input_tax: str) -> Posted:
        """The draft as a document in state `draft`; `payable` and `input_tax` are codes of the chart."""
        report = self.report
        lines = [PostedLine(li.account, li.net, li.cost_centre, li.description) for li in report.lines if li.net]
        if report.tax:
            lines.append(PostedLine(input_tax, report.tax))
        lines.append(PostedLine(payable, -report.total))
        return Posted(
            id=report.reference,
            reference=report.reference,
            state="draft",
            total=report.total,
            tax=report.tax,
            currency=report.currency,
            posting_date=report.posting_date,
            lines=tuple(lines),
            document_digests=tuple(self.attached),
            employee=report.employee.number,
            purpose=report.purpose,
        )


class Drafts:
    """The folder of drafts. Every method is called with the ledger's lock held."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, reference: str) -> Draft | None:
        """The draft of this reference. Raises Misconfigured for a damaged file."""
        path = self._path(reference)
        try:
            values = json.loads(path.read_bytes())
            return Draft(from_json(values["report"]), dict(values["attached"]))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as error:
            raise Misconfigured(f"drafts/{path.name}: cannot be read: {error}") from error

    def put(self, draft: Draft) -> None:
        """Write or replace it."""
        values = {"report": to_json(draft.report), "attached": draft.attached}
        text = json.dumps(values, ensure_ascii=True, indent=1)
        write_whole(self._path(draft.report.reference), text.encode("ascii"))

    def drop(self, reference: str) -> None:
        """Remove it, if it is there."""
        self._path(reference).unlink(missing_ok=True)

    def _path(self, reference: str) -> Path:
        return self._folder / f"{reference}.json"
