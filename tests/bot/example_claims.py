"""A small company and a claim in each of its states, for tests that look at claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.claims.accounts import AccountRule, Category
from bot.claims.claim import Claim
from bot.claims.company import Company, coded
from bot.claims.line import Line, Rate
from bot.claims.money import Money
from bot.claims.people import Employee, People, Role
from bot.claims.policy import Limit
from bot.claims.route import Level, Step
from bot.claims.states import State

START = datetime(2026, 7, 24, 1, 30, tzinfo=UTC)
TODAY = date(2026, 7, 27)
SINCE = date(2020, 1, 1)

LIN = Employee("E07", "林晓", "lin@example.com", "E02", "sales", "CC-10", "zh", "Asia/Shanghai")
BOSS = Employee("E02", "Mia Chen", "mia@example.com", "E01", "sales", "CC-10", "en", "Asia/Shanghai")
HEAD = Employee("E01", "Tom Berger", "tom@example.com", None, "board", "CC-01", "en", "Europe/Berlin")
BOOKS = Employee(
    "E03",
    "周敏",
    "zhou@example.com",
    "E01",
    "finance",
    "CC-02",
    "zh",
    "Asia/Shanghai",
    roles=frozenset({Role.BOOKKEEPER}),
)
BOOKS_TOO = replace(BOOKS, number="E04", name="Ada King", email="ada@example.com", locale="en")
ADMIN = Employee("E05", "Sam Lee", "sam@example.com", "E01", "it", roles=frozenset({Role.ADMINISTRATOR}))
AUDITOR = Employee("E06", "何静", "he@example.com", "E01", "audit", locale="zh", roles=frozenset({Role.AUDITOR}))
PEOPLE = People((LIN, BOSS, HEAD, BOOKS, BOOKS_TOO, ADMIN, AUDITOR))

COMPANY = Company(
    name="Example Trading 示例贸易",
    currency="CNY",
    tax_numbers=frozenset({"91310000MA1K00000X"}),
    country="CN",
    time_zone="Asia/Shanghai",
    categories=(
        Category("meals", "餐费", "Meals", creditable=False),
        Category("travel", "差旅费", "Travel"),
        Category("office", "办公用品", "Office supplies"),
    ),
    accounts=(
        AccountRule("meals", "6602.01", SINCE),
        AccountRule("travel", "6602.02", SINCE),
    ),
    levels=(
        Level("manager", Money(Decimal(0), "CNY"), SINCE),
        Level("director", Money(Decimal(1000), "CNY"), SINCE, approver="E01"),
    ),
    limits=(Limit("meals", Money(Decimal(200), "CNY"), SINCE),),
)

NOODLES = Line(
    1, "a" * 64, "read", kind="receipt", merchant="老王面馆", spent_on=date(2026, 7, 23),
    paid=Money(Decimal("88.00"), "CNY"), category="meals", unsure=frozenset({"total"}), cost_centre="CC-10",
)  # fmt: skip
TRAIN = Line(
    2, "b" * 64, "read", kind="train_ticket", merchant="中国铁路", spent_on=date(2026, 7, 22),
    paid=Money(Decimal("553.00"), "CNY"), category="travel", cost_centre="CC-10",
)  # fmt: skip
HOTEL = Line(
    3, "c" * 64, "read", kind="receipt", merchant="Hotel am Tor", spent_on=date(2026, 7, 20),
    paid=Money(Decimal("120.00"), "EUR"), category="office",
    rate=Rate(Decimal("7.8412"), date(2026, 7, 20), "ECB"), cost_centre="CC-10",
)  # fmt: skip


def at(hours: float) -> datetime:
    """A moment some hours after the start."""
    return START + timedelta(hours=hours)


def started() -> Claim:
    """An empty draft."""
    return Claim("EC26-000001", LIN.number, "CNY")


def draft(*lines: Line, purpose: str = "拜访客户李明 client visit") -> Claim:
    """A draft with these lines read, noodles where none are named."""
    claim = started()
    for line in lines or (NOODLES,):
        claim = claim.add(LIN, at(0), line.document)
        claim = claim.read(replace(line, id=claim.lines[-1].id), at(0))
    return claim.describe(LIN, at(0.2), purpose) if purpose else claim


def _one_categorised() -> Claim:
    bare = (replace(line, category="") for line in (NOODLES, TRAIN, TRAIN))
    claim = draft(*bare, purpose="")
    return claim.correct(LIN, at(0.3), replace(claim.lines[0], category="meals"), "category")


def _two_in_one_photo() -> Claim:
    two = replace(NOODLES, several=2)
    return draft(two).split(LIN, at(0.3), replace(two, receipt=1), [replace(two, id=2, receipt=2)])


def submitted(*lines: Line) -> Claim:
    """Sent to two levels of approval."""
    claim = draft(*lines)
    steps = (Step("manager", BOSS.number), Step("director", HEAD.number))
    return claim.submit(LIN, at(1), coded(claim, LIN, COMPANY), steps)


def _approved() -> Claim:
    return submitted(NOODLES, TRAIN).approve(BOSS, at(2), amounts={1: Decimal("60.00")}).approve(HEAD, at(20))


def _coded(claim: Claim) -> Claim:
    for line in claim.lines:
        if not line.account:
            claim = claim.recode(BOOKS, at(21), replace(line, account="6602.09"), "account")
    return claim


def _posting() -> Claim:
    return _coded(_approved()).check(BOOKS, at(22)).start_posting(at(22.1))


def _posted() -> Claim:
    return _posting().book(at(22.2), "JE-0001", date(2026, 7, 25))


#: One claim (or more, where it can look different) for every state.
CLAIMS: dict[str, Callable[[], Claim]] = {
    "empty": started,
    "draft": draft,
    "draft, without purpose": lambda: draft(purpose=""),
    "draft, reading": lambda: draft(NOODLES, purpose="").add(LIN, at(0.1), "d" * 64),
    "draft, unreadable": lambda: draft(Line(1, "e" * 64, "failed", problem="unreadable-no_text")),
    "draft, one removed": lambda: draft(NOODLES, TRAIN).remove(LIN, at(0.1), 1),
    "draft, one category for all": lambda: _one_categorised(),
    "draft, perhaps two": lambda: draft(replace(NOODLES, several=2, paid=None)),
    "draft, two in one photo": _two_in_one_photo,
    "draft, by hand": lambda: started().add(LIN, at(0)),
    "draft, foreign": lambda: draft(HOTEL, replace(HOTEL, rate=None)),
    "submitted": lambda: submitted(NOODLES, TRAIN, HOTEL),
    "submitted, asked": lambda: submitted().ask(BOSS, at(2), "和谁一起吃的？"),
    "submitted, answered": lambda: (
        submitted().ask(BOSS, at(2), "Who was there?").answer(LIN, at(3), "李明，客户方采购")
    ),
    "in_approval": lambda: submitted(NOODLES, TRAIN).approve(BOSS, at(2), amounts={1: Decimal("60.00")}),
    "sent_back": lambda: submitted().send_back(BOSS, at(2), "Please split tips from food."),
    "rejected": lambda: submitted().reject(BOSS, at(2), "Private dinner."),
    "withdrawn": lambda: submitted().withdraw(LIN, at(2)),
    "approved": _approved,
    "posting": _posting,
    "posting_failed": lambda: _posting().fail(at(22.3), "Account 6602.09 is closed for July"),
    "posting, alarmed": lambda: _posting().alarm(at(22.3), "EC26-000001 is in the ERP 2 times: V-1, V-2"),
    "posted": _posted,
    "posted, reversal asked": lambda: _posted().ask_reversal(BOOKS, at(30), "记错了公司"),
    "posted, reversal confirmed": lambda: (
        _posted().ask_reversal(BOOKS, at(30), "Wrong company").confirm_reversal(BOOKS_TOO, at(31))
    ),
    "posted, reversal failed": lambda: (
        _posted()
        .ask_reversal(BOOKS, at(30), "x")
        .confirm_reversal(BOOKS_TOO, at(31))
        .fail_reversal(at(32), "EC26-000001 is paid")
    ),
    "paid": lambda: _posted().pay(at(40), date(2026, 7, 26)),
    "reversed": lambda: _posted().ask_reversal(BOOKS, at(30), "x").confirm_reversal(ADMIN, at(31)).reverse(at(32)),
    "reopened": lambda: (
        _posted().ask_reversal(BOOKS, at(30), "x").confirm_reversal(ADMIN, at(31)).reverse(at(32)).reopen(LIN, at(33))
    ),
}

assert {claim().state for claim in CLAIMS.values()} == set(State)
