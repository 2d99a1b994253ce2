"""The `[erp.tryton]` section."""

from __future__ import annotations

from dataclasses import dataclass

#: What has no default.
NEEDED = ("url", "database", "user", "password")


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
