"""Claims: loaded whole, saved whole, and only when nobody else has saved them in between.

A claim is found by its stem, the reference without its -R suffix; functions take either. What lists and reminders ask
for (whose turn it is, since when, the amounts) is worked out from the claim when it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    Double,
    Row,
    Select,
    Table,
    and_,
    cast,
    delete,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy import insert as into

from bot.claims.claim import Claim, stem_of
from bot.claims.line import Line
from bot.claims.references import reference_of
from bot.claims.states import State
from bot.store import rows
from bot.store.claim_rows import (
    BOOKKEEPER,
    claim_from,
    claim_row,
    event_from,
    event_row,
    line_from,
    line_row,
    looks_of,
    step_from,
    step_row,
    waited_for,
)
from bot.store.errors import Stale, Unknown
from bot.store.tables import claim as claim_table
from bot.store.tables import claim_event, claim_line, claim_step, reference_counter

#: Claims whose parts are fetched at once; databases limit the values in one statement.
_PAGE = 500

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Whose turn it is on a claim, an employee number or `BOOKKEEPER`, and since when: all a reminder needs."""

    stem: str
    state: State
    waiting_for: str
    since: datetime


def next_reference(connection: Connection, year: int) -> str:
    """`EC26-000123`: never given out twice, even when the transaction that asked is rolled back before the next asks.

    The counter's row is locked until the commit, so references have no gaps, except for claims that were never kept.
    """
    statement = rows.insert(connection, reference_counter).values(year=year, last=1)
    counted = statement.on_conflict_do_update(
        index_elements=["year"], set_={"last": reference_counter.c.last + 1}
    ).returning(reference_counter.c.last)
    number = connection.execute(counted).scalar_one()
    return reference_of(year, number)


def give_out_above(connection: Connection, year: int, number: int) -> None:
    """From now on the year's references are above `number`; a counter that is further already stays where it is."""
    statement = rows.insert(connection, reference_counter).values(year=year, last=number)
    raised = statement.on_conflict_do_update(
        index_elements=["year"], set_={"last": number}, where=reference_counter.c.last < number
    )
    connection.execute(raised)


def insert(connection: Connection, claim: Claim, at: datetime) -> None:
    """Write a claim for the first time."""
    stem = stem_of(claim.reference)
    moments = {"begun_at": at, "waiting_since": at, "changed_at": at}
    connection.execute(into(claim_table).values(reference_stem=stem, **claim_row(claim), **moments))
    _write_parts(connection, stem, claim, 0)


def save(connection: Connection, claim: Claim, expected_version: int, at: datetime) -> None:
    """Write a claim that was loaded with this version and changed since.

    Raises `Stale` when the stored version is another one: of two who decide at once, one wins and the other looks
    again. The history is only ever added to.
    """
    if claim.version <= expected_version:
        raise ValueError(f"version {claim.version} is no change of version {expected_version}")
    stem = stem_of(claim.reference)
    this = claim_table.c.reference_stem == stem
    columns = claim_table.c.version, claim_table.c.state, claim_table.c.waiting_for, claim_table.c.waiting_since
    old = connection.execute(select(*columns).where(this)).first()
    if old is None:
        raise Unknown(f"no claim {stem}")
    same = (old.state, old.waiting_for) == (claim.state.value, waited_for(claim))
    moments = {"waiting_since": old.waiting_since if same else at, "changed_at": at}
    # The condition decides, not what was read above: on PostgreSQL somebody may commit in between.
    written = connection.execute(
        update(claim_table).where(this, claim_table.c.version == expected_version).values(**claim_row(claim), **moments)
    )
    if written.rowcount == 0:
        raise Stale(f"claim {stem} is not at version {expected_version} any more")
    for table in (claim_line, claim_step):
        connection.execute(delete(table).where(table.c.claim == stem))
    _write_parts(connection, stem, claim, _kept(connection, stem, claim))


def _kept(connection: Connection, stem: str, claim: Claim) -> int:
    """How many entries of the history are written already; the last one has to be the claim's own."""
    newest = select(claim_event).where(claim_event.c.claim == stem).order_by(claim_event.c.position.desc()).limit(1)
    row = connection.execute(newest).first()
    if row is None:
        return 0
    same = claim.history[row.position : row.position + 1]
    # In UTC: two equal moments in a zone whose clock is set back are not equal to Python.
    if [replace(one, at=one.at.astimezone(UTC)) for one in same] != [event_from(row)]:
        raise ValueError(f"the history of claim {stem} was changed, and may only be added to")
    return int(row.position) + 1


def _write_parts(connection: Connection, stem: str, claim: Claim, kept: int) -> None:
    parts: tuple[tuple[Table, list[dict[str, object]]], ...] = (
        (claim_line, [line_row(stem, at, line) for at, line in enumerate(claim.lines)]),
        (claim_line, [line_row(stem, at, line, removed=True) for at, line in enumerate(claim.removed)]),
        (claim_step, [step_row(stem, at, step) for at, step in enumerate(claim.route)]),
        (claim_event, [event_row(stem, at, entry) for at, entry in enumerate(claim.history)][kept:]),
    )
    for table, new in parts:
        if new:  # an empty list would insert a row of defaults
            connection.execute(into(table), new)


def load(connection: Connection, reference: str) -> Claim:
    """The claim as it was saved; `Unknown` when there is none."""
    found = loaded(connection, select(claim_table).where(claim_table.c.reference_stem == stem_of(reference)))
    if not found:
        raise Unknown(f"no claim {reference}")
    return found[0]


def open_draft(connection: Connection, claimant: str) -> Claim | None:
    """The draft that the person's next photo goes to: the one changed last; None when there is none."""
    # A draft waits for its claimant: asked like that, the index leads to the few drafts among all their claims.
    mine = (claim_table.c.claimant == claimant) & (claim_table.c.waiting_for == claimant)
    statement = select(claim_table).where(mine, claim_table.c.state == State.DRAFT)
    found = loaded(connection, statement.order_by(claim_table.c.changed_at.desc()).limit(1))
    return found[0] if found else None


def waiting_for(connection: Connection, employee: str) -> tuple[Claim, ...]:
    """All claims on which it is this person's turn, as approver or (drafts, sent back) as claimant; longest first."""
    return loaded(connection, _longest_first().where(claim_table.c.waiting_for == employee))


def to_check(connection: Connection, limit: int | None = None) -> tuple[Claim, ...]:
    """Claims that wait for a bookkeeper: to be checked, or refused by the ERP; longest first, at most `limit`."""
    return loaded(connection, _longest_first().where(claim_table.c.waiting_for == BOOKKEEPER).limit(limit))


def in_state(connection: Connection, *states: State) -> tuple[Claim, ...]:
    """All claims in one of the states; the longest in it first."""
    return loaded(connection, _longest_first().where(claim_table.c.state.in_([state.value for state in states])))


def to_confirm(connection: Connection, limit: int | None = None) -> tuple[Claim, ...]:
    """Posted claims whose reversal one person asked for and no second has agreed to; longest first, at most `limit`."""
    # Written out: with a value of its own the index over the few of them would not be used.
    asked = (claim_table.c.reversal_asked_by != literal_column("''")) & (claim_table.c.reversal_confirmed_by == "")
    posted = claim_table.c.state == State.POSTED.value
    return loaded(connection, _longest_first().where(asked, posted).limit(limit))


def of(connection: Connection, claimant: str, limit: int = 100) -> tuple[Claim, ...]:
    """A person's own claims, the one changed last first."""
    statement = select(claim_table).where(claim_table.c.claimant == claimant)
    newest_first = statement.order_by(claim_table.c.changed_at.desc(), claim_table.c.reference_stem.desc())
    return loaded(connection, newest_first.limit(limit))


def waiting(connection: Connection, before: datetime) -> list[Waiting]:
    """Every claim on which somebody has had the turn since before this moment, longest first; claims are not loaded."""
    columns = (
        claim_table.c.reference_stem,
        claim_table.c.state,
        claim_table.c.waiting_for,
        claim_table.c.waiting_since,
    )
    # Greater, and not other than, empty: a part of the index then, and not all claims there ever were.
    overdue = (claim_table.c.waiting_for > "") & (claim_table.c.waiting_since < before)
    statement = select(*columns).where(overdue).order_by(claim_table.c.waiting_since, claim_table.c.reference_stem)
    return [Waiting(stem, State(state), who, since) for stem, state, who, since in connection.execute(statement)]


def these(connection: Connection, stems: Sequence[str]) -> tuple[Claim, ...]:
    """The claims with these stems, in the order of their stems."""
    chosen = select(claim_table).where(claim_table.c.reference_stem.in_(stems))
    return loaded(connection, chosen.order_by(claim_table.c.reference_stem))


def named(connection: Connection, names: Sequence[str]) -> tuple[Claim, ...]:
    """The claims with one of these references or voucher numbers."""
    found: dict[str, Claim] = {}
    for start in range(0, len(names), _PAGE):
        some = names[start : start + _PAGE]
        either = or_(claim_table.c.reference.in_(some), claim_table.c.voucher_number.in_(some))
        found |= {claim.reference: claim for claim in loaded(connection, select(claim_table).where(either))}
    return tuple(found.values())


def lines_like(connection: Connection, reference: str, line: Line) -> list[tuple[str, Line]]:
    """(Reference, line) of other claims' lines that may be the same document as this line of claim `reference`.

    Same invoice number, same bytes, or same merchant, day and amount; `invoices.twins` judges. Withdrawn and rejected
    claims do not count, nor what was removed.
    """
    signs = []
    if line.invoice_number:
        signs.append(claim_line.c.invoice_number == line.invoice_number)
    if line.document:
        signs.append(claim_line.c.document == line.document)
    if line.paid and line.spent_on and line.merchant:
        day = claim_line.c.spent_on == line.spent_on
        looks = claim_line.c.looks == looks_of(line.merchant)
        # About the same amount: most receipts of the same shop and day are of another one, and are not fetched for it.
        near = float(line.paid.amount), abs(float(line.paid.amount)) * 1e-9
        about = cast(claim_line.c.paid_amount, Double).between(near[0] - near[1], near[0] + near[1])
        signs.append(and_(day, looks, about, claim_line.c.merchant == line.merchant))
    if not signs:
        return []
    statement = (
        select(claim_table.c.reference, claim_line)
        .join(claim_table, claim_line.c.claim == claim_table.c.reference_stem)
        .where(
            or_(*signs),
            claim_line.c.claim != stem_of(reference),
            claim_line.c.removed.is_(False),
            claim_table.c.state.not_in([State.WITHDRAWN.value, State.REJECTED.value]),
        )
        .order_by(claim_line.c.claim, claim_line.c.position)
    )
    found = [(row.reference, line_from(row)) for row in connection.execute(statement)]
    # The amount itself is compared here: SQLite keeps it as text, where 12.5 is not 12.50.
    return [
        (name, other)
        for name, other in found
        if (line.invoice_number and other.invoice_number == line.invoice_number)
        or (line.document and other.document == line.document)
        or other.paid == line.paid
    ]


def _longest_first() -> Select[Any]:
    return select(claim_table).order_by(claim_table.c.waiting_since, claim_table.c.reference_stem)


def loaded(connection: Connection, statement: Select[Any]) -> tuple[Claim, ...]:
    """The claims of these rows with all their parts: four statements for up to `_PAGE` claims."""
    claims = connection.execute(statement).all()
    found: list[Claim] = []
    for start in range(0, len(claims), _PAGE):
        page = claims[start : start + _PAGE]
        stems = [row.reference_stem for row in page]
        lines = _parts(connection, claim_line, stems, lambda line: (bool(line.removed), line_from(line)))
        steps = _parts(connection, claim_step, stems, step_from)
        history = _parts(connection, claim_event, stems, event_from)
        found += [
            claim_from(row, lines.get(stem, ()), steps.get(stem, ()), history.get(stem, ()))
            for row, stem in zip(page, stems, strict=True)
        ]
    return tuple(found)


def _parts(
    connection: Connection, table: Table, stems: Sequence[str], made: Callable[[Row[Any]], T]
) -> dict[str, list[T]]:
    grouped: dict[str, list[T]] = {}
    statement = select(table).where(table.c.claim.in_(stems)).order_by(table.c.claim, table.c.position)
    for row in connection.execute(statement):
        grouped.setdefault(row.claim, []).append(made(row))
    return grouped
