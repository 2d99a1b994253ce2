"""Where a visitor can go: the few pages beside each other that the frame leads to, by their roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.claims.people import Employee, Role
from bot.views.own_claims import PATH


@dataclass(frozen=True, slots=True)
class Place:
    """A page of its own: its path below the visitor's, the key of its name, and whose it is (empty: everybody's)."""

    path: str
    word: str
    roles: frozenset[Role] = frozenset()


#: In the order in which the frame shows them; each is drawn by a module that knows nothing of the others.
CONVERSATION = Place("", "web-place-conversation")
OWN = Place(PATH, "web-place-own")
DESK = Place("desk", "web-place-desk", frozenset({Role.BOOKKEEPER}))
PAYMENTS = Place("payments", "web-place-payments", frozenset({Role.BOOKKEEPER}))
MONTH_END = Place("month-end", "web-place-month_end", frozenset({Role.BOOKKEEPER, Role.ADMINISTRATOR, Role.AUDITOR}))
MERCHANTS = Place("merchants", "web-place-merchants", frozenset({Role.BOOKKEEPER, Role.ADMINISTRATOR, Role.AUDITOR}))
COMPANY = Place("company", "web-place-company", frozenset({Role.ADMINISTRATOR}))
MANUAL = Place("manual", "web-place-manual")
PLACES: tuple[Place, ...] = (CONVERSATION, OWN, DESK, PAYMENTS, MONTH_END, MERCHANTS, COMPANY, MANUAL)


def places_of(person: Employee, places: Sequence[Place] = PLACES) -> tuple[Place, ...]:
    """The pages that this person has."""
    return tuple(place for place in places if not place.roles or place.roles & person.roles)
