"""One invoice in several files: its seller sends it as PDF, OFD and XML together. Told by its number. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from ocr.checks import DATA_PAGE
from ocr.reading import Check, Field, How, Reading

#: The number of an electronic fapiao, and that of an older one, of which there is one for each code: tax offices give
#: them out once. Any seller may count its own invoices in eight digits.
_ELECTRONIC, _OLDER = re.compile(r"\d{20}"), re.compile(r"\d{8}")
#: What all its files have to say alike.
_COMPARED = ("invoice_number", "date", "total", "tax")
_SUREST: tuple[How, ...] = get_args(How)


def one_each(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The invoices these files hold, in the order of the first file of each. Of files that hold the same one, the first
    is the one that people see."""
    groups: dict[object, list[Reading]] = {}
    for place, reading in enumerate(readings):
        number = str(reading.value("invoice_number") or "")
        code = reading.value("invoice_code")
        known = _ELECTRONIC.fullmatch(number) or (code and _OLDER.fullmatch(number))
        groups.setdefault((number, code) if known else place, []).append(reading)
    return tuple(_one(group) for group in groups.values())


def _one(files: Sequence[Reading]) -> Reading:
    """What the surest of the files says, with the places where the first one shows it; asked where they differ."""
    shown = files[0]
    best = min(files, key=_sureness)
    found, checks = dict(best.fields), list(best.checks)
    for other in files:
        for name, one in other.fields.items():
            if name not in found:
                found[name] = one
            elif name in _COMPARED and one.value != found[name].value:
                checks.append(Check(DATA_PAGE, (name,), False))
                found[name] = replace(found[name], candidates=(*found[name].candidates, one.value))
    fields = {name: _placed(one, shown.fields.get(name)) for name, one in found.items()}
    return replace(best, fields=fields, checks=tuple(checks), region=shown.region, pages=shown.pages)


def _sureness(reading: Reading) -> int:
    total = reading.fields.get("total")
    return len(_SUREST) if total is None else _SUREST.index(total.how)


def _placed(one: Field, shown: Field | None) -> Field:
    same = shown is not None and shown.value == one.value and shown.where.box is not None
    return replace(one, where=shown.where) if same and shown is not None else one
