"""Naming a deputy for a period, in words or by a form, and ending it early; both with their audit row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection

from bot.claims.claim import stem_of
from bot.claims.deputies import Deputyship, day_of, demand_fit
from bot.claims.errors import ClaimError, Incomplete
from bot.claims.people import Employee, People
from bot.claims.states import WAITING
from bot.store import audit, cards, claims, deputies
from bot.store import people as people_rows
from bot.workflow import outbox
from bot.workflow.office import Office

_DATES = re.compile(
    r"(?P<who>.*?)\s*(?P<first>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})\s*(?:-|–|~|to|until|至|到)?\s*"
    r"(?P<last>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})\s*",
    re.IGNORECASE | re.DOTALL | re.ASCII,
)


#: The field of the form that a refusal is about; of the others it is the last day.
_FIELDS = {
    "deputy-self": "deputy",
    "approver-has-left": "deputy",
    "approver-is-auditor": "deputy",
    "deputy-already": "first",
}


def written(words: str, people: People) -> dict[str, str]:
    """The answers of the form in what was written: `E1002 2026-12-01 2026-12-07`, or a name instead of the number."""
    plain = unicodedata.normalize("NFKC", words).strip()
    found = _DATES.fullmatch(plain)
    who = (found["who"] if found else plain).strip()
    known = [one.number for one in people.active() if who.casefold() in (one.number.casefold(), one.name.casefold())]
    values = {"deputy": known[0] if len(known) == 1 else who}
    if found:
        values |= {name: _iso(found[name]) for name in ("first", "last")}
    return values


def _iso(text: str) -> str:
    year, month, day = re.split(r"[-/.]", text)
    return f"{year}-{int(month):02}-{int(day):02}"


def name(
    connection: Connection, key: str, person: Employee, values: Mapping[str, str], desk: Office, now: datetime
) -> None:
    """Name the deputy, or ask once more with what is wrong."""
    people_rows.hold(connection, person.number)
    errors: dict[str, str] = {}
    days: dict[str, date] = {}
    if values.get("deputy", "") not in desk.people:
        errors["deputy"] = "wrong-choice"
    for field in ("first", "last"):
        try:
            days[field] = date.fromisoformat(values.get(field, "").strip())
        except ValueError:
            errors[field] = "wrong-date"
    if errors:
        outbox.ask(connection, key, person.number, "", "deputy", None, errors, values)
        return
    today = day_of(person, now)
    wanted = Deputyship(person.number, values["deputy"], days["first"], days["last"])
    try:
        demand_fit(wanted, deputies.lasting(connection, person.number, today), desk.people, today)
    except Incomplete as refusal:
        # The form comes back with everything that was entered.
        wrong = {_FIELDS.get(refusal.key, "last"): refusal.key}
        outbox.ask(connection, key, person.number, "", "deputy", None, wrong, values, refusal.values)
        return
    named = deputies.put(connection, wanted, now)
    _audited(connection, named, "deputy", person, now)
    said = {"first": named.first, "last": named.last}
    outbox.say(connection, key, person.number, "deputy-named", {"name": desk.people[named.deputy].name, **said})
    outbox.say(connection, f"{key}:deputy", named.deputy, "deputy-for", {"name": person.name, **said})
    if named.runs(today):
        begin(connection, named)


def begin(connection: Connection, named: Deputyship) -> None:
    """The first day: what waits already is shown to the deputy, once."""
    if any(one.state in WAITING for one in claims.waiting_for(connection, named.approver)):
        outbox.listing(connection, f"deputy:{named.number}", named.deputy, "todo")


def end(
    connection: Connection, key: str, person: Employee, desk: Office, now: datetime, which: str | None = None
) -> None:
    """End the one there is, now or for later; of several the one of this number, which is asked for without it.

    What the deputy has of it goes.
    """
    people_rows.hold(connection, person.number)
    mine = deputies.lasting(connection, person.number, day_of(person, now))
    if not mine:
        raise ClaimError("deputy-none")
    one = next((each for each in mine if which == str(each.number)), None)
    if one is None and which is None and len(mine) == 1:
        one = mine[0]
    if one is None:
        wrong = {} if which is None else {"which": "wrong-choice"}
        outbox.ask(connection, key, person.number, "", "end_deputy", None, wrong, {})
        return
    deputies.end(connection, one.number, now)
    _audited(connection, one, "deputy_ended", person, now)
    outbox.say(connection, f"{key}:{one.number}", one.deputy, "deputy-over", {"name": person.name})
    clear(connection, one)
    outbox.say(connection, key, person.number, "deputy-ended", {"name": desk.people[one.deputy].name})


def clear(connection: Connection, over: Deputyship) -> None:
    """The cards that the deputy has of the approver's claims are drawn again: of those that are no longer theirs
    nothing stays."""
    for claim in claims.waiting_for(connection, over.approver):
        stem = stem_of(claim.reference)
        if cards.find(connection, over.deputy, stem) is not None:
            outbox.show(connection, f"over:{over.number}:{stem}:{claim.version}", over.deputy, stem)


def _audited(connection: Connection, named: Deputyship, action: str, person: Employee, now: datetime) -> None:
    audit.record(
        connection,
        at=now,
        actor=person.number,
        action=action,
        subject=named.approver,
        content={
            "number": named.number,
            "deputy": named.deputy,
            "first": named.first.isoformat(),
            "last": named.last.isoformat(),
        },
    )
