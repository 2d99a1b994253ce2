"""The platform `web`: conversations in our own database, shown by `pages.py`, moved by the hands that it hands on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime

from bot.chat.card import Card, Form
from bot.chat.errors import Gone
from bot.chat.platform import (
    Address,
    Arrived,
    Capabilities,
    Event,
    Filled,
    Photo,
    Pressed,
    Receive,
    Said,
    User,
)
from bot.store import conversations
from bot.store.conversations import Entry, OpenForm, Whose
from bot.store.database import Database
from bot.web.bells import Bells
from bot.web.card_json import card_written, documents_of, form_of, form_written
from bot.web.errors import NotStarted


class WebChat:
    """A chat platform whose other side is a browser. Safe to call from several threads and processes."""

    name = "web"
    capabilities = Capabilities(form="modal", groups=False)

    def __init__(self, database: Database, now: Callable[[], datetime], *, workspace: str = "") -> None:
        self._database, self._now, self._workspace = database, now, workspace
        self._receive: Receive | None = None
        self.bells = Bells()

    # The platform

    def start(self, receive: Receive) -> None:
        """Begin to take events in."""
        self._receive = receive

    def stop(self) -> None:
        """Take no more events in, and let the windows go."""
        self._receive = None
        self.bells.close()

    def show(self, user: User, card: Card) -> Address:
        """Put a new card at the end of the conversation."""
        with self._database.writing() as connection:
            number = conversations.put(
                connection, whose(user), "card", card_written(card), self._now(), documents_of(card)
            )
        self.bells.ring(user)
        return {"entry": str(number)}

    def replace(self, user: User, address: Address, card: Card) -> Address:
        """Put the card in the place of an older one, or at the end where the person has sent something since."""
        return self._replaced(user, address, card, to_end=False)

    def move(self, user: User, address: Address, card: Card) -> Address:
        """Put the card at the end instead of an older one."""
        return self._replaced(user, address, card, to_end=True)

    def tell(self, user: User, text: str) -> None:
        """Say one thing."""
        with self._database.writing() as connection:
            conversations.put(connection, whose(user), "told", {"text": text}, self._now())
        self.bells.ring(user)

    def ask(self, user: User, form: Form) -> None:
        """Open a form; a form that was open is closed."""
        with self._database.writing() as connection:
            conversations.ask(connection, whose(user), form_written(form))
        self.bells.ring(user)

    def fetch(self, reference: Mapping[str, str]) -> bytes:
        """Nothing is announced by reference here: the bytes come with the photo."""
        raise Gone(f"no file {reference!r}")

    # What a person does. `sent_as` is the browser's own name for it: the same sent once more is the same event.

    def user(self, user_id: str) -> User:
        """The user of this id."""
        return User(self.name, self._workspace, user_id)

    def photo(self, user: User, sent_as: str, pick: str, name: str, content: bytes, text: str = "") -> bool:
        """A file, one of those that were picked together; False where it had come before."""
        self._stand_by()
        digest = hashlib.sha256(content).hexdigest()
        with self._database.writing() as connection:
            known = conversations.sent(connection, whose(user), f"pick:{pick}")
            files = [] if known is None else list(known.content["files"])
            if digest not in (file["digest"] for file in files):
                files.append({"digest": digest, "name": name})
            words = text or ("" if known is None else str(known.content["text"]))
            shown, digests = {"files": files, "text": words}, [str(file["digest"]) for file in files]
            if known is None:
                conversations.put(connection, whose(user), "files", shown, self._now(), digests, f"pick:{pick}")
            else:
                conversations.replace(connection, whose(user), known.number, shown, digests)
        key = _key(user, sent_as)
        # The words belong to all of them: they are not lost with a file that is not taken.
        return self._take(Photo(key, user, key, name, content, text=words))

    def say(self, user: User, sent_as: str, text: str) -> bool:
        """A message of words; False where it had come before."""
        self._stand_by()
        with self._database.writing() as connection:
            if conversations.sent(connection, whose(user), f"said:{sent_as}") is None:
                conversations.put(connection, whose(user), "said", {"text": text}, self._now(), key=f"said:{sent_as}")
        return self._take(Said(_key(user, sent_as), user, text))

    def press(self, user: User, sent_as: str, action: str, target: str) -> bool:
        """A button was pressed."""
        return self._take(Pressed(_key(user, sent_as), user, action, target))

    def fill(self, user: User, sent_as: str, number: int, values: Mapping[str, str]) -> bool:
        """The open form comes back; False where it is not the open one any more, or had come before."""
        with self._database.reading() as connection:
            found = conversations.form(connection, whose(user))
        if found is None or found.number != number:
            return False
        form = form_of(found.content)
        answers = {field.name: values.get(field.name, field.value) for field in form.fields}
        taken = self._take(Filled(_key(user, sent_as), user, form.action, form.target, answers))
        self.dismiss(user, number)
        return taken

    def answer(self, user: User, sent_as: str, action: str, target: str, values: Mapping[str, str]) -> bool:
        """One of the answers beside a value was chosen."""
        return self._take(Filled(_key(user, sent_as), user, action, target, values))

    def dismiss(self, user: User, number: int) -> None:
        """The person closes a form without an answer."""
        with self._database.writing() as connection:
            conversations.close(connection, whose(user), number)
        self.bells.ring(user)

    def arrive(self, user: User) -> bool:
        """The person opens the page; the bot hears of the first time only."""
        return self._take(Arrived(_key(user, "arrived"), user))

    # What a person sees

    def seen(self, user: User, limit: int) -> tuple[int, list[Entry], OpenForm | None]:
        """The number of the latest change, the last entries, and the form that is open."""
        with self._database.reading() as connection:
            last = conversations.last(connection, whose(user))
            entries = conversations.latest(connection, whose(user), limit)
            return last, entries, conversations.form(connection, whose(user))

    def earlier(self, user: User, before: int, limit: int) -> list[Entry]:
        """The last entries before a place."""
        with self._database.reading() as connection:
            return conversations.latest(connection, whose(user), limit, before)

    def changes(self, user: User, after: int) -> tuple[int, list[Entry], OpenForm | None]:
        """The same, of what changed after a number."""
        with self._database.reading() as connection:
            last = conversations.last(connection, whose(user))
            entries = conversations.since(connection, whose(user), after)
            return last, entries, conversations.form(connection, whose(user))

    def may_see(self, user: User, document: str) -> bool:
        """Whether something in the person's conversation shows this document."""
        with self._database.reading() as connection:
            return conversations.shows(connection, whose(user), document)

    # Inside

    def _replaced(self, user: User, address: Address, card: Card, *, to_end: bool) -> Address:
        entry = address.get("entry", "")
        with self._database.writing() as connection:
            there = entry.isdecimal() and conversations.replace(
                connection, whose(user), int(entry), card_written(card), documents_of(card), to_end=to_end
            )
        if not there:
            raise Gone(f"no card {entry!r}")
        self.bells.ring(user)
        return {"entry": entry}

    def _stand_by(self) -> Receive:
        if self._receive is None:
            raise NotStarted("the chat takes nothing in")
        return self._receive

    def _take(self, event: Event) -> bool:
        new = self._stand_by()(event)
        self.bells.ring(event.user)
        return new


def whose(user: User) -> Whose:
    """The conversation of this user."""
    return Whose(user.workspace, user.id)


def _key(user: User, sent_as: str) -> str:
    # Events have one name over all users: nobody takes another's by guessing.
    return f"{user.workspace}:{user.id}:{sent_as}"
