"""The bookkeeper's desk: what waits for them, posting several claims at once, correcting one and posting it.

Each claim is a decision of its own, in a transaction of its own, under the version that its bookkeeper saw. What has
changed meanwhile is left as it is, and they hear which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.claims.claim import Claim, stem_of
from bot.claims.errors import Changed, ClaimError, Incomplete, NotAllowed
from bot.claims.line import UNDECIDED
from bot.claims.people import Employee, Role
from bot.claims.states import Action, State
from bot.store import claims, masters
from bot.store import people as people_rows
from bot.store.database import Database
from bot.store.errors import Stale
from bot.views.desk import CODING, DeskRow, desk_row
from bot.wording import wording
from bot.workflow import conversation, office
from bot.workflow.deciding import Decision, Unfit
from bot.workflow.papers import papers_of
from bot.workflow.pressing import target_of, visible

#: Claims on the desk at once; the next ones come up as these are dealt with.
MOST = 50

#: What is pressed on a row of the desk and needs no more words.
PLAIN = frozenset({Action.LOOK_AGAIN, Action.CONFIRM_REVERSAL, Action.DROP_REVERSAL})


@dataclass(frozen=True, slots=True)
class Waiting:
    """What lies on the desk; `more` says that there are others behind it, `asked` how many wait for an answer about a
    closed period."""

    rows: tuple[DeskRow, ...]
    more: bool
    asked: int
    codes: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: references that were dealt with, and of those left as they were, why, as a sentence."""

    done: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back: of which claim, the values that were entered, what is wrong by field, or with all of it `why` it
    is not released as it stands."""

    target: str
    values: Mapping[str, str]
    errors: Mapping[str, str]
    why: str = ""


#: What is done to one claim, in a transaction of its own.
Act = Callable[[Connection, office.Office, Employee, Claim, datetime], None]


def carrying_out(action: Action, values: Mapping[str, str] | None = None) -> Act:
    """One action of a claim, as a press on its card would do it."""

    def act(connection: Connection, desk: office.Office, person: Employee, claim: Claim, now: datetime) -> None:
        decision = Decision(action, person, now, desk.today(now), values=values)
        conversation.carry_out(connection, claim, decision, desk)

    return act


class Desk:
    """Reads the desk and acts on it, for one person at a time."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def waiting(self, number: str, returned: Returned | None = None) -> Waiting:
        """What waits for this bookkeeper, longest first, nothing of their own. Raises `NotAllowed`."""
        now = self._now()
        with self._database.reading() as connection:
            desk = office.load(connection)
            person = bookkeeper(desk, number)
            today, known = desk.today(now, person.time_zone), masters.load(connection)
            checks = claims.to_check(connection, MOST + 1)
            found = [one for one in (*claims.to_confirm(connection, MOST), *checks) if one.claimant != number]
            rows = []
            for claim in found[:MOST]:
                back = returned if returned and target_of(returned.target)[0] == stem_of(claim.reference) else None
                findings = office.findings_of(connection, claim, desk.company, today)
                values, errors = (back.values, back.errors) if back else ({}, {})
                rows.append(
                    desk_row(
                        claim,
                        person,
                        desk.people,
                        desk.company,
                        findings,
                        known,
                        today,
                        errors,
                        values,
                        papers_of(connection, claim),
                    )
                )
        codes = {name: known.of(name) for name in CODING if name != "tax"}
        more = len(found) > MOST or len(checks) > MOST
        return Waiting(tuple(rows), more, sum(bool(row.asked) for row in rows), codes)

    def post(self, number: str, targets: Sequence[str]) -> Outcome:
        """Release these claims, each by itself."""
        done: list[str] = []
        left: list[str] = []
        for target in targets:
            reference, why = self.alone(number, target, self._post)
            if why:
                left.append(why)
            elif reference not in done:
                done.append(reference)
        return Outcome(tuple(done), tuple(left))

    def correct(
        self, number: str, target: str, values: Mapping[str, str], *, post: bool, answer: Action | None = None
    ) -> Outcome | Returned:
        """Correct the coding of a claim's lines, all or nothing, and release it where that was asked for: with an
        `answer` about a closed period, or as it is."""

        unreleased: list[ClaimError] = []

        def act(connection: Connection, desk: office.Office, person: Employee, claim: Claim, now: datetime) -> None:
            today = desk.today(now)
            errors: dict[str, str] = {}
            for line in claim.lines:
                given = {name: values[f"{name}.{line.id}"] for name in CODING if f"{name}.{line.id}" in values}
                undecided = line.tax_code == UNDECIDED
                stands = {"account": line.account, "tax_code": "" if undecided else line.tax_code}
                stands |= {"tax": "" if undecided else str(line.tax), "cost_centre": line.cost_centre}
                if all(given.get(name, "").strip() == value for name, value in stands.items() if name in given):
                    continue
                if undecided and not given.get("tax", "").strip():
                    errors[f"tax.{line.id}"] = "tax-undecided-here"
                    continue
                decision = Decision(Action.RECODE, person, now, today, line.id, given)
                try:
                    claim = conversation.carry_out(connection, claim, decision, desk)
                except Unfit as unfit:
                    errors |= {f"{name}.{line.id}": why for name, why in unfit.errors.items()}
            if errors:
                raise Unfit(errors)
            try:
                if answer is not None:
                    carrying_out(answer)(connection, desk, person, claim, now)
                elif post:
                    self._post(connection, desk, person, claim, now)
            except Incomplete as refusal:
                # Something is to be done first: what was entered is not lost with it.
                unreleased.append(refusal)
                raise

        try:
            reference, why = self.alone(number, target, act)
        except Unfit as unfit:
            return Returned(target, values, unfit.errors)
        if unreleased:
            return Returned(target, values, {}, why)
        return Outcome((), (why,)) if why else Outcome((reference,))

    def press(self, number: str, action: Action, target: str) -> Outcome:
        """Look again after an alarm, confirm a reversal or drop it."""
        if action not in PLAIN:
            raise ClaimError("unknown-button")
        reference, why = self.alone(number, target, carrying_out(action))
        return Outcome((), (why,)) if why else Outcome((reference,))

    def _post(self, connection: Connection, desk: office.Office, person: Employee, claim: Claim, now: datetime) -> None:
        action = Action.FIX_AND_POST if claim.state is State.POSTING_FAILED else Action.CHECK
        carrying_out(action)(connection, desk, person, claim, now)

    def alone(self, number: str, target: str, act: Act) -> tuple[str, str]:
        """Do it in a transaction of its own; the claim's reference, and why it was left as it was, or nothing."""
        now, locale, reference = self._now(), "en", ""
        try:
            stem, version, _ = target_of(target)
            with self._database.writing() as connection:
                people_rows.hold(connection, number)
                desk = office.load(connection)
                person = desk.people[number]
                locale = person.locale
                bookkeeper(desk, number)
                claim = visible(connection, stem, person, desk)
                reference = claim.reference
                if claim.version != version and not _just_released(claim, person, version):
                    raise Changed("desk-changed", reference=reference)
                if claim.version == version:
                    act(connection, desk, person, claim, now)
            return reference, ""
        except Stale:
            return reference, wording(locale).say("desk-changed", reference=reference)
        except ClaimError as refusal:
            why = wording(locale).say(refusal.key, **refusal.values)
            return reference, wording(locale).say(
                "desk-left", reference=reference, why=why
            ) if reference not in why else why


def bookkeeper(desk: office.Office, number: str) -> Employee:
    """The bookkeeper of this number. Raises `NotAllowed` where they are none."""
    person = desk.people[number]
    if not person.active or Role.BOOKKEEPER not in person.roles or Role.AUDITOR in person.roles:
        raise NotAllowed("desk-bookkeepers-only")
    return person


def _just_released(claim: Claim, person: Employee, version: int) -> bool:
    """Whether this is the second of two clicks: the same person released the version that they saw."""
    later = claim.history[-(claim.version - version) :] if claim.version > version else ()
    released = (Action.CHECK, Action.FIX_AND_POST, Action.POST_NEXT, Action.ACCRUE)
    return bool(later) and later[0].by == person.number and later[0].action in released
