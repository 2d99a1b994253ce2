"""What can go wrong between us and the database, named by what the caller does next.

StoreError
├── Stale          somebody else was faster: load again and decide again
├── Unknown        there is no such row: the caller asked for something that was never there
├── TooLarge       a document above the limit: tell its sender
├── Busy           the database could not be written in time; nothing was written: try again later
├── Unusable       the address of the database is none we can use: an administrator corrects the settings
├── Unreachable    no connection to the database: an administrator starts it, or gives it room and rights
└── WrongVersion   program and database do not fit
    ├── Outdated   the database is older: run `python -m bot migrate`
    └── TooNew     the database is newer: start the newer program (or restore the backup from before)
"""

from __future__ import annotations


class StoreError(Exception):
    """The root; never raised itself."""


class Stale(StoreError):
    """The stored row is not the one the decision was made on."""


class Unknown(StoreError):
    """No such row."""


class TooLarge(StoreError):
    """`size` and `limit` in bytes."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"a document of {size} bytes is above the limit of {limit}")
        self.size = size
        self.limit = limit


class Busy(StoreError):
    """Another writer did not finish in time."""


class Unusable(StoreError):
    """Not an address of a database we can use."""


class Unreachable(StoreError):
    """The server does not answer or does not let us in, or the file cannot be opened."""


class WrongVersion(StoreError):
    """`found` is the version of the database (empty for none at all), `needed` the program's."""

    def __init__(self, message: str, found: str, needed: str) -> None:
        super().__init__(message)
        self.found = found
        self.needed = needed


class Outdated(WrongVersion):
    """The database has not been migrated."""


class TooNew(WrongVersion):
    """The database was migrated by a newer program."""
