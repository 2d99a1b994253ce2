"""Who was paid, from the head of a receipt: the top lines, scored by words that names have and names do not have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.fields.labels import plain
from ocr.page import Line
from ocr.reading import Box

#: Names stand in the head. More lines only bring addresses and goods.
HEAD_LINES = 10

#: A form of company: whoever prints one prints the name that invoices carry. OCR takes D for O and B for 8 or 3.
#: SB is short for Sdn Bhd where a registration number follows it.
LEGAL = re.compile(
    r"\b[S5]\s?[DOB]\s?N\.?\s?[B83]HD\b|\bBHD\b|[S5]/[BD]\b|\bSB(?=\s?[(\[]\s?\d|$)|\bPLT\b"
    r"|\bLTD\b|\bLIMITED\b|\bINC\b|\bLLC\b|\bLLP\b|\bPTE\b|\bPTY\b|\bPLC\b"
    r"|GMBH|\bAG\b|\bOHG\b|\bB\.?V\b|\bS\.?A\.?R\.?L\b|\bS\.?R\.?L\b|公司"
)
#: The same, as the engine misread it: the forms of companies are few, so that these are slips and no names.
_MISREAD: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b[S5] ?[DOB] ?N(\.?) ?[B83]HD\b"), r"SDN\1 BHD"),
    (re.compile(r"\b[S5]/[BD8]$"), "S/B"),
)
TRADE = re.compile(
    r"ENTERPRISE|TRADING|RESTAURANT|RESTORAN|\bCAFE\b|KITCHEN|BISTRO|\bHOTEL\b|MART\b|MARKET|BAKERY|PHARMACY|STATIONERY"
    r"|HARDWARE|\bSTORE\b|\bSHOP\b|\bINN\b|BOOK|MOTOR|CORP|\bCO\.|CASH & CARRY|KEDAI"
    r"|餐厅|饭店|酒店|酒楼|餐馆|酒家|菜馆|面馆|超市|便利店|商店|小馆|食府|宾馆|商行|中心$|店\)?$|馆\)?$"
)
_NOT_A_NAME = re.compile(
    "|".join(
        (
            r"TAX ?INV|INVOICE|RECEIPT|CASH ?(BILL|SALES?)|WELCOME|\bBILL\b|THANK|DUPLICATE|\bCOPY\b|REPRINT|ORIGINAL",
            r"GOODS SOLD|RETURNABLE|REFUND|EXCHANGE|PLEASE|VISIT|SHOPPING|^CASH$",
            r"GST|SST|\bREG\b|ROC\b|\bNO\.? ?\d|\bNO\b.{0,2}:|COMPANY ID|CO\. ?REG|CUSTOMER|OPERATED|COMPANY NO",
            r"\bLOT\b|\bJALAN\b|\bJLN?\b|\bTAMAN\b|\bFLOOR\b|\bROAD\b|\bSTREET\b|\bAVENUE\b|\bUNIT\b|\bLEVEL\b|\bPARK\b",
            r"SELANGOR|JOHOR|KUALA|PENANG|MALAYSIA|SINGAPORE|\bTEL|\bFAX\b|PHONE|E-?MAIL|WWW|HTTP|@|\.COM\b",
            r"\bDATE\b|\bTIME\b|CASHIER|TABLE|\bPAX\b|\bQTY\b|PRICE|AMOUNT|TOTAL|\bFOR\b.*\bONLY\b|MEMBER|\bITEM\b",
            r"结账|账单|小票|欢迎|收银|消费单|预结|发票|单号|桌号|日期|时间|电话|地址|人数|票据|流水|谢谢|服务员",
            r"收据|凭证|存根|签购单|编号|開立|發票|明細|統編",
        )
    )
)
ADDRESS = re.compile(r"\d{5,}|\b\d{1,4}[,-]\s?\d{1,4}\b|路\d+号|街\d+号|^\d+[,\s]")
_LABELLED = re.compile(
    r"^(?:商户名称|商户名|店名|门店|收款单位|收款方|公司名[称稱]|营业人|MERCHANT(?: NAME)?|STORE)\s*[:：]\s*(.+)$"
)
_NUMBER_AT_END = re.compile(
    r"\s*[(（\[]?\s*(?:CO\.?\s?(?:REG)?\.?\s?(?:NO)?\.?:?\s*)?[\dA-Z]{0,3}\d{4,}\s?[-·]?\s?[A-Z]{0,3}\s*[)）\]]?.*$",
    re.IGNORECASE,
)
#: What a company was called before it changed its name.
_FORMERLY = re.compile(r"\s[(\[]?(?:F\.?K\.?A\b|FORMERLY KNOWN AS\b).*$", re.IGNORECASE)
_AFTER_LEGAL = re.compile(r"(\bS[DOB]N\.?\s?[B83]HD\b\.?|\bS/B\b)(?!\s?\().*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MerchantFound:
    """A name as printed (registration number in brackets taken off), its score and the box of its line or lines."""

    value: str
    score: float
    box: Box
    confidence: float
    labelled: bool = False


def merchants(lines: Sequence[Line]) -> tuple[MerchantFound, ...]:
    """Candidates, best first. A second line that completes a company name is joined to the first."""
    for line in lines[:40]:
        match = _LABELLED.match(plain(line.text))
        if match:
            original = re.split(r"[:：]", line.text, maxsplit=1)[-1].strip()
            if original:
                return (MerchantFound(original, 5.0, line.box, _confidence(line), True),)
    head = [line for line in lines if re.search(r"[^\W\d_]{2}", line.text)][:HEAD_LINES]
    if not head:
        return ()
    usual = sorted(line.height for line in lines)[len(lines) // 2]
    found: list[MerchantFound] = []
    for place, line in enumerate(head):
        score = _score(line, place, usual)
        name = cleaned(line.text)
        if len(re.sub(r"\W", "", name)) < 2:
            continue
        after = head[place + 1] if place + 1 < len(head) else None
        if after is not None and _continues(line, after):
            joined = f"{name} {cleaned(after.text)}"
            box = Box(
                min(line.box.left, after.box.left),
                line.box.top,
                max(line.box.right, after.box.right),
                max(line.box.bottom, after.box.bottom),
            )
            whole = max(score, _score(after, place, usual)) + 1.5
            found.append(MerchantFound(joined, whole, box, min(_confidence(line), _confidence(after))))
        found.append(MerchantFound(name, score, line.box, _confidence(line)))
    return tuple(sorted(found, key=lambda one: -one.score))


def _score(line: Line, place: int, usual: float) -> float:
    text = plain(cleaned(line.text))
    score = 2.0 - 0.4 * place
    legal = bool(LEGAL.search(text))
    if legal and len(re.sub(r"\W", "", LEGAL.sub("", text))) < 4:
        score -= 3.0  # only the form of a company: its name stands on the line before
    elif legal:
        score += 3.2
    elif TRADE.search(text):
        score += 1.6
    if _NOT_A_NAME.search(text):
        score -= 1.5 if legal else 3.0
    if ADDRESS.search(text):
        score -= 1.5
    letters = sum(character.isalpha() for character in text)
    score += 1.0 * (letters / max(1, len(text)) - 0.6)
    score += 0.6 * min(1.5, max(-0.5, line.height / usual - 1))
    if _confidence(line) < 0.75:
        score -= 1.0
    if letters < 4 and not re.search(r"[\u4e00-\u9fff]", text):
        score -= 1.5
    if len(text) > 60:
        score -= 1.0
    return score


def _continues(line: Line, after: Line) -> bool:
    """Whether the next line ends a company name that this line began: "POPULAR BOOK CO. (M)" + "SDN BHD"."""
    first, second = plain(line.text), plain(after.text)
    if LEGAL.search(first) or _NOT_A_NAME.search(first):
        return False
    tail = re.match(r"^(CO\.?\s?)?(\([A-Z]{1,3}\)\s?)?(\w+\s)?S\s?[DOB]N\.?\s?[B83]HD\b", second)
    alike = 0.7 < line.height / after.height < 1.4
    near = alike and after.box.top - line.box.bottom < 1.2 * max(line.height, after.height)
    return bool(tail) and near


def cleaned(text: str) -> str:
    """The name without the numbers and marks printed around it."""
    name = re.sub(r"^(#\d*|\*+)\s*(?=[A-Za-z\u4e00-\u9fff]{3})", "", text)
    name = _NUMBER_AT_END.sub("", _AFTER_LEGAL.sub(r"\1", _FORMERLY.sub("", name))).strip(" *-=_.,:;~|")
    for slip, form in _MISREAD:
        name = slip.sub(form, name)
    return re.sub(r"\s+", " ", name) or text.strip()


def _confidence(line: Line) -> float:
    return min(word.confidence for word in line.words)
