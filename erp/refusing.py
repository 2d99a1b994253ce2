"""Refusals that every connector makes itself, in the same words, before it asks its ERP. Pure."""

from __future__ import annotations

import hashlib

from erp.errors import Rejected
from erp.report import Document, Posted


def genuine(document: Document) -> None:
    """Raise Rejected unless the content is the one its digest names."""
    if hashlib.sha256(document.content).hexdigest() != document.digest:
        raise Rejected(f"{document.name}: the content is not what its digest says", field="documents")


def already_reversed(held: Posted | None, reference: str) -> Posted | None:
    """What is held, where it is reversed already; None where it is to be. Raises Rejected for what is not booked, or is
    paid."""
    if held is None or held.state == "draft":
        raise Rejected(f"nothing is booked under {reference}", code="not_posted")
    if held.state == "cancelled":
        return held
    if held.paid_amount:
        raise Rejected(f"{reference} is paid", code="paid")
    return None
