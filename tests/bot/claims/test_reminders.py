"""Who is reminded of what, and when: once a day, in the morning where they are, and never on a day off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.claims.people import Employee, People, Role
from bot.claims.reminders import Digest, Turn, Why, digests, escalations, local_date, turns
from bot.claims.workdays import is_workday
from tests.bot.claims.cast import (
    EVERYONE,
    KAI,
    LIN,
    MEI,
    NOW,
    TANG,
    approved,
    draft,
    left,
    posted,
    posting,
    submitted,
)

STEM = "EC26-000123"


def at(text: str, zone: str = "Asia/Shanghai") -> datetime:
    """A moment as a clock on the wall shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def in_shanghai(*changed: Employee) -> People:
    by_number = {person.number: replace(person, time_zone="Asia/Shanghai") for person in EVERYONE}
    return People((by_number | {person.number: person for person in changed}).values())


PEOPLE = in_shanghai()
MONDAY = at("2026-11-23 15:00")  # an ordinary week


def turn(person: str = "mei", since: datetime = MONDAY, why: Why = "approve", claim: str = STEM) -> Turn:
    return Turn(claim, "lin", person, why, since)


# Whose turn it is


def test_whose_turn_it_is_follows_from_the_claim() -> None:
    keepers = [("kai", "check"), ("wen", "check")]
    expected = {
        "draft": (draft(), [("lin", "draft")]),
        "submitted": (submitted(), [("mei", "approve")]),
        "asked": (submitted().ask(MEI, NOW, "Who?"), [("mei", "approve"), ("lin", "answer")]),
        "sent back": (submitted().send_back(MEI, NOW, "Why?"), [("lin", "sent back")]),
        "approved": (approved(), keepers),
        "refused by the ERP": (posting().start_posting(NOW).fail(NOW, "No"), keepers),
        "wrong in the ERP": (posting().start_posting(NOW).alarm(NOW, "Twice"), keepers),
        "posting": (posting(), []),
        "posted": (posted(), []),
        "rejected": (submitted().reject(MEI, NOW, "No"), []),
    }
    found = {name: [(t.person, t.why) for t in turns(claim, NOW, PEOPLE)] for name, (claim, _) in expected.items()}
    assert found == {name: whose for name, (_, whose) in expected.items()}


def test_nobody_is_asked_to_check_their_own_claim() -> None:
    claim = submitted(claimant=KAI).approve(MEI, NOW)
    assert [t.person for t in turns(claim, NOW, PEOPLE)] == ["wen"]


def test_a_question_waits_since_it_was_asked_and_a_reopened_claim_keeps_its_stem() -> None:
    asked = NOW + timedelta(hours=5)
    assert [t.since for t in turns(submitted().ask(MEI, asked, "Who?"), NOW, PEOPLE)] == [NOW, asked]
    assert turns(posted().reverse(NOW).reopen(LIN, NOW), NOW, PEOPLE)[0].claim == STEM


# One digest a day


def test_everything_of_a_person_is_in_one_digest_the_longest_waiting_first() -> None:
    waiting = [
        turn("kai", MONDAY, "check", "EC26-000002"),
        turn("kai", MONDAY - timedelta(hours=1), "check", "EC26-000003"),
        turn("kai", MONDAY, "approve", "EC26-000004"),
        turn("kai", MONDAY, "sent back", "EC26-000005"),
        turn("kai", MONDAY - timedelta(hours=1), "answer", "EC26-000006"),
    ]
    due = digests(at("2026-11-24 09:00"), PEOPLE, waiting)
    assert due == (
        Digest(
            "kai",
            date(2026, 11, 24),
            to_approve=("EC26-000004",),
            to_check=("EC26-000003", "EC26-000002"),
            mine=("EC26-000006", "EC26-000005"),
        ),
    )
    assert due[0].key == "digest:kai:2026-11-24"


def test_each_person_gets_their_own() -> None:
    due = digests(at("2026-11-24 09:00"), PEOPLE, [turn("mei"), turn("tang"), turn("lin", MONDAY, "sent back")])
    assert [digest.person for digest in due] == ["lin", "mei", "tang"]


def test_nobody_who_is_waited_for_by_nobody_gets_one() -> None:
    assert digests(at("2026-11-24 09:00"), PEOPLE, []) == ()


@pytest.mark.parametrize(("clock", "due"), [("08:59:59", 0), ("09:00:00", 1), ("17:00:00", 1)])
def test_not_before_nine_in_the_morning(clock: str, due: int) -> None:
    assert len(digests(at(f"2026-11-24 {clock}"), PEOPLE, [turn()])) == due


def test_what_came_after_nine_waits_for_tomorrow() -> None:
    later = turn(since=at("2026-11-24 09:00"))
    assert not digests(at("2026-11-24 16:00"), PEOPLE, [later])
    assert digests(at("2026-11-25 09:00"), PEOPLE, [later])


def test_a_draft_is_left_alone_until_it_is_old() -> None:
    old, young = at("2026-11-17 08:59"), at("2026-11-17 09:00")
    assert digests(at("2026-11-24 10:00"), PEOPLE, [turn("lin", old, "draft")])[0].mine == (STEM,)
    assert not digests(at("2026-11-24 10:00"), PEOPLE, [turn("lin", young, "draft")])
    assert digests(at("2026-11-24 10:00"), PEOPLE, [turn("lin", young, "draft")], draft_days=6)


def test_who_has_left_is_not_reminded() -> None:
    assert not digests(at("2026-11-24 10:00"), in_shanghai(left(PEOPLE["mei"])), [turn()])


def test_a_claim_with_two_reasons_stands_in_the_list_once() -> None:
    both = [turn("lin", MONDAY, "answer"), turn("lin", MONDAY, "sent back")]
    assert digests(at("2026-11-24 10:00"), PEOPLE, both)[0].mine == (STEM,)


@pytest.mark.parametrize(
    ("day", "why", "due"),
    [
        ("2026-11-21", "a Saturday", 0),
        ("2026-11-22", "a Sunday", 0),
        ("2026-10-01", "National Day", 0),
        ("2026-10-05", "the Monday of Golden Week", 0),
        ("2026-10-08", "the first day after it", 1),
        ("2026-10-10", "a Saturday that is worked instead", 1),
        ("2026-02-14", "the Saturday before the Spring Festival", 1),
        ("2026-02-20", "the Friday that it pays for", 0),
    ],
)
def test_reminders_keep_the_working_days(day: str, why: str, due: int) -> None:
    assert len(digests(at(f"{day} 10:00"), PEOPLE, [turn(since=at("2026-01-05 10:00"))])) == due, why


def test_each_persons_day_is_where_they_are() -> None:
    people = in_shanghai(replace(TANG, time_zone="America/Los_Angeles", country="US"))
    waiting = [turn("mei"), turn("tang")]
    assert [d.key for d in digests(at("2026-11-24 09:00"), people, waiting)] == [
        "digest:mei:2026-11-24",
        "digest:tang:2026-11-23",  # the same moment is five in the afternoon of the day before
    ]
    assert "digest:tang:2026-11-24" in [d.key for d in digests(at("2026-11-25 01:00"), people, waiting)]


def test_a_person_abroad_keeps_the_holidays_of_their_country_and_the_hours_of_the_place() -> None:
    abroad = in_shanghai(replace(MEI, time_zone="Europe/Berlin", country="CN"))
    assert not digests(at("2026-10-02 10:00", "Europe/Berlin"), abroad, [turn(since=at("2026-09-01 10:00"))])
    # A Saturday that is worked in China, at nine in Berlin
    waiting = [turn(since=at("2026-09-01 10:00"))]
    assert not digests(at("2026-10-10 08:59", "Europe/Berlin"), abroad, waiting)
    assert [d.key for d in digests(at("2026-10-10 09:00", "Europe/Berlin"), abroad, waiting)] == [
        "digest:mei:2026-10-10"
    ]


@pytest.mark.parametrize(
    ("zone", "country", "day"),
    [
        ("Europe/Berlin", "XX", "2026-03-30"),  # the day after the clock went forward
        ("Africa/Cairo", "CN", "2027-04-30"),  # no midnight
        ("Asia/Beirut", "IL", "2027-03-28"),  # no midnight
        ("America/Santiago", "IL", "2026-09-06"),  # no midnight
        ("America/New_York", "IL", "2026-11-01"),  # one hour twice
        ("Pacific/Apia", "XX", "2026-11-24"),  # UTC+13
        ("Asia/Kathmandu", "XX", "2026-11-24"),  # UTC+05:45
    ],
)
def test_clocks_that_jump_neither_drop_nor_double_a_day(zone: str, country: str, day: str) -> None:
    people = in_shanghai(replace(MEI, time_zone=zone, country=country))
    noon = at(f"{day} 12:00", zone)
    moments = [noon + timedelta(minutes=10 * n) for n in range(-100, 72)]
    keys = [d.key for moment in moments for d in digests(moment, people, [turn(since=at("2026-01-05 10:00"))])]
    assert f"digest:mei:{day}" in keys
    first = next(
        m for m in moments if any(d.key.endswith(day) for d in digests(m, people, [turn(since=NOW.replace(year=2025))]))
    )
    assert first.astimezone(ZoneInfo(zone)).strftime("%H:%M") == "09:00"


# Late


def late(now: datetime, people: People = PEOPLE, *waiting: Turn) -> list[tuple[str, str, str]]:
    return [(e.told, e.role, e.why) for e in escalations(now, people, waiting or (turn(),), due_days=2)]


def test_the_superior_and_the_claimant_hear_of_a_claim_that_waits_for_more_than_two_working_days() -> None:
    assert not late(at("2026-11-25 18:00"))
    assert not late(at("2026-11-26 08:59"))
    assert late(at("2026-11-26 09:00")) == [("tang", "superior", "late"), ("lin", "claimant", "late")]


def test_days_off_do_not_count() -> None:
    friday = turn(since=at("2026-11-20 15:00"))
    assert not late(at("2026-11-24 18:00"), PEOPLE, friday)
    assert late(at("2026-11-25 09:00"), PEOPLE, friday)
    golden_week = turn(since=at("2026-09-30 15:00"))
    assert not late(at("2026-10-09 18:00"), PEOPLE, golden_week)
    assert late(at("2026-10-10 09:00"), PEOPLE, golden_week)


def test_each_hears_of_it_on_a_morning_of_their_own() -> None:
    people = in_shanghai(replace(TANG, time_zone="Europe/Berlin", country="DE"))
    assert late(at("2026-11-26 09:00"), people) == [("lin", "claimant", "late")]
    assert ("tang", "superior", "late") in late(at("2026-11-26 09:00", "Europe/Berlin"), people)


def test_the_next_active_superior_is_told_and_never_the_claimant() -> None:
    assert ("bai", "superior", "late") in late(at("2026-11-26 09:00"), in_shanghai(left(TANG)))
    by_tang = Turn(STEM, "tang", "mei", "approve", MONDAY)
    told = late(at("2026-11-26 09:00"), PEOPLE, by_tang)
    assert told == [("bai", "superior", "late"), ("tang", "claimant", "late")]


def test_where_nobody_is_above_an_administrator_is_told() -> None:
    assert ("ada", "administrator", "late") in late(at("2026-11-26 09:00"), PEOPLE, turn("bai"))


def test_an_approver_who_has_left_is_a_matter_for_the_administrator_at_once() -> None:
    people = in_shanghai(left(MEI))
    assert late(at("2026-11-23 16:00"), people) == [("ada", "administrator", "left")]
    assert late(at("2026-12-23 16:00"), people) == [("ada", "administrator", "left")]


def test_an_approver_who_audits_now_is_a_matter_for_the_administrator_at_once_and_not_for_superiors() -> None:
    people = in_shanghai(replace(MEI, roles=frozenset({Role.AUDITOR})))
    assert late(at("2026-11-23 16:00"), people) == [("ada", "administrator", "barred")]
    assert late(at("2026-12-23 16:00"), people) == [("ada", "administrator", "barred")]
    assert not late(at("2026-11-22 16:00"), people, turn(since=at("2026-11-20 15:00")))


def test_an_administrator_is_not_told_about_their_own_claim() -> None:
    own = Turn(STEM, "ada", "mei", "approve", MONDAY)
    assert not late(at("2026-11-23 16:00"), in_shanghai(left(MEI)), own)
    other = replace(KAI, roles=KAI.roles | {Role.ADMINISTRATOR}, time_zone="Asia/Shanghai")
    assert late(at("2026-11-23 16:00"), in_shanghai(left(MEI), other), own) == [("kai", "administrator", "left")]


def test_only_approvers_are_late() -> None:
    reasons: list[Why] = ["check", "answer", "sent back", "draft"]
    for why in reasons:
        assert not late(at("2026-12-24 09:00"), PEOPLE, turn("kai", MONDAY, why))


def test_the_key_of_an_escalation_is_about_the_turn_and_not_about_who_happens_to_be_told() -> None:
    def keys(people: People, since: datetime = MONDAY, person: str = "mei") -> set[str]:
        return {e.key for e in escalations(at("2026-11-30 10:00"), people, [turn(person, since)], due_days=2)}

    first = keys(PEOPLE)
    assert first == {
        "late:EC26-000123:mei:20261123T070000Z:superior",
        "late:EC26-000123:mei:20261123T070000Z:claimant",
    }
    assert keys(in_shanghai(left(TANG))) == first
    assert keys(PEOPLE, MONDAY + timedelta(minutes=1)).isdisjoint(first)  # submitted again
    assert keys(PEOPLE, MONDAY, "tang").isdisjoint(first)  # somebody else's turn


# Whatever happens

ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/Los_Angeles", "Asia/Beirut", "Pacific/Apia", "Asia/Kathmandu"]
zones, countries = st.sampled_from(ZONES), st.sampled_from(["CN", "DE", "US", "IL", "XX"])
starts = st.datetimes(datetime(2026, 1, 2), datetime(2027, 5, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(zones, countries, zones, countries, starts, st.integers(7, 171))
@settings(max_examples=25, deadline=None)
def test_in_any_two_weeks_everybody_gets_one_digest_on_each_working_day_and_none_on_another(
    zone: str, country: str, other_zone: str, other_country: str, start: datetime, minutes: int
) -> None:
    mei = replace(MEI, time_zone=zone, country=country)
    tang = replace(TANG, time_zone=other_zone, country=other_country)
    people = in_shanghai(mei, tang)
    since = start - timedelta(days=2)
    waiting = [turn("mei", since), turn("tang", since)]
    done: dict[str, datetime] = {}
    moments = [start + timedelta(minutes=minutes * n) for n in range(14 * 24 * 60 // minutes)]
    for now in moments:
        decided = digests(now, people, waiting)
        assert len({digest.key for digest in decided}) == len(decided)
        for digest in decided:
            done.setdefault(digest.key, now)
    for person in (mei, tang):
        whole = [local_date(person, start) + timedelta(days=n) for n in range(1, 13)]
        expected = {f"digest:{person.number}:{day}" for day in whole if is_workday(day, person.country)}
        sent = {key for key in done if key.startswith(f"digest:{person.number}:")}
        edges = {f"digest:{person.number}:{local_date(person, moment)}" for moment in (moments[0], moments[-1])}
        assert expected - edges <= sent
        for key in sent:
            then = done[key].astimezone(ZoneInfo(person.time_zone))
            assert key.endswith(then.date().isoformat())
            assert then.hour >= 9
            assert is_workday(then.date(), person.country)


@given(zones, countries, zones, countries, starts, st.integers(7, 171))
@settings(max_examples=25, deadline=None)
def test_whoever_is_told_of_a_late_approver_is_told_exactly_once(
    zone: str, country: str, other_zone: str, other_country: str, start: datetime, minutes: int
) -> None:
    mei, tang = (
        replace(MEI, time_zone=zone, country=country),
        replace(TANG, time_zone=other_zone, country=other_country),
    )
    people, gone = in_shanghai(mei, tang), in_shanghai(mei, left(tang))
    told: dict[str, list[datetime]] = {}
    for n in range(30 * 24 * 60 // minutes):
        now = start + timedelta(minutes=minutes * n)
        # Half-way the superior leaves; that is no reason to say it all again.
        for escalation in escalations(now, people if n % 2 else gone, [turn("mei", start)], due_days=2):
            told.setdefault(escalation.key, []).append(now)
    assert sorted(key.rpartition(":")[2] for key in told) == ["claimant", "superior"]
    first = min(moment for moments in told.values() for moment in moments)
    assert (local_date(mei, first) - local_date(mei, start)).days > 2
