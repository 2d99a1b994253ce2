"""A small Chinese company for the tests of `erp`: its chart, its people, and reports that one can vary."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from erp.connectors.ledger import Account, CostCentre, LedgerSettings
from erp.report import Document, Employee, ExpenseReport, ReportLine

WANG = Employee("E1001", "王伟")
LIN = Employee("E1002", '林 "小林" O\'Lin')

SETTINGS = LedgerSettings(
    title='示例"科技"有限公司',
    currency="CNY",
    accounts=(
        Account("6601", "Expenses:6601", "销售费用"),
        Account("6602", "Expenses:6602", "管理费用"),
        Account("6602.03", "Expenses:6602-03", "差旅费"),
        Account("2241", "Liabilities:2241", "其他应付款-员工"),
        Account("2221.01", "Liabilities:2221-01", "应交税费-进项税额"),
        Account("1002", "Assets:1002", "银行存款"),
    ),
    payable="2241",
    input_tax="2221.01",
    bank="1002",
    employees=(WANG, LIN),
    cost_centres=(CostCentre("CC-10", "销售部"), CostCentre("CC-20", "研发部")),
    other_currencies=("JPY", "KWD", "USD"),
    closed_until=date(2026, 9, 30),
)


def document(content: bytes = b"a receipt", name: str = "面条.jpg", media_type: str = "image/jpeg") -> Document:
    return Document(hashlib.sha256(content).hexdigest(), name, media_type, content)


def line(gross: str = "88.00", tax: str = "4.98", **changes: Any) -> ReportLine:
    values: dict[str, Any] = {
        "description": "午餐",
        "spent_on": date(2026, 11, 2),
        "category": "meals",
        "account": "6602.03",
        "net": Decimal(gross) - Decimal(tax),
        "tax": Decimal(tax),
        "gross": Decimal(gross),
        "tax_code": "VAT6",
        "cost_centre": "CC-10",
    }
    return ReportLine(**(values | changes))


def report(reference: str = "EC26-000001", **changes: Any) -> ExpenseReport:
    whole = ExpenseReport(
        reference=reference,
        employee=WANG,
        purpose='项目启动会 🍜 with "quotes" and \\ back\nand a second line',
        currency="CNY",
        posting_date=date(2026, 11, 3),
        lines=(line(), line("12.50", "0", account="6601", cost_centre="CC-20", description="地铁", tax_code="")),
        documents=(document(),),
    )
    return replace(whole, **changes)
