"""From a button or a filled form to the changed claim. Pure: the claim says who may, the table says when."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from bot.claims.claim import Claim
from bot.claims.company import Company, coded
from bot.claims.errors import ClaimError, Incomplete, NotAllowed
from bot.claims.line import BY_CLAIMANT, LONGEST_CODE, Line, Rate
from bot.claims.masters import UNKNOWN, Masters
from bot.claims.money import Money, digits, in_use
from bot.claims.people import Employee, People
from bot.claims.periods import released
from bot.claims.policy import Finding, unexplained
from bot.claims.rights import in_turn
from bot.claims.route import route
from bot.claims.states import Action, State
from bot.views import buttons
from bot.views.forms import LINES, amount_field


class Unfit(Exception):
    """Answers of a form that cannot be taken: wording keys by field. The form is shown again with them."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


#: What is nothing without words; a form that comes back without them is shown again.
_IN_WORDS = frozenset(
    {
        Action.EXPLAIN,
        Action.SEND_BACK,
        Action.SEND_BACK_LINES,
        Action.REJECT,
        Action.ASK,
        Action.ANSWER,
        Action.ASK_REVERSAL,
    }
)

#: What is said where they are not there, as far as it is no reason.
_WORDLESS: Mapping[str, str] = {
    Action.ASK: "words-missing-ask",
    Action.ANSWER: "words-missing-answer",
    Action.EXPLAIN: "words-missing-explain",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """Who did what to which line of a claim, with which answers (text, as the form gave them)."""

    action: str
    by: Employee
    at: datetime
    today: date
    line_id: int | None = None
    values: Mapping[str, str] | None = None
    reference: str = ""  # a new one, for lines that are sent back
    part: Claim | None = None  # what such lines became, when sending them back is taken back
    # Of the policy, when it is submitted or explained; when a rejection is taken back, those since.
    findings: Sequence[Finding] = ()
    awaited: Collection[int] = ()  # lines whose paper posting waits for
    receipts: Sequence[Line] = ()  # the lines that a document with several receipts becomes, or the one it is
    masters: Masters = UNKNOWN  # what the books know, when a line is recoded


def decide(claim: Claim, decision: Decision, people: People, company: Company) -> Claim:
    """The claim after the decision; raises `ClaimError` (a refusal) or `Unfit` (answers to be mended)."""
    by, at, values = decision.by, decision.at, decision.values or {}
    words = values.get("words", "")
    if decision.action in _IN_WORDS and not words.strip():
        raise Unfit({"words": _WORDLESS.get(decision.action, "words-missing")})
    match decision.action:
        case Action.SUBMIT:
            # Problems of the claim are said before problems of the route.
            if problems := claim.problems():
                raise problems[0]
            if claim.currency != company.currency:
                # The company's changed since: levels and limits in the new one say nothing about amounts in the old.
                raise Incomplete("other-currency", reference=claim.reference, old=claim.currency, new=company.currency)
            if twin := unexplained(claim, decision.findings):
                raise Incomplete("twin-unexplained", line=twin.line_id)
            steps = route(claim.claimant, claim.claimed, decision.today, company.levels, people)
            return claim.submit(by, at, coded(claim, people[claim.claimant], company), steps)
        case Action.ADD:
            return claim.add(by, at)
        case Action.CORRECT:
            line = line_of(claim, decision.line_id)
            changed, names = _corrected(line, values, claim.currency, company, decision.today)
            return claim.correct(by, at, changed, ", ".join(names))
        case Action.REMOVE:
            return claim.remove(by, at, line_of(claim, decision.line_id).id)
        case Action.RESTORE:
            if decision.line_id is None:
                raise ClaimError("which-line")
            return claim.restore(by, at, decision.line_id)
        case Action.SPLIT | Action.JOIN:
            if not decision.receipts:
                # What was read is not here any more.
                raise claim.overtaken(decision.action)
            first, *others = decision.receipts
            return claim.split(by, at, first, others) if decision.action == Action.SPLIT else claim.join(by, at, first)
        case Action.CANCEL_READING:
            return claim.cancel_reading(by, at, line_of(claim, decision.line_id).id)
        case Action.CATEGORISE:
            return claim.categorise(by, at)
        case Action.CONFIRM:
            return claim.confirm(by, at)
        case Action.DESCRIBE:
            return claim.describe(by, at, values.get("purpose", ""))
        case Action.EXPLAIN:
            line = line_of(claim, decision.line_id)
            seen = (one for one in decision.findings if one.line_id == line.id and one.key.startswith("twin-"))
            twins = [str(one.values["reference"]) for one in seen]
            return claim.explain(by, at, line.id, words, *twins[:1])
        case Action.WITHDRAW:
            return claim.withdraw(by, at)
        case Action.REMIND:
            reminded = claim.remind(by, at)
            if not in_turn(reminded, people):
                step = reminded.waiting_for
                name = people[step.approver].name if step is not None and step.approver in people else ""
                raise Incomplete("nobody-to-remind", reference=claim.reference, name=name)
            return reminded
        case Action.APPROVE:
            return _approved(claim, decision, company, {})
        case buttons.APPROVE_LESS:
            return _approved(claim, decision, company, _amounts(claim, values))
        case Action.SEND_BACK | Action.SEND_BACK_LINES:
            if lines := parted(claim, decision):
                return claim.send_back_lines(by, at, lines, words, decision.reference)
            return claim.send_back(by, at, words)
        case Action.REJECT:
            return claim.reject(by, at, words)
        case Action.ASK:
            return claim.ask(by, at, words)
        case Action.ANSWER:
            return claim.answer(by, at, words)
        case Action.TAKE_BACK:
            if claim.state is State.REJECTED and decision.findings:
                # While it was rejected its receipts were claimed again: now two would be paid.
                twin = decision.findings[0]
                raise NotAllowed("twin-meanwhile", line=twin.line_id, other=twin.values["reference"])
            return claim.take_back(by, at, decision.part)
        case Action.REROUTE:
            if values.get("approver", "") not in people:
                raise Unfit({"approver": "wrong-choice"})
            return claim.reroute(by, at, people[values["approver"]])
        case Action.RECODE:
            line = line_of(claim, decision.line_id)
            return claim.recode(by, at, _recoded(line, values, claim.currency, decision.masters))
        case Action.CHECK | Action.FIX_AND_POST | Action.POST_NEXT | Action.ACCRUE:
            return released(claim, Action(decision.action), by, at, company, decision.awaited)
        case Action.LOOK_AGAIN:
            return claim.look_again(by, at)
        case Action.ASK_REVERSAL:
            return claim.ask_reversal(by, at, words)
        case Action.MARK_PAID:
            return claim.mark_paid(by, at, _paid_on(values, decision.today))
        case Action.DROP_REVERSAL:
            return claim.drop_reversal(by, at)
        case Action.CONFIRM_REVERSAL:
            return claim.confirm_reversal(by, at)
        case Action.REOPEN:
            return claim.reopen(by, at)
        case _:
            raise ClaimError("unknown-button")


def _paid_on(values: Mapping[str, str], today: date) -> date:
    try:
        on = date.fromisoformat(values.get("date", "").strip())
    except ValueError:
        raise Unfit({"date": "wrong-date"}) from None
    if on > today:
        raise Unfit({"date": "wrong-future"})
    return on


def demand_form(claim: Claim, action: str, by: Employee, line_id: int | None) -> None:
    """Raise what refuses this person the form of an action (one of `OPENS`) now."""
    claim.demand(Action.APPROVE if action == buttons.APPROVE_LESS else Action(action), by)
    if action in buttons.ON_LINE:
        line_of(claim, line_id)


def parted(claim: Claim, decision: Decision) -> frozenset[int]:
    """The lines that are sent back alone; empty where the claim is sent back whole: no line named, or every one."""
    if decision.action == Action.SEND_BACK_LINES:
        return frozenset({line_of(claim, decision.line_id).id})
    if decision.action != Action.SEND_BACK:
        return frozenset()
    named = [one for one in (decision.values or {}).get(LINES, "").split(",") if one.strip()]
    if not all(one.strip().isascii() and one.strip().isdecimal() and len(one.strip()) < 10 for one in named):
        raise Unfit({LINES: "wrong-choice"})
    lines = frozenset(claim.line(int(one)).id for one in named)
    return lines if len(lines) < len(claim.lines) else frozenset()


def line_of(claim: Claim, line_id: int | None) -> Line:
    """The line that a decision is about."""
    if line_id is None:
        raise ClaimError("which-line")
    return claim.line(line_id)


def _approved(claim: Claim, decision: Decision, company: Company, amounts: Mapping[int, Decimal]) -> Claim:
    by, at = decision.by, decision.at
    approved = claim.approve(by, at, amounts=amounts)
    if not approved.approved.amount:
        raise Incomplete("nothing-approved")
    if company.needs_check(approved) or decision.awaited:
        return approved
    return claim.approve(by, at, check=False, amounts=amounts)


def _amounts(claim: Claim, values: Mapping[str, str]) -> dict[int, Decimal]:
    lowered: dict[int, Decimal] = {}
    for line in claim.lines:
        name = amount_field(line.id)
        given = values.get(name, "").strip()
        if not given:
            continue
        amount, most = amount_of(given, claim.currency, name), claim.approved_amount(line).amount
        if amount > most:
            raise Unfit({name: "wrong-above-claimed"})
        if amount != most:
            lowered[line.id] = amount
    return lowered


_AMOUNT = re.compile(r"(\d{1,12}|\d{1,3}(,\d{3}){1,3})(\.\d{1,6})?", re.ASCII)
_SIGNS = "¥$€£元圆块 \t"


def amount_of(text: str, currency: str, name: str) -> Decimal:
    """An amount as people write it: `88.5`, `1,180.00`, `¥88`, `88元`; raises `Unfit` under the field's name."""
    plain = unicodedata.normalize("NFKC", text).replace("。", ".").strip(_SIGNS)
    # `1,50` may mean one and a half or a mistake: only commas between thousands are read.
    if not _AMOUNT.fullmatch(plain):
        raise Unfit({name: "wrong-amount"})
    amount = Decimal(plain.replace(",", ""))
    if amount != round(amount, digits(currency)):
        raise Unfit({name: "wrong-digits"})
    return amount


def _corrected(
    line: Line, values: Mapping[str, str], currency: str, company: Company, today: date
) -> tuple[Line, list[str]]:
    """The line with the given fields; what a person gave or left standing in the form is not unsure any more."""
    errors: dict[str, str] = {}
    changes: dict[str, object] = {}
    unit = values.get("currency", "").strip().upper() or (line.paid.currency if line.paid else currency)
    if not in_use(unit, today):
        errors["currency"], unit = "wrong-currency", currency
    if given := values.get("total", "").strip() or (format(line.paid.amount, "f") if line.paid else ""):
        try:
            changes["paid"] = Money(amount_of(given, unit, "total"), unit)
        except Unfit as unfit:
            errors |= unfit.errors
    if given := values.get("date", "").strip():
        try:
            changes["spent_on"] = date.fromisoformat(given)
        except ValueError:
            errors["date"] = "wrong-date"
    if "merchant" in values:
        changes["merchant"] = values["merchant"].strip()
    if given := values.get("category", "").strip():
        if given in {category.code for category in company.categories}:
            changes["category"] = given
        else:
            errors["category"] = "wrong-choice"
    if given := values.get("rate", "").strip():
        try:
            # One that was left standing in the form keeps its day and source.
            if (value := _rate_of(given)) != (line.rate.value if line.rate else None):
                on = changes.get("spent_on", line.spent_on) or today
                changes["rate"] = Rate(value, on, BY_CLAIMANT)  # type: ignore[arg-type]
        except ValueError:
            errors["rate"] = "wrong-rate"
    if errors:
        raise Unfit(errors)
    if changes.get("category", line.category) != line.category:
        changes["account"] = ""  # worked out again for the new category
    corrected = replace(line, reading="read", problem="", unsure=line.unsure - set(values), **changes)  # type: ignore[arg-type]
    names = [
        name for name in ("paid", "spent_on", "merchant", "category") if getattr(line, name) != getattr(corrected, name)
    ]
    return corrected, names


_RATE = re.compile(r"\d{1,8}(\.\d{1,10})?", re.ASCII)


def _rate_of(text: str) -> Decimal:
    """A rate as a plain decimal: no signs, exponents or commas. Its bounds are the rate's own matter."""
    plain = unicodedata.normalize("NFKC", text)
    if not _RATE.fullmatch(plain):
        raise ValueError(text)
    return Decimal(plain)


def _recoded(line: Line, values: Mapping[str, str], currency: str, masters: Masters) -> Line:
    tax = amount_of(values["tax"], currency, "tax") if values.get("tax", "").strip() else line.tax
    codes = ("account", "tax_code", "cost_centre")
    given = {name: values[name].strip() for name in codes if name in values}
    # One that the books do not have would only come back from there.
    strange = [name for name, code in given.items() if code and masters.of(name) and code not in masters.of(name)]
    long = [name for name, code in given.items() if len(code) > LONGEST_CODE]
    if errors := dict.fromkeys(strange, "wrong-choice") | dict.fromkeys(long, "wrong-long"):
        raise Unfit(errors)
    return replace(
        line,
        account=given.get("account", line.account),
        cost_centre=given.get("cost_centre", line.cost_centre),
        tax=tax,
        # A tax that a person gave is not asked any more.
        tax_code=given.get("tax_code", line.tax_code),
    )
