"""One's own claims: where each is, what is on its way to oneself, what one can do. A list for a page, a card for chats.

Pure; which claims there are is `store/own.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.chat.card import Button, Card, Section
from bot.claims.claim import Claim
from bot.claims.company import Company
from bot.claims.deputies import day_of
from bot.claims.money import Money
from bot.claims.people import Employee, People
from bot.claims.rights import may
from bot.claims.states import Action, State
from bot.claims.whereabouts import PARTS, Part, Sum, part_of
from bot.views.buttons import DANGER, word_of
from bot.views.claim_card import marked_paid, next_for_claimant
from bot.views.past import latest_words
from bot.views.reader import Reader, target
from bot.wording import Wording, wording

#: Where the page is found, below what a visitor has.
PATH = "claims"

#: On the card in a chat; of more it says how many more there are.
MOST = 10

#: What is pressed on that card: it is drawn again in its place, with what became of it.
REMIND_LISTED, WITHDRAW_LISTED = "remind_listed", "withdraw_listed"
LISTED: Mapping[str, Action] = {REMIND_LISTED: Action.REMIND, WITHDRAW_LISTED: Action.WITHDRAW}

#: Merchants that a row names.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A claim of the viewer's. `actions` can be pressed on the row, with their words; `mine`: it is their turn."""

    reference: str
    target: str
    part: Part
    state: str
    amount: str
    purpose: str
    about: str
    notes: tuple[str, ...]
    actions: tuple[tuple[Action, str], ...]
    mine: bool


def own_row(claim: Claim, viewer: Employee, people: People, company: Company, today: date) -> OwnRow:
    """The claim as its claimant finds it in their list today."""
    reader = Reader(claim, viewer, people, company, today)
    part = part_of(claim.state)
    approved = part in ("coming", "paid")
    return OwnRow(
        reference=claim.reference,
        target=target(claim),
        part=part,
        state=reader.say("state-discarded" if claim.discarded else f"state-{claim.state}"),
        amount=reader.money(claim.approved if approved else claim.claimed) if claim.lines else "",
        purpose=claim.purpose,
        about=_about(reader),
        notes=tuple(_notes(reader, part)),
        actions=tuple((one, reader.say(word_of(one, claim))) for one in _actions(claim, viewer, today)),
        mine=part == "with_me" or claim.question is not None,
    )


def own_totals(sums: Sequence[Sum], viewer: Employee, *, paid: bool = False) -> tuple[str, ...]:
    """What is on its way to the viewer, what waits for approval, and where it is asked for what was paid."""
    words = wording(viewer.locale)
    parts: tuple[Part, ...] = ("coming", "waiting", "paid") if paid else ("coming", "waiting")
    said = []
    for part in parts:
        if amounts := _amounts(words, sums, part):
            said.append(words.say(f"own-total_{part}", amount=words.listed(amounts)))
    return tuple(said)


def own_card(
    viewer: Employee,
    claims: Sequence[Claim],
    sums: Sequence[Sum],
    latest: Sequence[Claim],
    people: People,
    company: Company,
    today: date,
    page: str = "",
) -> Card:
    """What a chat answers to `list`: the open claims, the one begun last first; where there is none, the `latest`.

    `sums` are over all that is open, `page` is the address of the whole list, where there is one.
    """
    words = wording(viewer.locale)
    # The same claim is not drawn twice: rows say what the page says.
    rows = [own_row(claim, viewer, people, company, today) for claim in claims[:MOST]]
    count = sum(one.count for one in sums)
    summary = words.say("own-count", count=count) if rows else words.say("say-no_claim")
    told = [summary, *own_totals(sums, viewer)]
    told += [_line(own_row(claim, viewer, people, company, today)) for claim in latest]
    if count > len(rows):
        told.append(words.say("own-more", count=count - len(rows)))
    if page:
        told.append(words.say("own-page", link=page))
    sections = [_section(words, row) for row in rows]
    return Card(words.say("own-title"), summary, (Section(notes=tuple(told)), *sections))


def _section(words: Wording, row: OwnRow) -> Section:
    listed = {action: name for name, action in LISTED.items()}
    buttons = [Button("open", words.say("action-open"), row.target)]
    for action, label in row.actions:
        buttons.append(Button(listed[action], label, row.target, "danger" if action in DANGER else "plain"))
    said = tuple(one for one in (row.purpose, *row.notes) if one)
    return Section(_line(row, purpose=False), notes=said, buttons=tuple(buttons))


def _line(row: OwnRow, *, purpose: bool = True) -> str:
    parts = (row.reference, row.state, row.amount, row.purpose if purpose else "")
    return " · ".join(one for one in parts if one)


def _about(reader: Reader) -> str:
    """When it was begun, and of which merchants."""
    claim = reader.claim
    begun = [reader.day(day_of(reader.viewer, claim.history[0].at))] if claim.history else []
    names = list(dict.fromkeys(line.merchant for line in claim.lines if line.merchant))
    named = names[:_NAMED] + (["…"] if len(names) > _NAMED else [])
    return " · ".join([*begun, *named])


def _notes(reader: Reader, part: Part) -> list[str]:
    """Whose turn it is, since when, and what was said."""
    claim, say = reader.claim, reader.say
    notes = latest_words(reader)
    if claim.state is State.DRAFT:
        read = claim.lines and not any(line.reading == "waiting" for line in claim.lines)
        missing = next_for_claimant(reader, ()) if read and claim.problems() else []
        return [say("own-draft", count=len(claim.lines)), *missing]
    if claim.state is State.PAID and claim.paid_on is not None:
        return [say("own-paid", on=claim.paid_on, voucher=claim.voucher_number)]
    if part == "coming" and claim.approved < claim.claimed:
        notes.insert(0, say("own-lowered", approved=claim.approved, claimed=claim.claimed))
    calm = not claim.alarmed and claim.question is None
    if marked := marked_paid(reader):
        return [*notes, marked]
    if part == "coming" and calm and claim.entered is not None:
        return [*notes, say(f"own-since_{claim.state}", since=reader.since(claim.entered))]
    return [*notes, *next_for_claimant(reader, ())]


def _actions(claim: Claim, viewer: Employee, today: date) -> list[Action]:
    """Reminding is offered where it is not too early."""
    last = claim.reminder
    early = last is not None and day_of(viewer, last.at) >= today
    return [one for one in LISTED.values() if may(claim, one, viewer) and not (one is Action.REMIND and early)]


def _amounts(words: Wording, sums: Sequence[Sum], part: Part) -> tuple[str, ...]:
    """The amounts of one part together, a currency each; nothing where there is nothing."""
    added: dict[str, Decimal] = {}
    for one in sums:
        if one.state in PARTS[part]:
            amount = one.claimed if part == "waiting" else one.approved
            added[one.currency] = added.get(one.currency, Decimal(0)) + amount
    return tuple(words.money(Money(amount, currency)) for currency, amount in sorted(added.items()) if amount)
