"""What was read of each document, and the tables made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.bench.figures import percentile
from tests.bench.reading.labels import ALL_THREE, SCORED, lower_bound

SHORT = {"invoice_number": "number"}
GRADED = ("total", "date", "merchant", "currency")


@dataclass(frozen=True)
class Outcome:
    """One document: which scored fields were right, their grades, which candidates held the label, and what plain
    Tesseract got right. A field that its label does not name is in none of them."""

    file: str
    kind: str
    right: Mapping[str, bool]
    grades: Mapping[str, str]
    seconds: float
    offered: Mapping[str, bool] = field(default_factory=dict)
    plain: Mapping[str, bool] = field(default_factory=dict)

    @property
    def three(self) -> list[bool]:
        """Whether total, date and merchant are all right, once, or nothing where the label knows none of them."""
        known = [self.right[name] for name in ALL_THREE if name in self.right]
        return [all(known)] if known else []


def tables(outcomes: Sequence[Outcome]) -> str:
    """Right by kind, then grades, then the ceiling beside plain Tesseract; a line a kind and their sum."""
    if not outcomes:
        return "no documents\n"
    parts = [
        ("right/n and the lower end of its 95 % interval (Wilson)", [*SCORED, "all three", "seconds"], _right),
        ("grades: right/n within verified, share of documents | right/n within likely | n asked", [*GRADED], _graded),
        ("the label is among the candidates of a picture", ["total", "date", "merchant"], _offered),
        ("plain Tesseract and a simple parser, pictures only", ["total", "date", "merchant", "all three"], _plain),
    ]
    kinds = list(_groups(outcomes))
    return "\n".join(_table(title, columns, kinds, cell) for title, columns, cell in parts)


def effects_table(outcomes: Sequence[tuple[Sequence[str], Outcome]]) -> str:
    """Right by effect, each mild and strong apart, and by kind: a picture stands in the line of each of its effects."""
    if not outcomes:
        return "no pictures\n"
    names = sorted({name for effects, _ in outcomes for name in effects})
    by_effect = ((name, [one for effects, one in outcomes if name in effects]) for name in names)
    groups = [*by_effect, *_groups([one for _, one in outcomes])]
    right = _table("pictures with effects: right/n and lower end", [*SCORED, "all three", "seconds"], groups, _right)
    grades = _table("their grades", [*GRADED], groups[-1:], _graded)
    return f"{right}\n{grades}"


def _table(
    title: str,
    columns: Sequence[str],
    groups: Sequence[tuple[str, Sequence[Outcome]]],
    cell: Callable[[str, Sequence[Outcome]], str],
) -> str:
    rows = [["", "n", *(SHORT.get(name, name) for name in columns)]]
    for name, group in groups:
        rows.append([name, str(len(group)), *(cell(column, group) for column in columns)])
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([title, *lines, ""])


def _groups(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Sequence[Outcome]]]:
    """Each kind of document as its label names it, then all."""
    for kind in dict.fromkeys(one.kind for one in outcomes):
        yield kind, [one for one in outcomes if one.kind == kind]
    yield "all", outcomes


def share(right: Sequence[bool]) -> str:
    """146/150 93."""
    if not right:
        return "-"
    return f"{sum(right)}/{len(right)} {100 * lower_bound(sum(right), len(right)):.0f}"


def _right(name: str, group: Sequence[Outcome]) -> str:
    if name == "seconds":
        taken = [one.seconds for one in group]
        return f"p50 {percentile(taken, 0.5):.2f} p95 {percentile(taken, 0.95):.2f}"
    if name == "all three":
        return share([all_right for one in group for all_right in one.three])
    return share([one.right[name] for one in group if name in one.right])


def _graded(name: str, group: Sequence[Outcome]) -> str:
    scored = [one for one in group if name in one.right]
    if not scored:
        return "-"
    by_grade = {
        grade: [one.right[name] for one in scored if one.grades.get(name, "ask") == grade]
        for grade in ("verified", "likely", "ask")
    }
    sure, likely = by_grade["verified"], by_grade["likely"]
    covered = f"{100 * len(sure) / len(scored):.0f} %"
    return f"{sum(sure)}/{len(sure)} {covered} | {sum(likely)}/{len(likely)} | {len(by_grade['ask'])}"


def _offered(name: str, group: Sequence[Outcome]) -> str:
    return share([one.offered[name] for one in group if name in one.offered])


def _plain(name: str, group: Sequence[Outcome]) -> str:
    if name == "all three":
        return share([all(one.plain.values()) for one in group if one.plain])
    return share([one.plain[name] for one in group if name in one.plain])
