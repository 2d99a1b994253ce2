"""What went wrong between us and a chat platform, named by what the caller does next.

ChatError
├── Gone          the card is not there any more (deleted, archived): show a new one
├── Unreachable   this person cannot be reached here: tell the administrator, go on with the others
├── TryLater      the same again after `retry_after` seconds; may already have been delivered
└── Refused       what came in is not acceptable (forged, too large, no file): nothing was recorded
"""

from __future__ import annotations


class ChatError(Exception):
    """Base of every error that leaves a platform."""


class Gone(ChatError):
    """The address leads nowhere."""


class Unreachable(ChatError):
    """Nobody can be told anything there."""


class TryLater(ChatError):
    """Not now. `retry_after` is in seconds where the platform gives one."""

    def __init__(self, message: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Refused(ChatError):
    """Not from the platform, or nothing we take."""
