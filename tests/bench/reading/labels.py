"""What labelled documents are compared by: the folder's `labels.jsonl`, and the scorer's rules for right and wrong."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

#: Our field → the label's key. A label that is null or missing is not scored.
SCORED: Mapping[str, str] = {
    "total": "total",
    "date": "date",
    "merchant": "company",
    "invoice_number": "invoice_number",
    "tax": "tax",
    "currency": "currency",
}
ALL_THREE = ("total", "date", "merchant")

#: Names are right when so much of their letters and digits is the same.
ALIKE = 0.9


def labels(folder: Path) -> Iterator[dict[str, Any]]:
    """The documents of a folder, a mapping each with at least `file` and `kind`, in the order of its labels."""
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def agrees(field: str, value: object, label: str) -> bool:
    """Amounts to the cent, dates to the day, numbers sign by sign, names by nine tenths of their letters and digits."""
    if value is None:
        return False
    if field in ("total", "tax"):
        return isinstance(value, Decimal) and value == Decimal(label)
    if field in ("date", "currency"):
        return str(value) == label
    one, other = letters(str(value)), letters(label)
    return one == other if field == "invoice_number" else likeness(one, other) >= ALIKE


def letters(text: str) -> str:
    """Letters and digits only, in capitals, full-width forms made narrow."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum())


def likeness(one: str, other: str) -> float:
    """1 less the share of signs that have to be changed; 0 where the lengths alone already differ by a fifth."""
    longest = max(len(one), len(other))
    if not one or not other or abs(len(one) - len(other)) > 0.2 * longest:
        return 0.0
    before = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        here = [row]
        for place, right in enumerate(other, 1):
            here.append(min(before[place] + 1, here[-1] + 1, before[place - 1] + (left != right)))
        before = here
    return 1 - before[-1] / longest


def lower_bound(right: int, given: int) -> float:
    """The lower end of the 95 % interval (Wilson) for `right` of `given`; 0 where nothing was given."""
    if not given:
        return 0.0
    z = 1.96
    share = right / given
    spread = z * math.sqrt(share * (1 - share) / given + z * z / (4 * given * given))
    return max(0.0, (share + z * z / (2 * given) - spread) / (1 + z * z / given))
