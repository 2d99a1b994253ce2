"""Every line that may name who was paid, alone or with the next, and what is seen of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ocr.fields.labels import plain
from ocr.fields.merchant import ADDRESS, LEGAL, TRADE, cleaned, merchants
from ocr.page import Line, around
from ocr.reading import Box

#: A name stands on one of so many lines that hold words; further down come goods and thanks.
LINES = 30
LONGEST = 80

_WORDS: Mapping[str, re.Pattern[str]] = {
    "legal form": LEGAL,
    "trade": TRADE,
    "address": re.compile(
        r"\bLOT\b|\bJALAN\b|\bJLN?\b|\bTAMAN\b|\bTMN\b|FLOOR|\bROAD\b|STREET|AVENUE|\bUNIT\b|\bLEVEL\b"
        r"|\bNO\.? ?\d|\bBLOCK\b|\bBANDAR\b|\bKAMPUNG\b|\bKG\b|STRASSE|\bSTR\.|\bPLAZA\b|\bBLVD\b"
        r"|[路街道]\d*号|[省市区县].*[路街道号]"
    ),
    "place": re.compile(
        r"SELANGOR|JOHOR|KUALA|PENANG|MALAYSIA|SINGAPORE|PETALING|SHAH ALAM|\b\d{5}\b|MELAKA|PERAK|\bW\.?P\b|DARUL"
    ),
    "contact": re.compile(r"\bTEL|\bFAX\b|PHONE|E-?MAIL|WWW|HTTP|@|\.COM\b|\bH/?P\b|HOTLINE|CARELINE|电话|热线|网址"),
    "register": re.compile(
        r"GST|SST|\bREG\b|\bROC\b|COMPANY (ID|NO)|CO\. ?REG|\bVAT\b|TAX ?ID|\bUST|税号|統編|OPERATED"
    ),
    "title": re.compile(
        r"INVOICE|RECEIPT|CASH ?(BILL|SALES?)|\bBILL\b|DUPLICATE|\bCOPY\b|REPRINT|ORIGINAL|^CASH$|结账|账单|小票|消费单"
        r"|预结|发票|收据|凭证|存根|签购单|明細|發票"
    ),
    "courtesy": re.compile(
        r"WELCOME|THANK|PLEASE|VISIT|GOODS SOLD|RETURNABLE|REFUND|EXCHANGE|SHOPPING|COME AGAIN|欢迎|谢谢|光临"
    ),
    "caption": re.compile(
        r"\bDATE\b|\bTIME\b|CASHIER|TABLE|\bPAX\b|\bQTY\b|PRICE|AMOUNT|TOTAL|MEMBER|\bITEM\b|CUSTOMER|ORDER|COUNTER|\bNO\b"
        r"|SERVER|SALES ?PERSON|收银|单号|桌号|日期|时间|人数|流水|服务员|地址"
    ),
    "caption sign": re.compile(r"[:：#]"),
    "letters of another alphabet": re.compile(r"[\u4e00-\u9fff]"),
    "number in brackets": re.compile(r"[(（\[]\s*[A-Z]{0,3}\d{4,}"),
    "register number": re.compile(r"\d{5,}\s?[-·.]\s?[A-Z]\b"),
    "amount": re.compile(r"\d[.,]\d{2}(?!\d)"),
    "digits": ADDRESS,
    "starts with a digit": re.compile(r"^\W*\d"),
    "branch in brackets": re.compile(r"^[(（].*[)）]$"),
    "ends in a comma": re.compile(r",$"),
}


#: The end of a company's name whose beginning stands on the line before: "CO. (M) SDN BHD".
_TAIL = re.compile(r"^(CO\.?\s?)?(\([A-Z]{1,3}\)\s?)?(\w+\s)?S\s?[DOB]\s?N\.?\s?[B83]HD\b")
#: A registration number on a line of its own: whoever stands over it is registered under that name.
_REGISTER_ALONE = re.compile(
    r"^\W*(?:(?:CO(?:MPANY)?\.? ?)?(?:REG(?:ISTRATION)?\.? ?)?NO\.? ?:?|ROC ?:?)?\W*"
    r"(?:[A-Z]{0,3}\d{5,12}\s?[-·.]\s?[A-Z]|\d{10,12})\W*(?:[(\[]\s?\d{5,8}\s?-\s?[A-Z]\W*)?$"
)
_CAPTIONED = re.compile(
    r"^(?:商户名称|商户名|店名|门店|收款单位|收款方|公司名[称稱]|营业人|MERCHANT(?: NAME)?|STORE)\s*[:：]\s*(.+)$",
    re.IGNORECASE,
)

#: What a line that names nobody usually shows.
_NO_NAMES = frozenset(
    {
        "title",
        "caption",
        "contact",
        "register",
        "address",
        "place",
        "courtesy",
        "amount",
        "digits",
        "starts with a digit",
    }
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name as printed, registration numbers taken off, its place, and what the model sees of it."""

    value: str
    box: Box
    confidence: float
    features: Mapping[str, float]


def candidates(rows: Sequence[Line]) -> tuple[Candidate, ...]:
    """Single lines first to last, each followed by itself with the next line where both are set alike and near."""
    wordy = [row for row in rows if re.search(r"[^\W\d_]{2}", row.text)][:LINES]
    if not wordy:
        return ()
    usual = median(row.height for row in rows)
    tallest = max(row.height for row in wordy[:12])
    signs = [_signs(row) for row in wordy]
    clean = [place for place, one in enumerate(signs) if not _NO_NAMES & one.keys() and "short" not in one]
    whole = [plain(row.text) for row in rows]
    texts = [re.sub(r"\W", "", text) for text in whole]
    registered = {before for before, text in enumerate(whole[1:]) if _REGISTER_ALONE.match(text)}
    found: list[Candidate] = []
    for place, row in enumerate(wordy):
        captioned = _CAPTIONED.match(row.text)
        name = cleaned(captioned[1] if captioned else row.text)
        bare = re.sub(r"\W", "", plain(name))
        if len(bare) < 2 or len(name) > LONGEST:
            continue
        seen = {
            **signs[place],
            f"line {place}": float(place < 8),
            "captioned": float(bool(captioned)),
            "first that could be": float(bool(clean) and place == clean[0]),
            "second that could be": float(len(clean) > 1 and place == clean[1]),
            "address soon": float(any("address" in one or "place" in one for one in signs[place + 1 : place + 4])),
            "register soon": float(any("register number" in one for one in signs[place : place + 3])),
            "register number below": float(row.number in registered),
            "another is registered": float(bool(registered) and row.number not in registered),
            "doubt": 2 * (1 - _confidence(row)),
            "further down": min(20, place) / 20,
            "low on the page": row.box.top,
            "tall": min(2.0, row.height / usual) - 1,
            "tallest": float(row.height >= 0.98 * tallest),
            "legal above": float(any("legal form" in one for one in signs[:place])),
            "trade above": float(any("trade" in one for one in signs[:place])),
            "legal below": float(any("legal form" in one for one in signs[place + 1 : place + 6])),
            "middle": 1 - 2 * abs((row.box.left + row.box.right) / 2 - 0.5),
            "printed again": float(len(bare) >= 5 and sum(bare in text for text in texts) > 1),
            "several words boxed": float(len(row.words) > 1),
        }
        for name_of, other in (("before", place - 1), ("after", place + 1)):
            if 0 <= other < len(signs):
                seen |= {f"{name_of}: {sign}": 1.0 for sign in signs[other] if sign in _WORDS}
        found.append(Candidate(name, row.box, _confidence(row), _kept(seen)))
    ruled = {one.value: one.score for one in merchants(rows)}
    highest = max(ruled.values(), default=0.0)
    return tuple(
        replace(
            one, features={**one.features, "rules": round(max(-2.0, (ruled.get(one.value, -9.0) - highest) / 4), 3)}
        )
        for one in (*found, *_joined(wordy, signs, usual))
    )


def _joined(wordy: Sequence[Line], signs: Sequence[Mapping[str, float]], usual: float) -> list[Candidate]:
    found = []
    for place, (first, second) in enumerate(pairwise(wordy[:12])):
        gap = second.box.top - first.box.bottom
        if not (0.6 < first.height / second.height < 1.6 and gap < 1.5 * max(first.height, second.height)):
            continue
        tail = bool(_TAIL.search(plain(second.text)))
        rest = len(re.sub(r"\W", "", LEGAL.sub("", plain(second.text))))
        name = f"{cleaned(first.text)} {cleaned(second.text)}"
        if len(name) > LONGEST:
            continue
        seen = {
            "joined": 1.0,
            "joined: legal form ends it": float("legal form" in signs[place + 1] and "legal form" not in signs[place]),
            "joined: tail ends it": float(tail and "legal form" not in signs[place]),
            "joined: legal form alone ends it": float(tail and rest < 6),
            "joined: trade ends it": float("trade" in signs[place + 1]),
            "joined: branch in brackets": float("branch in brackets" in signs[place + 1]),
            "joined: first is complete": float("legal form" in signs[place]),
            "joined: first is a trade": float("trade" in signs[place]),
            "joined: place": min(8, place) / 8,
            "joined: tall": min(2.0, min(first.height, second.height) / usual) - 1,
            "joined: same height": float(0.85 < first.height / second.height < 1.18),
            "joined: number in brackets": float("number in brackets" in signs[place + 1]),
        }
        for sign in (
            "caption sign",
            "address",
            "place",
            "contact",
            "register",
            "title",
            "courtesy",
            "caption",
            "digits",
        ):
            seen[f"joined: {sign}"] = float(sign in signs[place] or sign in signs[place + 1])
        box = around((first.box, second.box))
        found.append(Candidate(name, box, min(_confidence(first), _confidence(second)), _kept(seen)))
    return found


def _signs(row: Line) -> dict[str, float]:
    """What the words of one line say of it."""
    whole, text = plain(row.text), plain(cleaned(row.text))
    seen = {sign: 1.0 for sign, pattern in _WORDS.items() if pattern.search(whole)}
    letters = sum(sign.isalpha() for sign in text)
    seen["letters"] = letters / max(1, len(text))
    seen["short"] = float(letters < 5)
    seen["long"] = min(1.0, max(0.0, (len(text) - 30) / 30))
    seen["unsure"] = float(_confidence(row) < 0.85)
    seen["legal form alone"] = float(bool(LEGAL.search(text)) and len(re.sub(r"\W", "", LEGAL.sub("", text))) < 4)
    seen["tail"] = float(bool(_TAIL.search(text)))
    seen["capitals"] = float(cleaned(row.text).upper() == cleaned(row.text))
    return _kept(seen)


def _kept(seen: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in seen.items() if value}


def _confidence(row: Line) -> float:
    return min(word.confidence for word in row.words)
