"""The same document twice: by its invoice number, by its bytes, or because it looks the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.claims.line import Line


@dataclass(frozen=True, slots=True)
class Claimed:
    """A line elsewhere that may be the same document: on which claim, and by what sign."""

    reference: str
    line: Line


@dataclass(frozen=True, slots=True)
class Twin:
    """A line of this claim and where its document was claimed before. `sign` says how sure that is."""

    line_id: int
    reference: str
    sign: Literal["number", "bytes", "looks"]


def twins(lines: Iterable[Line], others: Iterable[Claimed], own_reference: str) -> tuple[Twin, ...]:
    """Possible duplicates of each line, the surest sign first; within the claim too. Asked, never refused."""
    found: list[Twin] = []
    known = list(others)
    for line in lines:
        for other in known:
            if other.reference == own_reference and other.line.id == line.id:
                continue
            if sign := _sign(line, other.line):
                found.append(Twin(line.id, other.reference, sign))
                break
        known.append(Claimed(own_reference, line))
    return tuple(found)


def _sign(one: Line, other: Line) -> Literal["number", "bytes", "looks"] | None:
    if one.invoice_number and one.invoice_number == other.invoice_number:
        return "number"
    if one.document and one.document == other.document:
        return "bytes"
    same = one.paid is not None and (one.paid, one.spent_on, one.merchant) == (
        other.paid,
        other.spent_on,
        other.merchant,
    )
    return "looks" if same and one.merchant else None
