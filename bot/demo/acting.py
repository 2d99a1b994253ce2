"""Who does what in the demo: every hand on every button. What people decide themselves is asked or chosen here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.chat.card import Form, FormField
from bot.claims.accounts import account_for
from bot.claims.claim import Claim
from bot.claims.people import Employee
from bot.claims.policy import unexplained
from bot.claims.states import EDITABLE, State
from bot.demo.answers import Answers, Nobody, Question, Stopped
from bot.demo.company import BO, COMPANY, RATES
from bot.demo.screen import BY_NUMBER, Screen
from bot.demo.stage import Stage
from bot.wording import wording
from bot.workflow.office import findings_of

#: What the salesperson gives that our receipts do not say for certain: 05/11 may be May or November.
CORRECTIONS: Mapping[str, Mapping[str, str]] = {
    "dinner_zh.jpg": {"category": "meals"},
    "hotel_en.jpg": {"date": "2026-11-05", "category": "hotel"},
}
PURPOSE = "拜访杭州客户"


@dataclass
class Acting:
    """The claimant and those who decide. Without `answers` the story is ours, and all answers are known."""

    stage: Stage
    screen: Screen
    claimant: Employee
    answers: Answers | None
    bookkeeper: Employee = BO
    reference: str = ""
    _files: Mapping[int, str] = field(default_factory=dict)

    @property
    def claim(self) -> Claim:
        """The claim as it is now."""
        return self.stage.claim(self.reference)

    # The claimant

    def claims(self, files: Sequence[Path]) -> None:
        """Send the files, complete what was read, and submit."""
        me, chat = self.claimant.number, self.stage.chat
        self.screen.heading(self.claimant, "sends", count=len(files))
        for file in files:
            chat.photo(me, file.name, file.read_bytes())
        self.stage.settle()
        self.screen.live = False
        self.reference = self.stage.latest(self.claimant).reference
        self._files = {line.id: file.name for line, file in zip(self.claim.lines, files, strict=False)}
        for line in self.claim.lines:
            self._complete(line.id)
        while (line_id := self._twin()) is not None:
            self._explain(line_id)
        if not self.claim.lines:
            raise Stopped(self._say("nothing-left"))
        self.screen.heading(self.claimant, "describes")
        chat.say(me, self._purpose())
        self.stage.settle()
        self._press(self.claimant, "submit")
        if self.claim.state in EDITABLE:
            raise self._refused(self.claimant)

    def _complete(self, line_id: int) -> None:
        """Everything that is marked on the line is corrected or confirmed; a line without an amount goes."""
        looked = False
        while line := next((one for one in self.claim.lines if one.id == line_id), None):
            gaps = set(line.missing(self.claim.currency))
            if not gaps and (looked or not line.unsure):
                return
            doubts = frozenset() if looked else line.unsure
            if gaps & {"total"}:
                doubts |= {"currency"}
            self.screen.heading(self.claimant, "corrects" if gaps else "looks", line=line_id)
            self._press(self.claimant, "correct", line_id)
            looked = True
            try:
                while (form := self.stage.chat.form(self.claimant.number)) is not None:
                    self.stage.chat.fill(self.claimant.number, **self._filled(form, line_id, gaps | doubts))
                    self.stage.settle()
            except Nobody:
                self.screen.flush()
                print(f"  {self._say('removed', line=line_id)}")
                self._remove(line_id)
                return

    def _filled(self, form: Form, line_id: int, asked: set[str]) -> dict[str, str]:
        if self.answers is None:
            return dict(CORRECTIONS.get(self._files.get(line_id, ""), {}))
        self.screen.flush()
        mistakes = any(one.error for one in form.fields)
        given: dict[str, str] = {}
        for one in form.fields:
            if one.error if mistakes else one.name in asked:
                unit = given.get("currency") or next((f.value for f in form.fields if f.name == "currency"), "")
                given[one.name] = self.answers.ask(self._question(one, line_id, unit))
        return given

    def _question(self, one: FormField, line_id: int, currency: str) -> Question:
        choice = {"category": "meals", "date": self.stage.today().isoformat(), "rate": RATES.get(currency, "")}
        label = self._say("asks", label=one.label, line=line_id)
        return Question(
            label, one.value, one.choices, choice.get(one.name, ""), one.error, optional=one.name == "merchant"
        )

    def _twin(self) -> int | None:
        """The first line that seems to be claimed twice and of which nobody has said why."""
        claim = self.claim
        with self.stage.database.reading() as connection:
            found = findings_of(connection, claim, COMPANY, self.stage.today())
        twin = unexplained(claim, found)
        return twin.line_id if twin else None

    def _explain(self, line_id: int) -> None:
        """Why the line is right all the same, or out with it."""
        why = ""
        if self.answers is not None:
            self.screen.flush()
            question = Question(self._say("why-twin", line=line_id), optional=True)
            why = self.answers.ask(question)
        if not why:
            if self.answers is not None and self.answers.ended:
                print(f"  {self._say('removed-twin', line=line_id)}")
            self._remove(line_id)
            return
        self.screen.heading(self.claimant, "explains", line=line_id)
        self._press(self.claimant, "explain", line_id)
        self.stage.chat.fill(self.claimant.number, words=why)
        self.stage.settle()

    def _remove(self, line_id: int) -> None:
        self.screen.heading(self.claimant, "removes", line=line_id)
        self._press(self.claimant, "remove", line_id)

    def _purpose(self) -> str:
        if self.answers is None:
            return PURPOSE
        words = wording(self.claimant.locale)
        return self.answers.ask(Question(words.say("field-purpose"), choice=words.say("demo-purpose")))

    # Those who decide, who say yes to everything

    def is_approved(self) -> None:
        """Every level approves; the director only after reminders."""
        self.screen.note("scripted")
        while (step := self.claim.waiting_for) is not None:
            approver = BY_NUMBER[step.approver]
            if step.level == "director":
                self.screen.heading(None, "days")
                for _ in range(3):
                    self.stage.wait(timedelta(days=1))
            self.screen.heading(approver, "approves")
            if self._warned(approver):
                self.screen.note("all-the-same")
            self._press(approver, "approve")
            if self.claim.waiting_for == step:
                raise self._refused(approver)

    def _warned(self, approver: Employee) -> bool:
        """Whether the card of the one who approves warns of something."""
        card = self.stage.chat.last(approver.number)
        return any(section.warnings for section in card.sections)

    def is_posted(self) -> None:
        """The bookkeeper gives every line its account, checks and posts."""
        unsettled = self.claim.unsettled() if self.claim.state is State.APPROVED else ()
        for line_id in sorted({int(str(one.values["line"])) for one in unsettled}):
            self._recode(line_id)
        if self.claim.state is State.APPROVED:
            self.screen.heading(self.bookkeeper, "checks")
            self._press(self.bookkeeper, "check")
        if self.claim.state is State.APPROVED:
            raise self._refused(self.bookkeeper)
        for _ in range(15):
            if self.claim.state is not State.POSTING:
                break
            self.stage.wait(timedelta(minutes=1))
        claim = self.claim
        if claim.state is not State.POSTED:
            state = wording(self.claimant.locale).say(f"state-{claim.state}")
            why = claim.failure or self._say("unposted")
            raise Stopped(self._say("stands", reference=claim.reference, state=state, why=why))

    def _recode(self, line_id: int) -> None:
        line = self.claim.line(line_id)
        self.screen.heading(self.bookkeeper, "recodes", line=line_id)
        self._press(self.bookkeeper, "recode", line_id)
        # By the rule that counts today: the receipt may be older than all rules.
        account = line.account or account_for(
            line.category, self.claimant.department, self.stage.today(), COMPANY.accounts
        )
        self.stage.chat.fill(self.bookkeeper.number, account=account)
        self.stage.settle()

    # Hands

    def _press(self, person: Employee, button: str, line: int | None = None) -> None:
        self.stage.chat.press(person.number, button, line)
        self.stage.settle()

    def _refused(self, person: Employee) -> Stopped:
        """What somebody who could not go on was told last."""
        told = self.stage.chat.texts(person.number)
        return Stopped(self._say("refused", name=person.name, why=told[-1] if told else ""))

    def _say(self, key: str, **values: object) -> str:
        return wording(self.claimant.locale).say(f"demo-{key}", **values)
