"""What people write is understood however their keyboard writes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.claims.states import Action
from bot.workflow.talk import Command, Order, Words, understood


@pytest.mark.parametrize("text", ["help", "HELP", "ｈｅｌｐ", "　帮助　", "？", "Ｈelp "])
def test_a_command_in_any_width(text: str) -> None:
    assert understood(text) == Command("help")


@pytest.mark.parametrize(
    "text",
    [
        "approve EC26-000123",
        "ＡＰＰＲＯＶＥ　ＥＣ２６－０００１２３",
        "同意EC26-000123",
        "同意　ec26-０００123",
        "\u3000 approve\u00a0EC26-000123\n",
    ],
)
def test_an_order_in_any_width(text: str) -> None:
    assert understood(text) == Order(Action.APPROVE, "EC26-000123", "")


def test_the_words_of_an_order_are_kept_as_they_were_written() -> None:
    said = "ｓｅｎｄ　 ｂａｃｋ　ＥＣ２６－０００１２３－Ｒ２　金额（￥88）不对：请看第①行"
    assert understood(said) == Order(Action.SEND_BACK, "EC26-000123-R2", "金额（￥88）不对：请看第①行")


@pytest.mark.parametrize(
    "text", ["submıt EC26-000123", "approve EC٢٦-000123", "approve", "approve EC26-1", "approve EC26-0001234"]
)
def test_what_only_looks_like_an_order_is_words(text: str) -> None:
    assert understood(text) == Words(text)


@given(st.text())
def test_anything_can_be_written(text: str) -> None:
    understood(text)


@given(st.text())
def test_the_words_of_any_order_come_through(text: str) -> None:
    said = understood(f"同意 ＥＣ26-000123 {text}")
    assert isinstance(said, Order)
    assert said.words == text.strip()
