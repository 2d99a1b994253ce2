"""示例科技: the sample company of the demo and of the stories. Invented, every name and number of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.claims.accounts import AccountRule, Category
from bot.claims.company import Company
from bot.claims.money import Money
from bot.claims.people import Employee, Role
from bot.claims.policy import Limit
from bot.claims.route import Level
from bot.workflow.embedded_ledger import Chart

SINCE = date(2020, 1, 1)


def _cny(amount: str) -> Money:
    return Money(Decimal(amount), "CNY")


def _person(
    number: str, name: str, manager: str | None, department: str, cost_centre: str, locale: str, *roles: Role
) -> Employee:
    email = f"{name.split()[0].lower()}@example.com" if name.isascii() else f"{number.lower()}@example.com"
    return Employee(
        number, name, email, manager, department, cost_centre, locale, "Asia/Shanghai", "CN", frozenset(roles)
    )


#: Two in sales, their manager, a director, two bookkeepers (a reversal takes two), an administrator, an auditor.
LIN = _person("E1001", "林小雨", "E1003", "sales", "CC-10", "zh")
SAM = _person("E1002", "Sam Carter", "E1003", "sales", "CC-10", "en")
MEI = _person("E1003", "梅芳", "E1004", "sales", "CC-10", "zh")
GRACE = _person("E1004", "Grace Hall", None, "management", "CC-90", "en")
BO = _person("E1005", "薄文", "E1004", "finance", "CC-20", "zh", Role.BOOKKEEPER)
NORA = _person("E1006", "Nora Quinn", "E1004", "finance", "CC-20", "en", Role.BOOKKEEPER)
ADA = _person("E1007", "Ada Reed", "E1004", "finance", "CC-20", "en", Role.ADMINISTRATOR)
AUDITOR = _person("E1008", "Otto Weiss", None, "audit", "CC-90", "en", Role.AUDITOR)
EMPLOYEES = (LIN, SAM, MEI, GRACE, BO, NORA, ADA, AUDITOR)

#: Who they are in the story, by the key of the word for it.
PARTS = {
    LIN.number: "role-claimant",
    SAM.number: "role-claimant",
    MEI.number: "level-manager",
    GRACE.number: "level-director",
    BO.number: "role-bookkeeper",
    NORA.number: "role-bookkeeper",
    ADA.number: "role-administrator",
    AUDITOR.number: "role-auditor",
}

CHART = Chart(
    accounts={
        "1002": ("Assets:1002", "银行存款"),
        "2221.01": ("Assets:2221-01", "应交税费-进项税额"),
        "2241": ("Liabilities:2241", "其他应付款-员工"),
        "2241.02": ("Liabilities:2241-02", "其他应付款-预提费用"),
        "6601.02": ("Expenses:6601-02", "销售费用-餐费"),
        "6601.03": ("Expenses:6601-03", "销售费用-差旅费"),
        "6601.05": ("Expenses:6601-05", "销售费用-业务招待费"),
        "6602.01": ("Expenses:6602-01", "管理费用-办公费"),
    },
    payable="2241",
    input_tax="2221.01",
    bank="1002",
    cost_centres={"CC-10": "销售部", "CC-20": "财务部", "CC-90": "管理层"},
)

COMPANY = Company(
    name="示例科技有限公司",
    currency="CNY",
    tax_numbers=frozenset({"91310000MA1K00000X"}),
    country="CN",
    time_zone="Asia/Shanghai",
    categories=(
        Category("meals", "餐饮", "Meals", creditable=False),
        Category("entertainment", "业务招待", "Entertainment", creditable=False),
        Category("hotel", "住宿", "Hotel"),
        Category("taxi", "市内交通", "Taxi"),
        Category("train", "火车", "Train"),
        Category("flight", "机票", "Flight"),
        Category("office", "办公用品", "Office supplies"),
    ),
    accounts=(
        AccountRule("meals", "6601.02", SINCE),
        AccountRule("entertainment", "6601.05", SINCE),
        AccountRule("hotel", "6601.03", SINCE),
        AccountRule("taxi", "6601.03", SINCE),
        AccountRule("train", "6601.03", SINCE),
        AccountRule("flight", "6601.03", SINCE),
        AccountRule("office", "6602.01", SINCE),
    ),
    levels=(
        Level("manager", _cny("0"), SINCE),
        Level("director", _cny("1000"), SINCE, approver=GRACE.number),
    ),
    limits=(
        Limit("hotel", _cny("1200"), SINCE, "差旅制度 2020-1, 4.2"),
        Limit("meals", _cny("500"), SINCE, "差旅制度 2020-1, 5.1"),
    ),
    account_names=tuple((code, name) for code, (_, name) in CHART.accounts.items()),
    accrued_account="2241.02",
)

#: CNY for one unit, for a demo that nobody is there to ask: near what such money is worth, and no rate of any day.
RATES = {
    "USD": "7.10", "EUR": "8.30", "GBP": "9.50", "CHF": "8.90", "JPY": "0.047", "HKD": "0.91", "TWD": "0.23",
    "SGD": "5.50", "MYR": "1.70", "AUD": "4.70", "CAD": "5.10", "KRW": "0.005", "THB": "0.22",
}  # fmt: skip
