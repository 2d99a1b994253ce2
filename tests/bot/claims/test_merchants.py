"""What is remembered of merchants, for whom, and when it is asked instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.claims.line import Line, Recalled
from bot.claims.merchants import VARIES, Merchant, Numbers, agreeing, learnt, recalled, with_recalled

NOW = datetime(2026, 11, 23, tzinfo=UTC)
TAX, REGISTRATION, PHONE = "000420042042", "100042-X", "+60300424242"
SEEN = Numbers(TAX, REGISTRATION, PHONE)
READ = Line(1, "d" * 64, "read", merchant="SYARIKAT PERNIAGAAN AWAN", unsure=frozenset({"merchant"}))


def said(name: str = "", by: str = "lin", **more: object) -> Merchant:
    """What somebody called it."""
    numbers = more.pop("numbers", SEEN)
    one = Merchant(numbers, name, "", by, NOW, "EC26-000001", 1, id=7)  # type: ignore[arg-type]
    return replace(one, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "seen", "by"),
    [
        (SEEN, SEEN, ("tax_number", "registration", "phone")),
        (SEEN, Numbers(tax_number=TAX), ("tax_number",)),
        (SEEN, Numbers(phone=PHONE), ("phone",)),
        # One number of the company is enough where another one was misread, its telephone alone is not.
        (SEEN, Numbers("999999999999", REGISTRATION), ("registration",)),
        (SEEN, Numbers("999999999999", "", PHONE), ()),
        (Numbers(phone=PHONE), SEEN, ("phone",)),
        (SEEN, Numbers(), ()),
        (Numbers(), Numbers(), ()),
    ],
)
def test_a_merchant_is_the_same_by_its_numbers(known: Numbers, seen: Numbers, by: tuple[str, ...]) -> None:
    assert agreeing(known, seen) == by


def name_for(person: str, *known: Merchant) -> str | tuple[str, ...] | None:
    found = recalled(known, SEEN, person)
    return None if found is None else found.names or found.name


def test_a_correction_helps_whoever_made_it_and_others_once_somebody_stands_behind_it() -> None:
    assert name_for("lin", said("Awan")) == "Awan"
    assert name_for("sam", said("Awan")) is None
    assert name_for("sam", said("Awan", shared="approved")) == "Awan"
    assert name_for("sam", said("Awan", shared="office")) == "Awan"
    assert name_for("sam", said("Awan"), said("AWAN", "mei")) == "Awan"


def test_two_names_are_asked() -> None:
    assert name_for("lin", said("Awan"), said("Awan Trading", "mei", shared="approved")) == ("Awan Trading", "Awan")
    assert name_for("sam", said("Awan"), said("Awan Trading", "mei", shared="approved")) == "Awan Trading"
    # “Not this” of somebody's is theirs alone.
    doubts = said("", "lin", doubted=True)
    assert name_for("lin", doubts, said("Awan", "mei", shared="approved")) == ("Awan",)
    assert name_for("sam", doubts, said("Awan", "mei", shared="approved")) == "Awan"
    assert name_for("lin", doubts) is None


@pytest.mark.parametrize(
    ("seen", "sure"),
    [
        (Numbers(tax_number=TAX), False),
        (Numbers(tax_number=TAX, proven=True), True),
        (Numbers(tax_number=TAX, registration=REGISTRATION), True),
        (Numbers(phone=PHONE), False),
        # Another branch of the same company.
        (Numbers(TAX, REGISTRATION, "+60399999999", proven=True), False),
    ],
)
def test_it_is_sure_by_a_check_digit_or_by_two_numbers(seen: Numbers, sure: bool) -> None:
    found = recalled([said("Awan")], seen, "lin")
    assert found is not None
    assert found.sure is sure
    line = with_recalled(READ, found, {"meals"})
    assert (line.merchant, line.unsure) == ("Awan", frozenset() if sure else frozenset({"merchant"}))


@pytest.mark.parametrize(
    ("printed", "sure"),
    [
        ("SYARIKAT PERNIAGAAN AWAN", True),
        ("SYARIKAT PERNIAGAAN AVAN (100042-X)", True),  # misread, with more behind it
        ("Awan (Riverside)", True),
        ("", True),  # could not be read
        ("HAPPY NOODLES", False),  # another house of the same company, or its new name
    ],
)
def test_another_name_in_print_makes_it_likely_only(printed: str, sure: bool) -> None:
    found = recalled([said("Awan", printed="SYARIKAT PERNIAGAAN AWAN")], SEEN, "lin", printed)
    assert found is not None
    assert (found.name, found.sure) == ("Awan", sure)


def test_a_category_is_remembered_too_unless_one_merchant_has_several() -> None:
    found = recalled([said(category="office")], Numbers(TAX), "lin")
    assert found is not None
    line = with_recalled(READ, found, {"office"})
    assert (line.merchant, line.category) == (READ.merchant, "office")
    assert line.unsure == {"merchant", "category"}
    assert with_recalled(READ, found, {"meals"}).category == ""  # the company has it no more
    assert recalled([said(category=VARIES)], SEEN, "lin") is None
    assert recalled([said(category="office"), said(category="meals", by="mei", shared="approved")], SEEN, "lin") is None


def learns(before: Line, after: Line, *known: Merchant, seen: Numbers = SEEN, claim: str = "EC26-000002") -> Merchant:
    found = learnt(before, after, known, seen, "lin", NOW, claim)
    assert found is not None
    return found


def test_what_a_correction_teaches() -> None:
    named = learns(READ, replace(READ, merchant="Awan"))
    assert (named.numbers, named.name, named.category, named.shared, named.id) == (SEEN, "Awan", "", "", 0)
    sorted_ = learns(READ, replace(READ, category="office"), named)
    assert (sorted_.name, sorted_.category) == ("Awan", "office")
    # On another receipt another category: this merchant sells several things. On the same one it was a slip.
    again = replace(READ, category="office")
    assert learns(again, replace(again, category="meals"), sorted_, claim="EC26-000009").category == VARIES
    assert learns(again, replace(again, category="meals"), sorted_).category == "meals"


def test_nothing_is_learnt_without_a_number_or_from_an_amount() -> None:
    assert learnt(READ, replace(READ, merchant="Awan"), [], Numbers(), "lin", NOW, "EC26-000002") is None
    assert learnt(READ, replace(READ, invoice_number="1"), [], SEEN, "lin", NOW, "EC26-000002") is None
    assert learnt(READ, replace(READ, merchant=""), [], SEEN, "lin", NOW, "EC26-000002") is None


def test_taking_a_recalled_name_away_says_that_it_is_not_this_merchant() -> None:
    found = Recalled(7, "EC26-000001", "tax_number", name="Awan")
    line = with_recalled(READ, found, ())
    doubt = learns(line, replace(line, merchant=""), said("Awan", "mei"))
    assert (doubt.name, doubt.doubted, doubt.said_by) == ("", True, "lin")
    # Then they say what it is called instead.
    assert learns(replace(line, merchant=""), replace(line, merchant="Awan Trading"), doubt).doubted is False


def test_numbers_that_only_one_document_has_are_kept_together() -> None:
    first = said("Awan", numbers=Numbers(phone=PHONE), said_at=NOW - timedelta(days=1))
    kept = learns(READ, replace(READ, merchant="Awan Trading"), first, seen=Numbers(TAX, "", PHONE))
    assert (kept.numbers, kept.id) == (Numbers(TAX, "", PHONE), 7)
