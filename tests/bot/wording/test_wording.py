"""Both languages say the same things, and everything the product may have to say can be said."""

from __future__ import annotations

import ast
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from bot.claims.money import Money
from bot.claims.people import Role
from bot.claims.states import Action, State
from bot.wording import TOPICS, Unworded, wording
from ocr.errors import TOO_LARGE_REASONS, UNAVAILABLE_REASONS, UNREADABLE_REASONS
from ocr.reading import FIELDS

ROOT = Path(__file__).parents[3]
LOCALES = ("zh", "en")


def catalogue(locale: str, topic: str) -> dict[str, fluent.Message]:
    """The messages of a topic by key, read with Fluent's own parser."""
    text = files("bot.wording").joinpath(locale, f"{topic}.ftl").read_text(encoding="utf-8")
    resource = FluentParser().parse(text)
    junk = [entry for entry in resource.body if isinstance(entry, fluent.Junk)]
    assert not junk, junk[0].content
    messages = [entry for entry in resource.body if isinstance(entry, fluent.Message)]
    assert len({message.id.name for message in messages}) == len(messages), "a key stands twice"
    return {message.id.name: message for message in messages}


def placeholders(node: object) -> frozenset[str]:
    """Names of the values a message uses, in selectors too."""
    if isinstance(node, fluent.VariableReference):
        return frozenset({node.id.name})
    if isinstance(node, list):
        return frozenset().union(*map(placeholders, node))
    if isinstance(node, fluent.BaseNode):
        return frozenset().union(*map(placeholders, vars(node).values()))
    return frozenset()


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_have_the_same_keys_in_the_same_order(topic: str) -> None:
    assert list(catalogue("zh", topic)) == list(catalogue("en", topic))


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_use_the_same_values(topic: str) -> None:
    zh, en = catalogue("zh", topic), catalogue("en", topic)
    assert {key: placeholders(zh[key]) for key in zh} == {key: placeholders(en[key]) for key in en}


def test_every_catalogue_is_a_topic_and_no_key_stands_in_two() -> None:
    for locale in LOCALES:
        names = {entry.name for entry in files("bot.wording").joinpath(locale).iterdir()}
        assert names == {f"{topic}.ftl" for topic in TOPICS}
        keys = [key for topic in TOPICS for key in catalogue(locale, topic)]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_can_be_said(locale: str) -> None:
    said = wording(locale)
    for topic in TOPICS:
        for key, message in catalogue(locale, topic).items():
            for value in (1, 2):
                text = said.say(key, **dict.fromkeys(placeholders(message), value))
                assert text.strip()
                assert "{" not in text


def needed() -> set[str]:
    """Every key that is made from a value of the product rather than written out."""
    keys = {f"state-{state}" for state in State} | {f"title-{state}" for state in State}
    keys |= {f"{kind}-{action}" for kind in ("action", "happened") for action in Action}
    keys |= {f"role-{role}" for role in Role}
    keys |= {f"field-{field}" for field in (*FIELDS, "rate", "category", "purpose", "approver")}
    keys |= {f"unreadable-{reason}" for reason in UNREADABLE_REASONS}
    keys |= {f"too-large-{reason}" for reason in TOO_LARGE_REASONS}
    keys |= {f"reading-{reason}" for reason in UNAVAILABLE_REASONS}
    keys |= {f"finding-twin-{sign}" for sign in ("number", "bytes", "looks")}
    keys |= {f"level-{name}" for name in ("manager", "director")}
    keys |= {"notice-late_superior", "notice-late_claimant", "notice-late_administrator", "notice-left_administrator"}
    return keys


REFUSALS = {"ClaimError", "Incomplete", "Changed", "NotAllowed"}


def calls(*names: str) -> list[tuple[Path, ast.Call, str]]:
    """Every call in the product of a function of one of these names with a key as its first argument."""
    found = []
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in names and isinstance(node.args[0].value, str):
                    found.append((path, node, node.args[0].value))
    return found


#: Keys that are written out somewhere look like this.
_KEY = re.compile(r"(say|notice|job|wrong|next|title|unlinked|has-left|group|welcome)-[a-z_-]+")


def written() -> set[str]:
    """Every string in the product that looks like a key: keys travel through jobs, far from where they are said."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "bot").rglob("*.py"))
    constants = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    findings = ("wrong-company", "wrong-buyer")
    return {text for text in constants if isinstance(text, str) and _KEY.fullmatch(text) and text not in findings}


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_the_product_may_have_to_say_has_words(locale: str) -> None:
    keys = needed()
    keys |= {key for _, _, key in calls(*REFUSALS)}
    keys |= {f"finding-{key}" for _, _, key in calls("Finding")}
    keys |= {key for _, _, key in calls("Problem", "wrong")}
    keys |= {key for path, _, key in calls("say") if path.parent.name == "views"} | written()
    said = wording(locale)
    assert sorted(key for key in keys if not said.knows(key)) == []
    assert len(calls(*REFUSALS)) > 10, "the search finds nothing any more"


@pytest.mark.parametrize(("path", "call", "key"), [pytest.param(*call, id=call[2]) for call in calls(*REFUSALS)])
def test_every_refusal_brings_the_values_its_sentence_needs(path: Path, call: ast.Call, key: str) -> None:
    given = {keyword.arg for keyword in call.keywords}
    sentences = {name: message for topic in TOPICS for name, message in catalogue("en", topic).items()}
    assert placeholders(sentences[key]) <= given, path


@pytest.mark.parametrize("reason", sorted(UNREADABLE_REASONS))
def test_a_document_that_could_not_be_read_needs_no_values(reason: str) -> None:
    assert wording("en").say(f"unreadable-{reason}").endswith(".")


def test_no_word_is_used_that_we_do_not_use() -> None:
    """The glossary has one word a thing; these are the ones people slip in instead."""
    banned = {
        "zh": ("审核", "批准", "拒绝", "打回", "过账", "申请单", "报销申请", "小票", "登录"),
        "en": ("deny", "denied", "decline", "accountant", "expense claim form", "user", "invalid", "error", "oops"),
    }
    for locale, words in banned.items():
        for topic in TOPICS:
            text = files("bot.wording").joinpath(locale, f"{topic}.ftl").read_text(encoding="utf-8")
            for line in text.splitlines():
                said = line.partition("=")[2] if "=" in line and not line.startswith(" ") else line
                said = re.sub(r"\{[^}]*\}", "", said)
                assert not [word for word in words if re.search(rf"\b{word}\b" if locale == "en" else word, said)], line


# Values


@pytest.mark.parametrize(
    ("locale", "amount", "currency", "shown"),
    [
        ("zh", "386.00", "CNY", "¥386.00"),
        ("en", "386.00", "CNY", "CN¥386.00"),
        ("zh", "1234567.5", "CNY", "¥1,234,567.50"),
        ("en", "1500", "JPY", "JP¥1,500"),
        ("en", "1.5", "KWD", "KWD\xa01.500"),
        ("zh", "20", "USD", "US$20.00"),
        ("en", "12345678901234.56", "CNY", "CN¥12,345,678,901,234.56"),
        ("en", "-88.00", "CNY", "-CN¥88.00"),
    ],
)
def test_amounts_are_written_as_the_reader_does(locale: str, amount: str, currency: str, shown: str) -> None:
    assert wording(locale).money(Money(Decimal(amount), currency)) == shown


def test_days_and_moments_are_written_as_the_reader_does() -> None:
    moment = datetime(2026, 7, 24, 16, 30, tzinfo=UTC)
    zh, en = wording("zh"), wording("en")
    assert (zh.day(date(2026, 7, 4)), en.day(date(2026, 7, 4))) == ("2026年7月4日", "4 Jul 2026")
    assert zh.moment(moment, "Asia/Shanghai") == "2026年7月25日 00:30"
    assert en.moment(moment, "Europe/Berlin") == "24 Jul 2026 18:30"


def test_sentences_take_amounts_days_moments_and_rates() -> None:
    say = wording("en").say
    paid = say("notice-paid", amount=Money(Decimal("88"), "CNY"), reference="EC26-000001", on=date(2026, 7, 24))
    assert paid == "CN¥88.00 for EC26-000001 was paid on 24 Jul 2026."
    assert say("rate-of", rate=Decimal("7.84120"), on=date(2026, 7, 24), source="ECB").startswith("7.8412")
    assert "24 Jul 2026 01:30" in say("since-now", moment=datetime(2026, 7, 24, 1, 30, tzinfo=UTC))


def test_english_counts_one_and_many() -> None:
    say = wording("en").say
    assert say("since-days", moment="x", days=1).endswith("(1 day)")
    assert say("since-days", moment="x", days=2).endswith("(2 days)")


@pytest.mark.parametrize(
    ("name", "said"), [("林晓", "林晓已同意 EC26-000001。"), ("Mia Chen", "Mia Chen 已同意 EC26-000001。")]
)
def test_chinese_sets_a_space_beside_latin_names(name: str, said: str) -> None:
    assert wording("zh").say("notice-approved", name=name, reference="EC26-000001") == said


def test_within_a_value_no_space_is_set() -> None:
    words = "A座3楼VAT发票"
    assert wording("zh").say("failure-of-erp", text=words).endswith(f"：{words}")


def test_values_are_shown_as_written() -> None:
    words = '{ $name } <!channel> "quoted" \\u0041'
    for locale in LOCALES:
        assert words in wording(locale).say("failure-of-erp", text=words)


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("zh", "zh"), ("zh-CN", "zh"), ("zh_Hans_CN", "zh"), ("en_US", "en"), ("fr", "en"), ("", "en")],
)
def test_an_unknown_language_is_answered_in_english(asked: str, spoken: str) -> None:
    assert wording(asked).locale == spoken


def test_a_key_is_never_shown_instead_of_a_sentence() -> None:
    with pytest.raises(Unworded, match="no-such-key"):
        wording("en").say("no-such-key")
    with pytest.raises(Unworded, match="line"):
        wording("zh").say("no-account")
    with pytest.raises(Unworded, match="line"):
        wording("zh").say("no-account", line=None)
    with pytest.raises(TypeError):
        wording("en").say("no-account", line=object())
