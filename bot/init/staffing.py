"""`python -m bot employees`: a list of people shows what it would change, and after a yes changes it, as a whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot import app
from bot import settings as settings_file
from bot.claims.claim import stem_of
from bot.claims.errors import ClaimError
from bot.claims.people import Employee, People
from bot.founding import roster
from bot.founding.changes import Changed, Changes, changes
from bot.founding.problems import Problem, Refused, told
from bot.founding.remarks import remarks
from bot.founding.roster import Home, Roster
from bot.founding.sheets import LARGEST
from bot.founding.template import listed
from bot.init.command import Lines, language_of_system
from bot.init.conversation import NO, QUIT, YES, Stopped, Terminal, complain
from bot.settings import write_whole_bytes
from bot.store import people as people_rows
from bot.store.database import Database
from bot.store.errors import Stale
from bot.wording import Wording, wording
from bot.workflow import office
from bot.workflow.leaving import Departure, after, change_people, departures, may_change_people
from bot.workflow.setting_up import hold_administrators


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for on the command line. `reroute` are `CLAIM=PERSON`."""

    file: Path
    by: str = ""
    part: bool = False
    reroute: tuple[str, ...] = ()
    write: bool = False
    yes: bool = False


def main(order: Order, now: datetime) -> int:
    """From the command line; a terminal is there where somebody can type and read."""
    there = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    with app.current_database(settings_file.load()) as database:
        return staff(order, database, Lines() if there else None, now)


def staff(order: Order, database: Database, terminal: Terminal | None, now: datetime) -> int:
    """Do what was asked for; `terminal` is None where nobody sits. 0 when done, 1 when a person is needed."""
    out = terminal or Lines()
    with database.reading() as connection:
        everybody = people_rows.load(connection)
        allowed = may_change_people(connection, order.by)
    words = wording(everybody[order.by].locale if order.by in everybody else language_of_system(os.environ))
    try:
        if order.write:
            return _write(order.file, everybody, out, words)
        if not allowed:
            out.say(words.say("staff-administrators_only"))
            return 1
        content = _content(order.file)
        return _change(order, content, database, terminal, now, words)
    except Refused as refusal:
        complain(out, refusal.problems, words)
    except ClaimError as refusal:
        out.say(f"  ✗ {words.say(refusal.key, **refusal.values)}")
    except Stale:
        out.say(words.say("staff-somebody_was_faster"))
    except Stopped:
        pass
    out.say(words.say("staff-nothing_changed"))
    return 1


def _write(file: Path, everybody: People, out: Terminal, words: Wording) -> int:
    if file.exists():
        raise Refused(Problem("init-file_there", {"file": str(file)}))
    try:
        content = listed(file.name, everybody.active(), words)
    except ValueError:
        raise Refused(Problem("init-template_name", {"file": str(file)})) from None
    write_whole_bytes(file, content)
    out.say(words.say("staff-written", file=str(file), count=len(everybody.active())))
    return 0


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise Refused(Problem("init-cannot_read", {"file": str(file), "why": error.strerror or ""})) from error


def _change(
    order: Order, content: bytes, database: Database, terminal: Terminal | None, now: datetime, words: Wording
) -> int:
    out = terminal or Lines()
    wishes: Mapping[str, str] = wishes_of(order.reroute)
    # Shown as it is now; done, after the answer, as it is then.
    with database.reading() as connection:
        desk = office.load(connection)
        plan, found = planned(desk, order, content)
        gone = departures(connection, plan.employees, wishes)
    everybody = after(desk.people, plan.employees)
    for line in shown(plan, gone, everybody, words):
        out.say(line)
    if not plan.employees:
        return 0
    today = desk.today(now)
    before = remarks(desk.company, desk.people.everybody(), Roster(()), today)
    for remark in remarks(desk.company, everybody.everybody(), found, today):
        if remark not in before:
            out.say(f"  · {told(remark, words)}")
    if terminal is not None and not order.yes:
        wishes = _agreed(terminal, wishes, gone, words)
    elif not order.yes:
        out.say(words.say("staff-add_yes"))
        return 1
    elif plan.many_leave:
        out.say(words.say("staff-many_leave", count=len(plan.left)))
        return 1
    with database.writing() as connection:
        hold_administrators(connection)
        if not may_change_people(connection, order.by):
            raise Stale
        plan, _ = planned(office.load(connection), order, content)
        try:
            left_over = change_people(connection, plan.employees, by=order.by, at=now, wishes=wishes)
        except ValueError as error:
            raise Refused(Problem("roster-no_administrator")) from error
    for one in left_over:
        out.say(words.say("staff-left_over", reference=one.claim.reference))
    out.say(words.say("staff-done", added=len(plan.added), changed=len(plan.changed), left=len(plan.left)))
    return 0


def planned(desk: office.Office, order: Order, content: bytes) -> tuple[Changes, Roster]:
    """What the list changes now."""
    known = desk.people.everybody()
    home = Home(desk.people[order.by].locale, desk.company.time_zone, desk.company.country)
    found = roster.read(content, order.file.name, home, known)
    return changes(known, found, part=order.part), found


def wishes_of(given: Sequence[str]) -> dict[str, str]:
    """`EC26-000001=E1005`: that claim goes to that person."""
    wishes = {}
    for one in given:
        reference, sign, person = one.partition("=")
        if not sign or not person.strip():
            raise Refused(Problem("staff-odd_wish", {"given": one}))
        wishes[stem_of(reference.strip().upper())] = person.strip()
    return wishes


def _agreed(
    terminal: Terminal, wishes: Mapping[str, str], gone: Sequence[Departure], words: Wording
) -> Mapping[str, str]:
    """Enter for what is shown, or other people for some of the claims; raises `Stopped` for no."""
    waiting = {stem_of(one.claim.reference) for departure in gone for one in departure.approvals}
    while True:
        said = terminal.ask(words.say("staff-ask_reroute" if waiting else "staff-ask")).strip()
        if not said or said.lower() in YES:
            return wishes
        if said.lower() in NO or said.lower() in QUIT:
            raise Stopped
        try:
            more = wishes_of([part for part in said.replace("，", ",").split(",") if part.strip()])
            if strange := [one for one in more if one not in waiting]:
                raise Refused(*(Problem("staff-not_waiting", {"reference": one}) for one in strange))
        except Refused as refusal:
            complain(terminal, refusal.problems, words)
            continue
        wishes = {**wishes, **more}
        terminal.say(words.say("staff-noted", wishes=", ".join(f"{claim} → {who}" for claim, who in wishes.items())))


def shown(plan: Changes, gone: Sequence[Departure], people: People, words: Wording) -> list[str]:
    """What would change, a line each; of those who leave, what they leave and where it goes."""
    rows = [words.say("staff-plan", added=len(plan.added), changed=len(plan.changed), left=len(plan.left),
                      unchanged=plan.unchanged)]  # fmt: skip
    rows += [f"  + {one.name} ({one.number}) {one.department}".rstrip() for one in plan.added]
    rows += [f"  ~ {one.after.name} ({one.after.number}): {_difference(one, words)}" for one in plan.changed]
    for departure in gone:
        one = departure.person
        rows.append(f"  - {one.name} ({one.number})")
        for waiting in departure.approvals:
            values = {"reference": waiting.claim.reference, "amount": waiting.claim.claimed}
            if waiting.to is None:
                rows.append(f"      {words.say('staff-goes_to_nobody', **values)}")
            else:
                who = f"{waiting.to.name} ({waiting.to.number})"
                rows.append(f"      {words.say('staff-goes_to', to=who, **values)}")
        rows += [f"      {words.say('staff-later', reference=claim.reference)}" for claim in departure.later]
        for claim in departure.unpaid:
            state = words.say(f"state-{claim.state}")
            rows.append(
                f"      {words.say('staff-unpaid', reference=claim.reference, amount=claim.claimed, state=state)}"
            )
        for claim in departure.drafts:
            values = {"reference": claim.reference, "amount": claim.claimed, "lines": len(claim.lines)}
            rows.append(f"      {words.say('staff-draft', **values)}")
        under = [other for other in people.active() if other.manager == one.number]
        if under:
            rows.append(f"      {words.say('staff-under', count=len(under))}")
        rows += [f"      {words.say('staff-level', level=_level(name, words))}" for name in departure.levels]
    return rows


def _level(name: str, words: Wording) -> str:
    return words.say(f"level-{name}") if words.knows(f"level-{name}") else name


def _difference(one: Changed, words: Wording) -> str:
    def said(employee: Employee, name: str) -> str:
        value = getattr(employee, name)
        if name == "roles":
            return ", ".join(words.say(f"role-{role}") for role in sorted(value)) or "-"
        if name == "active":
            return words.say("staff-there" if value else "staff-gone")
        return str(value or "-")

    return "; ".join(
        f"{words.say(f'staff-field_{name}')} {said(one.before, name)} → {said(one.after, name)}" for name in one.names
    )
