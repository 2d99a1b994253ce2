"""What the demo prints: who does what, in both languages, and what each person then sees, in their own."""

from __future__ import annotations

from bot.chat.platform import User
from bot.claims.people import Employee
from bot.demo.company import EMPLOYEES, PARTS
from bot.wording import wording

BY_NUMBER = {employee.number: employee for employee in EMPLOYEES}


class Screen:
    """Prints what people see. Who somebody is, is said the first time; what several see alike is printed once."""

    def __init__(self) -> None:
        self.live = True  # or kept until the next heading, so that it can be put together
        self._known: set[str] = set()
        self._before: tuple[str, ...] = ()
        self._kept: list[tuple[str, str]] = []

    def heading(self, who: Employee | None, key: str, **values: object) -> None:
        """A step of the story: `━━ Grace Hall: approves with one tap · 一键同意`."""
        self.flush()
        said = " · ".join(wording(locale).say(f"demo-{key}", **values) for locale in ("en", "zh"))
        print(f"\n━━ {f'{who.name}: ' if who else ''}{said}")
        self._before = ()

    def note(self, key: str) -> None:
        """A word of the demo about itself, in both languages."""
        self.flush()
        print(*(f"({wording(locale).say(f'demo-{key}')})" for locale in ("en", "zh")), sep="\n")
        self._before = ()

    def draw(self, user: User, text: str) -> None:
        """One card, form or sentence, for one person."""
        self._kept.append((user.id, text))
        if self.live:
            self.flush()

    def flush(self) -> None:
        """Print what was kept, in the order in which each person sees it."""
        while self._kept:
            first, text = self._kept[0]
            together = [first, *self._others(first, text)]
            self._print(tuple(together), text)
            for number in together:
                self._kept.remove((number, text))

    def _others(self, first: str, text: str) -> list[str]:
        """Who sees the same next; somebody not yet introduced sees it alone."""
        if first not in self._known:
            return []
        seen, others = {first}, []
        for number, what in self._kept[1:]:
            if number not in seen and number in self._known and what == text:
                others.append(number)
            seen.add(number)
        return others

    def _print(self, numbers: tuple[str, ...], text: str) -> None:
        person = BY_NUMBER[numbers[0]]
        words = wording(person.locale)
        if person.number not in self._known:
            role = words.say(PARTS[person.number])
            print(words.say("demo-sees-first", name=person.name, number=person.number, role=role))
            self._known.add(person.number)
        elif numbers != self._before:
            names = words.listed(tuple(BY_NUMBER[number].name for number in numbers))
            print(words.say("demo-sees", name=names, count=len(numbers)))
        self._before = numbers
        print(text, flush=True)
