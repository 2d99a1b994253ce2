"""What people write to the bot: commands, orders, answers, and the purpose of an open draft."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.chat.platform import Said
from bot.claims.claim import Claim, stem_of
from bot.claims.errors import ClaimError
from bot.claims.invoices import sign_of
from bot.claims.line import Line
from bot.claims.parts import sent_back_part
from bot.claims.people import Employee, People
from bot.claims.periods import ANSWERS
from bot.claims.policy import Finding
from bot.claims.states import Action, State
from bot.store import cards, claims, companies, digests, masters, progress, readings
from bot.views.buttons import APPROVE_LESS, OPENS
from bot.views.digest import APPROVE_ALL
from bot.workflow import deputies, office, outbox
from bot.workflow import merchants as known_merchants
from bot.workflow.change import record, record_given_back, record_part
from bot.workflow.deciding import Decision, decide, line_of, parted
from bot.workflow.evidence import apart, joined
from bot.workflow.papers import holding_up
from bot.workflow.pressing import visible
from bot.workflow.recalling import recall
from bot.workflow.talk import Command, Naming, Order, amount_in, lines_in, understood
from ocr.reading_json import reading


def said(connection: Connection, event: Said, person: Employee, desk: office.Office, now: datetime) -> None:
    """Do what the message asks for; words without an order answer an open question or become the purpose."""
    key = outbox.key_of(event)
    match understood(event.text):
        case Command("claim"):
            draft = claims.open_draft(connection, person.number)
            if draft is None:
                outbox.say(connection, key, person.number, "say-no_claim", {})
            else:
                outbox.show(connection, key, person.number, stem_of(draft.reference))
        case Command(("list" | "todo") as what):
            outbox.listing(connection, key, person.number, what)
        case Command(("approve_all" | "post_all") as what):
            # What counts is what their own card lists; without one they look first.
            listed = digests.latest(connection, person.number)
            pressed = listed and (listed.approved if what == APPROVE_ALL else listed.posted)
            if listed is None or pressed is not None:
                outbox.listing(connection, key, person.number, "todo")
            else:
                outbox.together(connection, person.number, listed.number, what)
        case Command("merchants", words):
            known_merchants.listed(connection, key, person, desk, words)
        case Command("forget_merchant", words):
            known_merchants.forget_named(connection, key, person, words, now)
        case Command("open"):
            outbox.sign_in_link(connection, key, person.number, event.user)
        case Command("cancel_reading"):
            _cancel_reading(connection, key, person, desk, now)
        case Command(_, words):
            outbox.help_with(connection, key, person.number, question=words)
        case Naming(ends=True):
            deputies.end(connection, key, person, desk, now)
        case Naming(words):
            values = deputies.written(words, desk.people) if words else {}
            if {"first", "last"} <= set(values):
                deputies.name(connection, key, person, values, desk, now)
            else:
                outbox.ask(connection, key, person.number, "", "deputy", None, {}, values)
        case Order(action, reference, words):
            claim = visible(connection, reference, person, desk)
            claim.demand(action, person)
            # Words carry no version as a button does: what counts is what the person's own card shows them.
            demand_seen(claim, person, cards.find(connection, person.number, stem_of(reference)), action)
            values, errors = {"words": words}, dict[str, str]()
            if action is Action.SEND_BACK:
                values = lines_in(words)
            elif action is Action.REROUTE:
                values, errors = chosen(words, desk.people) if words else ({}, {})
            if action is Action.REROUTE or (action in OPENS and not values["words"]):
                outbox.ask(connection, key, person.number, stem_of(reference), action, None, errors, values)
                return
            carry_out(connection, claim, Decision(action, person, now, desk.today(now), values=values), desk)
        case words:
            asked = next((c for c in claims.of(connection, person.number) if c.question is not None), None)
            draft = claims.open_draft(connection, person.number)
            if asked is not None:
                answer = Decision(Action.ANSWER, person, now, desk.today(now), values={"words": words.text})
                carry_out(connection, asked, answer, desk)
            elif draft is not None and (gap := _without_amount(draft)) and (amount := amount_in(words.text)):
                # Somebody was asked for an amount and writes one: that is no purpose.
                answers = {"total": amount}
                correction = Decision(Action.CORRECT, person, now, desk.today(now), gap.id, values=answers)
                carry_out(connection, draft, correction, desk)
            elif draft is not None and words.text:
                purpose = Decision(Action.DESCRIBE, person, now, desk.today(now), values={"purpose": words.text})
                carry_out(connection, draft, purpose, desk)
            else:
                outbox.say(connection, key, person.number, "say-unknown", {})


def _cancel_reading(connection: Connection, key: str, person: Employee, desk: office.Office, now: datetime) -> None:
    """Wait no longer for the long document of the open draft that is being read."""
    draft = claims.open_draft(connection, person.number)
    waiting = {line.document: line for line in draft.lines if line.reading == "waiting"} if draft else {}
    read = next(iter(progress.of(connection, [digest for digest in waiting if digest])), None)
    if draft is None or read is None:
        outbox.say(connection, key, person.number, "say-nothing_to_cancel", {})
        return
    decision = Decision(Action.CANCEL_READING, person, now, desk.today(now), waiting[read].id)
    carry_out(connection, draft, decision, desk)


def _without_amount(draft: Claim) -> Line | None:
    """The first line that is read and has no amount."""
    waiting = (line for line in draft.lines if line.reading != "waiting" and line.paid is None)
    return next(waiting, None)


def _claimed_since(connection: Connection, rejected: Claim) -> tuple[Finding, ...]:
    """Lines whose document was submitted in another claim after this one was decided: what was explained before knew
    nothing of that."""
    decided = rejected.history[-1].at
    found: list[Finding] = []
    for line in rejected.lines:
        for reference, other in claims.lines_like(connection, rejected.reference, line):
            sign = sign_of(line, other)
            if sign not in ("number", "bytes"):
                continue
            history = claims.load(connection, reference).history
            if any(one.action is Action.SUBMIT and one.at >= decided for one in history):
                found.append(Finding(f"twin-{sign}", line.id, {"reference": reference}))
    return tuple(found)


def demand_seen(claim: Claim, by: Employee, card: cards.Shown | None, action: Action) -> None:
    """Raise what refuses a written order to somebody whose card does not show the claim as it is, but for what they
    changed themselves."""
    if card is None and action is not Action.REROUTE:
        raise ClaimError("say-look_first", reference=claim.reference)
    later = claim.history[-(claim.version - card.version) :] if card and card.version < claim.version else ()
    if any(entry.by != by.number and entry.action is not Action.REMIND for entry in later):
        raise claim.overtaken(action)


def chosen(words: str, people: People) -> tuple[dict[str, str], dict[str, str]]:
    """What stands in the form of a rerouting that was written with a name behind it, and what is wrong with that."""
    number = unicodedata.normalize("NFKC", words).upper()
    return ({"approver": number}, {}) if number in people else ({"approver": words}, {"approver": "wrong-choice"})


def _receipts(connection: Connection, claim: Claim, decision: Decision, desk: office.Office) -> tuple[Line, ...]:
    """What the lines of a document with several receipts become; none where its reading is not here any more."""
    line = line_of(claim, decision.line_id)
    stored = readings.get(connection, line.document or "")
    if stored is None:
        return ()
    read = reading(stored)
    if decision.action == Action.JOIN:
        lines: tuple[Line, ...] = (joined(line, read, desk.company),)
    else:
        lines = apart(line, read, desk.company, claim.next_line)
    return tuple(recall(connection, one, read, claim.claimant, desk.company, decision.at) for one in lines)


#: What may release a claim to the ERP.
_RELEASING = frozenset({Action.APPROVE, APPROVE_LESS, Action.CHECK, Action.FIX_AND_POST, *ANSWERS})


def carry_out(connection: Connection, claim: Claim, decision: Decision, desk: office.Office) -> Claim:
    """Decide, and write down the changed claim with everything that follows; the claim as it is then."""
    # Of two who bring the same receipt at the same moment, the second sees the first: one holds the company.
    if decision.action == Action.SUBMIT:
        companies.hold(connection)
        found = office.findings_of(connection, claim, desk.company, decision.today)
        decision = replace(decision, findings=found)
    elif decision.action == Action.EXPLAIN:
        found = office.findings_of(connection, claim, desk.company, decision.today)
        decision = replace(decision, findings=found)
    elif decision.action == Action.TAKE_BACK and claim.state is State.REJECTED:
        companies.hold(connection)
        decision = replace(decision, findings=_claimed_since(connection, claim))
    elif decision.action == Action.TAKE_BACK and (last := claim.last) and last.action is Action.SEND_BACK_LINES:
        decision = replace(decision, part=claims.load(connection, last.other))
    elif parted(claim, decision):
        decision = replace(decision, reference=claims.next_reference(connection, decision.today.year))
    elif decision.action in (Action.SPLIT, Action.JOIN):
        decision = replace(decision, receipts=_receipts(connection, claim, decision, desk))
    elif decision.action == Action.RECODE:
        decision = replace(decision, masters=masters.load(connection))
    if decision.action in _RELEASING:
        decision = replace(decision, awaited=holding_up(connection, claim, desk.company))
    after = decide(claim, decision, desk.people, desk.company)
    record(connection, claim, after, desk.people, desk.company, decision.at)
    if decision.reference:
        record_part(connection, after, sent_back_part(claim, after), desk.people, desk.company)
    elif decision.part is not None:
        given = decision.part.give_back(decision.at)
        record_given_back(connection, decision.part, given, desk.people, desk.company)
    return after
