"""The manual: both languages say the same, in the words of the buttons, and a question finds its section."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from bot import manual
from bot.manual import ROLES
from bot.wording.wording import TOPICS

#: The languages of the product.
LOCALES = ("zh", "en")

_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_PICTURE = re.compile(r"!\[([^\]]+)\]\(\.\./pictures/([a-z-]+\.png)\)")
_CODE = re.compile(r"`python -m bot (\w+)")


def _text(role: str, locale: str) -> str:
    return files("bot.manual").joinpath(locale, f"{role}.md").read_text(encoding="utf-8")


def _labels(locale: str) -> set[str]:
    """Every sentence of the catalogue that stands on one line: what a button may say."""
    texts = (files("bot.wording").joinpath(locale, f"{topic}.ftl").read_text(encoding="utf-8") for topic in TOPICS)
    return {found[1].strip() for text in texts for found in re.finditer(r"^[\w-]+ = (.+)$", text, re.MULTILINE)}


@pytest.mark.parametrize("role", ROLES)
def test_both_languages_have_the_same_sections_with_the_same_buttons(role: str) -> None:
    chinese, english = manual.page(role, "zh"), manual.page(role, "en")
    assert len(chinese.sections) == len(english.sections) > 0
    for one, other in zip(chinese.sections, english.sections, strict=True):
        assert len(_BOLD.findall(one.text)) == len(_BOLD.findall(other.text)), one.title


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("role", ROLES)
def test_what_stands_in_bold_is_written_so_on_a_button(role: str, locale: str) -> None:
    assert [word for word in _BOLD.findall(_text(role, locale)) if word.replace("\n", " ") not in _labels(locale)] == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("role", ROLES)
def test_pictures_are_there_and_say_what_they_show(role: str, locale: str) -> None:
    text = _text(role, locale)
    pictures = _PICTURE.findall(text)
    assert len(pictures) == text.count("![")
    assert [name for _, name in pictures if not files("bot.manual").joinpath("pictures", name).is_file()] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_of_the_manual_is_one_page(locale: str) -> None:
    # A page of A4 holds about 60 lines of 120 letters.
    assert {role: len(_text(role, locale).splitlines()) for role in ROLES if _lines(role, locale) > 75} == {}


def _lines(role: str, locale: str) -> int:
    return len(_text(role, locale).splitlines())


@pytest.mark.parametrize(
    ("locale", "question", "title"),
    [
        ("en", "I pressed the wrong button", "I pressed the wrong button"),
        ("en", "reversing", "Reverse a posted claim"),
        ("en", "where is my claim?", "Where is my claim?"),
        ("en", "lost receipt", "No receipt, or one that cannot be read"),
        ("zh", "怎么撤回", "想撤回或修改"),
        ("zh", "按错了怎么办", "按错了"),
        ("zh", "冲销", "冲销已入账的报销单"),
        ("zh", "我的报销单在哪里？", "我的报销单到哪里了？"),
    ],
)
def test_a_question_is_answered_by_its_section(locale: str, question: str, title: str) -> None:
    found = manual.answers(question, manual.pages(set(ROLES), locale))
    assert found[0].title == title


@pytest.mark.parametrize("question", ["", "?", "the weather tomorrow", "明天天气", "how do I", "\ud800"])
def test_what_the_manual_knows_nothing_of_finds_nothing(question: str) -> None:
    assert manual.answers(question, manual.pages(set(ROLES), "zh")) == ()
    assert manual.answers(question, manual.pages(set(ROLES), "en")) == ()


def test_one_reads_the_pages_of_one_s_roles_and_those_that_are_everybody_s() -> None:
    assert [page.role for page in manual.pages({"bookkeeper"}, "en")] == ["claimant", "approver", "bookkeeper"]
    assert [page.role for page in manual.pages({"auditor"}, "fr_FR")] == ["claimant", "approver"]


def test_in_a_chat_a_section_is_plain_words() -> None:
    section = manual.Section(
        "claimant:1",
        "A",
        "![seen](../pictures/a.png)\n\nTap **Submit**\nor write `list`.\n\n- one\n- two\n\n点**提交**，\n完成。",
    )
    assert section.plain == "Tap Submit or write list.\n\n- one\n- two\n\n点提交，完成。"


@pytest.mark.parametrize("name", ["", "claimant", "claimant:99", "nobody:1", "all", "claimant:1:2"])
def test_a_section_that_is_not_there_is_none(name: str) -> None:
    assert manual.section(name, "en") is None
