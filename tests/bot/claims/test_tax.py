"""Input VAT, case by case: what Chinese law says of each kind of document, and where the bookkeeper is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.claims.tax import CHINA, Ruling, TaxRule, ruling

OLD, NEW = date(2025, 12, 31), date(2026, 1, 1)


def tax(
    kind: str,
    amount: str,
    on: date = NEW,
    printed: str | None = None,
    taxed: str | None = None,
    creditable: bool = True,
) -> Ruling:
    return ruling(
        kind,
        creditable,
        on,
        Decimal(amount),
        Decimal(printed) if printed else None,
        "CNY",
        CHINA,
        taxed=Decimal(taxed) if taxed else None,
    )


@pytest.mark.parametrize("on", [OLD, NEW])
@pytest.mark.parametrize(
    ("kind", "amount", "printed", "taxed", "expected"),
    [
        ("vat_special_invoice", "106.00", "6.00", None, "6.00"),
        ("vat_special_invoice", "106.00", None, None, None),  # the tax could not be read
        ("vat_invoice", "106.00", "6.00", None, "0"),
        ("train_ticket", "41.00", None, None, "3.39"),
        ("train_ticket", "553.00", None, None, "45.66"),
        ("train_ticket", "41.00", "3.38", None, "3.38"),  # what the ticket states goes before the formula
        ("air_itinerary", "1110.00", None, "1060.00", "87.52"),  # 1,000 fare, 60 fuel; 50 for the fund carry none
        ("air_itinerary", "1110.00", "87.52", None, "87.52"),
        ("air_itinerary", "1110.00", None, None, None),  # never computed from the whole amount
        ("air_itinerary", "1110.00", None, "1110.01", None),  # a part is not more than the whole
        ("road_ticket", "103.00", None, None, "3.00"),
        ("water_ticket", "103.00", None, None, "3.00"),
        ("taxi_receipt", "36.00", None, None, "0"),
        ("receipt", "88.00", "5.00", None, "0"),
        ("by_hand", "88.00", None, None, "0"),
        ("rail_fee", "27.50", "1.56", None, None),  # a fee for giving a ticket back is no fare
        ("ferry_ticket", "88.00", "5.00", None, None),  # a kind without a rule
        ("", "88.00", None, None, None),
    ],
)
def test_the_recoverable_tax_of(
    kind: str, amount: str, printed: str | None, taxed: str | None, expected: str | None, on: date
) -> None:
    found = tax(kind, amount, on, printed, taxed)
    assert found.tax == (None if expected is None else Decimal(expected))
    assert found.basis


def test_ride_hailing_invoices_are_asked_since_2026_because_sources_disagree() -> None:
    assert tax("ride_hailing_invoice", "103.00", OLD, "3.00").tax == Decimal("3.00")
    asked = tax("ride_hailing_invoice", "103.00", NEW, "3.00")
    assert (asked.tax, asked.basis) == (None, "sources disagree on ride-hailing e-invoices since 2026")


@pytest.mark.parametrize("printed", ["-1.00", "41.00", "500.00"])
def test_a_printed_tax_that_cannot_be_part_of_the_amount_is_asked(printed: str) -> None:
    assert tax("train_ticket", "41.00", NEW, printed).tax is None
    assert tax("vat_special_invoice", "41.00", NEW, printed).tax is None


@pytest.mark.parametrize("kind", ["vat_special_invoice", "train_ticket", "ferry_ticket"])
def test_a_category_such_as_catering_or_welfare_carries_none_whatever_the_document(kind: str) -> None:
    assert tax(kind, "106.00", NEW, "6.00", creditable=False).tax == 0
    assert "article 22" in tax(kind, "106.00", NEW, "6.00", creditable=False).basis
    assert "Caishui 2016 no. 36" in tax(kind, "106.00", OLD, "6.00", creditable=False).basis


def test_before_the_first_rule_nothing_is_guessed() -> None:
    assert tax("train_ticket", "41.00", date(2019, 3, 31)).tax is None
    assert tax("train_ticket", "41.00", date(2019, 4, 1)).tax == Decimal("3.39")


def test_the_basis_is_that_of_the_day_of_the_document() -> None:
    assert "2019 no. 39" in tax("train_ticket", "41.00", OLD).basis
    assert "2026 no. 13" in tax("train_ticket", "41.00", NEW).basis


def test_of_two_rules_the_later_counts_so_that_a_company_can_add_one() -> None:
    rule = next(rule for rule in CHINA if rule.kind == "train_ticket" and rule.end is None)
    later = replace(rule, start=date(2027, 1, 1), rate=Decimal("0.06"))
    rules = (*CHINA, later)
    on = [ruling("train_ticket", True, day, Decimal(106), None, "CNY", rules).tax for day in (NEW, later.start)]
    assert on == [Decimal("8.75"), Decimal("6.00")]


def test_no_two_rules_of_ours_hold_on_the_same_day() -> None:
    for rule in CHINA:
        others = [other for other in CHINA if other is not rule and other.kind == rule.kind]
        assert not [other for other in others if other.start <= rule.start <= (other.end or date.max)]


def test_every_rule_of_ours_says_why() -> None:
    assert all(len(rule.basis) > 10 for rule in CHINA)


def test_a_tax_has_the_digits_of_the_currency() -> None:
    yen = (TaxRule("receipt", "included", NEW, "Consumption Tax Act", Decimal("0.10"), "JP-10"),)
    assert ruling("receipt", True, NEW, Decimal(1000), None, "JPY", yen).tax == Decimal("91")
