"""The company's rules applied to a claim: accounts, tax, limits, duplicates, and when the bookkeeper looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.claims.accounts import AccountRule, Category, account_for
from bot.claims.company import coded
from bot.claims.invoices import Claimed, Twin, twins
from bot.claims.line import UNDECIDED, Line, Rate
from bot.claims.money import Money
from bot.claims.policy import Finding, Limit, findings
from tests.bot.claims.cast import COMPANY, DAY, LIN, MEI, NOW, START, cny, draft, ready, submitted

YEAR_END, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)

# Accounts

RULES = (
    AccountRule("meals", "6602", START, end=YEAR_END),
    AccountRule("meals", "6612", NEW_YEAR),
    AccountRule("meals", "5101", START, department="Production"),
    AccountRule("travel", "6603", START),
    AccountRule("travel", "6613", NEW_YEAR),
)


@pytest.mark.parametrize(
    ("category", "department", "on", "account"),
    [
        ("meals", "", YEAR_END, "6602"),
        ("meals", "", NEW_YEAR, "6612"),
        ("meals", "Sales", NEW_YEAR, "6612"),
        ("meals", "Production", NEW_YEAR, "5101"),  # the department's own goes before a newer general one
        ("travel", "", YEAR_END, "6603"),
        ("travel", "", NEW_YEAR, "6613"),  # the later start counts where nobody ended the old one
        ("meals", "", START - timedelta(days=1), ""),
        ("gifts", "", NEW_YEAR, ""),
    ],
)
def test_the_account_depends_on_category_department_and_day(
    category: str, department: str, on: date, account: str
) -> None:
    assert account_for(category, department, on, RULES) == account


# Coding


def test_a_line_is_coded_with_account_cost_centre_and_tax() -> None:
    (line,) = coded(draft(ready("41.00", category="travel", kind="train_ticket")), LIN, COMPANY)
    assert (line.account, line.cost_centre, line.tax, line.tax_code) == ("6603", "CC-lin", Decimal("3.39"), "VAT-9")


@pytest.mark.parametrize(
    ("buyer", "decided"), [("91310000MA1K35X75B", True), ("", True), ("91110000100000000X", False)]
)
def test_an_invoice_made_out_to_another_company_gives_no_credit_by_itself(buyer: str, decided: bool) -> None:
    line = replace(
        ready("106.00", category="travel", kind="vat_special_invoice"),
        printed_tax=Decimal("6.00"),
        buyer_tax_number=buyer,
    )
    [found] = coded(draft(line), LIN, COMPANY)
    assert (found.tax, found.tax_code == UNDECIDED) == ((Decimal("6.00"), False) if decided else (Decimal(0), True))


@pytest.mark.parametrize(("creditable", "tax"), [(True, Decimal("6.00")), (False, Decimal("0.00"))])
def test_whether_a_category_carries_input_tax_is_the_company_s_word(creditable: bool, tax: Decimal) -> None:
    company = replace(COMPANY, categories=(Category("6601-17", "员工活动", "Staff outings", creditable),))
    line = replace(ready("106.00", category="6601-17", kind="vat_special_invoice"), printed_tax=Decimal("6.00"))
    assert coded(draft(line), LIN, company)[0].tax == tax


def test_what_the_rules_do_not_decide_stays_open_for_the_bookkeeper() -> None:
    (line,) = coded(draft(ready(category="gifts", kind="ferry_ticket")), LIN, COMPANY)
    assert (line.account, line.tax, line.tax_code) == ("", Decimal(0), UNDECIDED)


def test_what_somebody_chose_is_kept() -> None:
    (line,) = coded(draft(replace(ready(), account="6699", cost_centre="CC-X")), LIN, COMPANY)
    assert (line.account, line.cost_centre) == ("6699", "CC-X")


def test_the_day_of_the_expense_decides_not_that_of_the_claim() -> None:
    company = replace(COMPANY, accounts=RULES)
    lines = (replace(ready(), spent_on=YEAR_END), replace(ready(number=2), spent_on=NEW_YEAR))
    assert [line.account for line in coded(draft(*lines), LIN, company)] == ["6602", "6612"]


def test_a_printed_tax_is_converted_like_the_amount() -> None:
    line = replace(
        ready(category="travel", kind="vat_special_invoice"),
        paid=Money(Decimal(1060), "CNY"),
        printed_tax=Decimal(60),
        rate=Rate(Decimal("0.14"), DAY, "ECB"),
    )
    claim = replace(draft(line), currency="USD")
    assert claim.claimed == Money(Decimal("148.40"), "USD")
    assert coded(claim, LIN, COMPANY)[0].tax == Decimal("8.40")


def test_a_line_that_lacks_its_amount_is_left_alone() -> None:
    empty = Line(1, None, "read")
    assert coded(draft(empty), LIN, COMPANY) == (empty,)


# Who checks


def test_the_bookkeeper_checks_every_claim_unless_the_company_says_above_what() -> None:
    claim = submitted(ready("88.00"))
    assert COMPANY.needs_check(claim)
    for above, needed in (("87.99", True), ("88.00", False), ("500.00", False)):
        assert replace(COMPANY, check_above=cny(above)).needs_check(claim) is needed


def test_what_counts_for_the_check_is_what_the_approvers_left() -> None:
    lowered = submitted(ready("88.00")).approve(MEI, NOW, amounts={1: Decimal(50)})
    assert not replace(COMPANY, check_above=cny("60")).needs_check(lowered)


# Duplicates


def bill(line_id: int, number: str = "", document: str | None = None, merchant: str = "Noodles") -> Line:
    return replace(ready(number=line_id), invoice_number=number, document=document, merchant=merchant)


def test_the_same_invoice_number_on_another_claim_is_a_duplicate() -> None:
    others = [Claimed("EC26-000001", bill(4, "24312000000012345678", "aa"))]
    assert twins([bill(1, "24312000000012345678", "bb")], others, "EC26-000123") == (Twin(1, "EC26-000001", "number"),)


def test_two_sellers_who_count_for_themselves_may_both_have_an_invoice_of_that_number() -> None:
    own = bill(1, "RE-118")
    others = replace(own, id=4, merchant="Willow Lake", spent_on=date(2026, 11, 2), paid=cny("1"))
    assert twins([own], [Claimed("EC26-000001", others)], "EC26-000123") == ()
    for alike in ({"merchant": own.merchant}, {"spent_on": own.spent_on}, {"paid": own.paid}, {"paid": None}):
        other = replace(others, **alike)
        assert twins([own], [Claimed("EC26-000001", other)], "EC26-000123") == (Twin(1, "EC26-000001", "number"),)
    tax_office = [replace(one, invoice_number="00420042") for one in (own, others)]
    assert twins(tax_office, [], "EC26-000123") == (Twin(4, "EC26-000123", "number"),)


def test_the_same_bytes_or_the_same_looks_are_signs_too() -> None:
    others = [Claimed("EC26-000001", bill(4, "", "aa"))]
    assert twins([bill(1, "", "aa", "Other")], others, "EC26-000123") == (Twin(1, "EC26-000001", "bytes"),)
    assert twins([bill(1, "", "bb")], others, "EC26-000123") == (Twin(1, "EC26-000001", "looks"),)
    assert twins([bill(1, "", "bb", "Other")], others, "EC26-000123") == ()


def test_lines_without_number_document_or_merchant_are_not_alike_because_of_that() -> None:
    others = [Claimed("EC26-000001", bill(4, merchant=""))]
    assert twins([bill(1, merchant="")], others, "EC26-000123") == ()
    assert twins([Line(1)], [Claimed("EC26-000001", Line(2))], "EC26-000123") == ()
    unread = replace(bill(1), paid=None)
    assert twins([unread], [Claimed("EC26-000001", replace(unread, id=2))], "EC26-000123") == ()


def test_the_surest_sign_is_the_one_that_is_shown() -> None:
    others = [Claimed("EC26-000001", bill(4)), Claimed("EC26-000002", bill(1, "N-1"))]
    assert twins([bill(1, "N-1")], others, "EC26-000123") == (Twin(1, "EC26-000002", "number"),)


def test_a_line_is_no_duplicate_of_itself_but_of_another_line_of_the_claim() -> None:
    one, two = bill(1, "N-1"), bill(2, "N-1")
    assert twins([one], [Claimed("EC26-000123", one)], "EC26-000123") == ()
    assert twins([one, two], [], "EC26-000123") == (Twin(2, "EC26-000123", "number"),)


# Policy


def found(line: Line, *limits: Limit, **changes: object) -> list[Finding]:
    return list(findings(draft(line), DAY, limits, (), oldest_days=180, **changes))  # type: ignore[arg-type]


def with_document(**changes: object) -> Line:
    return replace(ready(), document="aa", **changes)  # type: ignore[arg-type]


def test_an_ordinary_line_has_no_findings() -> None:
    assert not found(with_document())


LIMIT = Limit("meals", cny("80"), START, "Rule 7", YEAR_END)


def test_a_line_above_its_limit_is_found_with_both_amounts() -> None:
    assert found(with_document(), LIMIT) == [Finding("over-limit", 1, {"limit": cny("80"), "amount": cny("88.00")})]


@pytest.mark.parametrize(
    "limit",
    [
        replace(LIMIT, amount=cny("88")),
        replace(LIMIT, category="travel"),
        replace(LIMIT, start=DAY + timedelta(days=1)),
        replace(LIMIT, end=DAY - timedelta(days=1)),
        replace(LIMIT, amount=Money(Decimal(1), "USD")),
    ],
)
def test_a_limit_that_does_not_apply_finds_nothing(limit: Limit) -> None:
    assert not found(with_document(), limit)


def test_a_limit_in_the_documents_currency_counts_as_well() -> None:
    dollars = with_document(paid=Money(Decimal(20), "USD"), rate=Rate(Decimal(7), DAY, "ECB"))
    assert [f.key for f in found(dollars, replace(LIMIT, amount=Money(Decimal(19), "USD")))] == ["over-limit"]
    assert [f.key for f in found(dollars, replace(LIMIT, amount=cny("139")))] == ["over-limit"]
    assert not found(dollars, replace(LIMIT, amount=cny("140")))


def test_old_and_future_lines_are_found() -> None:
    assert not found(with_document(spent_on=DAY - timedelta(days=180)))
    assert found(with_document(spent_on=DAY - timedelta(days=181))) == [Finding("too-old", 1, {"days": 181})]
    assert not found(with_document(spent_on=DAY))
    assert found(with_document(spent_on=DAY + timedelta(days=1))) == [Finding("in-the-future", 1)]


def test_a_line_without_document_is_found() -> None:
    assert found(ready()) == [Finding("no-document", 1)]


def test_an_invoice_to_another_company_is_found() -> None:
    ours, other = "91310000MA1K35X75B", "91440300708461136T"
    assert not found(with_document(buyer_tax_number=ours), tax_numbers=frozenset({ours}))
    assert not found(with_document(buyer_tax_number=other))  # nobody told us our own
    wrong = found(with_document(buyer_tax_number=other), tax_numbers=frozenset({ours}))
    assert wrong == [Finding("wrong-company", 1, {"number": other})]


OURS = "明镜灯具（上海）有限公司"


@pytest.mark.parametrize(
    "written",
    [
        "",  # nothing was read
        "明镜灯具(上海)有限公司",
        " 明镜灯具 （ 上海 ） 有限公司",
        "明镜灯貝（上海）有限公司",  # one letter misread
        "Mingjing Lamps Ltd.",  # in another script nothing can be said
    ],
)
def test_a_name_that_may_be_the_companys_is_no_finding(written: str) -> None:
    assert not found(with_document(buyer=written), company=OURS)


@pytest.mark.parametrize(
    "written",
    ["个人", "云溪明镜灯具（上海）有限公司", "明光灯饰（上海）有限公司", "明镜灯具（上海）有限公司北京分公司"],
)
def test_an_invoice_made_out_to_another_name_is_found(written: str) -> None:
    assert found(with_document(buyer=written), company=OURS) == [Finding("wrong-buyer", 1, {"buyer": written})]
    # The number says so already.
    number = {"buyer_tax_number": "91440300708461136T", "tax_numbers": frozenset({"91310000MA1K35X75B"})}
    line, ours = with_document(buyer=written, buyer_tax_number=number["buyer_tax_number"]), number["tax_numbers"]
    assert [one.key for one in found(line, company=OURS, tax_numbers=ours)] == ["wrong-company"]


def test_a_company_may_have_its_name_in_two_languages() -> None:
    assert not found(with_document(buyer="示例贸易有限公司"), company="Example Trading 示例贸易有限公司")


def test_unsure_fields_and_duplicates_are_found_also_on_a_line_without_a_date() -> None:
    line = with_document(spent_on=None, unsure=frozenset({"total", "date"}))
    twin = Twin(1, "EC26-000001", "number")
    assert list(findings(draft(line), DAY, (), (twin,), oldest_days=180)) == [
        Finding("unsure", 1, {"fields": ("date", "total")}),
        Finding("twin-number", 1, {"reference": "EC26-000001"}),
    ]
