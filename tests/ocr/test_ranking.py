"""How one candidate is chosen among many, and what the chosen total is proven by."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ocr.checks import ITEMS, PAID, ROUNDED, TOTAL_TWICE
from ocr.kinds import receipt
from ocr.page import Page
from ocr.ranking import Ranking, merchants, shipped
from ocr.reading import Reading
from tests.bench.reading.fitting import Example, fitted, folds
from tests.ocr.test_fields import printed


def read(*rows: str) -> Reading:
    return receipt.read(Page(tuple(word for line in printed(*rows) for word in line.words), 600, 1200))


def proofs(*rows: str) -> tuple[Decimal, set[str]]:
    reading = read(*rows)
    value = reading.value("total")
    assert isinstance(value, Decimal)
    return value, {check.name for check in reading.checks if "total" in check.fields and check.held}


def test_beliefs_are_shares_and_the_better_candidate_has_the_larger() -> None:
    ranking = Ranking({"total": {"called total": 2.0, "change": -3.0}})
    beliefs = ranking.beliefs("total", [{"called total": 1.0}, {"change": 1.0}, {"never seen": 5.0}])
    assert sum(beliefs) == pytest.approx(1)
    assert beliefs[0] > 0.8 > beliefs[2] > beliefs[1]
    assert ranking.beliefs("total", []) == ()


def test_the_ranking_that_ships_is_small_and_knows_both_choices() -> None:
    weights = shipped().weights
    assert set(weights) == {"total", "merchant"}
    assert all(20 < len(each) < 150 for each in weights.values())


@pytest.mark.parametrize(
    ("rows", "value", "proof"),
    [
        (("TEA|4.50", "CAKE|6.20", "TOTAL|10.70"), "10.70", ITEMS),
        (("PARKING|1.50", "Total amount|1.50"), "1.50", TOTAL_TWICE),
        (("PETROL|6.00", "TOTAL AMOUNT", "CASH|6.00"), "6.00", TOTAL_TWICE),
        (("TOTAL|17.22", "RND ADJ|-0.02", "TOTAL AFTER ROUNDING|17.20", "VISA|17.20"), "17.20", PAID),
    ],
)
def test_a_total_is_proven_by_its_goods_or_by_standing_alone_twice(
    rows: tuple[str, ...], value: str, proof: str
) -> None:
    total, found = proofs("NOODLE HOUSE SDN BHD", *rows)
    assert total == Decimal(value)
    assert proof in found


def test_goods_that_add_up_to_the_subtotal_prove_no_total() -> None:
    total, found = proofs("TEA|4.50", "CAKE|6.20", "Subtotal|10.70", "TAX|0.64", "TOTAL|11.34", "CASH|20.00")
    assert total == Decimal("11.34")
    assert ITEMS not in found


def test_cash_and_change_alone_do_not_say_which_of_two_rounded_totals_is_meant() -> None:
    _, found = proofs("TOTAL|17.22", "RND ADJ|-0.02", "TOTAL AFTER ROUNDING|17.20", "CASH|20.00", "CHANGE|2.80")
    assert found == {ROUNDED}


def test_two_different_totals_are_no_total_printed_twice() -> None:
    _, found = proofs("TEA|9.00", "TOTAL|9.00", "TOTAL AMOUNT|12.00")
    assert TOTAL_TWICE not in found


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (
            ("TAX INVOICE", "NOODLE HOUSE SDN BHD (123456-X)", "NO. 5, JALAN RIA", "TEL: 03-1234"),
            "NOODLE HOUSE SDN BHD",
        ),
        (("THANK YOU", "GOODS SOLD ARE NOT RETURNABLE", "WILLOW CAFE", "12 JALAN RIA"), "WILLOW CAFE"),
        (("GOLDEN RIVER BOOK", "CO. (M) SDN BHD", "LOT 5, JALAN RIA"), "GOLDEN RIVER BOOK CO. (M) SDN BHD"),
        (("云溪小馆", "结账单", "桌号：5"), "云溪小馆"),
        (("公司名稱：青禾食品股份有限公司", "電子發票"), "青禾食品股份有限公司"),
    ],
)
def test_the_merchant_is_the_line_that_names_somebody(rows: tuple[str, ...], name: str) -> None:
    assert read(*rows, "TOTAL|9.00").value("merchant") == name


def test_every_line_of_words_is_a_candidate() -> None:
    names = [one.value for one in merchants.candidates(printed("WELCOME", "NOODLE HOUSE", "12.00", "SALMON SET"))]
    assert {"WELCOME", "NOODLE HOUSE", "SALMON SET"} <= set(names)


def test_a_fit_learns_which_feature_tells_the_right_one() -> None:
    right = {"called total": 1.0, "noise": 0.5}
    wrong = {"called tax": 1.0, "noise": 0.5}
    examples = [Example(f"{n}.jpg", f"shop {n}", (wrong, right), (False, True)) for n in range(4)]
    weights = fitted(examples, 0.03)
    assert weights["called total"] > 0.5 > -0.5 > weights["called tax"]
    assert "noise" not in weights


def test_no_merchant_is_in_two_folds() -> None:
    examples = [Example(f"{n}.jpg", f"shop {n % 5}", ({},), (True,)) for n in range(12)]
    every = folds(examples, 3)
    assert sorted(group for fold in every for group in fold) == [f"shop {n}" for n in range(5)]


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        # A pen's scribble above: who stands over a registration number is registered under that name.
        (("Kola R", "BENGKEL WILLOW TIN", "(0001234567-K)", "LOT 5 JALAN RIA"), "BENGKEL WILLOW TIN"),
        # SB is Sdn Bhd, and a former name is no part of the name.
        (
            (
                "THANKS FOR SHOPPING WITH willow.com",
                "WILLOW CENTRE",
                "UNIT 5, WILLOW CENTRE",
                "WILLOW RETAIL SB(123456-X) FKA OAK SB",
            ),
            "WILLOW RETAIL SB",
        ),
        # The forms of companies are few, so a form that is none is a slip of the engine.
        (("WILLOW MART S/D (123456-X)", "LOT 5, JALAN RIA"), "WILLOW MART S/B"),
        (("WILLOW MART SON BHD", "LOT 5, JALAN RIA"), "WILLOW MART SDN BHD"),
    ],
)
def test_a_registration_number_and_the_form_of_a_company_say_who_was_paid(rows: tuple[str, ...], name: str) -> None:
    assert read(*rows, "TOTAL|9.00").value("merchant") == name


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        (
            ("TEA|14.90", "CAKE|14.00", "SUB-TOTAL|27.27", "GST|1.64", "TOTAL|28-90", "CASH|28:90", "CHANGE|0.00"),
            "28.90",
        ),
        (("Parking Fee|RM4.00", "Amount|RM3.77", "GST|RM0.23", "Ttal|RM4.00", "Paid|RM4.00"), "4.00"),
    ],
)
def test_a_slip_of_the_engine_in_a_total_or_in_what_it_is_called_hides_no_total(
    rows: tuple[str, ...], value: str
) -> None:
    assert read("NOODLE HOUSE SDN BHD", *rows).value("total") == Decimal(value)


def test_the_time_of_payment_is_no_amount() -> None:
    assert read("NOODLE HOUSE SDN BHD", "CASH|12:30", "TEA|9.00").value("total") == Decimal("9.00")
