"""How a receipt was paid: in cash, by card, through which app; by the words beside what was paid. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ocr.fields.amounts import Amount
from ocr.fields.labels import plain
from ocr.page import Line, around
from ocr.reading import Box

#: Methods by name, and the words receipts call them by; apps stand before the cards that may lie behind them. Other
#: parts of the program have words for each: a new one needs one in both languages.
METHODS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(words)
    for name, words in (
        ("wechat_pay", r"WE ?CHAT ?PAY|WECHAT|WEIXIN|微信"),
        ("alipay", r"ALI ?PAY|支付宝|支付寶|花呗"),
        ("unionpay_app", r"云闪付|UNIONPAY QR|QUICK ?PASS"),
        ("touch_n_go", r"TOUCH ?['`]?N['`]? ?GO|\bTNG\b|T&GO|TNG ?E?-?WALLET"),
        ("grabpay", r"GRAB ?PAY"),
        ("boost", r"\bBOOST\b"),
        ("apple_pay", r"APPLE ?PAY"),
        ("google_pay", r"GOOGLE ?PAY|\bG ?PAY\b"),
        ("paypal", r"PAYPAL"),
        ("octopus", r"OCTOPUS|八达通|八達通"),
        ("transit_card", r"交通卡|公交卡|一卡通|悠遊卡|EASYCARD|EZ-?LINK"),
        (
            "card",
            (
                r"VISA|MASTER ?CARD|\bMASTER\b|MAESTRO|AMEX|AMERICAN EXP|UNION ?PAY|银联|刷卡|信用卡|银行卡|借记卡"
                r"|MYDEBIT"
                r"|\b(?:CREDIT|DEBIT|BANK|EC)[ -]?CARD|\bEFTPOS\b|GIROCARD|KREDITKARTE|KARTENZAHLUNG"
                r"|CARTE BANCAIRE|PINPAS"
                r"|\bC/CARD\b|\bCREDIT\b|\bDEBIT\b|\bCARD\b"
            ),
        ),
        ("direct_debit", r"DIRECT DEBIT|LASTSCHRIFT|BANKEINZUG|PRÉLÈVEMENT"),
        (
            "bank_transfer",
            r"BANK[ -]?IN\b|(?:BANK|WIRE|CREDIT|INSTANT|ONLINE)[ -]?TRANSFER|ÜBERWEISUNG|VIREMENT|转账|汇款|轉帳",
        ),
        ("cheque", r"\bCHE(?:QUE|CK) NO|\bCHEQUE\b|支票"),
        ("cash", r"\bCASH\b|\bTUNAI\b|现金|現金|\bBAR\b|BARGELD|ESP[EÈ]CES|CONTANT|EFECTIVO"),
    )
}
#: Titles of papers, people and other cards that only sound like it.
_NOT = re.compile(
    r"CASH ?(?:BILL|SALES?|INV|RECEIPT|MEMO|VOUCHER|& ?CARRY|REFUND|BACK|OUT|DRAWER|COUNTER|REGISTER|PRICE)|CASHIER"
    r"|CREDIT ?(?:NOTE|TERM|LIMIT|BALANCE|PERIOD|MEMO)|(?:MEMBER\w*|GIFT|LOYALTY|NAME|SIM|MEMORY|BUSINESS|GREETING"
    r"|PRIVILEGE|REWARDS?|BONUS|POINT|VIP|IC|PREPAID) ?CARD|CARD ?(?:BALANCE|HOLDER MUST"
    r"|POINT)|RELOAD|TOP ?-?UP|NO CASH"
    r"|会员卡|储值|充值|微信(?:公众|扫|号|群|小程序)|关注|扫码(?:开票|点餐|关注)|支票抬头|WECHAT ?(?:ID|:)"
    r"|FOLLOW|(?:NAME|CUSTOMER|TO)\W+CASH"
)
_CAPTION = re.compile(
    r"PAY(?:MENT)? ?(?:BY|METHOD|TYPE|MODE|VIA|WITH|DETAILS?)|PAID ?(?:BY|VIA|WITH)|MODE OF PAY|TENDER ?TYPE"
    r"|ZAHLART|ZAHLUNGSART"
    r"|BETAALWIJZE|MODE DE PAIEMENT|(?:支付|付款|结账|收款|结算|付費)(?:方式|渠道|类型)"
)


@dataclass(frozen=True, slots=True)
class PaymentFound:
    """A method, how sure, and whether what was paid by it, less the change, is the total."""

    method: str
    sure: float
    box: Box
    text: str
    confidence: float
    proven: bool
    others: tuple[str, ...] = ()


def payment(rows: Sequence[Line], found: Sequence[Amount], total: Decimal | None) -> PaymentFound | None:
    """How it was paid: what a caption says, else the method beside what was paid; None where it is unsaid."""
    every = [one for at, row in enumerate(rows) if (one := _on(rows, at, found, total)) is not None]
    if not every:
        return None
    best = max(every, key=lambda one: (one.proven, one.sure))
    others = tuple(dict.fromkeys(one.method for one in every if one.method != best.method))
    # Paid in two ways, or a card's sale printed on the receipt of a voucher: the larger part is only a guess.
    rivals = any(one.method != best.method and (one.proven or one.sure >= best.sure) for one in every)
    return PaymentFound(
        best.method,
        min(best.sure, 0.55) if rivals else best.sure,
        best.box,
        best.text,
        best.confidence,
        best.proven and not rivals,
        others,
    )


def _on(rows: Sequence[Line], at: int, found: Sequence[Amount], total: Decimal | None) -> PaymentFound | None:
    row = rows[at]
    text = _NOT.sub(" ", plain(row.text))
    caption = _CAPTION.search(text)
    said = text[caption.end() :] if caption else text
    method = method_in(said)
    if method is None and caption and at + 1 < len(rows):
        # The caption of a column, its value on the next line.
        method = method_in(_NOT.sub(" ", plain(rows[at + 1].text)))
    if method is None:
        return None
    amounts = [one for one in found if one.line == row.number] or [
        one for one in found if one.line == row.number + 1 and not re.search(r"[^\W\d_]", one.label_text)
    ]
    paid = {one.value for one in amounts}
    if paid == {Decimal(0)}:
        return None
    change = {one.value for one in found if one.label == "change"} | {Decimal(0)}
    proven = total is not None and any(value - back == total for value in paid if value > 0 for back in change)
    if caption or proven:
        sure = 0.9
    elif any(one.exact or one.mark for one in amounts):
        sure = 0.7
    elif len(text) <= 24 and _alone(text):
        sure = 0.62
    else:
        return None
    return PaymentFound(
        method,
        sure,
        around(word.box for word in row.words),
        row.text,
        min(word.confidence for word in row.words),
        proven,
    )


def method_in(text: str) -> str | None:
    """The first method a text names."""
    return next((name for name, words in METHODS.items() if words.search(text)), None)


def _alone(text: str) -> bool:
    """Whether a line says little more than the method: "VISA ****1234", "* CASH *"."""
    return len(re.findall(r"[^\W\d_]{2,}", text)) <= 2
