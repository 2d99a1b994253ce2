"""Which lines need their paper: data with the reason. What came as a file of the tax bureau's is no paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.claims.line import Line


@dataclass(frozen=True, slots=True)
class PaperRule:
    """Documents of this kind exist on paper; `always`, or where what came is a picture. `basis` says why it is kept."""

    kind: str
    basis: str
    always: bool = False


_ARCHIVE = "会计档案管理办法 (MOF/SAC order 79), article 8: what came on paper is kept on paper"

PAPER: Mapping[str, PaperRule] = {
    rule.kind: rule
    for rule in (
        PaperRule("quota_invoice", _ARCHIVE, always=True),
        PaperRule("printed_invoice", _ARCHIVE, always=True),
        PaperRule("taxi_receipt", _ARCHIVE, always=True),
        PaperRule("toll_invoice", _ARCHIVE),
        PaperRule("vat_special_invoice", _ARCHIVE),
    )
}


@dataclass(frozen=True, slots=True)
class Arrived:
    """Who ticked it off, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Papers:
    """Of a claim: the lines whose paper has to arrive, and what of it is here."""

    needed: frozenset[int] = frozenset()
    arrived: Mapping[int, Arrived] = field(default_factory=dict)

    @property
    def awaited(self) -> tuple[int, ...]:
        """The lines whose paper is still to come."""
        return tuple(sorted(self.needed - self.arrived.keys()))


def needs_original(line: Line, media_type: str) -> bool:
    """Whether the paper of a line has to arrive; `media_type` is that of its document, empty where there is none."""
    rule = PAPER.get(line.kind)
    return rule is not None and (rule.always or media_type.startswith("image/"))
