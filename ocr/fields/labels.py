"""What the words beside an amount call it: `total`, `tax`, `cash` … English, Chinese, Malay, German, French, Dutch.

The first rule that matches decides, so the order is the meaning: "Total rounding adj." is a rounding, not a total.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Label = Literal[
    "rounding", "change", "discount", "count", "final", "subtotal", "tax", "service", "total", "cash", "card", "deposit"
]

_RULES: tuple[tuple[Label, tuple[str, ...]], ...] = (
    (
        "final",
        (r"TOTAL ?\(?ROUND", r"ROUND\w* TOTAL", r"ROUND\w{0,2} D TOTAL", "AFTER ROUND", "TOTAL AFTER", "FINAL TOTAL"),
    ),
    ("rounding", (r"ROU?N? ?D?[IT]?N?G?\b.{0,4}AD", "ROUN", "RNDG", r"\bR0UND", r"\bRND\b", "ADJUSTMENT", r"\bADJ\b")),
    ("rounding", ("抹零", "舍入", "四舍五入", "圆整")),
    ("change", (r"\bCHANGE", r"\bCHG\b", r"\bBAKI\b", "找零", "找赎", "找回", "找钱", "零找")),
    ("change", ("RÜCKGELD", "RUCKGELD", "WECHSELGELD", "RENDU", "WISSELGELD")),
    ("count", ("QTY", "QUANTIT", r"\bITEMS?\b", r"\bPCS\b", "POINT", r"\bPTS\b", r"\bNO\.? OF\b")),
    ("count", ("件数", "数量", "份数", "品项", "人数", "积分")),
    ("discount", ("DISC", "SAVING", "VOUCHER", "REBATE", r"\bOFF\b", "RABATT", "REMISE", "KORTING")),
    ("discount", ("优惠", "折扣", "减免", "抵扣", "满减", "红包")),
    ("final", ("GRAND ?TOT", "TOTAL ?DUE", "AMOUNT ?DUE", "AMT ?DUE", "BALANCE ?DUE", "PAYABLE", "TOTAL ?TO ?PAY")),
    ("final", ("NETT? ?TOTAL", "NETT? ?AMOUNT", r"NETT\b", "TOTAL ?AMOUNT ?(DUE|INC)")),
    ("final", ("(INCL?|INCLUDING|INCLUSIVE|WITH).{0,8}(GST|TAX|SST|VAT)",)),
    (
        "final",
        (
            "应付",
            "实付",
            "应收",
            "实收金额",
            "价税合计",
            "消费总额",
            "总金额",
            "合计金额",
            "金额合计",
            "总计",
            "本次消费",
            "需付",
        ),
    ),
    (
        "final",
        ("GESAMTBETRAG", "ZU ZAHLEN", "RECHNUNGSBETRAG", "ENDBETRAG", "TOTAL ?TTC", "MONTANT ?TTC", "[ÀA] PAYER"),
    ),
    ("final", ("TE BETALEN", "TOTAAL ?INCL", "TOTAAL ?BEDRAG")),
    (
        "subtotal",
        (
            "SUB ?-?T[O0]T",
            "S/TOTAL",
            "TOTAL ?EXC",
            "EXCLUDING",
            "EXCL",
            r"EXC\.",
            "BEFORE",
            "TAXABLE",
            "W/O",
            "WITHOUT",
        ),
    ),
    ("subtotal", ("小计", "不含税", "ZWISCHENSUMME", "NETTO", "TOTAL ?HT", "SOUS-TOTAL", "SUBTOTAAL", "ROOM CHARGE")),
    ("service", ("SERVICE ?CH", "SVC", "SERV ?CHG", r"S\.? ?CHARGE", "服务费", "茶位费", r"\bTIP\b", "GRATUITY")),
    ("tax", (r"\bGST", r"\bSST", r"\bTAX", r"\bVAT\b", "MWST", r"UST\b", r"\bTVA", r"\bBTW", "6%")),
    ("tax", ("税额", "税金", "消费税", "增值税")),
    ("final", ("TOTAL ?SALES", "TOTAL ?AMOUNT", "TOTAL ?AMT", r"TOTAL ?\(?(RM|MYR|USD|CNY|RMB|EUR)")),
    ("final", ("BILL ?TOTAL", "INVOICE ?TOTAL", "TOTAL ?BILL")),
    (
        "total",
        ("T[O0]TAL", r"\bTTL\b", "JUMLAH", r"\bAMOUNT\b", r"\bFARE\b", r"\bCHARGE\b", "SUMME", "TOTAAL", "GESAMT"),
    ),
    ("total", ("合计", "总额", "总价", "金额", "消费", "车费")),
    ("deposit", ("DEPOSIT", "押金", "预付", "订金")),
    ("card", ("VISA", "MASTER", "DEBIT", "CREDIT", r"\bCARD\b", "AMEX", "MAESTRO", "GIRO", "EFT", r"\bTNG\b", "BOOST")),
    ("card", ("支付宝", "微信", "银联", "刷卡", "云闪付", "ALIPAY", "WECHAT", "UNIONPAY", r"\bEC\b", "KARTE")),
    (
        "cash",
        ("CASH", "TENDER", r"\bPAID\b", "PAYMENT", "RECEIVED", "TUNAI", r"BAR\b", "GEGEBEN", "ESPECES", "CONTANT"),
    ),
    ("cash", ("现金", "实收", "收款", "付款", "已付", "支付", "收您")),
)
_COMPILED = tuple((label, re.compile("|".join(patterns))) for label, patterns in _RULES)


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
