"""What becomes of lines that an approver sends back while the rest of their claim goes on. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.claims.claim import Claim
from bot.claims.states import Action, State


def sent_back_part(before: Claim, rest: Claim) -> Claim:
    """The lines that `rest` lacks of `before`, as a claim of their own that is sent back.

    They keep their numbers, documents, readings, corrections and explanations. It is no draft: what the claimant
    sends next belongs elsewhere.
    """
    sent = rest.history[-1]
    left = {line.id for line in rest.lines}
    lines = tuple(line for line in before.lines if line.id not in left)
    moved = {line.id for line in lines}
    said = tuple(one for one in before.history if one.action is Action.EXPLAIN and one.line in moved)
    history = (*said, replace(sent, before=State.DRAFT, other=before.reference))
    return Claim(
        sent.other,
        before.claimant,
        before.currency,
        before.purpose,
        lines,
        State.SENT_BACK,
        version=1 + len(history),
        next_line=before.next_line,
        history=history,
    )
