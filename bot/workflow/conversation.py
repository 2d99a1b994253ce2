"""What people write to the bot: commands, orders, answers, and the purpose of an open draft."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.chat.platform import Said
from bot.claims.claim import Claim, stem_of
from bot.claims.errors import NotAllowed
from bot.claims.people import Employee
from bot.claims.rights import may_see
from bot.claims.states import Action
from bot.store import claims
from bot.store.errors import Unknown
from bot.views.buttons import OPENS
from bot.workflow import office, outbox
from bot.workflow.change import record
from bot.workflow.deciding import Decision, decide
from bot.workflow.talk import Command, Order, understood


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
        case Command():
            outbox.say(connection, key, person.number, "help", {})
        case Order(action, reference, "") if action in OPENS:
            claim = visible(connection, reference, person)
            claim.demand(action, person)
            outbox.ask(connection, key, person.number, stem_of(reference), action, None, {}, {})
        case Order(action, reference, words):
            claim = visible(connection, reference, person)
            carry_out(connection, claim, Decision(action, person, now, desk.today(now), values={"words": words}), desk)
        case words:
            asked = next((c for c in claims.of(connection, person.number) if c.question is not None), None)
            draft = claims.open_draft(connection, person.number)
            if asked is not None:
                answer = Decision(Action.ANSWER, person, now, desk.today(now), values={"words": words.text})
                carry_out(connection, asked, answer, desk)
            elif draft is not None and words.text:
                purpose = Decision(Action.DESCRIBE, person, now, desk.today(now), values={"purpose": words.text})
                carry_out(connection, draft, purpose, desk)
            else:
                outbox.say(connection, key, person.number, "say-unknown", {})


def visible(connection: Connection, reference: str, person: Employee) -> Claim:
    """The claim, if this person may see it; a claim of others is refused like one that does not exist."""
    try:
        claim = claims.load(connection, reference)
    except Unknown:
        raise NotAllowed("say-no_such_claim", reference=reference) from None
    if not may_see(claim, person):
        raise NotAllowed("say-no_such_claim", reference=reference)
    return claim


def carry_out(connection: Connection, claim: Claim, decision: Decision, desk: office.Office) -> None:
    """Decide, and write down the changed claim with everything that follows."""
    after = decide(claim, decision, desk.people, desk.company)
    record(connection, claim, after, desk.people, desk.company, decision.at)
