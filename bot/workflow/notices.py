"""What a person is told about the latest entry of a claim's history. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.claims.claim import Claim
from bot.claims.people import People
from bot.claims.states import Action, Happened
from bot.wording import wording

_KEYS: Mapping[Action, str] = {
    Action.SEND_BACK: "sent_back",
    Action.SEND_BACK_LINES: "sent_back_lines",
    Action.REJECT: "rejected",
    Action.ASK: "question",
    Action.ANSWER: "answered",
    Action.TAKE_BACK: "taken_back",
    Action.REROUTE: "rerouted",
    Action.WITHDRAW: "withdrawn",
    Action.REMIND: "reminded",
    Action.BOOK: "posted",
    Action.FAIL: "posting_failed_claimant",
    Action.PAY: "paid",
    Action.REVERSE: "reversed",
    Action.FAIL_REVERSAL: "reversal_failed",
}


def notice_of(claim: Claim, entry: Happened, reader: str, people: People) -> tuple[str, dict[str, object]]:
    """The wording key (without `notice-`) and its values, for this reader's employee number."""
    name = people[entry.by].name if entry.by in people else ""
    if entry.on_behalf in people:
        # As their card says it.
        words = wording(people[reader].locale if reader in people else "en")
        name = words.say("by-deputy", name=name, approver=people[entry.on_behalf].name)
    values: dict[str, object] = {
        "reference": claim.reference,
        "name": name,
        "words": entry.note,
        "other": entry.other,
        "amount": claim.approved,
        "approved": claim.approved,
        "claimed": claim.claimed,
        "voucher": claim.voucher_number,
        "on": claim.paid_on,
    }
    if entry.action is Action.APPROVE:
        return ("approved_less" if claim.approved < claim.claimed else "approved"), values
    if entry.action is Action.REROUTE:
        # The note of a rerouting is the new approver's number.
        values["name"] = people[entry.note].name if entry.note in people else entry.note
        return ("rerouted" if reader == claim.claimant else "moved_on"), values
    return _KEYS[entry.action], values
