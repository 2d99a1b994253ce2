"""Everything that waits for one person on one card: the one reminder a day, and the answer to `todo`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.chat.card import Button, Card, Section
from bot.claims.claim import Claim, stem_of
from bot.claims.deputies import Deputyship
from bot.claims.money import total
from bot.claims.people import Employee, People
from bot.views.reader import since, target
from bot.wording import Wording, wording

#: Claims of one kind that a card shows; of more it says how many more there are.
MOST = 40

#: One press for all claims without findings, and the way back; and one that releases all such for posting.
APPROVE_ALL, TAKE_BACK_ALL, POST_ALL = "approve_all", "take_back_all", "post_all"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one press did: how many claims, and of those left as they were, reference and why (a wording key)."""

    action: str  # `APPROVE_ALL`, `TAKE_BACK_ALL` or `POST_ALL`
    done: int
    left: tuple[tuple[str, str, Mapping[str, object]], ...] = ()
    undo: int = 0  # number of the digest whose approvals may still be taken back; 0 for none


@dataclass(frozen=True, slots=True)
class Together:
    """What one press may decide: the stems of claims without findings, under the number of this digest: those to
    approve, and those to post."""

    number: int = 0
    plain: frozenset[str] = field(default_factory=frozenset)
    to_post: frozenset[str] = field(default_factory=frozenset)
    outcome: Outcome | None = None


def digest_card(
    viewer: Employee,
    to_approve: Sequence[Claim],
    to_check: Sequence[Claim],
    mine: Sequence[Claim],
    people: People,
    today: date,
    together: Together = Together(),
    deputyships: Sequence[Deputyship] = (),
) -> Card:
    """Everything that waits for the viewer, the longest waiting first."""
    words = wording(viewer.locale)
    open_label = words.say("action-open")

    def entry(claim: Claim, key: str) -> Section:
        own = key == "mine"
        if own:
            state = words.say(f"state-{claim.state}")
            title = words.say("digest-own", reference=claim.reference, state=state, amount=claim.claimed)
        else:
            name = people[claim.claimant].name if claim.claimant in people else claim.claimant
            title = words.say("digest-claim", reference=claim.reference, name=name, amount=claim.claimed)
        notes = [claim.purpose] if claim.purpose else []
        if claim.last and not own:
            notes.append(words.say("digest-since", since=since(claim.last.at, viewer, today)))
        step = claim.waiting_for
        if key == "approve" and step is not None and step.approver != viewer.number and step.approver in people:
            notes.insert(0, words.say("for-approver", name=people[step.approver].name))
        listed = {"approve": together.plain, "check": together.to_post}.get(key)
        if listed and stem_of(claim.reference) not in listed:
            notes.append(words.say("digest-look"))
        if own and claim.question:
            asker = claim.question.by
            name = people[asker].name if asker in people else asker
            notes.append(words.say("question-by", name=name, words=claim.question.note))
        return Section(title, notes=tuple(notes), buttons=(Button("open", open_label, target(claim)),))

    kinds = (("approve", to_approve), ("check", to_check), ("mine", mine))
    sections: list[Section] = []
    for key, claims in kinds:
        if claims:
            more = len(claims) - MOST
            notes = (words.say("digest-more", count=more),) if more > 0 else ()
            sections.append(Section(words.say(f"digest-{key}"), notes=notes))
            sections += [entry(claim, key) for claim in claims[:MOST]]
    said = tuple(words.say(f"digest-count-{key}", count=len(claims)) for key, claims in kinds if claims)
    summary = words.listed(said) if said else words.say("digest-nothing")
    named = tuple(
        words.say("digest-deputy", name=people[one.deputy].name, first=one.first, last=one.last) for one in deputyships
    )
    plain = (*_plain(words, to_approve, together.plain), *_plain(words, to_check, together.to_post))
    told = (*_outcome(words, together.outcome), summary, *plain, *named)
    # Whoever is asked can say who is asked instead.
    offered = [Button("end_deputy", words.say("action-end_deputy"), "deputy")] if deputyships else []
    # For oneself only: a deputy's deputy decides nothing.
    asked = any(step.approver == viewer.number for one in to_approve if (step := one.waiting_for) is not None)
    if asked and not deputyships:
        offered.append(Button("deputy", words.say("action-deputy"), "deputy", opens=True))
    head = Section(notes=told, buttons=tuple(offered))
    title = f"{words.say('digest-title')} · {words.day(today)}"
    return Card(title, summary, (head, *sections), _buttons(words, together))


def _plain(words: Wording, listed: Sequence[Claim], found: frozenset[str]) -> tuple[str, ...]:
    """What one press would decide: how many, and how much where it is all in one currency."""
    plain = [claim for claim in listed if stem_of(claim.reference) in found]
    if not plain or len({claim.currency for claim in plain}) > 1:
        return ()
    amount = total((claim.approved for claim in plain), plain[0].currency)
    return (words.say("digest-plain", count=len(plain), amount=amount),)


def _outcome(words: Wording, outcome: Outcome | None) -> tuple[str, ...]:
    if outcome is None:
        return ()
    left = [
        words.say("digest-left", reference=reference, why=words.say(why, **values))
        for reference, why, values in outcome.left
    ]
    return (words.say(f"digest-{outcome.action}", count=outcome.done, left=len(left)), *left)


def _buttons(words: Wording, together: Together) -> tuple[Button, ...]:
    found = []
    if count := len(together.plain):
        label = words.say("action-approve_all", count=count)
        found.append(Button(APPROVE_ALL, label, f"digest:{together.number}", "primary"))
    if count := len(together.to_post):
        label = words.say("action-post_all", count=count)
        found.append(Button(POST_ALL, label, f"digest:{together.number}", "plain" if together.plain else "primary"))
    if together.outcome and together.outcome.undo:
        label = words.say("action-take_back_all", count=together.outcome.done)
        found.append(Button(TAKE_BACK_ALL, label, f"digest:{together.outcome.undo}"))
    return tuple(found)
