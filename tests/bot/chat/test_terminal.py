"""The memory platform keeps the contract, and its hand does what a person would."""

from __future__ import annotations

import pytest

from bot.chat.card import Button, Card, Section
from bot.chat.errors import Gone
from bot.chat.platform import Address, Event, Pressed, Receive, User
from bot.chat.terminal import NoSuchButton, TerminalChat
from bot.chat.text import Words, width
from tests.contracts.platform import CARD, FORM, PlatformContract


class TerminalWorld:
    """People at terminals; what they see is what was drawn for them."""

    def __init__(self, *, by_reference: bool) -> None:
        self.platform = TerminalChat(by_reference=by_reference)

    def start(self, receive: Receive) -> None:
        self.platform.start(receive)

    def user(self, person: str) -> User:
        return self.platform.user(person)

    def sends(self, person: str, name: str, content: bytes, text: str = "", *, private: bool = True) -> None:
        self.platform.photo(person, name, content, text, private=private)

    def says(self, person: str, text: str, *, private: bool = True) -> None:
        self.platform.say(person, text, private=private)

    def presses(self, person: str, label: str) -> None:
        self.platform.press(person, label)

    def fills(self, person: str, **values: str) -> None:
        self.platform.fill(person, **values)

    def again(self) -> None:
        self.platform.redeliver()

    def deletes(self, person: str, address: Address) -> None:
        self.platform.forget(person)

    def sees(self, person: str) -> str:
        return self.platform.seen(person)


class TestTerminal(PlatformContract):
    @pytest.fixture(params=[False, True], ids=["with bytes", "by reference"])
    def world(self, request: pytest.FixtureRequest) -> TerminalWorld:
        return TerminalWorld(by_reference=request.param)


@pytest.fixture
def heard() -> list[Event]:
    return []


@pytest.fixture
def chat(heard: list[Event]) -> TerminalChat:
    chat = TerminalChat()

    def receive(event: Event) -> bool:
        heard.append(event)
        return True

    chat.start(receive)
    return chat


LINES = Card(
    "Draft",
    "Draft",
    (
        Section("1", buttons=(Button("correct", "更正", "EC26-000001:3:1", opens=True),)),
        Section("12", buttons=(Button("correct", "更正", "EC26-000001:3:12", opens=True),)),
    ),
    (Button("submit", "提交", "EC26-000001:3"),),
)


def test_a_button_is_found_by_its_label_or_its_action(chat: TerminalChat, heard: list[Event]) -> None:
    chat.show(chat.user("lin"), LINES)
    chat.press("lin", "提交")
    chat.press("lin", "submit")
    assert [event.action for event in heard if isinstance(event, Pressed)] == ["submit", "submit"]


@pytest.mark.parametrize("line", [1, 12])
def test_a_lines_button_is_found_by_its_line(chat: TerminalChat, heard: list[Event], line: int) -> None:
    chat.show(chat.user("lin"), LINES)
    chat.press("lin", "correct", line)
    assert isinstance(heard[0], Pressed)
    assert heard[0].target == f"EC26-000001:3:{line}"


def test_line_two_is_not_line_twelve(chat: TerminalChat) -> None:
    chat.show(chat.user("lin"), LINES)
    with pytest.raises(NoSuchButton):
        chat.press("lin", "correct", 2)


def test_the_version_of_a_claims_button_is_no_line(chat: TerminalChat) -> None:
    chat.show(chat.user("lin"), LINES)
    with pytest.raises(NoSuchButton):
        chat.press("lin", "submit", 3)


def test_the_newest_card_that_has_the_button_is_pressed(chat: TerminalChat, heard: list[Event]) -> None:
    lin = chat.user("lin")
    old = chat.show(lin, Card("a", "a", buttons=(Button("submit", "Submit", "EC26-000001:1"),)))
    chat.show(lin, Card("b", "b", buttons=(Button("submit", "Submit", "EC26-000002:1"),)))
    chat.show(lin, Card("c", "c"))
    chat.press("lin", "Submit")
    chat.replace(lin, old, Card("a", "a", buttons=(Button("submit", "Submit", "EC26-000001:2"),)))
    chat.press("lin", "Submit")
    assert [event.target for event in heard if isinstance(event, Pressed)] == ["EC26-000002:1", "EC26-000001:2"]


def test_a_missing_button_names_those_that_are_there(chat: TerminalChat) -> None:
    chat.show(chat.user("lin"), LINES)
    with pytest.raises(NoSuchButton, match=r"Approve.*提交 \(submit EC26-000001:3\)"):
        chat.press("lin", "Approve")


def test_a_kept_card_can_be_pressed_late(chat: TerminalChat, heard: list[Event]) -> None:
    lin = chat.user("lin")
    address = chat.show(lin, LINES)
    kept = chat.last("lin")
    chat.replace(lin, address, Card("Submitted", "Submitted"))
    with pytest.raises(NoSuchButton):
        chat.press("lin", "Submit")
    chat.press_old("lin", kept, "submit")
    assert isinstance(heard[0], Pressed)
    assert heard[0].target == "EC26-000001:3"


def test_a_form_keeps_what_stands_in_it(chat: TerminalChat, heard: list[Event]) -> None:
    chat.ask(chat.user("lin"), FORM)
    chat.fill("lin", words="because")
    assert getattr(heard[0], "values", None) == {"words": "because", "again": "no", "lines": "2"}
    assert chat.form("lin") is None


def test_only_fields_that_are_asked_can_be_filled(chat: TerminalChat) -> None:
    chat.ask(chat.user("lin"), FORM)
    with pytest.raises(LookupError, match="reason"):
        chat.fill("lin", reason="because")
    assert chat.form("lin") is FORM
    with pytest.raises(LookupError, match="no open form"):
        chat.fill("mia", words="because")


def test_an_event_can_be_given_its_id_and_file(chat: TerminalChat, heard: list[Event]) -> None:
    chat.photo("lin", "a.jpg", b"x", file_key="F1", event_id="Ev1")
    assert (heard[0].id, getattr(heard[0], "file_key", "")) == ("Ev1", "F1")


def test_a_chat_that_was_not_started_says_so() -> None:
    with pytest.raises(RuntimeError, match="started"):
        TerminalChat().say("lin", "hello")


def test_a_file_nobody_sent_is_gone(chat: TerminalChat) -> None:
    with pytest.raises(Gone):
        chat.fetch({"file": "F9"})


def test_what_is_drawn_stays_in_its_columns_and_says_when_a_card_was_updated() -> None:
    drawn: list[str] = []
    chat = TerminalChat(lambda user, text: drawn.append(text), words=lambda user: Words(updated="已更新"))
    lin = chat.user("lin")
    address = chat.show(lin, CARD)
    chat.replace(lin, address, Card("已入账，凭证号 JE-0001" * 9, "x", (Section("备注" * 50, notes=("长" * 99,)),)))
    chat.tell(lin, "word " * 40)
    assert "已更新" not in drawn[0]
    assert "已更新" in drawn[1]
    assert {width(line) for text in drawn[:2] for line in text.split("\n")} == {80}
    assert max(width(line) for line in drawn[2].split("\n")) <= 80


def test_replacing_a_card_with_the_same_draws_nothing() -> None:
    drawn: list[str] = []
    chat = TerminalChat(lambda user, text: drawn.append(text))
    address = chat.show(chat.user("lin"), CARD)
    chat.replace(chat.user("lin"), address, CARD)
    assert len(drawn) == 1


def test_who_reads_along_sees_what_changed_and_what_was_answered() -> None:
    drawn: list[str] = []
    chat = TerminalChat(lambda user, text: drawn.append(text), brief=True)
    chat.start(lambda event: True)
    lin = chat.user("lin")
    address = chat.show(lin, LINES)
    chat.replace(lin, address, Card("Submitted", "Submitted", LINES.sections))
    assert drawn[-1] == "│ ↻ Submitted"
    chat.ask(lin, FORM)
    assert drawn[-1] == "│ ↻ Submitted", "a form is drawn with its answers, when it is sent"
    chat.fill("lin", words="Not ours.")
    assert "Not ours." in drawn[-1]
    chat.show(lin, Card("Submitted again", "Submitted", LINES.sections))
    assert drawn[-1] == "│ Submitted again", "a card like an earlier one is drawn by what is new in it"
