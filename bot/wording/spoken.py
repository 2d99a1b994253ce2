"""The language of a system, by its environment: for commands, whose readers are nobody we know yet."""

from __future__ import annotations

from collections.abc import Mapping


def language_of_system(environment: Mapping[str, str]) -> str:
    """`zh` where the system speaks Chinese, else `en`."""
    return spoken(environment) or "en"


def spoken(environment: Mapping[str, str]) -> str:
    """The language the system speaks, of those we speak; empty where it says none of them, as on many servers."""
    said = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return next((language for language in ("zh", "en") if said.lower().startswith(language)), "")
