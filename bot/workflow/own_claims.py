"""A person's own claims: the list for their page, what they press on it, and what a chat answers to `list`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.chat.card import Card
from bot.chat.platform import Pressed
from bot.claims.claim import Claim, stem_of
from bot.claims.deputies import day_of
from bot.claims.errors import Changed, ClaimError
from bot.claims.people import Employee
from bot.claims.periods import first_of_next_month
from bot.claims.states import Action, State
from bot.claims.whereabouts import OPEN, PARTS, Part
from bot.store import own
from bot.store import people as people_rows
from bot.store.database import Database
from bot.store.errors import Stale
from bot.store.own import Wanted
from bot.views.notices import refusal
from bot.views.own_claims import LISTED, MOST, OwnRow, own_card, own_row, own_totals
from bot.wording import wording
from bot.workflow import conversation, office, outbox, pressing
from bot.workflow.deciding import Decision

#: Claims on one page.
PAGE = 20

#: Months that one can choose among, counted back from this one.
MONTHS = 60

#: Characters of a search: no purpose is found by more.
_LONGEST = 100

#: Claims that have ended, on the card of whoever has no open one.
_LATEST = 3

_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see, as they gave it: a part, words, a month such as `2026-11`, what comes after a claim.

    What makes no sense is as if it had not been given.
    """

    part: Part | None = None
    words: str = ""
    month: str = ""
    after: str = ""

    @staticmethod
    def of(part: str, words: str, month: str, after: str) -> Asked:
        """From four texts of whatever content."""
        plain = "".join(char for char in unicodedata.normalize("NFKC", words) if char.isprintable())
        known = next((one for one in PARTS if one == part), None)
        found = _MONTH.fullmatch(month)
        sound = found is not None and 2000 <= int(found["year"]) < 2100
        follows = after if re.fullmatch(r"[A-Z0-9-]{1,16}", after, re.ASCII) else ""
        return Asked(known, plain.strip()[:_LONGEST], month if sound else "", follows)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One page of the list. `older` is the claim after which the next one begins, empty on the last; `any` says
    whether the person has claims at all; `months` are those one can choose, the latest first."""

    rows: tuple[OwnRow, ...]
    totals: tuple[str, ...]
    older: str
    any: bool
    months: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pressing:
    """What became of a press, as a sentence; `done` says whether it was carried out."""

    said: str
    done: bool


class OwnClaims:
    """Reads the list of one person at a time and acts on it."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def page(self, number: str, asked: Asked) -> OwnPage:
        """What was asked for, of this person's claims."""
        now = self._now()
        with self._database.reading() as connection:
            desk = office.load(connection)
            person = desk.people[number]
            first, end = _bounds(asked.month, person)
            states = PARTS[asked.part] if asked.part else frozenset[State]()
            wanted = Wanted(states, asked.words, first, end)
            found = own.page(connection, number, wanted, PAGE + 1, asked.after)
            # Without a month only of what is open: what was ever paid would be more with each year.
            summed = own.sums(connection, number, Wanted(first=first, end=end) if asked.month else Wanted(OPEN))
            begun = own.begun_first(connection, number)
        today = day_of(person, now)
        shown = found[:PAGE]
        rows = tuple(own_row(claim, person, desk.people, desk.company, today) for claim in shown)
        older = stem_of(shown[-1].reference) if len(found) > PAGE else ""
        months = _months(day_of(person, begun), today) if begun else ()
        return OwnPage(rows, own_totals(summed, person, paid=bool(asked.month)), older, begun is not None, months)

    def press(self, number: str, action: Action, target: str) -> Pressing:
        """Remind whoever decides, or withdraw, as a press on the card would."""
        if action not in LISTED.values():
            raise ClaimError("unknown-button")
        now, stem = self._now(), ""
        with self._database.reading() as connection:
            person = office.load(connection).people[number]
        words = wording(person.locale)
        try:
            stem, version, _ = pressing.target_of(target)
            with self._database.writing() as connection:
                people_rows.hold(connection, number)
                desk = office.load(connection, now)
                claim = pressing.visible(connection, stem, desk.people[number], desk)
                if not claim.stands_as_seen(action, version, None):
                    raise Changed("own-changed", reference=claim.reference)
                decision = Decision(action, desk.people[number], now, desk.today(now))
                after = conversation.carry_out(connection, claim, decision, desk)
        except Stale:
            return Pressing(words.say("own-changed", reference=stem_of(stem)), done=False)
        except ClaimError as why:
            return Pressing(refusal(why, person), done=False)
        step = claim.waiting_for
        name = desk.people[step.approver].name if step is not None and step.approver in desk.people else ""
        what = "discarded" if after.discarded else action
        return Pressing(words.say(f"own-did_{what}", reference=claim.reference, name=name), done=True)


def pressed(connection: Connection, event: Pressed, person: Employee, desk: office.Office, now: datetime) -> None:
    """A press on the card that lists; the card is drawn again, with what became of it."""
    claim, _ = pressing.current(connection, event, person, desk)
    action = LISTED[event.action]
    conversation.carry_out(connection, claim, Decision(action, person, now, desk.today(now)), desk)
    outbox.listing(connection, outbox.key_of(event), person.number, "list", in_place=True)


def listed(connection: Connection, person: Employee, desk: office.Office, now: datetime, page: str) -> Card:
    """The card of a person's open claims; `page` is the address of the whole list, empty where there is none."""
    wanted = Wanted(OPEN)
    found = own.page(connection, person.number, wanted, MOST)
    summed = own.sums(connection, person.number, wanted) if found else ()
    latest: tuple[Claim, ...] = () if found else own.page(connection, person.number, Wanted(), _LATEST)
    return own_card(person, found, summed, latest, desk.people, desk.company, day_of(person, now), page)


def _bounds(month: str, person: Employee) -> tuple[datetime | None, datetime | None]:
    """From when to before when the month lasts where the person is."""
    found = _MONTH.fullmatch(month)
    if found is None:
        return None, None
    first, zone = date(int(found["year"]), int(found["month"]), 1), ZoneInfo(person.time_zone)
    from_, end = (datetime.combine(day, time.min, zone).astimezone(UTC) for day in (first, first_of_next_month(first)))
    return from_, end


def _months(first: date, last: date) -> tuple[str, ...]:
    """The months from the one to the other, the latest first."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    numbers = (last.year * 12 + last.month - 1 - back for back in range(min(count, MONTHS)))
    return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers)
