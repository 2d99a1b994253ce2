"""Who is asked: the manager, above 5,000 CNY the director too, and nobody twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.claims.errors import Incomplete
from bot.claims.money import Money
from bot.claims.people import Employee, People, Role
from bot.claims.route import Level, route
from tests.bot.claims.cast import (
    BAI,
    DAY,
    DIRECTOR,
    LIN,
    MANAGER,
    MEI,
    PEOPLE,
    START,
    TANG,
    but,
    cny,
    left,
    person,
    routed,
)


def test_a_small_claim_asks_the_manager() -> None:
    assert routed("88") == ["mei"]


@pytest.mark.parametrize(
    ("amount", "asked"),
    [("5000.00", ["mei"]), ("5000.01", ["mei", "tang"]), ("0.01", ["mei"])],
)
def test_the_director_is_asked_above_the_amount_and_not_at_it(amount: str, asked: list[str]) -> None:
    assert routed(amount) == asked


def test_the_steps_carry_the_names_of_their_levels() -> None:
    steps = route("lin", cny("6000"), DAY, (MANAGER, DIRECTOR), PEOPLE)
    assert [(step.level, step.approver) for step in steps] == [("manager", "mei"), ("director", "tang")]


def test_the_same_person_is_asked_once_at_the_highest_level() -> None:
    steps = route("mei", cny("6000"), DAY, (MANAGER, DIRECTOR), PEOPLE)
    assert [(step.level, step.approver) for step in steps] == [("director", "tang")]


def test_a_director_who_claims_is_decided_by_their_superior() -> None:
    assert routed("6000", TANG) == ["bai"]


def test_a_named_approver_who_left_is_replaced_by_their_superior() -> None:
    assert routed("6000", LIN, but(left(TANG))) == ["mei", "bai"]


def auditing(employee: Employee) -> Employee:
    return replace(employee, roles=employee.roles | {Role.AUDITOR})


def test_an_auditor_is_on_no_route_neither_by_name_nor_as_a_superior() -> None:
    assert routed("6000", LIN, but(auditing(TANG))) == ["mei", "bai"]
    assert routed("6000", LIN, but(auditing(MEI))) == ["tang"]
    named = replace(DIRECTOR, approver="ola")
    assert routed("6000", LIN, PEOPLE, MANAGER, named) == ["mei", "tang"]
    with pytest.raises(Incomplete, match="no-approver"):
        routed("88", TANG, but(auditing(BAI)))


def test_a_manager_who_left_is_replaced_by_the_managers_manager() -> None:
    assert routed("88", LIN, but(left(MEI))) == ["tang"]
    assert routed("6000", LIN, but(left(MEI))) == ["tang"]


def test_above_somebody_are_their_superiors_who_have_not_left_and_never_themselves() -> None:
    assert [person.number for person in but(left(TANG)).above("lin")] == ["mei", "bai"]
    circle = People([person("a", "b"), person("b", "c"), person("c", "a")])
    assert [person.number for person in circle.above("a")] == ["b", "c"]
    assert People([person("a", "gone")]).above("a") == ()


def test_nobody_above_means_no_approver() -> None:
    with pytest.raises(Incomplete, match="no-approver") as caught:
        routed("88", BAI)
    assert caught.value.values == {"level": "manager"}


def test_everybody_above_has_left() -> None:
    with pytest.raises(Incomplete, match="no-approver"):
        routed("88", LIN, but(left(MEI), left(TANG), left(BAI)))


def test_a_circle_of_managers_never_leads_back_to_the_claimant() -> None:
    two = People([person("a", "b"), person("b", "a")])
    assert routed("88", two["a"], two) == ["b"]
    alone = People([person("a", "b"), left(person("b", "a"))])
    with pytest.raises(Incomplete, match="no-approver"):
        routed("88", alone["a"], alone)


def test_somebody_who_is_their_own_manager_has_no_approver() -> None:
    own = People([person("a", "a")])
    with pytest.raises(Incomplete, match="no-approver"):
        routed("88", own["a"], own)


def test_a_director_below_the_claimant_does_not_make_the_claimant_their_own_approver() -> None:
    # Bai is the superior of Tang, who has left: nobody is left for Bai's own claim.
    only_director = (replace(DIRECTOR, above=cny("0")),)
    with pytest.raises(Incomplete, match="no-approver"):
        routed("88", BAI, but(left(TANG)), *only_director)


def test_a_named_approver_nobody_knows_stops_the_claim_instead_of_dropping_the_level() -> None:
    unknown = replace(DIRECTOR, approver="tnag")
    assert routed("88", LIN, PEOPLE, MANAGER, unknown) == ["mei"]
    with pytest.raises(Incomplete, match="no-approver") as caught:
        routed("6000", LIN, PEOPLE, MANAGER, unknown)
    assert caught.value.values == {"level": "director"}


def test_a_level_holds_from_its_first_to_its_last_day() -> None:
    level = Level("manager", Money(Decimal(0), "CNY"), date(2026, 1, 1), end=date(2026, 12, 31))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [level.applies(cny("1"), day) for day in days] == [False, True, True, False]


def test_no_level_for_the_day_means_no_approver() -> None:
    with pytest.raises(Incomplete, match="no-approver"):
        route("lin", cny("88"), START - timedelta(days=1), (MANAGER,), PEOPLE)


def test_a_claim_over_nothing_has_no_approver() -> None:
    with pytest.raises(Incomplete, match="no-approver"):
        routed("0")


def test_a_level_in_another_currency_is_an_error_and_not_a_comparison() -> None:
    with pytest.raises(ValueError, match="do not mix"):
        route("lin", Money(Decimal(9000), "USD"), DAY, (DIRECTOR,), PEOPLE)
