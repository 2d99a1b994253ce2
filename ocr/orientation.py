"""Which way up a page is, from the boxes it has: no second recognition.

Engines read words that lie on their side or stand on their head; what breaks is their order. Box shapes tell pages on
their side; of the two ways to turn one, and for pages upside down, the order of the words decides: labels stand left of
their amounts and end in colons, heads are at the top and totals below.
"""

from __future__ import annotations

import re

from ocr.fields.labels import label_of, plain
from ocr.page import Page, lines, sideways, turned
from ocr.straightening import level

_AMOUNT = re.compile(r"\d[.,]\d{2}(?!\d)")
_HEAD = re.compile(
    r"INVOICE|RECEIPT|SDN|BHD|GMBH|\bTEL|增值税|电子发票|发票代码|欢迎|公司|JALAN|\bJLN\b|餐厅|结账单|检票|月.{0,4}日.{0,8}开"
)
_FOOT = re.compile(
    r"TOTAL|CHANGE|THANK|SUMME|合计|小写|收款人|开票人|实收|谢谢|GOODS SOLD|找零|VIELEN DANK|MWST"
    r"|限乘当日|12306|中国铁路祝|报销凭证|退票|改签"
)

#: An upright page is believed to be upright unless upside down explains it this much better.
BENEFIT_OF_DOUBT = 4


def upright(page: Page) -> tuple[Page, int]:
    """The page the right way up, and by how many degrees clockwise it was turned for that: 0, 90, 180 or 270."""
    degrees = _degrees(level(page))
    return turned(page, degrees), degrees


def _degrees(page: Page) -> int:
    if sideways(page):
        return max((90, 270), key=lambda degrees: order_score(turned(page, degrees)))
    over = turned(page, 180)
    return 180 if order_score(over) > order_score(page) + BENEFIT_OF_DOUBT else 0


def order_score(page: Page) -> int:
    """How much the order of the words speaks for the page standing upright; only differences mean something."""
    score = 0
    for line in lines(page):
        middle = (line.box.top + line.box.bottom) / 2
        text = plain(line.text)
        if _HEAD.search(text):
            score += 1 if middle < 0.5 else -1
        if _FOOT.search(text):
            score += 1 if middle > 0.5 else -1
        for before, after in zip(line.words, line.words[1:], strict=False):
            if label_of(before.text) and _AMOUNT.search(after.text):
                score += 2
            if _AMOUNT.search(before.text) and label_of(after.text):
                score -= 2
            if re.search(r"[:：]\s*$", before.text):
                score += 1
            if re.search(r"[:：]\s*$", after.text):
                score -= 1
    return score
