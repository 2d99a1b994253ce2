"""The card of a job that gave up."""

from __future__ import annotations

from bot.chat.card import Button, Card, Fact, Section
from bot.claims.people import Employee
from bot.wording import wording


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
