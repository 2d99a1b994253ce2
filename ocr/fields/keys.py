"""The numbers a seller is known by: tax number, registration number and telephone, from any page. Pure.

Names are misread and stand in many forms; these numbers are the same on the next receipt. Their forms: Malaysia, GST
of twelve digits (2015 to 2018), SST `W10-1808-32000123`, company `123456-X` or twelve digits that begin with the year;
Singapore `M2-1234567-8` and UEN; China 统一社会信用代码 of 18; United Kingdom, VAT of nine digits and company number of
eight; the European Union, VAT with the country before it; Germany HRB, France SIRET, the Netherlands KvK. In the United
States none is printed, and the telephone is what there is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ocr.checks import CHECK_DIGIT
from ocr.fields import tax_numbers
from ocr.page import Line, Word, around
from ocr.reading import Box, Check, Field, How, Where

KeyName = Literal["seller_tax_number", "seller_registration", "seller_phone"]


@dataclass(frozen=True, slots=True)
class Key:
    """A number as it is compared: capitals and digits alone, a telephone with `+` and country where that is known.

    `holds` is whether its check digit does; None for a number that has none, or none that is published.
    """

    name: KeyName
    value: str
    box: Box
    text: str
    confidence: float
    holds: bool | None = None


_BUYER = re.compile(
    r"BILL(?:ED)? ?TO|SOLD ?TO|SHIP ?TO|INVOICE ?TO|DELIVER|CUSTOMER|\bCLIENT|\bBUYER|\bMEMBER|\bATTN|\bYOUR\b"
    r"|\bIHRE?\b|\bUW\b|\bVOTRE\b|KUNDE|KLANT|购买方|购方|买方|买受人|買受人|会员|客户|顾客|收货|骑手|乘客|乘车人"
)
#: Whom else receipts give a number of: the one to complain to, the maker of the till, the printer, the bank.
_OTHERS = re.compile(
    r"COMPLAIN|POWERED|SOFTWARE|SUPPORT|FAKTURAMA|投诉|监督|举报|税务|技术支持|印刷|印务|承印|查询|银行|账号|帐号"
)
#: So many lines under the buyer's caption are the buyer's.
_BUYERS_LINES = 3

_TAX_CAPTION = (
    r"(?:GST|SST|\bVAT|\bTAX|\bTIN\b|\bABN\b|\bUEN\b|UST|MWST|\bTVA|\bBTW|\bUID\b|\bIVA\b|P\.? ?IVA|\bNIF\b"
    r"|信用代码|识别号|税号|統編|统编|統一編號)"
)
#: What may stand between a caption and its number: "Reg. No :", "ID #", never "Tax invoice no.".
_BETWEEN = r"(?:(?!INV|BILL|RECEIPT|CODE|AMOUNT|TOTAL|SUMM|RATE|INCL|EXCL|%|\$|€|£|¥)[^0-9]){0,26}?"
_COUNTRY = "AT|BE|CHE|CZ|DE|DK|ES|FI|FR|GB|IE|IT|LU|NL|PL|PT|SE"
_TAX_NUMBERS = tuple(
    re.compile(_TAX_CAPTION + _BETWEEN + number)
    for number in (
        r"(?<![0-9A-Z])([0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10})(?![0-9A-Z])",
        rf"(?<![0-9A-Z])((?:{_COUNTRY})[ -]?[0-9A-Z](?:[ .-]?[0-9A-Z]){{7,11}})(?![0-9A-Z])",
        r"(?<![0-9A-Z])([A-Z][0-9]{2}-[0-9]{4}-[0-9]{8})(?!\d)",
        r"(?<![0-9A-Z])(M[0-9]-?[0-9]{7}-?[0-9A-Z])(?![0-9A-Z])",
        r"(?<![0-9.,])([0-9](?:[ -]?[0-9]){7,14})(?![0-9]|[.,][0-9])",
    )
)
_REGISTRATION_CAPTION = (
    r"(?:\bCO(?:MP\w*)?\.?[ -]?(?:REG|NO)|BUSINESS REG|\bBRN\b|\bROC\b|\bSSM\b|\bUEN\b|\bREGISTERED\b|\bREG\w*\.? ?NO"
    r"|\bSIRET\b|\bSIREN\b|\bKVK\b)"
)
_REGISTRATIONS = tuple(
    re.compile(one)
    for one in (
        r"(?<!\d)((?:19|20)[0-9]{2}0[1-6][0-9]{6})(?![0-9])",
        r"(?<![0-9A-Z.-])([0-9]{5,10}-[A-Z])(?![0-9A-Z])",
        r"(?<![0-9A-Z])(LLP ?[0-9]{7}-[A-Z]{3})(?![A-Z])",
        _REGISTRATION_CAPTION
        + _BETWEEN
        + r"(?<![0-9A-Z])([0-9]{9}[A-Z]|[TS][0-9]{2}[A-Z]{2}[0-9]{4}[A-Z])(?![0-9A-Z])",
        _REGISTRATION_CAPTION
        + _BETWEEN
        + r"(?<![0-9A-Z])((?:SC|NI|OC)?[0-9](?:[ ]?[0-9]){5,13})(?![0-9A-Z]|[.,-][0-9])",
    )
)
_COURT = re.compile(r"(?:AMTSGERICHT|\bAG\b|REGISTERGERICHT)[: ]+([A-ZÄÖÜ]{3,})")
_HRB = re.compile(r"\bHR[AB][ .:]*(?:NR\.?|NO\.?)?[ :]*([0-9]{2,6})\b")

_PHONE_CAPTION = re.compile(
    r"\bTEL(?!LER)\w*|\bT[ÉE]L\b|PHONE|\bH ?/ ?P\b|\bHP\b|MOBILE|HOTLINE|CONTACT|电话|電話|热线|手机|联系方式"
)
_PHONE = re.compile(r"\+?\(?\+?(?:0[0-9]{1,4} ?/ ?)?[0-9](?:[ ().-]{0,3}[0-9]){5,14}")
_FAX = re.compile(r"FAX|传真")
#: As receipts of the United States and Canada print it, most often without a caption.
_AMERICAN = re.compile(
    r"(?<![0-9-])(\([2-9][0-9]{2}\) ?[2-9][0-9]{2}-[0-9]{4}|[2-9][0-9]{2}[-.][2-9][0-9]{2}[-.][0-9]{4})(?![0-9-])"
)

#: The country's code by the currency of the receipt, and whether its numbers are dialled with a 0 at home (ITU E.164).
_DIALLED: Mapping[str, tuple[str, bool]] = {
    "MYR": ("60", True),
    "CNY": ("86", True),
    "GBP": ("44", True),
    "TWD": ("886", True),
    "THB": ("66", True),
    "SGD": ("65", False),
    "HKD": ("852", False),
    "USD": ("1", False),
    "CAD": ("1", False),
}  # fmt: skip


def keys(rows: Sequence[Line], currency: str | None) -> tuple[Key, ...]:
    """The first number of each name that is the seller's, as far as the page says."""
    found: dict[str, Key] = {}
    for row in _sellers(rows):
        text = _plain(row.text)
        for key in (*_tax_number(row, text), *_registration(row, text), *_phone(row, text, currency)):
            found.setdefault(key.name, key)
    return tuple(found.values())


def as_fields(rows: Sequence[Line], currency: str | None, how: How) -> tuple[dict[str, Field], list[Check]]:
    """The same as fields of a reading, and whether the check digits hold that there are."""
    found = keys(rows, currency)
    fields: dict[str, Field] = {
        one.name: Field(one.value, round(0.9 * one.confidence, 3), how, Where(0, one.box), one.text) for one in found
    }
    return fields, [Check(CHECK_DIGIT, (one.name,), one.holds) for one in found if one.holds is not None]


def _sellers(rows: Sequence[Line]) -> Iterator[Line]:
    """Lines that are not about the buyer or somebody else."""
    buyers_until = -1
    for at, row in enumerate(rows):
        text = _plain(row.text)
        if _BUYER.search(text):
            buyers_until = at + _BUYERS_LINES
        elif at > buyers_until and not _OTHERS.search(text):
            yield row


def _tax_number(row: Line, text: str) -> Iterator[Key]:
    for pattern in _TAX_NUMBERS:
        for match in pattern.finditer(text):
            number = re.sub(r"[^0-9A-Z]", "", match[1])
            # "GST 20112018": the day a price was valid from is no number of anybody.
            if sum(sign.isdigit() for sign in number) >= 7 and not re.fullmatch(
                r"(?:20\d\d[01]\d[0-3]\d|[0-3]\d[01]\d20\d\d)", number
            ):
                yield _key("seller_tax_number", number, row, match, check_digit(number, match[0]))
                return


def _registration(row: Line, text: str) -> Iterator[Key]:
    court, hrb = _COURT.search(text), _HRB.search(text)
    if court and hrb:
        # The same number is given out by every court.
        yield _key("seller_registration", f"{court[1]} {hrb[0][:3]} {hrb[1]}", row, hrb)
        return
    for pattern in _REGISTRATIONS:
        for match in pattern.finditer(text):
            if not re.search(_TAX_CAPTION, text[: match.start(1)]) or "-" in match[1]:
                yield _key("seller_registration", re.sub(r"\s", "", match[1]).lstrip("0"), row, match)
                return


def _phone(row: Line, text: str, currency: str | None) -> Iterator[Key]:
    said = _FAX.split(text)[0] if _PHONE_CAPTION.search(_FAX.split(text)[0]) else text
    caption = _PHONE_CAPTION.search(said)
    if caption is not None:
        match = _PHONE.search(said, caption.end())
    else:
        match = _AMERICAN.search(text) if currency in ("USD", "CAD") and not _FAX.search(text) else None
    if match is not None and (number := dialled(match[0], currency)):
        yield _key("seller_phone", number, row, match)


def dialled(text: str, currency: str | None) -> str:
    """A telephone number as one dials it from abroad where the country is known, else its digits, or empty."""
    digits = re.sub(r"\D", "", text)
    code, trunk = _DIALLED.get(currency or "", ("", False))
    if re.match(r"\W*\+", text) or digits.startswith("00"):
        # "+44 (0)20 …" has the 0 of home in it.
        number = "+" + re.sub(r"^00", "", re.sub(r"\D", "", re.sub(r"\(0\)", "", text)))
    elif not code:
        number = digits
    elif digits.startswith(code) and len(digits) >= len(code) + 8 and not (code == "1" and len(digits) == 10):
        number = "+" + digits
    elif trunk and digits.startswith("0"):
        number = f"+{code}{digits[1:]}"
    elif trunk and not ((digits.startswith("1") and len(digits) >= 10) or re.fullmatch(r"[48]00\d{7}", digits)):
        # Without its place it is somebody else's in the next town.
        return ""
    else:
        number = f"+{code}{digits}"
    return number if 8 <= len(re.sub(r"\D", "", number)) <= 15 else ""


def check_digit(number: str, context: str = "") -> bool | None:
    """Whether the check digit of a tax number of Germany (ISO 7064 mod 11,10) or the United Kingdom (modulo 97, as
    it is, or of numbers since 2010 less 55), or those of a Chinese one (`tax_numbers`) hold; None for any other.
    `context` is its caption with what follows."""
    if re.fullmatch(r"DE[0-9]{9}", number):
        product = 10
        for sign in number[2:10]:
            product = ((int(sign) + product) % 10 or 10) * 2 % 11
        return (11 - product) % 10 == int(number[10])
    british = re.fullmatch(r"(GB)?([0-9]{9})(?:[0-9]{3})?", number)
    if british and (british[1] or (len(number) == 9 and re.search(r"\bVAT\b", context))):
        weighed = sum(int(sign) * weight for sign, weight in zip(british[2][:7], range(8, 1, -1), strict=True))
        rest = (weighed + int(british[2][7:])) % 97
        holds = rest in (0, 97 - 55)
        # Without its country nine digits may be anybody's.
        return holds if british[1] or holds else None
    if len(number) == 18:
        return tax_numbers.proven(number) or (False if tax_numbers.holds(number) is False else None)
    return None


def _key(name: KeyName, value: str, row: Line, match: re.Match[str], holds: bool | None = None) -> Key:
    words = _covering(row, match)
    confidence = min(word.confidence for word in words)
    return Key(
        name, value, around(word.box for word in words), " ".join(word.text for word in words), confidence, holds
    )


def _covering(row: Line, match: re.Match[str]) -> list[Word]:
    """The words of a line that the match stands in."""
    at, found = 0, []
    for word in row.words:
        end = at + len(_plain(word.text))
        if at < match.end() and end > match.start():
            found.append(word)
        at = end + 1
    return found or list(row.words)


def _plain(text: str) -> str:
    """Capitals, full-width forms narrow, dashes alike."""
    return re.sub(r"\s", " ", re.sub(r"[–—−]", "-", unicodedata.normalize("NFKC", text))).upper()
