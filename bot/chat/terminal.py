"""The memory platform that ships: conversations in memory, drawn into a terminal where a screen is given.

Stories and the demo use its hand: `photo`, `say`, `press`, `fill` do what a person would, and `last`, `cards`, `texts`
look at what that person sees. Everything is kept per person; nothing survives the process.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from threading import RLock

from bot.chat.card import Button, Card, Form
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
from bot.chat.text import Words, alike, beside, card_blocks, changes, form_blocks, framed, harmless, wrapped

#: Draws what a person sees; called with each new card, text and form.
Screen = Callable[[User, str], None]

COLUMNS = 80


class NoSuchButton(LookupError):
    """The person sees no such button; the message lists the ones they see."""


@dataclass
class _Conversation:
    """What one person sees: cards by address in the order they came, words, and an open form."""

    cards: dict[str, Card] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    form: Form | None = None


class TerminalChat:
    """A chat platform without a network. Safe to call from several threads."""

    name = "terminal"
    capabilities = Capabilities(form="modal", pictures=False)

    def __init__(
        self,
        screen: Screen | None = None,
        *,
        workspace: str = "",
        words: Callable[[User], Words] = lambda user: Words(),
        columns: int = COLUMNS,
        by_reference: bool = False,
        brief: bool = False,
    ) -> None:
        """`words` gives the platform's own few words in a person's language; with `by_reference` photos are fetched.

        `brief` is for somebody who reads along on all screens: an updated card is drawn by what changed, and a form
        when it is sent, with its answers.
        """
        self._screen, self._workspace, self._words, self._columns = screen, workspace, words, columns
        self._by_reference, self._brief = by_reference, brief
        self._receive: Receive | None = None
        self._conversations: dict[User, _Conversation] = {}
        self._files: dict[str, bytes] = {}
        self._counted = 0
        self._lock = RLock()
        self.sent: list[Event] = []  # every event as it went in, redeliveries not repeated

    # The platform

    def start(self, receive: Receive) -> None:
        """Begin to take events in."""
        self._receive = receive

    def stop(self) -> None:
        """Take no more events in."""
        self._receive = None

    def show(self, user: User, card: Card) -> Address:
        """Put a new card at the end of the conversation."""
        with self._lock:
            key = self._next("card")
            cards = self._conversation(user).cards
            before = next((one for one in reversed(cards.values()) if alike(one, card)), None)
            cards[key] = card
        if before is not None and self._brief:
            self._draw(user, self._changed(user, before, card, ""))
        else:
            self._draw(user, self._framed(self._blocks(user, card)))
        return {"card": key}

    def replace(self, user: User, address: Address, card: Card) -> Address:
        """Put the card where an older one stands; it becomes the newest thing the person sees."""
        key = address.get("card", "")
        with self._lock:
            cards = self._conversation(user).cards
            if key not in cards:
                raise Gone(f"no card {key!r}")
            before = cards.pop(key)
            cards[key] = card
        if before != card:
            mark = self._words(user).updated
            changed = self._changed(user, before, card, "↻ ") if self._brief else None
            self._draw(user, changed or self._framed(self._blocks(user, card), mark))
        return {"card": key}

    def tell(self, user: User, text: str) -> None:
        """Say one thing."""
        with self._lock:
            self._conversation(user).texts.append(text)
        self._draw(user, "\n".join(f"» {line}" for line in wrapped(harmless(text), self._columns - 2)))

    def ask(self, user: User, form: Form) -> None:
        """Open a form; a form that was open is closed."""
        with self._lock:
            self._conversation(user).form = form
        if not self._brief:
            self._draw(user, self._framed(form_blocks(form, self._words(user), self._columns - 4)))

    def fetch(self, reference: Mapping[str, str]) -> bytes:
        """The bytes of a file that was sent."""
        try:
            return self._files[reference["file"]]
        except KeyError as error:
            raise Gone(f"no file {reference.get('file', '')!r}") from error

    # A person's hand

    def photo(
        self,
        user_id: str,
        name: str,
        content: bytes,
        text: str = "",
        *,
        file_key: str | None = None,
        event_id: str | None = None,
        private: bool = True,
    ) -> bool:
        """Send a file; False where this event had come before."""
        key = file_key or self._next("file")
        self._files[key] = content
        event = Photo(
            id=event_id or self._next("event"),
            user=self.user(user_id),
            file_key=key,
            name=name,
            content=None if self._by_reference else content,
            reference={"file": key},
            text=text,
            private=private,
        )
        return self._send(event)

    def say(self, user_id: str, text: str, *, event_id: str | None = None, private: bool = True) -> bool:
        """Write a message."""
        return self._send(Said(event_id or self._next("event"), self.user(user_id), text, private))

    def arrive(self, user_id: str) -> bool:
        """Open the bot."""
        return self._send(Arrived(self._next("event"), self.user(user_id)))

    def press(self, user_id: str, button: str, line: int | None = None, *, event_id: str | None = None) -> bool:
        """Press a button by its label or action, on the newest card that has it; `line` picks one line's button."""
        with self._lock:
            cards = list(reversed(self._conversation(self.user(user_id)).cards.values()))
        for card in cards:
            if found := _find(card, button, line):
                return self._pressed(user_id, found, event_id)
        seen = [f"{one.label} ({one.action} {one.target})" for card in cards for one in _buttons(card)]
        raise NoSuchButton(f"{user_id} sees no button {button!r}; there are: {', '.join(seen) or 'none'}")

    def press_old(self, user_id: str, card: Card, button: str, line: int | None = None) -> bool:
        """Press a button of a card that was kept from earlier, whether or not it is still shown: a late press."""
        if found := _find(card, button, line):
            return self._pressed(user_id, found, None)
        seen = ", ".join(f"{one.label} ({one.action})" for one in _buttons(card))
        raise NoSuchButton(f"the card {card.title!r} has no button {button!r}; there are: {seen or 'none'}")

    def fill(self, user_id: str, **values: str) -> bool:
        """Send the open form back; fields that are not named keep what stands in them."""
        with self._lock:
            conversation = self._conversation(self.user(user_id))
            form, conversation.form = conversation.form, None
            if form is None:
                raise LookupError(f"{user_id} has no open form")
            answers = {one.name: one.value for one in form.fields}
            if unknown := set(values) - set(answers):
                conversation.form = form
                raise LookupError(
                    f"the form {form.title!r} asks {', '.join(answers)}; not {', '.join(sorted(unknown))}"
                )
        user, answers = self.user(user_id), answers | values
        if self._brief:
            sent = replace(form, fields=tuple(replace(one, value=answers[one.name], error="") for one in form.fields))
            blocks = form_blocks(sent, self._words(user), self._columns - 4)
            self._draw(user, beside([line for block in blocks for line in block]))
        return self._send(Filled(self._next("event"), user, form.action, form.target, answers))

    def redeliver(self, event: Event | None = None) -> bool:
        """Send an event once more as it was, the latest where none is given; what `receive` said to it."""
        return self._hand_over(event or self.sent[-1])

    def forget(self, user_id: str) -> None:
        """The person deletes their conversation: every address in it leads nowhere."""
        with self._lock:
            self._conversations.pop(self.user(user_id), None)

    # A person's eyes

    def user(self, user_id: str) -> User:
        """The user of this id."""
        return User(self.name, self._workspace, user_id)

    def last(self, user_id: str) -> Card:
        """The card that came or changed last."""
        cards = self.cards(user_id)
        if not cards:
            raise LookupError(f"{user_id} has no card")
        return cards[-1]

    def cards(self, user_id: str) -> list[Card]:
        """All cards the person sees, the newest (or latest updated) last."""
        with self._lock:
            return list(self._conversation(self.user(user_id)).cards.values())

    def texts(self, user_id: str) -> list[str]:
        """Everything that was said to the person."""
        with self._lock:
            return list(self._conversation(self.user(user_id)).texts)

    def form(self, user_id: str) -> Form | None:
        """The form that is open."""
        with self._lock:
            return self._conversation(self.user(user_id)).form

    def seen(self, user_id: str) -> str:
        """All cards, the open form and all words as the person reads them."""
        user = self.user(user_id)
        words = self._words(user)
        drawn = [self._framed(self._blocks(user, card)) for card in self.cards(user_id)]
        if form := self.form(user_id):
            drawn.append(self._framed(form_blocks(form, words, self._columns - 4)))
        return "\n".join([*drawn, *(harmless(text) for text in self.texts(user_id))])

    # Inside

    def _conversation(self, user: User) -> _Conversation:
        return self._conversations.setdefault(user, _Conversation())

    def _next(self, what: str) -> str:
        with self._lock:
            self._counted += 1
            return f"{what}-{self._counted}"

    def _pressed(self, user_id: str, button: Button, event_id: str | None) -> bool:
        event = Pressed(event_id or self._next("event"), self.user(user_id), button.action, button.target)
        return self._send(event)

    def _send(self, event: Event) -> bool:
        self.sent.append(event)
        return self._hand_over(event)

    def _hand_over(self, event: Event) -> bool:
        if self._receive is None:
            raise RuntimeError("the chat has not been started")
        return self._receive(event)

    def _draw(self, user: User, text: str) -> None:
        if self._screen is not None:
            self._screen(user, text)

    def _blocks(self, user: User, card: Card) -> list[list[str]]:
        return card_blocks(card, self._words(user), self._columns - 4)

    def _framed(self, blocks: list[list[str]], note: str = "") -> str:
        return framed(blocks, self._columns, note, close=self._brief)

    def _changed(self, user: User, before: Card, card: Card, mark: str) -> str:
        blocks = self._blocks(user, changes(before, card, self._words(user)))
        title, *rest = [line for block in blocks for line in block]
        return beside([f"{mark}{title}", *rest])


def _buttons(card: Card) -> list[Button]:
    return [*card.buttons, *(button for section in card.sections for button in section.buttons)]


def _find(card: Card, wanted: str, line: int | None) -> Button | None:
    """The button of this label or action; of this line where one is named."""
    for button in _buttons(card):
        if wanted not in (button.label, button.action):
            continue
        if line is None or (button.target.endswith(f":{line}") and button.target.count(":") == 2):
            return button
    return None
