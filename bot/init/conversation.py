"""Asking at a terminal: Enter takes what is offered, `back` goes back, and what was answered is kept at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bot.founding.problems import Problem, Refused, told
from bot.founding.sheets import clean
from bot.init.questions import QUESTIONS, Entered, counted, noted, table_of_categories
from bot.wording import Wording

BACK = ("back", "返回", "<")
QUIT = ("quit", "exit", "退出")
HELP = ("?", "？", "help", "帮助")
YES = ("yes", "y", "是", "好", "ok", "确认")
NO = ("no", "n", "否", "不", "不是")


#: The key of the draft under which the question stands that was answered last.
ANSWERED = "answered"


class Stopped(Exception):
    """Whoever was asked has left: nothing is done, and what they entered is kept."""


class Back(Exception):
    """Whoever was asked wants to change an answer."""


class Terminal(Protocol):
    """Where somebody sits."""

    def say(self, text: str) -> None:
        """Show a line."""

    def ask(self, text: str) -> str:
        """Show it and wait for a line; raises `Stopped` when there is none any more."""


def converse(terminal: Terminal, entered: Entered, words: Wording, keep: Callable[[Entered, str], None]) -> Entered:
    """Ask everything, from behind the question that was answered last. `keep` hears of every answer."""
    keys = [question.key for question in QUESTIONS]
    last, tried = entered.get(ANSWERED), dict[str, str]()
    at, forward = (keys.index(last) + 1 if last in keys else 0), True
    while at < len(QUESTIONS):
        question = QUESTIONS[at]
        if not question.due(entered):
            at = at + 1 if forward or at == 0 else at - 1
            continue
        if question.key == "categories":
            for line in table_of_categories(entered, words):
                terminal.say(line)
        # A list that was refused is mended where it is, and read once more by Enter.
        offered = question.offered(entered) or tried.get(question.key, "")
        text = words.say(f"init-ask_{question.key}") + (f" [{offered}] " if offered else " ")
        said = clean(terminal.ask(text))
        forward = True
        if said.lower() in QUIT:
            raise Stopped
        if said.lower() in BACK:
            # At the beginning there is nothing before.
            at, forward = max(0, at - 1), at == 0
            continue
        if said.lower() in HELP:
            terminal.say(words.say(f"init-about_{question.key}"))
            continue
        answer = said or offered
        if not answer and not question.free:
            terminal.say(f"  ✗ {words.say('init-needed')}")
            continue
        try:
            entered = question.take(entered, answer)
        except Refused as refusal:
            complain(terminal, refusal.problems, words)
            if question.file:
                tried[question.key] = answer
            continue
        keep(entered, question.key)
        if question.key == "people":
            terminal.say(f"  ✓ {words.say('init-read_people', said=counted(entered.employees, words))}")
        for remark in noted(question.key, entered):
            terminal.say(f"  · {told(remark, words)}")
        if not (question.again and said):
            at += 1
    return entered


def complain(terminal: Terminal, problems: tuple[Problem, ...], words: Wording, most: int = 40) -> None:
    """Say what is wrong, all of it, up to what one can look through."""
    for problem in problems[:most]:
        terminal.say(f"  ✗ {told(problem, words)}")
    if len(problems) > most:
        terminal.say(f"  ✗ {words.say('init-more_problems', count=len(problems) - most)}")


def before(key: str) -> str:
    """The question before this one: whoever answered it last is asked this one next."""
    keys = [question.key for question in QUESTIONS]
    return keys[keys.index(key) - 1]


def confirmed(terminal: Terminal, text: str, *, back: bool = False) -> bool:
    """Whether they said yes; Enter is yes. Raises `Back` where that is offered and said."""
    while True:
        said = clean(terminal.ask(f"{text} ")).lower()
        if not said or said in YES:
            return True
        if back and said in BACK:
            raise Back
        if said in NO or said in QUIT or said in BACK:
            return False
