"""A bank run: rows that somebody pasted or uploaded, matched with the claims that are posted and not paid. Pure.

Nobody's bank has the columns of another's, so no headings are asked for: a row says which claim by our reference,
wherever it stands, or by a cell that is exactly a voucher number; any cell may be the amount or the day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from bot.claims.claim import Claim
from bot.claims.states import State

Cell = str | date

#: `ready` can be marked as paid; the others say why not.
Verdict = Literal[
    "ready", "unknown", "differs", "paid", "marked", "unposted", "reversal", "own", "twice", "early", "future"
]

_REFERENCE = re.compile(r"EC\d{2}-\d{6}(?:-R\d{1,3})?(?!\d)", re.ASCII)
_AMOUNT = re.compile(r"[-+]?(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,6})?", re.ASCII)
_DAY = re.compile(r"(20\d{2})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says: the words it names the claim by, the amounts it may mean, the day; its number from 1."""

    number: int
    names: tuple[str, ...]
    amounts: tuple[Decimal, ...]
    on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """A row with the claim that it means, the day that counts, and what can be done."""

    row: Row
    claim: Claim | None
    on: date
    verdict: Verdict


def rows_of(table: Sequence[Sequence[Cell]]) -> tuple[Row, ...]:
    """The rows that say anything."""
    found = (_row(number, cells) for number, cells in enumerate(table, start=1))
    return tuple(row for row in found if row.names)


def _row(number: int, cells: Sequence[Cell]) -> Row:
    names: list[str] = []
    amounts: list[Decimal] = []
    on: date | None = None
    for cell in cells:
        if isinstance(cell, date):
            on = on or cell
            continue
        plain = unicodedata.normalize("NFKC", cell).strip()
        if not plain:
            continue
        day, amount = _day(plain), _amount(plain)
        if day is not None:
            on = on or day
        if amount is not None:
            amounts.append(amount)
        names += _REFERENCE.findall(plain.upper())
        names.append(plain)
    text = " · ".join(str(cell) for cell in cells if str(cell).strip())
    return Row(number, tuple(dict.fromkeys(names)), tuple(amounts), on, text)


def _amount(text: str) -> Decimal | None:
    # What goes out stands with a minus at some banks.
    plain = text.strip("¥$€£元 \t").removesuffix("CNY").strip()
    return abs(Decimal(plain.replace(",", ""))) if _AMOUNT.fullmatch(plain) else None


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def named(rows: Sequence[Row]) -> frozenset[str]:
    """Everything the rows may name a claim by."""
    return frozenset(name for row in rows for name in row.names)


def matched(rows: Sequence[Row], claims: Mapping[str, Claim], by: str, default: date, today: date) -> tuple[Match, ...]:
    """Each row with its claim; `claims` are found by reference and by voucher number, `by` is who asks."""
    seen: set[str] = set()
    found = []
    for row in rows:
        claim = next((claims[name] for name in row.names if name in claims), None)
        if claim is None and not row.amounts and not any(_REFERENCE.search(name) for name in row.names):
            continue  # a heading
        on = row.on or default
        verdict = _verdict(row, claim, on, by, today, seen)
        if claim is not None:
            seen.add(claim.reference)
        found.append(Match(row, claim, on, verdict))
    return tuple(found)


def _verdict(row: Row, claim: Claim | None, on: date, by: str, today: date, seen: set[str]) -> Verdict:
    if claim is None:
        return "unknown"
    if claim.reference in seen:
        return "twice"
    if claim.state is State.PAID:
        return "paid"
    if claim.state is not State.POSTED:
        return "unposted"
    if claim.claimant == by:
        return "own"
    if claim.marked_paid is not None:
        return "marked"
    if claim.reversal_asked_by:
        return "reversal"
    if row.amounts and claim.approved.amount not in row.amounts:
        return "differs"
    if on > today:
        return "future"
    return "early" if claim.posted_on is not None and on < claim.posted_on else "ready"
