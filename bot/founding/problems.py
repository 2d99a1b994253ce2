"""What is wrong with something that was handed in, and where: all of it together, so that it is mended in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.wording import Wording


@dataclass(frozen=True, slots=True)
class Problem:
    """A wording key with its values; `row` is the line of the table as its program counts them (0: the whole of it),
    `column` the heading as it stands there, or in a file of settings the key."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    row: int = 0
    column: str = ""


class Refused(Exception):
    """What was handed in cannot be taken; every problem of it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.key for problem in problems))
        self.problems = problems


def unreadable(file: Path, error: OSError) -> Refused:
    """A file that was named cannot be read, or is not there: then it says where it was looked for."""
    if isinstance(error, FileNotFoundError):
        return Refused(Problem("init-no_file", {"file": file.name, "folder": str(file.absolute().parent)}))
    return Refused(Problem("init-cannot_read", {"file": str(file), "why": error.strerror or ""}))


def told(problem: Problem, words: Wording) -> str:
    """One sentence, with the place before it."""
    said = words.say(problem.key, **problem.values)
    if problem.column and not problem.row:
        return words.say("founding-at_key", place=problem.column, said=said)
    if problem.row and problem.column:
        return words.say("founding-at_cell", row=problem.row, column=problem.column, said=said)
    if problem.row:
        return words.say("founding-at_row", row=problem.row, said=said)
    return said


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By row, as one goes through the table; what concerns the whole comes first."""
    return tuple(sorted(problems, key=lambda one: one.row))
