"""Who looks at a claim, and how they are spoken to: language, names, what stands where for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.chat.card import Crop, Mark
from bot.claims.claim import Claim, stem_of
from bot.claims.company import Company
from bot.claims.line import Line
from bot.claims.money import Money
from bot.claims.originals import Papers
from bot.claims.people import Employee, People, Role
from bot.claims.periods import Question, next_day
from bot.claims.rights import may_stand_in
from bot.claims.states import EDITABLE, ENDED, State
from bot.wording import Wording, wording


@dataclass(frozen=True, slots=True)
class Good:
    """A printed line of goods or services."""

    description: str
    amount: Decimal
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value was read; and where it was read without certainty, what it may be, as a form takes it.

    `value` is what was read, as long as it need not be asked, and `mark` how sure it is; `goods` is for `GOODS` alone.
    """

    crop: Crop | None = None
    candidates: tuple[str, ...] = ()
    value: str | date | time | Decimal | None = None
    mark: Mark = ""
    goods: tuple[Good, ...] = ()


#: Among the evidence of a line: the last page of its document.
LAST_PAGE = "last page"

#: The goods of a document: marked by whether they add up to what is printed; data needs no mark.
GOODS = "goods"

#: Where one receipt of several lies in its document.
REGION = "region"


@dataclass(frozen=True, slots=True)
class Reader:
    """One viewer of one claim."""

    claim: Claim
    viewer: Employee
    people: People
    company: Company
    today: date | None = None

    @property
    def wording(self) -> Wording:
        """The viewer's language."""
        return wording(self.viewer.locale)

    @property
    def own(self) -> bool:
        """Whether the viewer looks at their own claim; then they see it as its claimant, whatever their roles."""
        return self.viewer.number == self.claim.claimant

    @property
    def keeps_books(self) -> bool:
        """Whether the viewer sees accounts and taxes."""
        return not self.own and bool({Role.BOOKKEEPER, Role.AUDITOR} & self.viewer.roles)

    @property
    def decides(self) -> bool:
        """Whether the claim waits for this viewer's approval."""
        step = self.claim.waiting_for
        mine = step is not None and step.approver == self.viewer.number
        return not self.own and (mine or may_stand_in(self.claim, self.viewer))

    @property
    def weighs(self) -> bool:
        """Whether doubts still matter to the viewer: while they can act on them, and always to the auditor."""
        if self.own:
            return self.claim.state in EDITABLE
        return self.claim.state not in ENDED | {State.POSTED} or Role.AUDITOR in self.viewer.roles

    def say(self, key: str, **values: object) -> str:
        """A sentence in the viewer's language."""
        return self.wording.say(key, **values)

    def name(self, number: str) -> str:
        """A person's name; the product's own for what no person did, the number for someone not in the records."""
        if not number:
            return self.say("role-system")
        return self.people[number].name if number in self.people else number

    def acted(self, by: str, on_behalf: str) -> str:
        """Who acted, and for whom where it was a deputy."""
        name = self.name(by)
        return self.say("by-deputy", name=name, approver=self.name(on_behalf)) if on_behalf else name

    def moment(self, moment: datetime) -> str:
        """A moment on the viewer's clock."""
        return self.wording.moment(moment, self.viewer.time_zone)

    def since(self, moment: datetime) -> str:
        """Since when something waits, and for how many days of the viewer's."""
        return since(moment, self.viewer, self.today)

    def day(self, day: date) -> str:
        """A day."""
        return self.wording.day(day)

    def money(self, money: Money) -> str:
        """An amount."""
        return self.wording.money(money)

    def category(self, code: str) -> str:
        """A category in the viewer's language; a code that the company no longer has is shown as such."""
        for category in self.company.categories:
            if category.code == code:
                return category.called(self.wording.locale)
        return self.say("category-gone", code=code)

    def level(self, name: str) -> str:
        """A level of approval; a name of the company's own stays as it is."""
        return self.say(f"level-{name}") if self.wording.knows(f"level-{name}") else name

    def kind(self, line: Line) -> str:
        """The kind of document of a line."""
        kind = line.kind or ("by_hand" if line.document is None else "other")
        return self.say(f"kind-{kind}" if self.wording.knows(f"kind-{kind}") else "kind-other")

    def fields(self, names: tuple[str, ...]) -> str:
        """Names of fields, listed."""
        return self.wording.listed(tuple(self.field(name) for name in names))

    def field(self, name: str) -> str:
        """The name of a field; one that we have no word for stays as it is."""
        return self.say(f"field-{name}") if self.wording.knows(f"field-{name}") else name


def since(moment: datetime, viewer: Employee, today: date | None) -> str:
    """`since 24 Jul 2026 10:30 (3 days)`: the viewer's clock and days, not 24 hours."""
    words = wording(viewer.locale)
    began = moment.astimezone(ZoneInfo(viewer.time_zone)).date()
    days = (today - began).days if today else 0
    said = words.moment(moment, viewer.time_zone)
    return words.say("since-days", moment=said, days=days) if days > 0 else words.say("since-now", moment=said)


def target(claim: Claim, line_id: int | None = None) -> str:
    """What a button or form is about: `EC26-000001:7`, or `EC26-000001:7:2` for a line."""
    whole = f"{stem_of(claim.reference)}:{claim.version}"
    return whole if line_id is None else f"{whole}:{line_id}"


def period_asked(reader: Reader, question: Question) -> tuple[str, ...]:
    """What a bookkeeper is asked about a closed period, and below it what each answer would do."""
    say, company = reader.say, reader.company
    day = next_day(reader.claim, company, reader.today or question.until)
    lines = reader.wording.listed(tuple(str(line.id) for line in question.lines))
    months = reader.wording.listed(question.months)
    account = company.account_titled(company.accrued_account) or say("period-no_account")
    asked = say("period-asked", count=len(question.lines), lines=lines, months=months, until=question.until)
    refused = (say("period-refused", until=question.until), say("period-again", day=question.until))
    first = refused if question.open else (asked,)
    return (*first, say("period-next", day=day, months=months), say("period-accrual", day=day, account=account))


def paper_awaited(reader: Reader, papers: Papers) -> tuple[str, ...]:
    """To a bookkeeper, as long as the claim waits for one: which paper is still to come, and whether posting waits."""
    if not reader.keeps_books or not papers.awaited or reader.claim.state not in (State.APPROVED, State.POSTING_FAILED):
        return ()
    key = "paper-first" if reader.company.originals_first else "paper-awaited"
    lines = reader.wording.listed(tuple(map(str, papers.awaited)))
    return (reader.say(key, lines=lines, count=len(papers.awaited)),)
