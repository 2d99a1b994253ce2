"""The table state × action × role × next state. Everything a person or the product may do to a claim stands here.

`docs/states.md` is made from it. A pair that is not in the table cannot happen; who holds APPROVER on a claim, and
that nobody acts on their own claim in any role but CLAIMANT, is decided in `claim.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.claims.people import Role


class State(StrEnum):
    """Where a claim is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"  # waits for the first approver
    IN_APPROVAL = "in_approval"  # approved at least once, waits for the next level
    SENT_BACK = "sent_back"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"  # waits for the bookkeeper's check
    POSTING = "posting"  # released to the ERP; an unknown outcome is the posting's matter and stays here, an alarm too
    POSTING_FAILED = "posting_failed"  # the ERP refused: nothing was booked, a person must act
    POSTED = "posted"
    PAID = "paid"
    REVERSED = "reversed"


class Action(StrEnum):
    """What can be done; a method of `Claim` has the same name, and so has its button."""

    ADD = "add"
    READ = "read"
    CORRECT = "correct"
    REMOVE = "remove"
    RESTORE = "restore"
    SPLIT = "split"
    JOIN = "join"
    CANCEL_READING = "cancel_reading"
    CATEGORISE = "categorise"
    CONFIRM = "confirm"
    DESCRIBE = "describe"
    EXPLAIN = "explain"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    REMIND = "remind"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    SEND_BACK_LINES = "send_back_lines"
    GIVE_BACK = "give_back"
    REJECT = "reject"
    ASK = "ask"
    ANSWER = "answer"
    TAKE_BACK = "take_back"
    REROUTE = "reroute"
    RECODE = "recode"
    CHECK = "check"
    START_POSTING = "start_posting"
    BOOK = "book"
    FAIL = "fail"
    FIX_AND_POST = "fix_and_post"
    POST_NEXT = "post_next"
    ACCRUE = "accrue"
    ASK_PERIOD = "ask_period"
    ALARM = "alarm"
    LOOK_AGAIN = "look_again"
    MARK_PAID = "mark_paid"
    PAY = "pay"
    ASK_REVERSAL = "ask_reversal"
    DROP_REVERSAL = "drop_reversal"
    CONFIRM_REVERSAL = "confirm_reversal"
    REVERSE = "reverse"
    FAIL_REVERSAL = "fail_reversal"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Rule:
    """In `state`, someone in `role` may do `action`; the claim is in one of `becomes` afterwards."""

    state: State
    action: Action
    role: Role
    becomes: frozenset[State]


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of a claim's history: who did what when, with the words they gave, and the state before."""

    at: datetime
    by: str  # employee number; empty for the product itself
    action: Action
    before: State
    note: str = ""
    line: int = 0  # id of the line it is about; 0 where it is about the claim
    other: str = ""  # reference of the claim that lines went to, or came from; stem of the one that is explained
    on_behalf: str = ""  # the approver in whose place a deputy acted


#: States in which the claimant may still change the claim.
EDITABLE = frozenset({State.DRAFT, State.SENT_BACK, State.WITHDRAWN})

#: States in which an approver is waited for.
WAITING = frozenset({State.SUBMITTED, State.IN_APPROVAL})

#: States from which nothing has to happen any more.
ENDED = frozenset({State.REJECTED, State.WITHDRAWN, State.PAID, State.REVERSED})

#: The books have the claim, or are about to.
IN_BOOKS = frozenset({State.POSTING, State.POSTING_FAILED, State.POSTED, State.PAID, State.REVERSED})


def _rules() -> tuple[Rule, ...]:
    rules: list[Rule] = []

    def allow(states: frozenset[State], action: Action, role: Role, *becomes: State) -> None:
        # No `becomes` means that the state stays.
        rules.extend(Rule(state, action, role, frozenset(becomes) or frozenset({state})) for state in sorted(states))

    def only(*states: State) -> frozenset[State]:
        return frozenset(states)

    # The claimant builds the claim. A withdrawn one may be taken up again.
    lines = (Action.ADD, Action.CORRECT, Action.REMOVE, Action.RESTORE, Action.SPLIT, Action.JOIN)
    for action in (*lines, Action.CATEGORISE, Action.CONFIRM, Action.DESCRIBE, Action.EXPLAIN):
        allow(EDITABLE, action, Role.CLAIMANT)
    allow(EDITABLE, Action.READ, Role.SYSTEM)
    allow(EDITABLE, Action.CANCEL_READING, Role.CLAIMANT)
    allow(EDITABLE, Action.SUBMIT, Role.CLAIMANT, State.SUBMITTED)
    allow(only(State.DRAFT, State.SENT_BACK) | WAITING, Action.WITHDRAW, Role.CLAIMANT, State.WITHDRAWN)

    allow(WAITING, Action.REMIND, Role.CLAIMANT)

    # Approvers decide. Their latest decision can be taken back until posting has started.
    allow(WAITING, Action.APPROVE, Role.APPROVER, State.IN_APPROVAL, State.APPROVED, State.POSTING)
    allow(WAITING, Action.SEND_BACK, Role.APPROVER, State.SENT_BACK)
    # Lines go to a claim of their own, which begins as sent back; the rest goes on waiting here.
    allow(WAITING, Action.SEND_BACK_LINES, Role.APPROVER)
    allow(only(State.SENT_BACK), Action.GIVE_BACK, Role.SYSTEM, State.WITHDRAWN)
    allow(WAITING, Action.REJECT, Role.APPROVER, State.REJECTED)
    allow(WAITING, Action.ASK, Role.APPROVER)
    allow(WAITING | only(State.APPROVED), Action.ANSWER, Role.CLAIMANT)
    decided = WAITING | only(State.APPROVED, State.POSTING, State.SENT_BACK, State.REJECTED)
    allow(decided, Action.TAKE_BACK, Role.APPROVER, State.SUBMITTED, State.IN_APPROVAL)
    allow(only(State.POSTING, State.SENT_BACK), Action.TAKE_BACK, Role.BOOKKEEPER, State.APPROVED)
    allow(WAITING, Action.REROUTE, Role.ADMINISTRATOR)

    # The bookkeeper checks, corrects the coding and releases. What the ERP refused can be mended or sent back.
    to_check = only(State.APPROVED, State.POSTING_FAILED)
    allow(to_check, Action.RECODE, Role.BOOKKEEPER)
    allow(only(State.APPROVED), Action.CHECK, Role.BOOKKEEPER, State.POSTING)
    allow(only(State.APPROVED), Action.ASK, Role.BOOKKEEPER)
    allow(to_check, Action.SEND_BACK, Role.BOOKKEEPER, State.SENT_BACK)
    allow(only(State.POSTING_FAILED), Action.FIX_AND_POST, Role.BOOKKEEPER, State.POSTING)
    # An expense of a closed period is asked about, and each answer releases the claim (`periods.py`).
    for action in (Action.POST_NEXT, Action.ACCRUE):
        allow(to_check, action, Role.BOOKKEEPER, State.POSTING)

    # The product posts and watches the payment.
    allow(only(State.POSTING), Action.START_POSTING, Role.SYSTEM)
    # Closed before posting began, or refused by the ERP for its date.
    allow(only(State.POSTING), Action.ASK_PERIOD, Role.SYSTEM, State.APPROVED, State.POSTING_FAILED)
    allow(only(State.POSTING), Action.BOOK, Role.SYSTEM, State.POSTED)
    allow(only(State.POSTING), Action.FAIL, Role.SYSTEM, State.POSTING_FAILED)
    # Somebody says that the money is out; the books say whether it is.
    allow(only(State.POSTED), Action.MARK_PAID, Role.BOOKKEEPER)
    allow(only(State.POSTED), Action.PAY, Role.SYSTEM, State.PAID)

    # What the ERP holds and must not: someone puts it right there, and the product looks again.
    allow(only(State.POSTING), Action.ALARM, Role.SYSTEM)
    for role in (Role.BOOKKEEPER, Role.ADMINISTRATOR):
        allow(only(State.POSTING), Action.LOOK_AGAIN, role)

    # A reversal takes two people; the same claim may then be claimed again under the next suffix.
    allow(only(State.POSTED), Action.ASK_REVERSAL, Role.BOOKKEEPER)
    for role in (Role.BOOKKEEPER, Role.ADMINISTRATOR):
        allow(only(State.POSTED), Action.DROP_REVERSAL, role)
        allow(only(State.POSTED), Action.CONFIRM_REVERSAL, role)
    allow(only(State.POSTING, State.POSTED, State.PAID), Action.REVERSE, Role.SYSTEM, State.REVERSED)
    allow(only(State.POSTED, State.PAID), Action.FAIL_REVERSAL, Role.SYSTEM)
    allow(only(State.REVERSED), Action.REOPEN, Role.CLAIMANT, State.DRAFT)
    return tuple(rules)


TABLE: tuple[Rule, ...] = _rules()


def rules_for(state: State, action: Action) -> tuple[Rule, ...]:
    """The rules under which the action is possible in this state; none means too early or too late."""
    return tuple(rule for rule in TABLE if rule.state is state and rule.action is action)
