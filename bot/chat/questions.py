"""A form as questions, one message each, for platforms (or moments) without forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.chat.card import Form, FormField
from bot.chat.text import Words, harmless

#: An answer of this alone keeps what is there, and leaves an optional field empty.
KEEP = "="


@dataclass(frozen=True, slots=True)
class Interview:
    """A form being filled in word by word; `answers` are what was said so far, in the order of the fields."""

    form: Form
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def open_field(self) -> FormField | None:
        """The field that is asked now; None when all are answered."""
        return next((f for f in self.form.fields if f.name not in self.answers), None)

    def question(self, words: Words | None = None) -> str:
        """What to say to the person now; empty when nothing is left to ask."""
        words, asked = words or Words(), self.open_field
        if asked is None:
            return ""
        first = not self.answers
        lines = [harmless(self.form.title)] if first else []
        if asked.error:
            lines.append(f"! {harmless(asked.error)}")
        lines.append(harmless(asked.label))
        lines += [f"  {number}  {harmless(label)}" for number, _, label in _numbered(asked)]
        if asked.choices:
            lines.append(words.choose_several if asked.kind == "several" else words.choose)
        if asked.value:
            now = ", ".join(dict(asked.choices).get(key, key) for key in asked.keys)
            lines.append(f"{words.now} {harmless(now)} · {words.keep}")
        elif not asked.required:
            lines.append(f"{words.optional} · {words.skip}")
        return "\n".join(lines)

    def answered(self, text: str) -> Interview:
        """With the next answer; a choice may be given by its number or its label. Nothing is judged here."""
        asked = self.open_field
        if asked is None:
            return self
        answer = text.strip()
        if answer == KEEP:
            answer = asked.value
        elif asked.kind == "several":
            answer = ",".join(_chosen(asked, one.strip()) for one in _apart(answer))
        elif asked.choices:
            answer = _chosen(asked, answer)
        return replace(self, answers={**self.answers, asked.name: answer})


def _apart(answer: str) -> list[str]:
    """`1,3`, `1、3`, `1 and 3`: what stands between is no part of a number."""
    return [one for one in re.split(r"[\s,、;]+|\band\b|和", unicodedata.normalize("NFKC", answer)) if one]


def _chosen(asked: FormField, answer: str) -> str:
    for number, key, label in _numbered(asked):
        if answer in (number, key) or answer.casefold() == label.casefold():
            return key
    return answer


def _numbered(asked: FormField) -> list[tuple[str, str, str]]:
    """(Number, key, label) of each choice; things that have numbers of their own, such as lines, keep them."""
    own = all(key.isdecimal() for key, _ in asked.choices)
    counted = enumerate(asked.choices, start=1)
    return [
        (key if own else str(at), key, label.removeprefix(f"{key} · ") if own else label)
        for at, (key, label) in counted
    ]
