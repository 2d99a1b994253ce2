"""Claims come back exactly, two who decide at once do not overwrite each other, and lists know whose turn it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from bot.claims.claim import Claim, stem_of
from bot.claims.line import Line, Rate
from bot.claims.money import Money
from bot.claims.route import Step
from bot.claims.states import Action, Happened, State
from bot.store import claims, tables
from bot.store.claim_rows import BOOKKEEPER
from bot.store.claims import Waiting
from bot.store.database import Database
from bot.store.errors import Stale, Unknown
from tests.bot.store.people import BOSS, LATER, LIN, NOW, populate

# Any claim the types allow, whether or not the rules would let it come about

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
numbers = st.sampled_from(["lin", "boss", "top", "book"])
currencies = st.sampled_from(["CNY", "EUR", "JPY", "KWD"])
amounts = st.decimals(Decimal("-1e12"), Decimal("1e12"), allow_nan=False, places=8) | st.decimals(
    0, Decimal("1e6"), places=2
)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
# Zones of a fixed distance: Python calls two moments of a clock that is set back unequal although they are the same.
zones = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=zones)  # noqa: DTZ001


@st.composite
def lines(draw: st.DrawFn, digests: list[str]) -> Line:
    return Line(
        id=0,
        document=draw(st.none() | st.sampled_from(digests)),
        reading=draw(st.sampled_from(["waiting", "read", "failed"])),
        problem=draw(words),
        kind=draw(words),
        merchant=draw(words),
        spent_on=draw(st.none() | days),
        paid=draw(st.none() | st.builds(Money, amounts, currencies)),
        printed_tax=draw(st.none() | amounts),
        invoice_number=draw(words),
        buyer_tax_number=draw(words),
        category=draw(words),
        rate=draw(st.none() | st.builds(Rate, st.decimals(Rate.LOWEST, Rate.HIGHEST, places=10), days, words)),
        unsure=draw(st.frozensets(words, max_size=3)),
        account=draw(words),
        tax=draw(amounts),
        tax_code=draw(words),
        cost_centre=draw(words),
        project=draw(words),
    )


happened = st.builds(
    Happened,
    moments,
    numbers | st.just(""),
    st.sampled_from(list(Action)),
    st.sampled_from(list(State)),
    words,
    st.integers(0, 99),
)


@st.composite
def any_claims(draw: st.DrawFn, digests: list[str]) -> Claim:
    ids = draw(st.lists(st.integers(1, 2**31 - 1), unique=True, max_size=4))
    steps = st.builds(
        Step, words, numbers, st.none() | moments, st.dictionaries(st.integers(1, 2**31 - 1), amounts, max_size=3)
    )
    return Claim(
        reference="EC26-000001" + draw(st.sampled_from(["", "-R2", "-R11"])),
        claimant=draw(numbers),
        currency=draw(currencies),
        purpose=draw(words),
        lines=tuple(replace(draw(lines(digests)), id=number) for number in ids[1:]),
        removed=tuple(replace(draw(lines(digests)), id=number) for number in ids[:1]),
        state=draw(st.sampled_from(list(State))),
        version=draw(st.integers(1, 2**31 - 2)),
        next_line=draw(st.integers(1, 2**31 - 1)),
        route=tuple(draw(st.lists(steps, max_size=3))),
        history=tuple(draw(st.lists(happened, max_size=4))),
        voucher_number=draw(words),
        posted_on=draw(st.none() | days),
        paid_on=draw(st.none() | days),
        failure=draw(words),
        reversal_asked_by=draw(numbers | st.just("")),
        reversal_confirmed_by=draw(numbers | st.just("")),
    )


def wipe(database: Database) -> None:
    with database.writing() as connection:
        for table in (tables.claim_line, tables.claim_step, tables.claim_event, tables.claim):
            connection.execute(delete(table))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(drawn=st.data())
def test_every_claim_comes_back_exactly_also_after_a_change(database: Database, drawn: st.DataObject) -> None:
    digests = populate(database)
    wipe(database)
    claim = drawn.draw(any_claims(digests))
    with database.writing() as connection:
        claims.insert(connection, claim, NOW)
    with database.reading() as connection:
        assert claims.load(connection, claim.reference) == claim
    other = drawn.draw(any_claims(digests))
    more = tuple(drawn.draw(st.lists(happened, max_size=2)))
    changed = replace(other, version=claim.version + 1, history=(*claim.history, *more))
    with database.writing() as connection:
        claims.save(connection, changed, claim.version, LATER)
    with database.reading() as connection:
        assert claims.load(connection, "EC26-000001") == changed
        row = connection.execute(select(tables.claim)).one()
        assert (row.claimed, row.approved) == (changed.claimed.amount, changed.approved.amount)


# A claim as it comes about


def drafted(reference: str = "EC26-000001") -> Claim:
    claim = Claim(reference, "lin", "CNY", purpose="客户午餐").add(LIN, NOW)
    line = replace(
        claim.lines[0],
        merchant="面馆",
        spent_on=date(2026, 3, 1),
        paid=Money(Decimal("88.00"), "CNY"),
        category="meals",
    )
    return claim.correct(LIN, NOW, line)


def submitted(reference: str = "EC26-000001") -> Claim:
    claim = drafted(reference)
    return claim.submit(LIN, NOW, claim.lines, (Step("manager", "boss"), Step("director", "top")))


def stored(database: Database, *all_of_them: Claim, at: datetime = NOW) -> None:
    with database.writing() as connection:
        for claim in all_of_them:
            claims.insert(connection, claim, at)


def test_a_claim_that_is_not_there_is_unknown(database: Database) -> None:
    populate(database)
    with database.writing() as connection:
        with pytest.raises(Unknown):
            claims.load(connection, "EC26-000001")
        with pytest.raises(Unknown):
            claims.save(connection, drafted(), 1, NOW)


def test_what_was_decided_on_an_older_version_is_stale_and_changes_nothing(database: Database) -> None:
    populate(database)
    claim = submitted()
    stored(database, claim)
    approved = claim.approve(BOSS, LATER)
    with database.writing() as connection:
        claims.save(connection, approved, claim.version, LATER)
    with pytest.raises(Stale), database.writing() as connection:
        claims.save(connection, claim.reject(BOSS, LATER, "no"), claim.version, LATER)
    with database.writing() as connection:
        assert claims.load(connection, claim.reference) == approved
        with pytest.raises(ValueError, match="no change"):
            claims.save(connection, approved, approved.version, LATER)


def at_once(*work: Callable[[], None]) -> list[Exception]:
    """Run them in threads that start together; the errors they ended with."""
    start = threading.Barrier(len(work))
    errors: list[Exception] = []

    def run(one: Callable[[], None]) -> None:
        start.wait(5)
        try:
            one()
        except Exception as error:  # noqa: BLE001 - handed to the test, which looks at it
            errors.append(error)

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return errors


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(database: Database) -> None:
    populate(database)
    for number in range(1, 11):
        claim = submitted(f"EC26-{number:06}")
        stored(database, claim)
        ways = (claim.approve(BOSS, LATER), claim.send_back(BOSS, LATER, "why?"))
        loaded = threading.Barrier(2)

        def decide(way: Claim, loaded: threading.Barrier = loaded, seen: int = claim.version) -> None:
            with database.reading() as connection:
                assert claims.load(connection, way.reference).version == seen
            loaded.wait(5)
            with database.writing() as connection:
                claims.save(connection, way, seen, LATER)

        errors = at_once(*(lambda way=way: decide(way) for way in ways))
        assert [type(error) for error in errors] == [Stale]
        with database.reading() as connection:
            assert claims.load(connection, claim.reference) in ways


def test_the_history_is_only_ever_added_to(database: Database) -> None:
    populate(database)
    claim = submitted()
    stored(database, claim)
    for history in ((), claim.history[:-1], (*claim.history[:-1], replace(claim.history[-1], note="forged"))):
        changed = replace(claim, version=claim.version + 1, history=history)
        with pytest.raises(ValueError, match="added to"), database.writing() as connection:
            claims.save(connection, changed, claim.version, LATER)
    with database.reading() as connection:
        assert claims.load(connection, claim.reference) == claim


def test_no_reference_is_given_out_twice_to_four_threads_at_once(database: Database) -> None:
    found: list[str] = []

    def take() -> None:
        for _ in range(50):
            with database.writing() as connection:
                found.append(claims.next_reference(connection, 2026))

    assert at_once(take, take, take, take) == []
    assert sorted(found) == [f"EC26-{number:06}" for number in range(1, 201)]
    with database.writing() as connection:
        assert claims.next_reference(connection, 2027) == "EC27-000001"
        assert claims.next_reference(connection, 2105) == "EC05-000001"


def test_it_is_known_whose_turn_it_is_and_since_when(database: Database) -> None:
    populate(database)
    hours = iter(NOW + timedelta(hours=n) for n in range(99))
    since = next(hours)
    claim = drafted()
    stored(database, claim, at=since)

    def turn() -> list[Waiting]:
        with database.reading() as connection:
            return claims.waiting(connection, NOW + timedelta(days=9))

    def step(changed: Claim) -> datetime:
        nonlocal claim
        at = next(hours)
        with database.writing() as connection:
            claims.save(connection, changed, claim.version, at)
        claim = changed
        return at

    def now_it_is(who: str, when: datetime) -> bool:
        return turn() == [Waiting("EC26-000001", claim.state, who, when)]

    assert now_it_is("lin", since)
    step(claim.describe(LIN, NOW, "else"))
    assert now_it_is("lin", since)  # a change that leaves the turn where it was
    at = step(claim.submit(LIN, NOW, claim.lines, (Step("manager", "boss"), Step("director", "top"))))
    assert now_it_is("boss", at)
    step(claim.ask(BOSS, NOW, "why?"))
    assert now_it_is("boss", at)
    assert now_it_is("top", step(claim.approve(BOSS, NOW)))
    assert now_it_is("boss", step(claim.take_back(BOSS, NOW)))
    assert now_it_is("lin", step(claim.send_back(BOSS, NOW, "no")))
    at = step(replace(claim, version=claim.version + 1, state=State.APPROVED))
    assert now_it_is(BOOKKEEPER, at)
    assert now_it_is(BOOKKEEPER, step(replace(claim, version=claim.version + 1, state=State.POSTING_FAILED)))
    with database.reading() as connection:
        assert claims.waiting(connection, at) == []  # not before then
    for state in (State.POSTING, State.POSTED, State.PAID, State.REVERSED, State.REJECTED, State.WITHDRAWN):
        step(replace(claim, version=claim.version + 1, state=state))
        assert turn() == []


def test_lists_have_what_they_say_in_the_order_they_say(database: Database) -> None:
    populate(database)
    first, second = submitted("EC26-000001"), submitted("EC26-000002")
    draft, older = drafted("EC26-000003"), drafted("EC26-000004")
    checked = replace(submitted("EC26-000005"), state=State.APPROVED)
    foreign = Claim("EC26-000006", "boss", "CNY")
    stored(database, second, older, at=NOW)
    stored(database, first, draft, checked, foreign, at=LATER)
    with database.reading() as connection:
        assert claims.waiting_for(connection, "boss") == (second, first, foreign)
        assert claims.waiting_for(connection, "top") == ()
        assert claims.to_check(connection) == (checked,)
        assert claims.of(connection, "lin") == (checked, draft, first, older, second)
        assert claims.of(connection, "lin", limit=2) == (checked, draft)
        assert claims.in_state(connection, State.SUBMITTED, State.APPROVED) == (second, first, checked)
        assert claims.in_state(connection) == ()
        assert claims.open_draft(connection, "lin") == draft
        assert claims.open_draft(connection, "top") is None


def test_many_claims_are_loaded_with_few_statements(database: Database) -> None:
    populate(database)
    many = tuple(submitted(f"EC26-{number:06}") for number in range(1, 522))
    stored(database, *many)
    with database.reading() as connection:
        assert claims.in_state(connection, State.SUBMITTED) == many


def test_lines_that_may_be_the_same_document_are_found_on_other_claims(database: Database) -> None:
    digest, *_ = populate(database)
    paid, day = Money(Decimal("12.50"), "CNY"), date(2026, 3, 1)
    line = Line(1, digest, invoice_number="N1", merchant="面馆", spent_on=day, paid=paid)
    bare = Line(1, merchant="面馆", spent_on=day, paid=Money(Decimal("12.5"), "CNY"))
    other_claims = {
        "EC26-000002": Line(1, invoice_number="N1"),
        "EC26-000003": Line(7, digest),
        "EC26-000004": bare,
        "EC26-000005": replace(bare, paid=Money(Decimal("12.51"), "CNY")),
        "EC26-000006": replace(bare, paid=Money(Decimal("12.50"), "EUR")),
        "EC26-000007": replace(bare, spent_on=date(2026, 3, 2)),
        "EC26-000008": replace(bare, merchant="饭馆"),
        "EC26-000009": Line(1),
    }
    stored(database, *(Claim(name, "boss", "CNY", lines=(one,)) for name, one in other_claims.items()))
    ended = (("EC26-000010", State.WITHDRAWN), ("EC26-000011", State.REJECTED))
    stored(database, *(Claim(name, "lin", "CNY", lines=(line,), state=state) for name, state in ended))
    stored(database, Claim("EC26-000012", "lin", "CNY", removed=(line,)))
    stored(database, Claim("EC26-000001-R2", "lin", "CNY", lines=(line,)))
    with database.reading() as connection:
        assert claims.lines_like(connection, "EC26-000001-R2", line) == [
            (name, other_claims[name]) for name in ("EC26-000002", "EC26-000003", "EC26-000004")
        ]
        names = [name for name, _ in claims.lines_like(connection, "EC26-000099", bare)]
        assert names == ["EC26-000001-R2", "EC26-000004"]
        assert claims.lines_like(connection, "EC26-000001", Line(1)) == []
        assert claims.lines_like(connection, "EC26-000001", Line(1, merchant="面馆", spent_on=day)) == []


def test_a_claim_that_is_claimed_again_keeps_its_stem(database: Database) -> None:
    populate(database)
    claim = replace(submitted(), state=State.REVERSED)
    stored(database, claim)
    again = claim.reopen(LIN, LATER)
    with database.writing() as connection:
        claims.save(connection, again, claim.version, LATER)
    with database.reading() as connection:
        for name in ("EC26-000001", "EC26-000001-R2"):
            assert claims.load(connection, name) == again
        assert connection.execute(select(func.count()).select_from(tables.claim)).scalar_one() == 1
    assert stem_of(again.reference) == "EC26-000001"
