"""Who may do what on a claim: the roles of the table, given to people. Nobody decides on their own claim."""

from __future__ import annotations

from bot.claims.people import Employee, People, Role
from bot.claims.route import can_approve
from bot.claims.standing import Standing
from bot.claims.states import TABLE, Action, State, rules_for


def may(claim: Standing, action: Action, by: Employee) -> bool:
    """Whether this person may do this to the claim in its present state."""
    return possible(claim, action) and any(_holds(claim, r.role, by, action) for r in rules_for(claim.state, action))


def allowed(claim: Standing, by: Employee) -> frozenset[Action]:
    """Everything this person may do now; the views show exactly these buttons."""
    actions = {rule.action for rule in TABLE if rule.state is claim.state}
    return frozenset(action for action in actions if may(claim, action, by))


def may_see(claim: Standing, by: Employee) -> bool:
    """Whether the claim concerns this person at all: their own, on their way, or in one of the offices."""
    involved = by.number == claim.claimant or any(step.approver == by.number for step in claim.route)
    # What a deputy decided stays theirs to look at, like an approver's.
    stood_in = may_stand_in(claim, by) or any(entry.on_behalf and entry.by == by.number for entry in claim.history)
    return by.active and (involved or stood_in or bool(by.roles & _OFFICES))


def may_stand_in(claim: Standing, by: Employee) -> bool:
    """Whether this person may decide now as the deputy of the approver whose turn it is.

    Not on their own claim, and not where they are asked at another level or have decided at one: two levels are two
    people. Then it stays with the approver.
    """
    step = claim.waiting_for
    if step is None or step.approver not in by.stands_in_for or by.number == claim.claimant:
        return False
    asked = {number for one in claim.route for number in (one.approver, one.approved_by)}
    return by.active and Role.AUDITOR not in by.roles and by.number not in asked


def deputies(claim: Standing, people: People) -> tuple[str, ...]:
    """Who may decide now in the place of the approver whose turn it is."""
    return tuple(person.number for person in people.active() if may_stand_in(claim, person))


def in_turn(claim: Standing, people: People) -> tuple[str, ...]:
    """Whom a reminder helps: deputies who may decide now, else the approver, as long as they can."""
    step = claim.waiting_for
    if step is None:
        return ()
    alone = tuple(one.number for one in people.active() if one.number == step.approver and can_approve(one))
    return deputies(claim, people) or alone


#: Roles that see every claim.
_OFFICES = frozenset({Role.BOOKKEEPER, Role.ADMINISTRATOR, Role.AUDITOR})


def possible(claim: Standing, action: Action) -> bool:
    """What the state alone does not say: an answer needs a question, looking again an alarm, a reversal one wish."""
    if claim.alarmed or action is Action.LOOK_AGAIN:
        # Nothing goes on before a person has put right what is wrong in the ERP.
        return claim.alarmed and action is Action.LOOK_AGAIN
    asked, confirmed = claim.reversal_asked_by != "", claim.reversal_confirmed_by != ""
    if claim.given_back:
        # Empty for good: its lines are where they came from.
        return False
    if action is Action.RESTORE:
        return bool(claim.removed)
    if action is Action.SPLIT:
        return any(claim.splits(line) for line in claim.lines)
    if action is Action.JOIN:
        return any(claim.joins(line) for line in claim.lines)
    if action is Action.CANCEL_READING:
        return any(line.reading == "waiting" for line in claim.lines)
    if action is Action.CATEGORISE:
        return bool(claim.category_for_all)
    if action is Action.CONFIRM:
        return claim.likely
    if action is Action.ANSWER:
        return claim.question is not None
    if action is Action.REMIND:
        # Who has asked waits for the answer: that comes first.
        return claim.question is None
    if action is Action.SEND_BACK_LINES:
        # Something has to go on; the last line goes back with its claim.
        return len(claim.lines) > 1
    if action is Action.GIVE_BACK:
        return claim.as_sent_back
    if action is Action.MARK_PAID:
        # Once; and not what is about to be reversed.
        return claim.marked_paid is None and not asked
    if action is Action.ASK_REVERSAL:
        return not asked
    if action in (Action.CONFIRM_REVERSAL, Action.DROP_REVERSAL):
        # Once the second person agreed, the ERP may have done it already: it says how that ends.
        return asked and not confirmed
    if action is Action.FAIL_REVERSAL:
        return confirmed
    return True


def _holds(claim: Standing, role: Role, by: Employee, action: Action) -> bool:
    if role is Role.SYSTEM or not by.active:
        return False
    if role is Role.CLAIMANT:
        return by.number == claim.claimant
    if Role.AUDITOR in by.roles:
        # Reads everything and decides nothing, whatever else they are.
        return False
    if by.number == claim.claimant:
        # Not at any level, not as a deputy, not by a role.
        return False
    if action is Action.TAKE_BACK:
        return _decided_last(claim, by, role)
    if role is Role.APPROVER:
        mine = claim.waiting_for is not None and claim.waiting_for.approver == by.number
        return mine or may_stand_in(claim, by)
    if action is Action.CONFIRM_REVERSAL:
        # The second person: somebody else than the one who asked.
        return role in by.roles and claim.reversal_asked_by != by.number
    return role in by.roles


#: What a bookkeeper decides about an approved claim, and may take back.
_BY_BOOKKEEPER = frozenset({Action.CHECK, Action.POST_NEXT, Action.ACCRUE, Action.SEND_BACK})


def _decided_last(claim: Standing, by: Employee, role: Role) -> bool:
    """Whether the latest thing that happened is this person's own decision, taken in this role."""
    last = claim.last
    if last is None:
        return False
    if last.on_behalf:
        # The approver takes back what was decided in their place; the deputy only as long as they stand in.
        mine = last.on_behalf == by.number or (last.by == by.number and last.on_behalf in by.stands_in_for)
    else:
        mine = last.by == by.number
    if not mine:
        return False
    if role is Role.BOOKKEEPER:
        return role in by.roles and last.before is State.APPROVED and last.action in _BY_BOOKKEEPER
    return last.before in (State.SUBMITTED, State.IN_APPROVAL) and last.action in (
        Action.APPROVE,
        Action.SEND_BACK,
        Action.SEND_BACK_LINES,
        Action.REJECT,
    )
