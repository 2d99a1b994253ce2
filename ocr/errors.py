"""Why a document could not be read, named by what the caller does next.

    OcrError
    ├── Unreadable     tell the person: this file cannot be read, `reason` says why; the document is kept
    ├── TooLarge       tell the person: over a limit; `limit` and `actual` in the same unit
    ├── Unavailable    try again later: the engine or its process is not there, or ran out of time
    └── Cancelled      forget it: nobody waits for this reading any more

Each carries `reason`, a stable word from the sets below that the bot's wording turns into a sentence.
"""

from __future__ import annotations

UNREADABLE_REASONS = frozenset(
    {"empty", "unknown_type", "damaged", "encrypted", "no_text", "no_pages", "unsafe", "nested"},
)
TOO_LARGE_REASONS = frozenset({"bytes", "pixels", "pages"})
UNAVAILABLE_REASONS = frozenset({"engine_missing", "engine_failed", "time_out"})


class OcrError(Exception):
    """Base of every error that leaves this package."""

    reasons: frozenset[str] = frozenset()

    def __init__(self, reason: str, detail: str = "") -> None:
        if reason not in self.reasons:
            raise ValueError(f"{type(self).__name__} knows no reason {reason!r}")
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class Unreadable(OcrError):
    """The bytes are no document we can read."""

    reasons = UNREADABLE_REASONS


class TooLarge(OcrError):
    """Over a limit that was checked before decoding."""

    reasons = TOO_LARGE_REASONS

    def __init__(self, reason: str, *, limit: int, actual: int) -> None:
        super().__init__(reason, f"{actual} is over {limit}")
        self.limit = limit
        self.actual = actual


class Unavailable(OcrError):
    """Nothing is known about the document: reading it may be tried again."""

    reasons = UNAVAILABLE_REASONS


class Cancelled(OcrError):
    """Whoever asked for the reading no longer wants it. Raised by a `Progress`, between two pages."""

    reasons = frozenset({"cancelled"})

    def __init__(self) -> None:
        super().__init__("cancelled")
