"""Buyer and seller on a Chinese VAT invoice, by where their names stand.

Paper and older electronic invoices have the buyer at the top and the seller at the foot; 数电票 have the buyer at the
left and the seller at the right of one band. Captions and values are separate layers in many PDFs, so names are taken
by their own look and their place, not by what follows 名称.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ocr.fields.tax_numbers import holds, normal
from ocr.page import Line, Page, Word

_NAME = re.compile(
    r"([\u4e00-\u9fffA-Za-z0-9（）()·&\-]{2,60}?(?:公司|事务所|商行|经营部|酒店|餐厅|饭店|宾馆|店|中心|医院|学校|大学|学院|个人|厂|局|委员会"
    r"|合作社|工作室|超市|药房|馆|社|部|站|行|院|所|会|坊)"
    r"(?:[（(](?:[\u4e00-\u9fff]{0,2}普通合伙|有限合伙|个体工商户)[）)])?)(?![\u4e00-\u9fff])"
)
_NOT_A_PARTY = re.compile(
    r"地址|电话|开户行|账号|银行|印务|印制|税务(?:局|总局)|监制|收款人|复核|开票人|备注|订单|印刷|支行|分行|项目|规格|货物|校验码"
)
_CAPTION = re.compile(r"^.*?(?:名\s*称|称)\s*[:：]?\s*")
_TAX_NUMBER = re.compile(r"(?<![0-9A-Z])([0-9A-Z]{18}|\d{6}[0-9A-Z]{9}|[0-9A-Z]{20})(?![0-9A-Z])")
_TAX_CAPTION = re.compile(r"识\s?别\s?号|信\s?用\s?代\s?码|税\s?号")


def parties(rows: Sequence[Line], page: Page) -> dict[str, tuple[str, Word]]:
    """merchant (the seller), buyer, seller_tax_number, buyer_tax_number with the words they stand in, where found."""
    names = _names(rows)
    numbers = _tax_numbers(rows)
    found = _by_captions(rows, numbers)
    if found:
        return found
    if _side_by_side(rows, page):
        _put(found, "buyer", [one for one in names if _middle(one[1]) < 0.5 and one[1].box.top < 0.5])
        _put(found, "merchant", [one for one in names if _middle(one[1]) >= 0.5 and one[1].box.top < 0.5])
        _put(found, "buyer_tax_number", [one for one in numbers if _middle(one[1]) < 0.5 and one[1].box.top < 0.5])
        _put(found, "seller_tax_number", [one for one in numbers if _middle(one[1]) >= 0.5 and one[1].box.top < 0.5])
        return found
    seller_from = _seller_from(rows)
    _put(found, "buyer", [one for one in names if one[1].box.bottom < seller_from])
    _put(found, "merchant", [one for one in names if one[1].box.top >= seller_from])
    _put(found, "buyer_tax_number", [one for one in numbers if one[1].box.bottom < seller_from])
    _put(found, "seller_tax_number", [one for one in numbers if one[1].box.top >= seller_from])
    if "merchant" not in found and len(names) > 1 and found.get("buyer") != names[-1]:
        found["merchant"] = names[-1]
    return found


def _by_captions(rows: Sequence[Line], numbers: Sequence[tuple[str, Word]]) -> dict[str, tuple[str, Word]]:
    """Parties on rolls 卷票, whose captions say whose name follows, the seller first; nothing on other forms.

    A number is the party's whose caption stands nearest above it.
    """
    found: dict[str, tuple[str, Word]] = {}
    heights: dict[str, float] = {}
    for row in rows:
        match = re.search(r"(销售方|销货方|购买方|购货方)名?称[:：]?\s*([\u4e00-\u9fffA-Za-z（）()·]{2,40})", row.text)
        if match is not None:
            side = "merchant" if match[1].startswith("销") else "buyer"
            found.setdefault(side, (match[2], row.words[-1]))
            heights.setdefault(side, row.box.top)
    if "merchant" not in found:
        return {}
    for number, word in sorted(numbers, key=lambda one: one[1].box.top):
        above = [(top, side) for side, top in heights.items() if top < word.box.top]
        if above:
            found.setdefault("seller_tax_number" if max(above)[1] == "merchant" else "buyer_tax_number", (number, word))
    return found


def _put(found: dict[str, tuple[str, Word]], key: str, every: list[tuple[str, Word]]) -> None:
    if every:
        found[key] = every[0]


def _middle(word: Word) -> float:
    return (word.box.left + word.box.right) / 2


def _side_by_side(rows: Sequence[Line], page: Page) -> bool:
    """Whether this is a 数电票: no check code 校验码, no cipher 密码区, but its title or a number of twenty digits."""
    text = re.sub(r"\s", "", page.text)
    older = re.search(r"校验码|密码区|机器编号", text)
    newer = re.search(r"(?<!\d)\d{20}(?!\d)|电子发票[（(](?:普通|增值税专用)", text)
    return not older and bool(newer)


def _seller_from(rows: Sequence[Line]) -> float:
    """The height on the page under which the seller's block lies: the line of 价税合计, or of the amount in words."""
    for row in rows:
        if re.search(r"价\s?税\s?合\s?计|大\s?写", row.text):
            return row.box.top
    for row in rows:
        if re.search(r"[零壹贰叁肆伍陆柒捌玖][佰仟拾万圆元]", row.text):
            return row.box.top
    return 0.6


def _names(rows: Sequence[Line]) -> list[tuple[str, Word]]:
    """Names of organisations (and 个人), with a caption before them first, then top to bottom."""
    captioned: list[tuple[str, Word]] = []
    bare: list[tuple[str, Word]] = []
    for row in rows:
        for place, word in enumerate(row.words):
            if _NOT_A_PARTY.search(word.text):
                continue
            text = re.sub(r"\s", "", word.text)
            has_caption = bool(re.search(r"(?:名称|称)[:：]", text)) or (
                place > 0 and bool(re.search(r"称\s*[:：]?$", row.words[place - 1].text))
            )
            name = _CAPTION.sub("", text) if re.search(r"称[:：]|^名称", text) else text
            match = _NAME.fullmatch(name) or _NAME.match(name)
            if has_caption and len(name) >= 2 and not match and re.search(r"[\u4e00-\u9fff]{2}", name):
                captioned.append((name, word))
            elif match and (has_caption or re.search(r"[\u4e00-\u9fff]{2}", match[1])):
                (captioned if has_caption else bare).append((match[1], word))
    likely = [one for one in bare if len(one[0]) >= 6]
    return [*captioned, *likely]


def _tax_numbers(rows: Sequence[Line]) -> list[tuple[str, Word]]:
    """Tax numbers as they are compared: those whose check digits hold first, as the seal prints the seller's again;
    others only as a strict form has them or beside their caption."""
    found = []
    for row in rows:
        captioned = bool(_TAX_CAPTION.search(row.text))
        for word in row.words:
            for match in _TAX_NUMBER.finditer(re.sub(r"\s", "", word.text).upper()):
                number = normal(match[1])
                usual = captioned or (len(number) == 18 and number[2:8].isdigit() and sum(map(str.isdigit, number)) > 9)
                if re.fullmatch(r"\d{20}", number) or not (usual or holds(number)):
                    continue
                found.append((number, word))
    return sorted(found, key=lambda one: not holds(one[0]))
