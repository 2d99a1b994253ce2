"""The same document twice: by its invoice number, by its bytes, or because it looks the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from bot.claims.claim import stem_of
from bot.claims.line import Line

Sign = Literal["number", "bytes", "looks"]

#: The number of a fapiao, on paper or fully digital.
_FAPIAO = re.compile(r"\d{8}|\d{20}")

#: Signs of a duplicate, the surest first.
_SURENESS: tuple[Sign, ...] = get_args(Sign)


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
    sign: Sign


def twins(
    lines: Iterable[Line],
    others: Iterable[Claimed],
    own_reference: str,
    explained: Callable[[int], Collection[str]] = lambda _: (),
) -> tuple[Twin, ...]:
    """The likeliest duplicate of each line, by the surest sign; within the claim too. Asked, never refused.

    Those on claims, by stem, that are `explained` for a line come last: none behind them is overlooked.
    """
    found: list[Twin] = []
    known = list(others)
    for line in lines:
        signs = [
            Twin(line.id, other.reference, sign)
            for other in known
            if (other.reference, other.line.id) != (own_reference, line.id) and (sign := sign_of(line, other.line))
        ]
        if signs:
            said = explained(line.id)
            found.append(min(signs, key=lambda one: (stem_of(one.reference) in said, _SURENESS.index(one.sign))))
        known.append(Claimed(own_reference, line))
    return tuple(found)


def sign_of(one: Line, other: Line) -> Sign | None:
    """By what these two lines seem to be the same document, the surest sign first; None when they do not."""
    if _one_invoice(one, other):
        return "number"
    if one.document and one.document == other.document:
        # Of several receipts in one photo each is another one.
        return "bytes" if not (one.receipt and other.receipt) or one.receipt == other.receipt else None
    same = one.paid is not None and (one.paid, one.spent_on, one.merchant) == (
        other.paid,
        other.spent_on,
        other.merchant,
    )
    return "looks" if same and one.merchant else None


def _one_invoice(one: Line, other: Line) -> bool:
    """The same number, whatever file it came in: an electronic invoice is sent as PDF, OFD and XML.

    Tax offices give fapiao numbers out; other sellers count for themselves, and the 118th invoice of two of them is not
    one invoice. They are two where everything else differs; where anything is unknown or alike, people are asked.
    """
    if not one.invoice_number or one.invoice_number != other.invoice_number:
        return False
    if _FAPIAO.fullmatch(one.invoice_number):
        return True
    known = ((one.merchant, other.merchant), (one.spent_on, other.spent_on), (one.paid, other.paid))
    return not all(mine and theirs and mine != theirs for mine, theirs in known)
