"""Merchants the company knows: recalled when a line is read, learnt when it is corrected, shared when its claim is
approved. Each with its audit row in the transaction of what brought it about."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.claims.claim import Claim, stem_of
from bot.claims.company import Company
from bot.claims.line import LONGEST_CODE, Line
from bot.claims.merchants import APPROVED, NUMBERS, Merchant, Numbers, learnt, recalled, with_recalled
from bot.claims.states import Action
from bot.store import audit, merchants, readings
from bot.workflow.evidence import read_of
from bot.workflow.recorded import SYSTEM
from ocr.reading import Reading
from ocr.reading_json import reading as from_json


def numbers_of(reading: Reading) -> Numbers:
    """What a document says its merchant is known by; what is doubtful on it is none."""

    def number(name: str) -> str:
        said = str(reading.value(name) or "") if reading.grade(name) != "ask" else ""
        return said if len(said) <= LONGEST_CODE else ""

    proven = reading.grade("seller_tax_number") == "verified"
    return Numbers(number("seller_tax_number"), number("seller_registration"), number("seller_phone"), proven=proven)


def recall(connection: Connection, line: Line, reading: Reading, person: str, company: Company, at: datetime) -> Line:
    """The line with what is known of its merchant to this person."""
    numbers = numbers_of(read_of(reading, line.receipt))
    found = recalled(merchants.by_numbers(connection, numbers), numbers, person, line.merchant)
    if found is None:
        return line
    known = with_recalled(line, found, {category.code for category in company.categories})
    if known.known is not None:
        merchants.use(connection, found.merchant, at)
    return known


def follow(connection: Connection, before: Claim, after: Claim, at: datetime) -> None:
    """Learn from a correction; share what was learnt on a claim that is approved, or is not any more."""
    entry = after.history[-1]
    if entry.action is Action.CORRECT:
        _learn(connection, after, before.line(entry.line), after.line(entry.line), at)
    is_now = after.state in APPROVED
    if is_now != (before.state in APPROVED):
        lines = [line.id for line in after.lines]
        changed = merchants.share(connection, stem_of(after.reference), lines, approved=is_now)
        if changed:
            action = "share_merchants" if is_now else "unshare_merchants"
            actor, content = entry.by or SYSTEM, {"merchants": changed}
            audit.record(connection, at=at, actor=actor, action=action, subject=after.reference, content=content)


def _learn(connection: Connection, claim: Claim, before: Line, after: Line, at: datetime) -> None:
    if (before.merchant, before.category) == (after.merchant, after.category) or after.document is None:
        return
    stored = readings.get(connection, after.document)
    if stored is None:
        return
    reading = read_of(from_json(stored), after.receipt)
    numbers = numbers_of(reading)
    known = merchants.by_numbers(connection, numbers)
    printed = str(reading.value("merchant") or "") if reading.grade("merchant") != "ask" else ""
    said = learnt(before, after, known, numbers, claim.claimant, at, stem_of(claim.reference), printed)
    if said is None:
        return
    if said.name or said.category or said.doubted:
        number = merchants.put(connection, said)
    else:
        number = said.id
        merchants.forget(connection, [number])
    audit.record(
        connection,
        at=at,
        actor=claim.claimant,
        action="learn_merchant",
        subject=claim.reference,
        content={"merchant": number, "line": after.id},
        personal={"merchant": (claim.claimant, described(said))},
    )


def described(one: Merchant) -> dict[str, object]:
    """What the audit trail keeps of it, beside the chain: a merchant may be a person."""
    return {
        **{name: getattr(one.numbers, name) for name in NUMBERS},
        "name": one.name,
        "category": one.category,
        "doubted": one.doubted,
    }
