"""The people of the examples, their company, and a claim at each stage of its life.

Lin reports to Mei, Mei to Tang (the director), Tang to Bai (the owner). Kai keeps the books, and so does Wen; Ada
administers, Ola audits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from bot.claims.accounts import AccountRule, Category
from bot.claims.claim import Claim
from bot.claims.company import Company, coded
from bot.claims.line import Line
from bot.claims.money import Money
from bot.claims.parts import sent_back_part
from bot.claims.people import Employee, People, Role
from bot.claims.route import Level, Step, route
from bot.claims.states import Action

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def person(
    number: str, manager: str | None = None, *roles: Role, active: bool = True, department: str = ""
) -> Employee:
    return Employee(
        number,
        number.title(),
        f"{number}@example.com",
        manager,
        department,
        cost_centre=f"CC-{number}",
        roles=frozenset(roles),
        active=active,
    )


LIN = person("lin", "mei")
MEI = person("mei", "tang")
TANG = person("tang", "bai")
BAI = person("bai")
KAI = person("kai", "tang", Role.BOOKKEEPER)
WEN = person("wen", "tang", Role.BOOKKEEPER)
ADA = person("ada", "tang", Role.ADMINISTRATOR)
OLA = person("ola", "tang", Role.AUDITOR)
EVERYONE = (LIN, MEI, TANG, BAI, KAI, WEN, ADA, OLA)
PEOPLE = People(EVERYONE)

START = date(2020, 1, 1)
MANAGER = Level("manager", Money(Decimal(0), "CNY"), START)
DIRECTOR = Level("director", Money(Decimal(5000), "CNY"), START, "tang")

COMPANY = Company(
    name="Mingjing Lamps",
    currency="CNY",
    tax_numbers=frozenset({"91310000MA1K35X75B"}),
    country="CN",
    time_zone="Asia/Shanghai",
    categories=(Category("meals", "餐饮", "Meals", creditable=False), Category("travel", "差旅", "Travel")),
    accounts=(AccountRule("meals", "6602", START), AccountRule("travel", "6603", START)),
    levels=(MANAGER, DIRECTOR),
)


def cny(amount: str) -> Money:
    return Money(Decimal(amount), "CNY")


def ready(amount: str = "88.00", number: int = 1, category: str = "meals", kind: str = "receipt") -> Line:
    """A line that lacks nothing."""
    return Line(number, None, "read", kind=kind, merchant="Noodles", spent_on=DAY, paid=cny(amount), category=category)


def draft(*lines: Line, claimant: Employee = LIN) -> Claim:
    """A claim that could be submitted."""
    lines = lines or (ready(),)
    return Claim("EC26-000123", claimant.number, "CNY", "Visit to a customer", lines, next_line=len(lines) + 1)


def submitted(*lines: Line, claimant: Employee = LIN, by_whom: tuple[str, ...] = ("mei",)) -> Claim:
    """A claim that waits for the first of `by_whom`, coded by the company's rules."""
    claim = draft(*lines, claimant=claimant)
    steps = tuple(Step("manager", number) for number in by_whom)
    return claim.submit(claimant, NOW, coded(claim, claimant, COMPANY), steps)


def routed(amount: str, claimant: Employee = LIN, people: People = PEOPLE, *levels: Level) -> list[str]:
    """Who is asked, in order."""
    return [step.approver for step in route(claimant.number, cny(amount), DAY, levels or COMPANY.levels, people)]


def approved(*lines: Line) -> Claim:
    """Waits for the bookkeeper."""
    return submitted(*lines).approve(MEI, NOW)


def posting(*lines: Line) -> Claim:
    """Released to the ERP, which has not been asked yet."""
    return approved(*lines).check(KAI, NOW)


def posted(*lines: Line) -> Claim:
    """The ERP holds it."""
    return posting(*lines).start_posting(NOW).book(NOW, "JE-0001", DAY)


def but(*changed: Employee) -> People:
    """Everyone, with some of them changed."""
    return People({person.number: person for person in (*EVERYONE, *changed)}.values())


def left(employee: Employee) -> Employee:
    return replace(employee, active=False)


TRAIN = ready("6000.00", category="travel", kind="train_ticket")
TWO_LEVELS = submitted(TRAIN, ready(number=2), by_whom=("mei", "ada"))
REST = submitted(TRAIN, ready(number=2)).send_back_lines(MEI, NOW, [1], "Why?", "EC26-000124")
PART = sent_back_part(submitted(TRAIN, ready(number=2)), REST)

#: A file that holds two receipts, asked about, and split.
PHOTO = replace(ready(), document="ab" * 32, several=2)
SPLIT = draft(PHOTO).split(LIN, NOW, replace(PHOTO, receipt=1), [replace(PHOTO, id=2, receipt=2)])

#: A claim at every stage of its life.
STAGES = (
    draft(PHOTO),
    SPLIT,
    SPLIT.join(LIN, NOW, PHOTO),
    REST,
    PART,
    draft(TRAIN),
    draft(TRAIN, ready(number=2), ready("12.50", 3)).remove(LIN, NOW, 2),
    draft(TRAIN, *(replace(ready(number=number), category="") for number in (2, 3))).correct(
        LIN, NOW, TRAIN, "category"
    ),
    draft(replace(TRAIN, unsure=frozenset({"merchant"}))),
    submitted(TRAIN).withdraw(LIN, NOW),
    submitted(TRAIN),
    submitted().ask(MEI, NOW, "Who?"),
    submitted().send_back(MEI, NOW, "Why?"),
    submitted().reject(MEI, NOW, "No"),
    TWO_LEVELS,
    TWO_LEVELS.approve(MEI, NOW, amounts={1: Decimal(100)}),
    TWO_LEVELS.approve(MEI, NOW).approve(ADA, NOW),
    approved(ready(category="gifts", kind="ferry_ticket")),
    submitted().approve(MEI, NOW, check=False),
    posting(),
    posting().start_posting(NOW),
    posting().start_posting(NOW).fail(NOW, "Closed"),
    posting().start_posting(NOW).ask_period(NOW, DAY, "Closed"),
    posting().start_posting(NOW).alarm(NOW, "Twice"),
    posted(),
    posted().ask_reversal(KAI, NOW, "Wrong month"),
    posted().ask_reversal(KAI, NOW, "Wrong month").confirm_reversal(ADA, NOW),
    posted().mark_paid(KAI, NOW, DAY),
    posted().pay(NOW, DAY),
    posted().reverse(NOW),
)

#: Every button, pressed with answers nobody could object to.
PRESS: Mapping[Action, Callable[[Claim, Employee], Claim]] = {
    Action.ADD: lambda claim, by: claim.add(by, NOW),
    Action.CORRECT: lambda claim, by: claim.correct(by, NOW, claim.lines[0]),
    Action.REMOVE: lambda claim, by: claim.remove(by, NOW, claim.lines[0].id),
    Action.RESTORE: lambda claim, by: claim.restore(by, NOW, claim.removed[0].id if claim.removed else 1),
    Action.SPLIT: lambda claim, by: claim.split(
        by, NOW, replace(claim.lines[0], receipt=1), [replace(claim.lines[0], id=claim.next_line, receipt=2)]
    ),
    Action.JOIN: lambda claim, by: claim.join(by, NOW, replace(claim.lines[0], receipt=0)),
    Action.CANCEL_READING: lambda claim, by: claim.cancel_reading(by, NOW, claim.lines[0].id if claim.lines else 1),
    Action.CATEGORISE: lambda claim, by: claim.categorise(by, NOW),
    Action.CONFIRM: lambda claim, by: claim.confirm(by, NOW),
    Action.DESCRIBE: lambda claim, by: claim.describe(by, NOW, "Trip"),
    Action.EXPLAIN: lambda claim, by: claim.explain(by, NOW, 1, "Two of us"),
    Action.SUBMIT: lambda claim, by: claim.submit(by, NOW, coded(claim, LIN, COMPANY), (Step("manager", "mei"),)),
    Action.WITHDRAW: lambda claim, by: claim.withdraw(by, NOW),
    Action.APPROVE: lambda claim, by: claim.approve(by, NOW),
    Action.SEND_BACK: lambda claim, by: claim.send_back(by, NOW, "Why?"),
    Action.SEND_BACK_LINES: lambda claim, by: claim.send_back_lines(
        by, NOW, [claim.lines[0].id], "Why?", "EC26-000124"
    ),
    Action.REJECT: lambda claim, by: claim.reject(by, NOW, "No"),
    Action.ASK: lambda claim, by: claim.ask(by, NOW, "Who?"),
    Action.REMIND: lambda claim, by: claim.remind(by, NOW),
    Action.ANSWER: lambda claim, by: claim.answer(by, NOW, "Two customers"),
    Action.TAKE_BACK: lambda claim, by: claim.take_back(by, NOW, PART),
    Action.REROUTE: lambda claim, by: claim.reroute(by, NOW, BAI),
    Action.RECODE: lambda claim, by: claim.recode(by, NOW, replace(claim.lines[0], account="6699")),
    Action.CHECK: lambda claim, by: claim.check(by, NOW),
    Action.FIX_AND_POST: lambda claim, by: claim.fix_and_post(by, NOW),
    Action.POST_NEXT: lambda claim, by: claim.post_next(by, NOW, DAY),
    Action.ACCRUE: lambda claim, by: claim.accrue(by, NOW, DAY, "2241"),
    Action.MARK_PAID: lambda claim, by: claim.mark_paid(by, NOW, max(claim.posted_on or DAY, DAY)),
    Action.LOOK_AGAIN: lambda claim, by: claim.look_again(by, NOW),
    Action.ASK_REVERSAL: lambda claim, by: claim.ask_reversal(by, NOW, "Wrong month"),
    Action.DROP_REVERSAL: lambda claim, by: claim.drop_reversal(by, NOW),
    Action.CONFIRM_REVERSAL: lambda claim, by: claim.confirm_reversal(by, NOW),
    Action.REOPEN: lambda claim, by: claim.reopen(by, NOW),
}
