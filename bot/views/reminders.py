"""Cards that are not about one claim: the one reminder a day, and jobs that gave up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.chat.card import Button, Card, Fact, Section
from bot.claims.claim import Claim
from bot.claims.people import Employee, People
from bot.views.reader import since, target
from bot.wording import wording


def digest_card(
    viewer: Employee,
    to_approve: Sequence[Claim],
    to_check: Sequence[Claim],
    mine: Sequence[Claim],
    people: People,
    today: date,
) -> Card:
    """Everything that waits for the viewer, on one card."""
    words = wording(viewer.locale)
    open_label = words.say("action-open")

    def entry(claim: Claim, own: bool) -> Section:
        if own:
            state = words.say(f"state-{claim.state}")
            title = words.say("digest-own", reference=claim.reference, state=state, amount=claim.claimed)
        else:
            name = people[claim.claimant].name if claim.claimant in people else claim.claimant
            title = words.say("digest-claim", reference=claim.reference, name=name, amount=claim.claimed)
        notes = [claim.purpose] if claim.purpose else []
        if claim.last and not own:
            notes.append(words.say("digest-since", since=since(claim.last.at, viewer, today)))
        if own and claim.question:
            asker = claim.question.by
            name = people[asker].name if asker in people else asker
            notes.append(words.say("question-by", name=name, words=claim.question.note))
        return Section(title, notes=tuple(notes), buttons=(Button("open", open_label, target(claim)),))

    sections: list[Section] = []
    for key, claims, own in (("approve", to_approve, False), ("check", to_check, False), ("mine", mine, True)):
        if claims:
            sections.append(Section(words.say(f"digest-{key}")))
            sections += [entry(claim, own) for claim in claims]
    counts = (("approve", to_approve), ("check", to_check), ("mine", mine))
    said = tuple(words.say(f"digest-count-{key}", count=len(claims)) for key, claims in counts if claims)
    summary = words.listed(said) if said else words.say("digest-nothing")
    head = Section(facts=(), notes=(summary,))
    return Card(f"{words.say('digest-title')} · {words.day(today)}", summary, (head, *sections))


def dead_letter_card(
    viewer: Employee, kind: str, subject: str, error: str, job_id: int, *, may_start: bool = True
) -> Card:
    """A job gave up, why, and a button to let it run again for whoever may press it."""
    words = wording(viewer.locale)
    named = f"work-{kind.replace('.', '_')}"
    kind = words.say(named) if words.knows(named) else kind
    facts = tuple(
        Fact(words.say(f"dead-{name}"), value)
        for name, value in (("kind", kind), ("subject", subject), ("error", error))
        if value
    )
    section = Section(facts=facts, notes=(words.say("dead-next" if may_start else "dead-next_others"),))
    button = Button("requeue", words.say("action-requeue"), f"job:{job_id}", "primary")
    summary = words.say("dead-summary", kind=kind, subject=subject)
    return Card(words.say("dead-title"), summary, (section,), (button,) if may_start else ())
