"""What people write: a few commands in their own words, an answer, or the purpose of the open draft.

Everything a button does can be written as well (`approve EC26-000123`), so no platform needs buttons.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from bot.claims.states import Action

_DEPUTY = re.compile(r"\s*(?:deputy|代理)(?:\b|(?<=理))(?P<words>.*)", re.IGNORECASE | re.DOTALL)
_NAMES_DEPUTY = re.compile(r"\d{4}[-/.]\d|^[A-Z]*\d+$", re.IGNORECASE | re.ASCII)
_END = ("end", "结束", "取消")

_COMMANDS: Mapping[str, tuple[str, ...]] = {
    "help": ("help", "帮助", "怎么用", "?"),
    "claim": ("claim", "报销单"),
    "list": ("list", "my claims", "列表", "我的报销"),
    "todo": ("todo", "待办"),
    "approve_all": ("approve all", "全部同意"),
    "post_all": ("post all", "全部入账"),
    "merchants": ("merchants", "商户"),
    "open": ("open", "网页", "打开网页"),
    "cancel_reading": ("cancel", "cancel reading", "取消", "取消识别"),
}

_HELP = re.compile(r"\s*(?:help|帮助)[:\s]\s*(?P<words>\S.*)", re.IGNORECASE | re.DOTALL | re.ASCII)

_MERCHANTS = re.compile(r"\s*(?:merchants|商户)\s*:\s*(?P<words>\S.*)", re.IGNORECASE | re.DOTALL | re.ASCII)
_FORGET = re.compile(r"\s*(?:forget\s+merchant|忘记商户)[:\s]\s*(?P<words>\S.*)", re.IGNORECASE | re.DOTALL | re.ASCII)

_ACTIONS: Mapping[Action, tuple[str, ...]] = {
    Action.SUBMIT: ("submit", "提交"),
    Action.WITHDRAW: ("withdraw", "撤回"),
    Action.REMIND: ("remind", "催办"),
    Action.APPROVE: ("approve", "同意"),
    Action.SEND_BACK: ("send back", "退回"),
    Action.REJECT: ("reject", "驳回"),
    Action.ASK: ("ask", "提问"),
    Action.ANSWER: ("answer", "回答"),
    Action.TAKE_BACK: ("take back", "收回"),
    Action.CHECK: ("check", "复核"),
    Action.POST_NEXT: ("post next", "计入下一期间"),
    Action.ACCRUE: ("accrue", "冲减预提"),
    Action.REROUTE: ("reroute", "转交"),
}

_WRITTEN = "|".join(word.replace(" ", r"\s+") for words in _ACTIONS.values() for word in words)
# ASCII: otherwise `i` would also match the dotless one, and be no word of ours.
_SENTENCE = re.compile(
    rf"\s*(?P<action>{_WRITTEN})\s*(?P<reference>EC\d{{2}}-\d{{6}}(?:-R\d{{1,3}})?)(?!\d)(?P<words>.*)",
    re.IGNORECASE | re.DOTALL | re.ASCII,
)


_AMOUNT = re.compile(r"¥? ?(?P<number>\d{1,9}(?:\.\d{1,4})?) ?元?", re.ASCII)


_LINES = re.compile(
    r"\s*(?:lines?\b|第)?\s*(?P<lines>\d{1,4}(?:\s*(?:[,、]|and|和)\s*\d{1,4})*)\s*行?\s*:(?P<words>.*)",
    re.IGNORECASE | re.DOTALL | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Command:
    """One of `help`, `claim`, `list`, `todo`, `approve_all`, `post_all`, `merchants`, `forget_merchant`, `open`,
    `cancel_reading`.

    Behind `help` may stand what it is about, behind the merchants which."""

    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Naming:
    """A deputy is named with these words behind it; `ends` where the deputy is to be one no more."""

    words: str
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """An action on a claim, with the words behind it."""

    action: Action
    reference: str
    words: str


@dataclass(frozen=True, slots=True)
class Words:
    """Anything else."""

    text: str


def understood(text: str) -> Command | Naming | Order | Words:
    """What a message means, in either language and any case; full-width letters, digits and spaces are fine."""
    plain = _plain(text)
    for name, words in _COMMANDS.items():
        if plain.strip().casefold() in words:
            return Command(name)
    if found := _HELP.fullmatch(plain):
        return Command("help", found["words"].strip())
    for name, pattern in (("merchants", _MERCHANTS), ("forget_merchant", _FORGET)):
        if found := pattern.fullmatch(plain):
            return Command(name, _as_written(text, found.start("words")).strip())
    if found := _SENTENCE.fullmatch(plain):
        written = " ".join(found["action"].casefold().split())
        action = next(action for action, words in _ACTIONS.items() if written in words)
        return Order(action, found["reference"].upper(), _as_written(text, found.start("words")).strip())
    if found := _DEPUTY.fullmatch(plain):
        behind = found["words"].strip()
        ends = behind.casefold() in _END
        # “代理商拜访” is a purpose: what names a deputy has days in it, or a number.
        if not behind or ends or _NAMES_DEPUTY.search(behind):
            return Naming(behind, ends)
    return Words(text.strip())


def amount_in(text: str) -> str:
    """The number where the words are an amount and nothing else: `88.50`, `¥88.5`, `８８元`; else empty."""
    found = _AMOUNT.fullmatch(_plain(text).strip())
    return found["number"] if found else ""


def lines_in(words: str) -> dict[str, str]:
    """The answers of the form in the words behind “send back”: `2,3: reason` names lines, anything else is a reason."""
    if found := _LINES.fullmatch(_plain(words)):
        numbers = re.findall(r"\d+", found["lines"], re.ASCII)
        return {"lines": ",".join(numbers), "words": _as_written(words, found.start("words")).strip()}
    return {"lines": "", "words": words}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _as_written(text: str, start: int) -> str:
    """What follows the first `start` characters of the plain text: words for people are kept as they were written."""
    cut = next((at for at in range(len(text)) if len(_plain(text[:at])) >= start), len(text))
    return text[cut:]
