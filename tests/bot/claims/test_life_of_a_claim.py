"""A claim and a company of people who press whatever they like, in any order: what holds all the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.claims.claim import Claim
from bot.claims.company import coded
from bot.claims.errors import Changed, Incomplete, NotAllowed
from bot.claims.money import total
from bot.claims.parts import sent_back_part
from bot.claims.people import Employee, People, Role
from bot.claims.rights import allowed, possible
from bot.claims.route import route
from bot.claims.states import EDITABLE, ENDED, TABLE, WAITING, Action, State
from tests.bot.claims.cast import (
    COMPANY,
    KAI,
    LIN,
    NOW,
    PART,
    STAGES,
    cny,
    ready,
)

TODAY = date(2026, 11, 24)
NAMES = ("lin", "mei", "kai", "ada")
DECISIONS = frozenset(
    {Action.APPROVE, Action.SEND_BACK, Action.SEND_BACK_LINES, Action.REJECT, Action.CHECK, Action.FIX_AND_POST}
    | {Action.POST_NEXT, Action.ACCRUE}
)
USUALLY = (Action.SUBMIT, Action.APPROVE, Action.CHECK, Action.FIX_AND_POST, Action.LOOK_AGAIN)
ON_A_LINE = frozenset({Action.CORRECT, Action.RECODE, Action.REMOVE, Action.EXPLAIN, Action.SPLIT, Action.JOIN})
OF_PRODUCT = tuple(sorted({rule.action for rule in TABLE if rule.role is Role.SYSTEM}))
OF_PEOPLE = tuple(action for action in Action if action not in OF_PRODUCT)


class PartChanged(Exception):
    """What went back has been changed since, and stays where it is."""


def words(data: st.DataObject) -> str:
    return data.draw(st.sampled_from(["Why?", "", "Because"]))


class Company(RuleBasedStateMachine):
    """Four people with any roles and any managers (circles, holes, leavers), and a claim of the first at any stage."""

    people: People
    claim: Claim
    seen: list[Claim]
    parts: dict[str, Claim]  # claims that lines of this one became, by reference

    @initialize(data=st.data())
    def found(self, data: st.DataObject) -> None:
        self.people = People(
            Employee(
                name,
                name.title(),
                "",
                manager=data.draw(st.sampled_from(["mei", "kai", "ada", None] if name == "lin" else [*NAMES, None])),
                roles=data.draw(held),
                active=data.draw(mostly),
            )
            for name in NAMES
        )
        self.claim = data.draw(st.sampled_from(STAGES))
        self.seen = [self.claim]
        self.parts = {PART.reference: PART}

    @rule(data=st.data())
    def it_goes_on(self, data: st.DataObject) -> None:
        """Whoever can do what usually comes next does it."""
        for action in USUALLY:
            able = [name for name in NAMES if action in allowed(self.claim, self.people[name])]
            if able:
                self.attempt(self.people[data.draw(st.sampled_from(able))], action, data)
                return
        if self.claim.state is State.POSTING:
            self.the_product_acts(Action.BOOK if self.claim.posting_started else Action.START_POSTING)

    @rule(data=st.data())
    def somebody_presses_a_button_they_see(self, data: st.DataObject) -> None:
        shown = {name: allowed(self.claim, self.people[name]) for name in NAMES}
        if actions := sorted(frozenset().union(*shown.values())):
            action = data.draw(st.sampled_from(actions))
            name = data.draw(st.sampled_from([name for name in NAMES if action in shown[name]]))
            self.attempt(self.people[name], action, data)

    @rule(data=st.data(), name=st.sampled_from(NAMES), action=st.sampled_from(OF_PEOPLE))
    def somebody_presses_anything(self, data: st.DataObject, name: str, action: Action) -> None:
        self.attempt(self.people[name], action, data)

    @rule(action=st.sampled_from(OF_PRODUCT))
    def the_product_acts(self, action: Action) -> None:
        claim = self.claim
        calls: dict[Action, Callable[[], Claim]] = {
            Action.READ: lambda: claim.read(replace(unread[0], reading="read", several=2), NOW),
            Action.START_POSTING: lambda: claim.start_posting(NOW),
            Action.BOOK: lambda: claim.book(NOW, "JE-1", TODAY),
            Action.FAIL: lambda: claim.fail(NOW, "No"),
            Action.ASK_PERIOD: lambda: claim.ask_period(NOW, TODAY, "No"),
            Action.PAY: lambda: claim.pay(NOW, TODAY),
            Action.REVERSE: lambda: claim.reverse(NOW),
            Action.ALARM: lambda: claim.alarm(NOW, "Twice"),
            Action.FAIL_REVERSAL: lambda: claim.fail_reversal(NOW, "No"),
            Action.GIVE_BACK: lambda: claim.give_back(NOW),
        }
        unread = [line for line in claim.lines if line.reading == "waiting"]
        if action is Action.READ and not unread:
            return
        able = any(r.state is claim.state and r.action is action and r.role is Role.SYSTEM for r in TABLE)
        if able and possible(claim, action):
            self.become(calls[action]())
        else:
            with pytest.raises(Changed):
                calls[action]()

    @rule(deputy=st.frozensets(st.sampled_from(NAMES)))
    def the_claimant_is_named_deputy(self, deputy: frozenset[str]) -> None:
        self.people = self.people.with_changed([replace(self.people["lin"], stands_in_for=deputy)])

    @rule(name=st.sampled_from(NAMES[1:]), data=st.data())
    def somebody_leaves_or_changes_roles(self, name: str, data: st.DataObject) -> None:
        deputy = data.draw(st.frozensets(st.sampled_from(NAMES), max_size=3))
        changed = replace(self.people[name], roles=data.draw(held), active=data.draw(mostly), stands_in_for=deputy)
        self.people = People(changed if n == name else self.people[n] for n in NAMES)

    @precondition(lambda self: self.parts)
    @rule(data=st.data())
    def the_claimant_goes_on_with_what_was_sent_back(self, data: st.DataObject) -> None:
        part = data.draw(st.sampled_from(list(self.parts.values())))
        if Action.DESCRIBE in allowed(part, self.people["lin"]):
            self.parts[part.reference] = part.describe(self.people["lin"], NOW, "Trip")

    def attempt(self, by: Employee, action: Action, data: st.DataObject) -> None:
        """Press, and see that the claim's answer agrees with the buttons that were shown."""
        may = action in allowed(self.claim, by)
        if action in ON_A_LINE and not self.claim.lines:
            return
        press = self.press(by, action, data)
        try:
            after = press()
        except PartChanged:
            assert may
        except (NotAllowed, Changed):
            assert not may, f"{by.number} was shown {action} in {self.claim.state}, and refused"
        except Incomplete:
            assert may, f"{by.number} was told what is missing for {action}, which is not theirs to do"
        else:
            assert may, f"{by.number} was not shown {action} in {self.claim.state}, and could"
            if action in DECISIONS:
                assert by.number != self.claim.claimant
            if action is Action.CONFIRM_REVERSAL:
                assert by.number not in (self.claim.claimant, self.claim.reversal_asked_by)
            self.follow(after)
            self.become(after)
            if action in DECISIONS:
                # The same press again, as when two clicks are under way: nothing happens a second time.
                with pytest.raises((NotAllowed, Changed)):
                    self.same_press(by, action)

    def follow(self, after: Claim) -> None:
        """What happens to the other claim where lines go or come back: none is lost, none stands in two."""
        entry, claim = after.history[-1], self.claim
        if entry.action is Action.SEND_BACK_LINES:
            part = sent_back_part(claim, after)
            assert part.reference not in self.parts
            assert not any(Action.TAKE_BACK in allowed(part, person) for person in self.people.active())
            assert sorted(line.id for line in (*after.lines, *part.lines)) == [line.id for line in claim.lines]
            assert after.lines
            assert part.lines
            assert after.claimed.amount + part.claimed.amount == claim.claimed.amount
            assert after.waiting_for == claim.waiting_for
            assert [part.explanation(line.id) for line in part.lines] == [claim.explanation(x.id) for x in part.lines]
            self.parts[part.reference] = part
        elif entry.action is Action.TAKE_BACK and entry.other:
            part = self.parts.pop(entry.other)
            given = part.give_back(NOW)
            assert after.lines == tuple(sorted((*claim.lines, *part.lines), key=lambda line: line.id))
            assert (given.lines, given.state) == ((), State.WITHDRAWN)
            assert not any(allowed(given, person) for person in self.people.active())

    def same_press(self, by: Employee, action: Action) -> None:
        if action is Action.APPROVE:
            self.claim.approve(by, NOW)
        elif action in (Action.SEND_BACK, Action.REJECT):
            getattr(self.claim, action)(by, NOW, "Again")
        elif action is Action.SEND_BACK_LINES:
            gone = next(line.id for line in self.seen[-2].lines if line not in self.claim.lines)
            self.claim.send_back_lines(by, NOW, [gone], "Again", "EC26-999999")
        elif action in (Action.POST_NEXT, Action.ACCRUE):
            self.press(by, action, None)()  # type: ignore[arg-type]
        else:
            getattr(self.claim, action)(by, NOW)

    def press(self, by: Employee, action: Action, data: st.DataObject) -> Callable[[], Claim]:
        """The call a button leads to, with arguments the interface lets through."""
        claim = self.claim
        if action in (Action.SEND_BACK, Action.REJECT, Action.ASK, Action.ANSWER, Action.ASK_REVERSAL):
            text = words(data)
            return lambda: getattr(claim, action)(by, NOW, text)
        if action is Action.SEND_BACK_LINES:
            numbers = [line.id for line in claim.lines]
            some = data.draw(st.lists(st.sampled_from(numbers), unique=True, max_size=len(numbers))) if numbers else []
            some = some[: len(numbers) - 1] or numbers[:1]
            text, reference = words(data), f"EC26-{500 + len(self.seen):06}"
            return lambda: claim.send_back_lines(by, NOW, some, text, reference)
        if action is Action.TAKE_BACK and claim.last is not None and claim.last.other in self.parts:
            part = self.parts[claim.last.other]
            return lambda: self.take_back(by, part)
        if action is Action.ADD:
            document = data.draw(st.sampled_from([None, "ab" * 32]))
            return lambda: claim.add(by, NOW, document)
        if action is Action.RESTORE:
            number = data.draw(st.sampled_from([line.id for line in claim.removed] or [1]))
            return lambda: claim.restore(by, NOW, number)
        if action is Action.CANCEL_READING:
            waiting = [line.id for line in claim.lines if line.reading == "waiting"]
            number = data.draw(st.sampled_from(waiting or [1]))
            return lambda: claim.cancel_reading(by, NOW, number)
        if action in ON_A_LINE:
            line = data.draw(st.sampled_from(claim.lines))
            if action is Action.SPLIT:
                line = next((one for one in claim.lines if claim.splits(one)), line)
                rest = replace(line, id=claim.next_line, receipt=2)
                return lambda: claim.split(by, NOW, replace(line, receipt=1), [rest])
            if action is Action.JOIN:
                line = next((one for one in claim.lines if claim.joins(one)), line)
                return lambda: claim.join(by, NOW, replace(line, receipt=0))
            if action is Action.REMOVE:
                return lambda: claim.remove(by, NOW, line.id)
            if action is Action.EXPLAIN:
                return lambda: claim.explain(by, NOW, line.id, "Two of us")
            if action is Action.RECODE:
                tax = data.draw(st.sampled_from([Decimal(0), Decimal(5), Decimal(99999)]))
                return lambda: claim.recode(by, NOW, replace(line, account="6699", tax=tax))
            full = replace(ready(data.draw(amounts), line.id, "travel", "train_ticket"), document=line.document)
            note = data.draw(st.sampled_from(["", "category"]))
            return lambda: claim.correct(by, NOW, full, note)
        if action is Action.POST_NEXT:
            return lambda: claim.post_next(by, NOW, TODAY)
        if action is Action.ACCRUE:
            return lambda: claim.accrue(by, NOW, TODAY, "2241")
        if action is Action.MARK_PAID:
            on = data.draw(st.sampled_from([TODAY, TODAY - timedelta(days=400)]))
            return lambda: claim.mark_paid(by, NOW, on)
        if action is Action.DESCRIBE:
            return lambda: claim.describe(by, NOW, "Trip")
        if action is Action.SUBMIT:
            return lambda: self.submit(by)
        if action is Action.APPROVE:
            left = {line.id: data.draw(shares) for line in claim.lines if data.draw(st.integers(0, 3)) == 0}
            lowered = {
                line.id: (claim.approved_amount(line).amount * left[line.id]).quantize(Decimal("0.01"))
                for line in claim.lines
                if line.id in left
            }
            check = data.draw(st.booleans())
            return lambda: claim.approve(by, NOW, check=check, amounts=lowered)
        if action is Action.REROUTE:
            others = [self.people[name] for name in NAMES if name != claim.claimant]
            somebody = data.draw(st.sampled_from(others))
            return lambda: claim.reroute(by, NOW, somebody)
        return lambda: getattr(claim, action)(by, NOW)

    def take_back(self, by: Employee, part: Claim) -> Claim:
        self.claim.demand(Action.TAKE_BACK, by)
        if not part.as_sent_back:
            with pytest.raises(Changed):
                self.claim.take_back(by, NOW, part)
            raise PartChanged
        return self.claim.take_back(by, NOW, part)

    def submit(self, by: Employee) -> Claim:
        claim = self.claim
        try:
            steps = route(claim.claimant, claim.claimed, TODAY, LEVELS, self.people)
        except Incomplete:
            steps = ()
        return claim.submit(by, NOW, coded(claim, self.people[claim.claimant], COMPANY), steps)

    def become(self, after: Claim) -> None:
        before = self.claim
        assert after.version == before.version + 1
        assert after.history[:-1] == before.history
        assert len(after.history) == len(before.history) + 1
        assert after.history[-1].before is before.state
        self.claim = after
        self.seen.append(after)

    @invariant()
    def nothing_is_approved_above_what_is_claimed(self) -> None:
        assert self.claim.approved <= self.claim.claimed
        for line in self.claim.lines:
            claimed = line.claimed("CNY") or cny("0")
            assert cny("0") <= self.claim.approved_amount(line) <= claimed

    @invariant()
    def nobody_decides_on_their_own_claim(self) -> None:
        own = {rule.action for rule in TABLE if rule.role is Role.CLAIMANT}
        lin = replace(self.people["lin"], roles=frozenset(Role) - {Role.AUDITOR}, stands_in_for=frozenset(NAMES))
        assert allowed(self.claim, lin) <= own
        assert not [entry for entry in self.claim.history if entry.by == "lin" and entry.action not in own]

    @invariant()
    def a_level_that_counts_was_somebody_elses(self) -> None:
        approvers = [step.approver for step in self.claim.route]
        assert "lin" not in approvers
        assert len(set(approvers)) == len(approvers)
        deciders = [step.approved_by or step.approver for step in self.claim.route if step.approved_at is not None]
        assert "lin" not in deciders
        assert len(set(deciders)) == len(deciders)
        waiting = self.claim.waiting_for
        assert waiting is None or waiting.approver not in deciders

    @invariant()
    def who_acts_in_somebodys_place_is_written_down(self) -> None:
        for entry in self.claim.history:
            assert entry.on_behalf != entry.by or not entry.on_behalf

    @invariant()
    def somebody_is_waited_for_exactly_while_a_claim_waits(self) -> None:
        assert (self.claim.waiting_for is not None) == (self.claim.state in WAITING)

    @invariant()
    def what_is_released_can_be_booked(self) -> None:
        if self.claim.state is State.POSTING:
            assert not self.claim.unsettled()
            assert not self.claim.problems()

    @invariant()
    def what_was_removed_can_be_put_back_as_it_was_until_the_claim_is_submitted(self) -> None:
        claim, lin = self.claim, replace(LIN, active=True)
        if claim.state in WAITING:
            assert not claim.removed
        if Action.RESTORE not in allowed(claim, lin):
            return
        for line in claim.removed:
            back = claim.restore(lin, NOW, line.id)
            assert back.line(line.id) == line
            assert back.claimed == total((claim.claimed, line.claimed("CNY") or cny("0")), "CNY")
            assert [line.id for line in back.lines] == sorted(line.id for line in (*claim.lines, line))
            assert back.remove(lin, NOW, line.id).lines == claim.lines

    @invariant()
    def line_numbers_are_given_out_once(self) -> None:
        numbers = [line.id for line in (*self.claim.lines, *self.claim.removed)]
        assert len(set(numbers)) == len(numbers)
        assert all(number < self.claim.next_line for number in numbers)

    @invariant()
    def an_old_claim_is_never_changed(self) -> None:
        assert [claim.version for claim in self.seen] == list(range(self.seen[0].version, self.claim.version + 1))

    def teardown(self) -> None:
        """Every claim can end: with somebody in every role, it is brought to an end from wherever it is."""
        if hasattr(self, "claim"):
            assert ended(self.claim).state in ENDED


held = st.sampled_from([frozenset({Role.BOOKKEEPER, Role.ADMINISTRATOR}), *(frozenset({role}) for role in Role)])
mostly = st.sampled_from([True] * 9 + [False])
LEVELS = COMPANY.levels[:1] + tuple(replace(level, approver="ada") for level in COMPANY.levels[1:])
amounts = st.sampled_from(["41.00", "5000.00", "5000.01"])
shares = st.sampled_from([Decimal(0), Decimal("0.01"), Decimal("0.5"), Decimal(1)])


def ended(claim: Claim) -> Claim:
    """The claim at one of its ends, by the shortest way people and the product have."""
    if claim.state in WAITING or claim.state in EDITABLE - {State.WITHDRAWN}:
        return claim.withdraw(LIN, NOW)
    if claim.state in (State.APPROVED, State.POSTING_FAILED):
        return ended(claim.send_back(KAI, NOW, "Too late"))
    if claim.alarmed:
        return ended(claim.look_again(KAI, NOW))
    if claim.state is State.POSTING:
        return ended(claim.book(NOW, "JE-1", TODAY + timedelta(days=1)))
    if claim.state is State.POSTED:
        return claim.pay(NOW, TODAY)
    return claim


TestCompany = Company.TestCase
TestCompany.settings = settings(max_examples=200, stateful_step_count=30, deadline=None)
