"""Which columns of a bank's list say how much went out, for what and when: by their headings, in Chinese and English.

Where there are none, it is said cell by cell what may be an amount, and what is not clear stays so (`bank_run.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Cell = str | date

#: What went out, and nothing else: counts before a column that is only called amount.
_OUT = (
    "支出", "支出金额", "借方", "借方金额", "借方发生额", "付款金额", "付出金额", "转出金额", "实付金额", "实发金额",
    "debit", "debit amount", "paid out", "money out", "withdrawal", "withdrawals", "payment amount", "amount paid",
)  # fmt: skip

_AMOUNT = (
    "金额", "交易金额", "发生额", "转账金额", "汇款金额", "报销金额", "amount", "transaction amount", "transfer amount",
    "value",
)  # fmt: skip

_ABOUT = (
    "报销单号", "单号", "用途", "附言", "摘要", "备注", "交易摘要", "转账附言", "凭证号", "凭证",
    "凭证编号", "参考号", "业务编号",
    "reference", "payment reference", "purpose", "description", "details", "memo", "remark", "remarks", "narrative",
    "claim", "claim reference", "voucher", "voucher number", "end to end id", "text", "message", "note",
)  # fmt: skip

_DAY = (
    "付款日期", "交易日期", "日期", "记账日期", "入账日期", "交易时间", "付款时间", "转账日期",
    "date", "payment date", "paid on", "transaction date", "booking date", "posting date", "value date",
)  # fmt: skip

#: Rows in which the headings are looked for: some banks put whose account it is above them.
_HEAD = 20


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the headings stand (rows up to `below` are none of the list), and the columns they name, in order.

    Empty: no heading says so.
    """

    below: int = 0
    amount: tuple[int, ...] = ()
    about: tuple[int, ...] = ()
    day: tuple[int, ...] = ()


def columns_of(table: Sequence[Sequence[Cell]]) -> Columns:
    """The columns by their headings: of the first row that names the amount or what it is for, with a second column."""
    for at, cells in enumerate(table[:_HEAD], start=1):
        words = [_word(cell) for cell in cells]
        if sum(bool(word) for word in words) < 2:
            continue
        found = {name: _named(words, known) for name, known in (("about", _ABOUT), ("day", _DAY))}
        amount = _named(words, _OUT) or _named(words, _AMOUNT)
        if amount or (found["about"] and found["day"]):
            return Columns(at, amount, found["about"], found["day"])
    return Columns()


def _named(words: Sequence[str], known: Sequence[str]) -> tuple[int, ...]:
    return tuple(at for at, word in enumerate(words) if word in known)


def _word(cell: Cell) -> str:
    """A heading without its unit: `金额（元）`, `Amount (CNY)`, `Date:`."""
    if isinstance(cell, date):
        return ""
    plain = unicodedata.normalize("NFKC", cell).casefold().strip()
    plain = re.sub(r"[(\[/].*$", "", plain).strip(" :*")
    return re.sub(r"[\s_-]+", " ", plain)
