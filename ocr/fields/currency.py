"""The currency of a page, from marks beside amounts first and from the place the paper comes from second."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.fields.amounts import Amount
from ocr.fields.labels import plain

_MARKS = {
    "RM": "MYR",
    "NT$": "TWD",
    "HK$": "HKD",
    "US$": "USD",
    "S$": "SGD",
    "元": "CNY",
    "圆": "CNY",
    "RMB": "CNY",
    "円": "JPY",
    "€": "EUR",
    "£": "GBP",
}
_CODES = re.compile(r"(?<![A-Z])(MYR|CNY|RMB|SGD|USD|EUR|GBP|TWD|HKD|JPY|CHF|NT\$|HK\$|US\$|S\$)(?![A-Z])")
_RINGGIT = re.compile(r"(?<![A-Z])RM(?![A-Z])")
_PLACES: tuple[tuple[str, str], ...] = (
    ("MYR", r"SDN\.? ?BHD|\bS/B\b|MALAYSIA|SELANGOR|JOHOR|KUALA LUMPUR|\bJALAN\b|\bJLN\b|PENANG"),
    ("SGD", r"SINGAPORE|PTE\.? ?LTD"),
    ("TWD", r"統一編號|統編|電子發票|發票證明聯|發票號碼|門市|台灣|臺灣|中華民國"),
    ("HKD", r"HONG KONG|香港"),
    ("EUR", r"\bEUR\b|GMBH|MWST|\bSUMME\b|\bTVA\b|\bBTW\b|B\.V\.|FRANCE|DEUTSCHLAND"),
    ("GBP", r"UNITED KINGDOM|\bLTD\b.*\bVAT\b"),
)


@dataclass(frozen=True, slots=True)
class CurrencyFound:
    """ISO code; `certain` where its own mark or code is printed, not only guessed from place or language."""

    code: str
    certain: bool
    text: str


def currency(text: str, found: Sequence[Amount]) -> CurrencyFound | None:
    """The currency most marks speak for. ¥ is Chinese unless the paper is Japanese; $ alone is only a guess."""
    wide = plain(text)
    chinese = len(re.findall(r"[\u4e00-\u9fff]", wide))
    kana = len(re.findall(r"[\u3040-\u30ff]", wide))
    votes: Counter[str] = Counter()
    for amount in found:
        code = _MARKS.get(amount.mark, amount.mark if re.fullmatch(r"[A-Z]{3}", amount.mark) else "")
        if amount.mark in ("¥", "￥"):
            code = "JPY" if kana > 3 else "CNY"
        if code:
            votes[code] += 1
    for match in _CODES.finditer(wide):
        votes[_MARKS.get(match[1], match[1])] += 2
    if _RINGGIT.search(wide):
        votes["MYR"] += 2
    if re.search(r"人民币|元整|圆整", wide):
        votes["CNY"] += 2
    if votes:
        code, count = votes.most_common(1)[0]
        # One stray mark against the place it comes from: OCR reads "R" as "¥" now and then.
        if not (count == 1 and code == "CNY" and chinese == 0):
            return CurrencyFound(code, True, code)
    for code, pattern in _PLACES:
        place = re.search(pattern, wide)
        if place:
            return CurrencyFound(code, False, place.group())
    if any(amount.mark == "$" for amount in found):
        return CurrencyFound("USD", False, "$")
    if chinese >= 8:
        return CurrencyFound("CNY", False, "")
    return None
