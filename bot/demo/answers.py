"""What the demo asks of whoever started it: at the terminal, from lines on standard input, or, where nobody answers,
from what the demo itself chooses, which it then says.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.claims.accounts import Category
from bot.demo.company import COMPANY
from bot.wording import Wording


class Stopped(Exception):
    """The story cannot go on; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask. `value` stands there already and may be kept; `choice` is taken where nobody answers."""

    label: str
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()  # key, label
    choice: str = ""
    error: str = ""
    optional: bool = False


class Nobody(LookupError):
    """Nobody is here to answer, and the demo has nothing of its own to choose."""


class Answers(Protocol):
    """Where answers come from."""

    ended: bool  # nobody answers any more

    def ask(self, question: Question) -> str:
        """The answer as a form takes it. Raises `Nobody`, or `Stopped`."""


class Spoken:
    """Answers of a person at a terminal (`typed`), or of lines that were piped in."""

    def __init__(self, words: Wording, read: Callable[[str], str], *, typed: bool) -> None:
        self._words = words
        self._read = read
        self._typed = typed
        self.ended = False

    def ask(self, question: Question) -> str:
        """Ask until there is an answer; lines that have ended leave the choice to the demo."""
        say = self._words.say
        if question.error and not self._typed:
            # The lines were written beforehand: nobody is there to mend one.
            raise Stopped(say("demo-not-taken", answer=question.value, label=question.label, why=question.error))
        if question.error:
            print(f"  ! {question.error}")
        prompt = self._prompt(question)
        while True:
            answer = self._line(prompt, question.label)
            if answer is None:
                return self._unanswered(question)
            if not answer:
                if question.value or question.optional:
                    return question.value
                if not self._typed:
                    return self._unanswered(question)
                print(f"  ! {say('demo-needed')}")
                continue
            if not question.choices:
                return answer
            if key := chosen(answer, question.choices):
                return key
            why = say("demo-no-such-choice", answer=answer)
            if not self._typed:
                raise Stopped(say("demo-not-taken", answer=answer, label=question.label, why=why))
            print(f"  ! {why}")

    def _prompt(self, question: Question) -> str:
        lines = [f"  {number:>3}  {label}\n" for number, (_, label) in enumerate(question.choices, start=1)]
        hint = ""
        if question.value:
            hint = self._words.say("demo-now", value=_label(question, question.value))
        elif question.choices:
            hint = self._words.say("demo-number")
        return "".join([*lines, f"  {question.label}{f' ({hint})' if hint else ''}: "])

    def _line(self, prompt: str, label: str) -> str | None:
        if self.ended:
            return None
        try:
            answer = self._read(prompt).strip()
        except EOFError:
            self.ended = True
            if self._typed:
                print()
                raise Stopped(self._words.say("demo-no-answer", label=label)) from None
            return None
        if not self._typed:
            print(answer)  # at a terminal it stands there already
        return answer

    def _unanswered(self, question: Question) -> str:
        key = "demo-kept" if question.value else "demo-chosen"
        value = question.value or question.choice
        if question.optional and not value:
            return ""
        if not value:
            raise Nobody(question.label)
        print(f"  {self._words.say(key, label=question.label, value=_label(question, value))}")
        return value


def from_stdin(words: Wording) -> Spoken:
    """Answers from standard input, whatever it is."""
    typed = sys.stdin is not None and sys.stdin.isatty()
    return Spoken(words, _typed if typed else _piped, typed=typed)


def _typed(prompt: str) -> str:
    # Only the last line is the prompt: what edits the line would draw the others again and again.
    before, line, last = prompt.rpartition("\n")
    print(before, end=line)
    return input(last)


def _piped(prompt: str) -> str:
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        raise EOFError
    print(prompt, end="")
    return line


def chosen(answer: str, choices: Sequence[tuple[str, str]], categories: Sequence[Category] = COMPANY.categories) -> str:
    """The key that is meant by a number, a key, or a name in either language; empty when there is none."""
    folded = answer.casefold()
    named = {name.casefold(): one.code for one in categories for name in (one.zh, one.en)}
    for number, (key, label) in enumerate(choices, start=1):
        if folded in (str(number), key.casefold(), label.casefold()) or named.get(folded) == key:
            return key
    return ""


def _label(question: Question, value: str) -> str:
    return dict(question.choices).get(value, value)
