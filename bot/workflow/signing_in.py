"""Coming into the web chat: by a link that opens once, or vouched for by the company's provider; and going out again.

Every way in and out is a row of the audit trail. A secret is handed to whoever needs it and only its digest is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot import views
from bot.chat.platform import Platform, User
from bot.claims.deserted import in_office
from bot.claims.errors import ClaimError, NotAllowed
from bot.claims.people import Employee, People, Role
from bot.claims.signing_in import LASTING, Lifetimes, Session, SignInLink, Way, of_email
from bot.jobs.job import Work
from bot.store import audit, people, sessions
from bot.store.columns import digest
from bot.store.database import Database
from bot.store.sessions import Secret
from bot.workflow import outbox
from bot.workflow.erasing import WEB
from bot.workflow.setting_up import link

#: How long a link that ended is remembered, so that whoever finds it in their mail hears why it opens nothing.
REMEMBERED = timedelta(days=60)


def invite(connection: Connection, number: str, *, by: str, at: datetime) -> Secret:
    """A link for somebody of the company, good for seven days; raises `ClaimError` where that cannot be.

    From now on what the bot has for them goes to the web chat, and waits there.
    """
    everybody = people.load(connection)
    _demand_administrator(everybody, by)
    if number not in everybody:
        raise ClaimError("sign-in-nobody", number=number)
    if not everybody[number].active:
        raise ClaimError("sign-in-has-left", name=everybody[number].name)
    _reach_in_web(connection, number, by=by, at=at)
    audit.record(connection, at=at, actor=by, action="invitation", subject=number)
    return _link_for(connection, number, "invitation", at)


def sign_in_by_link(connection: Connection, secret: Secret, at: datetime) -> tuple[Secret | None, str]:
    """Use the link up and begin a session: its secret, or none and why: `unknown`, `used`, `expired`, `left`."""
    known = sessions.link(connection, secret)
    if known is None:
        return None, "unknown"
    # Whoever takes a person out of the company waits for us, or we see what they did.
    people.hold(connection, known[0].employee)
    found, person = sessions.link(connection, secret) or known
    if why := found.refusal(person, at):
        return None, why
    if not sessions.use_link(connection, secret, at):
        return None, "used"
    return sign_in(connection, person.number, found.way, at), ""


def sign_in(connection: Connection, number: str, way: Way, at: datetime) -> Secret:
    """Begin a session of somebody who has shown who they are; its secret."""
    _reach_in_web(connection, number, by=number, at=at)
    secret = sessions.new_secret()
    sessions.begin(connection, secret, Session(number, at, at))
    audit.record(connection, at=at, actor=number, action="sign-in", subject=number, content={"way": way})
    return secret


def sign_in_by_email(connection: Connection, email: str, at: datetime) -> tuple[Secret | None, str]:
    """Begin a session of whom the company's provider vouches for by a verified address: its secret, or none and why.

    Of an address that nobody here has, the administrators hear once.
    """
    person, why = of_email(people.load(connection), email)
    if person is None:
        if why == "stranger":
            outbox.tell_administrators(
                connection, f"stranger:{digest(email)}", "notice-oidc_stranger", {"email": email}
            )
        return None, why
    people.hold(connection, person.number)
    if not people.load(connection)[person.number].active:
        return None, "left"
    return sign_in(connection, person.number, "oidc", at), ""


def sign_out(connection: Connection, secret: Secret, at: datetime) -> None:
    """End the session of one browser."""
    known = sessions.session_of(connection, secret)
    if known is not None and sessions.end(connection, secret):
        number = known[0].employee
        audit.record(connection, at=at, actor=number, action="sign-out", subject=number, content={"sessions": 1})


def sign_out_everywhere(connection: Connection, number: str, *, by: str, at: datetime) -> int:
    """End every session of a person, and take back their links; how many sessions there were. Raises `ClaimError`."""
    everybody = people.load(connection)
    _demand_administrator(everybody, by)
    if number not in everybody:
        raise ClaimError("sign-in-nobody", number=number)
    ended = sessions.end_all(connection, number)
    audit.record(connection, at=at, actor=by, action="sign-out", subject=number, content={"sessions": ended})
    return ended


def session_of(
    connection: Connection, secret: Secret, lifetimes: Lifetimes, now: datetime
) -> tuple[Session, Employee] | None:
    """The session that stands under this secret, with its person."""
    known = sessions.session_of(connection, secret)
    return known if known is not None and known[0].stands(known[1], now, lifetimes) else None


def sweep(connection: Connection, lifetimes: Lifetimes, now: datetime) -> None:
    """Forget what has ended long ago."""
    sessions.sweep(
        connection,
        links_before=now - REMEMBERED,
        begun_before=now - lifetimes.whole,
        seen_before=now - lifetimes.idle,
    )


class SignInLinks:
    """Sends links into people's own chats. The secret is made when it is sent, so no job ever holds one."""

    def __init__(
        self, database: Database, platforms: Mapping[str, Platform], now: Callable[[], datetime], address: str
    ) -> None:
        """`address` is where the web chat is found; empty where there is none."""
        self._database, self._platforms, self._now, self._address = database, platforms, now, address

    def send(self, work: Work) -> None:
        """Answer “open”: with a link, or that there is no page, or that this is the page."""
        payload, now = work.job.payload, self._now()
        user = User(str(payload["platform"]), str(payload["workspace"]), str(payload["user"]))
        with self._database.writing() as connection:
            person = people.load(connection)[str(payload["person"])]
            answer = self._answer(connection, person, user, now)
        if answer is not None:
            self._platforms[user.platform].tell(user, views.refusal(answer, person))
        with self._database.writing() as connection:
            work.done(connection)

    def _answer(self, connection: Connection, person: Employee, user: User, now: datetime) -> ClaimError | None:
        if not person.active:
            return None
        if user.platform == WEB:
            return ClaimError("say-open_here")
        if not self._address:
            return ClaimError("say-no_web")
        secret = _link_for(connection, person.number, "link", now)
        return ClaimError("say-open", link=link_to(self._address, secret))


def link_to(address: str, secret: Secret) -> str:
    """The link that holds the secret; `address` is the web chat's, with its slash."""
    return f"{address}sign-in/{secret.text}"


def _link_for(connection: Connection, number: str, way: Way, at: datetime) -> Secret:
    secret = sessions.new_secret()
    sessions.put_link(connection, secret, SignInLink(number, way, at + LASTING[way]))
    return secret


def _reach_in_web(connection: Connection, number: str, *, by: str, at: datetime) -> None:
    """In the web chat somebody's user is their employee number: nobody else can be that."""
    if (WEB, "", number) not in people.identities(connection, number):
        link(connection, WEB, "", number, number, by=by, at=at)


def _demand_administrator(everybody: People, by: str) -> None:
    if by not in everybody:
        raise ClaimError("sign-in-nobody", number=by)
    if everybody[by] not in in_office(everybody, Role.ADMINISTRATOR):
        raise NotAllowed("administrators-only")
