"""The contract of a chat platform: inherit `PlatformContract`, give it a world. No skips for a vendor.

A world is the platform with people around it: what they do goes the vendor's way in, and what they see is read off the
vendor's end, not out of our own objects.
"""

from __future__ import annotations

import unicodedata
from typing import Protocol

import pytest

from bot.chat.card import Button, Card, Fact, Form, FormField, Section
from bot.chat.errors import Gone
from bot.chat.platform import Address, Event, Filled, Photo, Platform, Pressed, Receive, Said, User


class PlatformWorld(Protocol):
    """The platform, started with `receive`, and the people who use it: `lin` and `mia`."""

    platform: Platform

    def start(self, receive: Receive) -> None:
        """Start the platform."""

    def user(self, person: str) -> User:
        """Who this person is on the platform."""

    def sends(self, person: str, name: str, content: bytes, text: str = "", *, private: bool = True) -> None:
        """A file, with words beside it; not `private`: in a group, where the platform has groups."""

    def says(self, person: str, text: str, *, private: bool = True) -> None:
        """A message of words."""

    def presses(self, person: str, label: str) -> None:
        """The button of this label, on the newest card that has it."""

    def fills(self, person: str, **values: str) -> None:
        """The open form, sent back."""

    def again(self) -> None:
        """The platform delivers the latest event once more."""

    def deletes(self, person: str, address: Address) -> None:
        """The card is gone from the person's conversation."""

    def sees(self, person: str) -> str:
        """Everything on the person's screen, as plain text: cards, words, an open form."""


#: Foreign words as they come off receipts and out of people: markup, mentions, other scripts, nothing that steers.
AS_WRITTEN = (
    "<!channel> & <@U1> *bold* _it_ `code` [x](http://y)",
    "老王面馆（徐汇店）¥88",
    "&lt;b&gt; &amp; \\n {0} %s",
    "مطعم النور",
    "מסעדה",
    "Café “Tor” – ½",
)
STEERING = ("\x1b[31mred\x1b[0m", "a\x00b", "bell\x07", "88.00\u202e00.1", "\ud800 alone")

BUTTON = Button("approve", "Approve", "EC26-000001:7", "primary")
CARD = Card(
    "Lin asks for ¥88.00",
    "EC26-000001: ¥88.00",
    (Section("1 · Receipt", (Fact("Amount", "¥88.00", "look"), Fact("Date", "24 Jul 2026")), ("A note.",)),),
    (BUTTON, Button("reject", "Reject", "EC26-000001:7", "danger", opens=True)),
)
FORM = Form(
    "reject",
    "EC26-000001:7",
    "Reject EC26-000001",
    "Reject",
    (
        FormField("words", "Reason", "words"),
        FormField("again", "May it come again?", "choice", "no", (("yes", "Yes"), ("no", "No"))),
        FormField("lines", "Which lines?", "several", "2", (("1", "1 · Tea"), ("2", "2 · Taxi")), required=False),
    ),
)


class PlatformContract:
    """What every platform promises. A subclass gives the fixture `world`."""

    @pytest.fixture
    def world(self) -> PlatformWorld:
        raise NotImplementedError("give the contract a world")

    @pytest.fixture
    def heard(self, world: PlatformWorld) -> list[Event]:
        """What the bot received, redeliveries included; an id that was heard before is answered with False."""
        events: list[Event] = []

        def receive(event: Event) -> bool:
            known = event.id in {one.id for one in events}
            events.append(event)
            return not known

        world.start(receive)
        return events

    def test_one_photo_is_one_event_with_its_sender(self, world: PlatformWorld, heard: list[Event]) -> None:
        world.sends("lin", "noodles.jpg", b"\xff\xd8picture", "lunch with Li")
        assert [type(event) for event in heard] == [Photo]
        photo = heard[0]
        assert isinstance(photo, Photo)
        assert (photo.user, photo.name, photo.text, photo.private) == (
            world.user("lin"),
            "noodles.jpg",
            "lunch with Li",
            True,
        )
        assert self._content(world, photo) == b"\xff\xd8picture"

    def test_two_photos_have_two_ids_and_two_file_keys(self, world: PlatformWorld, heard: list[Event]) -> None:
        world.sends("lin", "a.jpg", b"same")
        world.sends("lin", "a.jpg", b"same")
        photos = [event for event in heard if isinstance(event, Photo)]
        assert len({photo.id for photo in photos}) == len({photo.file_key for photo in photos}) == 2

    def test_a_redelivered_event_keeps_its_id(self, world: PlatformWorld, heard: list[Event]) -> None:
        world.sends("lin", "noodles.jpg", b"picture")
        world.again()
        first, second = heard
        assert isinstance(first, Photo)
        assert isinstance(second, Photo)
        assert (first.id, first.file_key, first.user) == (second.id, second.file_key, second.user)

    def test_what_was_announced_can_be_fetched(self, world: PlatformWorld, heard: list[Event]) -> None:
        world.sends("lin", "big.pdf", b"%PDF-" + bytes(100_000))
        photo = heard[0]
        assert isinstance(photo, Photo)
        assert self._content(world, photo) == b"%PDF-" + bytes(100_000)

    def test_words_come_as_they_were_written(self, world: PlatformWorld, heard: list[Event]) -> None:
        for text in ("同意 EC26-000123", "a < b & c > d"):
            world.says("lin", text)
        assert [(type(event), event.text) for event in heard if isinstance(event, Said)] == [
            (Said, "同意 EC26-000123"),
            (Said, "a < b & c > d"),
        ]

    def test_only_a_group_is_not_private(self, world: PlatformWorld, heard: list[Event]) -> None:
        world.says("lin", "hello bot", private=False)
        world.sends("lin", "noodles.jpg", b"picture", private=False)
        alone = not world.platform.capabilities.groups
        assert [event.private for event in heard if isinstance(event, Said | Photo)] == [alone, alone]

    def test_a_button_says_who_pressed_what(self, world: PlatformWorld, heard: list[Event]) -> None:
        for person in ("lin", "mia"):
            world.platform.show(world.user(person), CARD)
        world.presses("mia", "Approve")
        pressed = heard[-1]
        assert isinstance(pressed, Pressed)
        assert (pressed.user, pressed.action, pressed.target) == (world.user("mia"), "approve", "EC26-000001:7")

    def test_two_presses_are_two_events(self, world: PlatformWorld, heard: list[Event]) -> None:
        world.platform.show(world.user("mia"), CARD)
        world.presses("mia", "Approve")
        world.presses("mia", "Approve")
        assert len({event.id for event in heard}) == 2

    def test_a_form_comes_back_with_its_answers(self, world: PlatformWorld, heard: list[Event]) -> None:
        world.platform.show(world.user("mia"), CARD)
        world.presses("mia", "Reject")
        world.platform.ask(world.user("mia"), FORM)
        assert "Reject EC26-000001" in world.sees("mia")
        world.fills("mia", words="私人晚餐 <b>", again="yes")
        filled = heard[-1]
        assert isinstance(filled, Filled)
        assert (filled.user, filled.action, filled.target) == (world.user("mia"), "reject", "EC26-000001:7")
        assert dict(filled.values) == {"words": "私人晚餐 <b>", "again": "yes", "lines": "2"}

    def test_of_several_any_number_comes_back(self, world: PlatformWorld, heard: list[Event]) -> None:
        world.platform.show(world.user("mia"), CARD)
        for chosen in ("1,2", ""):
            world.presses("mia", "Reject")
            world.platform.ask(world.user("mia"), FORM)
            assert "Taxi" in world.sees("mia")
            world.fills("mia", words="Why?", lines=chosen)
            filled = heard[-1]
            assert isinstance(filled, Filled)
            assert filled.values["lines"] == chosen

    def test_a_card_is_seen_by_its_person_only(self, world: PlatformWorld, heard: list[Event]) -> None:
        world.platform.show(world.user("lin"), CARD)
        assert "¥88.00" in world.sees("lin")
        assert "¥88.00" not in world.sees("mia")

    def test_a_replaced_card_takes_the_old_ones_place(self, world: PlatformWorld, heard: list[Event]) -> None:
        lin = world.user("lin")
        address = world.platform.show(lin, CARD)
        address = world.platform.replace(lin, address, Card("Approved", "Approved", ()))
        assert "Approved" in world.sees("lin")
        assert "asks for" not in world.sees("lin")
        world.platform.replace(lin, address, Card("Posted", "Posted", ()))
        assert "Approved" not in world.sees("lin")

    def test_a_deleted_card_is_gone(self, world: PlatformWorld, heard: list[Event]) -> None:
        lin = world.user("lin")
        address = world.platform.show(lin, CARD)
        world.deletes("lin", address)
        with pytest.raises(Gone):
            world.platform.replace(lin, address, CARD)

    def test_another_persons_address_leads_nowhere(self, world: PlatformWorld, heard: list[Event]) -> None:
        address = world.platform.show(world.user("lin"), CARD)
        with pytest.raises(Gone):
            world.platform.replace(world.user("mia"), address, CARD)

    def test_the_bot_never_hears_itself(self, world: PlatformWorld, heard: list[Event]) -> None:
        lin = world.user("lin")
        world.platform.tell(lin, "Hello")
        address = world.platform.show(lin, CARD)
        world.platform.replace(lin, address, Card("Approved", "Approved", ()))
        world.platform.ask(lin, FORM)
        assert heard == []

    @pytest.mark.parametrize("text", AS_WRITTEN)
    def test_text_is_shown_as_written(self, world: PlatformWorld, heard: list[Event], text: str) -> None:
        lin = world.user("lin")
        world.platform.show(lin, Card(text, text, (Section(text, (Fact("Merchant", text),), (text,)),)))
        world.platform.tell(lin, text)
        assert world.sees("lin").count(text) >= 5

    @pytest.mark.parametrize("text", STEERING, ids=["escape", "nul", "bell", "override", "surrogate"])
    def test_nothing_steers_the_screen(self, world: PlatformWorld, heard: list[Event], text: str) -> None:
        lin = world.user("lin")
        button = Button("approve", text, "EC26-000001:7")
        form = Form("ask", "EC26-000001:7", text, text, (FormField("words", text, value=text, error=text),))
        world.platform.show(lin, Card(text, text, (Section(text, (Fact(text, text),), (text,)),), (button,)))
        world.platform.tell(lin, text)
        world.platform.ask(lin, form)
        seen = world.sees("lin")
        steering = {one for one in seen if one != "\n" and unicodedata.category(one) in ("Cc", "Cs")}
        assert not steering | ({"\u202e"} & set(seen))
        assert len(seen) > len(text)

    def _content(self, world: PlatformWorld, photo: Photo) -> bytes:
        if photo.content is not None:
            return photo.content
        assert photo.reference is not None, "neither bytes nor a way to them"
        return world.platform.fetch(photo.reference)
