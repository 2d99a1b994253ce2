"""How long somebody may come in, and stay: links that open once, and the sessions that they begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.claims.people import Employee, People

#: How somebody came in: an administrator's invitation, the link that the bot sent, the company's OpenID Connect.
Way = Literal["invitation", "link", "oidc"]

#: How long a link may be used. An invitation lies in a mailbox over a weekend, the bot's answer is read at once.
LASTING = {"invitation": timedelta(days=7), "link": timedelta(minutes=10)}

#: How often it is written down that somebody is still there: not with every request.
SEEN_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SignInLink:
    """A link that lets one employee in once. Of its secret only the digest is kept, and nowhere else."""

    employee: str
    way: Way
    ends_at: datetime
    used_at: datetime | None = None

    def refusal(self, person: Employee, now: datetime) -> str:
        """Why it opens nothing any more: `used`, `expired` or `left`; empty while it does."""
        if not person.active:
            return "left"
        if self.used_at is not None:
            return "used"
        return "expired" if now >= self.ends_at else ""


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """When a session ends by itself: `idle` after the last sign of its person, `whole` after its beginning."""

    idle: timedelta = timedelta(days=30)
    whole: timedelta = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Session:
    """One browser of one employee."""

    employee: str
    begun_at: datetime
    seen_at: datetime

    def stands(self, person: Employee, now: datetime, lifetimes: Lifetimes) -> bool:
        """Whether the browser is still let in: not once the person has left, whatever else is written."""
        return person.active and now < self.begun_at + lifetimes.whole and now < self.seen_at + lifetimes.idle


def of_email(people: People, email: str) -> tuple[Employee | None, str]:
    """Who has this address, or nobody and why: `stranger`, or `left`. Two who share one are nobody.

    Capitals are the same only where they are ASCII: other letters have look-alikes that would become each other.
    """
    wanted = _plain(email)
    found = [one for one in people.everybody() if wanted and _plain(one.email) == wanted]
    active = [one for one in found if one.active]
    if len(active) == 1:
        return active[0], ""
    return None, "left" if found and not active else "stranger"


def _plain(email: str) -> str:
    return email.strip().lower() if email.isascii() else email.strip()
