"""A company whose people press whatever they see, at any moment, old cards too, while time goes by."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.chat.card import Button, Card
from bot.claims.claim import Claim, stem_of
from bot.claims.states import Action, State
from bot.store.migrations import migrate
from tests.sqlite import hurried
from tests.stories.world import WHO, World, receipt

PEOPLE = st.sampled_from(sorted(WHO))
DECIDING = {Action.APPROVE, Action.SEND_BACK, Action.REJECT, Action.CHECK, Action.RECODE, Action.FIX_AND_POST,
            Action.CONFIRM_REVERSAL, Action.REROUTE}  # fmt: skip

#: Answers to every form there is; a form takes the ones it asks for.
ANSWERS = {"words": "because", "purpose": "A visit", "category": "meals", "total": "12.50", "date": "2026-11-20",
           "account": "6601.02", "tax": "0", "approver": "E1004"}  # fmt: skip


class Company(RuleBasedStateMachine):
    """Real store, jobs, protocol and cards on SQLite; a memory ERP that sometimes loses an answer."""

    @initialize()
    def opens(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.database = hurried(self.folder / "app.db")
        migrate(self.database)
        self.world = World(self.database)
        self.kept: list[tuple[str, Card]] = []
        self.seen: dict[str, int] = {}

    @rule(who=PEOPLE, cents=st.integers(1, 200_000))
    def sends_a_receipt(self, who: str, cents: int) -> None:
        if len(self.world.stage.claims()) < 3:
            self.world.photo(who, receipt(f"{cents / 100:.2f}", f"Shop {cents}"), "A visit")

    @rule(who=PEOPLE, data=st.data())
    def presses_a_button_they_see(self, who: str, data: st.DataObject) -> None:
        cards = self.world.chat.cards(WHO[who])
        if not cards:
            return
        self._press(who, data.draw(st.sampled_from(cards)), data)

    @rule(who=PEOPLE, data=st.data())
    def presses_a_button_of_any_card_anybody_ever_saw(self, who: str, data: st.DataObject) -> None:
        if self.kept:
            self._press(who, data.draw(st.sampled_from(self.kept))[1], data)

    @rule(hours=st.sampled_from([0.1, 3, 30]))
    def time_goes_by(self, hours: float) -> None:
        self.world.wait(hours=hours)

    @rule(committed=st.booleans())
    def the_erp_will_lose_an_answer(self, committed: bool) -> None:
        self.world.faults.lose("post", committed=committed)

    def _press(self, who: str, card: Card, data: st.DataObject) -> None:
        self.kept.append((who, card))
        buttons: list[Button] = [*card.buttons, *(button for part in card.sections for button in part.buttons)]
        if not buttons:
            return
        button = data.draw(st.sampled_from(buttons))
        self.world.press_old(who, card, button.action)
        form = self.world.chat.form(WHO[who])
        if form is not None:
            given = {field.name: ANSWERS[field.name] for field in form.fields if field.name in ANSWERS}
            self.world.fill(who, **given)

    @invariant()
    def nobody_decides_on_their_own_claim(self) -> None:
        for claim in self._claims():
            assert not [one for one in claim.history if one.by == claim.claimant and one.action in DECIDING]

    @invariant()
    def never_more_is_approved_than_claimed_nor_posted_than_approved(self) -> None:
        for claim in self._claims():
            assert claim.approved <= claim.claimed
            booked = [one for one in self.world.erp.vouchers(claim.reference) if one.state == "posted"]
            assert len(booked) <= 1
            if claim.state in (State.POSTED, State.PAID):
                assert [one.total for one in booked] == [claim.approved.amount]

    @invariant()
    def one_press_is_one_decision(self) -> None:
        # Between two approvals of one step there is a decision taken back, or a new submission.
        for claim in self._claims():
            approvals = 0
            for one in claim.history:
                if one.action is Action.SUBMIT:
                    approvals = 0
                approvals += {Action.APPROVE: 1, Action.TAKE_BACK: -1 if approvals else 0}.get(one.action, 0)
                assert approvals <= max(2, len(claim.route))

    @invariant()
    def versions_rise_and_the_chain_verifies(self) -> None:
        for claim in self._claims():
            stem = stem_of(claim.reference)
            assert claim.version >= self.seen.get(stem, 0)
            self.seen[stem] = claim.version
        if hasattr(self, "world"):
            assert self.world.chain_is_unbroken()

    def _claims(self) -> tuple[Claim, ...]:
        return self.world.stage.claims() if hasattr(self, "world") else ()

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.database.dispose()
            shutil.rmtree(self.folder)


Company.TestCase.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestCompany = Company.TestCase
