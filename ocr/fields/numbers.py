"""Document numbers, tax numbers, and what a VAT invoice's QR code says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

#: On these QR types the amount is net of tax (29 of 29 taxed samples); on 31 and 32 it is gross (FACTS.md section 4).
NET_TYPES = frozenset({"01", "04", "10"})

#: QR types of special invoices (on paper, electronic, fully digital) and of ordinary ones (and rolls and tolls).
SPECIAL_TYPES, ORDINARY_TYPES = frozenset({"01", "08", "31"}), frozenset({"04", "10", "11", "14", "32"})


@dataclass(frozen=True, slots=True)
class InvoiceCode:
    """The QR of a Chinese VAT invoice. `amount` is net on NET_TYPES and gross otherwise; `code` may be empty."""

    type: str
    code: str
    number: str
    amount: Decimal | None
    day: date | None

    @property
    def net(self) -> bool:
        return self.type in NET_TYPES


def invoice_code(text: str) -> InvoiceCode | None:
    """`01,type,code,number,amount,date,check,crc,` understood, or None where it is some other QR code."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < 6 or parts[0] != "01" or not re.fullmatch(r"\d{2}", parts[1]):
        return None
    if not re.fullmatch(r"\d{8}|\d{20}", parts[3]):
        return None
    try:
        amount: Decimal | None = Decimal(parts[4]).quantize(Decimal("0.01")) if parts[4] else None
    except InvalidOperation:
        amount = None
    try:
        day: date | None = date.fromisoformat(f"{parts[5][:4]}-{parts[5][4:6]}-{parts[5][6:8]}")
    except ValueError:
        day = None
    return InvoiceCode(parts[1], parts[2], parts[3], amount, day)


_LETTER_DIGITS = str.maketrans("ODQdolI|ZzSsBgq", "000001112255899")
_AMONG_DIGITS = re.compile(
    r"(?<=[0-9.,·:：¥￥#-])[ODQdolI|ZzSsBgq]+(?=[0-9.,·:：元π兀年月日\s-]|$)|[ODQlI|ZSB]+(?=[0-9])"
)


def as_digits(text: str) -> str:
    """A print of digits with the letters among them that engines take digits for: l6853463, 2O19-1l-05, ¥3O.00.

    Only for what can be nothing but a number: a licence plate or a name would lose its letters too.
    """
    return _AMONG_DIGITS.sub(lambda match: match.group().translate(_LETTER_DIGITS), text)


#: Digits that engines take for one another in narrow print.
_ALIKE = {"0": "689", "1": "7", "2": "7", "3": "8", "5": "6", "6": "058", "7": "12", "8": "0369", "9": "08"}
#: Forms are used up within so many years after they were printed, and some are printed ahead of their year.
_USED_WITHIN = 10


def code_of_year(code: str, on: date) -> str | None:
    """An invoice code as it was printed, if the year in it fits a document of `on`; else the only code with look-alike
    digits that does, or None.

    Codes of 12 digits have the year of the form's printing at the sixth and seventh, those of 10 at the fifth and
    sixth, as publicly described; not checked against the text of a rule.
    """
    at = 5 if len(code) == 12 else 4
    fitting = {str(year % 100).zfill(2) for year in range(on.year - _USED_WITHIN, on.year + 2)}
    if code[at : at + 2] in fitting:
        return code
    tens, units = (digit + _ALIKE.get(digit, "") for digit in code[at : at + 2])
    ways = [one + other for one in tens for other in units if one + other in fitting]
    near = [one for one in ways if one[0] == code[at] or one[1] == code[at + 1]] or ways  # one digit rather than two
    return code[:at] + near[0] + code[at + 2 :] if len(near) == 1 else None


_DIGITS = {"零": 0, "〇": 0, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
#: Everyday and old forms, and what engines read for 圆, as the capitals that stand on invoices.
_LOOKALIKES = str.maketrans(
    "一二貳三叄參四五六陸七漆八九十百千元圓圖園园萬億正", "壹贰贰叁叁叁肆伍陆陆柒柒捌玖拾佰仟圆圆圆圆圆万亿整"
)
#: What may stand before an amount in words: nothing, a caption, a bracket, a mark; never another sign of Chinese.
_BEGINS = re.compile(r"(?:^|[^\u4e00-\u9fff]|[写计币额数负整共为收款费])$")
_UNITS = {"拾": 10, "佰": 100, "仟": 1000}
_IN_WORDS = re.compile(
    r"[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿]+圆(?:整|(?:[零壹贰叁肆伍陆柒捌玖]角)?(?:零?[壹贰叁肆伍陆柒捌玖]分)?整?)"
)


def amount_in_words(text: str) -> Decimal | None:
    """The first Chinese capital amount (壹佰贰拾叁圆肆角整 → 123.40) in a text, or None; also where its beginning was
    misread, so that only a part is left."""
    plain = re.sub(r"\s", "", text).translate(_LOOKALIKES)
    match = _IN_WORDS.search(plain)
    if match is None or not _BEGINS.search(plain[: match.start()]) or match.group()[0] in "佰仟万亿":
        return None
    whole, _, rest = match.group().partition("圆")
    value = Decimal(_whole(whole))
    for digit, place in re.findall(r"([壹贰叁肆伍陆柒捌玖])([角分])", rest):
        value += Decimal(_DIGITS[digit]) / (10 if place == "角" else 100)
    return value.quantize(Decimal("0.01"))


def _whole(text: str) -> int:
    total, section, digit = 0, 0, 0
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _UNITS:
            section += (digit or 1) * _UNITS[sign]
            digit = 0
        elif sign == "万":
            total += (section + digit) * 10_000
            section = digit = 0
        elif sign == "亿":
            total = (total + section + digit) * 100_000_000
            section = digit = 0
    return total + section + digit
