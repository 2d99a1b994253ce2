"""Rankings for merchants they have not seen: each receipt is read by one fitted without any receipt of its merchant."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ocr.fields.amounts import amounts
from ocr.kinds.receipt import tax_table_from
from ocr.page import Page, lines
from ocr.ranking import Ranking, merchants, totals
from tests.bench.reading.fitting import Example, fitted, folds
from tests.bench.reading.labels import agrees, letters

FOLDS = 10
PENALTY = 0.03

#: The ranking is fitted on receipts whose source states a licence; the others only measure.
LICENSED = ("sroie/",)

ABOUT = {
    "fitted by": "python -m tests.bench.reading DIR --fit FILE",
    "fitted on": "150 receipts of SROIE (ICDAR 2019; github.com/zzzDavid/ICDAR-2019-SROIE, MIT), read by PP-OCRv6",
    "model": "conditional logistic regression, belief in a candidate = softmax of its weights",
}


def examples(pages: Iterable[tuple[Mapping[str, Any], Page]]) -> dict[str, list[Example]]:
    """What the two rankings learn from labelled receipts and their upright pages."""
    every: dict[str, list[Example]] = {"total": [], "merchant": []}
    for label, page in pages:
        rows = lines(page)
        found = amounts(rows)
        group = letters(label.get("company") or label["file"])[:12]
        for what, key, candidates in (
            ("total", "total", totals.candidates(found, rows, tax_table_from(rows))),
            ("merchant", "company", merchants.candidates(rows)),
        ):
            if label.get(key) is not None and candidates:
                right = [agrees(what, one.value, label[key]) for one in candidates]
                every[what].append(Example(label["file"], group, [one.features for one in candidates], right))
    return every


def apart(every: Mapping[str, Sequence[Example]]) -> dict[str, Ranking]:
    """File → a ranking fitted on licensed receipts of other merchants; ten fits for all files."""
    groups = folds([one for each in every.values() for one in each], FOLDS)
    by_file: dict[str, Ranking] = {}
    for held_out in groups:
        ranking = fit({what: [one for one in each if one.group not in held_out] for what, each in every.items()})
        by_file |= {one.file: ranking for each in every.values() for one in each if one.group in held_out}
    return by_file


def fit(every: Mapping[str, Sequence[Example]]) -> Ranking:
    """A ranking fitted on the licensed ones among `every`."""
    return Ranking(
        {what: fitted([one for one in each if one.file.startswith(LICENSED)], PENALTY) for what, each in every.items()}
    )


def write(ranking: Ranking, about: Mapping[str, Any], path: Path) -> None:
    """The ranking as the package has it: what it was fitted on and how well it did, then a weight a line."""
    written = {"about": about, "weights": ranking.weights}
    path.write_text(json.dumps(written, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
