"""Cards and forms as plain text."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.card import Button, Card, Crop, Fact, Form, FormField, Mark, Section
from bot.chat.questions import Interview
from bot.chat.text import Words, card_text, changes, form_text, harmless, padded, width, wrapped
from tests.contracts.platform import CARD, FORM


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("发票", 4), ("é", 1), ("e\u0301", 1), ("ｱ", 1), ("（", 2), ("a\u200bb", 2), ("", 0)],
)
def test_wide_letters_take_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@given(st.text(), st.integers(8, 80))
def test_wrapped_text_loses_nothing_and_fits(text: str, columns: int) -> None:
    shown = harmless(text)
    lines = wrapped(shown, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(shown.split())


@given(st.text())
def test_what_is_shown_steers_nothing(text: str) -> None:
    bad = {letter for letter in harmless(text) if letter != "\n" and unicodedata.category(letter) in ("Cc", "Cs")}
    assert not bad


@given(st.text(alphabet=st.characters(whitelist_categories=("L", "N", "P", "S", "Zs"))))
def test_ordinary_text_stays_as_written(text: str) -> None:
    assert harmless(text) == text


def test_chinese_does_not_begin_a_line_with_a_full_stop() -> None:
    assert wrapped("请补全缺少的内容。然后", 16) == ["请补全缺少的内", "容。然后"]


def test_padding_counts_columns() -> None:
    assert padded("发票", 6) == "发票  "


@pytest.mark.parametrize(
    ("mark", "seen"), [("look", "? please check"), ("missing", "✗"), ("warning", "! attention"), ("sure", "✓")]
)
def test_a_mark_is_a_sign_and_not_a_colour(mark: Mark, seen: str) -> None:
    text = card_text(Card("t", "s", (Section(facts=(Fact("Amount", "88.00", mark),)),)))
    assert f"88.00  {seen}" in text


def test_a_card_reads_like_this() -> None:
    assert card_text(CARD, Words(look="请核对")).split("\n") == [
        "Lin asks for ¥88.00",
        "",
        "1 · Receipt",
        "   Amount  ¥88.00  ? 请核对            Date    24 Jul 2026",
        "   · A note.",
        "",
        "[ Approve ]  [ Reject … ]",
    ]


def test_progress_is_drawn() -> None:
    assert "██████████░░░░░░░░░░ 1/2" in card_text(Card("t", "s", progress=(1, 2)))


def test_a_form_reads_like_this() -> None:
    field = FormField("total", "Amount", "amount", "abc", required=False, error="Not an amount.")
    assert form_text(Form("correct", "x", "Correct", "Save", (field, *FORM.fields[1:]))).split("\n") == [
        "Correct",
        "",
        "Amount  [abc                     ]  (may stay empty)",
        "        ! Not an amount.",
        "May it come again?  ( ) Yes  (•) No",
        "Which lines?  (may stay empty)  [ ] 1 · Tea  [•] 2 · Taxi",
        "",
        "[ Save ]",
    ]


def test_a_form_can_be_asked_question_by_question() -> None:
    interview = Interview(FORM)
    assert interview.question() == "Reject EC26-000001\nReason"
    interview = interview.answered(" too much ")
    assert "1  Yes" in interview.question()
    assert "now: No" in interview.question()
    interview = interview.answered("1")
    assert "  2  Taxi\nsend one or more numbers, such as 1,3\nnow: 2 · Taxi" in interview.question()
    done = interview.answered("2、1")
    assert (done.open_field, done.question()) == (None, "")
    assert done.answers == {"words": "too much", "again": "yes", "lines": "2,1"}


def test_lines_are_answered_by_the_numbers_they_have() -> None:
    lines = (("4", "4 · Tea"), ("7", "7 · Taxi"))
    interview = Interview(Form("a", "t", "T", "S", (FormField("lines", "Lines", "several", choices=lines),)))
    assert "  4  Tea\n  7  Taxi" in interview.question()
    assert interview.answered("7").answers == {"lines": "7"}
    assert interview.answered("4 and 7").answers == {"lines": "4,7"}
    assert interview.answered("2").answers == {"lines": "2"}  # none of them: whoever asked says so


@pytest.mark.parametrize(
    ("answer", "key"), [("2", "no"), ("yes", "yes"), ("YES", "yes"), ("=", "no"), ("maybe", "maybe")]
)
def test_a_choice_is_answered_by_number_label_or_kept(answer: str, key: str) -> None:
    interview = Interview(Form("a", "t", "T", "S", FORM.fields[1:]))
    assert interview.answered(answer).answers == {"again": key}


def test_an_optional_question_may_be_left_empty() -> None:
    interview = Interview(Form("a", "t", "T", "S", (FormField("project", "Project", required=False),)))
    assert "send = to leave it empty" in interview.question()
    assert interview.answered("=").answers == {"project": ""}


BEFORE = Card(
    "Draft",
    "s",
    (
        Section(facts=(Fact("Claim", "EC26-000001"), Fact("Purpose", "not given yet", "missing")), notes=("Old.",)),
        Section("1 · reading …", document=Crop("d1")),
        Section("2 · Receipt", buttons=(Button("remove", "Remove", "EC26-000001:1:2"),)),
    ),
    (Button("submit", "Submit", "EC26-000001:1"),),
)


def test_of_an_updated_card_only_what_changed_has_to_be_read() -> None:
    after = Card(
        "Submitted",
        "s",
        (
            Section(facts=(Fact("Claim", "EC26-000001"), Fact("Purpose", "Customer")), notes=("New.",)),
            Section("1 · Receipt", facts=(Fact("Amount", "¥88.00"),), document=Crop("d1")),
        ),
        (Button("withdraw", "Withdraw", "EC26-000001:2"),),
    )
    assert card_text(changes(BEFORE, after, Words())).split("\n") == [
        "Submitted", "",
        "Purpose  Customer", "· New.", "",
        "1 · Receipt", "   Amount  ¥88.00", "",
        "2 · Receipt", "   · removed", "",
        "[ Withdraw ]",
    ]  # fmt: skip


def test_a_new_version_alone_is_no_change_but_a_warning_is() -> None:
    newer = replace(BEFORE.sections[2], buttons=(Button("remove", "Remove", "EC26-000001:2:2"),))
    after = replace(BEFORE, sections=(*BEFORE.sections[:2], newer))
    assert changes(BEFORE, after, Words()).sections == ()
    warned = replace(BEFORE, sections=(*BEFORE.sections[:2], replace(newer, warnings=("Claimed twice.",))))
    assert "!!! Claimed twice." in card_text(changes(BEFORE, warned, Words()))
