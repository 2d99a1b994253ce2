"""A bank run: rows that somebody pasted or uploaded, matched with the claims that are posted and not paid. Pure.

Nobody's bank has the columns of another's. Where there are headings, they say which column is the amount, the day and
what it is for; without, a row is read cell by cell. Our reference counts wherever it stands, a voucher number as a cell
of its own. What can be read in two ways is said to be, and marked by nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from bot.claims.bank_columns import Cell, Columns, columns_of
from bot.claims.claim import Claim
from bot.claims.states import State

#: `ready` can be marked as paid; the others say why not.
Verdict = Literal[
    "ready", "unknown", "unclear", "differs", "paid", "marked", "unposted", "reversal", "own", "twice", "early",
    "future",
]  # fmt: skip

_REFERENCE = re.compile(r"EC\d{2}-\d{6}(?:-R\d{1,3})?(?!\d)", re.ASCII)
_AMOUNT = re.compile(r"[-+]?(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,6})?", re.ASCII)
#: With a comma before the cents, as banks of the continent write: `1.234,56`.
_WITH_COMMA = re.compile(r"[-+]?(?:\d{1,12}|\d{1,3}(?:\.\d{3}){1,3}),\d{2}", re.ASCII)
#: A number that is money and no count: with a sign, cents, or commas between thousands.
_MONEY = re.compile(r"[-+¥$€£元.,]|CNY")
_DAY = re.compile(r"(20\d{2})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says: the words it names the claim by, the amounts it may mean, the day; its number from 1.

    `pays`: the list has a column for the amount, so that a row with nothing in it pays nothing.
    """

    number: int
    names: tuple[str, ...]
    amounts: tuple[Decimal, ...]
    on: date | None
    text: str
    pays: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A row with the claim that it means, the day that counts, and what can be done."""

    row: Row
    claim: Claim | None
    on: date
    verdict: Verdict


def rows_of(table: Sequence[Sequence[Cell]]) -> tuple[Row, ...]:
    """The rows that say anything, below the headings where there are any."""
    columns = columns_of(table)
    below = enumerate(table[columns.below :], start=columns.below + 1)
    found = (_row(number, cells, columns) for number, cells in below)
    return tuple(row for row in found if row.names)


def _row(number: int, cells: Sequence[Cell], columns: Columns) -> Row:
    text = " · ".join(str(cell) for cell in cells if str(cell).strip())
    plain = [cell if isinstance(cell, date) else unicodedata.normalize("NFKC", cell).strip() for cell in cells]
    if len(said := [cell for cell in plain if cell]) == 1 and isinstance(said[0], str):
        # Pasted with spaces between.
        plain = [*said[0].split()]
        columns = Columns()
    days = [_day(cell) for cell in plain]
    dated = [days[at] for at in columns.day if at < len(days)] or days
    return Row(
        number,
        tuple(dict.fromkeys(_names(plain, columns))),
        tuple(dict.fromkeys(_amounts(plain, days, columns))),
        next((day for day in dated if day is not None), None),
        text,
        bool(columns.amount),
    )


def _names(cells: Sequence[Cell], columns: Columns) -> list[str]:
    """Our references, wherever they stand; and what may be a voucher number, a cell of its own."""
    texts = [cell if isinstance(cell, str) else "" for cell in cells]
    ours = [name for text in texts for name in _REFERENCE.findall(text.upper())]
    own = [texts[at] for at in columns.about if at < len(texts)] if columns.about else texts
    # With nothing that says so, a number is an amount and no voucher.
    return [*ours, *(text for text in own if text and (columns.about or _amount(text) is None))]


def _amounts(cells: Sequence[Cell], days: Sequence[date | None], columns: Columns) -> list[Decimal]:
    """What the row may pay: what stands below the heading, or what looks like money, or else any number."""
    found = [None if isinstance(cell, date) else _amount(cell) for cell in cells]
    if columns.amount:
        return [amount for at in columns.amount if at < len(found) and (amount := found[at]) is not None]
    numbers = [(cell, one) for cell, one, day in zip(cells, found, days, strict=True) if one is not None and not day]
    money = [one for cell, one in numbers if _MONEY.search(str(cell))]
    return money or [one for _, one in numbers]


def _amount(text: str) -> Decimal | None:
    # What goes out stands with a minus at some banks.
    plain = text.strip("¥$€£元 \t").removesuffix("CNY").strip()
    if _WITH_COMMA.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    return abs(Decimal(plain.replace(",", ""))) if _AMOUNT.fullmatch(plain) else None


def _day(cell: Cell) -> date | None:
    if isinstance(cell, date):
        return cell
    found = _DAY.fullmatch(cell)
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
        meant = {claims[name].reference: claims[name] for name in row.names if name in claims}
        ours = {name for name in row.names if _REFERENCE.fullmatch(name)}
        if not meant and not row.amounts and not ours:
            continue  # a heading, or a line of text
        claim = next(iter(meant.values()), None)
        on = row.on or default
        if len(meant) > 1 or (claim is not None and ours - {claim.reference}):
            # Two claims in one row: which of them is paid, only a person knows.
            found.append(Match(row, None, on, "unclear"))
            continue
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
    if len(row.amounts) > 1 or (row.pays and not row.amounts):
        return "unclear"
    if row.amounts and claim.approved.amount != row.amounts[0]:
        return "differs"
    if on > today:
        return "future"
    return "early" if claim.posted_on is not None and on < claim.posted_on else "ready"
