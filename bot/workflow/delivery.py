"""What goes out to people: cards, notices, answers and forms. Handlers of the `notify` queue; at least once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from math import ceil
from typing import Any

from sqlalchemy import Connection

from bot import views
from bot.chat.card import Card
from bot.chat.errors import Gone
from bot.chat.platform import Address, Moving, Platform, User
from bot.claims.claim import Claim
from bot.claims.deputies import day_of
from bot.claims.errors import ClaimError
from bot.claims.farewell import farewell
from bot.claims.masters import UNKNOWN
from bot.claims.people import Employee, Role
from bot.claims.rights import may_see, may_stand_in
from bot.claims.states import WAITING, Action
from bot.jobs import waits
from bot.jobs.job import Work
from bot.store import cards, claims, deputies, masters, progress
from bot.store import people as people_rows
from bot.store.database import Database
from bot.views.own_claims import PATH
from bot.wording import wording
from bot.workflow import office, outbox, own_claims, together
from bot.workflow.deciding import demand_form
from bot.workflow.erasing import WEB
from bot.workflow.notices import notice_of
from bot.workflow.papers import papers_of
from bot.workflow.starting_again import may_start_again

#: Values of a sentence that are days.
_DAYS = frozenset({"first", "last", "until", "on", "posted"})


class Delivery:
    """Draws what stands in the database now, not what stood there when the job was made."""

    def __init__(
        self, database: Database, platforms: Mapping[str, Platform], now: Callable[[], datetime], web: str = ""
    ) -> None:
        """`web` is where the web chat is found, its slash included; empty where there is none."""
        self._database = database
        self._web = web
        self._platforms = platforms
        self._now = now

    def card(self, work: Work) -> None:
        """Show a claim's card to one person, or put it in the place of the one they have."""
        name, number = str(work.job.payload["claim"]), str(work.job.payload["person"])
        now, again = self._now(), bool(work.job.payload.get("again"))
        with self._database.reading() as connection:
            desk = office.load(connection, self._now())
            person = desk.people[number]
            claim = claims.load(connection, name)
            known, fresh = cards.find(connection, number, name), bool(work.job.payload["fresh"])
            seen, drawn = may_see(claim, person), None
            if seen and (fresh or again or not _stands(known, claim.version, work)):
                today = desk.today(now, person.time_zone)
                found = office.findings_of(connection, claim, desk.company, today)
                evidence, minutes = office.evidence_of(connection, claim), _minutes(connection, claim)
                papers, rules = papers_of(connection, claim), desk.company
                at = progress.of(connection, _being_read(claim))
                drawn = views.claim_card(claim, person, desk.people, rules, found, today, evidence, minutes, papers, at)
        if drawn is not None:
            self._deliver(work, person, name, drawn, claim.version, fresh=fresh, again=again)
        elif seen:
            # Many changes at once, such as forty photos: the job of the first has drawn them all.
            self._drop(work)
        elif known is not None and person.active:
            # It concerned them once: what they have of it goes, for good.
            drawn = views.parted_card(claim, person, desk.people)
            self._deliver(work, person, name, drawn, claim.version, fresh=False, last=True)
        else:
            # Whoever asked for it: a card is for those whom the claim concerns, and who has left sees nothing more.
            self._drop(work)

    def notice(self, work: Work) -> None:
        """Say in one line what happened to a claim; which entry of its history is in the payload."""
        name, number = str(work.job.payload["claim"]), str(work.job.payload["person"])
        with self._database.reading() as connection:
            desk = office.load(connection, self._now())
            claim = claims.load(connection, name)
        person = desk.people[number]
        if not may_see(claim, person):
            self._drop(work)
            return
        entry = claim.history[int(str(work.job.payload["position"]))]
        key, values = notice_of(claim, entry, number, desk.people)
        self._tell(work, person, views.notice(key, person, **values))

    def say(self, work: Work) -> None:
        """Answer a press or message that could not be followed: what is wrong, and what to do next."""
        payload = work.job.payload
        with self._database.reading() as connection:
            person = office.load(connection, self._now()).people[str(payload["person"])]
        values = _with_days(payload["values"])
        self._tell(work, person, views.refusal(ClaimError(str(payload["sentence"]), **values), person))

    def form(self, work: Work) -> None:
        """Ask what a decision needs to know."""
        payload = work.job.payload
        if payload["action"] in ("deputy", "end_deputy"):
            self._deputy_form(work, str(payload["action"]))
            return
        with self._database.reading() as connection:
            desk = office.load(connection, self._now())
            claim = claims.load(connection, str(payload["claim"]))
            known = masters.load(connection) if payload["action"] == Action.RECODE else UNKNOWN
        person = desk.people[str(payload["person"])]
        try:
            # Asked for a moment ago; meanwhile the claim may have moved on, away from this person even.
            demand_form(claim, str(payload["action"]), person, payload["line"])
        except ClaimError as refusal:
            late = refusal if may_see(claim, person) else farewell(claim, desk.people)
            self._tell(work, person, views.refusal(late, person))
            return
        form = views.form_for(
            claim,
            str(payload["action"]),
            person,
            desk.company,
            line_id=payload["line"],
            errors=payload["errors"],
            values=payload["values"],
            people=desk.people,
            masters=known,
            today=desk.today(self._now()),
        )
        if user := self._user(person):
            self._platforms[user.platform].ask(user, form)
        self._done(work, person, user)

    def _deputy_form(self, work: Work, action: str) -> None:
        payload, now = work.job.payload, self._now()
        with self._database.reading() as connection:
            people = office.load(connection, now).people
            person = people[str(payload["person"])]
            today = day_of(person, now)
            mine = deputies.lasting(connection, person.number, today)
        values, errors = payload["values"], payload["errors"]
        if action == "end_deputy":
            form = views.end_deputy_form(person, people, mine, errors)
        else:
            form = views.deputy_form(person, people, today, values, errors, _with_days(payload["told"]))
        if user := self._user(person):
            self._platforms[user.platform].ask(user, form)
        self._done(work, person, user)

    def todo(self, work: Work) -> None:
        """Everything that waits for one person, on one card; the daily reminder and the answer to `todo`."""
        number, now = str(work.job.payload["person"]), self._now()
        with self._database.reading() as connection:
            desk = office.load(connection, self._now())
            person = desk.people[number]
            turn = claims.waiting_for(connection, number)
            checks = claims.to_check(connection) if Role.BOOKKEEPER in person.roles else ()
            to_check = [claim for claim in checks if claim.claimant != number]
            own = {claim.reference: claim for claim in turn if claim.claimant == number}
            own |= {claim.reference: claim for claim in claims.of(connection, number) if claim.question is not None}
            to_approve = [claim for claim in turn if claim.state in WAITING]
            for approver in sorted(person.stands_in_for):
                waiting = claims.waiting_for(connection, approver)
                to_approve += [claim for claim in waiting if may_stand_in(claim, person)]
            today = day_of(person, now)
            mine = deputies.lasting(connection, number, today)
            plain = together.plain(connection, to_approve, person, desk, now)
            posting = together.to_post(connection, to_check, person, desk, now)
            after = work.job.payload.get("after") or None
            outcome = together.outcome_of(connection, *after) if after else None
        with self._database.writing() as connection:
            listed = together.listing(connection, plain, posting, number, outcome, now)
        drawn = views.digest_card(
            person,
            to_approve,
            to_check,
            [*own.values()],
            desk.people,
            desk.today(now, person.time_zone),
            listed,
            mine,
        )
        # One card a person, always put up anew: yesterday's is no longer true.
        self._deliver(work, person, "todo", drawn, work.job.id, fresh=True)

    def list(self, work: Work) -> None:
        """A person's open claims on one card, with the way to their page where there is one beside this chat."""
        number, now = str(work.job.payload["person"]), self._now()
        with self._database.reading() as connection:
            desk = office.load(connection, now)
        person = desk.people[number]
        user = self._user(person)
        page = f"{self._web}{PATH}" if self._web and user is not None and user.platform != WEB else ""
        with self._database.reading() as connection:
            drawn = own_claims.listed(connection, person, desk, now, page)
        fresh = not work.job.payload.get("in_place")
        self._deliver(work, person, "list", drawn, work.job.id, fresh=fresh)

    def help(self, work: Work) -> None:
        """What the manual says; one card a person, which comes down to the end."""
        payload = work.job.payload
        with self._database.reading() as connection:
            person = office.load(connection).people[str(payload["person"])]
        drawn = views.help_card(person, question=str(payload["question"]), name=str(payload["name"]))
        self._deliver(work, person, "help", drawn, work.job.id, fresh=True)

    def dead_letter(self, work: Work) -> None:
        """Show work that was given up, with a button that starts it again to those who may press it."""
        payload = work.job.payload
        job_id = int(str(payload["job"]))
        with self._database.reading() as connection:
            person = office.load(connection, self._now()).people[str(payload["person"])]
            may = may_start_again(connection, job_id, person)
        kind, subject, error = (str(payload[name]) for name in ("kind_of", "subject", "error"))
        drawn = views.dead_letter_card(person, kind, subject, error, job_id, may_start=may)
        self._deliver(work, person, f"job:{job_id}", drawn, int(str(payload["attempts"])), fresh=True)

    def stranger(self, work: Work) -> None:
        """Answer somebody whom no employee is linked to, in both languages, since we do not know theirs."""
        payload = work.job.payload
        user = User(str(payload["platform"]), str(payload["workspace"]), str(payload["user"]))
        texts = [wording(locale).say(str(payload["sentence"])) for locale in ("zh", "en")]
        self._platforms[user.platform].tell(user, "\n".join(texts))
        with self._database.writing() as connection:
            work.done(connection)

    def _deliver(
        self,
        work: Work,
        person: Employee,
        subject: str,
        drawn: Card,
        version: int,
        *,
        fresh: bool,
        last: bool = False,
        again: bool = False,
    ) -> None:
        user = self._user(person)
        if user is None:
            self._done(work, person, None)
            return
        platform = self._platforms[user.platform]
        with self._database.reading() as connection:
            known = cards.find(connection, person.number, subject)
        if _stands(known, version, work) and not (fresh or last or again):
            # Drawn by another process just now.
            self._done(work, person, user)
            return
        there = known.address if known is not None and known.platform == user.platform else None
        address = _put(platform, user, there, drawn, fresh=fresh)
        with self._database.writing() as connection:
            people_rows.hold(connection, person.number)
            meanwhile = cards.find(connection, person.number, subject)
            if meanwhile is not None and meanwhile != known and meanwhile.version != version:
                # Another process has drawn another state, and nobody knows which of the two is seen: once more.
                work.later(connection, 0)
                return
            cards.remember(connection, person.number, subject, user.platform, address, version)
            if last:
                cards.part(connection, person.number, subject)
            work.done(connection)

    def _tell(self, work: Work, person: Employee, text: str) -> None:
        user = self._user(person)
        if user is not None:
            self._platforms[user.platform].tell(user, text)
        self._done(work, person, user)

    def _user(self, person: Employee) -> User | None:
        """Where to reach the person; nowhere once they have left, whatever was on its way to them."""
        if not person.active:
            return None
        with self._database.reading() as connection:
            known = people_rows.identities(connection, person.number)
        return next((User(*identity) for identity in known if identity[0] in self._platforms), None)

    def _drop(self, work: Work) -> None:
        with self._database.writing() as connection:
            work.done(connection)

    def _done(self, work: Work, person: Employee, user: User | None) -> None:
        with self._database.writing() as connection:
            if user is None and person.active:
                # Nobody is silently left out: an administrator hears, once, whom the bot cannot reach.
                outbox.tell_administrators(
                    connection, f"unreachable:{person.number}", "notice-unreachable", {"name": person.name}
                )
            work.done(connection)


def _with_days(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a job has them, for a sentence."""
    return {name: date.fromisoformat(said) if name in _DAYS else said for name, said in values.items()}


def _minutes(connection: Connection, claim: Claim) -> int:
    """About how long the receipts of this claim will be read; 0 for less than one minute, which one waits anyway."""
    if not _being_read(claim):
        return 0
    seconds = waits.left(connection, "ocr", claim.claimant) or 0.0
    return ceil(seconds / 60) if seconds > 60 else 0


def _being_read(claim: Claim) -> tuple[str, ...]:
    return tuple(line.document for line in claim.lines if line.reading == "waiting" and line.document)


def _stands(known: cards.Shown | None, version: int, work: Work) -> bool:
    """Whether the card shows this state already, and no earlier attempt of ours has drawn over it."""
    return known is not None and known.version >= version and work.job.attempt == 1


def _put(platform: Platform, user: User, there: Address | None, drawn: Card, *, fresh: bool) -> Address:
    """Where the card stands now; `there` is where the person has it already, `fresh` that it belongs at the end."""
    try:
        if there is not None and fresh and isinstance(platform, Moving):
            # Not a twin: the buttons of the older one would still be pressed.
            return platform.move(user, there, drawn)
        if there is not None and not fresh and platform.capabilities.replace:
            return platform.replace(user, there, drawn)
    except Gone:
        pass  # put away meanwhile: shown anew, below
    return platform.show(user, drawn)
