"""The card of a claim: one per person and claim, the same claim seen by its claimant and by those who decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.chat.card import Card, Fact, Section
from bot.claims.claim import Claim
from bot.claims.company import Company
from bot.claims.originals import Papers
from bot.claims.people import Employee, People, Role
from bot.claims.periods import question_of
from bot.claims.policy import WARNINGS, Finding
from bot.claims.rights import may
from bot.claims.states import EDITABLE, WAITING, Action, State
from bot.views.buttons import claim_buttons
from bot.views.lines import finding_text, folds, line_section, needs_look, removed_section, several_section
from bot.views.past import history_section, latest_words, reminded, route_section
from bot.views.reader import Evidence, Reader, paper_awaited, period_asked

_NOTHING: Mapping[int, Mapping[str, Evidence]] = {}
_NOWHERE: Mapping[str, tuple[int, int]] = {}


def claim_card(
    claim: Claim,
    viewer: Employee,
    people: People,
    company: Company,
    findings: Sequence[Finding],
    today: date,
    evidence: Mapping[int, Mapping[str, Evidence]] = _NOTHING,
    minutes: int = 0,
    papers: Papers = Papers(),  # noqa: B008
    at_pages: Mapping[str, tuple[int, int]] = _NOWHERE,
) -> Card:
    """The claim as this viewer should see it today; `evidence` is where values were read, by line and field.

    `minutes` is about how long the reading that is under way will take; 0 where that is not worth a word. `papers` are
    the paper originals of its lines. `at_pages` says of long documents at which page of how many their reading is.
    """
    reader = Reader(claim, viewer, people, company, today)
    sections = [_head(reader, findings, minutes, papers), *_lines(reader, findings, evidence, papers, at_pages)]
    if route := route_section(reader):
        sections.append(route)
    if not reader.own and (history := history_section(reader)):
        sections.append(history)
    return Card(
        title=_title(reader),
        summary=_summary(reader),
        sections=tuple(sections),
        buttons=claim_buttons(reader),
        progress=_bar(claim, at_pages),
    )


def _bar(claim: Claim, at_pages: Mapping[str, tuple[int, int]]) -> tuple[int, int] | None:
    """What is read, of how much: receipts, or pages where one long document is the last of them."""
    waiting = [line for line in claim.lines if line.reading == "waiting"]
    if len(waiting) == 1 and (at_page := at_pages.get(waiting[0].document or "")):
        return at_page[0] - 1, at_page[1]
    return (len(claim.lines) - len(waiting), len(claim.lines)) if waiting else None


def _lines(
    reader: Reader,
    findings: Sequence[Finding],
    evidence: Mapping[int, Mapping[str, Evidence]],
    papers: Papers,
    at_pages: Mapping[str, tuple[int, int]],
) -> list[Section]:
    """The lines, and in their places those that were removed. What has to be looked at stands open and first; in
    either part the order is that of the receipts."""
    claim = reader.claim
    drawn = [
        (
            line,
            line_section(reader, line, findings, evidence.get(line.id, {}), papers, at_pages.get(line.document or "")),
        )
        for line in claim.lines
    ]
    asked = [(False, line.id, section) for line in claim.lines if (section := several_section(reader, line))]
    placed = [*asked, *((bool(section.brief), line.id, section) for line, section in drawn)]
    for line in claim.removed:
        if (section := removed_section(reader, line)) is not None:
            placed.append((folds(reader, line, findings), line.id, section))
    return [section for _, _, section in sorted(placed, key=lambda one: one[:2])]


def _title(reader: Reader) -> str:
    claim = reader.claim
    asked = {"name": reader.name(claim.claimant), "amount": claim.claimed}
    approved = {"name": reader.name(claim.claimant), "amount": claim.approved}
    books = not reader.own and Role.BOOKKEEPER in reader.viewer.roles
    if reader.decides:
        return reader.say("title-to_approve", **asked)
    if books and claim.state is State.APPROVED:
        return reader.say("title-to_check", **approved)
    if books and (claim.state is State.POSTING_FAILED or claim.alarmed):
        return reader.say("title-to_mend", **approved)
    return _state_title(reader)


def _state_title(reader: Reader) -> str:
    """The title that says where the claim is; another one says what the viewer has to do."""
    claim = reader.claim
    where = "discarded" if claim.discarded else claim.state
    return reader.say(f"title-{where}", reference=claim.reference, voucher=claim.voucher_number)


def _summary(reader: Reader) -> str:
    """One line for the notification: enough to know what it is about without opening it."""
    claim = reader.claim
    title = _state_title(reader)
    purpose = claim.purpose or reader.say("no-purpose-yet")
    if reader.own:
        return reader.say("summary", title=title, amount=claim.claimed, purpose=purpose)
    name = reader.name(claim.claimant)
    return reader.say("summary-other", title=title, name=name, amount=claim.claimed, purpose=purpose)


def _head(reader: Reader, findings: Sequence[Finding], minutes: int, papers: Papers) -> Section:
    claim = reader.claim
    editable = claim.state in EDITABLE

    def fact(name: str, value: str) -> Fact:
        return Fact(reader.say(f"field-{name}"), value)

    facts = [fact("reference", claim.reference)]
    if not reader.own:
        if _title(reader) != _state_title(reader):
            facts.append(fact("state", reader.say(f"state-{claim.state}")))
        facts.append(fact("claimant", reader.name(claim.claimant)))
    if any(line.claimed(claim.currency) for line in claim.lines):
        facts.append(fact("claimed", reader.money(claim.claimed)))
    if claim.approved < claim.claimed:
        facts.append(Fact(reader.say("field-approved"), reader.money(claim.approved)))
    tap = next((button for button in claim_buttons(reader) if button.action == Action.DESCRIBE), None)
    if claim.purpose:
        facts.append(Fact(reader.say("field-purpose"), claim.purpose, button=tap))
    elif claim.lines:
        facts.append(
            Fact(reader.say("field-purpose"), reader.say("not-given"), "missing" if editable else "", None, tap)
        )
    if claim.voucher_number:
        facts.append(fact("voucher_number", claim.voucher_number))
    if claim.posted_on:
        facts.append(fact("posted_on", reader.day(claim.posted_on)))
    if claim.paid_on:
        facts.append(fact("paid_on", reader.day(claim.paid_on)))
    notes = [
        *_progress(reader, findings, minutes),
        *latest_words(reader),
        *_next(reader, findings),
        *paper_awaited(reader, papers),
    ]
    if reader.weighs:
        notes += [finding_text(reader, finding) for finding in findings if finding.line_id is None]
    return Section(facts=tuple(facts), notes=tuple(notes), warnings=_warned(reader, findings))


def _warned(reader: Reader, findings: Sequence[Finding]) -> tuple[str, ...]:
    """To whoever decides, before anything else: which lines the policy warns of."""
    if reader.own or not reader.weighs:
        return ()
    if (asked := question_of(reader.claim, reader.company)) and reader.keeps_books:
        return (period_asked(reader, asked)[0], *_doubted(reader, findings))
    return _doubted(reader, findings)


def _doubted(reader: Reader, findings: Sequence[Finding]) -> tuple[str, ...]:
    lines = sorted({one.line_id for one in findings if one.key in WARNINGS and one.line_id is not None})
    listed = reader.wording.listed(tuple(map(str, lines)))
    return (reader.say("warned-lines", lines=listed, count=len(lines)),) if lines else ()


def _progress(reader: Reader, findings: Sequence[Finding], minutes: int) -> list[str]:
    """How many receipts there are and how far they have come, as long as their claimant has several in hand."""
    lines = reader.claim.lines
    waiting = sum(line.reading == "waiting" for line in lines)
    if not waiting and (not reader.own or reader.claim.state not in EDITABLE or len(lines) < 2):
        return []
    look = sum(needs_look(reader, line, findings) for line in lines)
    said = [reader.say("progress", received=len(lines), ready=len(lines) - waiting - look, look=look, waiting=waiting)]
    return [*said, reader.say("progress-minutes", minutes=minutes)] if waiting and minutes else said


def _next(reader: Reader, findings: Sequence[Finding]) -> list[str]:
    """What comes next, said to the one who has to do it or waits for it."""
    if reader.own:
        return next_for_claimant(reader, findings)
    claim, say = reader.claim, reader.say
    since = reader.since(claim.last.at) if claim.last else ""
    books = Role.BOOKKEEPER in reader.viewer.roles
    second = books or Role.ADMINISTRATOR in reader.viewer.roles
    if reader.decides:
        step = claim.waiting_for
        instead = step is not None and step.approver != reader.viewer.number
        told = [say("for-approver", name=reader.name(step.approver))] if step is not None and instead else []
        return [*told, say("next-decide", since=since)]
    if books and (asked := question_of(claim, reader.company)):
        return list(period_asked(reader, asked)[1:])
    if claim.state is State.APPROVED and books:
        return [say("next-check")]
    if claim.state is State.POSTING_FAILED and books:
        return [say("next-mend")]
    if claim.alarmed and second:
        return [say("next-look_again")]
    if claim.state is State.POSTING and may(claim, Action.TAKE_BACK, reader.viewer):
        return [say("next-release")]
    if marked := marked_paid(reader):
        return [marked]
    if claim.state is State.POSTED and claim.reversal_confirmed_by:
        return [say("next-reversing")]
    if claim.state is State.POSTED and claim.reversal_asked_by and second:
        return [say("next-second_person")]
    return []


def _gaps(reader: Reader) -> str:
    """What is missing, by name, with the lines where it is: `Purpose; Category (line 2 and 3)`."""
    lines = reader.claim.lines
    lacking: dict[str, list[str]] = {} if reader.claim.purpose else {"purpose": []}
    for line in lines:
        for name in line.missing(reader.claim.currency):
            lacking.setdefault(name, []).append(str(line.id))
    zh, said = reader.wording.locale == "zh", []
    for name, where in lacking.items():
        field = reader.field(name)
        if where and len(lines) > 1:
            listed = "、".join(where) if zh else reader.wording.listed(tuple(where))
            field = reader.say("gap-on-lines", field=field, lines=listed, count=len(where))
        said.append(field)
    return ("；" if zh else "; ").join(said)


def marked_paid(reader: Reader) -> str:
    """Who said of what is posted that the money is out; empty where nobody has."""
    claim = reader.claim
    if claim.state is not State.POSTED or claim.marked_paid is None:
        return ""
    marked = next(one for one in reversed(claim.history) if one.action is Action.MARK_PAID)
    return reader.say("next-marked_paid", name=reader.name(marked.by), on=claim.marked_paid)


def next_for_claimant(reader: Reader, findings: Sequence[Finding]) -> list[str]:
    """What the claimant does next, or waits for."""
    claim, say = reader.claim, reader.say
    if claim.state is State.DRAFT:
        if not claim.lines:
            return [say("next-draft-empty")]
        if any(line.reading == "waiting" for line in claim.lines):
            return []  # the progress stands there; nothing to do yet
        if claim.problems():
            return [say("next-draft-gaps", what=_gaps(reader))]
        if any(needs_look(reader, line, findings) for line in claim.lines):
            return [say("next-draft-look")]
        return [say("next-draft-likely" if any(line.unsure for line in claim.lines) else "next-draft")]
    if claim.question and claim.state in WAITING | {State.APPROVED}:
        return [say("next-answer")]
    if claim.state in WAITING:
        step, last = claim.waiting_for, claim.last
        if step is None or last is None:
            return []
        waiting = say("next-waiting", name=reader.name(step.approver), since=reader.since(last.at))
        return [waiting, *reminded(reader)]
    if claim.given_back:
        return [say("next-given_back", other=claim.history[-1].other)]
    if claim.state is State.REJECTED:
        return [say("next-rejected", name=reader.name(claim.last.by if claim.last else ""))]
    if claim.alarmed:
        return [say("next-alarm")]
    return [say(f"next-{claim.state}")]
