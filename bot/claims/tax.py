"""Input VAT 进项税额 by kind of document: law as dated data with its basis, and a question where the law is not clear.

Sources: MOF/STA announcement 2019 no. 39 article 6 (passenger transport); the VAT Law in force since 2026-01-01, its
regulation (State Council Decree 826) and MOF/STA announcement 2026 no. 13. A company owns and can change these rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from bot.claims.dated import current
from bot.claims.money import rounded

How = Literal["stated", "included", "none", "ask"]


@dataclass(frozen=True, slots=True)
class TaxRule:
    """From `start` on, a document of this kind carries recoverable input tax, worked out like this.

    stated: the tax printed on the document · included: `amount ÷ (1 + rate) × rate` · none · ask the bookkeeper.
    """

    kind: str
    how: How
    start: date
    basis: str
    rate: Decimal = Decimal(0)
    code: str = ""
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The recoverable tax, or no answer (`tax` is None): then the bookkeeper decides. `basis` says why."""

    tax: Decimal | None
    code: str
    basis: str


_2019 = "MOF/STA/GACC announcement 2019 no. 39, article 6"
_2026 = "VAT Law (in force 2026-01-01), Decree 826, MOF/STA announcement 2026 no. 13"
_SINCE, _LAW = date(2019, 4, 1), date(2026, 1, 1)
_BEFORE = date(2025, 12, 31)
_NINE, _THREE = Decimal("0.09"), Decimal("0.03")

CHINA: tuple[TaxRule, ...] = (
    TaxRule("vat_special_invoice", "stated", _SINCE, "VAT special invoice, stated tax", code="VAT-S"),
    TaxRule("vat_invoice", "none", _SINCE, "ordinary VAT invoice: no input credit"),
    TaxRule("train_ticket", "included", _SINCE, _2019, _NINE, "VAT-9", _BEFORE),
    TaxRule("train_ticket", "included", _LAW, _2026, _NINE, "VAT-9"),
    TaxRule("road_ticket", "included", _SINCE, _2019, _THREE, "VAT-3", _BEFORE),
    TaxRule("road_ticket", "included", _LAW, _2026, _THREE, "VAT-3"),
    TaxRule("ride_hailing_invoice", "stated", _SINCE, _2019, code="VAT-3", end=_BEFORE),
    TaxRule("ride_hailing_invoice", "ask", _LAW, "sources disagree on ride-hailing e-invoices since 2026"),
    TaxRule("taxi_receipt", "none", _SINCE, "taxi rolls carry no identity of the traveller: no input credit"),
    TaxRule("receipt", "none", _SINCE, "a receipt is no VAT invoice: no input credit"),
    TaxRule("by_hand", "none", _SINCE, "no document: no input credit"),
)

#: Categories whose input tax is never recoverable, whatever the document (VAT Law article 22).
NO_CREDIT = frozenset({"meals", "entertainment", "welfare"})


def ruling(
    kind: str,
    category: str,
    on: date,
    amount: Decimal,
    printed: Decimal | None,
    currency: str,
    rules: Sequence[TaxRule],
) -> Ruling:
    """The recoverable input tax of one line; a kind without a rule is asked, never guessed.

    `amount` is the gross amount in the claim's currency, `printed` the tax the document states. An amount below what
    was printed (lowered by an approver) is not dealt with here: the bookkeeper sees both.
    """
    rule = next((r for r in rules if r.kind == kind and current(r, on)), None)
    if rule is None:
        return Ruling(None, "", f"no tax rule for {kind or 'this document'} on {on.isoformat()}")
    if category in NO_CREDIT:
        return Ruling(Decimal(0), "", "catering, entertainment and welfare: no input credit")
    if rule.how == "none":
        return Ruling(Decimal(0), "", rule.basis)
    if rule.how == "included":
        return Ruling(rounded(amount / (1 + rule.rate) * rule.rate, currency), rule.code, rule.basis)
    if rule.how == "stated" and printed is not None:
        return Ruling(printed, rule.code, rule.basis)
    # Either the sources disagree, or the tax that the rule needs is not on the document.
    return Ruling(None, rule.code, rule.basis)
