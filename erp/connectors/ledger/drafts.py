"""Drafts: reports that are prepared and not booked, one JSON file each beside the ledger and not part of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from erp.canonical import from_json, to_json
from erp.connectors.ledger.files import write_whole
from erp.errors import Misconfigured
from erp.report import Document, ExpenseReport, Posted, PostedLine

_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A prepared report and the file names of what is attached to it, by digest."""

    report: ExpenseReport
    attached: dict[str, str] = field(default_factory=dict)

    def says_the_same_as(self, other: Draft) -> bool:
        """Equal but for the content of the documents, which is not kept in a draft."""
        return self.attached == other.attached and _bare(self.report) == _bare(other.report)

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


def _bare(report: ExpenseReport) -> ExpenseReport:
    return replace(report, documents=tuple(replace(document, content=b"") for document in report.documents))


def suffix_of(document: Document) -> str:
    """The ending of the attached file's name: by its media type, else by its own name where that is harmless."""
    known = {
        "application/pdf": ".pdf",
        "image/jpeg": ".jpg",
        "image/png": ".png",
        "image/heic": ".heic",
        "image/webp": ".webp",
        "application/ofd": ".ofd",
        "application/xml": ".xml",
        "text/xml": ".xml",
    }
    suffix = known.get(document.media_type) or PurePath(document.name).suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ".bin"
