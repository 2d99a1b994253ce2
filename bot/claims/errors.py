"""A refusal is a wording key with its values: caught once, in the inbox, and answered in the reader's language.

ClaimError
├── NotAllowed    this person may not do this; nothing changes
├── Changed       the claim is no longer in the state (or version) the button was made for: show the current card
└── Incomplete    something is missing or wrong on the claim: say what, keep everything entered
"""

from __future__ import annotations


class ClaimError(Exception):
    """`key` is a message of the wording catalogues, `values` its named placeholders."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class NotAllowed(ClaimError):
    """Not this person, or not this person on this claim."""


class Changed(ClaimError):
    """Too late: the claim has moved on."""


class Incomplete(ClaimError):
    """Cannot go on as it is."""
