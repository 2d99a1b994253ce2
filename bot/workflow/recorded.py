"""What the audit trail keeps of a change of a claim: in the chain nothing personal, beside it what may be erased."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bot.claims.claim import Claim
from bot.claims.line import Line

#: Who acted where no person did.
SYSTEM = "system"


def content_of(before: Claim, after: Claim, rules: str) -> dict[str, Any]:
    """What enters the chain: states, amounts, the route where it changed; `rules` is the digest of those in force."""
    entry = after.history[-1]
    content: dict[str, Any] = {
        "version": after.version,
        "before": entry.before,
        "state": after.state,
        "currency": after.currency,
        "claimed": plain(after.claimed.amount),
        "approved": plain(after.approved.amount),
        "lines": [line.id for line in after.lines],
        "lowered": _lowered(after),
        "rules": rules,
    }
    if entry.line:
        content["line"] = entry.line
    if entry.on_behalf:
        content["on_behalf"] = entry.on_behalf
    if entry.other:
        content["other"] = entry.other
    for name in ("voucher_number", "posted_on", "paid_on"):
        if getattr(after, name) != getattr(before, name):
            content[name] = plain(getattr(after, name))
    if after.route != before.route:
        content["route"] = plain(after.route)
    return content


def _lowered(claim: Claim) -> list[dict[str, Any]]:
    """The lines of which the approvers left less than was claimed."""
    amounts = {line.id: (line.claimed(claim.currency), claim.approved_amount(line)) for line in claim.lines}
    return [
        {"line": line_id, "claimed": plain(claimed.amount), "approved": plain(approved.amount)}
        for line_id, (claimed, approved) in amounts.items()
        if claimed is not None and approved < claimed
    ]


def personal_of(before: Claim, after: Claim) -> dict[str, tuple[str, object]]:
    """What a person wrote or what describes them, by name, with whose it is. A changed line is kept whole."""
    entry = after.history[-1]
    values: dict[str, tuple[str, object]] = {}
    if entry.note:
        values["note"] = (entry.by or after.claimant, entry.note)
    if after.purpose != before.purpose:
        values["purpose"] = (after.claimant, after.purpose)
    old = {line.id: line for line in before.lines}
    for line in after.lines:
        if line != old.get(line.id):
            values[f"line {line.id}"] = (after.claimant, line_of(line, after.currency))
    return values


def line_of(line: Line, currency: str) -> dict[str, Any]:
    """Everything a line says, and the amount it claims."""
    written: dict[str, Any] = plain(line)
    return {**written, "claimed": plain(line.claimed(currency))}


def plain(value: object) -> Any:
    """A value as JSON without floats: decimals and days as text, sets sorted, values of ours by their fields."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):  # and moments
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value
