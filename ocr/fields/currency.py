"""The currency of a page, from marks beside amounts first and from the place the paper comes from second."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.fields.amounts import Amount
from ocr.fields.labels import plain
from ocr.reading import Field, How, Where

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
    """ISO code; `certain` where its own mark or code is printed and not only guessed; `proven` where a second mark or
    the place the paper comes from says the same and no mark says otherwise."""

    code: str
    certain: bool
    text: str
    proven: bool = False


def currency(text: str, found: Sequence[Amount]) -> CurrencyFound | None:
    """The currency most marks speak for. ¥ is Chinese unless the paper is Japanese; $ alone is only a guess."""
    wide = plain(text)
    chinese = len(re.findall(r"[\u4e00-\u9fff]", wide))
    kana = len(re.findall(r"[\u3040-\u30ff]", wide))
    place = next(((code, match.group()) for code, pattern in _PLACES if (match := re.search(pattern, wide))), None)
    if place is None and chinese >= 8 and kana <= 3:
        place = ("CNY", "")
    votes = _votes(wide, found, kana)
    if votes:
        code, count = votes.most_common(1)[0]
        # One stray sign on a paper without Chinese: OCR reads other strokes as "¥" now and then, but not as "CNY".
        if count > 1 or code != "CNY" or chinese or _CODES.search(wide):
            agrees = place is not None and place[0] == code
            return CurrencyFound(code, True, code, len(votes) == 1 and (count > 1 or agrees))
    if place is not None and place[0] != "CNY":
        return CurrencyFound(place[0], False, place[1])
    if any(amount.mark == "$" for amount in found):
        return CurrencyFound("USD", False, "$")
    return CurrencyFound("CNY", False, "") if place is not None else None


def _votes(wide: str, found: Sequence[Amount], kana: int) -> Counter[str]:
    """How often each currency's own mark or code is printed."""
    votes: Counter[str] = Counter()
    for amount in found:
        if re.fullmatch(r"[A-Z]{2,3}", amount.mark) or "$" in amount.mark:
            continue  # counted below, with those that stand apart from their amounts
        code = _MARKS.get(amount.mark, "")
        if amount.mark in ("¥", "￥"):
            code = "JPY" if kana > 3 else "CNY"
        if code:
            votes[code] += 1
    votes.update(_MARKS.get(match[1], match[1]) for match in _CODES.finditer(wide))
    votes["MYR"] += len(_RINGGIT.findall(wide))
    votes["CNY"] += len(re.findall(r"人民币|元整|圆整", wide))
    return +votes


def yuan(how: How) -> Field:
    """What Chinese tax forms and slips are made out in; none of them prints another currency."""
    return Field("CNY", 0.95, how, Where(0))
