"""Column types that keep a value exactly: decimals, moments in time, and JSON written one way only."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, Numeric, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class Exact(TypeDecorator[Decimal]):
    """A Decimal as it was given. SQLite's Numeric is a float (12345678901234.5678 comes back as …5684): text there."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return Numeric() if dialect.name == "postgresql" else String(64)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return format(value, "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Moment(TypeDecorator[datetime]):
    """A point in time, aware, in UTC; a naive one is refused instead of guessed. Text that sorts on SQLite."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return DateTime(timezone=True) if dialect.name == "postgresql" else String(32)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        text = written(value)
        return value.astimezone(UTC) if dialect.name == "postgresql" else text

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value.replace("Z", "+00:00"))
        return moment.astimezone(UTC)


class Canonical(TypeDecorator[Any]):
    """JSON as text with sorted keys and no spaces, so that equal values are equal bytes on every database."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def canonical(value: object) -> str:
    """One way to write a JSON value: sorted keys, no spaces, UTF-8 as is; floats and keys that are no text are refused.

    Half of a surrogate pair, which a chat may send and no UTF-8 can hold, stays escaped. `verifier.py` has the same.
    """
    _check(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return _SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", text)


def digest(value: object) -> str:
    """SHA-256, in hex, of the value as `canonical` writes it."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


_SURROGATE = re.compile("[\ud800-\udfff]")


def _check(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("no floats: money and confidence are written as strings")
    if isinstance(value, dict):
        for key, item in value.items():
            # 9 and 10 would be sorted as numbers now and as texts when they come back.
            if not isinstance(key, str):
                raise TypeError(f"a key is a text, not {type(key).__name__}")
            _check(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _check(item)


def written(moment: datetime) -> str:
    """A moment as text that sorts: UTC with microseconds, `2026-03-02T09:00:00.000000Z`."""
    if moment.tzinfo is None:
        raise ValueError("a moment has a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
