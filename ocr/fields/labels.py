"""What the words beside an amount call it: `total`, `tax`, `cash` … English, Chinese, Malay, German, French, Dutch.

The first rule that matches decides, so the order is the meaning: "Total rounding adj." is a rounding, not a total.
A rule is regular expressions with a space between them; `_` stands for a space that may be missing.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

#: `final` is a total after everything; `total` may still be one before rounding or discount.
Label = Literal[
    "rounding", "change", "discount", "count", "final", "subtotal", "tax", "service", "total", "cash", "card", "deposit"
]

_RULES: tuple[tuple[Label, str], ...] = (
    ("final", r"TOTAL_\(?ROUNDED ROUND\w*_TOTAL ROUND\w{0,2}_D_TOTAL AFTER_ROUND TOTAL_AFTER FINAL_TOTAL"),
    ("rounding", r"ROU?N?_?D?[IT]?N?G?\b.{0,4}AD ROUN RNDG \bR0UND \bRND\b ADJUSTMENT \bADJ\b"),
    ("rounding", r"抹零 抹去 舍去 舍零 舍入 四舍五入 圆整"),
    ("change", r"\bCHANGE \bCHG\b \bBAKI\b 找零 找赎 找回 找钱 零找"),
    ("change", r"RÜCKGELD RUCKGELD WECHSELGELD \bRENDU WISSELGELD"),
    ("cash", r"ACCEPTED_TOTAL AMOUNT_(PAID|TENDERED|RECEIVED) (PAID|TENDERED|PAYMENT)_(AMOUNT|AMT)"),
    ("count", r"QTY QUANTIT \bITEMS?\b \bPCS\b POINT \bPTS\b \bNO\.?_OF\b 件数 数量 份数 品项 人数 积分"),
    ("discount", r"DISC SAVING VOUCHER REBATE \bOFF\b RABATT REMISE KORTING 优惠 折扣 减免 抵扣 满减 红包"),
    ("tax", r"INCLUDED_GST INCLUDES.{0,5}(GST|TAX) (GST|TAX|VAT)_INCLUDED TOTAL_(GST|SST|TAX|VAT)\b"),
    ("final", r"GRAND_TOT TOTAL_DUE AMOUNT_DUE AMT_DUE BALANCE_DUE PAYABLE\b TOTAL_TO_PAY ^DUE\b"),
    ("final", r"NETT?_TOTAL NETT?_AMOUNT NETT\b TOTAL_AMOUNT_(DUE|INC)"),
    ("subtotal", r"EXCLUDING EXCLUSIVE EXCL EXC\. TOTAL_EXC BEFORE TAXABLE W/O WITHOUT SUPPLIES 不含税 TOTAL_HT"),
    ("final", r"(INCL?|INCLUDING|CLUSIVE|WITH).{0,8}(GST|TAX|SST|VAT)"),
    ("final", r"应付 实付 应收 实收金额 价税合计 消费总额 总金额 合计金额 金额合计 总计 本次消费 需付"),
    ("final", r"GESAMTBETRAG ZU_ZAHLEN RECHNUNGSBETRAG ENDBETRAG TOTAL_TTC MONTANT_TTC [ÀA]_PAYER"),
    ("final", r"TE_BETALEN TOTAAL_INCL TOTAAL_BEDRAG"),
    ("subtotal", r"SUB_-?T[O0]T S/TOTAL 小计 ZWISCHENSUMME NETTO SOUS-TOTAL SUBTOTAAL ROOM_CHARGE"),
    ("service", r"SERVICE_CH SERV\.?_CH SVC S\._?CHARGE 服务费 茶位费 \bTIP\b GRATUITY"),
    ("final", r"TOTAL_SALES BILL_TOTAL INVOICE_TOTAL TOTAL_BILL"),
    ("tax", r"\bGST \bSST \bTAX \bVAT\b MWST UST\b \bTVA \bBTW 6% 税额 税金 消费税 增值税"),
    ("final", r"TOTAL_AMOUNT TOTAL_AMT TOTAL_\(?(RM|MYR|USD|CNY|RMB|EUR)"),
    ("total", r"T[O0]TAL \bTTL\b JUMLAH \bAMOUNT\b \bFARE\b \bCHARGE\b SUMME TOTAAL GESAMT"),
    ("total", r"\bT[O0QC]TA[LI1]\b \bTTAL\b \bTOTL\b \b[I1][O0]TAL\b"),  # a letter lost or misread
    ("total", r"合计 总额 总价 金额 消费 车费"),
    ("deposit", r"DEPOSIT 押金 预付 订金"),
    (
        "card",
        r"VISA MASTER DEBIT CREDIT \bCARD\b AMEX MAESTRO GIRO EFT \bTNG\b BOOST ALIPAY WECHAT UNIONPAY \bEC\b KARTE",
    ),
    ("card", r"支付宝 微信 银联 刷卡 云闪付"),
    ("cash", r"CASH TENDER \bPAID\b PAYMENT RECEIVED TUNAI \bPAY\b BAR\b GEGEBEN ESPECES CONTANT"),
    ("cash", r"现金 实收 收款 付款 已付 支付 收您"),
)
_COMPILED = tuple(
    (label, re.compile("|".join(rule.replace("_", " ?") for rule in rules.split(" ")))) for label, rules in _RULES
)


def plain(text: str) -> str:
    """Full-width forms made narrow, capitals, single spaces: what every keyword is looked for in."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().upper()


def label_of(text: str) -> Label | None:
    """What `text` calls the amount beside it, or None."""
    wanted = plain(text)
    if not re.search(r"[^\W\d_]{2}", wanted):
        return None
    for label, pattern in _COMPILED:
        if pattern.search(wanted):
            return label
    return None
