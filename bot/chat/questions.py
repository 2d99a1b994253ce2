"""A form as questions, one message each, for platforms (or moments) without forms."""

from __future__ import annotations

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
        lines += [f"  {number}  {harmless(label)}" for number, (_, label) in enumerate(asked.choices, start=1)]
        if asked.choices:
            lines.append(words.choose)
        if asked.value:
            now = dict(asked.choices).get(asked.value, asked.value)
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
        elif asked.choices:
            answer = _chosen(asked, answer)
        return replace(self, answers={**self.answers, asked.name: answer})


def _chosen(asked: FormField, answer: str) -> str:
    for number, (key, label) in enumerate(asked.choices, start=1):
        if answer in (str(number), key) or answer.casefold() == label.casefold():
            return key
    return answer
