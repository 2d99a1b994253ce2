"""The number of a receipt or a bill, by its caption. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.fields.labels import plain
from ocr.page import Line, Word
from ocr.reading import Box

_NO = r"(?:NO|NUM(?:BER)?|N0|#|ID|NR|CODE)?\s?[.:#]*"
#: The captions, the surest first; those of the till's own counters come last and are only likely.
_CAPTIONS = tuple(
    (re.compile(words), sure)
    for words, sure in (
        (rf"\bINV(?:[O0]I[CG][EC])?(?![A-Z0]{{2}})\.? ?{_NO}|發票號碼|发票号码?|\bRECHNUNGS?-?NR", 0.9),
        (rf"\b(?:RECEIPT|RCPT|RESIT|RECPT)\.? ?{_NO}|收据号|小票号|BELEG-?NR|TICKET NO", 0.9),
        (rf"\bBILL\.? ?{_NO}|\bDOC(?:UMENT)?\.? ?{_NO}|账单号|帐单号|單號|(?<!订)(?<!桌)单号|单据号|销售单号", 0.85),
        (rf"\b(?:CHECK|CHK|SLIP|FOLIO)\.? ?{_NO}|流水号?|交易(?:号|單號|单号|序[号號])", 0.75),
        (rf"\b(?:ORDER|TRANS(?:ACTION)?|TRX|TXN|TRN|SALES?)\.? ?{_NO}|订单(?:号|编号)", 0.65),
    )
)
#: Somebody's number, or another paper's, not this one's.
_NOT = re.compile(
    r"REG|GST|SST|\bVAT|TAX ?(?:ID|NO)|\bTEL|PHONE|FAX|TABLE|MEMBER|COUNTER|\bPOS\b|TERMINAL|CARD|\bCO\.? ?NO"
    r"|ACCOUNT|A/C|APPR"
    r"|AUTH|BATCH|CUSTOMER ?(?:ID|NO|CODE)|SIMPLIFIED|ORIGINAL|VEHICLE|台号|桌号|电话|税号|ISSUED|WITHIN"
    r"|PLEASE|KEEP|REFUND"
)
_VALUE = re.compile(r"^\W{0,3}((?=[A-Z/\-]{0,8}\d|[A-Z0-9/\-]*\d{3})[A-Z0-9][A-Z0-9/#\-]{2,29})(?![A-Z0-9/])")
_CLOCK = re.compile(r"^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$|^20\d\d[-/.]\d{1,2}[-/.]\d{1,2}$|^\d{1,2}:\d{2}")


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A number as it is printed, capitals, without spaces; `twice` where two words of the page carry it."""

    value: str
    sure: float
    box: Box
    text: str
    confidence: float
    twice: bool


def receipt_number(rows: Sequence[Line]) -> NumberFound | None:
    """The number with the surest caption, beside it or under it."""
    best: tuple[float, str, Word] | None = None
    for caption, sure in _CAPTIONS:
        for at, row in enumerate(rows):
            found = _beside(row, caption) or _under(rows, at, caption)
            if found is not None and best is None:
                best = (sure, *found)
    if best is None:
        return None
    sure, value, word = best
    whole = re.compile(rf"(?<![A-Z0-9]){re.escape(value)}(?![A-Z0-9])")
    texts = [plain(one.text) for row in rows for one in row.words]
    prints = sum(bool(whole.search(text)) or re.sub(r"\s", "", text) == value for text in texts)
    # Short numbers stand in longer ones by chance.
    return NumberFound(value, sure, word.box, word.text, word.confidence, twice=prints > 1 and len(value) >= 6)


def _beside(row: Line, caption: re.Pattern[str]) -> tuple[str, Word] | None:
    text = plain(row.text)
    for match in caption.finditer(text):
        if _NOT.search(text[max(0, match.start() - 12) : match.end()]) or not match.group().strip():
            continue
        value = _number(text[match.end() :])
        if value is not None:
            return value, _word_of(row, value)
    return None


def _under(rows: Sequence[Line], at: int, caption: re.Pattern[str]) -> tuple[str, Word] | None:
    """A caption that ends its word, its number on the next line below it."""
    if at + 1 >= len(rows):
        return None
    for word in rows[at].words:
        text = plain(word.text)
        match = caption.search(text)
        if match and match.end() == len(text) and re.search(r"NO|NUM|#|号", match.group()) and not _NOT.search(text):
            for below in rows[at + 1].words:
                overlaps = below.box.left < word.box.right and word.box.left < below.box.right
                value = _number(plain(below.text)) if overlaps else None
                if value is not None:
                    return value, below
    return None


def _number(text: str) -> str | None:
    match = _VALUE.match(text)
    if match is None or _CLOCK.match(match[1]):
        return None
    return match[1].rstrip("-/#")


def _word_of(row: Line, value: str) -> Word:
    return next((word for word in row.words if value in plain(word.text)), row.words[-1])
