"""Links that let somebody in once, and the sessions of browsers. Kept by the digest of their secret, never by itself.

A secret has 256 random bits, so nobody guesses one, however often they try, and there is no rate to limit. It is
looked up by its SHA-256: what a comparison in the database might tell by its time is about a digest, from which no
secret follows.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from bot.claims.people import Employee
from bot.claims.signing_in import Session, SignInLink
from bot.store.people import employee_of
from bot.store.tables import employee, session, sign_in_link

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Secret:
    """What a browser or a link holds; shown to nobody else. Its `repr` says nothing of it."""

    text: str

    def __repr__(self) -> str:
        return "Secret(…)"

    @property
    def digest(self) -> str:
        """What is kept of it."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def new_secret() -> Secret:
    """256 random bits."""
    return Secret(secrets.token_urlsafe(32))


def secret_of(text: str) -> Secret | None:
    """What somebody brings, where it can be a secret of ours at all."""
    return Secret(text) if _SECRET.fullmatch(text) else None


# Links


def put_link(connection: Connection, secret: Secret, link: SignInLink) -> None:
    """Keep a new link; an older one of the same way opens nothing any more."""
    older = sign_in_link.c.used_at.is_(None) & (sign_in_link.c.way == link.way)
    connection.execute(delete(sign_in_link).where(sign_in_link.c.employee == link.employee, older))
    values = {"employee": link.employee, "way": link.way, "ends_at": link.ends_at, "used_at": link.used_at}
    connection.execute(insert(sign_in_link).values(digest=secret.digest, **values))


def link(connection: Connection, secret: Secret) -> tuple[SignInLink, Employee] | None:
    """The link of this secret, used or not, with its employee."""
    found = select(sign_in_link, employee).join(employee).where(sign_in_link.c.digest == secret.digest)
    row = connection.execute(found).first()
    return (SignInLink(row.employee, row.way, row.ends_at, row.used_at), employee_of(row)) if row else None


def use_link(connection: Connection, secret: Secret, at: datetime) -> bool:
    """Use it up; of two at the same moment one is told False."""
    unused = (sign_in_link.c.digest == secret.digest) & sign_in_link.c.used_at.is_(None)
    return connection.execute(update(sign_in_link).where(unused).values(used_at=at)).rowcount == 1


# Sessions


def begin(connection: Connection, secret: Secret, found: Session) -> None:
    """Keep a new session."""
    values = {"employee": found.employee, "begun_at": found.begun_at, "seen_at": found.seen_at}
    connection.execute(insert(session).values(digest=secret.digest, **values))


def session_of(connection: Connection, secret: Secret) -> tuple[Session, Employee] | None:
    """The session of this secret with its employee, whether or not it still stands."""
    row = connection.execute(select(session, employee).join(employee).where(session.c.digest == secret.digest)).first()
    return (Session(row.employee, row.begun_at, row.seen_at), employee_of(row)) if row else None


def seen(connection: Connection, secret: Secret, at: datetime) -> None:
    """Its person was there."""
    connection.execute(update(session).where(session.c.digest == secret.digest).values(seen_at=at))


def end(connection: Connection, secret: Secret) -> bool:
    """End one session; False where there was none."""
    return connection.execute(delete(session).where(session.c.digest == secret.digest)).rowcount == 1


def end_all(connection: Connection, number: str) -> int:
    """End every session of a person, and let no link in their hands open another; how many sessions."""
    connection.execute(delete(sign_in_link).where(sign_in_link.c.employee == number, sign_in_link.c.used_at.is_(None)))
    return connection.execute(delete(session).where(session.c.employee == number)).rowcount


def forget(connection: Connection, number: str) -> None:
    """Take away everything that tells when a person came in."""
    end_all(connection, number)
    connection.execute(delete(sign_in_link).where(sign_in_link.c.employee == number))


def sweep(connection: Connection, *, links_before: datetime, begun_before: datetime, seen_before: datetime) -> None:
    """Take away links that ended long ago, and sessions that stand no longer."""
    connection.execute(delete(sign_in_link).where(sign_in_link.c.ends_at < links_before))
    over = (session.c.begun_at < begun_before) | (session.c.seen_at < seen_before)
    connection.execute(delete(session).where(over))
