"""Claim 报销单: what one person asks to be paid back. The heart of the product, and pure.

Every method named like an `Action` returns a new claim with a higher version, or raises `ClaimError`. What may happen
is in `states.TABLE`; this file adds who may do it on this claim, and what it does. Times are parameters.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from bot.claims.deputies import day_of
from bot.claims.errors import Changed, ClaimError, Incomplete, NotAllowed
from bot.claims.line import CANCELLED, UNDECIDED, Line
from bot.claims.money import rounded
from bot.claims.people import Employee, Role
from bot.claims.rights import may, possible
from bot.claims.route import Step, can_approve
from bot.claims.standing import Standing
from bot.claims.states import IN_BOOKS, Action, Happened, State, rules_for


def stem_of(reference: str) -> str:
    """The reference without its -R suffix: what rows, cards and jobs of a claim point to, as it never changes."""
    return reference.partition("-R")[0]


@dataclass(frozen=True, slots=True)
class Claim(Standing):
    """One claim, and everything that can be done to it."""

    # Who may: see rights.py

    def demand(self, action: Action, by: Employee) -> None:
        """Raise what refuses this action to this person now: `Changed` when it is too late, else `NotAllowed`."""
        if not rules_for(self.state, action) or not possible(self, action):
            raise self.overtaken(action)
        if not may(self, action, by):
            own = by.number == self.claimant
            raise NotAllowed("not-on-own-claim" if own else "not-yours-to-decide", reference=self.reference)

    def overtaken(self, action: str) -> Changed:
        """What is said to somebody for whose action it is too late."""
        back = Action.TAKE_BACK
        begun = action == back and self.state in IN_BOOKS
        begun = begun and not (rules_for(self.state, back) and possible(self, back))
        return Changed("posting-begun" if begun else "claim-changed", reference=self.reference)

    def _product(self, action: Action) -> None:
        if not any(rule.role is Role.SYSTEM for rule in rules_for(self.state, action)) or not possible(self, action):
            raise Changed("claim-changed", reference=self.reference)

    def _next(
        self, action: Action, by: str, at: datetime, note: str = "", line: int = 0, other: str = "", **changes: object
    ) -> Claim:
        entry = Happened(at, by, action, self.state, note, line, other, self._in_place_of(action, by))
        changed = replace(self, version=self.version + 1, history=(*self.history, entry), **changes)  # type: ignore[arg-type]
        if not any(changed.state in rule.becomes for rule in rules_for(self.state, action)):
            raise AssertionError(f"{action} leads from {self.state} to {changed.state}, which the table does not know")
        return changed

    def _in_place_of(self, action: Action, by: str) -> str:
        """The approver for whom a deputy acts; empty where nobody stands in for anybody."""
        last, step = self.last, self.waiting_for
        if action is Action.TAKE_BACK and last is not None and last.by == by:
            return last.on_behalf
        decides = any(rule.role is Role.APPROVER for rule in rules_for(self.state, action))
        if action is Action.TAKE_BACK or not decides or step is None or step.approver == by:
            return ""
        return step.approver

    # The claimant

    def add(self, by: Employee, at: datetime, document: str | None = None) -> Claim:
        """A new line, for a document that is going to be read, or empty to be filled in by hand."""
        self.demand(Action.ADD, by)
        line = Line(self.next_line, document, "waiting" if document else "read", cost_centre=by.cost_centre)
        lines = (*self.lines, line)
        return self._next(Action.ADD, by.number, at, line=line.id, lines=lines, next_line=self.next_line + 1)

    def read(self, line: Line, at: datetime, others: Sequence[Line] = ()) -> Claim:
        """The product fills in what it read (or that it could not); the line keeps its id and document.

        Where that holds several receipts, `others` are new lines for the rest of them.
        """
        self._product(Action.READ)
        if self.line(line.id).reading == "read":
            # The job ran twice: what the claimant corrected in the meantime stays.
            raise Changed("claim-changed", reference=self.reference)
        if line.document != self.line(line.id).document:
            raise ValueError("a reading belongs to its own document")
        lines, following = self._apart(line, others)
        return self._next(Action.READ, "", at, line=line.id, lines=lines, next_line=following)

    def correct(self, by: Employee, at: datetime, line: Line, note: str = "") -> Claim:
        """The claimant changed a line, but not its account and tax; `note` names the fields for the history."""
        self.demand(Action.CORRECT, by)
        if line.paid is not None and line.paid.amount <= 0:
            raise Incomplete("amount-not-positive")
        old = self.line(line.id)
        if line.document != old.document:
            raise ValueError("a correction keeps the document")
        # The account belongs to what the line was before; for something else it is worked out again.
        account = old.account if (line.category, line.spent_on) == (old.category, old.spent_on) else ""
        line = replace(line, account=account, tax=old.tax, tax_code=old.tax_code)
        line = line.with_rate_that_fits(old, self.currency)
        return self._next(Action.CORRECT, by.number, at, note, line.id, lines=self._replaced(line))

    def remove(self, by: Employee, at: datetime, line_id: int) -> Claim:
        """Take a line out. It can be put back as it was until the claim is submitted."""
        self.demand(Action.REMOVE, by)
        gone = self.line(line_id)
        left = tuple(line for line in self.lines if line is not gone)
        return self._next(Action.REMOVE, by.number, at, line=line_id, lines=left, removed=(*self.removed, gone))

    def restore(self, by: Employee, at: datetime, line_id: int) -> Claim:
        """Put a removed line back in its place, with everything it had."""
        self.demand(Action.RESTORE, by)
        back = next((line for line in self.removed if line.id == line_id), None)
        if back is None:
            raise Changed("line-gone", line=line_id)
        left = tuple(line for line in self.removed if line is not back)
        return self._next(Action.RESTORE, by.number, at, line=line_id, lines=self._with(back), removed=left)

    def split(self, by: Employee, at: datetime, line: Line, others: Sequence[Line]) -> Claim:
        """The document of a line holds several receipts: it becomes the first of them, `others` are the rest."""
        self.demand(Action.SPLIT, by)
        if not self.splits(self.line(line.id)):
            raise Changed("claim-changed", reference=self.reference)
        lines, following = self._apart(line, others)
        return self._next(Action.SPLIT, by.number, at, line=line.id, lines=lines, next_line=following)

    def join(self, by: Employee, at: datetime, line: Line) -> Claim:
        """It is one receipt after all: the line as that, and no other one of its document."""
        self.demand(Action.JOIN, by)
        if not self.joins(old := self.line(line.id)):
            raise Changed("claim-changed", reference=self.reference)
        gone = {one.id for one in self.of_one_document(old)} - {line.id}
        left = tuple(one for one in self._replaced(line) if one.id not in gone)
        removed = tuple(one for one in self.removed if one.id not in gone)
        return self._next(Action.JOIN, by.number, at, line=line.id, lines=left, removed=removed)

    def _apart(self, line: Line, others: Sequence[Line]) -> tuple[tuple[Line, ...], int]:
        """The lines with this one replaced and others of its document behind them, and the number that is next."""
        if any(one.document != line.document for one in others):
            raise ValueError("receipts of one document")
        if [one.id for one in others] != list(range(self.next_line, self.next_line + len(others))):
            raise ValueError("a number is never given out twice")
        return (*self._replaced(line), *others), self.next_line + len(others)

    def cancel_reading(self, by: Employee, at: datetime, line_id: int) -> Claim:
        """Wait no longer for a line to be read: it is there to be filled in by hand."""
        self.demand(Action.CANCEL_READING, by)
        line = self.line(line_id)
        if line.reading != "waiting":
            raise self.overtaken(Action.CANCEL_READING)
        line = replace(line, reading="failed", problem=CANCELLED)
        return self._next(Action.CANCEL_READING, by.number, at, line=line_id, lines=self._replaced(line))

    def categorise(self, by: Employee, at: datetime) -> Claim:
        """Give every line without a category the one that was chosen last."""
        self.demand(Action.CATEGORISE, by)
        lacking, chosen = self.without_category, self.category_for_all
        lines = tuple(replace(line, category=chosen, account="") if line in lacking else line for line in self.lines)
        return self._next(Action.CATEGORISE, by.number, at, chosen, lines=lines)

    def confirm(self, by: Employee, at: datetime) -> Claim:
        """Say that everything marked as likely is right; what is missing stays missing."""
        self.demand(Action.CONFIRM, by)
        lines = tuple(replace(line, unsure=line.unsure - line.likely) for line in self.lines)
        return self._next(Action.CONFIRM, by.number, at, lines=lines)

    def describe(self, by: Employee, at: datetime, purpose: str) -> Claim:
        """Set the purpose."""
        self.demand(Action.DESCRIBE, by)
        return self._next(Action.DESCRIBE, by.number, at, purpose=purpose.strip())

    def explain(self, by: Employee, at: datetime, line_id: int, text: str, twin: str = "") -> Claim:
        """Say why a line is right that seems not to be: claimed twice, above a limit. Deciders read it on the line.

        `twin` is the claim on which it seems to be claimed already: of any other one nothing is said with this.
        """
        self.demand(Action.EXPLAIN, by)
        other = stem_of(twin)
        return self._next(Action.EXPLAIN, by.number, at, _words(text), line=self.line(line_id).id, other=other)

    def _with(self, *back: Line) -> tuple[Line, ...]:
        """The lines with these put back. Numbers count up and are kept: theirs is the order they had."""
        return tuple(sorted((*self.lines, *back), key=lambda line: line.id))

    def _replaced(self, line: Line) -> tuple[Line, ...]:
        self.line(line.id)
        return tuple(line if old.id == line.id else old for old in self.lines)

    def submit(self, by: Employee, at: datetime, lines: tuple[Line, ...], route: tuple[Step, ...]) -> Claim:
        """Send it to the first approver. `lines` are the claim's own with coding and tax worked out (`coding.py`)."""
        self.demand(Action.SUBMIT, by)
        if problems := self.problems():
            raise problems[0]
        if not route or any(step.approver == self.claimant for step in route):
            raise Incomplete("no-approver")
        if len(lines) != len(self.lines) or any(
            line.with_coding_of(own) != own for line, own in zip(lines, self.lines, strict=True)
        ):
            raise ValueError("submitting changes the coding and nothing else")
        # What was removed stays out: whoever decides sees all there is, and nothing comes in behind them.
        return self._next(
            Action.SUBMIT, by.number, at, state=State.SUBMITTED, lines=lines, removed=(), route=route, failure=""
        )

    def withdraw(self, by: Employee, at: datetime) -> Claim:
        """Take the whole claim back; a draft is discarded this way. It may be submitted again."""
        self.demand(Action.WITHDRAW, by)
        return self._next(Action.WITHDRAW, by.number, at, state=State.WITHDRAWN, route=())

    def remind(self, by: Employee, at: datetime) -> Claim:
        """Ask whoever decides now to look at it; once a day of the claimant's."""
        self.demand(Action.REMIND, by)
        if self.reminder is not None and day_of(by, self.reminder.at) == day_of(by, at):
            raise Incomplete("reminded-today", reference=self.reference)
        step = self.waiting_for
        return self._next(Action.REMIND, by.number, at, step.approver if step is not None else "")

    def answer(self, by: Employee, at: datetime, text: str) -> Claim:
        """Answer the open question; it is kept with the claim."""
        self.demand(Action.ANSWER, by)
        return self._next(Action.ANSWER, by.number, at, _words(text))

    def reopen(self, by: Employee, at: datetime) -> Claim:
        """Claim a reversed claim again, under the next suffix: the old reference stays with the reversed document."""
        self.demand(Action.REOPEN, by)
        stem, _, round_ = self.reference.partition("-R")
        # The coding may be what was wrong: it is worked out again.
        lines = tuple(replace(line, account="", tax=Decimal(0), tax_code="") for line in self.lines)
        return self._next(
            Action.REOPEN, by.number, at, state=State.DRAFT, reference=f"{stem}-R{int(round_ or 1) + 1}", route=(),
            lines=lines, voucher_number="", posted_on=None, paid_on=None, failure="",
            reversal_asked_by="", reversal_confirmed_by="",
        )  # fmt: skip

    # Approvers

    def approve(
        self, by: Employee, at: datetime, *, check: bool = True, amounts: Mapping[int, Decimal] | None = None
    ) -> Claim:
        """Approve at one's level. After the last level the claim waits for the bookkeeper, or where the company's
        rules ask for no `check`, is released to the ERP. `amounts` lowers lines, by id, in the claim's currency."""
        self.demand(Action.APPROVE, by)
        left = {line_id: rounded(amount, self.currency) for line_id, amount in (amounts or {}).items()}
        for line_id, amount in left.items():
            if not 0 <= amount <= self.approved_amount(self.line(line_id)).amount:
                raise ClaimError("approved-above-claimed", line=line_id)
        current = self.waiting_for
        deputy = "" if current is not None and current.approver == by.number else by.number
        decided = {"approved_at": at, "amounts": left, "approved_by": deputy}
        route = tuple(replace(s, **decided) if s is current else s for s in self.route)  # type: ignore[arg-type]
        approved = replace(self, route=route)
        more = any(step.approved_at is None for step in route)
        # What cannot be booked as it is, or whose tax may have shrunk with it, always goes past the bookkeeper.
        lowered = any(line.tax and approved.approved_amount(line) != line.claimed(self.currency) for line in self.lines)
        check = check or lowered or bool(approved.unsettled())
        state = State.IN_APPROVAL if more else State.APPROVED if check else State.POSTING
        return self._next(Action.APPROVE, by.number, at, route=route, state=state)

    def send_back(self, by: Employee, at: datetime, reason: str) -> Claim:
        """Back to the claimant, who may correct and submit again under the same reference."""
        self.demand(Action.SEND_BACK, by)
        return self._next(Action.SEND_BACK, by.number, at, _words(reason), state=State.SENT_BACK)

    def send_back_lines(
        self, by: Employee, at: datetime, line_ids: Collection[int], reason: str, reference: str
    ) -> Claim:
        """The rest, which goes on at the same level; these lines go back to the claimant as the claim `reference`.

        That one is `parts.sent_back_part`. All lines together are no part: that is `send_back`.
        """
        self.demand(Action.SEND_BACK_LINES, by)
        gone = {self.line(line_id).id for line_id in line_ids}
        left = tuple(line for line in self.lines if line.id not in gone)
        if not gone or not left:
            raise ValueError("some of the lines, and not all")
        return self._next(Action.SEND_BACK_LINES, by.number, at, _words(reason), other=reference, lines=left)

    def give_back(self, at: datetime) -> Claim:
        """Sending these lines back was taken back: they stand where they came from, and nothing is left of this."""
        self._product(Action.GIVE_BACK)
        return self._next(Action.GIVE_BACK, "", at, other=self.history[-1].other, state=State.WITHDRAWN, lines=())

    def reject(self, by: Employee, at: datetime, reason: str) -> Claim:
        """No; this claim ends."""
        self.demand(Action.REJECT, by)
        return self._next(Action.REJECT, by.number, at, _words(reason), state=State.REJECTED)

    def ask(self, by: Employee, at: datetime, text: str) -> Claim:
        """Ask the claimant; the claim goes on waiting for the decision."""
        self.demand(Action.ASK, by)
        return self._next(Action.ASK, by.number, at, _words(text))

    def take_back(self, by: Employee, at: datetime, part: Claim | None = None) -> Claim:
        """Undo one's own decision while it is the latest thing that happened and posting has not started.

        Where lines were sent back, `part` is the claim they became: untouched, it gives them back (`give_back`).
        """
        self.demand(Action.TAKE_BACK, by)
        last, route, lines, other = self.last, self.route, self.lines, ""
        if last is None:  # may() has looked; this is for the type checker
            raise Changed("claim-changed", reference=self.reference)
        if last.action is Action.APPROVE:
            latest = max(i for i, step in enumerate(route) if step.approved_at is not None)
            route = (
                *route[:latest],
                replace(route[latest], approved_at=None, amounts={}, approved_by=""),
                *route[latest + 1 :],
            )
        if last.action is Action.SEND_BACK_LINES:
            other = last.other
            if part is None or part.reference != other or not part.as_sent_back:
                raise Changed("part-changed", reference=self.reference, other=other)
            lines = self._with(*part.lines)
        return self._next(Action.TAKE_BACK, by.number, at, other=other, state=last.before, route=route, lines=lines)

    def reroute(self, by: Employee, at: datetime, approver: Employee) -> Claim:
        """An administrator asks someone else at the current level, because the approver has left or is away."""
        self.demand(Action.REROUTE, by)
        if approver.number == self.claimant:
            raise NotAllowed("not-on-own-claim", reference=self.reference)
        if not approver.active:
            raise Incomplete("approver-has-left", name=approver.name)
        if not can_approve(approver):
            raise Incomplete("approver-is-auditor", name=approver.name)
        if any(approver.number in (step.approver, step.approved_by) for step in self.route):
            # Two levels are two people.
            raise Incomplete("approver-asked-already", name=approver.name)
        current = self.waiting_for
        route = tuple(replace(s, approver=approver.number) if s is current else s for s in self.route)
        return self._next(Action.REROUTE, by.number, at, approver.number, route=route)

    # The bookkeeper

    def recode(self, by: Employee, at: datetime, line: Line, note: str = "") -> Claim:
        """Correct account, tax or cost centre of a line; what was paid stays as it is. The tax is decided by this."""
        self.demand(Action.RECODE, by)
        recoded = self.line(line.id).with_coding_of(line).with_tax(line.tax, self.currency)
        if not 0 <= recoded.tax <= self.approved_amount(recoded).amount:
            raise Incomplete("tax-above-amount", line=line.id)
        if recoded.tax_code == UNDECIDED:
            recoded = replace(recoded, tax_code="")
        return self._next(Action.RECODE, by.number, at, note, line.id, lines=self._replaced(recoded))

    def check(self, by: Employee, at: datetime) -> Claim:
        """Release to the ERP; every line needs an account and a decided tax."""
        self.demand(Action.CHECK, by)
        return self._released(Action.CHECK, by, at)

    def fix_and_post(self, by: Employee, at: datetime) -> Claim:
        """Release again, under the same reference, what the ERP refused."""
        self.demand(Action.FIX_AND_POST, by)
        return self._released(Action.FIX_AND_POST, by, at)

    def post_next(self, by: Employee, at: datetime, until: date) -> Claim:
        """Release what lies in a period closed up to `until`, to be posted in the next open one (`periods.py`)."""
        self.demand(Action.POST_NEXT, by)
        return self._released(Action.POST_NEXT, by, at, until.isoformat())

    def accrue(self, by: Employee, at: datetime, until: date, account: str) -> Claim:
        """Release it, with the lines of the closed period against what was accrued for them, on `account`."""
        self.demand(Action.ACCRUE, by)
        return self._released(Action.ACCRUE, by, at, f"{until.isoformat()} {account}")

    def look_again(self, by: Employee, at: datetime) -> Claim:
        """What was wrong in the ERP has been put right there: the product looks, and goes on from what it finds."""
        self.demand(Action.LOOK_AGAIN, by)
        return self._next(Action.LOOK_AGAIN, by.number, at, failure="")

    def _released(self, action: Action, by: Employee, at: datetime, note: str = "") -> Claim:
        if unsettled := self.unsettled():
            raise unsettled[0]
        return self._next(action, by.number, at, note, state=State.POSTING, failure="")

    def ask_reversal(self, by: Employee, at: datetime, reason: str) -> Claim:
        """Ask that the posted document be reversed; a second person has to agree."""
        self.demand(Action.ASK_REVERSAL, by)
        return self._next(Action.ASK_REVERSAL, by.number, at, _words(reason), reversal_asked_by=by.number, failure="")

    def mark_paid(self, by: Employee, at: datetime, on: date) -> Claim:
        """Say that the money went out on this day; the claim is paid once the books say so too."""
        self.demand(Action.MARK_PAID, by)
        if self.posted_on is not None and on < self.posted_on:
            raise Incomplete("paid-before-posted", reference=self.reference, on=on, posted=self.posted_on)
        return self._next(Action.MARK_PAID, by.number, at, on.isoformat())

    def drop_reversal(self, by: Employee, at: datetime) -> Claim:
        """Do not reverse after all."""
        self.demand(Action.DROP_REVERSAL, by)
        return self._next(Action.DROP_REVERSAL, by.number, at, reversal_asked_by="")

    def confirm_reversal(self, by: Employee, at: datetime) -> Claim:
        """The second person agrees; the product reverses in the ERP and then says so with `reverse`."""
        self.demand(Action.CONFIRM_REVERSAL, by)
        return self._next(Action.CONFIRM_REVERSAL, by.number, at, reversal_confirmed_by=by.number)

    # The product

    def start_posting(self, at: datetime) -> Claim:
        """Posting begins; from here on no decision is taken back."""
        self._product(Action.START_POSTING)
        return self._next(Action.START_POSTING, "", at)

    def ask_period(self, at: datetime, refused: date | None = None, text: str = "") -> Claim:
        """Back to the bookkeeper, with nothing booked: a line lies in a closed period, or the ERP `refused` the posting
        date (`text` is its own)."""
        self._product(Action.ASK_PERIOD)
        state = State.POSTING_FAILED if refused else State.APPROVED
        return self._next(Action.ASK_PERIOD, "", at, refused.isoformat() if refused else "", state=state, failure=text)

    def book(self, at: datetime, voucher_number: str, posted_on: date) -> Claim:
        """The ERP holds exactly what was approved, under this voucher number."""
        self._product(Action.BOOK)
        return self._next(
            Action.BOOK, "", at, voucher_number, state=State.POSTED, voucher_number=voucher_number, posted_on=posted_on
        )

    def fail(self, at: datetime, text: str) -> Claim:
        """The ERP refused and nothing was booked; `text` is its own."""
        self._product(Action.FAIL)
        return self._next(Action.FAIL, "", at, text, state=State.POSTING_FAILED, failure=text)

    def pay(self, at: datetime, paid_on: date) -> Claim:
        """The ERP says that the money is out."""
        self._product(Action.PAY)
        return self._next(Action.PAY, "", at, state=State.PAID, paid_on=paid_on)

    def alarm(self, at: datetime, text: str) -> Claim:
        """The ERP holds under the reference what was not approved; `text` says what. A person puts it right there."""
        self._product(Action.ALARM)
        return self._next(Action.ALARM, "", at, text, failure=text)

    def reverse(self, at: datetime) -> Claim:
        """The ERP holds a reversal of the document, by our order or by somebody's hand."""
        self._product(Action.REVERSE)
        return self._next(Action.REVERSE, "", at, state=State.REVERSED, failure="")

    def fail_reversal(self, at: datetime, text: str) -> Claim:
        """The ERP did not reverse: the document stands as it was, and the reversal may be asked for again."""
        self._product(Action.FAIL_REVERSAL)
        return self._next(
            Action.FAIL_REVERSAL, "", at, text, failure=text, reversal_asked_by="", reversal_confirmed_by=""
        )


def _words(text: str) -> str:
    """A reason, question or answer, without outer white space; an empty one is no answer to anybody."""
    if not text.strip():
        raise Incomplete("words-missing")
    return text.strip()
