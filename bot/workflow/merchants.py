"""Known merchants as those who keep the books see them: looked through, given another name, forgotten, taken out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from bot.claims.errors import Changed, Incomplete, NotAllowed
from bot.claims.line import LONGEST_CODE
from bot.claims.merchants import NUMBERS, Merchant, agreeing
from bot.claims.people import Employee, Role
from bot.store import audit, merchants
from bot.store.database import Database
from bot.views.merchants import MOST, MerchantRow, Merchants
from bot.wording import wording
from bot.workflow import office, outbox
from bot.workflow.recalling import described
from bot.workflow.sheets import Format, digest_of, fill, opened

#: Rows of a page.
PAGE = 50

_SEE = frozenset({Role.BOOKKEEPER, Role.ADMINISTRATOR, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class MerchantPage:
    """One page of them; `more` says whether another one follows. `may`: the viewer can change them."""

    rows: tuple[MerchantRow, ...]
    more: bool
    may: bool
    categories: tuple[tuple[str, str], ...]


class KnownMerchants:
    """Lists them and acts on them; raises `NotAllowed` for whoever keeps no books."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def page(self, number: str, words: str = "", skip: int = 0) -> MerchantPage:
        """Those with these words in name or number, by name."""
        with self._database.reading() as connection:
            desk = office.load(connection)
            person = _seeing(desk.people[number])
            found = merchants.page(connection, plain(words), PAGE + 1, skip)
            others = merchants.by_numbers(connection, *(one.numbers for one in found[:PAGE]))
        view = Merchants(person, desk.people, desk.company)
        called = tuple((one.code, one.called(person.locale)) for one in desk.company.categories)
        rows = tuple(view.row(one, others) for one in found[:PAGE])
        return MerchantPage(rows, len(found) > PAGE, may_change(person), called)

    def correct(self, number: str, which: int, seen: str, name: str, category: str) -> None:
        """What the company calls it from now on; everything that others said of the same merchant goes."""
        now, name = self._now(), plain(name)
        with self._database.writing() as connection:
            desk = office.load(connection)
            person = _changing(desk.people[number])
            one = _as_seen(connection, which, seen)
            if category and category not in {each.code for each in desk.company.categories}:
                raise Incomplete("wrong-choice")
            if not name and not category:
                raise Incomplete("merchants-nothing")
            if len(name) > LONGEST_CODE:
                raise Incomplete("wrong-long")
            same = [two for two in merchants.by_numbers(connection, one.numbers) if agreeing(two.numbers, one.numbers)]
            merchants.forget(connection, [two.id for two in same if two.id != one.id])
            kept = replace(
                one, name=name, category=category, doubted=False, said_by=number, said_at=now, shared="office"
            )
            merchants.put(connection, kept)
            content = {"merchant": one.id, "forgotten": sorted(two.id for two in same if two.id != one.id)}
            _note(connection, "correct_merchant", person, now, content, [kept])

    def forget(self, number: str, which: int, seen: str) -> None:
        """What somebody said of a merchant is not known any more."""
        now = self._now()
        with self._database.writing() as connection:
            person = _changing(office.load(connection).people[number])
            one = _as_seen(connection, which, seen)
            merchants.forget(connection, [one.id])
            _note(connection, "forget_merchant", person, now, {"merchants": [one.id]}, [one])

    def write(self, file: Path, number: str, form: Format) -> str:
        """All of them as a file, which stands in the audit trail before anybody has it; the file's name."""
        now = self._now()
        with self._database.reading() as connection:
            desk = office.load(connection)
            person = _seeing(desk.people[number])
            view = Merchants(person, desk.people, desk.company)
            tables = {"merchants": (wording(person.locale).say("web-place-merchants"), view.heads())}
            with closing(opened(file, form, tables, "merchants")) as sheet:
                counts = fill(sheet.write, (("merchants", view.cells(one)) for one in merchants.every(connection)))
        with self._database.writing() as connection:
            said = {"format": form, "merchants": counts.get("merchants", 0), "digest": digest_of(file)}
            audit.record(connection, at=now, actor=number, action="export", subject="merchants", content=said)
        return f"merchants.{form}"


def listed(connection: Connection, key: str, person: Employee, desk: office.Office, words: str) -> None:
    """Answer in a chat which are known."""
    _seeing(person)
    view = Merchants(person, desk.people, desk.company)
    found = merchants.page(connection, plain(words), MOST + 1)
    lines = "\n".join(view.line(one) for one in found[:MOST])
    sentence = "merchants-none" if not found else "merchants-first" if len(found) > MOST else "merchants-these"
    outbox.say(connection, key, person.number, sentence, {"merchants": lines, "count": MOST, "words": words})


def forget_named(connection: Connection, key: str, person: Employee, words: str, now: datetime) -> None:
    """Forget the one of this name or number, as it was written in a chat; several or none is said instead."""
    _changing(person)
    wanted = plain(words).casefold()
    found = [
        one
        for one in merchants.page(connection, plain(words), PAGE)
        if wanted in (one.name.casefold(), *(getattr(one.numbers, name).casefold() for name in NUMBERS))
    ]
    if found:
        merchants.forget(connection, [one.id for one in found])
        content = {"merchants": sorted(one.id for one in found)}
        _note(connection, "forget_merchant", person, now, content, found)
    sentence = "merchants-forgotten" if found else "merchants-none"
    outbox.say(connection, key, person.number, sentence, {"words": words, "count": len(found), "merchants": ""})


def may_change(person: Employee) -> bool:
    """Whether this person may give a merchant another name, or have it forgotten."""
    return person.active and Role.AUDITOR not in person.roles and bool(person.roles & _SEE)


def plain(words: str) -> str:
    """What somebody typed, in one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFKC", words)).split())[:200]


def _seeing(person: Employee) -> Employee:
    if not (person.active and person.roles & _SEE):
        raise NotAllowed("merchants-offices-only")
    return person


def _changing(person: Employee) -> Employee:
    if not may_change(person):
        raise NotAllowed("merchants-offices-only")
    return person


def _as_seen(connection: Connection, which: int, seen: str) -> Merchant:
    one = merchants.get(connection, which)
    if one is None or one.said_at.isoformat() + one.shared != seen:
        raise Changed("merchants-changed")
    return one


def _note(
    connection: Connection,
    action: str,
    by: Employee,
    at: datetime,
    content: Mapping[str, object],
    said: Sequence[Merchant],
) -> None:
    """The audit row; what each was called lies beside the chain, as its own who said it."""
    personal = {f"merchant {one.id}": (one.said_by, described(one)) for one in said}
    audit.record(
        connection, at=at, actor=by.number, action=action, subject="merchants", content=content, personal=personal
    )
