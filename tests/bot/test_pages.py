"""Pages of the documentation that follow from the code."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from bot.claims.people import Role
from bot.claims.states import Action
from bot.views.buttons import APPROVE_LESS, ON_CLAIM, ON_LINE
from bot.views.states_page import states_page
from bot.wording import wording

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_states_is_the_table() -> None:
    file = DOCS / "states.md"
    if os.environ.get("REGENERATE"):
        file.write_text(states_page(), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == states_page()


_ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", (DOCS / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
_KEYS = (
    *(f"action-{action}" for action in (*ON_CLAIM, *ON_LINE, APPROVE_LESS, Action.REVERSE, "requeue")),
    *(f"role-{role}" for role in Role),
    *(f"field-{name}" for name in ("merchant", "total", "claimed", "approved", "date", "category", "purpose", "rate")),
    *(f"field-{name}" for name in ("account", "input_tax", "tax_code", "cost_centre", "project")),
    "route",
    "history",
)


@pytest.mark.parametrize("key", _KEYS)
def test_the_glossary_has_the_words_of_the_catalogues(key: str) -> None:
    assert (wording("en").say(key), wording("zh").say(key)) in _ROWS


def test_no_word_stands_twice_in_the_glossary() -> None:
    words = [english.casefold() for english, _ in _ROWS if english not in ("English", "---")]
    assert sorted(words) == sorted(set(words))
