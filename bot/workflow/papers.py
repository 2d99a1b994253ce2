"""Which paper originals a claim needs, and which of them are here."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.claims.claim import Claim
from bot.claims.company import Company
from bot.claims.originals import Papers, needs_original
from bot.store import documents, originals


def papers_of(connection: Connection, claim: Claim) -> Papers:
    """The papers of a claim."""
    types = documents.media_types(connection, {line.document for line in claim.lines if line.document})
    needed = frozenset(line.id for line in claim.lines if needs_original(line, types.get(line.document or "", "")))
    return Papers(needed, originals.arrived(connection, claim.reference) if needed else {})


def holding_up(connection: Connection, claim: Claim, company: Company) -> tuple[int, ...]:
    """The lines whose paper posting waits for, where the company wants the originals first."""
    return papers_of(connection, claim).awaited if company.originals_first else ()
