"""The buttons of a claim: exactly what `allowed` says, in the order a person would look for them."""

from __future__ import annotations

from typing import Literal

from bot.chat.card import Button
from bot.claims.claim import Claim
from bot.claims.line import Line
from bot.claims.periods import question_of, released_as
from bot.claims.rights import allowed
from bot.claims.states import Action, State
from bot.views.reader import Reader, target

#: Buttons of the whole claim, first things first.
ON_CLAIM: tuple[Action, ...] = (
    Action.ANSWER,
    Action.SUBMIT,
    Action.APPROVE,
    Action.CHECK,
    Action.FIX_AND_POST,
    Action.POST_NEXT,
    Action.ACCRUE,
    Action.LOOK_AGAIN,
    Action.CONFIRM_REVERSAL,
    Action.MARK_PAID,
    Action.REOPEN,
    Action.CONFIRM,
    Action.DESCRIBE,
    Action.ADD,
    Action.ASK,
    Action.SEND_BACK,
    Action.REJECT,
    Action.TAKE_BACK,
    Action.REROUTE,
    Action.DROP_REVERSAL,
    Action.ASK_REVERSAL,
    Action.REMIND,
    Action.WITHDRAW,
)

#: Buttons of one line.
ON_LINE: tuple[Action, ...] = (
    Action.CATEGORISE,
    Action.CORRECT,
    Action.RECODE,
    Action.EXPLAIN,
    Action.SPLIT,
    Action.CANCEL_READING,
    Action.REMOVE,
    Action.SEND_BACK_LINES,
)

#: Approving less is approving with a form before it: the same right, a button of its own.
APPROVE_LESS = "approve_less"

#: The paper of a line is here, or is not after all: about the paper and not the claim, so its version does not matter.
ORIGINAL, ORIGINAL_UNDONE = "original", "original_undone"

#: What opens a form first; `forms.py` knows the questions.
OPENS = frozenset(
    {
        Action.CORRECT,
        Action.DESCRIBE,
        Action.EXPLAIN,
        Action.SEND_BACK,
        Action.SEND_BACK_LINES,
        Action.REJECT,
        Action.ASK,
        Action.ANSWER,
        Action.REROUTE,
        Action.RECODE,
        Action.ASK_REVERSAL,
        Action.MARK_PAID,
        APPROVE_LESS,
    }
)

_PRIMARY = frozenset(
    {
        Action.ANSWER,
        Action.SUBMIT,
        Action.APPROVE,
        Action.CHECK,
        Action.FIX_AND_POST,
        Action.POST_NEXT,
        Action.LOOK_AGAIN,
        Action.CONFIRM_REVERSAL,
    }
)
#: What takes something away.
DANGER = frozenset({Action.REJECT, Action.WITHDRAW, Action.REMOVE})


def claim_buttons(reader: Reader) -> tuple[Button, ...]:
    """The buttons at the foot of the card."""
    claim = reader.claim
    rights = allowed(claim, reader.viewer)
    question = question_of(claim, reader.company)
    buttons: list[Button] = []
    for action in ON_CLAIM:
        if action not in rights or not released_as(action, question):
            continue
        # An empty claim has nothing to submit: the first step is a photo. One that is being read is not known yet.
        if action is Action.SUBMIT and (not claim.lines or any(line.reading == "waiting" for line in claim.lines)):
            continue
        buttons.append(_button(reader, action, claim))
        if action is Action.APPROVE:
            buttons.append(_button(reader, APPROVE_LESS, claim))
    return tuple(buttons)


def line_buttons(reader: Reader, line: Line, *, doubted: bool = False, long: bool = False) -> tuple[Button, ...]:
    """The buttons of one line; while it is being read there is nothing to correct yet, and what takes long may be
    cancelled; only doubts are explained."""
    rights = allowed(reader.claim, reader.viewer)
    if line.reading == "waiting":
        rights -= {Action.CORRECT}
    if not long:
        rights -= {Action.CANCEL_READING}
    if not doubted:
        rights -= {Action.EXPLAIN}
    if not reader.claim.splits(line) or reader.claim.joins(line):
        # While it is asked, both answers stand together (`several_buttons`).
        rights -= {Action.SPLIT}
    if line not in reader.claim.without_category[:1]:
        # It is for all of them, and stands on the first.
        rights -= {Action.CATEGORISE}
    return tuple(_button(reader, action, reader.claim, line.id) for action in ON_LINE if action in rights)


def removed_buttons(reader: Reader, line: Line) -> tuple[Button, ...]:
    """The button that puts a removed line back, for whom it is to do so."""
    if Action.RESTORE not in allowed(reader.claim, reader.viewer):
        return ()
    return (_button(reader, Action.RESTORE, reader.claim, line.id),)


def several_buttons(reader: Reader, line: Line) -> tuple[Button, ...]:
    """What the claimant can say of a document that holds several receipts, on the line that it is asked on."""
    rights, claim = allowed(reader.claim, reader.viewer), reader.claim
    asked = ((Action.SPLIT, claim.splits(line)), (Action.JOIN, claim.joins(line)))
    return tuple(_button(reader, action, claim, line.id) for action, is_so in asked if is_so and action in rights)


def paper_button(reader: Reader, line: Line, *, here: bool) -> Button:
    """What ticks off the paper of a line, or takes that back."""
    return _button(reader, ORIGINAL_UNDONE if here else ORIGINAL, reader.claim, line.id)


def _button(reader: Reader, action: str, claim: Claim, line_id: int | None = None) -> Button:
    return Button(
        action=str(action),
        label=_label(reader, action, claim),
        target=target(claim, line_id),
        style=_style(action, claim),
        opens=action in OPENS,
    )


def _label(reader: Reader, action: str, claim: Claim) -> str:
    if action == Action.CATEGORISE:
        values = {"category": reader.category(claim.category_for_all), "count": len(claim.without_category)}
        return reader.say("categorise-all", **values)
    return reader.say(word_of(action, claim))


def word_of(action: str, claim: Claim) -> str:
    """The key of what stands on the button of an action."""
    # Nobody has seen a draft yet: there is nothing to withdraw it from.
    return "action-discard" if action == Action.WITHDRAW and claim.state is State.DRAFT else f"action-{action}"


def _style(action: str, claim: Claim) -> Literal["plain", "primary", "danger"]:
    if action == Action.SUBMIT and claim.problems():
        # It can be pressed, and the answer says what is missing; but it is not what comes next.
        return "plain"
    if action == Action.DESCRIBE and not claim.purpose:
        return "primary"
    return "primary" if action in _PRIMARY else "danger" if action in DANGER else "plain"
