"""Whatever comes in, from whomever: no work dies of it, nothing is lost, and the person gets exactly one answer."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.chat.platform import Event, Filled, Photo, Pressed, Said, User
from bot.claims.states import Action
from bot.store import tables
from bot.store.migrations import migrate
from bot.views.buttons import APPROVE_LESS
from tests.sqlite import hurried
from tests.stories.world import WHO, World, receipt

NUMBERS = itertools.count()

#: What answers an event: a sentence, a card, a form, a list.
ANSWERS = ("chat.say", "chat.card", "chat.form", "chat.list", "chat.todo", "chat.stranger")


def answers(world: World, who: str) -> Counter[str]:
    """How many answers of each kind were ever on their way to somebody."""
    job = tables.job
    with world.stage.database.reading() as connection:
        asked = select(job.c.kind).where(job.c.owner == WHO[who], job.c.kind.in_(ANSWERS))
        return Counter(connection.execute(asked).scalars())


def sent(world: World, who: str, event: Event) -> dict[str, int]:
    """Send an event; the answers it got. Fails when any work failed."""
    before = answers(world, who)
    assert world.stage.app.inbox.receive(event)
    world.stage.settle()
    job = tables.job
    failed = select(job.c.kind, job.c.error).where((job.c.error != "") | (job.c.status == "dead"))
    with world.stage.database.reading() as connection:
        assert connection.execute(failed).all() == []
    return dict(answers(world, who) - before)


def said_once(got: dict[str, int]) -> bool:
    """One sentence (with the card as it is now, or without), or one form or list, or the card, drawn in its place."""
    spoken = sum(number for kind, number in got.items() if kind != "chat.card")
    return spoken == 1 if spoken else got.get("chat.card", 0) > 0


def pressed(world: World, who: str, action: str, target: str) -> Pressed:
    return Pressed(f"press-{next(NUMBERS)}", world.chat.user(WHO[who]), action, target)


def filled(world: World, who: str, action: str, target: str, **values: str) -> Filled:
    return Filled(f"fill-{next(NUMBERS)}", world.chat.user(WHO[who]), action, target, values)


NONE_OF_OURS = [
    ("approve", ""), ("approve", "²"), ("approve", "EC26-000001:²"), ("approve", "EC26-000001:1:²"),
    ("approve", "nonsense"), ("approve", "EC26-999999:1"), ("correct", "nonsense:1:1"),
    ("open", "EC26-000001"), ("open", ":1"), ("open", "EC26-000001:" + "9" * 400), ("open", "e" * 5000 + ":1"),
    ("requeue", "job:abc"), ("requeue", "job:²"), ("requeue", "job:"), ("requeue", "job:" + "9" * 40),
    ("requeue", "job:-1"), ("approve", "job:1"), ("\ud800", "\udfff:\0"), ("EC26-000001", "approve"),
]  # fmt: skip


def test_a_button_that_is_none_of_ours_gets_one_sentence(world: World) -> None:
    world.submitted("lin")
    for action, target in NONE_OF_OURS:
        for who in ("sam", "ada"):
            assert sent(world, who, pressed(world, who, action, target)) == {"chat.say": 1}, (action, target)


@pytest.mark.parametrize("action", ["correct", "remove", "recode"])
@pytest.mark.parametrize(("line", "told"), [("", "press the button on the line itself"), (":7", "Line 7 is not on")])
@pytest.mark.parametrize("kind", [pressed, filled])
def test_a_line_that_is_not_there_is_said_and_the_card_shown(
    world: World, action: str, line: str, told: str, kind: type[Event]
) -> None:
    # The bookkeeper recodes somebody else's claim; the others are done on one's own.
    who = "nora" if action == "recode" else "sam"
    world.photo("sam", receipt("66.00"), "Trip")
    if action == "recode":
        world.press("sam", "submit")
        world.press("mei", "approve")
    got = sent(world, who, kind(world, who, action, f"EC26-000001:{world.claim().version}{line}"))  # type: ignore[call-arg, arg-type]
    assert got == {"chat.say": 1, "chat.card": 1}
    assert told in world.told(who)
    assert "-1" not in world.told(who)


def test_a_form_of_something_no_person_does_is_refused_with_the_card(world: World) -> None:
    world.photo("sam", receipt("66.00"), "Trip")
    for action in ("book", "pay", "read", "start_posting", "conjure", "open", "requeue", ""):
        got = sent(world, "sam", filled(world, "sam", action, f"EC26-000001:{world.claim().version}"))
        assert got == {"chat.say": 1, "chat.card": 1}, action


@pytest.mark.parametrize("text", ["\ud83d", "a\ud800b\udfff", "\0", "\udc00\0\ud83d"])
def test_halves_of_characters_are_taken_as_signs_for_something_lost(world: World, text: str) -> None:
    world.photo("lin", receipt("88.00"), f"客户{text}")
    assert world.claim().purpose.startswith("客户")
    assert said_once(sent(world, "lin", Said("said", world.chat.user(WHO["lin"]), f"拜访{text}")))
    assert world.claim().purpose.startswith("拜访")
    world.claim().purpose.encode()


def test_two_halves_that_belong_together_are_one_character(world: World) -> None:
    world.photo("lin", receipt("88.00"), "客户\ud83c\udf5c")
    assert world.claim().purpose == "客户🍜"


def test_a_file_that_is_not_there_any_more_is_said(world: World) -> None:
    event = Photo("gone", world.chat.user(WHO["sam"]), "F9", "receipt.jpg", reference={"file": "nowhere"})
    assert sent(world, "sam", event) == {"chat.say": 1}
    assert "receipt.jpg is too big, or gone." in world.told("sam")


@pytest.mark.parametrize("words", ["E1004", "ｅ1004", "E9999", "Grace", "²"])
def test_rerouting_in_words_opens_the_form_with_what_was_written(world: World, words: str) -> None:
    world.submitted()
    world.say("ada", f"reroute EC26-000001 {words}")
    form = world.chat.form(WHO["ada"])
    assert form is not None
    known = words.upper().endswith("1004")
    assert [(field.value, field.error == "") for field in form.fields] == [("E1004" if known else words, known)]
    world.fill("ada", approver=WHO["grace"])
    assert world.claim().route[0].approver == WHO["grace"]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which there is something of everything; each example plays on a copy."""
    file = tmp_path_factory.mktemp("office") / "app.db"
    database = hurried(file)
    migrate(database)
    world = World(database)
    world.submitted("lin")
    world.submitted("sam")
    world.press("mei", "ask", words="Who?")
    world.photo("sam", receipt("66.00"), "Trip")
    database.dispose()
    return file


@contextmanager
def opened(office: Path) -> Iterator[World]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "app.db"
        shutil.copy(office, file)
        database = hurried(file)
        try:
            yield World(database)
        finally:
            database.dispose()


WRITTEN = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=40),  # halves of surrogate pairs too
    st.builds(
        " ".join,
        st.tuples(
            st.sampled_from(
                ["approve", "同意", "reroute", "转交", "ask", "回答", "submit", "WITHDRAW", "复核", "claim"]
            ),
            st.sampled_from(["EC26-000001", "EC26-000002", "ec26-000003", "EC26-999999-R2", "EC26", ""]),
            st.text(st.characters(exclude_categories=()), max_size=10),
        ),
    ),
)
ACTIONS = st.one_of(st.sampled_from([*Action, APPROVE_LESS, "requeue", "open"]), WRITTEN)
VERSION = st.one_of(st.integers(-1, 12).map(str), WRITTEN)
TARGETS = st.one_of(
    WRITTEN,
    st.builds("job:{}".format, st.one_of(st.integers(-1, 10**30), WRITTEN)),
    st.builds("EC26-00000{}:{}".format, st.integers(1, 4), VERSION),
    st.builds("EC26-00000{}:{}:{}".format, st.integers(1, 4), VERSION, st.one_of(st.integers(-1, 4), WRITTEN)),
)
KEYS = st.text(st.characters(exclude_categories=()), max_size=3)
NAMES = st.sampled_from(
    ["words", "purpose", "total", "currency", "date", "merchant", "category", "rate", "approver", "account", "tax",
     "tax_code", "cost_centre", "amount_1", ""]
)  # fmt: skip
VALUES = st.dictionaries(NAMES, st.one_of(WRITTEN, st.sampled_from(["88", "2026-11-20", "meals", "JPY", "E1004"])))


def happenings(user: User) -> st.SearchStrategy[Event]:
    def number() -> str:
        return f"any-{next(NUMBERS)}"

    return st.one_of(
        st.builds(lambda text: Said(number(), user, text), WRITTEN),
        st.builds(lambda action, target: Pressed(number(), user, action, target), ACTIONS, TARGETS),
        st.builds(lambda *rest: Filled(number(), user, *rest), ACTIONS, TARGETS, VALUES),
        st.builds(
            lambda key, text: Photo(number(), user, key, key, b"?" + ascii(key).encode(), None, text), KEYS, WRITTEN
        ),
    )


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_comes_in_is_answered_once_and_kills_no_work(office: Path, data: st.DataObject) -> None:
    with opened(office) as world:
        for _ in range(data.draw(st.integers(1, 5))):
            who = data.draw(st.sampled_from(sorted(WHO)))
            event = data.draw(happenings(world.chat.user(WHO[who])))
            got = sent(world, who, event)
            assert said_once(got), (event, got)
            assert world.chain_is_unbroken()
