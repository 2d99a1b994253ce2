"""What comes in: verified by the platform, recorded here with its job, acknowledged; worked on afterwards.

A refusal (`ClaimError`) is caught here and nowhere else, and answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Connection

from bot.chat.errors import Gone
from bot.chat.platform import Arrived, Event, Filled, Photo, Platform, Pressed, Said
from bot.claims.claim import stem_of
from bot.claims.errors import ClaimError
from bot.claims.people import Employee
from bot.jobs.job import Work
from bot.jobs.queue import enqueue
from bot.store import events
from bot.store import people as people_rows
from bot.store.database import Database
from bot.store.errors import Stale
from bot.views.buttons import OPENS, ORIGINAL, ORIGINAL_UNDONE
from bot.views.digest import APPROVE_ALL, POST_ALL, TAKE_BACK_ALL
from bot.views.own_claims import LISTED
from bot.workflow import (
    conversation,
    deputies,
    event_json,
    office,
    originals,
    outbox,
    own_claims,
    pressing,
    submission,
    together,
)
from bot.workflow.deciding import Decision, Unfit, demand_form
from bot.workflow.starting_again import start_again

_NONE: Mapping[str, str] = {}


class Inbox:
    """Takes events from every platform and turns them into changes of claims."""

    def __init__(self, database: Database, platforms: Mapping[str, Platform], now: Callable[[], datetime]) -> None:
        self._database = database
        self._platforms = platforms
        self._now = now

    def receive(self, event: Event) -> bool:
        """Record the event and its job in one transaction; False when it was announced before."""
        now, event = self._now(), event_json.sound(event)
        name, content = event_json.written(event)
        with self._database.writing() as connection:
            if isinstance(event, Photo) and event.content is not None and _is_taken(connection, event):
                try:
                    content["document"] = submission.keep(connection, event.content, event.name, now)
                except submission.Refused as refused:
                    content["refused"] = refused.key
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
            event, digest, refused = event_json.event_of(received.kind, received.content)
            taken = isinstance(event, Photo) and _is_taken(connection, event)
        fetched: bytes | None = None
        if isinstance(event, Photo) and taken and digest is None and event.reference is not None:
            # One that is not there any more stays None, and its sender hears that it could not be taken.
            with suppress(Gone):
                fetched = self._platforms[event.user.platform].fetch(event.reference)
        try:
            with self._database.writing() as connection:
                if isinstance(event, Photo) and fetched is not None and _is_taken(connection, event):
                    try:
                        digest = submission.keep(connection, fetched, event.name, self._now())
                    except submission.Refused as why:
                        refused = why.key
                self._act(connection, event, digest, refused)
                work.done(connection)
        except (ClaimError, Stale, Unfit) as refusal:
            if isinstance(refusal, Stale) and not isinstance(event, Pressed | Filled):
                # Not a decision about something that moved on, so not refused: the job tries again.
                raise
            # Nothing was changed; the person hears why, sees the claim as it is, and the event is dealt with.
            with self._database.writing() as connection:
                self._answer(connection, event, refusal)
                work.done(connection)

    def _act(self, connection: Connection, event: Event, digest: str | None, refused: str) -> None:
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
        now = self._now()
        desk = office.load(connection, now)
        person = desk.people[person.number]
        match event:
            case Photo() if digest is not None:
                submission.photo(connection, event, digest, person, desk, now)
            case Said():
                conversation.said(connection, event, person, desk, now)
            case Arrived():
                outbox.say(connection, outbox.key_of(event), person.number, "welcome", {"name": person.name})
            case Pressed(action="requeue"):
                start_again(connection, pressing.job_of(event.target), person, now)
                outbox.say(connection, outbox.key_of(event), person.number, "job-requeued", {})
            case Pressed() if event.action in (APPROVE_ALL, TAKE_BACK_ALL, POST_ALL):
                together.pressed(connection, event, person)
            case Pressed() if event.action in (ORIGINAL, ORIGINAL_UNDONE):
                originals.pressed(connection, event, person, desk, now)
            case Pressed() if event.action in LISTED:
                own_claims.pressed(connection, event, person, desk, now)
            case Pressed(action="deputy"):
                outbox.ask(connection, outbox.key_of(event), person.number, "", "deputy", None, _NONE, _NONE)
            case Filled(action="deputy"):
                deputies.name(connection, outbox.key_of(event), person, event.values, desk, now)
            case Pressed(action="end_deputy"):
                deputies.end(connection, outbox.key_of(event), person, desk, now)
            case Filled(action="end_deputy"):
                which = event.values.get("which", "")
                deputies.end(connection, outbox.key_of(event), person, desk, now, which)
            case Pressed(action="help"):
                outbox.help_with(connection, outbox.key_of(event), person.number, name=event.target)
            case Pressed(action="open"):
                claim = pressing.seen(connection, event, person, desk)
                outbox.show(connection, outbox.key_of(event), person.number, stem_of(claim.reference))
            case Pressed() if event.action in OPENS:
                self._form(connection, event, person, desk)
            case Pressed() | Filled():
                claim, line_id = pressing.current(connection, event, person, desk)
                answers = event.values if isinstance(event, Filled) else None
                decision = Decision(event.action, person, now, desk.today(now), line_id, answers)
                conversation.carry_out(connection, claim, decision, desk)
            case Photo():
                # Nothing is dropped in silence: it was not kept, or is not there any more.
                submission.refuse(connection, event, refused or "say-refused_file", person)

    def _form(
        self,
        connection: Connection,
        event: Pressed | Filled,
        person: Employee,
        desk: office.Office,
        errors: Mapping[str, str] = _NONE,
    ) -> None:
        """Open the form of a button; or once more, with what was entered and what is wrong with it."""
        claim, line_id = pressing.current(connection, event, person, desk)
        demand_form(claim, event.action, person, line_id)
        values = event.values if isinstance(event, Filled) else _NONE
        name = stem_of(claim.reference)
        outbox.ask(connection, outbox.key_of(event), person.number, name, event.action, line_id, errors, values)

    def _answer(self, connection: Connection, event: Event, refusal: ClaimError | Stale | Unfit) -> None:
        """Say once why nothing happened, and show the claim as it is now to whoever may see it."""
        person = people_rows.linked(connection, event.user.platform, event.user.workspace, event.user.id)
        if person is None:
            return
        desk = office.load(connection, self._now())
        person = desk.people[person.number]
        if isinstance(refusal, Stale) and isinstance(event, Pressed | Filled):
            late = pressing.overtaken(connection, event, person, desk)
            if late is None:
                # Nothing that the decision is about: the job tries again.
                raise refusal
            refusal = late
        if isinstance(refusal, Unfit) and isinstance(event, Filled):
            try:
                self._form(connection, event, person, desk, refusal.errors)
                return
            except ClaimError as late:
                # The claim moved on while the form was open: that is what the person has to hear first.
                refusal = late
        key, claim = outbox.key_of(event), pressing.shown(connection, event, person, desk)
        if claim is not None:
            # Whatever the person was looking at, they get the claim as it is now.
            outbox.show(connection, key, person.number, stem_of(claim.reference))
        if isinstance(refusal, ClaimError):
            # After the card, which may be higher than a telephone.
            outbox.say(connection, key, person.number, refusal.key, refusal.values)
        elif isinstance(refusal, Unfit):
            # Written in words: there is no form that would say it at its field.
            outbox.say(connection, key, person.number, next(iter(refusal.errors.values())), {})


def _is_taken(connection: Connection, event: Photo) -> bool:
    """Whether the bytes are kept: only from somebody of the company, in their own chat. All others hear what to do."""
    person = people_rows.linked(connection, event.user.platform, event.user.workspace, event.user.id)
    return event.private and person is not None and person.active
