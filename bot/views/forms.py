"""What is asked before an action, as a form. Answers come back as text under the same action and target."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.chat.card import Form, FormField
from bot.claims.claim import Claim
from bot.claims.company import Company
from bot.claims.line import UNDECIDED, Line
from bot.claims.masters import UNKNOWN, Masters
from bot.claims.people import Employee, People
from bot.claims.rights import may
from bot.claims.route import can_approve
from bot.claims.states import Action
from bot.views.buttons import APPROVE_LESS
from bot.views.reader import Reader, target

_NONE: Mapping[str, str] = {}


def form_for(
    claim: Claim,
    action: str,
    viewer: Employee,
    company: Company,
    line_id: int | None = None,
    errors: Mapping[str, str] = _NONE,
    values: Mapping[str, str] = _NONE,
    people: People | None = None,
    masters: Masters = UNKNOWN,
    today: date | None = None,
) -> Form:
    """The form of an action; `KeyError` where none is needed.

    `values` (by field) are shown instead of what the claim has, so that nothing entered is lost; `errors` (by field)
    are wording keys such as `wrong-amount`, or sentences. `people` gives names, and the choice when rerouting;
    `masters` what there is to choose from when recoding.
    """
    reader = Reader(claim, viewer, people or People(()), company, today)
    asking = Asking(reader, errors, values, masters)
    if action in _ON_LINE:
        if line_id is None:
            raise KeyError(f"{action} needs a line")
        title, fields = _ON_LINE[action](asking, claim.line(line_id))
        return Form(str(action), target(claim, line_id), title, _send(reader, action), fields)
    title, fields = _ON_CLAIM[action](asking)
    return Form(str(action), target(claim), title, _send(reader, action), fields)


@dataclass(frozen=True, slots=True)
class Asking:
    """The reader with what they entered before and what was wrong with it."""

    reader: Reader
    errors: Mapping[str, str]
    values: Mapping[str, str]
    masters: Masters = UNKNOWN

    def field(self, name: str, label: str, value: str = "", kind: str = "text", **more: object) -> FormField:
        """One field, with the earlier answer and its error."""
        error = self.errors.get(name, "")
        if error and self.reader.wording.knows(error):
            error = self.reader.say(error)
        return FormField(name, label, kind, self.values.get(name, value), error=error, **more)  # type: ignore[arg-type]

    def named(self, name: str, value: str = "", kind: str = "text", **more: object) -> FormField:
        """One field with the word that it has everywhere."""
        return self.field(name, self.reader.say(f"field-{name}"), value, kind, **more)


def _send(reader: Reader, action: str) -> str:
    saves = action in (Action.CORRECT, Action.DESCRIBE, Action.EXPLAIN, Action.RECODE)
    return reader.say("send-save" if saves else f"action-{action}")


Asked = tuple[str, tuple[FormField, ...]]


def _correct(asking: Asking, line: Line) -> Asked:
    reader = asking.reader
    currency = asking.values.get("currency") or (line.paid.currency if line.paid else reader.claim.currency)
    categories = tuple((category.code, reader.category(category.code)) for category in reader.company.categories)
    fields = [
        asking.named("merchant", line.merchant, required=False),
        asking.named("total", str(line.paid.amount) if line.paid else "", "amount"),
        asking.named("currency", currency),
        asking.named("date", line.spent_on.isoformat() if line.spent_on else "", "date"),
        asking.named("category", line.category, "choice", choices=categories),
    ]
    if currency != reader.claim.currency:
        # The claimant gives the one they paid.
        label = reader.say("ask-rate", **{"from": currency, "to": reader.claim.currency})
        fields.append(asking.field("rate", label, str(line.rate.value) if line.rate else "", "amount"))
    return reader.say("form-correct", line=line.id), tuple(fields)


def _recode(asking: Asking, line: Line) -> Asked:
    reader = asking.reader
    label = reader.say("field-input_tax")
    fields = (
        _code(asking, "account", line.account),
        asking.field("tax", label, str(line.tax), "amount"),
        _code(asking, "tax_code", "" if line.tax_code == UNDECIDED else line.tax_code, required=False),
        _code(asking, "cost_centre", line.cost_centre, required=False),
    )
    return reader.say("form-recode", line=line.id), fields


def _code(asking: Asking, name: str, value: str, *, required: bool = True) -> FormField:
    """A code, chosen by it and its name where the books have said which there are."""
    known = asking.masters.of(name)
    if not known:
        return asking.named(name, value, required=required)
    choices = [] if required else [("", asking.reader.say("choice-none"))]
    choices += [(code, f"{code} {title}".strip()) for code, title in known.items()]
    return asking.named(name, value, "choice", choices=tuple(choices), required=required)


def _explain(asking: Asking, line: Line) -> Asked:
    reader = asking.reader
    title = reader.say("form-explain", line=line.id)
    field = asking.field("words", reader.say("ask-explanation"), reader.claim.explanation(line.id), kind="words")
    return title, (field,)


def _send_back_lines(asking: Asking, line: Line) -> Asked:
    reader = asking.reader
    title = reader.say("form-send_back_lines", line=line.id)
    return title, (asking.field("words", reader.say("ask-reason"), kind="words"),)


#: The name under which it is asked which lines are sent back.
LINES = "lines"


def _send_back(asking: Asking) -> Asked:
    reader = asking.reader
    fields = [asking.field("words", reader.say("ask-reason"), kind="words")]
    if may(reader.claim, Action.SEND_BACK_LINES, reader.viewer):
        choices = tuple((str(line.id), _line_in_short(reader, line)) for line in reader.claim.lines)
        fields.append(asking.field(LINES, reader.say("ask-lines"), kind="several", choices=choices, required=False))
    return reader.say("form-send_back", reference=reader.claim.reference), tuple(fields)


def _line_in_short(reader: Reader, line: Line) -> str:
    paid = reader.money(line.paid) if line.paid else ""
    return " · ".join(one for one in (str(line.id), line.merchant or reader.kind(line), paid) if one)


def _describe(asking: Asking) -> Asked:
    reader = asking.reader
    title = reader.say("form-describe", reference=reader.claim.reference)
    return title, (asking.field("purpose", reader.say("ask-purpose"), reader.claim.purpose),)


def _approve_less(asking: Asking) -> Asked:
    reader = asking.reader
    fields = []
    for line in reader.claim.lines:
        most = reader.claim.approved_amount(line)
        key, values = "ask-amount-nameless", {"line": line.id, "amount": most}
        if line.merchant:
            key, values = "ask-amount", {**values, "merchant": line.merchant}
        fields.append(asking.field(amount_field(line.id), reader.say(key, **values), str(most.amount), "amount"))
    return reader.say("form-approve_less"), tuple(fields)


def amount_field(line_id: int) -> str:
    """The name under which the approved amount of a line is asked."""
    return f"amount_{line_id}"


def _words(key: str, question: str) -> Callable[[Asking], Asked]:
    def asked(asking: Asking) -> Asked:
        title = asking.reader.say(key, reference=asking.reader.claim.reference)
        return title, (asking.field("words", asking.reader.say(question), kind="words"),)

    return asked


def _ask(asking: Asking) -> Asked:
    reader = asking.reader
    known = reader.claim.claimant in reader.people
    values = {"name": reader.name(reader.claim.claimant)} if known else {"reference": reader.claim.reference}
    title = reader.say("form-ask" if known else "form-ask-nameless", **values)
    return title, (asking.field("words", reader.say("ask-question"), kind="words"),)


def _answer(asking: Asking) -> Asked:
    reader, question = asking.reader, asking.reader.claim.question
    title = reader.say("form-answer", words=question.note if question else reader.claim.reference)
    return title, (asking.field("words", reader.say("ask-answer"), kind="words"),)


def _reroute(asking: Asking) -> Asked:
    reader = asking.reader
    title = reader.say("form-reroute", reference=reader.claim.reference)
    barred = {reader.claim.claimant, *(step.approver for step in reader.claim.route)}  # two levels are two people
    candidates = [one for one in reader.people.active() if can_approve(one) and one.number not in barred]
    choices = tuple((one.number, one.name) for one in candidates)
    if not choices:
        return title, (asking.field("approver", reader.say("ask-approver-number")),)
    return title, (asking.field("approver", reader.say("ask-approver"), kind="choice", choices=choices),)


def _mark_paid(asking: Asking) -> Asked:
    reader = asking.reader
    title = reader.say("form-mark_paid", reference=reader.claim.reference)
    today = reader.today.isoformat() if reader.today else ""
    return title, (asking.field("date", reader.say("field-paid_on"), today, "date"),)


_ON_LINE: Mapping[str, Callable[[Asking, Line], Asked]] = {
    Action.CORRECT: _correct,
    Action.EXPLAIN: _explain,
    Action.RECODE: _recode,
    Action.SEND_BACK_LINES: _send_back_lines,
}
_ON_CLAIM: Mapping[str, Callable[[Asking], Asked]] = {
    Action.DESCRIBE: _describe,
    APPROVE_LESS: _approve_less,
    Action.SEND_BACK: _send_back,
    Action.REJECT: _words("form-reject", "ask-reason"),
    Action.ASK: _ask,
    Action.ANSWER: _answer,
    Action.REROUTE: _reroute,
    Action.MARK_PAID: _mark_paid,
    Action.ASK_REVERSAL: _words("form-ask_reversal", "ask-reason"),
}
