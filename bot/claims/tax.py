"""Input VAT 进项税额 by kind of document: law as dated data with its basis, and a question where the law is not clear.

Sources: MOF/STA/GACC announcement 2019 no. 39 article 6 (passenger transport); the VAT Law in force since 2026-01-01,
its regulation (State Council Decree 826) and MOF/STA announcement 2026 no. 13, item 1 (2): the tax stated or included
in a rail or air e-ticket, 3 % of other tickets with the traveller's name. A company owns and can change these rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from bot.claims.dated import current
from bot.claims.money import rounded

How = Literal["stated", "included", "partly", "none", "ask"]


@dataclass(frozen=True, slots=True)
class TaxRule:
    """From `start` on, a document of this kind carries recoverable input tax, worked out like this.

    stated: the tax printed on the document · included: that, or where none is printed `amount ÷ (1 + rate) × rate` ·
    partly: the same, of the part of the amount that is taxed, which has to be given · none · ask the bookkeeper.
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
_FUND = "; the civil aviation development fund carries no VAT"
_SINCE, _LAW = date(2019, 4, 1), date(2026, 1, 1)
_BEFORE = date(2025, 12, 31)
_NINE, _THREE = Decimal("0.09"), Decimal("0.03")

CHINA: tuple[TaxRule, ...] = (
    TaxRule("vat_special_invoice", "stated", _SINCE, "VAT special invoice, stated tax", code="VAT-S"),
    TaxRule("vat_invoice", "none", _SINCE, "ordinary VAT invoice: no input credit"),
    TaxRule("train_ticket", "included", _SINCE, _2019, _NINE, "VAT-9", _BEFORE),
    TaxRule("train_ticket", "included", _LAW, _2026, _NINE, "VAT-9"),
    TaxRule("air_itinerary", "partly", _SINCE, _2019 + _FUND, _NINE, "VAT-9", _BEFORE),
    TaxRule("air_itinerary", "partly", _LAW, _2026 + _FUND, _NINE, "VAT-9"),
    TaxRule("road_ticket", "included", _SINCE, _2019, _THREE, "VAT-3", _BEFORE),
    TaxRule("road_ticket", "included", _LAW, _2026, _THREE, "VAT-3"),
    TaxRule("water_ticket", "included", _SINCE, _2019, _THREE, "VAT-3", _BEFORE),
    TaxRule("water_ticket", "included", _LAW, _2026, _THREE, "VAT-3"),
    TaxRule("ride_hailing_invoice", "stated", _SINCE, _2019, code="VAT-3", end=_BEFORE),
    TaxRule("ride_hailing_invoice", "ask", _LAW, "sources disagree on ride-hailing e-invoices since 2026"),
    TaxRule("taxi_receipt", "none", _SINCE, "taxi rolls carry no identity of the traveller: no input credit"),
    TaxRule("receipt", "none", _SINCE, "a receipt is no VAT invoice: no input credit"),
    *(
        TaxRule(kind, "none", _SINCE, "no VAT special invoice: no input credit")
        for kind in ("quota_invoice", "printed_invoice", "parking_receipt", "fuel_receipt", "hotel_folio")
    ),
    TaxRule("invoice", "none", _SINCE, "an invoice of another country is no VAT invoice: no input credit"),
    TaxRule("by_hand", "none", _SINCE, "no document: no input credit"),
)

#: Why a category is not creditable.
_NO_CREDIT_2026 = "VAT Law (in force 2026-01-01), article 22 (4) and (5); Decree 826, article 20"
_NO_CREDIT_2016 = "Provisional Regulations on VAT, article 10; Caishui 2016 no. 36, annex 1, article 27"


def ruling(
    kind: str,
    creditable: bool,
    on: date,
    amount: Decimal,
    printed: Decimal | None,
    currency: str,
    rules: Sequence[TaxRule],
    *,
    taxed: Decimal | None = None,
) -> Ruling:
    """The recoverable input tax of one line; a kind without a rule is asked, never guessed.

    `creditable` is the category's. `amount` is the gross amount, `printed` the tax the document states and `taxed` the
    part of the amount that VAT is included in (an air ticket's fare and fuel surcharge), all in the claim's currency.
    Of several rules the latest counts. An amount lowered by an approver is not dealt with here: the bookkeeper sees
    both.
    """
    if not creditable:
        return Ruling(Decimal(0), "", _NO_CREDIT_2026 if on >= _LAW else _NO_CREDIT_2016)
    fitting = [rule for rule in rules if rule.kind == kind and current(rule, on)]
    rule = max(fitting, key=lambda rule: rule.start, default=None)
    if rule is None:
        return Ruling(None, "", f"no tax rule for {kind or 'this document'} on {on.isoformat()}")
    if rule.how == "none":
        return Ruling(Decimal(0), "", rule.basis)
    base = amount if rule.how == "included" else taxed if rule.how == "partly" else None
    if rule.how != "ask" and printed is not None:
        # A tax that cannot be part of the amount was misread.
        tax = rounded(printed, currency) if 0 <= printed < amount else None
        return Ruling(tax, rule.code, rule.basis)
    if base is not None and 0 <= base <= amount:
        return Ruling(rounded(base / (1 + rule.rate) * rule.rate, currency), rule.code, rule.basis)
    # Either the sources disagree, or what the rule needs is not on the document.
    return Ruling(None, rule.code, rule.basis)
