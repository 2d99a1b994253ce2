"""The `[erp.tryton]` section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from erp.errors import Misconfigured
from erp.http import checked


@dataclass(frozen=True, slots=True)
class TrytonSettings:
    """Where Tryton is and what our documents are there.

    `company` is its name, needed where the database has several; `journal` the code or name of the journal of our
    invoices, needed where there are several of type expense. `seconds` is how long one call may take.
    """

    url: str
    database: str
    user: str
    password: str
    company: str = ""
    journal: str = ""
    seconds: float = 30.0


def settings(section: Mapping[str, Any]) -> TrytonSettings:
    """The section as settings. Raises Misconfigured with all problems together."""
    known = {one.name for one in fields(TrytonSettings)}
    problems = [f"{key} is not a setting" for key in sorted(set(section) - known)]
    needed = ("url", "database", "user", "password")
    problems += [f"{key} is missing" for key in needed if not str(section.get(key, "")).strip()]
    if section.get("url"):
        try:
            checked(str(section["url"]))
        except Misconfigured as error:
            problems.append(error.message)
    try:
        seconds = float(section.get("seconds", 30.0))
    except (TypeError, ValueError):
        seconds = 0.0
    if not 1 <= seconds <= 300:
        problems.append("seconds is not a number from 1 to 300")
    if problems:
        raise Misconfigured("\n".join(f"erp.tryton: {problem}" for problem in problems))
    values = {key: str(value) for key, value in section.items() if key in known and key != "seconds"}
    return TrytonSettings(**values, seconds=seconds)
