"""What happened to a claim: the words people gave, the route with its decisions, and the history."""

from __future__ import annotations

from bot.chat.card import Fact, Section
from bot.claims.periods import months_of
from bot.claims.states import EDITABLE, WAITING, Action, Happened, State
from bot.views.reader import Reader

#: How many entries of the history a card shows; the console shows all.
SHOWN = 8

#: Whose notes are words people wrote; other notes are names of fields or people.
_WORDS = frozenset(
    {
        Action.SEND_BACK,
        Action.SEND_BACK_LINES,
        Action.REJECT,
        Action.ASK,
        Action.ANSWER,
        Action.ASK_REVERSAL,
        Action.EXPLAIN,
        Action.FAIL,
        Action.ALARM,
        Action.FAIL_REVERSAL,
        Action.BOOK,
        Action.MARK_PAID,
    }
)
_FIELDS = frozenset({Action.CORRECT, Action.RECODE})

#: Notes name a line's values as the line does; people know two of them by other words.
_KNOWN_AS = {"paid": "total", "spent_on": "date"}

#: Of no interest to those who decide: how the claim came together, and what the product does in between.
_QUIET = frozenset({Action.ADD, Action.READ, Action.DESCRIBE, Action.START_POSTING})


def latest_words(reader: Reader) -> list[str]:
    """The reason of a refusal, an open question or the latest answer, the ERP's own text, a wish to reverse."""
    claim, say = reader.claim, reader.say
    words = []
    last = claim.last
    back = _latest(reader, Action.SEND_BACK)
    if claim.state is State.SENT_BACK and back:
        words.append(say("sent-back-by", name=reader.acted(back.by, back.on_behalf), words=back.note))
    words += _parts(reader)
    if claim.state is State.REJECTED and last is not None:
        words.append(say("rejected-by", name=reader.acted(last.by, last.on_behalf), words=last.note))
    if claim.state in WAITING or claim.state is State.APPROVED:
        words += _talk(reader)
    if claim.failure and not (claim.alarmed and reader.own):
        words.append(say("failure-of-erp", text=claim.failure))
    asked = _latest(reader, Action.ASK_REVERSAL)
    if claim.state is State.POSTED and claim.reversal_asked_by and asked and not reader.own:
        words.append(say("next-confirm_reversal", name=reader.name(asked.by), words=asked.note))
    return words


def reminded(reader: Reader) -> list[str]:
    """When the claimant last reminded somebody, and whom."""
    last = reader.claim.reminder
    return [reader.say("reminded-last", name=reader.name(last.note), at=reader.moment(last.at))] if last else []


def _latest(reader: Reader, action: Action) -> Happened | None:
    """The latest entry of this action."""
    return next((entry for entry in reversed(reader.claim.history) if entry.action is action), None)


def _parts(reader: Reader) -> list[str]:
    """Since the claim was last submitted: which lines went elsewhere, or where these come from."""
    claim = reader.claim
    found: dict[str, str] = {}
    for entry in claim.history if claim.state in WAITING | {State.APPROVED, State.SENT_BACK} else ():
        if entry.action is Action.SUBMIT:
            found.clear()
        elif entry.action is Action.SEND_BACK_LINES:
            key = "lines-from" if entry.before is State.DRAFT else "lines-gone"
            values = {"name": reader.acted(entry.by, entry.on_behalf), "other": entry.other, "words": entry.note}
            found[entry.other] = reader.say(key, **values)
        elif entry.action is Action.TAKE_BACK:
            found.pop(entry.other, None)
    return list(found.values())


def _talk(reader: Reader) -> list[str]:
    """Questions and answers since the claim was last submitted."""
    talk: list[str] = []
    for entry in reversed(reader.claim.history):
        if entry.action is Action.SUBMIT:
            break
        if entry.action in (Action.ASK, Action.ANSWER):
            key = "question-by" if entry.action is Action.ASK else "answer-by"
            talk.append(reader.say(key, name=reader.acted(entry.by, entry.on_behalf), words=entry.note))
    return talk[::-1]


def route_section(reader: Reader) -> Section | None:
    """Who approved when, who is waited for since when, and who comes after."""
    claim, say = reader.claim, reader.say
    current, facts = claim.waiting_for, []
    since = reader.since(claim.last.at) if claim.last else ""
    for step in claim.route:
        if step.approved_at is None and current is None:
            continue  # sent back or rejected before it came to this level
        name = reader.acted(step.approved_by, step.approver) if step.approved_by else reader.name(step.approver)
        if step.approved_at is not None:
            value = say("route-approved", name=name, at=reader.moment(step.approved_at))
        elif step is current:
            value = say("route-waiting", name=name, since=since)
        else:
            value = say("route-next", name=name)
        facts.append(Fact(reader.level(step.level), value, "sure" if step.approved_at else ""))
    if claim.state is State.APPROVED:
        facts.append(Fact(say("role-bookkeeper"), say("check-waiting", since=since)))
    elif claim.state not in EDITABLE and (checked := _checked(reader)):
        value = say("route-checked", name=reader.name(checked.by), at=reader.moment(checked.at))
        facts.append(Fact(say("role-bookkeeper"), value, "sure"))
    if answer := claim.period_answer:
        months = ", ".join(months_of(claim.spent_until(answer.until)))
        value = say(f"period-{answer.action}", months=months, account=reader.company.account_titled(answer.account))
        facts.append(
            Fact(
                say("period"), say("period-said", name=reader.name(answer.by), at=reader.moment(answer.at), what=value)
            )
        )
    return Section(say("route"), tuple(facts)) if facts else None


def _checked(reader: Reader) -> Happened | None:
    """The bookkeeper's check since the last decision of an approver."""
    for entry in reversed(reader.claim.history):
        if entry.action in (Action.CHECK, Action.FIX_AND_POST, Action.POST_NEXT, Action.ACCRUE):
            return entry
        if entry.action in (Action.APPROVE, Action.TAKE_BACK, Action.SUBMIT):
            return None
    return None


def history_section(reader: Reader) -> Section | None:
    """The latest entries, the newest last."""
    entries = [entry for entry in reader.claim.history if entry.action not in _QUIET]
    if not entries:
        return None
    notes = [_entry(reader, entry) for entry in entries[-SHOWN:]]
    if earlier := len(entries) - len(notes):
        notes.insert(0, reader.say("history-more", count=earlier))
    return Section(reader.say("history"), notes=tuple(notes))


def _entry(reader: Reader, entry: Happened) -> str:
    what = reader.say(f"happened-{entry.action}", line=entry.line, other=entry.other)
    words = entry.note if entry.action in _WORDS else ""
    if entry.action in _FIELDS and entry.note:
        names = entry.note.replace(",", " ").split()
        words = reader.fields(tuple(_KNOWN_AS.get(name, name) for name in names))
    if entry.action in (Action.REROUTE, Action.REMIND) and entry.note:
        words = reader.name(entry.note)
    values = {"at": reader.moment(entry.at), "name": reader.acted(entry.by, entry.on_behalf), "what": what}
    return reader.say("history-entry-words", **values, words=words) if words else reader.say("history-entry", **values)
