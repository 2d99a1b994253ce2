"""`python -m bot employees`: a list of people shows what it would change, and after a yes changes it, as a whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot import app
from bot import settings as settings_file
from bot.claims.claim import stem_of
from bot.claims.errors import ClaimError
from bot.claims.people import People
from bot.founding.problems import Problem, Refused, told, unreadable
from bot.founding.sheets import LARGEST
from bot.founding.template import listed
from bot.init.conversation import NO, QUIT, YES, Stopped, Terminal, complain
from bot.init.lines import Lines
from bot.settings import write_whole_bytes
from bot.store import people as people_rows
from bot.store.database import Database
from bot.store.errors import Stale
from bot.wording import Wording, wording
from bot.wording.spoken import language_of_system
from bot.workflow import staffing
from bot.workflow.staffing import List, Plan, wishes_of


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
    words = wording(everybody[order.by].locale if order.by in everybody else language_of_system(os.environ))
    try:
        if order.write:
            return _write(order.file, everybody, out, words)
        return _change(order, database, terminal, now, words)
    except Refused as refusal:
        complain(out, refusal.problems, words)
    except ClaimError as refusal:
        out.say(f"  ✗ {words.say(refusal.key, **refusal.values)}")
    except Stale:
        out.say(f"  ✗ {words.say('staff-somebody_was_faster')}")
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
        raise unreadable(file, error) from error


def _change(order: Order, database: Database, terminal: Terminal | None, now: datetime, words: Wording) -> int:
    out = terminal or Lines()
    wishes: Mapping[str, str] = wishes_of(order.reroute)
    given = List(_content(order.file), order.file.name, order.part)
    # Shown as it is now; done, after the answer, if it is the same then.
    with database.reading() as connection:
        plan = staffing.planned(connection, given, order.by, now, wishes)
    for line in shown(plan, words):
        out.say(line)
    if not plan.changes.employees:
        return 0
    if terminal is not None and not order.yes:
        wishes = _agreed(terminal, wishes, plan, words)
    elif not order.yes:
        out.say(words.say("staff-add_yes"))
        return 1
    elif plan.changes.many_leave:
        out.say(words.say("staff-many_leave", count=len(plan.changes.left)))
        return 1
    with database.writing() as connection:
        plan, left_over = staffing.carried_out(connection, given, order.by, now, wishes, plan.digest)
    for one in left_over:
        out.say(words.say("staff-left_over", reference=one.claim.reference))
    found = plan.changes
    out.say(words.say("staff-done", added=len(found.added), changed=len(found.changed), left=len(found.left)))
    return 0


def _agreed(terminal: Terminal, wishes: Mapping[str, str], plan: Plan, words: Wording) -> Mapping[str, str]:
    """Enter for what is shown, or other people for some of the claims; raises `Stopped` for no."""
    waiting = {stem_of(one.claim.reference) for one in plan.waiting}
    while True:
        said = terminal.ask(words.say("staff-ask_reroute" if waiting else "staff-ask") + " ").strip()
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


def shown(plan: Plan, words: Wording) -> list[str]:
    """What would change, a line each; of those who leave, what they leave and where it goes."""
    rows = [staffing.counted(plan, words)]
    rows += [f"  + {line}" for line in staffing.added(plan)]
    rows += [f"  ~ {line}" for line in staffing.changed(plan, words)]
    for departure in plan.departures:
        rows.append(f"  - {departure.person.name} ({departure.person.number})")
        rows += [f"      {staffing.goes_to(one, words)}" for one in departure.approvals]
        rows += [f"      {line}" for line in staffing.left_behind(departure, plan.people, words)]
    return rows + [f"  · {told(remark, words)}" for remark in plan.remarks]
