"""The bookkeeper's desk: one list of what waits for them, a row a claim, with what has to be looked at. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.claims.claim import Claim
from bot.claims.company import Company
from bot.claims.line import UNDECIDED, Line
from bot.claims.masters import Masters
from bot.claims.originals import Papers
from bot.claims.people import Employee, People
from bot.claims.periods import Question, question_of, released_as
from bot.claims.policy import WARNINGS, Finding
from bot.claims.rights import allowed
from bot.claims.states import Action, State
from bot.views.lines import finding_text
from bot.views.reader import Reader, paper_awaited, period_asked, target

#: Why a claim is on the desk: to be checked, asked about a closed period, refused by the ERP, an alarm, a reversal that
#: needs a second person.
Kind = Literal["check", "period", "mend", "alarm", "reversal"]

#: Codes of a line that can be corrected on the desk, and the tax.
CODING = ("account", "tax", "tax_code", "cost_centre")

_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class DeskField:
    """One thing of a line that can be corrected: what stands there, what that is called, what is wrong with it."""

    name: str  # such as `account.2` for line 2
    label: str
    value: str
    title: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A line: what it is, what was found about it, and its coding where the viewer may change that."""

    title: str
    amount: str
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    fields: tuple[DeskField, ...]


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A claim. `ready`: it could be posted as it is; `plain`: and nothing about it asks for a look.

    `asked` is the question about a closed period; `releases` are the ways of releasing it that are offered.
    """

    kind: Kind
    reference: str
    target: str
    name: str
    amount: str
    purpose: str
    why: str
    since: str
    warnings: tuple[str, ...]
    lines: tuple[DeskLine, ...]
    actions: tuple[Action, ...]
    ready: bool
    plain: bool
    asked: tuple[str, ...] = ()
    releases: tuple[Action, ...] = ()
    paper: str = ""
    opened: bool = False


def kind_of(claim: Claim, question: Question | None = None) -> Kind:
    """Why it is on the desk."""
    if claim.alarmed:
        return "alarm"
    if claim.state is State.POSTED:
        return "reversal"
    if claim.state is State.POSTING_FAILED:
        return "mend"
    return "check" if question is None else "period"


def desk_row(
    claim: Claim,
    viewer: Employee,
    people: People,
    company: Company,
    findings: Sequence[Finding],
    masters: Masters,
    today: date,
    errors: Mapping[str, str] = _NONE,
    values: Mapping[str, str] = _NONE,
    papers: Papers = Papers(),  # noqa: B008
) -> DeskRow:
    """A claim as a row for this viewer; `values` and `errors` (wording keys) by field are what came back from them."""
    reader = Reader(claim, viewer, people, company, today)
    rights = allowed(claim, viewer)
    question = question_of(claim, company)
    kind = kind_of(claim, question)
    ready = kind == "check" and Action.CHECK in rights and not claim.unsettled()
    ready = ready and not (company.originals_first and papers.awaited)
    on_claim = [finding_text(reader, one) for one in findings if one.line_id is None]
    coding = masters if Action.RECODE in rights else None
    return DeskRow(
        kind=kind,
        reference=claim.reference,
        target=target(claim),
        name=reader.name(claim.claimant),
        amount=reader.money(claim.approved),
        purpose=claim.purpose,
        why=_why(reader, kind),
        since=reader.since(claim.last.at) if claim.last else "",
        warnings=tuple(on_claim),
        lines=tuple(_line(reader, line, findings, coding, errors, values) for line in claim.lines),
        actions=tuple(one for one in _PRESSED if one in rights),
        asked=period_asked(reader, question) if question else (),
        releases=tuple(one for one in _RELEASES if one in rights and released_as(one, question)),
        paper=" ".join(paper_awaited(reader, papers)),
        ready=ready,
        plain=ready and not findings and claim.question is None,
        opened=bool(errors or values) or kind == "mend" or bool(claim.unsettled()),
    )


#: What releases a claim to the ERP, first things first.
_RELEASES = (Action.CHECK, Action.FIX_AND_POST, Action.POST_NEXT, Action.ACCRUE)

#: What is pressed on a row, beside correcting it.
_PRESSED = (
    Action.LOOK_AGAIN,
    Action.CONFIRM_REVERSAL,
    Action.DROP_REVERSAL,
)


def _why(reader: Reader, kind: Kind) -> str:
    claim, say = reader.claim, reader.say
    if kind in ("mend", "alarm"):
        return say("failure-of-erp", text=claim.failure)
    if kind == "reversal":
        asked = next((one for one in reversed(claim.history) if one.action is Action.ASK_REVERSAL), None)
        words = asked.note if asked else ""
        return say("next-confirm_reversal", name=reader.name(claim.reversal_asked_by), words=words)
    if claim.question is not None:
        return say("question-by", name=reader.name(claim.question.by), words=claim.question.note)
    return ""


def _line(
    reader: Reader,
    line: Line,
    findings: Sequence[Finding],
    masters: Masters | None,
    errors: Mapping[str, str],
    values: Mapping[str, str],
) -> DeskLine:
    mine = [one for one in findings if one.line_id == line.id]
    notes = [finding_text(reader, one) for one in mine if one.key not in WARNINGS]
    if said := reader.claim.explanation(line.id):
        notes.append(reader.say("explained-by", name=reader.name(reader.claim.claimant), words=said))
    what = [line.merchant or reader.kind(line), reader.day(line.spent_on) if line.spent_on else ""]
    what += [reader.category(line.category) if line.category else ""]
    return DeskLine(
        title=f"{line.id} · " + " · ".join(one for one in what if one),
        amount=reader.money(reader.claim.approved_amount(line)),
        notes=tuple(notes),
        warnings=tuple(finding_text(reader, one) for one in mine if one.key in WARNINGS),
        fields=() if masters is None else tuple(_fields(reader, line, masters, errors, values)),
    )


def _fields(
    reader: Reader, line: Line, masters: Masters, errors: Mapping[str, str], values: Mapping[str, str]
) -> list[DeskField]:
    undecided = line.tax_code == UNDECIDED
    standing = {
        "account": line.account,
        # What nobody has decided is not a tax of nothing.
        "tax": "" if undecided else str(line.tax),
        "tax_code": "" if undecided else line.tax_code,
        "cost_centre": line.cost_centre,
    }
    found = []
    for name, value in standing.items():
        field = f"{name}.{line.id}"
        label = reader.say("field-input_tax" if name == "tax" else f"field-{name}")
        error = errors.get(field, "")
        title = "" if name == "tax" else masters.of(name).get(value, "")
        if name == "tax" and undecided:
            title = reader.say("tax-ask")
        error = reader.say(error) if error and reader.wording.knows(error) else error
        found.append(DeskField(field, label, values.get(field, value), title, error))
    return found
