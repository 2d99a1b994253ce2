"""What a decision needs to know, read in one go: the people, the company's rules, and a claim with its findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.claims.claim import Claim
from bot.claims.company import Company
from bot.claims.deputies import standing_in
from bot.claims.invoices import Claimed, twins
from bot.claims.people import People
from bot.claims.policy import Finding, findings
from bot.store import claims, companies, deputies, readings
from bot.store import people as people_rows
from bot.views import Evidence
from bot.workflow.evidence import evidence
from ocr.reading_json import reading


@dataclass(frozen=True, slots=True)
class Office:
    """The company and its people as they are now."""

    people: People
    company: Company

    def today(self, now: datetime, time_zone: str = "") -> date:
        """The date where the company (or a person, by their time zone) is."""
        return now.astimezone(ZoneInfo(time_zone or self.company.time_zone)).date()


def load(connection: Connection, now: datetime | None = None) -> Office:
    """Read people and rules; an installation without a company is not set up yet, which is an error of ours here.

    With `now` people stand in for those whose deputies they are; without, nobody does.
    """
    company = companies.load(connection)
    if company is None:
        raise LookupError("this installation has no company yet: run the demo or init first")
    people = people_rows.load(connection)
    if now is not None:
        # A day earlier than here: where the approver is it may still be yesterday.
        people = standing_in(people, deputies.since(connection, now.date() - timedelta(days=1)), now)
    return Office(people, company)


def findings_of(connection: Connection, claim: Claim, company: Company, today: date) -> tuple[Finding, ...]:
    """Policy findings on a claim, duplicates on other claims included."""
    others: list[Claimed] = []
    for line in claim.lines:
        like = claims.lines_like(connection, claim.reference, line)
        others += [Claimed(reference, other) for reference, other in like]
    return findings(
        claim,
        today,
        company.limits,
        twins(claim.lines, others, claim.reference, claim.explained_twins),
        oldest_days=company.oldest_days,
        tax_numbers=company.tax_numbers,
        company=company.name,
    )


def evidence_of(connection: Connection, claim: Claim) -> dict[int, dict[str, Evidence]]:
    """For each line by id, where in its document each field was read, and what it may be."""
    found: dict[int, dict[str, Evidence]] = {}
    for line in claim.lines:
        if line.document and (stored := readings.get(connection, line.document)):
            found[line.id] = evidence(reading(stored), line.document, line.receipt)
    return found
