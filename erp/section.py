"""The section of a connector that talks to a server, as its settings: all problems are said together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from erp.errors import Misconfigured
from erp.http import checked

Own = TypeVar("Own")


def of(kind: type[Own], name: str, section: Mapping[str, Any], needed: Sequence[str]) -> Own:
    """`[erp.NAME]` as a dataclass with `url` and `seconds` (1 to 300) and texts otherwise. Raises Misconfigured."""
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    problems = [f"{key} is not a setting" for key in sorted(set(section) - known)]
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
        raise Misconfigured("\n".join(f"erp.{name}: {problem}" for problem in problems))
    values: dict[str, Any] = {key: str(value) for key, value in section.items() if key != "seconds"}
    return kind(**values | {"seconds": seconds})
