"""Every change of a claim, in one place: saved, audited and followed up in one transaction.

`follow_ups` decides what else has to happen; `record` writes it all down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from bot.claims.claim import Claim, stem_of
from bot.claims.company import Company
from bot.claims.deserted import Deserted, deserted
from bot.claims.people import People, Role
from bot.claims.rights import deputies, in_turn
from bot.claims.states import Action, State
from bot.jobs.queue import enqueue
from bot.store import audit, cards, claims, companies, merchants, originals, photos
from bot.workflow import outbox, recalling
from bot.workflow.recorded import SYSTEM, content_of, personal_of


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A job that a change asks for. `key` is for ever, so it carries the claim's version."""

    kind: str
    key: str
    queue: str
    owner: str = ""
    delay: float = 0
    payload: dict[str, Any] = field(default_factory=dict)


def must_act(claim: Claim, people: People) -> frozenset[str]:
    """Employee numbers of everyone the claim waits for now."""
    found: set[str] = set()
    if claim.waiting_for is not None:
        found |= {claim.waiting_for.approver, *deputies(claim, people)}
    if claim.with_bookkeeper:
        found |= {person.number for person in people.with_role(Role.BOOKKEEPER)}
    if claim.reversal_asked_by and not claim.reversal_confirmed_by and claim.state is State.POSTED:
        second = (*people.with_role(Role.BOOKKEEPER), *people.with_role(Role.ADMINISTRATOR))
        found |= {person.number for person in second} - {claim.reversal_asked_by}
    found.discard(claim.claimant)
    if claim.state is State.SENT_BACK or claim.question is not None:
        found.add(claim.claimant)
    return frozenset(found)


#: What the claimant is told in a message of its own, besides the card that changes.
_TOLD_TO_CLAIMANT = frozenset(
    {
        Action.SEND_BACK,
        Action.REJECT,
        Action.ASK,
        Action.TAKE_BACK,
        Action.BOOK,
        Action.FAIL,
        Action.PAY,
        Action.REVERSE,
        Action.REROUTE,
    }
)


def told(before: Claim, after: Claim) -> frozenset[str]:
    """Who gets a message about the latest entry of the history."""
    entry = after.history[-1]
    if entry.action is Action.APPROVE:
        # Told once, when the last level has approved.
        return frozenset() if after.state is State.IN_APPROVAL else frozenset({after.claimant})
    if entry.action is Action.ANSWER and before.question is not None:
        # Whoever asked in an approver's place may have ended to stand in.
        return frozenset({before.question.by, before.question.on_behalf} - {""})
    if entry.action is Action.FAIL_REVERSAL:
        return frozenset({before.reversal_asked_by, before.reversal_confirmed_by})
    if entry.action is Action.SEND_BACK_LINES:
        # Of the lines, which are to be corrected; the rest only has another amount.
        return frozenset({after.claimant}) if after.state is State.SENT_BACK else frozenset()
    if entry.action in _TOLD_TO_CLAIMANT:
        return frozenset({after.claimant})
    return frozenset()


def follow_ups(
    before: Claim, after: Claim, people: People, company: Company, holders: Iterable[str]
) -> tuple[FollowUp, ...]:
    """Cards to draw again, people to tell, and the posting to start. `holders` have a card of the claim already."""
    name = stem_of(after.reference)
    # The card of whoever is reminded comes to the end again, with a word.
    reminded = frozenset(in_turn(after, people)) if after.history[-1].action is Action.REMIND else frozenset()
    fresh = (must_act(after, people) - must_act(before, people)) | reminded
    jobs = [
        FollowUp(
            "chat.card",
            f"card:{name}:{after.version}:{person}",
            "notify",
            person,
            payload={"claim": name, "person": person, "fresh": person in fresh},
        )
        for person in sorted({after.claimant, *holders} | fresh)
    ]
    jobs += [
        FollowUp(
            "chat.notice",
            f"notice:{name}:{len(after.history)}:{person}",
            "notify",
            person,
            payload={"claim": name, "person": person, "position": len(after.history) - 1},
        )
        for person in sorted(told(before, after) | reminded)
    ]
    again = after.history[-1].action is Action.LOOK_AGAIN
    if after.state is State.POSTING and (before.state is not State.POSTING or again):
        # Released without a check, the approver still has a moment to take it back; after the check nobody waits.
        unchecked = after.history[-1].action is Action.APPROVE
        delay = company.take_back_seconds if unchecked else 0
        payload: dict[str, Any] = {"claim": name, "version": after.version}
        jobs.append(FollowUp("erp.post", f"erp:{after.reference}:{after.version}", "erp", delay=delay, payload=payload))
    entry = after.history[-1]
    if entry.action is Action.RESTORE and after.line(entry.line).reading == "waiting":
        # Nobody waited for its reading while it was out.
        payload = {"claim": name, "line": entry.line}
        key = f"read:{name}:{entry.line}:{after.version}"
        jobs.append(FollowUp("ocr.read", key, "ocr", after.claimant, payload=payload))
    if entry.action is Action.MARK_PAID:
        key = f"pay:{after.reference}:{after.version}"
        jobs.append(FollowUp("erp.pay", key, "erp", payload={"claim": name}))
    if after.reversal_confirmed_by and not before.reversal_confirmed_by:
        key = f"reverse:{after.reference}:{after.version}"
        jobs.append(FollowUp("erp.reverse", key, "erp", payload={"claim": name}))
    return tuple(jobs)


def record(
    connection: Connection,
    before: Claim,
    after: Claim,
    people: People,
    company: Company,
    at: datetime,
    facts: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Save the changed claim, its audit row and its follow-ups; raises the store's `Stale` if someone was faster.

    `facts` are what else the chain shows of this change, nothing personal among them.
    """
    claims.save(connection, after, before.version, at)
    recalling.follow(connection, before, after, at)
    _follow(connection, before, after, people, company, at, facts)


def record_part(connection: Connection, rest: Claim, part: Claim, people: People, company: Company) -> None:
    """Save lines of `rest` that became a claim of their own, with its audit row and follow-ups."""
    at = part.history[-1].at
    claims.insert(connection, part, at)
    _move(connection, part, rest.reference, part.reference)
    nothing = Claim(part.reference, part.claimant, part.currency)
    _follow(connection, nothing, part, people, company, at, {})


def record_given_back(connection: Connection, before: Claim, after: Claim, people: People, company: Company) -> None:
    """Save that a claim of such lines has given them back."""
    _move(connection, before, before.reference, after.history[-1].other)
    record(connection, before, after, people, company, after.history[-1].at)


def _move(connection: Connection, moved: Claim, reference: str, to: str) -> None:
    """What is kept of the lines beside their claim goes with them: their photos, what was learnt, their paper."""
    lines = [line.id for line in moved.lines]
    photos.move(connection, lines, stem_of(reference), stem_of(to))
    merchants.move(connection, lines, stem_of(reference), stem_of(to))
    originals.move(connection, lines, reference, to)


def _follow(
    connection: Connection,
    before: Claim,
    after: Claim,
    people: People,
    company: Company,
    at: datetime,
    facts: Mapping[str, str],
) -> None:
    """The audit row of a change that is saved, and what else has to happen."""
    entry = after.history[-1]
    audit.record(
        connection,
        at=at,
        actor=entry.by or SYSTEM,
        action=entry.action,
        subject=after.reference,
        content={**content_of(before, after, companies.digest(company)), **facts},
        personal=personal_of(before, after),
    )
    holders = cards.holders(connection, stem_of(after.reference))
    for job in follow_ups(before, after, people, company, holders):
        enqueue(connection, job.kind, key=job.key, queue=job.queue, owner=job.owner, delay=job.delay, **job.payload)
    if (found := deserted(after, people)) is not None:
        tell_deserted(connection, found)


def tell_deserted(connection: Connection, found: Deserted) -> None:
    """Administrators hear, once, that nobody can go on with a claim."""
    values = {"reference": found.reference, "name": found.name}
    for number in found.able:
        outbox.say(connection, f"{found.key}:{number}", number, found.sentence, values)
        # With the button to go on with it.
        outbox.show(connection, f"{found.key}:{number}", number, stem_of(found.reference))
    if not found.able:
        outbox.tell_administrators(connection, found.key, found.sentence, values)
