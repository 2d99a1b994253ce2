"""Documents, readings, events, photos, cards and postings."""

from __future__ import annotations

import hashlib
import threading
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot.claims.claim import Claim
from bot.claims.states import State
from bot.store import cards, claims, documents, events, photos, postings, readings
from bot.store.cards import Shown
from bot.store.database import Database
from bot.store.errors import Stale, TooLarge, Unknown
from bot.store.postings import Posting
from tests.bot.store.people import LATER, NOW, populate


def test_the_same_bytes_are_kept_once_under_their_digest(database: Database) -> None:
    content = bytes(range(256)) * 1000
    with database.writing() as connection:
        first = documents.put(connection, content, "午餐.jpg", "image/jpeg", NOW)
        second = documents.put(connection, content, "again.jpg", "image/png", LATER)
    assert first == second == hashlib.sha256(content).hexdigest()
    with database.reading() as connection:
        assert documents.get(connection, first) == (content, "午餐.jpg", "image/jpeg")
        with pytest.raises(Unknown):
            documents.get(connection, "0" * 64)


def test_a_document_may_have_25_megabytes_and_not_a_byte_more(database: Database) -> None:
    with database.writing() as connection:
        digest = documents.put(connection, bytes(documents.LIMIT), "big", "application/pdf", NOW)
        with pytest.raises(TooLarge) as caught:
            documents.put(connection, bytes(documents.LIMIT + 1), "bigger", "application/pdf", NOW)
        assert (caught.value.size, caught.value.limit) == (26_214_401, 26_214_400)
        assert len(documents.get(connection, digest).content) == documents.LIMIT


def test_two_who_send_the_same_file_at_once_both_succeed(database: Database) -> None:
    both = threading.Barrier(2)
    found: list[str] = []

    def send() -> None:
        both.wait(5)
        with database.writing() as connection:
            found.append(documents.put(connection, b"same", "same", "image/png", NOW))

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(found) == 2


def test_a_reading_comes_back_and_a_newer_one_replaces_it(database: Database) -> None:
    digest, *_ = populate(database)
    read: dict[str, Any] = {"kind": "receipt", "fields": {"总": ["1.10", None, True]}, "pages": 2}
    with database.writing() as connection:
        assert readings.get(connection, digest) is None
        readings.put(connection, digest, {}, "memory", NOW)
        assert readings.get(connection, digest) == {}
        readings.put(connection, digest, read, "rapid", LATER)
    with database.reading() as connection:
        assert readings.get(connection, digest) == read
    with pytest.raises(Exception, match="no floats"), database.writing() as connection:
        readings.put(connection, digest, {"confidence": 0.5}, "rapid", NOW)


def test_an_event_is_received_once_on_each_platform(database: Database) -> None:
    content = {"text": "你好 \u0000 \ud83d", "user": "U1"}  # a chat may send anything
    with database.writing() as connection:
        first = events.receive(connection, "slack", "Ev1", "said", content, NOW)
        assert first is not None
        assert events.receive(connection, "slack", "Ev1", "said", {}, LATER) is None
        other = events.receive(connection, "web", "Ev1", "said", {}, NOW)
        assert other not in (None, first)
    with database.writing() as connection:
        assert events.receive(connection, "slack", "Ev1", "said", {}, LATER) is None
    with database.reading() as connection:
        assert events.load(connection, first) == events.Received(first, "slack", "Ev1", "said", content, NOW)
        with pytest.raises(Unknown):
            events.load(connection, 999)


def test_an_event_delivered_twice_at_once_is_received_once(database: Database) -> None:
    found: list[int | None] = []
    both = threading.Barrier(4)

    def deliver() -> None:
        both.wait(5)
        with database.writing() as connection:
            found.append(events.receive(connection, "slack", "Ev1", "said", {}, NOW))

    threads = [threading.Thread(target=deliver) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(number is None for number in found) == [False, True, True, True]


def test_a_photo_is_one_line_and_the_slower_of_two_has_to_look_again(database: Database) -> None:
    digest, *_ = populate(database)
    photo = "slack", "T1", "F1"
    with database.writing() as connection:
        claims.insert(connection, Claim("EC26-000001", "lin", "CNY"), NOW)
        assert photos.once(connection, *photo) is None
        photos.remember(connection, *photo, "lin", digest, "EC26-000001", 3)
    with database.writing() as connection:
        with pytest.raises(Stale):
            photos.remember(connection, *photo, "lin", digest, "EC26-000001", 4)
        assert photos.once(connection, *photo) == ("EC26-000001", 3)
        assert photos.once(connection, "slack", "T2", "F1") is None
    with pytest.raises(IntegrityError), database.writing() as connection:
        photos.remember(connection, "slack", "T1", "F2", "lin", digest, "EC26-999999", 1)


def test_the_latest_card_of_each_person_is_known(database: Database) -> None:
    populate(database)
    with database.writing() as connection:
        assert cards.find(connection, "lin", "EC26-000001") is None
        cards.remember(connection, "lin", "EC26-000001", "web", {"id": 1}, 4)
        cards.remember(connection, "lin", "EC26-000001", "slack", {"channel": "C1", "ts": "1.5"}, 5)
        cards.remember(connection, "boss", "EC26-000001", "web", {"id": 2}, 5)
        cards.remember(connection, "boss", "EC26-000002", "web", {"id": 3}, 1)
    with database.reading() as connection:
        lin = Shown("slack", {"channel": "C1", "ts": "1.5"}, 5)
        assert cards.find(connection, "lin", "EC26-000001") == lin
        assert cards.holders(connection, "EC26-000001") == {"boss": Shown("web", {"id": 2}, 5), "lin": lin}


def test_a_posting_is_written_down_before_and_after_each_call(database: Database) -> None:
    populate(database)
    report, name = {"total": "88.00"}, "EC26-000001"
    with database.writing() as connection:
        claims.insert(connection, Claim(name, "lin", "CNY", state=State.POSTING), NOW)
        assert postings.load(connection, name) is None
        postings.put(connection, name, name, "ledger", report, {"step": "find"}, NOW)
        assert postings.load(connection, name) == Posting(name, name, "ledger", report, {"step": "find"}, None)
        postings.save(connection, name, {"step": "post"}, LATER)
        assert postings.load(connection, name) == Posting(name, name, "ledger", report, {"step": "post"}, None)
        assert postings.posted(connection) == []
        with pytest.raises(Unknown):
            postings.save(connection, "EC26-000009", {}, NOW)
    with database.writing() as connection:
        postings.save(connection, name, {"step": "verify"}, LATER, {"id": "JE-0001"})
        postings.save(connection, name, {"step": "settled"}, LATER)
        kept = Posting(name, name, "ledger", report, {"step": "settled"}, {"id": "JE-0001"})
        assert postings.posted(connection) == [kept]
