"""What a claim 报销单 says as it stands: content, amounts, whose turn it is, what is missing. Pure, and only read.

What may be done to it is `claim.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.claims.errors import Changed, Incomplete
from bot.claims.line import UNDECIDED, Line
from bot.claims.money import Money, total
from bot.claims.route import Step
from bot.claims.states import WAITING, Action, Happened, State, rules_for


@dataclass(frozen=True, slots=True)
class PeriodAnswer:
    """What a bookkeeper said of expenses of the period that is closed up to `until`: `POST_NEXT`, or `ACCRUE` with the
    account that they were accrued on."""

    action: Action
    until: date
    account: str
    by: str
    at: datetime


#: After these an earlier answer counts no more.
_ASKS_ANEW = frozenset(
    {Action.SUBMIT, Action.APPROVE, Action.CHECK, Action.TAKE_BACK, Action.SEND_BACK, Action.ASK_PERIOD}
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim as it stands. `version` rises with every change; buttons carry it, so a late press is noticed."""

    reference: str
    claimant: str
    currency: str
    purpose: str = ""
    lines: tuple[Line, ...] = ()
    state: State = State.DRAFT
    version: int = 1
    next_line: int = 1
    route: tuple[Step, ...] = ()
    history: tuple[Happened, ...] = ()
    voucher_number: str = ""
    posted_on: date | None = None
    paid_on: date | None = None
    failure: str = ""  # the ERP's own text
    reversal_asked_by: str = ""
    reversal_confirmed_by: str = ""
    removed: tuple[Line, ...] = ()  # what can still be put back: part of nothing else, and gone once it is submitted

    @property
    def claimed(self) -> Money:
        """申请金额: sum of all lines whose amount is known."""
        return total((m for line in self.lines if (m := line.claimed(self.currency))), self.currency)

    @property
    def approved(self) -> Money:
        """核准金额: what the approvers so far left of it."""
        return total((self.approved_amount(line) for line in self.lines), self.currency)

    def approved_amount(self, line: Line) -> Money:
        """The lowest amount any approver left of the line; never above the claimed amount."""
        claimed = line.claimed(self.currency) or Money(Decimal(0), self.currency)
        cuts = [step.amounts[line.id] for step in self.route if line.id in step.amounts]
        return Money(min([claimed.amount, *cuts]), self.currency)

    @property
    def waiting_for(self) -> Step | None:
        """The step whose approver is to decide now."""
        if self.state not in WAITING:
            return None
        return next((step for step in self.route if step.approved_at is None), None)

    @property
    def last(self) -> Happened | None:
        """The latest entry of the history that is no question, answer or reminder: those change nothing."""
        talk = (Action.ASK, Action.ANSWER, Action.REMIND)
        return next((entry for entry in reversed(self.history) if entry.action not in talk), None)

    @property
    def entered(self) -> datetime | None:
        """When it came into the state it is in; None as long as it was in no other."""
        return next((entry.at for entry in reversed(self.history) if entry.before is not self.state), None)

    @property
    def posting_started(self) -> bool:
        """Whether the ERP may already have been asked: no decision is taken back any more."""
        asked = (Action.START_POSTING, Action.ALARM, Action.LOOK_AGAIN)
        return self.state is State.POSTING and self.last is not None and self.last.action in asked

    @property
    def alarmed(self) -> bool:
        """Whether the ERP holds something under the reference that is not exactly what was approved."""
        return self.state is State.POSTING and self.last is not None and self.last.action is Action.ALARM

    @property
    def discarded(self) -> bool:
        """Whether it was withdrawn as a draft that nobody had seen: then it has another word."""
        if self.state is not State.WITHDRAWN:
            return False
        ended = next((entry for entry in reversed(self.history) if entry.action is Action.WITHDRAW), None)
        return ended is not None and ended.before is State.DRAFT

    @property
    def as_sent_back(self) -> bool:
        """Whether these are lines of another claim that went back to the claimant, who has not touched them since."""
        last = self.history[-1] if self.history else None
        return self.state is State.SENT_BACK and last is not None and last.action is Action.SEND_BACK_LINES

    @property
    def given_back(self) -> bool:
        """Whether its lines were taken back to the claim that they had been sent back from: nothing is left of it."""
        return bool(self.history) and self.history[-1].action is Action.GIVE_BACK

    @property
    def marked_paid(self) -> date | None:
        """On which day the money went out, as a bookkeeper said of what is posted now; None where nobody has."""
        for entry in reversed(self.history):
            if entry.action is Action.MARK_PAID:
                return date.fromisoformat(entry.note)
            if entry.action is Action.BOOK:
                return None
        return None

    @property
    def period_answer(self) -> PeriodAnswer | None:
        """The answer about a closed period that the claim was released with; None where none counts."""
        for entry in reversed(self.history):
            if entry.action in (Action.POST_NEXT, Action.ACCRUE):
                until, _, account = entry.note.partition(" ")
                return PeriodAnswer(entry.action, date.fromisoformat(until), account, entry.by, entry.at)
            if entry.action in _ASKS_ANEW:
                return None
        return None

    @property
    def refused_day(self) -> date | None:
        """The posting date that the ERP refused last, since the claim was submitted."""
        for entry in reversed(self.history):
            if entry.action is Action.ASK_PERIOD and entry.note:
                return date.fromisoformat(entry.note)
            if entry.action is Action.SUBMIT:
                return None
        return None

    def spent_until(self, day: date | None) -> tuple[Line, ...]:
        """The lines that are to be booked and were spent up to this day; none for None."""
        return tuple(
            line
            for line in self.lines
            if day is not None
            and line.spent_on is not None
            and line.spent_on <= day
            and self.approved_amount(line).amount
        )

    def booked_on(self, line: Line) -> str:
        """The account the line is booked on: its own, or where it was accrued, the one that this was done on."""
        answer = self.period_answer
        late = answer is not None and line.spent_on is not None and line.spent_on <= answer.until
        return answer.account if answer is not None and late and answer.account else line.account

    @property
    def with_bookkeeper(self) -> bool:
        """Whether it is a bookkeeper's turn."""
        return self.state in (State.APPROVED, State.POSTING_FAILED) or self.alarmed

    @property
    def question(self) -> Happened | None:
        """提问: the question that still waits for the claimant's answer; those of an earlier round do not."""
        if not rules_for(self.state, Action.ANSWER):
            return None
        for entry in reversed(self.history):
            if entry.action in (Action.ANSWER, Action.SUBMIT):
                return None
            if entry.action is Action.ASK:
                return entry
        return None

    @property
    def reminder(self) -> Happened | None:
        """催办: the claimant's latest reminder; `note` is the number of the approver it went to."""
        return next((entry for entry in reversed(self.history) if entry.action is Action.REMIND), None)

    @property
    def without_category(self) -> tuple[Line, ...]:
        """The lines that were read, or not, and lack a category."""
        return tuple(line for line in self.lines if line.reading != "waiting" and not line.category)

    @property
    def category_for_all(self) -> str:
        """The category that was chosen last for a line, where several others still lack one; else empty."""
        if len(self.without_category) < 2:
            return ""
        chosen = (one for one in reversed(self.history) if one.action is Action.CORRECT and "category" in one.note)
        latest = next(chosen, None)
        return next((line.category for line in self.lines if latest and line.id == latest.line), "")

    @property
    def likely(self) -> bool:
        """Whether all is read, and some of it only likely."""
        return any(line.likely for line in self.lines) and all(line.reading != "waiting" for line in self.lines)

    def of_one_document(self, line: Line) -> tuple[Line, ...]:
        """The lines, with those that were removed, that the document of this one was split into; else it alone."""
        every = sorted((*self.lines, *self.removed), key=lambda one: one.id)
        same = tuple(one for one in every if one.document == line.document and one.receipt)
        return same if line.receipt else (line,)

    def splits(self, line: Line) -> bool:
        """Whether a line for the whole document may become one for each receipt in it: nobody has corrected it."""
        return line.several > 1 and not line.receipt and self._untouched(line)

    def joins(self, line: Line) -> bool:
        """Whether the claimant may say that it is one receipt: of the first of the lines that a document was split
        into, as long as all are here and nobody has corrected one; and of a line where that is still asked."""
        same = self.of_one_document(line)
        if line.receipt:
            return line is same[0] and len(same) == line.several and self._untouched(line)
        return self.splits(line) and not any(one.line == line.id and one.action is Action.JOIN for one in self.history)

    def _untouched(self, line: Line) -> bool:
        numbers = {one.id for one in self.of_one_document(line)}
        by_hand = (Action.CORRECT, Action.EXPLAIN)
        return not any(entry.line in numbers and entry.action in by_hand for entry in self.history)

    def line(self, line_id: int) -> Line:
        """The line with this id."""
        for line in self.lines:
            if line.id == line_id:
                return line
        raise Changed("line-gone", line=line_id)

    def explanation(self, line_id: int) -> str:
        """Why the line is right, in the claimant's words; empty when they have not said so."""
        said = (one.note for one in reversed(self.history) if one.action is Action.EXPLAIN and one.line == line_id)
        return next(said, "")

    def explained_twins(self, line_id: int) -> frozenset[str]:
        """The claims, by stem, of which the claimant has said why the line is on them too."""
        said = (one for one in self.history if one.action is Action.EXPLAIN and one.line == line_id)
        return frozenset(one.other for one in said if one.other)

    def stands_as_seen(self, action: str, version: int, line_id: int | None) -> bool:
        """Whether what an action is about stands as it did at `version`, on the card or form that it came from.

        What the claimant does to one line, or to the purpose, is not lost because something else on the claim changed
        meanwhile, such as another line that has been read. Every change raises the version and leaves one entry.
        """
        newer = self.version - version
        if newer <= 0:
            return newer == 0
        if all(entry.action is Action.REMIND for entry in self.history[-newer:]):
            # Whoever is reminded decides on the claim that they saw.
            return True
        if action in (Action.CORRECT, Action.REMOVE, Action.RESTORE, Action.CANCEL_READING):
            return not any(entry.line == line_id for entry in self.history[-newer:])
        if action in (Action.SPLIT, Action.JOIN):
            line = next((one for one in self.lines if one.id == line_id), None)
            numbers = {one.id for one in self.of_one_document(line)} if line else {line_id}
            return not any(entry.line in numbers for entry in self.history[-newer:])
        if action == Action.CATEGORISE:
            # What came in since may lack a category too.
            return all(entry.action in (Action.ADD, Action.READ) for entry in self.history[-newer:])
        if action == Action.DESCRIBE:
            return not any(entry.action is Action.DESCRIBE for entry in self.history[-newer:])
        return False

    def problems(self) -> tuple[Incomplete, ...]:
        """What stops the claim from being submitted, in the order a person would mend it."""
        found = []
        if not self.lines:
            found.append(Incomplete("no-lines"))
        for line in self.lines:
            if line.reading == "waiting":
                found.append(Incomplete("still-reading", line=line.id))
            elif gaps := line.missing(self.currency):
                found.append(Incomplete("line-incomplete", line=line.id, field=gaps[0]))
        if not self.purpose:
            found.append(Incomplete("no-purpose"))
        return tuple(found)

    def unsettled(self) -> tuple[Incomplete, ...]:
        """What the bookkeeper has to settle before the claim can be booked, line by line."""
        found = []
        for line in self.lines:
            if not line.account:
                found.append(Incomplete("no-account", line=line.id))
            if line.tax_code == UNDECIDED:
                found.append(Incomplete("tax-undecided", line=line.id))
            if line.tax > self.approved_amount(line).amount:
                found.append(Incomplete("tax-above-amount", line=line.id))
        return tuple(found)
