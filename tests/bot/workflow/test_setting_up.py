"""Somebody has to be there for what needs a person: asked for at the set-up, and looked at by `check`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.claims.people import Employee, Role
from bot.demo.company import ADA, BO, COMPANY, EMPLOYEES, LIN, MEI, NORA
from bot.store import audit, companies, people
from bot.store.database import Database
from bot.wording import wording
from bot.workflow.checkup import of_rows
from bot.workflow.setting_up import leave, set_up
from tests.stories.world import MONDAY

WITHOUT_ADA = [one for one in EMPLOYEES if one != ADA]
OFFICES = ("check-no_administrator", "check-one_office")
NOBODY = ("nobody is administrator, so nobody hears of what went wrong: make somebody one", "wrong")


def only(person: Employee) -> tuple[str, str]:
    said = (
        f"only {person.name} ({person.number}) is administrator or bookkeeper, and nobody looks after their own claims"
    )
    return (f"{said}: make somebody else one, too", "known")


@pytest.mark.parametrize(
    "ada",
    [
        [],
        [replace(ADA, active=False)],
        [replace(ADA, roles=frozenset())],
        [replace(ADA, roles=frozenset({Role.ADMINISTRATOR, Role.AUDITOR}))],
    ],
    ids=["there is none", "has left", "is none any more", "audits"],
)
def test_without_an_administrator_nothing_is_set_up(database: Database, ada: Sequence[Employee]) -> None:
    with pytest.raises(ValueError, match="nobody would be administrator"), database.writing() as connection:
        set_up(connection, COMPANY, [*WITHOUT_ADA, *ada], by="system", at=MONDAY)
    with database.reading() as connection:
        assert companies.load(connection) is None
        assert people.load(connection).active() == ()


def test_the_administrator_of_before_is_one_still(database: Database) -> None:
    with database.writing() as connection:
        set_up(connection, COMPANY, [ADA], by="system", at=MONDAY)
        set_up(connection, COMPANY, [LIN], by=ADA.number, at=MONDAY)
        with pytest.raises(ValueError, match="nobody would be administrator"):
            set_up(connection, COMPANY, [replace(ADA, active=False)], by=ADA.number, at=MONDAY)


@pytest.mark.parametrize(
    ("employees", "told"),
    [
        (EMPLOYEES, []),
        ([LIN, ADA, BO], []),
        ([LIN, BO, NORA], [NOBODY]),
        ([LIN, replace(ADA, active=False), BO, NORA], [NOBODY]),
        ([LIN, ADA, replace(BO, active=False)], [only(ADA)]),
        ([LIN, replace(ADA, roles=ADA.roles | BO.roles)], [only(ADA)]),
        ([LIN, BO], [NOBODY, only(BO)]),
        ([LIN, MEI], [NOBODY]),
    ],
)
def test_check_says_who_is_missing(
    database: Database, employees: Sequence[Employee], told: list[tuple[str, str]]
) -> None:
    with database.writing() as connection:
        companies.save(connection, COMPANY, "", MONDAY)
        people.save(connection, employees)
    with database.reading() as connection:
        points = [point for point in of_rows(connection, MONDAY) if point.what == "people"]
    assert [(point.told(wording("en")), point.verdict) for point in points if point.key in OFFICES] == told
    assert points[0].told(wording("zh")) == f"{len([one for one in employees if one.active])} 人"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "Lin"),
        ("email", "lin@example.org"),
        ("department", "finance"),
        ("cost_centre", "CC-20"),
        ("locale", "en"),
        ("time_zone", "Europe/Berlin"),
        ("country", "DE"),
    ],
)
def test_what_changed_about_an_employee_stands_in_the_trail_and_can_be_erased(
    database: Database, name: str, value: str
) -> None:
    with database.writing() as connection:
        set_up(connection, COMPANY, [ADA, LIN], by="system", at=MONDAY)
    with database.writing() as connection:
        set_up(connection, COMPANY, [replace(LIN, **{name: value})], by=ADA.number, at=MONDAY)  # type: ignore[arg-type]
    before, after = kept(database)
    assert {key for key in after if after[key] != before[key]} == {name}
    assert after[name] == value
    with database.writing() as connection:
        audit.erase(connection, LIN.number, ground="asked for it", by=ADA.number, at=MONDAY)
    assert kept(database) == [dict.fromkeys(before), dict.fromkeys(before)]


def kept(database: Database) -> list[dict[str, object]]:
    """What the trail says about Lin, entry by entry; None where it was erased."""
    with database.reading() as connection:
        entries = [json.loads(line) for line in audit.export(connection)]
        assert audit.verify(connection).broken is None
    return [
        {name: value.get("value") for name, value in entry["values"].items()}
        for entry in entries
        if (entry.get("action"), entry.get("subject")) == ("employee", LIN.number)
    ]


def test_the_last_administrator_does_not_leave_before_there_is_another(database: Database) -> None:
    with database.writing() as connection:
        set_up(connection, COMPANY, [ADA, BO, LIN], by="system", at=MONDAY)
    with pytest.raises(ValueError, match="nobody would be administrator"), database.writing() as connection:
        leave(connection, ADA.number, by=BO.number, at=MONDAY)
    with database.reading() as connection:
        assert people.load(connection)[ADA.number].active
    with database.writing() as connection:
        set_up(connection, COMPANY, [replace(BO, roles=BO.roles | ADA.roles)], by=ADA.number, at=MONDAY)
        leave(connection, ADA.number, by=BO.number, at=MONDAY)
    with database.reading() as connection:
        assert not people.load(connection)[ADA.number].active
