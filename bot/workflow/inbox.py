"""What comes in: verified by the platform, recorded here with its job, acknowledged; worked on afterwards.

A refusal (`ClaimError`) is caught here and nowhere else, and answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.chat.platform import Arrived, Event, Filled, Photo, Platform, Pressed, Said, User
from bot.claims.claim import Claim, stem_of
from bot.claims.errors import Changed, ClaimError, NotAllowed
from bot.claims.people import Employee, Role
from bot.claims.states import Action
from bot.jobs.job import Work
from bot.jobs.queue import enqueue, requeue
from bot.store import events
from bot.store import people as people_rows
from bot.store.database import Database
from bot.store.errors import Stale
from bot.views.buttons import APPROVE_LESS, OPENS
from bot.workflow import conversation, office, outbox, submission
from bot.workflow.deciding import Decision, Unfit

_KINDS: Mapping[str, type[Event]] = {
    "photo": Photo,
    "said": Said,
    "pressed": Pressed,
    "filled": Filled,
    "arrived": Arrived,
}
_KIND_OF = {kind: name for name, kind in _KINDS.items()}


class Inbox:
    """Takes events from every platform and turns them into changes of claims."""

    def __init__(self, database: Database, platforms: Mapping[str, Platform], now: Callable[[], datetime]) -> None:
        self._database = database
        self._platforms = platforms
        self._now = now

    def receive(self, event: Event) -> bool:
        """Record the event and its job in one transaction; False when it was announced before."""
        now = self._now()
        content = _content(event)
        with self._database.writing() as connection:
            if isinstance(event, Photo) and event.content is not None:
                content["document"] = submission.keep(connection, event.content, event.name, now)
            name = _KIND_OF[type(event)]
            number = events.receive(connection, event.user.platform, event.id, name, content, now)
            if number is None:
                return False
            enqueue(
                connection,
                "chat.event",
                key=f"event:{outbox.key_of(event)}",
                queue="chat",
                owner=event.user.id,
                event=number,
            )
        return True

    def handle(self, work: Work) -> None:
        """Do what one event asks for, in one transaction with the end of its job."""
        with self._database.reading() as connection:
            received = events.load(connection, int(str(work.job.payload["event"])))
        event, digest = _event(received.kind, received.content)
        fetched: bytes | None = None
        if isinstance(event, Photo) and digest is None and event.reference is not None:
            fetched = self._platforms[event.user.platform].fetch(event.reference)
        try:
            with self._database.writing() as connection:
                if isinstance(event, Photo) and fetched is not None:
                    digest = submission.keep(connection, fetched, event.name, self._now())
                self._act(connection, event, digest)
                work.done(connection)
        except (ClaimError, Stale, Unfit) as refusal:
            if isinstance(refusal, Stale) and isinstance(event, Photo | Said):
                # Not a decision about something that moved on, so not refused: the job tries again.
                raise
            # Nothing was changed; the person hears why, sees the claim as it is, and the event is dealt with.
            with self._database.writing() as connection:
                self._answer(connection, event, refusal)
                work.done(connection)

    def _act(self, connection: Connection, event: Event, digest: str | None) -> None:
        user = event.user
        person = people_rows.linked(connection, user.platform, user.workspace, user.id)
        if person is not None:
            # What one person sends at once is worked on one after the other: two first photos share one draft.
            people_rows.hold(connection, person.number)
        if person is None or not person.active:
            outbox.stranger(connection, event, "unlinked" if person is None else "has-left")
            if person is None:
                key = f"unlinked:{user.platform}:{user.workspace}:{user.id}"
                values = {"user": user.id, "platform": user.platform}
                outbox.tell_administrators(connection, key, "notice-unlinked", values)
            return
        if isinstance(event, Photo | Said) and not event.private:
            # In a group nothing is shown: one answer, for whoever it was, leads to the direct chat.
            outbox.stranger(connection, event, "group")
            return
        desk, now = office.load(connection), self._now()
        match event:
            case Photo() if digest is not None:
                submission.photo(connection, event, digest, person, desk, now)
            case Said():
                conversation.said(connection, event, person, desk, now)
            case Arrived():
                outbox.say(connection, outbox.key_of(event), person.number, "welcome", {"name": person.name})
            case Pressed(action="requeue"):
                self._requeue(connection, event, person)
            case Pressed(action="open"):
                claim = conversation.visible(connection, target_of(event.target)[0], person)
                outbox.show(connection, outbox.key_of(event), person.number, stem_of(claim.reference))
            case Pressed() if event.action in OPENS:
                self._form(connection, event, person, {}, {})
            case Pressed() | Filled():
                self._decide(connection, event, person, desk, now)
            case _:
                # A file too large to be kept: the person hears it, nothing is dropped in silence.
                outbox.say(connection, outbox.key_of(event), person.number, "say-refused_file", {})

    def _decide(
        self, connection: Connection, event: Pressed | Filled, person: Employee, desk: office.Office, now: datetime
    ) -> None:
        claim, line_id = _current(connection, event, person)
        values = event.values if isinstance(event, Filled) else None
        decision = Decision(event.action, person, now, desk.today(now), line_id, values)
        conversation.carry_out(connection, claim, decision, desk)

    def _form(
        self,
        connection: Connection,
        event: Pressed | Filled,
        person: Employee,
        errors: Mapping[str, str],
        values: Mapping[str, str],
    ) -> None:
        claim, line_id = _current(connection, event, person)
        claim.demand(Action.APPROVE if event.action == APPROVE_LESS else Action(event.action), person)
        name = stem_of(claim.reference)
        outbox.ask(connection, outbox.key_of(event), person.number, name, event.action, line_id, errors, values)

    def _requeue(self, connection: Connection, event: Pressed, person: Employee) -> None:
        if Role.ADMINISTRATOR not in person.roles:
            raise NotAllowed("administrators-only")
        started = requeue(connection, int(event.target.partition(":")[2]))
        sentence = "job-requeued" if started else "job-not-dead"
        outbox.say(connection, outbox.key_of(event), person.number, sentence, {})

    def _answer(self, connection: Connection, event: Event, refusal: ClaimError | Stale | Unfit) -> None:
        person = people_rows.linked(connection, event.user.platform, event.user.workspace, event.user.id)
        if person is None:
            return
        if isinstance(refusal, Unfit) and isinstance(event, Filled):
            try:
                self._form(connection, event, person, refusal.errors, event.values)
                return
            except ClaimError as late:
                # The claim moved on while the form was open: that is what the person has to hear first.
                refusal = late
        key, name = outbox.key_of(event), ""
        if isinstance(event, Pressed | Filled) and not event.target.startswith("job:"):
            name = stem_of(event.target.partition(":")[0])
        if isinstance(refusal, ClaimError):
            outbox.say(connection, key, person.number, refusal.key, refusal.values)
        else:
            outbox.say(connection, key, person.number, "claim-changed", {"reference": name})
        if name and not (isinstance(refusal, NotAllowed) and refusal.key == "say-no_such_claim"):
            # Whatever the person was looking at, they get the claim as it is now.
            outbox.show(connection, key, person.number, name)


def _current(connection: Connection, event: Pressed | Filled, person: Employee) -> tuple[Claim, int | None]:
    """The claim a press is about, if the person may see it and saw it as it is now; and its line, if any."""
    name, version, line_id = target_of(event.target)
    claim = conversation.visible(connection, name, person)
    if not claim.stands_as_seen(event.action, version, line_id):
        raise Changed("claim-changed", reference=claim.reference)
    return claim, line_id


def target_of(target: str) -> tuple[str, int, int | None]:
    """What a button is about: the claim's stem, its version, and the line where there is one."""
    name, _, rest = target.partition(":")
    version, _, line = rest.partition(":")
    if not version.isdigit() or (line and not line.isdigit()):
        raise ClaimError("unknown-button")
    return stem_of(name), int(version), int(line) if line else None


def _content(event: Event) -> dict[str, Any]:
    """An event as JSON; the bytes of a photo go into the document table instead."""
    plain = {name: value for name, value in asdict(event).items() if name != "content"}
    return {name: _jsonable(value) for name, value in plain.items()}


def _jsonable(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _jsonable(item) for name, item in value.items()}
    # PostgreSQL cannot keep U+0000 in a text, and nobody means it.
    return value.replace("\0", "") if isinstance(value, str) else value


def _event(kind: str, content: dict[str, Any]) -> tuple[Event, str | None]:
    digest = content.pop("document", None)
    content["user"] = User(**content["user"])
    return _KINDS[kind](**content), digest
